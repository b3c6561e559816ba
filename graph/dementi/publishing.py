"""What stands in the store of a folder, published on a SPARQL server: whatever differs there is sent, graph by graph.

The graph ``…/id/digests`` of the server holds a digest of each graph that it has from us. A graph without one, or with
another than ours, is sent: before, its digest is made empty, and what it should be is written last. So a server that
missed updates, or a publication that was cut, is put right by the next one. Graphs of others are left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from typing import TypeVar

from pyoxigraph import NamedNode, RdfFormat, Store, parse

from dementi.rdf import article_iri
from dementi.remote import Remote
from dementi.terms import BASE, DEM

DIGESTS = f"{BASE}digests"
ARTICLES = article_iri("")
AT_ONCE = 200  # graphs whose digests are changed by one request
LINES = 5000  # triples in one request
_DIGEST = f"<{DEM.digest}>"

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication changed on the server: articles sent and dropped, articles that were right already."""

    sent: int
    dropped: int
    kept: int


def publish(store: Store, remote: Remote) -> Published:
    """Make a server hold what a store holds.

    Raises:
        Refused: The server does not answer, or takes no updates; another call goes on from where this one ended.
    """
    there = _digests_there(remote)
    here = {graph.value: _digest(_lines(store, graph.value)) for graph in _graphs(store)}
    stale = sorted(graph for graph, digest in here.items() if there.get(graph) != digest)
    gone = sorted(there.keys() - here.keys())
    articles = [graph for graph in stale if graph.startswith(ARTICLES)]
    shared = [graph for graph in stale if graph not in set(articles)]
    _note(remote, dict.fromkeys([*shared, *gone], ""))
    outdated = {graph: _added(store, remote, graph) for graph in shared}  # first what articles refer to
    for graphs in _parts(articles, AT_ONCE):
        _note(remote, dict.fromkeys(graphs, ""))
        for graph in graphs:
            remote.put(graph, "".join(_lines(store, graph)))
        _note(remote, {graph: here[graph] for graph in graphs})
    for graph in gone:
        remote.drop(graph)
    for graph, lines in outdated.items():
        for part in _parts(lines, LINES):
            remote.update(f"DELETE DATA {{ GRAPH <{graph}> {{\n{''.join(part)}}} }}")
    _note(remote, {graph: here[graph] for graph in shared} | dict.fromkeys(gone))
    kept = sum(graph.startswith(ARTICLES) for graph in here) - len(articles)
    return Published(len(articles), sum(graph.startswith(ARTICLES) for graph in gone), kept)


def _added(store: Store, remote: Remote, graph: str) -> list[str]:
    """Add to a graph of the server what it lacks; return the lines that it has too many."""
    here = set(_lines(store, graph))
    there = {f"{quad.triple} .\n" for quad in parse(remote.graph(graph), format=RdfFormat.N_TRIPLES)}
    for part in _parts(sorted(here - there), LINES):
        remote.add(graph, "".join(part))
    return sorted(there - here)


def _digests_there(remote: Remote) -> dict[str, str]:
    query = f"SELECT ?graph ?digest WHERE {{ GRAPH <{DIGESTS}> {{ ?graph {_DIGEST} ?digest }} }}"
    return {str(row["graph"]): str(row["digest"]) for row in remote.rows(query)}


def _note(remote: Remote, digests: Mapping[str, str | None]) -> None:
    """Write the digests of graphs: empty for what is about to change, None for what is gone."""
    for part in _parts(digests.items(), AT_ONCE):
        names = " ".join(f"<{graph}>" for graph, _ in part)
        lines = "".join(f'<{graph}> {_DIGEST} "{digest}" .\n' for graph, digest in part if digest is not None)
        pattern = f"GRAPH <{DIGESTS}> {{ ?graph {_DIGEST} ?digest }}"
        remote.update(
            f"DELETE {{ {pattern} }} WHERE {{ VALUES ?graph {{ {names} }} {pattern} }} ;\n"
            f"INSERT DATA {{ GRAPH <{DIGESTS}> {{\n{lines}}} }}"
        )


def _graphs(store: Store) -> Iterator[NamedNode]:
    return (graph for graph in store.named_graphs() if isinstance(graph, NamedNode))


def _lines(store: Store, graph: str) -> list[str]:
    """Return the triples of a graph as sorted lines of N-Triples."""
    return sorted(f"{quad.triple} .\n" for quad in store.quads_for_pattern(None, None, None, NamedNode(graph)))


def _digest(lines: Iterable[str]) -> str:
    return sha256("".join(lines).encode("utf-8")).hexdigest()


def _parts(things: Iterable[Thing], size: int) -> Iterator[list[Thing]]:
    """Yield things in lists of a bounded length."""
    waiting = iter(things)
    while part := list(islice(waiting, size)):
        yield part
