"""How one source, side or outlet stands over time: what it changed, and where it contradicts itself.

One statement **says no less** than another where its claim equals or refines the other's, and in some place of each
the status is as committed or more (*done* before *planned*; *unspecified* fits all) and the times overlap (where both
are told). Two statements are **comparable** where

- one asserts and the other denies, and the assertion says no less than the denial;
- one is uncertain, and either says no less than the other;
- both assert, and the earlier says no less than the later; both deny, and the later says no less than the earlier:
  then the later one adds nothing, and is no change from what came before.

One statement is **earlier** where its date (that of the utterance, else of the article) lies wholly before the
other's; a month is before a day only if it ends before it. Within one article, where the dates do not tell, the one is
earlier that is marked so (« après avoir démenti »), else that stands earlier in the text. Others have no order.

A statement **changes from** the latest earlier comparable statement if its stance is another. Of several that are
equally late, one of another stance is taken: what was both asserted and denied on one day was denied.

An assertion and a denial that are comparable and have no order **contradict** each other. Each statement is put beside
one such, the earliest by date and IRI, since all pairs would be without bounds where nothing is dated.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

from dementi import refinement
from dementi.records import Stance

Order = tuple[
    int, int, int
]  # of a place in a text: 0 if marked as earlier and else 1, first character, that of its cue
_AFTER_ALL = "~"  # sorts after whatever a date or an IRI goes on with


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """How committed, and when, one place has it.

    Attributes:
        rank: 0 for done and higher for less committed; None where the words do not tell.
        start: First day, ISO, "" where open.
        end: First day after, ISO, "" where open.
    """

    rank: int | None = None
    start: str = ""
    end: str = ""

    def fits(self, other: Term) -> bool:
        """Say whether this place is as committed or more than the other, of a time that overlaps."""
        committed = self.rank is None or other.rank is None or self.rank <= other.rank
        return committed and not (self._ends_before(other) or other._ends_before(self))

    def _ends_before(self, other: Term) -> bool:
        return bool(self.end and other.start and self.end <= other.start)


@dataclass(frozen=True, slots=True)
class Detail:
    """What is asked of a statement only when it comes to a comparison.

    Attributes:
        terms: Those of all its places.
        order: Its place in the article's text.
    """

    terms: tuple[Term, ...] = (Term(),)
    order: Order = (1, 0, 0)


@dataclass(frozen=True, slots=True)
class Stand:
    """A statement as far as positions need it.

    Attributes:
        iri: Of the statement.
        article: IRI of the article.
        stance: What it takes.
        claim: IRI of the precise claim.
        spoken: Date of the utterance, else of the article: ``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD`` or "".
    """

    iri: str
    article: str
    stance: Stance
    claim: str
    spoken: str

    @property
    def key(self) -> tuple[str, str, str]:
        """The order in which statements of one stance on one claim are kept."""
        return self.spoken, self.article, self.iri


def wholly_before(one: str, other: str) -> bool:
    """Say whether a date ends before another begins; a coarser date is the beginning of a finer one."""
    return one < other and not other.startswith(one)


class _Bucket:
    """Statements of one stance on one claim whose dates are equally fine, in the order of their keys."""

    def __init__(self, stands: list[Stand]) -> None:
        self.stands = sorted(stands, key=attrgetter("key"))
        self.keys = [stand.key for stand in self.stands]
        self.fineness = len(self.stands[0].spoken)

    def before(self, date: str) -> Iterator[Stand]:
        """Yield those dated wholly before, the latest first."""
        for at in range(bisect_left(self.keys, (date[: self.fineness],)) - 1, -1, -1):
            yield self.stands[at]

    def about(self, date: str) -> Iterator[Stand]:
        """Yield those whose date overlaps, the earliest first."""
        date = date[: self.fineness]
        for at in range(bisect_left(self.keys, (date,)), bisect_left(self.keys, (date + _AFTER_ALL,))):
            yield self.stands[at]


class Positions:
    """The statements of one source, one side, or one outlet's own voice.

    Args:
        claims: All claims on which there are any.
        load: Gives the statements on one of these claims; asked at most once of each, and only if needed.
        detail: Gives the rest of a statement, by its IRI; must remember what it was asked.
        apart: Statements of one article are not compared.

    Attributes:
        compared: How often two statements were compared in detail.
    """

    def __init__(
        self,
        claims: Iterable[str],
        load: Callable[[str], Iterable[Stand]],
        detail: Callable[[str], Detail],
        apart: bool = False,
    ) -> None:
        self.claims, self.load, self.detail, self.apart = frozenset(claims), load, detail, apart
        self.compared = 0
        self.by_iri: dict[str, Stand] = {}
        self._articles: dict[str, list[Stand]] = defaultdict(list)
        self._buckets: dict[str, dict[Stance, list[_Bucket]]] = {}
        self._against: dict[str, Stand | None] = {}
        self._faced: dict[tuple[str, Stance], list[_Bucket]] = {}

    @classmethod
    def of(cls, stands: Iterable[Stand], detail: Callable[[str], Detail], apart: bool = False) -> Positions:
        """Return the positions that some statements make."""
        found: dict[str, list[Stand]] = defaultdict(list)
        for stand in stands:
            found[stand.claim].append(stand)
        return cls(found, found.__getitem__, detail, apart)

    @cached_property
    def narrower(self) -> dict[str, set[str]]:
        """The claims below each claim, of both of which there are statements."""
        found: dict[str, set[str]] = defaultdict(set)
        for claim in self.claims:
            for above in refinement.broader(claim) & self.claims:  # few of all that could be above
                found[above].add(claim)
        return found

    def changed_from(self, later: Stand) -> Stand | None:
        """Return the statement from which one changes, or None."""
        facing = self._facing(later)  # first of all, since it loads whatever could be comparable
        for earlier in self._earlier_in_article(later):
            return earlier if earlier.stance is not later.stance else None
        top, latest = "", list[Stand]()
        for bucket in facing:
            for earlier in bucket.before(later.spoken):
                if earlier.spoken < top:
                    break
                if (self.apart and earlier.article == later.article) or not self.comparable(earlier, later):
                    continue
                if earlier.spoken > top:
                    top, latest = earlier.spoken, []
                if earlier.stance is later.stance or not self._overtaken(earlier, later):
                    latest.append(earlier)
                    break
        return max((e for e in latest if e.stance is not later.stance), key=attrgetter("key"), default=None)

    def contradicted_by(self, stand: Stand) -> Stand | None:
        """Return the statement beside which one is put as its contradiction, or None."""
        if stand.iri not in self._against:
            self._against[stand.iri] = self._contradicted_by(stand)
        return self._against[stand.iri]

    def related(self, claim: str) -> Iterator[Stand]:
        """Yield the statements on a claim, and on those broader and narrower than it."""
        for near in sorted(self._above(claim) | self._under(claim)):
            for buckets in self._on(near).values():
                for bucket in buckets:
                    yield from bucket.stands

    def comparable(self, earlier: Stand, later: Stand) -> bool:
        """Say whether an earlier statement, or one of no order, is comparable to another."""
        self.compared += 1
        if {earlier.stance, later.stance} == {Stance.ASSERTS}:
            return self._says_no_less(earlier, later)
        if {earlier.stance, later.stance} == {Stance.DENIES}:
            return self._says_no_less(later, earlier)
        if Stance.UNCERTAIN in (earlier.stance, later.stance):
            return self._says_no_less(earlier, later) or self._says_no_less(later, earlier)
        assertion, denial = (earlier, later) if earlier.stance is Stance.ASSERTS else (later, earlier)
        return self._says_no_less(assertion, denial)

    def _says_no_less(self, one: Stand, other: Stand) -> bool:
        if not refinement.equal_or_refines(one.claim, other.claim):
            return False
        return any(mine.fits(theirs) for mine in self.detail(one.iri).terms for theirs in self.detail(other.iri).terms)

    def _facing(self, stand: Stand) -> list[_Bucket]:
        """Return the buckets whose claims let them be comparable to a statement."""
        key = stand.claim, stand.stance
        if key not in self._faced:
            self._faced[key] = list(self._faced_by(*key))
        return self._faced[key]

    def _faced_by(self, claim: str, stance: Stance) -> Iterator[_Bucket]:
        above, under = self._above(claim), self._under(claim)
        for other in Stance:
            if Stance.UNCERTAIN in (stance, other):
                near = above | under
            else:  # what is asserted is narrower than what is denied; of two alike, the earlier says no less
                near = under if other is Stance.ASSERTS else above
            for found in sorted(near):
                yield from self._on(found).get(other, ())

    def _above(self, claim: str) -> frozenset[str]:
        return (refinement.broader(claim) | {claim}) & self.claims

    def _under(self, claim: str) -> frozenset[str]:
        if claim not in self.claims:  # that of a statement which is there no more
            return frozenset(under for under in self.claims if claim in refinement.broader(under))
        return frozenset(self.narrower.get(claim, ())) | {claim}

    def _on(self, claim: str) -> dict[Stance, list[_Bucket]]:
        """Return the statements on a claim of these."""
        if claim not in self._buckets:
            stands = list(self.load(claim))
            self._buckets[claim] = _buckets(stands)
            for stand in stands:
                self.by_iri[stand.iri] = stand
                self._articles[stand.article].append(stand)
        return self._buckets[claim]

    def _earlier_in_article(self, later: Stand) -> Iterator[Stand]:
        """Yield the comparable statements that are earlier in the same text and not by their date, the latest first."""
        if self.apart or len(self._articles[later.article]) == 1:
            return
        here = self.detail(later.iri).order
        near = [s for s in self._articles[later.article] if _undecided(s, later) and self.detail(s.iri).order < here]
        for earlier in sorted(near, key=lambda s: (self.detail(s.iri).order, s.iri), reverse=True):
            if self.comparable(earlier, later):
                yield earlier

    def _overtaken(self, earlier: Stand, later: Stand) -> bool:
        """Say whether something comparable to the later statement follows the earlier one in its article."""
        near = self._articles[earlier.article]
        return len(near) > 1 and any(
            s.spoken == earlier.spoken
            and self.detail(s.iri).order > self.detail(earlier.iri).order
            and self.comparable(s, later)
            for s in near
        )

    def _contradicted_by(self, stand: Stand) -> Stand | None:
        if stand.stance is Stance.UNCERTAIN:
            return None
        first = []
        for bucket in self._facing(stand):
            if bucket.stands[0].stance not in (stand.stance, Stance.UNCERTAIN):
                fitting = (
                    s for s in bucket.about(stand.spoken) if self._unordered(s, stand) and self.comparable(s, stand)
                )
                first += [found for found in (next(fitting, None),) if found]
        return min(first, key=attrgetter("key"), default=None)

    def _unordered(self, one: Stand, other: Stand) -> bool:
        """Say whether two statements of overlapping dates have no order in a text either."""
        return one.article != other.article or self.detail(one.iri).order == self.detail(other.iri).order


def _undecided(one: Stand, other: Stand) -> bool:
    """Say whether dates do not tell which of two is earlier."""
    return not (wholly_before(one.spoken, other.spoken) or wholly_before(other.spoken, one.spoken))


def _buckets(stands: Iterable[Stand]) -> dict[Stance, list[_Bucket]]:
    """Return the statements on one claim, sorted."""
    alike: dict[tuple[Stance, int], list[Stand]] = defaultdict(list)
    for stand in stands:
        alike[stand.stance, len(stand.spoken)].append(stand)
    found: dict[Stance, list[_Bucket]] = defaultdict(list)
    for (stance, _), members in sorted(alike.items()):
        found[stance].append(_Bucket(members))
    return found
