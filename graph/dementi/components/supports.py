"""The verb or the talks around a noun, whose subject does what the noun says.

No component: the part of ``transfers`` that reads « Minsk a procédé à des livraisons », « a signé un contrat pour
l'achat », « est en pourparlers avec … pour l'achat ».
"""

from __future__ import annotations

from spacy.tokens import Token

from dementi.components.parties import Parties
from dementi.fr import grammar
from dementi.records import Status

TALKS_REACH = 12  # tokens from talks to what they are about


def supporting(noun: Token) -> tuple[Token, bool] | None:
    """Return the verb or talks whose subject has a part in what a noun says, and whether it receives; None for none."""
    governor = _talks(noun) or noun.head
    while governor.head != governor and _hands_on(governor):
        governor = governor.head
    receives = grammar.supports().get(governor.lemma_)
    talks = grammar.governors().get(governor.lemma_) is Status.NEGOTIATING
    if receives is None and not talks or governor == noun:
        return None
    return governor, bool(receives)


def _hands_on(governor: Token) -> bool:
    """Say whether what governs a noun stands between it and a verb: « signe un contrat portant sur l'achat »."""
    known = grammar.governors()
    if governor.pos_ == "NOUN":
        return governor.lemma_ in known
    return governor.dep_.startswith("acl") and governor.head.pos_ == "NOUN" and governor.head.lemma_ in known


def _talks(noun: Token) -> Token | None:
    """Return the talks that are about a noun: « en pourparlers avec Minsk en vue de la cession »."""
    for token in grammar.left(noun, TALKS_REACH):
        if token.text in grammar.BOUNDARIES or token.pos_ == "VERB":
            return None
        if token.pos_ == "NOUN" and grammar.governors().get(token.lemma_) is Status.NEGOTIATING:
            return token
    return None


def find_partner(governor: Token, noun: Token, parties: Parties) -> tuple[str, range] | None:
    """Return the party that « avec » names between a governor and its noun: « pourparlers avec la Turquie »."""
    doc = noun.doc
    for i in range(governor.i + 1, noun.i):
        actor = parties.cast.heads.get(i)
        if (
            actor
            and "avec" in {t.lower_ for t in grammar.left(doc[actor.first], 2)}
            and (found := parties.party(doc[i]))
        ):
            return found
    return None
