"""How well attested a stance on a claim is, on each count; what is counted is what was said, never what is true.

For each claim and stance there is a node with the number of statements, different sources, sides, outlets, witnesses
and clusters, and the first and last date of the articles that are dated. A statement counts for the claim that it is
about and for the one that it makes precisely.

The numbers are kept up to date by what the changed articles bring and take away. Whether a source (side, outlet …) that
comes or goes is also heard in some other article, is asked of the store; the shorter of two lists is walked for that,
the statements on the claim or those of the source.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from pyoxigraph import NamedNode

from dementi import iris
from dementi.records import Stance
from dementi.said import Reading, Told, article_of, is_cluster
from dementi.terms import concepts

COUNTS = ("statements", "sources", "sides", "outlets", "witnesses", "clusters")
_PROPERTIES = {"sources": "dem:source", "sides": "dem:side"}
Key = tuple[str, Stance]  # a claim and a stance
Numbers = Mapping[str, int | str]  # the counts by name; "first" and "last" where known


@dataclass
class Share:
    """What some articles have in an attestation: the values behind each count, and the dates."""

    values: dict[str, set[str]] = field(default_factory=lambda: {count: set() for count in COUNTS})
    dates: set[str] = field(default_factory=set)


def shares(told: Iterable[Told]) -> dict[Key, Share]:
    """Return what articles have in attestations."""
    found: dict[Key, Share] = defaultdict(Share)
    for article in told:
        for said in article.said:
            witness = said.media or article.bundle
            values = (said.iri, said.source, said.side, article.outlet, witness, article.bundle)
            for claim in said.claims:
                share = found[claim, said.stance]
                for count, value in zip(COUNTS, values, strict=True):
                    share.values[count].add(value)
                if article.date:
                    share.dates.add(article.date)
    return found


class Tally:
    """Counts attestations anew after a change.

    Args:
        reading: The store after the change.
        changed: The articles that changed; all others count as they did.
        fresh: There are no others.

    Attributes:
        compared: How many statements were looked at for each other's sake.
    """

    def __init__(self, reading: Reading, changed: frozenset[str], fresh: bool) -> None:
        self.reading, self.changed, self.fresh = reading, changed, fresh
        self.compared = 0
        self._elsewhere: dict[tuple[Key, str, str], bool] = {}

    def anew(self, key: Key, old: Numbers, before: Share, after: Share) -> Numbers:
        """Return the numbers after a change, empty where nothing is left.

        Args:
            key: The claim and the stance.
            old: The numbers before, empty where there were none.
            before: What the changed articles had in them.
            after: What they have now.
        """
        numbers: dict[str, int | str] = {}
        for count in COUNTS:
            more = self._new(key, count, after.values[count] - before.values[count])
            less = self._new(key, count, before.values[count] - after.values[count])
            numbers[count] = int(old.get(count, 0)) + more - less
        if not numbers["statements"]:
            return {}
        dates = self._extremes(key, old, before, after)
        return numbers | ({"first": min(dates), "last": max(dates)} if dates else {})

    def _new(self, key: Key, count: str, values: set[str]) -> int:
        """Return how many values are found in the changed articles only."""
        return sum(not self._is_elsewhere(key, count, value) for value in values)

    def _extremes(self, key: Key, old: Numbers, before: Share, after: Share) -> set[str]:
        """Return dates among which are the first and the last."""
        known = {str(old[end]) for end in ("first", "last") if end in old}
        lost = (known & before.dates) - after.dates
        if not lost:
            return known | after.dates
        others = {article_of(x) for x in self._on(key) if self._takes(x, key)}
        return after.dates | ({self.reading.about_article(article)[0] for article in others} - {""})

    def _is_elsewhere(self, key: Key, count: str, value: str) -> bool:
        """Say whether a value counts for an attestation in an article that did not change."""
        if self.fresh or count == "statements" or article_of(value) in self.changed:
            return False
        if count == "sources" and _counting(key[0]) == "dem:about":
            return any(article not in self.changed for article in self.reading.sayings(value, key[1], key[0]))
        asked = key, count, value
        if asked not in self._elsewhere:
            self._elsewhere[asked] = self._is_found(key, count, value)
        return self._elsewhere[asked]

    def _is_found(self, key: Key, count: str, value: str) -> bool:
        """Look in both lists, the statements on the claim and those with the value."""
        by_claim = (self._counts(x, key, count, value) for x in self.reading.walk(_counting(key[0]), key[0]))
        by_value = self._with(count, value, key)
        return any(one or other for one, other in zip(by_claim, by_value, strict=False))

    def _on(self, key: Key, article: str | None = None) -> Iterator[str]:
        """Yield the statements on a claim, of whatever stance, in all articles or in one."""
        return self.reading.subjects(_counting(key[0]), key[0], NamedNode(article) if article else None)

    def _takes(self, statement: str, key: Key) -> bool:
        """Say whether a statement takes the stance, in an article that did not change."""
        return article_of(statement) not in self.changed and self.reading.stance(statement) is key[1]

    def _has(self, statement: str, count: str, value: str) -> bool:
        """Say whether a statement has a value."""
        self.compared += 1
        if count in _PROPERTIES:
            return self.reading.has(statement, _PROPERTIES[count], value)
        article = article_of(statement)
        if count == "outlets":
            return self.reading.has(article, "dct:publisher", value)
        if count == "witnesses" and (media := self.reading.media(statement)):
            return media == value
        return self.reading.cluster(article) == value

    def _with(self, count: str, value: str, key: Key) -> Iterator[bool]:
        """Yield, for each statement or article that has a value, whether it counts for an attestation."""
        if count in _PROPERTIES:
            return (self._is_on(x, key) for x in self.reading.walk(_PROPERTIES[count], value))
        if count == "witnesses" and not is_cluster(value):
            said = chain(self.reading.walk("dem:source", value), self._relayed(value))
            return (self._is_on(x, key) and self._has(x, count, value) for x in said)
        if count == "outlets":
            articles = self.reading.walk("dct:publisher", value)
        else:
            articles = self.reading.derived_of("dem:inCluster", value)
        return (any(self._counts(x, key, count, value) for x in self._on(key, article)) for article in articles)

    def _counts(self, statement: str, key: Key, count: str, value: str) -> bool:
        return self._has(statement, count, value) and self._takes(statement, key)

    def _relayed(self, outlet: str) -> Iterator[str]:
        """Yield the statements that an outlet relays."""
        return chain.from_iterable(
            self.reading.subjects("dem:via", node) for node in self.reading.subjects("dem:relay", outlet)
        )

    def _is_on(self, statement: str, key: Key) -> bool:
        """Say whether a statement is on a claim and takes the stance, in an article that did not change."""
        self.compared += 1
        return self.reading.has(statement, _counting(key[0]), key[0]) and self._takes(statement, key)


def _counting(claim: str) -> str:
    """Return the property that leads to a claim from every statement that counts for it.

    A claim by item class is what all of them are about; a narrower one is made precisely.
    """
    item = iris.parts(claim)[1][-1]
    return "dem:about" if item in concepts() and concepts()[item].item_class == item else "dem:precisely"
