"""Who agrees with whom, who contradicts whom, who said it first: measures on the network of actors and claims.

All of them take the projection ``claims`` of ``networks``: actors point at claims, an edge a statement, with its
``stance`` (``asserts``, ``denies``, ``uncertain``) and, where known, its ``date`` (ISO, as coarse as it was told) and
its ``side``. What is counted is what was said, never what is true; a claim is one node, and what is narrower or broader
is another. What leaves a claim open takes no part.

``by`` says who an actor is: each ``source`` for itself, or each ``side``, with all who speak for it. The voice of an
article, an unnamed group and nobody are a node of their own in each article (their keys hold a ``#``): they are never
one with those of another article, and, having no position beyond it, are left out of agreement and of balance.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, count
from typing import Any, Literal

import networkx as nx

from dementi.positions import wholly_before

By = Literal["source", "side"]
_POLAR = ("asserts", "denies")


def signed(claims: nx.MultiDiGraph, by: By = "source") -> nx.Graph:
    """Return who agrees with whom and who contradicts whom, on the same claim.

    Each edge counts claims: ``agrees``, on which both take the same stance, and ``opposes``, on which one asserts what
    the other denies; who did both on one claim counts for both. ``weight`` is ``agrees`` less ``opposes`` (claims),
    ``sign`` that of the weight: 1, -1, or 0 where they even out. ``claims`` are the keys of the claims that both took
    a stance on, sorted, a space between. Actors who share no claim with anyone are nodes without edges.

    Source: the projection of affiliations upon actors (Breiger 1974, The duality of persons and groups), with signs
    after Cartwright & Harary (1956).
    """
    graph = nx.Graph()
    stances: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for actor, claim, said in _said(claims, by):
        if not _nobody(actor):
            stances[claim][actor].add(said["stance"])
    actors = sorted({actor for taken in stances.values() for actor in taken})
    graph.add_nodes_from(_named(claims, actors))
    for claim, taken in sorted(stances.items()):
        for (one, its), (other, others) in combinations(sorted(taken.items()), 2):
            if not graph.has_edge(one, other):
                graph.add_edge(one, other, agrees=0, opposes=0, on=[])
            edge = graph.edges[one, other]
            edge["agrees"] += bool(its & others)
            edge["opposes"] += len(its | others) > 1
            edge["on"].append(claim)
    for _, _, edge in graph.edges(data=True):
        edge["weight"] = edge["agrees"] - edge["opposes"]
        edge["sign"] = (edge["weight"] > 0) - (edge["weight"] < 0)
        edge["claims"] = " ".join(edge.pop("on"))
    return graph


@dataclass(frozen=True, slots=True)
class Balance:
    """How far friends of friends are friends, and enemies of enemies too.

    Attributes:
        triangles: Of three actors with a signed edge between any two, how many have 0, 1, 2 and 3 negative edges.
        one_claim: How many of them rest on one claim alone. Two camps on one claim are balanced by construction, so
            that these triangles tell nothing of the actors.

    Source: Cartwright & Harary (1956), Structural balance: a generalization of Heider's theory, Psychological Review
    63(5); Davis (1967), Clustering and structural balance in graphs, Human Relations 20(2), for the weak form.
    """

    triangles: tuple[int, int, int, int] = (0, 0, 0, 0)
    one_claim: int = 0

    @property
    def share(self) -> float | None:
        """Balanced triangles (an even number of negative edges) among all, 0 to 1; None where there is no triangle."""
        return _share(self.triangles[0] + self.triangles[2], sum(self.triangles))

    @property
    def weak(self) -> float | None:
        """The same where three mutual enemies count as balanced, too: more than two camps may face each other."""
        return _share(sum(self.triangles) - self.triangles[1], sum(self.triangles))

    @property
    def beyond_one_claim(self) -> float | None:
        """Balanced triangles among those that rest on more than one claim, 0 to 1; None where there is none."""
        balanced = self.triangles[0] + self.triangles[2]
        return _share(balanced - self.one_claim, sum(self.triangles) - self.one_claim)


def balance(graph: nx.Graph) -> Balance:
    """Return the balance of a signed graph; edges whose ``sign`` is 0 make no triangle."""
    near: dict[int, dict[str, set[str]]] = {sign: {actor: set() for actor in graph} for sign in (1, -1)}
    alone: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for one, other, edge in graph.edges(data=True):
        if edge["sign"]:
            near[edge["sign"]][one].add(other)
            near[edge["sign"]][other].add(one)
            if " " not in edge["claims"]:
                alone[edge["claims"]].append((one, other))
    friends, enemies = near[1], near[-1]
    found = [0, 0, 0, 0]
    for one, other, edge in graph.edges(data=True):
        if edge["sign"] > 0:  # met from each of its three edges where all are alike, else from the one that differs
            found[0] += len(friends[one] & friends[other])
            found[2] += len(enemies[one] & enemies[other])
        elif edge["sign"] < 0:
            found[1] += len(friends[one] & friends[other])
            found[3] += len(enemies[one] & enemies[other])
    one_claim = sum(sum(nx.triangles(nx.Graph(edges)).values()) // 3 for edges in alone.values())
    return Balance((found[0] // 3, found[1], found[2], found[3] // 3), one_claim)


def modularity(graph: nx.Graph, communities: list[list[str]]) -> float | None:
    """Return how far edges within communities agree more, and oppose less, than by chance; None without signed edges.

    The signed modularity Q of Gómez, Jensen & Arenas (2009), Analysis of community structure in networks of correlated
    data, Physical Review E 80, 016114: no unit, at most 1, 0 where all are one community. Without negative edges it is
    the modularity of Newman.
    """
    camps = _Camps(graph, communities)
    return camps.modularity() if camps.total else None


def communities(graph: nx.Graph, seed: int = 0) -> list[list[str]]:
    """Return who stands with whom: each actor of a signed graph in one community, the largest first.

    Louvain (Blondel et al. 2008, as networkx has it) finds communities in what agrees; it is blind to oppositions, and
    would put two opponents together whom a third agrees with. So single actors then move on, to a community in which
    they agree with someone, or to one of their own, for as long as the signed modularity (``modularity``) rises. An
    actor that agrees with nobody is alone: that two are not known to disagree does not make them friends.

    The same graph and seed give the same communities, whatever the order in which it was built.
    """
    names = sorted(graph)
    numbers = {name: number for number, name in enumerate(names)}  # sets of numbers have an order of their own; names
    agreeing = nx.Graph()  # would come in that of a process
    agreeing.add_nodes_from(range(len(names)))
    agreeing.add_weighted_edges_from(
        sorted(
            (*sorted((numbers[a], numbers[b])), edge["weight"])
            for a, b, edge in graph.edges(data=True)
            if edge["sign"] > 0
        )
    )
    found = nx.community.louvain_communities(agreeing, seed=seed) if agreeing.size() else [{node} for node in agreeing]
    camps = _Camps(graph, [[names[number] for number in sorted(members)] for members in found])
    while sum(camps.move(name) for name in names):
        pass
    settled: dict[int, list[str]] = defaultdict(list)
    for name in names:
        settled[camps.of[name]].append(name)
    whole = [
        sorted(names[number] for number in part)
        for members in settled.values()
        for part in nx.connected_components(agreeing.subgraph(numbers[name] for name in members))
    ]
    return sorted(whole, key=lambda members: (-len(members), members))


class _Camps:
    """A partition of a signed graph whose modularity is known at each step.

    Attributes:
        of: Number of each actor's community.
        total: Sum of all edges' weights without their signs, claims.
    """

    def __init__(self, graph: nx.Graph, communities: list[list[str]]) -> None:
        self.graph = graph
        self.of = {name: number for number, members in enumerate(communities) for name in members}
        self.strength = {sign: dict.fromkeys(graph, 0) for sign in (1, -1)}
        for one, other, edge in graph.edges(data=True):
            for end in (one, other):
                self.strength[1][end] += max(0, edge["weight"])
                self.strength[-1][end] += max(0, -edge["weight"])
        self.twice = {sign: sum(strengths.values()) for sign, strengths in self.strength.items()}
        self.sums: dict[int, dict[int, int]] = {sign: defaultdict(int) for sign in (1, -1)}
        self.unused = count(len(communities))
        for name in self.of:
            self._count(name, 1)

    @cached_property
    def total(self) -> int:
        return sum(self.twice.values()) // 2

    def modularity(self) -> float:
        inside: int = 2 * sum(edge["weight"] for a, b, edge in self.graph.edges(data=True) if self.of[a] == self.of[b])
        chance = sum(
            sign * strength * strength / self.twice[sign]
            for sign in (1, -1)
            for strength in self.sums[sign].values()
            if strength
        )
        return (inside - chance) / (2 * self.total)

    def move(self, name: str) -> bool:
        """Put an actor where the modularity is highest; say whether it moved."""
        here, own = self.of[name], next(self.unused)
        self._count(name, -1)
        ties: dict[int, int] = defaultdict(int)
        agreed = {here, own}
        for other, edge in self.graph.adj[name].items():
            ties[self.of[other]] += edge["weight"]
            if edge["sign"] > 0:
                agreed.add(self.of[other])
        gains = {camp: ties[camp] - self._chance(name, camp) for camp in sorted(agreed)}
        best = max(gains, key=lambda camp: (round(gains[camp], 9), camp == here))
        self.of[name] = best
        self._count(name, 1)
        return best != here

    def _chance(self, name: str, camp: int) -> float:
        """Return the weight that would bind an actor to a community if edges fell at random."""
        return sum(
            sign * self.strength[sign][name] * self.sums[sign][camp] / self.twice[sign]
            for sign in (1, -1)
            if self.twice[sign]
        )

    def _count(self, name: str, times: int) -> None:
        for sign in (1, -1):
            self.sums[sign][self.of[name]] += times * self.strength[sign][name]


@dataclass(frozen=True, slots=True)
class First:
    """Who was first to take a stance on a claim, of those whose statements are dated.

    Attributes:
        claim: Key of the claim.
        stance: ``asserts`` or ``denies``.
        date: The earliest of the dates of those who were first, ISO, as coarse as it was told.
        first: Who nobody is wholly earlier than, sorted: ties are ties.
        later: Who all of ``first`` is wholly earlier than, sorted.
    """

    claim: str
    stance: str
    date: str
    first: tuple[str, ...]
    later: tuple[str, ...]


def firsts(claims: nx.MultiDiGraph, by: By = "source") -> list[First]:
    """Return who was first on each claim and stance of which there is a dated statement, sorted by date.

    One date is before another where it ends before the other begins: 2022-10 is neither before nor after 2022-10-18
    (the interval order of Fishburn 1970, Intransitive indifference with unequal indifference intervals, Journal of
    Mathematical Psychology 7). Who overlaps with one of the first, yet not with all, is neither first nor later.
    To be later is not to have heard it: the order in time is all that is known.
    """
    dates: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for actor, claim, said in _said(claims, by):
        if said.get("date"):
            dates[claim, said["stance"]][actor].append(said["date"])
    found = [_first(claim, stance, told) for (claim, stance), told in dates.items()]
    return sorted(found, key=lambda one: (one.date, one.claim, one.stance))


def _first(claim: str, stance: str, told: dict[str, list[str]]) -> First:
    # A date is the beginning of a finer one: by itself it begins no later, and with "~" behind it ends no earlier.
    begins = {actor: min(dates) for actor, dates in told.items()}
    ends = {actor: min(dates, key=lambda date: date + "~") for actor, dates in told.items()}
    soonest = min(ends.values(), key=lambda date: date + "~")
    first = sorted(actor for actor in told if not wholly_before(soonest, begins[actor]))
    later = (actor for actor in told if all(wholly_before(ends[one], begins[actor]) for one in first))
    return First(claim, stance, min(begins[one] for one in first), tuple(first), tuple(sorted(later)))


def echoes(claims: nx.MultiDiGraph, by: By = "source") -> nx.DiGraph:
    """Return who came after whom: an edge leads from who was later to each who was first on a claim and stance.

    ``times`` counts the claims and stances on which this was so. Reciprocal edges are told apart: who leads on one
    claim may follow on another.

    Source: a count of this project's own, over ``firsts``; it knows no relay. Who says whose words it passes on is the
    projection ``echoes`` of ``networks``.
    """
    graph = nx.DiGraph()
    for found in firsts(claims, by):
        graph.add_nodes_from(_named(claims, sorted({*found.first, *found.later})))
        for later in found.later:
            for first in found.first:
                times = graph.edges[later, first]["times"] if graph.has_edge(later, first) else 0
                graph.add_edge(later, first, times=times + 1)
    return graph


@dataclass(frozen=True, slots=True)
class Centrality:
    """How many actors a claim draws, and how far it links those whom nothing else links.

    Attributes:
        claim: Key of the claim.
        asserting: Actors who assert it.
        denying: Actors who deny it; who did both is in both.
        degree: Actors who assert or deny it, among all actors of the graph, 0 to 1.
        betweenness: Sum over pairs of nodes of the share of shortest paths between them that pass through the claim,
            among the most that a graph of as many claims and actors allows, 0 to 1.
    """

    claim: str
    asserting: int
    denying: int
    degree: float
    betweenness: float


def centrality(
    claims: nx.MultiDiGraph, by: By = "source", pivots: int | None = None, seed: int = 0
) -> list[Centrality]:
    """Return how central each claim is between the actors who take a stance on it, the most central first.

    Actors and claims are the two kinds of nodes; an actor is linked to a claim that it asserts or denies, once, however
    often it says so. Unnamed groups and voices of articles count, each article's for itself.

    Source: Borgatti & Everett (1997), Network analysis of 2-mode data, Social Networks 19(3), for what they are divided
    by; Freeman (1977), A set of measures of centrality based on betweenness, Sociometry 40(1). The time it takes grows
    with the number of nodes times the number of edges (Brandes 2001): of some thousand nodes, give ``pivots``.

    Args:
        claims: The projection ``claims``.
        by: What an actor is.
        pivots: From how many nodes, drawn by the seed, betweenness is estimated (Brandes & Pich 2007, Centrality
            estimation in large networks); from all if left out, and then it is exact.
        seed: Of the draw.
    """
    graph = nx.Graph()
    taken: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for actor, claim, said in _said(claims, by):
        taken[claim][said["stance"]].add(actor)
        graph.add_edge(actor, claim)
    actors = len(graph) - len(taken)
    if not actors:
        return []
    pivots = min(pivots, len(graph)) if pivots else None
    between, most = (
        nx.betweenness_centrality(graph, k=pivots, normalized=False, seed=seed),
        _most_between(len(taken), actors),
    )
    found = [
        Centrality(
            claim,
            len(of["asserts"]),
            len(of["denies"]),
            graph.degree(claim) / actors,
            _share(between[claim], most) or 0.0,
        )
        for claim, of in taken.items()
    ]
    return sorted(found, key=lambda one: (-one.degree, -one.betweenness, one.claim))


def _most_between(claims: int, actors: int) -> float:
    """Return the highest betweenness that one of so many claims can have, between so many actors, in pairs of nodes.

    Source: Borgatti & Everett (1997), as in ``networkx.bipartite.betweenness_centrality``, which has no answer for one
    actor or one claim.
    """
    whole, rest = divmod(claims - 1, actors)
    square = (actors * (whole + 1)) ** 2
    return (square + actors * (whole + 1) * (2 * rest - whole - 1) - rest * (2 * whole - rest + 3)) / 2


def _said(claims: nx.MultiDiGraph, by: By) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Yield actor, claim and edge of each statement that asserts or denies."""
    if by not in ("source", "side"):
        raise ValueError(f"by={by!r}: an actor is a 'source' or a 'side'")
    for source, claim, said in claims.edges(data=True):
        if said["stance"] in _POLAR:
            yield (source if by == "source" else said["side"]), claim, said


def _named(claims: nx.MultiDiGraph, actors: Iterable[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield actors with their attributes; a side that never speaks itself has its names from who speaks for it."""
    sides = {found["side"]: found for _, found in claims.nodes(data=True) if "side" in found}
    for actor in actors:
        of = claims.nodes.get(actor) or {
            name.removeprefix("side_"): sides[actor][name] for name in ("side_label", "side_label_en") if actor in sides
        }
        yield actor, dict(of)


def _nobody(actor: str) -> bool:
    """Say whether an actor has a name in one article only, so that nobody else is the same."""
    return "#" in actor


def _share(some: float, of: float) -> float | None:
    return some / of if of else None
