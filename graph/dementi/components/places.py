"""What stands at a place, without going through the whole document: rows by their token, attributions by content.

No component: what the passes over a document share, so that their time grows with the text and no faster.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from typing import TypeVar

from dementi.records import Attribution

Row = TypeVar("Row")


def between(rows: list[Row], first: int, last: int, place: Callable[[Row], int]) -> list[Row]:
    """Return the rows, which stand in the order of their places, whose place is between two, both included."""
    return rows[bisect_left(rows, first, key=place) : bisect_right(rows, last, key=place)]


def covering(attributions: Iterable[Attribution], tokens: Iterable[int]) -> dict[int, list[Attribution]]:
    """Return for each of these tokens the attributions whose content it lies in, in the order given."""
    places = sorted(set(tokens))
    found: dict[int, list[Attribution]] = {at: [] for at in places}
    for attribution in attributions:
        parts = (between(places, first, last, int) for first, last in attribution.content)
        for at in {at for part in parts for at in part}:
            found[at].append(attribution)
    return found
