"""Whose the verb behind a comma is: « livrée à la Russie, l'Iran nie », « accusé de livrer des drones, l'Iran nie ».

No component: the part of ``parties`` and ``sources`` for clauses that stand side by side, of which the parser takes the
subject of the second for one more noun of the first.
"""

from __future__ import annotations

from spacy.tokens import Token

from dementi.components.cast import Cast
from dementi.fr import grammar
from dementi.records import Actor

FRONTED = 40  # tokens of « Accusé par Kiev de … », at the most
PASSED = grammar.PROCLITICS | {"a", "ont", "avait", "avaient", "est", "sont"}
CLITICS = frozenset("ne n' l' le la les en y lui leur".split())
STARTING = frozenset((",", ":", ";", '"'))


def leads(actor: Actor, at: Token) -> bool:
    """Say whether somebody is the subject of a clause by his place: a mark before him, a finite verb behind him."""
    doc = at.doc
    before = [t for t in grammar.left(doc[actor.first], 2) if t.pos_ != "DET"]
    if before and before[0].text not in STARTING:
        return False
    return precedes_verb(actor, at)


def precedes_verb(actor: Actor, at: Token) -> bool:
    """Say whether a finite verb stands right behind somebody."""
    behind = next((t for t in grammar.right(at.doc[actor.last], 5) if t.lower_ not in grammar.PROCLITICS), None)
    return behind is not None and behind.pos_ in grammar.VERBAL and grammar.verb_form(behind) == "finite"


def find_adjacent(verb: Token, cast: Cast) -> Token | None:
    """Return who stands alone before a verb, a mark before him: « … des obus : Séoul l'affirme, Oslo le nie »."""
    doc, start = verb.doc, grammar.anchor(verb)
    if grammar.verb_form(start) != "finite" or start.i == start.sent.start:
        return None
    behind = next((t for t in grammar.left(start, 4) if t.lower_ not in CLITICS), None)
    actor = cast.ends.get(behind.i) if behind is not None else None
    if actor is None:
        return None
    before = next((t for t in grammar.left(doc[actor.first], 3) if t.pos_ != "DET"), None)
    if before is not None and before.pos_ == "CCONJ":  # « Minsk nie et Kiev affirme que »
        before = next(grammar.left(before, 1), None)
        return doc[actor.head] if before is not None and grammar.conjugated(before) else None
    return doc[actor.head] if before is not None and before.text in STARTING else None


def opens_next(token: Token, cast: Cast) -> bool:
    """Say whether a noun behind a comma is the subject of what follows: « des drones à la Russie, l'Iran nie »."""
    actor = cast.inside.get(token.i)
    if actor is None or not leads(actor, token) or token.i < token.head.i:
        return False
    return any(grammar.preposition(t) in ("à", "de", "par", "vers", "contre") for t in grammar.left(token.head, 2))


def find_fronted(participle: Token, cast: Cast) -> Token | None:
    """Return whom a participle is said of that opens a sentence: « Accusé par Kiev de livrer des obus, Minsk nie »."""
    doc = participle.doc
    if any(t.pos_ not in ("ADV", "PUNCT", "CCONJ", "SPACE") for t in doc[participle.sent.start : participle.i]):
        return None
    for comma in grammar.right(participle, FRONTED):
        if comma.text in grammar.BOUNDARIES:
            return None
        if comma.text == ",":
            actor = next((a for a in cast.starting(comma.i + 1, comma.i + 2) if leads(a, comma)), None)
            if actor is not None:
                return doc[actor.head]
    return None
