"""Goods for goods: « a échangé du riz contre des chars avec Pyongyang », « troque des obus contre du pétrole ».

No component: the part of ``transfers`` that tells what is given from what is got.
"""

from __future__ import annotations

from spacy.tokens import Token

from dementi.components.parties import Parties
from dementi.components.predicates import Predicates
from dementi.components.roles import Roles
from dementi.fr import grammar
from dementi.lexicon import word_list

BARTERING = word_list("transfers.toml", "bartering")
REACH = 25  # tokens from the verb to « contre », and to whom it is with


def turn_round(verb: Token, roles: Roles, predicates: Predicates, parties: Parties) -> None:
    """Give the roles of a barter: the subject gives what stands before « contre », and gets what stands behind it."""
    against = next((t for t in grammar.right(verb, REACH) if t.lower_ == "contre"), None)
    subject = parties.subject(verb)
    found = parties.party(subject) if subject is not None and not grammar.is_passive(verb) else None
    if against is None or found is None:
        return
    others = [partner for partner in (_partner(verb, parties),) if partner and partner != found[0]]
    if predicates.items_from(verb.i + 1, against.i):
        roles.suppliers, roles.recipients = [found[0]], others
        return
    roles.items = predicates.items_from(against.i, predicates.zone(verb)[1])
    roles.suppliers, roles.recipients = others, [found[0]]


def _partner(verb: Token, parties: Parties) -> str | None:
    """Return with whom goods are bartered."""
    beside = next((t for t in grammar.right(verb, REACH) if t.lower_ in ("avec", "auprès")), None)
    near = grammar.right(beside, 5) if beside is not None else ()
    return next((party[0] for t in near if t.i in parties.cast.heads and (party := parties.party(t))), None)
