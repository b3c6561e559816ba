"""Whose goods are awaited by a debt: « les chars que Minsk devait à Alger », « ceux qu'Alger a payés à Minsk ».

No component: the part of ``transfers`` that reads a relative clause of owing or paying on what is delivered, or is not.
"""

from __future__ import annotations

from spacy.tokens import Token

from dementi.components.adjuncts import preposition_of
from dementi.components.parties import Parties
from dementi.components.predicates import Predicates
from dementi.fr import grammar
from dementi.lexicon import word_list
from dementi.records import Mention

OWING, PAYING = word_list("verbs.toml", "owing"), word_list("verbs.toml", "paying")
REACH = 6  # tokens from an item to « que », over its adjectives
CLAUSE = 14  # tokens of the relative clause


def find_debt(item: Mention, predicates: Predicates, parties: Parties) -> tuple[str, str] | None:
    """Return (supplier, recipient) of goods that one owes to another, or has been paid for; both must be named."""
    doc = parties.doc
    behind = grammar.right(doc[item.last], REACH)
    que = next((t for t in behind if t.lower_ in ("que", "qu'") or t.pos_ in ("VERB", "PUNCT", "SCONJ")), None)
    if que is None or que.lower_ not in ("que", "qu'"):
        return None
    verb = next((t for t in grammar.right(que, CLAUSE) if t.lemma_ in OWING | PAYING and _main(t)), None)
    if verb is None:
        return None
    heads = parties.cast.heads
    subject = next((t for t in doc[que.i + 1 : verb.i] if t.i in heads), None)
    frame, give = predicates.frames["give"], verb.lemma_ in OWING
    near = (t for t in doc[verb.i + 1 : verb.i + CLAUSE] if t.i in heads)
    other = next((t for t in near if preposition_of(doc, heads[t.i].first, frame) == "à"), None)
    one, two = (parties.party(t) if t is not None else None for t in (subject, other))
    if one is None or two is None or one[0] == two[0]:
        return None
    return (one[0], two[0]) if give else (two[0], one[0])


def _main(verb: Token) -> bool:
    """Say whether a verb has an object and no infinitive: « devait à Alger », not « devait livrer »."""
    return not any(grammar.verb_form(t) == "infinitive" for t in grammar.right(verb, 2))
