"""The graph as JSON-LD, compacted with a context that stands in the file: who reads it need not fetch anything.

Each named graph is an object of ``@graph``, each subject in it one node. Names are prefixed as in all of the project
(``dem:denies``). Where all values of a property are IRIs, or of one datatype, the context says so and they are plain
strings, numbers and truth values; texts in languages are objects by language (``{"fr": …, "en": …}``). Nothing is lost.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeAlias

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from dementi.export.content import Content
from dementi.export.rdf import by_graph
from dementi.terms import PREFIXES
from dementi.terms import curie as prefixed

_TYPE = f"{PREFIXES['rdf']}type"
_XSD = PREFIXES["xsd"]
_LANGUAGES, _IRIS = "@language", "@id"
_NUMBERS = {f"{_XSD}integer", f"{_XSD}nonNegativeInteger"}
_NUMBER = re.compile(r"0|-?[1-9]\d{0,14}")  # matches « 0 », « -12 »; not « 012 », which JSON does not keep

curie = lru_cache(maxsize=1 << 16)(prefixed)  # of the same few things, again and again

Coercions: TypeAlias = Mapping[str, str]  # by property: "@id", "@language", or the datatype that all its values have


def jsonld(content: Content, path: Path) -> None:
    """Write JSON-LD, node by node."""
    with by_graph(content) as quads, path.open("w", encoding="utf-8", newline="\n") as out:
        coercions = _coercions(_read(quads))
        out.write(f'{{"@context": {_json(_context(coercions))},\n"@graph": [')
        for count, (graph, found) in enumerate(groupby(_read(quads), attrgetter("graph_name"))):
            out.write(f'{"," if count else ""}\n{{"@id": {_json(curie(graph.value))}, "@graph": [')
            for place, (subject, about) in enumerate(groupby(found, attrgetter("subject"))):
                out.write(("," if place else "") + "\n" + _json(_node(subject, about, coercions)))
            out.write("\n]}")
        out.write("\n]}\n")


def _read(quads: Path) -> Iterator[Quad]:
    return parse(path=str(quads), format=RdfFormat.N_QUADS)


def _coercions(quads: Iterable[Quad]) -> Coercions:
    """Return what all values of a property have in common."""
    found: dict[str, set[str]] = defaultdict(set)
    for quad in quads:
        found[quad.predicate.value].add(_sort(quad.object))
    return {name: next(iter(sorts)) for name, sorts in sorted(found.items()) if len(sorts) == 1 and name != _TYPE}


def _sort(value: object) -> str:
    """Return what a value is, in the words of a context."""
    if not isinstance(value, Literal):
        return _IRIS
    return _LANGUAGES if value.language else value.datatype.value


def _context(coercions: Coercions) -> dict[str, Any]:
    """Return the context: prefixes, and what is known of the values of properties."""
    terms: dict[str, Any] = {}
    for name, sort in coercions.items():
        if sort == _LANGUAGES:
            terms[curie(name)] = {"@id": name, "@container": _LANGUAGES}
        elif sort != f"{_XSD}string":
            terms[curie(name)] = {"@id": name, "@type": sort if sort == _IRIS else curie(sort)}
    return {**PREFIXES, **terms}


def _node(subject: NamedNode, about: Iterable[Quad], coercions: Coercions) -> dict[str, Any]:
    """Return what one graph says of one thing."""
    node: dict[str, Any] = {"@id": curie(subject.value)}
    for predicate, found in groupby(about, attrgetter("predicate")):
        name = predicate.value
        values: list[Any] = [quad.object for quad in found]
        if name == _TYPE:
            node["@type"] = _one([curie(value.value) for value in values])
        elif coercions.get(name) == _LANGUAGES:
            texts: dict[str, list[str]] = defaultdict(list)
            for value in values:
                texts[value.language].append(value.value)
            node[curie(name)] = {lang: _one(said) for lang, said in sorted(texts.items())}
        else:
            node[curie(name)] = _one([_value(value, coercions.get(name)) for value in values])
    return node


def _value(value: Any, coercion: str | None) -> Any:
    """Return a value: plain where the context says what it is."""
    if isinstance(value, NamedNode):
        return curie(value.value) if coercion else {"@id": curie(value.value)}
    if value.language:
        return {"@value": value.value, "@language": value.language}
    datatype = value.datatype.value
    if coercion and datatype in _NUMBERS and _NUMBER.fullmatch(value.value):
        return int(value.value)
    if coercion and datatype == f"{_XSD}boolean" and value.value in ("true", "false"):
        return value.value == "true"
    if coercion or datatype == f"{_XSD}string":
        return value.value
    return {"@value": value.value, "@type": curie(datatype)}


def _one(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
