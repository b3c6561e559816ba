"""Who agrees with whom, counted of all actors together: rows as the question ``agreement`` gives them of each."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable

from dementi.records import OPPOSITE
from dementi.store import Row

MOST = 100  # others, as the question gives where nothing else is asked for
_TIE = 12  # hexadecimal digits by which the question chooses between others with whom as much is shared


class Agreement:
    """Counts the claims on which two actors take the same stance, and those on which they take opposite ones.

    Args:
        rows: What ``stances.rq`` gives, all of it.
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        self._names: dict[str, Row] = {}
        self._on: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._taken: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for row in rows:
            actor, claim, stance = str(row["actor"]), str(row["claim"]), str(row["stance"])
            self._names.setdefault(actor, row)
            self._on[claim, stance].add(actor)
            self._taken[actor][claim].add(stance)

    def of(self, actor: str) -> list[Row]:
        """Return with whom an actor shares most claims: who has changed counts on both sides."""
        same, opposite = Counter[str](), Counter[str]()
        for claim, stances in self._taken.get(actor, {}).items():
            same.update(set[str]().union(*(self._on.get((claim, one), ()) for one in stances)))
            opposite.update(set[str]().union(*(self._on.get((claim, OPPOSITE[one]), ()) for one in stances)))
        others = (same.keys() | opposite.keys()) - {actor}
        found = [(-same[one] - opposite[one], -same[one], one) for one in others]
        most = sorted(found, key=lambda one: (*one[:2], _tie(one[2])))[:MOST]
        return [
            {
                "actorName": self._names[actor]["name"],
                "other": self._names[other]["name"],
                "same": same[other],
                "opposite": opposite[other],
                "otherIri": other,
            }
            for _, _, other in sorted(most)
        ]


def _tie(iri: str) -> str:
    return hashlib.md5(iri.encode(), usedforsecurity=False).hexdigest()[:_TIE]
