"""The ontology as one HTML page: every term in English and French, what holds of it, and which question uses it.

The page has no script and asks for nothing; the same files give the same bytes. pyLODE, which makes such pages, has one
language a page and brings its own style; ours has both side by side, the shapes in words, and the questions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from dementi.store import parameters, questions
from dementi.terms import ONTOLOGY, PREFIXES, curie
from dementi.views.templating import beside, csp_hash, template
from dementi.vocabulary import term

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

# What is said of a term beside its labels and definitions, in the order of the page: property, and its name there.
_FACTS = (
    ("rdfs:subClassOf", "subclass of"),
    ("rdfs:subPropertyOf", "subproperty of"),
    ("owl:equivalentClass", "same class as"),
    ("owl:equivalentProperty", "same property as"),
    ("owl:inverseOf", "inverse of"),
    ("rdfs:domain", "of"),
    ("rdfs:range", "value"),
    ("skos:broader", "narrower than"),
    ("skos:inScheme", "in"),
    ("skos:exactMatch", "same as"),
    ("skos:closeMatch", "close to"),
    ("rdfs:seeAlso", "see"),
)
_SECTIONS = (
    ("classes", "Classes", ("owl:Class",)),
    ("properties", "Properties", ("owl:ObjectProperty", "owl:DatatypeProperty", "owl:AnnotationProperty")),
    ("schemes", "Concept schemes", ("skos:ConceptScheme",)),
)


@dataclass(frozen=True, slots=True)
class Link:
    """A term that another leads to: its short name, and where it is explained ("" where nowhere here)."""

    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What the page says of one term.

    Attributes:
        id: Its local name, also its anchor.
        iri: Its whole name.
        labels: English and French.
        definitions: English and French.
        facts: What it is of, in and below, each with the terms it leads to.
        constraints: What the shapes demand of it, in words.
        questions: Names of the questions that use it.
    """

    id: str
    iri: str
    labels: tuple[str, str]
    definitions: tuple[str, str]
    facts: tuple[tuple[str, tuple[Link, ...]], ...]
    constraints: tuple[str, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A competency question: its name, the question, and its parameters with their meanings."""

    name: str
    text: str
    parameters: tuple[tuple[str, str], ...]


def reference() -> str:
    """Return the page of the ontology and of the questions that it is made to answer."""
    from rdflib import Graph

    terms, shapes = Graph().parse(ONTOLOGY / "dementi.ttl"), Graph().parse(ONTOLOGY / "shapes.ttl")
    style = beside("reference.css")
    page: str = template("reference.html").render(
        style=Markup(style),
        style_hash=csp_hash(style),
        namespace=PREFIXES["dem"],
        prefixes=sorted(PREFIXES.items()),
        sections=list(_sections(terms, shapes)),
        questions=list(_questions()),
    )
    return page


def _sections(terms: Graph, shapes: Graph) -> Iterator[tuple[str, str, list[Entry]]]:
    """Yield anchor, title and entries of each part; what stands in a scheme is a part of its own, the last."""
    from rdflib import RDF

    rest = set(terms.subjects(RDF.type)) - set(terms.subjects(RDF.type, _node("owl:Ontology")))
    for anchor, title, types in _SECTIONS:
        found = {term for kind in types for term in terms.subjects(RDF.type, _node(kind))}
        rest -= found
        yield anchor, title, _entries(terms, shapes, found)
    yield "concepts", "Concepts of the schemes", _entries(terms, shapes, rest)


def _entries(terms: Graph, shapes: Graph, found: set[Node]) -> list[Entry]:
    """Return the entries of our own terms by name."""
    own = sorted(str(term) for term in found if str(term).startswith(PREFIXES["dem"]))
    return [_entry(terms, shapes, iri) for iri in own]


def _entry(terms: Graph, shapes: Graph, iri: str) -> Entry:
    from rdflib import RDFS, SKOS, URIRef

    term, name = URIRef(iri), iri.removeprefix(PREFIXES["dem"])
    named = RDFS.label if (term, RDFS.label, None) in terms else SKOS.prefLabel  # concepts have no rdfs:label
    facts = ((word, tuple(map(_link, sorted(map(str, terms.objects(term, _node(p))))))) for p, word in _FACTS)
    return Entry(
        name,
        iri,
        _texts(terms, term, named),
        _texts(terms, term, SKOS.definition),
        tuple((word, links) for word, links in facts if links),
        tuple(_constraints(shapes, term)),
        tuple(asked for asked, (_, path) in questions().items() if _uses(path.read_text(encoding="utf-8"), name)),
    )


def _texts(graph: Graph, term: Node, predicate: Node) -> tuple[str, str]:
    """Return the English and the French text of a property."""
    by_language = {getattr(text, "language", ""): str(text) for text in graph.objects(term, predicate)}
    return by_language.get("en", ""), by_language.get("fr", "")


def _constraints(shapes: Graph, term: Node) -> Iterator[str]:
    """Yield what the shapes say of the things of a class, or of a property of them."""
    from rdflib import SH

    of_class = {shape for target in (SH.targetClass, SH.targetObjectsOf) for shape in shapes.subjects(target, term)}
    told = {part for shape in of_class for part in (shape, *shapes.objects(shape, SH.property))}
    told |= {*shapes.subjects(SH.targetSubjectsOf, term), *shapes.subjects(SH.path, term)}
    yield from sorted({str(text) for part in told for text in shapes.objects(part, SH.message)})


def _questions() -> Iterator[Question]:
    for name, (text, path) in questions().items():
        yield Question(name, text, tuple(parameters(path.read_text(encoding="utf-8")).items()))


def _uses(query: str, name: str) -> bool:
    """Say whether a query names a term outside of its comments: ``dem:item`` is not in ``dem:itemText``."""
    code = re.sub(r"^\s*#.*$", "", query, flags=re.MULTILINE)
    return re.search(rf"\bdem:{re.escape(name)}(?![\w-])", code) is not None


def _link(iri: str) -> Link:
    return Link(curie(iri), f"#{iri.removeprefix(PREFIXES['dem'])}" if iri.startswith(PREFIXES["dem"]) else "")


def _node(name: str) -> Node:
    from rdflib import URIRef

    return URIRef(term(name).value)
