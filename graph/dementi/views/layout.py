"""In which column and row the network has its boxes: claims in the middle, who asserts them left, who denies right."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
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


def contested(lines: Iterable[Line]) -> set[str]:
    """Return the claims that one line asserts and another denies."""
    stances = defaultdict(set)
    for line in lines:
        stances[line.claim].add(line.stance)
    return {claim for claim, taken in stances.items() if {"asserts", "denies"} <= taken}


def ranked(lines: Sequence[Line]) -> list[str]:
    """Return the claims, contested ones first, then the most quoted; the IRI decides between equals."""
    quoted: Counter[str] = Counter()
    for line in lines:
        quoted[line.claim] += len(line.rows)
    disputed = contested(lines)
    return sorted(quoted, key=lambda claim: (claim not in disputed, -quoted[claim], claim))


def drawable(lines: Sequence[Line], claims: int, sources: int) -> list[Line]:
    """Return the lines between the claims of highest rank and those who deny them, then who speaks of most of them."""
    high = set(ranked(lines)[:claims])
    kept = [line for line in lines if line.claim in high]
    spoken = Counter(line.source for line in kept)
    deniers = {line.source for line in kept if line.stance == "denies"}
    order = sorted(spoken, key=lambda source: (source not in deniers, -spoken[source], source))
    heard = set(order[:sources])
    return [line for line in kept if line.source in heard]


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
