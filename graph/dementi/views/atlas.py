"""A map that is the same every time: parties lie where forces settle, claims between their parties, sources beside.

Only the parties, of which there are few, are laid out by force (networkx, from fixed places on a circle). A claim lies
between supplier and recipient, a state that speaks where it lies as a party, another source amid its claims. Whatever
comes next to a spot that is taken gets the free one nearest to it. So the map costs little more than a line for each
thing, needs neither scipy nor igraph, and a party lies alike in each of the pictures.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

FORCED = 200  # parties whose places are found by force, those with most ties; the others lie around them
ROUNDS = 60
_TURN = math.pi * (3 - math.sqrt(5))  # the golden angle: points at its multiples never line up

Spot = tuple[float, float]


def parties(names: Sequence[str], ties: Mapping[tuple[str, str], int]) -> dict[str, Spot]:
    """Return spots within about the unit circle, those with many ties near each other.

    Args:
        names: All of them, in an order that is always the same.
        ties: How often two of them are named together.
    """
    import networkx as nx

    weight = dict.fromkeys(names, 0)
    for pair, count in ties.items():
        for name in pair:
            weight[name] += count
    ordered = sorted(names, key=lambda name: -weight[name])  # stable: equals stay in their order
    inner = set(ordered[:FORCED])
    graph = nx.Graph()
    graph.add_nodes_from(name for name in ordered if name in inner)
    graph.add_weighted_edges_from((*pair, 1 + math.log(n)) for pair, n in sorted(ties.items()) if set(pair) <= inner)
    start = {name: _spiral(index, len(inner)) for index, name in enumerate(graph)}
    # A threshold of 0 keeps on for all rounds: whether to stop earlier would hang on the last digit.
    placed = nx.spring_layout(graph, pos=start, iterations=ROUNDS, threshold=0, seed=0) if inner else {}
    spots = {name: (round(float(x), 3), round(float(y), 3)) for name, (x, y) in placed.items()}
    outer = ordered[len(inner) :]
    return spots | {name: _ring(index, len(outer)) for index, name in enumerate(outer)}


def between(spots: Iterable[Spot]) -> Spot:
    """Return the middle of some spots; of none, the middle of the map."""
    found = list(spots) or [(0.0, 0.0)]
    return sum(x for x, _ in found) / len(found), sum(y for _, y in found) / len(found)


def settled(wanted: Mapping[str, Spot], cell: tuple[int, int]) -> dict[str, tuple[int, int]]:
    """Return the places on the drawing: each thing in a cell of its own, the nearest free one to where it wants to be.

    Columns and rows of cells in which nothing lies are left out.

    Args:
        wanted: Spots within about the unit circle; who comes first chooses first.
        cell: Width and height of a cell, in units of the drawing.
    """
    reach = math.sqrt(len(wanted))  # cells from the middle to the rim: about three cells a thing
    taken: set[tuple[int, int]] = set()
    full: dict[tuple[int, int], int] = {}  # by cell, the rings around it that were found taken
    found = {}
    for name, (x, y) in _evened(wanted).items():
        home = round(x * reach), round(y * reach)
        column, row = next(one for one in _around(home, full) if one not in taken)
        taken.add((column, row))
        found[name] = (column, row)
    if not taken:
        return {}
    across, down = (
        {cell: index for index, cell in enumerate(sorted(set(cells)))} for cells in zip(*taken, strict=True)
    )
    return {name: (across[column] * cell[0], down[row] * cell[1]) for name, (column, row) in found.items()}


def _evened(wanted: Mapping[str, Spot]) -> dict[str, Spot]:
    """Return spots in the same directions, as far out as many others lie nearer: so a crowd in the middle has room."""
    crowds: dict[Spot, list[str]] = {}
    for name, spot in wanted.items():
        crowds.setdefault((round(spot[0], 3), round(spot[1], 3)), []).append(name)
    inside, found = 0, {}
    for x, y in sorted(crowds, key=lambda spot: (round(math.hypot(*spot), 6), spot)):
        crowd = crowds[x, y]
        radius = math.sqrt((inside + len(crowd) / 2) / len(wanted))
        found.update(dict.fromkeys(crowd, _polar(radius, math.atan2(y, x))))
        inside += len(crowd)
    return {name: found[name] for name in wanted}


def _around(home: tuple[int, int], full: dict[tuple[int, int], int]) -> Iterator[tuple[int, int]]:
    """Yield the cells around one in rings, from the first on which there was room last time."""
    x, y = home
    for radius in itertools.count(full.get(home, 0)):
        full[home] = radius
        ring = [(x + dx, y + dy) for dx in range(-radius, radius + 1) for dy in (-radius, radius)]
        ring += [(x + dx, y + dy) for dx in (-radius, radius) for dy in range(1 - radius, radius)]
        yield from sorted(set(ring), key=lambda one: ((one[0] - x) ** 2 + (one[1] - y) ** 2, one))


def _spiral(index: int, count: int) -> Spot:
    """Return a point of a spiral that fills the unit circle evenly."""
    return _polar(math.sqrt((index + 0.5) / count), index * _TURN)


def _ring(index: int, count: int) -> Spot:
    """Return a point around the unit circle."""
    return _polar(1.15, index * 2 * math.pi / count)


def _polar(radius: float, angle: float) -> Spot:
    return round(radius * math.cos(angle), 3), round(radius * math.sin(angle), 3)
