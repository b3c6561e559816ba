"""The three pictures of the network, built by pyvis: actors and claims, flows of arms, who agrees with whom.

Whatever a picture could show is settled here: its nodes, its edges, where they lie. The page picks and counts what its
filters leave of them, so that nothing moves.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any, TypeVar

from dementi.store import Row
from dementi.views import atlas
from dementi.views.columns import Places, Tables
from dementi.views.layout import Line
from dementi.views.naming import claim_parts, short

if TYPE_CHECKING:
    from pyvis.network import Network

MAPPED = 3_000  # sources and claims; of more, nobody makes out anything on a map
PAIRS = 1_000  # of sides, those that take a stance on most claims in common
_DOT, _PARTY = (52, 46), (170, 110)  # cells for a dot, and for one with its name, in units of the drawing
_POLAR = ("asserts", "denies")

Key = TypeVar("Key", int, str)


class Pictures:
    """What the page can draw.

    Args:
        rows: What ``network.rq`` gives of evidence, in the order of the page.
        lines: Of these rows.
        tables: Of these rows.
        columns: Column and row of each source and claim, where they are few.
    """

    def __init__(
        self, rows: Sequence[Row], lines: Sequence[Line], tables: Tables, columns: Mapping[str, tuple[int, int]]
    ) -> None:
        self.rows, self.lines, self.tables, self.columns = rows, lines, tables, columns
        ties: Counter[tuple[str, str]] = Counter()
        for row in rows:
            named = sorted({str(row[key]) for key in ("from", "to", "side") if row[key] and "#" not in str(row[key])})
            ties.update(combinations(named, 2))
        self.spots = atlas.parties([actor for actor in tables.actors if "#" not in actor], ties)

    def packed(self) -> dict[str, Any]:
        """Return the three pictures as columns, and for each row the edge behind which it stands."""
        claims, of_row = self.claims()
        flows, flow_of_row = self.flows()
        sides, shared = self.sides()
        return {
            "claims": _packed(claims, ("column", "row", "x", "y"), ("stance",)) | {"of": of_row},
            "flows": _packed(flows, ("x", "y"), ("stance",)) | {"of": flow_of_row},
            "sides": _packed(sides, ("x", "y"), ("stance",)) | {"shared": shared},
        }

    def claims(self) -> tuple[Network, list[int]]:
        """Return sources, claims and stances, and the edge of each row."""
        net = _network()
        where = self._mapped() if len(self.columns) <= MAPPED else {}
        for name, (column, row) in self.columns.items():
            is_claim = name in self.tables.claims
            first = self.tables.first[name]
            label = "\n".join(map(short, claim_parts(first, self.tables.words)))
            if not is_claim:
                label = short(self.tables.source_names[name])
            x, y = where.get(name, (None, None))
            net.add_node(self._node(name), label=label, color=None, column=column, row=row, x=x, y=y)
        of_row = [0] * len(self.rows)
        for index, line in enumerate(self.lines):
            net.add_edge(self._node(line.source), self._node(line.claim), stance=line.stance)
            for row in line.rows:
                of_row[row] = index
        return net, of_row

    def flows(self) -> tuple[Network, list[int]]:
        """Return who is said to deliver to whom, by stance, and the edge of each row, -1 for none."""
        edges = Places()
        of_row = [-1] * len(self.rows)
        for index, row in enumerate(self.rows):
            if row["kind"] == "transfer" and (row["from"] or row["to"]):
                ends = (self.tables.party(str(row["claim"]), role) for role in ("from", "to"))
                of_row[index] = edges[(*ends, row["stance"])]
        net = _network()
        self._add_parties(net, {end for *ends, _ in edges for end in ends})
        for supplier, recipient, stance in edges:
            net.add_edge(f"a{supplier}", f"a{recipient}", stance=stance)
        return net, of_row

    def sides(self) -> tuple[Network, list[list[int]]]:
        """Return which sides agree and which contradict each other, and for each edge the claims on which they do."""
        shared = in_common(
            (self.tables.claims[str(row["claim"])], self.tables.actors[str(row["side"])], str(row["stance"]))
            for row in sided(self.rows)
        )
        common = Counter({edge[:2]: 0 for edge in sorted(shared)})
        for edge, claims in shared.items():
            common[edge[:2]] += len(claims)
        kept = {pair for pair, _ in common.most_common(PAIRS)}
        edges = sorted(key for key in shared if key[:2] in kept)
        net = _network()
        self._add_parties(net, {end for edge in edges for end in edge[:2]})
        for one, other, relation in edges:
            net.add_edge(f"a{one}", f"a{other}", stance=relation)
        return net, [shared[edge] for edge in edges]

    def _add_parties(self, net: Network, places: set[int]) -> None:
        """Add actors by their places; -1 is nobody who is named."""
        names = list(self.tables.actors)
        spots = {f"a{place}": self.spots[names[place]] if place >= 0 else (0.0, 0.0) for place in sorted(places)}
        room = 1 + 4 / max(1, len(spots))  # few parties lie far enough apart for the lines between them
        for node, (x, y) in atlas.settled(spots, (round(_PARTY[0] * room), round(_PARTY[1] * room))).items():
            place = int(node[1:])
            label = (
                short(self.tables.actor_names[names[place]]) if place >= 0 else self.tables.words["network"]["nobody"]
            )
            net.add_node(node, label=label, color=None, x=x, y=y)

    def _mapped(self) -> dict[str, tuple[int, int]]:
        """Return the places of claims and sources on the map."""
        first = self.tables.first
        wanted = {
            claim: atlas.between(self.spots[str(first[claim][role])] for role in ("from", "to") if first[claim][role])
            for claim in self.tables.claims
        }
        spoken: dict[str, list[atlas.Spot]] = defaultdict(list)
        for line in self.lines:
            spoken[line.source].append(wanted[line.claim])
        for source in self.tables.sources:
            wanted[source] = self.spots[source] if source in self.spots else atlas.between(spoken[source])
        # Parties are landmarks: they get their spots first.
        ordered = sorted(wanted, key=lambda name: name not in self.spots)
        return atlas.settled({name: wanted[name] for name in ordered}, _DOT)

    def _node(self, name: str) -> str:
        """Return the name of a source or claim in the page."""
        claims = self.tables.claims
        return f"c{claims[name]}" if name in claims else f"s{self.tables.sources[name]}"


def sided(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the rows that count between sides: asserted or denied, and for a side that is more than one article."""
    return (row for row in rows if row["stance"] in _POLAR and "#" not in str(row["side"]))


def in_common(taken: Iterable[tuple[Key, Key, str]]) -> dict[tuple[Key, Key, str], list[Key]]:
    """Return the claims on which two sides take a stance, by the pair and whether it "agrees" or "opposes".

    They agree where both assert or both deny, and oppose each other where one asserts what the other denies; who has
    changed does both.

    Args:
        taken: Claims, sides and stances.
    """
    stances: dict[Key, dict[Key, set[str]]] = defaultdict(lambda: defaultdict(set))
    for claim, side, stance in taken:
        stances[claim][side].add(stance)
    shared: dict[tuple[Key, Key, str], list[Key]] = defaultdict(list)
    for claim, by_side in sorted(stances.items()):
        for (one, its), (other, others) in combinations(sorted(by_side.items()), 2):
            if its & others:
                shared[one, other, "agrees"].append(claim)
            if len(its | others) > 1:
                shared[one, other, "opposes"].append(claim)
    return shared


class _Ids(dict[str, None]):
    """What pyvis takes for its list of ids: it looks through it for each node and edge, and finds them at once here."""

    def append(self, one: str) -> None:
        self[one] = None


def _network() -> Network:
    from pyvis.network import Network  # it brings IPython along, a second that only this page should cost

    net = Network(directed=True)
    net.node_ids = _Ids()
    return net


def _packed(net: Network, of_nodes: Sequence[str], of_edges: Sequence[str]) -> dict[str, Any]:
    """Return nodes and edges as columns."""
    ids = {node["id"]: place for place, node in enumerate(net.nodes)}
    nodes = {key: [node[key] for node in net.nodes] for key in ("id", "label", *of_nodes)}
    edges: dict[str, list[Any]] = {key: [ids[edge[key]] for edge in net.edges] for key in ("from", "to")}
    edges |= {key: [edge[key] for edge in net.edges] for key in of_edges}
    return {
        "nodes": {key: values for key, values in nodes.items() if any(v is not None for v in values)},
        "edges": edges,
    }
