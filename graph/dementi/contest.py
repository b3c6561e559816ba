"""Which of the claims that are made refine each other, and which are contested by which; kept up to date by look-ups.

A claim is there as long as a statement is about it or makes it precisely: as long as it has an attestation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from pyoxigraph import NamedNode

from dementi import iris
from dementi.attestation import Key
from dementi.derived import Draft
from dementi.rdf import VOCABULARY
from dementi.records import Stance
from dementi.refinement import below, broader
from dementi.sayings import Sayings
from dementi.terms import concept_iri

_GRAPH = NamedNode(VOCABULARY)


class Claims:
    """The claims that are made, after a change.

    Args:
        draft: Where lines that hold are said.
        sayings: What is said after the change.
        changed: The claims on which something changed.

    Attributes:
        compared: How many claims were tried whether they refine another.
    """

    def __init__(self, draft: Draft, sayings: Sayings, changed: set[str]) -> None:
        self.reading, self.draft, self.is_made = draft.reading, draft, cache(sayings.is_made)
        self.compared = 0
        were, are = set(filter(self._was_made, changed)), set(filter(self.is_made, changed))
        self.born, self.gone = are - were, were - are
        self._under: dict[str, set[str]] = {}

    def refine(self) -> None:
        """Say which claims refine which, where one of them came or went."""
        for claim in self.gone:
            self.draft.doubt(claim, "dem:refines")
            self.draft.doubt(None, "dem:refines", claim)
        for claim in self.born:
            for above in filter(self.is_made, broader(claim)):
                self.draft.hold(claim, "dem:refines", above)
                self._under.setdefault(above, set()).add(claim)
        if not self.draft.fresh:  # else every claim is born, and looked up
            for claim in self.born:
                for under in self._made_before_under(claim):
                    self.draft.hold(under, "dem:refines", claim)
                    self._under.setdefault(claim, set()).add(under)

    def under(self, claim: str) -> set[str]:
        """Return the claims that refine one, once ``refine`` has been called."""
        return set(self.reading.derived_of("dem:refines", claim)) - self.gone | self._under.get(claim, set())

    def _was_made(self, claim: str) -> bool:
        return not self.draft.fresh and bool(self.reading.derived(claim, "dem:attestation"))

    def _made_before_under(self, claim: str) -> Iterator[str]:
        """Yield the claims that refine a new one and are none themselves, from the shortest list that has them all."""
        _, supplier, recipient, item = iris.parts(claim)[1]
        lists = [self._with("dem:item", [concept_iri(under) for under in below(item)])]
        for name, role in (("dem:supplier", supplier), ("dem:recipient", recipient)):
            actor = iris.actor_of(role)
            if actor:
                lists.append(self._with(name, [actor]))
        for under in dict.fromkeys(_shortest(lists)):
            self.compared += 1
            if claim in broader(under) and under not in self.born and self.is_made(under):
                yield under

    def _with(self, name: str, values: Iterable[str]) -> Iterator[str]:
        """Yield the claims of the vocabulary with one of these values."""
        for value in values:
            yield from self.reading.subjects(name, value, _GRAPH)


class Contests:
    """Which claims are contested by which.

    Args:
        draft: Where lines that hold are said.
        sayings: What is said after the change.
        claims: The claims that are made.
        changed: The claims, each with a stance, of the statements that changed.
    """

    def __init__(self, draft: Draft, sayings: Sayings, claims: Claims, changed: set[Key]) -> None:
        self.draft, self.claims, self.changed = draft, claims, changed
        self.is_taken = cache(sayings.is_taken)

    def contest(self) -> None:
        """Say which claims are contested by which, where a stance on one of them came or went."""
        for claim, stance in self.changed:
            if stance is Stance.ASSERTS:
                self.draft.doubt(claim, "dem:contestedBy")
                if self.is_taken(claim, stance):
                    for denied in (claim, *filter(self.claims.is_made, broader(claim))):
                        self._meet(claim, denied)
            elif stance is Stance.DENIES and not self.draft.fresh:  # else every assertion is met above
                self._denied(claim)

    def _denied(self, claim: str) -> None:
        """Meet the assertions of a claim whose denials changed."""
        contested = next(iter(self.draft.reading.derived_of("dem:contestedBy", claim)), None)
        if not self.is_taken(claim, Stance.DENIES):
            self.draft.doubt(None, "dem:contestedBy", claim)
        elif contested is None:  # else it was denied before, and only assertions that changed make a difference
            for asserted in (claim, *self.claims.under(claim)):
                self._meet(asserted, claim)

    def _meet(self, asserted: str, denied: str) -> None:
        if self.is_taken(asserted, Stance.ASSERTS) and self.is_taken(denied, Stance.DENIES):
            self.draft.hold(asserted, "dem:contestedBy", denied)


def _shortest(lists: list[Iterator[str]]) -> list[str]:
    """Return the shortest of some lists, without reading the longer ones to their ends."""
    read: list[list[str]] = [[] for _ in lists]
    while True:
        for found, rest in zip(read, lists, strict=True):
            value = next(rest, None)
            if value is None:
                return found
            found.append(value)
