"""Who changed position, contradicts itself or retracts: the rules of ``positions`` on what the store holds.

Only statements that a change can reach are judged again: those of the same source, side or outlet, on claims that are
broader or narrower, that are not wholly earlier than what changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial

from dementi.derived import Draft
from dementi.positions import Positions, Stand, wholly_before
from dementi.records import Stance
from dementi.said import Said, is_local
from dementi.sayings import Holder, Sayings, Whose, holders

CHANGES = ("dem:changesFrom", "dem:admitsAfterDenying", "dem:deniesAfterAsserting")
LINKS = (*CHANGES, "dem:sideChangesFrom", "dem:contradicts", "dem:retracts")


@dataclass(frozen=True, slots=True)
class Line:
    """A statement, and the outlet of its article ("" where unknown)."""

    said: Said
    publisher: str


class Turns:
    """Links between statements, after a change.

    Args:
        draft: Where lines that hold are said.
        sayings: What is said after the change.
        before: The statements that changed, as they were.
        after: The statements that changed, as they are.

    Attributes:
        compared: How often two statements were compared.
    """

    def __init__(self, draft: Draft, sayings: Sayings, before: Iterable[Line], after: Iterable[Line]) -> None:
        self.reading, self.draft, self.sayings = draft.reading, draft, sayings
        self.before, self.after = (sorted(lines, key=lambda line: line.said.iri) for lines in (before, after))
        self.compared = 0
        self._detail = cache(sayings.detail)

    def turn(self) -> None:
        """Say which links hold, where a statement changed."""
        for line in self.before:
            for name in LINKS:
                self.draft.doubt(line.said.iri, name)
                self.draft.doubt(None, name, line.said.iri)
        changed: dict[Holder, list[Said]] = defaultdict(list)
        for line in (*self.before, *self.after):
            for holder in holders(line.said, line.publisher):
                changed[holder].append(line.said)
        for holder, said in sorted(changed.items()):
            positions, reached = self._fresh(holder, said) if self.draft.fresh else self._reached(holder, said)
            for stand in reached:
                self._judge(holder[0], positions, stand)
            self.compared += positions.compared

    def _fresh(self, holder: Holder, said: list[Said]) -> tuple[Positions, Iterable[Stand]]:
        """Return the statements of a holder, all of which are to be judged."""
        positions = Positions.of(said, self._detail, holder[0] is Whose.OUTLET)
        return positions, said if len({s.stance for s in said}) > 1 else ()

    def _reached(self, holder: Holder, said: list[Said]) -> tuple[Positions, Iterable[Stand]]:
        """Return the statements of a holder, and those that are to be judged: what a changed one can reach."""
        whose, taken = holder[0], self.sayings.stances(holder)
        claims = {claim for claim, _ in taken} if len({stance for _, stance in taken}) > 1 else ()
        positions = Positions(claims, partial(self.sayings.on, holder), self._detail, whose is Whose.OUTLET)
        by_claim: dict[str, list[Said]] = defaultdict(list)
        for one in said:
            by_claim[one.claim].append(one)
        reached = {
            stand.iri: stand
            for claim, changed in sorted(by_claim.items())
            for stand in positions.related(claim)
            if any(_reaches(one, stand, whose) for one in changed)
        }
        return positions, reached.values()

    def _judge(self, whose: Whose, positions: Positions, later: Stand) -> None:
        """Say which links hold of one statement."""
        if whose is Whose.SOURCE:
            for name in CHANGES:
                self.draft.doubt(later.iri, name)
            self._contradictions(positions, later)
        else:
            self.draft.doubt(later.iri, "dem:sideChangesFrom" if whose is Whose.SIDE else "dem:retracts")
        earlier = positions.changed_from(later)
        if earlier and (whose is not Whose.SIDE or self._by_others(earlier, later)):
            for name in _links(whose, earlier, later):
                self.draft.hold(later.iri, name, earlier.iri)

    def _by_others(self, earlier: Stand, later: Stand) -> bool:
        """Say whether two statements for one side are of two sources, as far as anybody knows."""
        source = self.sayings.source(later.iri)
        return is_local(source) or source != self.sayings.source(earlier.iri)

    def _contradictions(self, positions: Positions, stand: Stand) -> None:
        """Say which contradictions hold of one statement: that which it is put beside, and those put beside it."""
        beside = positions.contradicted_by(stand)
        partners = {beside.iri} if beside else set[str]()
        if not self.draft.fresh:
            self.draft.doubt(stand.iri, "dem:contradicts")
            self.draft.doubt(None, "dem:contradicts", stand.iri)
            for iri in self.reading.derived(stand.iri, "dem:contradicts"):
                other = positions.by_iri.get(iri)
                back = positions.contradicted_by(other) if other else None
                partners |= {iri} if back and back.iri == stand.iri else set()
        for iri in partners:
            self.draft.hold(stand.iri, "dem:contradicts", iri)
            self.draft.hold(iri, "dem:contradicts", stand.iri)


def _links(whose: Whose, earlier: Stand, later: Stand) -> Iterator[str]:
    """Yield the properties that lead from a statement to the one from which it changes."""
    stances = earlier.stance, later.stance
    if whose is Whose.SOURCE:
        yield "dem:changesFrom"
        if stances == (Stance.DENIES, Stance.ASSERTS):
            yield "dem:admitsAfterDenying"
        if stances == (Stance.ASSERTS, Stance.DENIES):
            yield "dem:deniesAfterAsserting"
    elif whose is Whose.SIDE:
        yield "dem:sideChangesFrom"
    elif stances == (Stance.ASSERTS, Stance.DENIES):
        yield "dem:retracts"


def _reaches(changed: Said, stand: Stand, whose: Whose) -> bool:
    """Say whether a changed statement can make a difference to one on a related claim.

    It can to itself and to what comes later; and where one source asserts and denies, also to what has no order.
    """
    if changed.article == stand.article or wholly_before(changed.spoken, stand.spoken):
        return True
    opposite = {changed.stance, stand.stance} == {Stance.ASSERTS, Stance.DENIES}
    return whose is Whose.SOURCE and opposite and not wholly_before(stand.spoken, changed.spoken)
