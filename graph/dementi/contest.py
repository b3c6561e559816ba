"""Which of the claims that are made refine each other, and which are contested by which; kept up to date by look-ups.

A claim is there as long as a statement is about it or makes it precisely: as long as it has an attestation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

from pyoxigraph import NamedNode

from dementi import iris
from dementi.derived import Draft
from dementi.rdf import VOCABULARY
from dementi.records import Stance
from dementi.refinement import below, broader
from dementi.said import Reading, Said, article_of
from dementi.terms import concept_iri

_GRAPH = NamedNode(VOCABULARY)


class Claims:
    """The claims that are made, after a change.

    Args:
        reading: The store after the change.
        draft: Where lines that hold are said.
        alive: Whether the claims on which something changed are made now.

    Attributes:
        compared: How many claims were tried whether they refine another.
    """

    def __init__(self, reading: Reading, draft: Draft, alive: dict[str, bool]) -> None:
        self.reading, self.draft, self.alive = reading, draft, alive
        self.compared = 0
        was = {claim: self._was_made(claim) for claim in alive}
        self.born = {claim for claim, now in alive.items() if now and not was[claim]}
        self.gone = {claim for claim, now in alive.items() if was[claim] and not now}
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

    def is_made(self, claim: str) -> bool:
        """Say whether a statement is about a claim or makes it precisely."""
        if claim in self.alive:
            return self.alive[claim]
        return self._was_made(claim)

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
        reading: The store after the change.
        draft: Where lines that hold are said.
        claims: The claims that are made.
        before: What the changed articles said before.
        after: What they say now.
    """

    def __init__(
        self, reading: Reading, draft: Draft, claims: Claims, before: Iterable[Said], after: Iterable[Said]
    ) -> None:
        self.reading, self.draft, self.claims = reading, draft, claims
        self.now = {(said.claim, said.stance) for said in after}
        self.touched = self.now | {(said.claim, said.stance) for said in before}
        self.changed: Set[str] = {said.article for said in before} | {said.article for said in after}
        self._taken: dict[tuple[str, Stance], bool] = {}

    def contest(self) -> None:
        """Say which claims are contested by which, where a stance on one of them came or went."""
        for claim, stance in self.touched:
            if stance is Stance.ASSERTS:
                self.draft.doubt(claim, "dem:contestedBy")
                if self.is_taken(claim, stance):
                    for denied in (claim, *filter(self.claims.is_made, broader(claim))):
                        self._meet(claim, denied)
            elif stance is Stance.DENIES and not self.draft.fresh:  # else every assertion is met above
                self._denied(claim)

    def is_taken(self, claim: str, stance: Stance) -> bool:
        """Say whether a statement takes a stance on precisely this claim."""
        key = claim, stance
        if key not in self._taken:
            self._taken[key] = key in self.now or (not self.draft.fresh and self._is_taken_elsewhere(claim, stance))
        return self._taken[key]

    def _denied(self, claim: str) -> None:
        """Meet the assertions of a claim whose denials changed."""
        contested = next(iter(self.reading.derived_of("dem:contestedBy", claim)), None)
        if not self.is_taken(claim, Stance.DENIES):
            self.draft.doubt(None, "dem:contestedBy", claim)
        elif contested is None:  # else it was denied before, and only assertions that changed make a difference
            for asserted in (claim, *self.claims.under(claim)):
                self._meet(asserted, claim)

    def _meet(self, asserted: str, denied: str) -> None:
        if self.is_taken(asserted, Stance.ASSERTS) and self.is_taken(denied, Stance.DENIES):
            self.draft.hold(asserted, "dem:contestedBy", denied)

    def _is_taken_elsewhere(self, claim: str, stance: Stance) -> bool:
        """Say whether a statement of an article that did not change takes a stance on precisely this claim."""
        if f"{claim}/{stance}" not in self.reading.derived(claim, "dem:attestation"):
            return False
        if (claim, stance) not in self.touched and self._is_known(claim, stance):
            return True
        statements = self.reading.subjects("dem:precisely", claim)
        return any(article_of(x) not in self.changed and self.reading.stance(x) is stance for x in statements)

    def _is_known(self, claim: str, stance: Stance) -> bool:
        """Say whether the derived graph tells already that a stance is taken on precisely this claim."""
        if stance is Stance.ASSERTS:
            return bool(self.reading.derived(claim, "dem:contestedBy"))
        return next(iter(self.reading.derived_of("dem:contestedBy", claim)), None) is not None


def _shortest(lists: list[Iterator[str]]) -> list[str]:
    """Return the shortest of some lists, without reading the longer ones to their ends."""
    read: list[list[str]] = [[] for _ in lists]
    while True:
        for found, rest in zip(read, lists, strict=True):
            value = next(rest, None)
            if value is None:
                return found
            found.append(value)
