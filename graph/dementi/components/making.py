"""What a licence or know-how makes: « a cédé la licence de fabrication du K2 » tells of a production.

No component: the part of ``transfers`` that turns the transfer of what it takes to make something into a production of
it (guidelines, kinds). « A fourni une technologie de missiles » stays a transfer of technology.
"""

from __future__ import annotations

from spacy.tokens import Token

from dementi.components.predicates import Predicates
from dementi.fr import grammar
from dementi.lexicon import word_list
from dementi.records import Mention

LICENCE = "licence"
KNOWHOW = word_list("transfers.toml", "knowhow")
MAKING = word_list("transfers.toml", "making")
REACH = 12  # tokens from a licence to what it makes, at the most
LINKS = frozenset("de du des d' à la le les l' pour au nécessaire nécessaires indispensable indispensables".split())


def find_made(at: Token, predicates: Predicates) -> list[Mention]:
    """Return the products whose making somebody hands on by a predicate, [] where it is nothing of the kind."""
    first, last = predicates.zone(at)
    for token in at.doc[first : last + 1]:
        if token.lemma_ in KNOWHOW and token.pos_ == "NOUN" and (made := _made(token, predicates)):
            return made
    return []


def _made(knowhow: Token, predicates: Predicates) -> list[Mention]:
    """Return what « la licence de fabrication du K2 », « le savoir-faire nécessaire à la construction de » is about."""
    making = False
    for token in grammar.right(knowhow, REACH):
        if token.lemma_ in MAKING and token.pos_ == "NOUN":
            making = True
        elif (item := predicates.item_at.get(token.i)) is not None:
            return [item] if making or knowhow.lemma_ == LICENCE else []
        elif token.lower_ not in LINKS and token.pos_ not in ("DET", "ADJ", "NUM"):
            return []
    return []
