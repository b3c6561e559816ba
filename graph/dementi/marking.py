"""Text and the stretches marked in it, made pieces, or marks that nest as elements of a page must.

Stretches may hold one another, lie on one another and cross; those that cross are marked in parts.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import Generic, TypeAlias, TypeVar

Mark = TypeVar("Mark")
Bounds: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Opened(Generic[Mark]):
    """Here a mark begins, or goes on after a mark that it crosses.

    Attributes:
        mark: The mark.
        first: It begins here.
    """

    mark: Mark
    first: bool


@dataclass(frozen=True, slots=True)
class Closed(Generic[Mark]):
    """Here the mark opened last ends, or stops before a mark that it crosses.

    Attributes:
        mark: The mark.
        last: It ends here.
    """

    mark: Mark
    last: bool


def pieces(
    bounds: Bounds, marks: Iterable[Mark], where: Callable[[Mark], Bounds]
) -> Iterator[tuple[int, int, tuple[Mark, ...]]]:
    """Yield start and end of each piece between the places where marks begin and end, with the marks that it lies in.

    Args:
        bounds: Of the text; what of a mark lies outside does not count.
        marks: In the order in which marks of one width at one place hold each other, the outermost first.
        where: Says where a mark begins and ends.

    Yields:
        The pieces in order, the marks of each from the widest to the narrowest.
    """
    start, end = bounds
    ranked = sorted(enumerate(marks), key=lambda one: where(one[1])[0])
    edges = {edge for _, mark in ranked for edge in where(mark) if start < edge < end}
    coming, around = deque(ranked), list[tuple[int, Mark]]()
    for first, last in pairwise(sorted({start, *edges, end})):
        while coming and where(coming[0][1])[0] <= first:
            around.append(coming.popleft())
        around = [one for one in around if where(one[1])[1] >= last]
        inside = sorted(around, key=lambda one: (-_width(where(one[1])), where(one[1])[0], one[0]))
        yield first, last, tuple(mark for _, mark in inside)


def nested(
    text: str, marks: Iterable[Mark], where: Callable[[Mark], Bounds], at: int = 0
) -> Iterator[str | Opened[Mark] | Closed[Mark]]:
    """Yield a text piece by piece, and between the pieces where marks open and close: the last opened closes first.

    Args:
        text: The text; its pieces make it up again.
        marks: In the order in which marks of one width at one place hold each other, no two of them equal.
        where: Says where a mark begins and ends; one that holds no character of the text is left out.
        at: Where the text itself begins.
    """
    opened: list[Mark] = []
    for start, end, inside in pieces((at, at + len(text)), marks, where):
        kept = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(opened, inside, strict=False))))
        while len(opened) > kept:
            yield _closed(opened.pop(), where, start)
        for mark in inside[kept:]:
            opened.append(mark)
            yield Opened(mark, where(mark)[0] == start)
        yield text[start - at : end - at]
    while opened:
        yield _closed(opened.pop(), where, at + len(text))


def _closed(mark: Mark, where: Callable[[Mark], Bounds], here: int) -> Closed[Mark]:
    return Closed(mark, where(mark)[1] == here)


def _width(bounds: Bounds) -> int:
    return bounds[1] - bounds[0]
