"""What the verb before a predicate makes of somebody: who helps to do it, to whom it is promised, who has the goods.

No component: the part of ``transfers`` that reads « aide Minsk à produire », « promet à Chypre de livrer ».
"""

from __future__ import annotations

from spacy.tokens import Token

from dementi.components.parties import Parties
from dementi.fr import grammar
from dementi.lexicon import word_list

HAVING = word_list("verbs.toml", "having")
HELPING = word_list("verbs.toml", "helping")
RESALE = word_list("transfers.toml", "resale")
PROMISING = word_list("verbs.toml", "promising")


def find_promised(verb: Token, parties: Parties) -> Token | None:
    """Return to whom the verb before an infinitive promises it: « a promis à Chypre de livrer des obus »."""
    start = grammar.anchor(verb)
    if grammar.verb_form(start) != "infinitive":
        return None
    governor = next((t for t in grammar.left(start, 8) if t.pos_ in grammar.VERBAL), None)
    if governor is None or governor.lemma_ not in PROMISING:
        return None
    between = (verb.doc[i] for i in range(governor.i + 1, start.i) if i in parties.cast.heads)
    whom = (t for t in between if grammar.preposition(verb.doc[parties.cast.heads[t.i].first - 1]) == "à")
    return next(whom, None)


def find_helping(verb: Token, parties: Parties) -> tuple[str, range] | None:
    """Return who helps to do what an infinitive says: « l'Iran aide Minsk à produire des drones »."""
    start = grammar.anchor(verb)
    if grammar.verb_form(start) != "infinitive":
        return None
    governor = next((t for t in grammar.left(start, 8) if t.pos_ in grammar.VERBAL), None)
    if governor is None or governor.lemma_ not in HELPING or grammar.is_passive(governor):
        return None
    helping = parties.subject(governor)
    return parties.party(helping) if helping is not None else None


def find_owner(item: int, parties: Parties) -> tuple[str, range] | None:
    """Return who is said to have an item: « le Mali dispose de drones achetés à Ankara »."""
    before = parties.doc[item]
    for token in grammar.left(before, 12):
        if token.pos_ in grammar.VERBAL:
            if token.lemma_ not in HAVING | RESALE or grammar.is_passive(token):
                return None
            having = parties.subject(token)
            return parties.party(having) if having is not None else None
        given = token.i in parties.cast.heads and token.i < item - 1  # « a détourné vers la Syrie des obus achetés à »
        if token.pos_ not in ("DET", "NUM", "ADJ", "ADP", "ADV", "NOUN", "CCONJ") and not given:
            return None
    return None
