"""What is exported: the answers, the quads and the texts of one graph, in a folder or on a server."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad

from dementi import store, workspace
from dementi.sorted_lines import Sorter
from dementi.store import Ask
from dementi.views import no_text
from dementi.views.columns import Text

SORTED = 200_000  # lines that are in memory at a time while they are sorted
_GRAPH = "CONSTRUCT { ?subject ?predicate ?value } WHERE { GRAPH %s { ?subject ?predicate ?value } }"
_GRAPHS = "SELECT DISTINCT ?graph WHERE { GRAPH ?graph { ?subject ?predicate ?value } }"


@dataclass(frozen=True, slots=True)
class Content:
    """A graph as exports see it.

    Attributes:
        ask: Puts a question to it.
        quads: Gives, for as long as it is needed, a file of its N-Quads in order.
        text: Gives an article with its whole text, None where that may not be shown or is not there.
    """

    ask: Ask
    quads: Callable[[], AbstractContextManager[Path]]
    text: Text = no_text


def of_folder(folder: str | Path, quotes_only: bool = False) -> Content:
    """Return the published generation of a folder, which stays as it is as long as this process.

    Raises:
        FileNotFoundError: There is no graph; the message says how to make one.
    """
    place = store.place(folder)
    opened = store.open_store(place)
    generation = place.parent
    kept = generation / workspace.QUADS
    whole = kept.is_file() and (generation / workspace.COUNTS).is_file()
    return Content(
        partial(store.ask, opened),
        partial(_there, kept) if whole else partial(_sorted, lambda: iter(opened)),
        workspace.texts_of(generation) if whole and not quotes_only else no_text,
    )


def of_server(ask: Ask) -> Content:
    """Return the graph of a SPARQL server, which has no texts: its quads are asked for graph by graph.

    A server may write numbers of one kind as those of another: Oxigraph makes ``xsd:nonNegativeInteger`` an integer.
    """

    def quads() -> Iterator[Quad]:
        for row in ask(_GRAPHS, {}):
            graph = NamedNode(str(row["graph"]))
            found = ask(_GRAPH % graph, {})
            assert isinstance(found, store.Triples), "CONSTRUCT gives triples"
            for triple in found.triples:
                yield Quad(triple.subject, triple.predicate, triple.object, graph)

    return Content(ask, partial(_sorted, quads))


@contextmanager
def _there(file: Path) -> Iterator[Path]:
    yield file


@contextmanager
def _sorted(quads: Callable[[], Iterator[Quad]]) -> Iterator[Path]:
    """Give a file of these quads that is sorted like ``graph.nq``, and gone afterwards.

    Raises:
        ValueError: A triple stands in no named graph, as none of ours does.
    """
    with tempfile.TemporaryDirectory(prefix="dementi-") as folder:
        sorter, batch = Sorter(Path(folder), SORTED), list[bytes]()
        for quad in quads():
            if isinstance(quad.graph_name, DefaultGraph):
                raise ValueError(f"{quad}: stands in no named graph; is this a graph of dementi?")
            batch.append(f"{quad} .".encode())
            if len(batch) == SORTED:
                sorter.put(batch)
                batch.clear()
        sorter.put(batch)
        sorter.write(Path(folder) / workspace.QUADS)
        yield Path(folder) / workspace.QUADS
