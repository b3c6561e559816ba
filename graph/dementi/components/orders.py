"""Who gets an order sells: « Ankara a reçu de Bakou une commande de drones », « a décroché un contrat de frégates ».

No component: the part of ``transfers`` that finds orders that somebody wins; who gets what he ordered (« a reçu sa
commande ») buys, and who gets a request has neither bought nor sold.
"""

from __future__ import annotations

from spacy.tokens import Token

from dementi.fr import grammar
from dementi.lexicon import word_list

ORDERS = word_list("transfers.toml", "order")
REQUESTS = word_list("transfers.toml", "request")
WINNING = word_list("transfers.toml", "winning")
OWN = frozenset("sa ses son leur leurs la les l' cette ces".split())  # « a reçu sa commande »: the goods
REACH = 10  # tokens from « a reçu » to « une commande », over « de la République de Chypre »
CHAINS = ("ADP", "DET", "ADJ", "NOUN", "PROPN", "NUM", "ADV", "PUNCT")


def won_by(verb: Token) -> Token | None:
    """Return the order or request that somebody gets by a verb: « reçoit de Bakou une commande »."""
    if verb.lemma_ not in WINNING:
        return None
    nouns = ORDERS | REQUESTS
    if grammar.is_passive(verb) and (own := grammar.subject(verb)) is not None:
        return own if own.lemma_ in nouns and _new(own) else None
    for token in grammar.right(verb, REACH):
        if token.lemma_ in nouns and token.pos_ == "NOUN":
            return token if _new(token) else None
        if token.pos_ not in CHAINS:
            return None
    return None


def _new(noun: Token) -> bool:
    """Say whether an order is one that comes in, and not what was ordered: « une commande », not « sa commande »."""
    return not any(t.lower_ in OWN for t in grammar.left(noun, 2))
