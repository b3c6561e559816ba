"""What a user's words refer to in a graph: actors, items, claims and articles, by name in French or English, or by IRI.

A name is looked up among the forms of the ontology, and by an index among the labels of the graph, before the question
is asked: a comparison of labels inside of the question would read every label there is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode

from dementi import iris, lookup
from dementi.records import ConceptKind
from dementi.terms import PREFIXES, concept_iri, concepts, labelled

Look = Callable[[str], Sequence[Mapping[str, object]]]  # puts a query of ours to the graph and gives its rows

WORDS = {"stance": "Stance", "kind": "Kind", "status": "Status"}  # parameters that take terms of these classes
_CODES = {"Assertion": "asserts", "Denial": "denies", "Uncertainty": "uncertain"}  # what rows have, else the term's end
NEAR = 3  # names offered where none fits, at the most
_LABELLED = "SELECT DISTINCT ?thing WHERE { VALUES ?label { %s } ?thing skos:prefLabel ?label }"
_LABELS = "SELECT DISTINCT ?thing (STR(?label) AS ?name) WHERE { ?thing skos:prefLabel ?label }"
_SAID_OF = "SELECT ?value WHERE { %s ?property ?value } LIMIT 1"
_IDENTIFIED = "SELECT ?id WHERE { VALUES ?id { %s } ?article dct:identifier ?id }"
_IDENTIFIER = "SELECT ?id WHERE { %s dct:identifier ?id }"
_IDENTIFIERS = "SELECT ?id WHERE { ?article dct:identifier ?id }"


def actors(name: str, look: Look | None) -> list[str]:
    """Return the IRIs of the actors that a name can stand for, or the one that it is.

    Args:
        name: A form of the ontology (« Moscou »), a label of the graph, an IRI, or a prefixed name (actor:russia).
        look: Puts a query to the graph; None to know of the ontology only.

    Raises:
        ValueError: Nobody is called so; the message names those whose names are near.
    """
    return _things(name, look, "actor", ("claim", "item"))


def topics(name: str, look: Look | None) -> list[str]:
    """Return the IRIs of the suppliers, recipients, items or claims that a name can stand for; see ``actors``."""
    return _things(name, look, "supplier, recipient, item or claim", ())


def article(name: str, look: Look | None) -> str:
    """Return the id of an article, given by id or IRI.

    Raises:
        ValueError: The graph has no such article.
    """
    iri = _iri(name)
    if look is None:
        return unquote(iris.parts(iri)[1][0]) if iri else name
    found = look(_IDENTIFIER % NamedNode(iri) if iri else _IDENTIFIED % Literal(name))
    if not found:
        near = get_close_matches(name, [str(row["id"]) for row in look(_IDENTIFIERS)], NEAR)
        raise ValueError(f"{name}: no such article in this graph{_offered(near)}")
    return str(found[0]["id"])


def items(name: str, look: Look | None) -> list[str]:
    """Return the IRIs of the items that a name can stand for; see ``actors``."""
    return _things(name, look, "item", ("claim", "actor"))


def worded(name: str, value: str) -> str:
    """Return the IRI of a stance, kind or status.

    Args:
        name: Which of them, as the parameter is called.
        value: What rows have ("denies", "done"), or its label in French or English (« démenti », « accompli »).

    Raises:
        ValueError: There is none of this name; the message lists what rows have.
    """
    known = {_CODES.get(iri.partition("#")[2]) or iri.rpartition("-")[2]: iri for iri in labelled(WORDS[name])}
    labels = {lookup.key(label): iri for iri, said in labelled(WORDS[name]).items() for label in said}
    iri = known.get(value) or labels.get(lookup.key(value))
    if iri is None:
        raise ValueError(f"{name}={value}: give one of {', '.join(known)}")
    return iri


def _things(name: str, look: Look | None, what: str, rooms: Sequence[str]) -> list[str]:
    """Return the IRIs of what a name can stand for, except for what lies in some rooms."""
    iri = _iri(name)
    if iri:
        if look and not iris.concept_of(iri) and not look(_SAID_OF % NamedNode(iri)):
            raise ValueError(f"{name}: nothing in this graph has this IRI; give the name of the {what}")
        return [iri]
    found = {concept_iri(id_) for id_ in lookup.named(name) if concepts()[id_].kind is not ConceptKind.PLACE}
    if look:
        labels = " ".join(str(Literal(name, language=lang)) for lang in ("fr", "en"))
        found |= {str(row["thing"]) for row in look(_LABELLED % labels)}
    found = {one for one in found if not _lies_in(one, rooms)}
    return sorted(found) or _spelt_otherwise(name, look, what, rooms)


def _spelt_otherwise(name: str, look: Look | None, what: str, rooms: Sequence[str]) -> list[str]:
    """Return the IRIs of what the graph calls by another spelling of a name; the only look at every label."""
    labels = [(str(row["thing"]), str(row["name"])) for row in look(_LABELS)] if look else []
    labels = [(thing, label) for thing, label in labels if not _lies_in(thing, rooms)]
    found = {thing for thing, label in labels if lookup.key(label) == lookup.key(name)}
    if not found:
        spelt = {lookup.key(label): label for _, label in sorted(labels)}
        near = [spelt[key] for key in get_close_matches(lookup.key(name), spelt, NEAR)]
        raise ValueError(f"{name}: no such {what}{_offered(near or lookup.near(name))}")
    return sorted(found)


def _lies_in(iri: str, rooms: Sequence[str]) -> bool:
    return any(iri.startswith(PREFIXES[room]) for room in rooms)


def _iri(name: str) -> str | None:
    """Return the IRI that a text is or abbreviates; None where it is neither.

    Raises:
        ValueError: It begins like an IRI, and is none.
    """
    prefix, colon, rest = name.partition(":")
    iri = PREFIXES[prefix] + rest if colon and prefix in PREFIXES and " " not in name else name
    if not iri.startswith(("https://", "http://")):
        return None
    try:
        NamedNode(iri)
    except ValueError as error:
        raise ValueError(f"{name}: is no IRI: {error}") from error
    return iri


def _offered(names: Sequence[str]) -> str:
    return f"; did you mean {' or '.join(f'« {name} »' for name in names)}?" if names else ""
