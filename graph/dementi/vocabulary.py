"""What the graph says of things that articles share: claims, actors, items; each line follows from an IRI alone.

Never from the article that names the thing: so the same lines may be written again with any article, and may go when
no article leads to them any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from pyoxigraph import Literal, NamedNode, Quad

from dementi import iris
from dementi.records import ConceptKind
from dementi.terms import BASE, DEM, PREFIXES, concept_iri, concepts

VOCABULARY = f"{BASE}vocabulary"
_GRAPH = NamedNode(VOCABULARY)
_CLASSES = {
    ConceptKind.STATE: "State",
    ConceptKind.COLLECTIVE: "Collective",
    ConceptKind.ARMED_GROUP: "ArmedGroup",
    ConceptKind.ORGANIZATION: "Organization",
    ConceptKind.MEDIA: "Media",
    ConceptKind.PERSON: "Person",
    ConceptKind.PLACE: "Place",
    ConceptKind.ITEM: "Item",
}
_ROOMS = {iris.PERSON: "Person", iris.ORGANIZATION: "Organization", iris.MEDIA: "Media", iris.NAME: "Actor"}
_DATE_TYPES = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}  # by the length of YYYY, YYYY-MM, YYYY-MM-DD
_REMEMBERED = 1 << 16  # things; a corpus names far fewer that come back

Value = NamedNode | Literal
Triple = tuple[NamedNode, NamedNode, Value]  # a third of the time that pyoxigraph's own takes to make


def vocabulary_quads(things: Iterable[str]) -> Iterator[Quad]:
    """Yield all that the graph says of claims, actors and items, and of what they lead to: roles, items, sides."""
    waiting, seen = set(things), set[str]()
    while waiting:
        seen |= waiting
        leads = set[str]()
        for thing in sorted(waiting):
            quads, further = described(thing)
            yield from quads
            leads |= further
        waiting = leads - seen


@lru_cache(maxsize=_REMEMBERED)
def described(iri: str) -> tuple[tuple[Quad, ...], frozenset[str]]:
    """Return what the graph says of one thing, and the IRIs of the things to which that leads."""
    triples = tuple(_claim_triples(iri) if iris.parts(iri)[0] == "claim" else _named_triples(iri))
    leads = (value.value for _, predicate, value in triples if isinstance(value, NamedNode) and _is_thing(value))
    return tuple(Quad(*triple, _GRAPH) for triple in triples), frozenset(leads)


def class_of(iri: str) -> str:
    """Return the class of an actor or item by its IRI: "State", "Person" …, "Actor" where only a name is known."""
    concept = iris.concept_of(iri)
    return _CLASSES[concept.kind] if concept else _ROOMS[iris.parts(iri)[0]]


@cache
def term(curie: str) -> NamedNode:
    """Return the term behind a prefixed name; a misspelt one of the ontology raises."""
    prefix, name = curie.split(":")
    return NamedNode(str(DEM[name]) if prefix == "dem" else PREFIXES[prefix] + name)


def label_triples(here: NamedNode, english: str, french: str) -> Iterator[Triple]:
    """Yield both labels; everything that a question can show has exactly one in each language."""
    yield here, term("skos:prefLabel"), Literal(english, language="en")
    yield here, term("skos:prefLabel"), Literal(french, language="fr")


def date(value: str) -> Literal:
    """Return a date of the precision with which it is known."""
    return Literal(value, datatype=term(_DATE_TYPES[len(value)]))


def _is_thing(value: NamedNode) -> bool:
    return value.value.startswith(BASE)


def _claim_triples(iri: str) -> Iterator[Triple]:
    """Yield a claim: its kind, its roles as far as told, its item, its label."""
    kind, *roles, item = iris.parts(iri)[1]
    here, thing = NamedNode(iri), concepts()[item]
    yield here, term("rdf:type"), term("dem:Claim")
    yield here, term("dem:kind"), term(f"dem:kind-{kind}")
    yield here, term("dem:item"), NamedNode(concept_iri(item))
    actors = [iris.actor_of(role) for role in roles]
    for name, actor in zip(("dem:supplier", "dem:recipient"), actors, strict=True):
        if actor:
            yield here, term(name), NamedNode(actor)
    (from_en, from_fr), (to_en, to_fr) = (iris.names(actor) if actor else ("?", "?") for actor in actors)
    yield from label_triples(here, f"{thing.en}: {from_en} → {to_en}", f"{thing.fr} : {from_fr} → {to_fr}")


def _named_triples(iri: str) -> Iterator[Triple]:
    """Yield an actor or item: its class, its labels, for whom it speaks, what is broader."""
    here = NamedNode(iri)
    yield here, term("rdf:type"), term(f"dem:{class_of(iri)}")
    yield from label_triples(here, *iris.names(iri))
    behalf, concept = iris.behalf_of(iri), iris.concept_of(iri)
    if behalf:
        yield here, term("dem:onBehalfOf"), NamedNode(behalf)
    if concept and concept.member_of:
        yield here, term("dem:memberOf"), NamedNode(concept_iri(concept.member_of))
    if concept and concept.broader:
        yield here, term("skos:broader"), NamedNode(concept_iri(concept.broader))
