"""Who sells and who buys where French only says that two agreed: « le contrat conclu entre Minsk et Alger ».

No component: the part of ``transfers`` that reads contracts. Neither word order nor the verb tells the seller from the
buyer; what is known of the goods does, or what was said before. Where neither does, nobody has a role.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from dementi.components.discussion import ANY, Discussion, Pair
from dementi.components.naming import by_english
from dementi.components.origins import Origins
from dementi.components.parties import Parties
from dementi.fr import grammar
from dementi.lexicon import word_list
from dementi.records import ConceptKind, Mention
from dementi.terms import concepts

DEALS = word_list("transfers.toml", "deal")
AGREEING = word_list("transfers.toml", "agreeing")
LINK_REACH = 30  # tokens from a contract to « entre »


class Deals:
    """The contracts of one document."""

    def __init__(self, doc: Doc, parties: Parties, origins: Origins) -> None:
        self.doc = doc
        self.parties = parties
        self.origins = origins
        self.last: list[str] = []  # the partners of the last contract
        self.last_at = -1  # its place
        self.dated = {i for first, last, _ in doc._.dates for i in range(first, last + 1)}

    def sides(self, at: Token, items: Sequence[Mention], claims: Discussion) -> Pair:
        """Return (supplier, recipient) of a contract by the goods; nobody where they do not tell."""
        partners = self._between(at) or self._signers(at)
        if partners:
            self.last, self.last_at = partners, at.i
        sellers = {seller for item in items if (seller := self._maker(item))}
        if len(partners) == 1:
            alone = partners[0]
            if sellers:
                return (alone, None) if alone in sellers else (None, alone)
            return None, None
        if len(partners) != 2:
            return None, None
        known = [party for party in partners if party in sellers]
        groups = [party for party in partners if by_english()[party].kind is ConceptKind.ARMED_GROUP]
        if len(known) == 1:
            supplier = known[0]
        elif len(groups) == 1:  # who has no industry buys
            supplier = next(party for party in partners if party not in groups)
        else:
            return self._earlier(partners, items, claims)
        return supplier, next(party for party in partners if party != supplier)

    def partner(self, at: Token, known: str) -> str | None:
        """Return with whom somebody has the contract that brings what a noun says: « accord entre A et B »."""
        for token in grammar.left(at, LINK_REACH):
            if token.text in grammar.BOUNDARIES:
                return None
            if token.pos_ == "NOUN" and token.lemma_ in DEALS:
                two = self._between(token)
                return next(p for p in two if p != known) if len(two) == 2 and known in two else None
        return None

    def buyer(self, seller: str) -> str | None:
        """Return who has a contract with a seller: « les contrats avec Minsk », of which no goods were named."""
        others = [party for party in self.last if party != seller]
        return others[0] if len(others) == 1 else None

    def _earlier(self, partners: Sequence[str], items: Sequence[Mention], claims: Discussion) -> Pair:
        """Return the roles that two had in the last claim between them, on these items or on any."""
        first, second = partners
        for name in (*(item.concept.item_class or ANY for item in items), ANY):
            one, other = claims.on(name, first, second), claims.on(name, second, first)
            if (one is None) != (other is None):
                return (first, second) if one else (second, first)
        return None, None

    def _maker(self, item: Mention) -> str | None:
        """Return the state whose adjective an item has, else the one that designed it."""
        if origin := self.origins.origin(item):
            return origin[0]
        made = self.origins.predicates.make(item.first).maker
        return concepts()[made].en if made else None

    def _between(self, at: Token) -> list[str]:
        """Return the two of « entre Minsk et Alger » behind a contract, whatever participle stands before « entre »."""
        for token in grammar.right(at, LINK_REACH):
            if token.text in grammar.BOUNDARIES:
                return []
            if token.lower_ == "entre" and self._of_contract(token, at):
                first = next((t for t in grammar.right(token, 4) if t.i in self.parties.cast.heads), None)
                if first is None:
                    return []
                named = [self.parties.party(head) for head in self.parties.coordinated(first)]
                return self._known([party[0] for party in named if party])
        return []

    def _of_contract(self, between: Token, at: Token) -> bool:
        """Say whether « entre » stands with a contract: « conclu à Benghazi entre »; not « malgré la guerre entre »."""
        for token in grammar.left(between, between.i - at.i):
            if token == at or token.lemma_ in AGREEING:
                return True
            if token.pos_ == "NOUN" and token.i not in self.origins.item_at and token.i not in self.dated:
                return token.lemma_ in DEALS
        return False

    def _signers(self, at: Token) -> list[str]:
        """Return who signs a contract, and with whom: « Oslo a signé avec Riga un contrat »."""
        verb = next((t for t in self._governors(at) if t.lemma_ in AGREEING), None)
        if verb is None:
            behind = list(grammar.right(at, 4))
            partner = next((t for t in behind if t.i in self.parties.cast.heads), None)
            party = self.parties.party(partner) if partner and "avec" in {t.lower_ for t in behind} else None
            return self._known([party[0]]) if party else []
        named: list[str] = []
        subject = None if grammar.is_passive(verb) else self.parties.subject(verb)
        heads = self.parties.coordinated(subject) if subject is not None else []
        for head in [*heads, *self._with(verb, at)]:
            if (party := self.parties.party(head)) and party[0] not in named:
                named.append(party[0])
        return self._known(named)

    def _governors(self, at: Token) -> list[Token]:
        """Return the verbs that may have a contract as object or subject: its head, a participle behind it."""
        near = [t for t in grammar.right(at, LINK_REACH) if t.pos_ == "VERB" and grammar.is_passive(t)]
        head = at.head
        while head.pos_ == "NOUN" and head.head != head:
            head = head.head
        return [*([head] if head.pos_ == "VERB" else []), *near[:1]]

    def _with(self, verb: Token, at: Token) -> list[Token]:
        """Return the partner that « avec » names behind a verb of agreement, or « par » behind its participle."""
        found = []
        for token in self.doc[min(verb.i, at.i) : at.sent.end]:
            if token.text in grammar.BOUNDARIES:
                break
            if token.lower_ in ("avec", "par") and (token.lower_ == "avec" or grammar.is_passive(verb)):
                head = next((t for t in grammar.right(token, 4) if t.i in self.parties.cast.heads), None)
                if head is not None and self.parties.cast.heads[head.i].first <= token.i + 2:
                    found.append(head)
        return found

    def _known(self, named: list[str]) -> list[str]:
        """Return the parties that the ontology knows; of others nothing tells whether they make what is sold."""
        return [party for party in dict.fromkeys(named) if party in by_english()]
