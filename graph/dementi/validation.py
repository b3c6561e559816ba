"""Whether a graph keeps to the shapes of the ontology, and its evidence to the texts; each complaint in words.

Article by article, since that is how the graph grows, and since pySHACL is made for small graphs.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Dataset, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, parse

from dementi.rdf import DERIVED, PROVENANCE, VOCABULARY, article_iri
from dementi.terms import ONTOLOGY, PREFIXES

if TYPE_CHECKING:
    from rdflib import Graph

PORTION = 500  # subjects of a graph that has no articles of its own; pySHACL is quick up to some thousand triples
_FORMATS = {".nq": RdfFormat.N_QUADS, ".trig": RdfFormat.TRIG, ".ttl": RdfFormat.TURTLE, ".nt": RdfFormat.N_TRIPLES}


def validate(path: str | Path) -> list[str]:
    """Return what is wrong with a graph, article by article; nothing when all is right.

    Args:
        path: A file of triples, or the folder of a build: its ``graph.nq``, whose evidence is then also compared with
            the texts in ``articles.jsonl``.

    Raises:
        FileNotFoundError: There is no graph.
        ValueError: The file is of no known format, or does not parse.
    """
    path = Path(path)
    file = path / "graph.nq" if path.is_dir() else path
    if not file.is_file():
        raise FileNotFoundError(f"{file}: no graph here; make one with `dementi build PATH… --out {path}`")
    data = _read(file)
    found = [line for quads in _portions(data) for line in _complaints_of(quads)]
    texts = path / "articles.jsonl"
    return found + (list(_misquotes(data, texts)) if path.is_dir() and texts.is_file() else [])


def complaints(graph: Graph) -> list[str]:
    """Return the messages of the shapes that a graph breaks, sorted, each as often as it is broken."""
    return sorted(message for _, message, _ in _results(graph))


def _read(file: Path) -> Dataset:
    """Return the triples of a file as they are written; an Oxigraph store would make every number a plain integer."""
    known = _FORMATS.get(file.suffix)
    if known is None:
        raise ValueError(f"{file}: unknown ending; give a file in {', '.join(_FORMATS)}")
    try:
        return Dataset(parse(path=str(file), format=known))
    except SyntaxError as error:
        raise ValueError(f"{file}: {error}: it does not parse; correct it there or build it again") from error


def _portions(data: Dataset) -> Iterator[list[Quad]]:
    """Yield what is checked together: each article with what it leads to, the default graph, parts of the other two."""
    for graph in _articles(data):
        yield _with_vocabulary(data, list(data.quads_for_graph_name(graph)))
    for name in (PROVENANCE, DERIVED):
        by_subject: dict[str, list[Quad]] = defaultdict(list)
        for quad in data.quads_for_graph_name(NamedNode(name)):
            by_subject[str(quad.subject)].append(quad)
        subjects = sorted(by_subject)
        for first in range(0, len(subjects), PORTION):
            yield [quad for subject in subjects[first : first + PORTION] for quad in by_subject[subject]]


def _articles(data: Dataset) -> list[NamedNode | DefaultGraph]:
    """Return the graphs to be checked one by one: those of the articles, and the default graph where it is used."""
    graphs = {quad.graph_name for quad in data}
    shared = (VOCABULARY, PROVENANCE, DERIVED)
    named = (graph for graph in graphs if isinstance(graph, NamedNode) and graph.value not in shared)
    return [*sorted(named, key=str), *(graph for graph in graphs if isinstance(graph, DefaultGraph))]


def _complaints_of(quads: list[Quad]) -> Iterator[str]:
    """Yield what is wrong with one portion of a graph, in the order of what it is wrong with."""
    from rdflib import Graph

    triples = Graph().parse(data="".join(f"{quad.triple} .\n" for quad in quads), format="nt")
    for focus, message, value in _results(triples):
        yield f"{focus.rpartition('/')[2]}: {message}{f' ({value})' if value else ''}"


def _with_vocabulary(data: Dataset, quads: list[Quad]) -> list[Quad]:
    """Return quads with what the shared graph says of the things they lead to, and so on."""
    vocabulary = NamedNode(VOCABULARY)
    found, waiting, reached = list(quads), list(quads), set()
    while waiting:
        node = waiting.pop().object
        if isinstance(node, NamedNode) and node not in reached:
            reached.add(node)
            more = [quad for quad in data.quads_for_subject(node) if quad.graph_name == vocabulary]
            found += more
            waiting += more
    return found


def _results(graph: Graph) -> list[tuple[str, str, str]]:
    """Return what each complaint is about, its message in English, and the value at fault or ""; sorted."""
    from pyshacl import validate as check
    from rdflib import RDF, SH

    shapes, vocabulary = _shapes()
    _, report, _ = check(graph, shacl_graph=shapes, ont_graph=vocabulary, inference="none")
    found = []
    for result in report.subjects(RDF.type, SH.ValidationResult):
        messages = sorted(report.objects(result, SH.resultMessage), key=lambda text: (text.language != "en", text))
        focus, value = report.value(result, SH.focusNode), report.value(result, SH.value)
        found.append((str(focus), str(messages[0]), "" if value in (None, focus) else str(value)))
    return sorted(found)


@cache
def _shapes() -> tuple[Graph, Graph]:
    """Return the shapes, and the vocabulary with its classes."""
    from rdflib import Graph

    return Graph().parse(ONTOLOGY / "shapes.ttl"), Graph().parse(ONTOLOGY / "dementi.ttl")


def _misquotes(data: Dataset, texts: Path) -> Iterator[str]:
    """Yield every selector that does not give the characters of its article."""
    with texts.open(encoding="utf-8", newline="\n") as lines:
        for article in map(json.loads, lines):
            selectors: dict[str, dict[str, str]] = defaultdict(dict)
            for quad in data.quads_for_graph_name(NamedNode(article_iri(article["id"]))):
                if quad.predicate.value.startswith(PREFIXES["oa"]) and isinstance(quad.object, Literal):
                    name = quad.predicate.value.removeprefix(PREFIXES["oa"])
                    selectors[str(quad.subject)][name] = quad.object.value
            for _, place in sorted(selectors.items()):
                start, end = int(place.get("start", 0)), int(place.get("end", 0))
                if article["text"][start:end] != place.get("exact"):
                    yield f"{article['id']}: characters {start} to {end} are not {place.get('exact')!r}"
