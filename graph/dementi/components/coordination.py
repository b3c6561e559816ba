"""Whether a noun that the parser joins to another stands in its list: « à Dakar et Riga », not « à Dakar, avec Riga ».

No component: the part of ``transfers`` that doubts the weakest of the parser's arcs.
"""

from __future__ import annotations

from spacy.tokens import Token

from dementi.components.cast import Cast
from dementi.components.juxtaposed import opens_next, precedes_verb
from dementi.components.predicates import Predicates
from dementi.fr import grammar

APART = frozenset("avec sans contre malgré via sauf hormis outre comme".split())


def apart(token: Token, other: Token, cast: Cast, predicates: Predicates) -> bool:
    """Say whether another noun is set against one, or belongs to another clause or preposition."""
    return grammar.excluded(other) or _governed(other) or _opens_clause(token, other, cast, predicates)


def _governed(other: Token) -> bool:
    """Say whether a word governs a noun that none of its list can have: « à Dakar, avec Riga », « comme Riga »."""
    before = next((t for t in grammar.left(other, 3) if t.pos_ != "DET"), other)
    return before.lower_ in APART


def _opens_clause(token: Token, other: Token, cast: Cast, predicates: Predicates) -> bool:
    """Say whether a noun is the subject of another clause, with a verb or without one.

    « Minsk livre des obus à Rome, et Oslo le prouve »; « à Dakar et Riga des drones ».
    """
    between = range(token.i + 1, other.i)
    if opens_next(other, cast) or any(i in predicates.joints for i in between):
        return True
    told = token.i in predicates.transfer_verbs or any(i in predicates.transfer_verbs for i in between)
    actor = cast.inside.get(other.i)
    return told and actor is not None and precedes_verb(actor, other)


def set_apart(token: Token, cast: Cast) -> bool:
    """Say whether a clause says the contrary of somebody behind a preposition than of the others.

    « livre non pas à Rome mais à Tunis », « ne livre pas à Rome, mais à Tunis »; not « rien livré, pas à Tunis ».
    """
    actor = cast.heads.get(token.i)
    if actor is None:
        return False
    before = [t.lower_ for t in grammar.left(token.doc[actor.first], 4) if t.pos_ not in ("DET", "ADP")]
    if before[:1] not in (["mais"], ["pas"], ["non"]):
        return False
    if before[0] == "mais" and token.doc[actor.last : actor.last + 2][-1].lower_ in ("que", "qu'", "qui"):
        return False  # « ce n'est pas Rome mais Tunis qui livre »
    denied = any(t.lower_ in ("ne", "n'") for t in grammar.left(token, 25))
    return denied == (before[0] == "mais")
