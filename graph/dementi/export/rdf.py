"""The graph as RDF: N-Quads as they are kept, TriG by article, Turtle without named graphs.

N-Quads and TriG lose nothing. Turtle loses which graph a triple stands in, that is which article says it where the
triple does not tell by itself (``actor dem:denies claim``), and what was extracted, derived or decided.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path

from pyoxigraph import RdfFormat, Triple, parse, serialize

from dementi.export.content import SORTED, Content
from dementi.sorted_lines import Sorter
from dementi.terms import PREFIXES


def nquads(content: Content, path: Path) -> None:
    """Write N-Quads, sorted."""
    with content.quads() as quads:
        shutil.copyfile(quads, path)


def turtle(content: Content, path: Path) -> None:
    """Write all triples of all graphs together in Turtle, each once."""
    with content.quads() as quads:
        serialize(_triples(quads), output=str(path), format=RdfFormat.TURTLE, prefixes=PREFIXES)


def trig(content: Content, path: Path) -> None:
    """Write TriG: one block a named graph."""
    with by_graph(content) as quads:
        serialize(parse(path=str(quads), format=RdfFormat.N_QUADS), str(path), RdfFormat.TRIG, prefixes=PREFIXES)


@contextmanager
def by_graph(content: Content) -> Iterator[Path]:
    """Give a file of the N-Quads in the order of their graphs, then subjects."""
    with content.quads() as quads, tempfile.TemporaryDirectory(prefix="dementi-") as folder:
        sorter, batch = Sorter(Path(folder), SORTED), list[bytes]()
        with quads.open("rb") as lines:
            for line in lines:
                triple, graph, _ = line.rsplit(b" ", 2)  # an IRI holds no space, and the line ends in « . »
                batch.append(graph + b" " + triple)
                if len(batch) == SORTED:
                    sorter.put(batch)
                    batch.clear()
        sorter.put(batch)
        turned, found = Path(folder) / "turned", Path(folder) / "by-graph.nq"
        sorter.write(turned)
        with turned.open("rb") as lines, found.open("wb") as out:
            for line in lines:
                graph, triple = line.rstrip(b"\n").split(b" ", 1)
                out.write(triple + b" " + graph + b" .\n")
        turned.unlink()
        yield found


def _triples(quads: Path) -> Iterator[Triple]:
    """Yield triples in order, each once: the same one of several graphs stands on lines that follow each other."""
    found = parse(path=str(quads), format=RdfFormat.N_QUADS)
    for triple, _ in groupby(quad.triple for quad in found):
        yield triple
