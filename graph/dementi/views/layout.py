"""In which column and row the network has its boxes: claims in the middle, who asserts them left, who denies right."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

LEFT, MIDDLE, RIGHT = -1, 0, 1


@dataclass(frozen=True, slots=True)
class Line:
    """One source's stance on one claim.

    Attributes:
        source: IRI of the source.
        claim: IRI of the claim.
        stance: ``asserts``, ``denies`` or ``uncertain``.
        rows: Places in the table of the quotations that say so.
    """

    source: str
    claim: str
    stance: str
    rows: tuple[int, ...]


def ranked(lines: Sequence[Line], contested: Collection[str]) -> list[str]:
    """Return the claims, contested ones first, then the most quoted; the IRI decides between equals."""
    quoted: Counter[str] = Counter()
    for line in lines:
        quoted[line.claim] += len(line.rows)
    return sorted(quoted, key=lambda claim: (claim not in contested, -quoted[claim], claim))


def places(lines: Sequence[Line], order: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Return column and row of the sources and claims of some lines, the claims in a given order.

    Sources stand in the order of the mean rows of their claims, so that lines cross little (the barycentre of
    Sugiyama's method). How far apart rows are is the page's affair.
    """
    met = {line.claim for line in lines}
    claims = [claim for claim in order if claim in met]
    row = {claim: index for index, claim in enumerate(claims)}
    rows: dict[str, list[int]] = defaultdict(list)
    balance: Counter[str] = Counter()
    for line in lines:
        rows[line.source].append(row[line.claim])
        balance[line.source] += 1 if line.stance == "asserts" else -1
    sources = sorted(rows, key=lambda source: (sum(rows[source]) / len(rows[source]), source))
    columns = {
        LEFT: [source for source in sources if balance[source] > 0],
        MIDDLE: claims,
        RIGHT: [source for source in sources if balance[source] <= 0],
    }
    return {name: (column, index) for column, names in columns.items() for index, name in enumerate(names)}
