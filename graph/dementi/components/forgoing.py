"""What somebody will not do, and what he is said to have stopped: verbs that change the polarity of a transfer.

No component: the part of ``transfers`` and ``stance`` that reads them. « N'a pas l'intention de livrer » denies the
delivery; « cesser de livrer » takes it for granted, whether the end is told, denied or doubted (Karttunen 1974).
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from dementi.fr import grammar, negation
from dementi.lexicon import word_list

WILLING = word_list("verbs.toml", "willing")  # verbs, nouns and adjectives
FORGOING = word_list("verbs.toml", "forgoing")
STOPPING = word_list("verbs.toml", "stopping") - word_list("verbs.toml", "cancelling")
ENDING = word_list("verbs.toml", "ending") - {"gel"}
GOVERNING = 8  # tokens from a verb to the infinitive that it governs, over « jamais », « l'Iran à », « de nouveau »
PHRASE = 10  # tokens of a noun phrase from its noun to the verb of which it is the subject
LINKS = frozenset("de d' à du des le la les l' ses leurs son sa leur toute toutes".split())


def forgone(at: Token, doc: Doc) -> bool | None:
    """Say whether a transfer is what somebody will not do: « n'envisage pas de livrer », « accusé de refuser de ».

    None where no such verb governs it; « n'envisage pas de ne pas livrer » does not forgo it.
    """
    if _out_of_question(at):
        return True
    governor = governing(at)
    if governor is None or governor.lemma_ in STOPPING:
        return None
    if governor.lemma_ in WILLING:
        refused = unwilling(governor)
    elif governor.pos_ == "NOUN":  # « le refus de livrer »
        refused = not negation.negated_noun(governor)
    else:  # who refuses by himself denies, as a cue does
        refused = not any(cue.at == governor.i for cue in doc._.cues) and not negation.is_negated(governor)
    start = grammar.anchor(at)
    return not any(t.lower_ in ("ne", "n'") for t in doc[governor.i : start.i]) if refused else None


def _out_of_question(at: Token) -> bool:
    """Say whether a clause tells what will not be: « hors de question que Minsk livre »."""
    que = next((t for t in grammar.left(grammar.anchor(at), GOVERNING) if t.lower_ in ("que", "qu'")), None)
    before = [t.lower_ for t in grammar.left(que, 3)] if que is not None else []
    return at.pos_ in grammar.VERBAL and (before == ["question", "de", "hors"] or before[:2] == ["question", "pas"])


def unwilling(governor: Token) -> bool:
    """Say whether a word for a will is negated: « n'envisage pas », « n'a aucune intention », « n'est pas prêt »."""
    if governor.pos_ in grammar.VERBAL and governor.lemma_ not in ("prêt", "disposé", "décidé"):
        return negation.is_negated(governor) and not _only(governor)
    before = [t.lower_ for t in grammar.left(governor, 2)] if governor.lower_ == "question" else []
    if before[:1] == ["pas"] or before == ["de", "hors"]:
        return True  # « pas question pour Minsk de livrer », « hors de question de livrer »
    if governor.pos_ == "NOUN" and negation.negated_noun(governor):
        return True
    verb = next((t for t in grammar.left(governor, 5) if t.pos_ in grammar.VERBAL), None)
    return verb is not None and negation.is_negated(verb) and not _only(verb)


def _only(verb: Token) -> bool:
    """Say whether « seulement » behind the negation leaves the deed: « ne veut pas seulement livrer »."""
    return any(negation.only_adds(t) for t in grammar.right(verb, 2))


def governing(at: Token) -> Token | None:
    """Return the verb, noun or adjective that governs an infinitive by its place: « n'a pas *accepté* de livrer »."""
    start = grammar.anchor(at)
    if at.pos_ not in grammar.VERBAL or grammar.verb_form(start) != "infinitive":
        return None
    for token in grammar.left(start, GOVERNING):
        if token.text in grammar.BOUNDARIES or token.text == "," or token.pos_ == "SCONJ":
            return None
        if token.lemma_ in WILLING or token.lemma_ in FORGOING or token.lemma_ in STOPPING:
            return token
        if token.pos_ in grammar.VERBAL or token.pos_ == "NOUN":
            return None
    return None


def ended(at: Token) -> Token | None:
    """Return the word by which a transfer is said to end: « a cessé de livrer », « l'arrêt de ses livraisons »."""
    if at.pos_ in grammar.VERBAL:
        governor = governing(at)
        return governor if governor is not None and governor.lemma_ in STOPPING else None
    before = next((t for t in grammar.left(at, GOVERNING) if t.pos_ != "ADJ" and t.lower_ not in LINKS), None)
    if before is not None and (before.lemma_ in ENDING and before.pos_ == "NOUN" or _stops(before)):
        return before
    if not any(t.lower_ in ("l'", "les", "la", "ses", "leurs", "ces", "cette", "des") for t in grammar.left(at, 2)):
        return None
    head = at.head if at.dep_.startswith("nsubj") and at.head.i > at.i else None
    verb = head or next((t for t in grammar.right(at, PHRASE) if t.pos_ == "VERB"), None)
    if verb is None or any(t.text in grammar.BOUNDARIES or t.text == "," for t in at.doc[at.i : verb.i]):
        return None
    fin = any(t.lower_ == "fin" for t in grammar.right(verb, 2)) and verb.lemma_ == "prendre"
    return verb if fin or _stops(verb) else None


def _stops(verb: Token) -> bool:
    return verb.pos_ in grammar.VERBAL and verb.lemma_ in STOPPING and verb.lemma_ != "mettre"
