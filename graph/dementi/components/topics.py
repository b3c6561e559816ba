"""Whom an article is about: who takes the place that a transfer leaves open, where the text names nobody nearer.

No component: the last that ``transfers`` asks. An article that begins with a country and names it more often than any
other but the known party is about the two: « Nicosie … La Garde nationale a pris livraison d'un radar israélien ».
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from functools import cached_property

from spacy.tokens import Doc

from dementi.components.briefs import brief_starts
from dementi.components.naming import kind_of
from dementi.components.parties import Parties
from dementi.fr import grammar
from dementi.records import SPEAKER, Act, ConceptKind, Kind, SourceKind, Transfer

LEAD = 60  # tokens: headline, dateline and first sentence
LEAST = 2  # times that an article about somebody names him, if short
REACH = 12  # tokens behind a predicate in which its recipient would stand
BY_WAY = frozenset("par via".split())
TOWARDS = frozenset("à au aux vers".split())
BLAMING = (Act.ACCUSES, Act.WARNS)  # others than oneself
PARTIES = (ConceptKind.STATE, ConceptKind.ARMED_GROUP)


class Topics:
    """The parties of one document by how much it speaks of them."""

    def __init__(self, doc: Doc, parties: Parties) -> None:
        self.doc = doc
        self.parties = parties

    @cached_property
    def _named(self) -> list[tuple[int, str]]:
        """Where every state and armed group is named or meant, by the first token."""
        outermost = (a for a in self.doc._.actors if self.parties.cast.around[a.first] == a)  # « l'armée russe » is one
        found = ((a.first, self.parties.party(self.doc[a.head])) for a in outermost)
        return sorted({(first, party[0]) for first, party in found if party and kind_of(party[0]) in PARTIES})

    @cached_property
    def _briefs(self) -> dict[int, str]:
        return brief_starts(self.doc)

    @cached_property
    def _ranks(self) -> list[tuple[str, int]]:
        """Parties from the most named to the least, with how often, as speakers only apart."""
        return Counter(name for at, name in self._named if self._said(at) is None).most_common()

    def other(self, transfer: Transfer) -> str | None:
        """Return the other party of a transfer of which one is known; None where the article does not tell."""
        known = transfer.supplier or transfer.recipient
        if (
            known is None
            or transfer.kind is Kind.USE
            or SPEAKER in (transfer.supplier, transfer.recipient)
            or self._unread(transfer)
        ):
            return None
        if self._briefs:
            heading = next((self._briefs[i] for i in reversed(self._briefs) if i <= transfer.at), None)
            return heading if heading != known and not self._others(transfer, {known, heading or known}) else None
        first = next((name for at, name in self._named if at < LEAD and name != known), None)
        ranks = [row for row in self._ranks if row[0] != known]
        if not ranks or ranks[0][1] < LEAST or len(ranks) > 1 and ranks[0][1] == ranks[1][1]:
            return None
        return first if first == ranks[0][0] and not self._others(transfer, {known, first}) else None

    def _others(self, transfer: Transfer, two: set[str]) -> bool:
        """Say whether the sentence names a third party, which may be meant, or says that the other one accuses."""
        sentence = self.doc[transfer.at].sent
        near = self._named[
            bisect_left(self._named, (sentence.start, "")) : bisect_left(self._named, (sentence.end, ""))
        ]
        return any((act := self._said(at)) in BLAMING or act is None and name not in two for at, name in near)

    def _said(self, at: int) -> Act | None:
        """Return what an actor does who only tells of a transfer: « Séoul parle d'obus », « selon l'Ukraine »."""
        acts = (self.parties.said(actor) for actor in self.parties.cast.starting(at, at))
        return next((act for act in acts if act), None)

    def _unread(self, transfer: Transfer) -> bool:
        """Say whether the clause does name somebody, of whom nothing more is known, or the way only.

        « aux rebelles »; « ont transité par le port de Mersin ».
        """
        moving = transfer.rule.startswith("move:")
        for token in grammar.right(self.doc[transfer.at], REACH):
            if token.text in grammar.BOUNDARIES:
                return False
            if moving and token.lower_ in BY_WAY:
                return True
            actor = self.parties.cast.heads.get(token.i)
            if actor and actor.source.kind in (SourceKind.GROUP, SourceKind.ORGANIZATION):
                before = self.doc[actor.first - 1].lower_ if actor.first else ""
                if (before in TOWARDS or self.doc[actor.first].lower_ in TOWARDS) and not self.parties.party(token):
                    return True
        return False
