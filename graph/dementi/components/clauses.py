"""Where a noun's phrase ends that holds clauses: « l'accusation selon laquelle … », « l'idée que … ».

No component: the part of ``contents`` for what nouns govern.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from dementi.fr import grammar

QUE = ("que", "qu'")
# What opens a clause inside of a noun phrase: « les informations selon lesquelles », « l'idée que ».
RELATIVES = grammar.SUBJECT_RELATIVES | frozenset(QUE)


def phrase_end(doc: Doc, start: int) -> int:
    """Return the last token of what a noun governs.

    Up to the clause's finite verb that is not in a que-clause of it.
    """
    last, clauses, subordinate = start - 1, 0, False
    for token in doc[start : doc[min(start, len(doc) - 1)].sent.end]:
        if token.lower_ in RELATIVES or token.pos_ == "SCONJ":
            clauses, subordinate = clauses + 1, True
        subordinate = subordinate or token.text == "," and _which(token)
        if token.text in grammar.BOUNDARIES or token.text == "," and not subordinate:
            break
        if token.pos_ in grammar.VERBAL and grammar.verb_form(token) == "finite" and grammar.anchor(token) == token:
            if not clauses and not _coordinated(token):
                break  # the sentence's own: « l'accusation selon laquelle l'Iran a livré … a été rejetée »
            clauses = max(clauses - 1, 0)
        last = token.i
    return last


def _coordinated(verb: Token) -> bool:
    """Say whether a verb goes on with a clause behind « et »."""
    before = next((t for t in grammar.left(verb, 4) if t.pos_ not in ("PRON", "ADV", "PART")), None)
    return before is not None and before.pos_ == "CCONJ"


def _which(comma: Token) -> bool:
    """Say whether « , selon lesquelles » goes on with a noun's phrase."""
    words = [t.lower_ for t in grammar.right(comma, 3)]
    return any(word in grammar.SUBJECT_RELATIVES for word in words) and words[:1][0] in ("selon", "d'", "suivant")
