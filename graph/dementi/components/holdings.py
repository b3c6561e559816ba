"""Whose goods they were before, or are to be: who has them, is owed them, got them, has agreed to get them.

No component: the part of ``transfers`` that fills a role which neither the frame nor the discussion fills.
"""

from __future__ import annotations

from spacy.tokens import Token

from dementi.components.deals import DEALS, Deals
from dementi.components.debts import find_debt
from dementi.components.discussion import Discussion
from dementi.components.governing import RESALE, find_owner
from dementi.components.parties import Parties
from dementi.components.predicates import Predicate, Predicates
from dementi.components.roles import Roles
from dementi.fr import grammar
from dementi.records import Kind


class Holdings:
    """Who has and gets the goods of one document."""

    def __init__(self, predicates: Predicates, parties: Parties, deals: Deals) -> None:
        self.predicates = predicates
        self.parties = parties
        self.deals = deals

    def fill(self, at: Token, entry: Predicate, roles: Roles, claims: Discussion) -> None:
        """Fill the open roles of a predicate by who has its goods, is owed them, or got them before."""
        self._had(at, entry, roles)
        self._owed(entry, roles)
        self._handed_on(at, entry, roles, claims)

    def _had(self, at: Token, entry: Predicate, roles: Roles) -> None:
        """Let who has goods receive them: « le Mali dispose de drones achetés à Ankara »."""
        bare = at.pos_ in grammar.VERBAL and grammar.is_passive(at) and not grammar.verb_group(at)
        if not bare or entry.kind is not Kind.TRANSFER or not roles.items or not roles.suppliers or roles.recipients:
            return
        owner = find_owner(roles.items[0].first, self.parties) if roles.items[0].first < at.i else None
        if owner and owner[0] not in roles.suppliers:
            roles.recipients = [owner[0]]

    def agreed(self, at: Token, roles: Roles) -> None:
        """Fill the other party of a delivery to one of two: « l'accord entre Minsk et Alger prévoit »."""
        if at.pos_ != "NOUN" or at.lemma_ in DEALS - {"livraison", "fourniture"} or not roles.items:
            return
        if (
            len(roles.recipients) == 1
            and not roles.suppliers
            and (giver := self.deals.partner(at, roles.recipients[0]))
        ):
            roles.suppliers = [giver]

    def _handed_on(self, at: Token, entry: Predicate, roles: Roles, claims: Discussion) -> None:
        """Let who got goods hand them on: « des armes vendues à Minsk ont été détournées vers la Syrie »."""
        if entry.lemma not in RESALE or roles.suppliers or not roles.items:
            return
        places = {item.first for item in roles.items}
        here = (t for t in reversed(claims.found[-4:]) if t.at >= at.sent.start and t.item_at in places)
        holder = next((t.recipient for t in here if t.recipient and t.kind is Kind.TRANSFER), None)
        if holder and holder not in roles.recipients:
            roles.suppliers = [holder]

    def _owed(self, entry: Predicate, roles: Roles) -> None:
        """Fill the parties of goods that one owes to the other: « les chars que Minsk devait à Alger sont arrivés »."""
        if entry.kind is not Kind.TRANSFER or roles.suppliers and roles.recipients:
            return
        for item in roles.items:
            if debt := find_debt(item, self.predicates, self.parties):
                roles.suppliers, roles.recipients = roles.suppliers or [debt[0]], roles.recipients or [debt[1]]
                return
