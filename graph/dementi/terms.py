"""The ontology as plain records and namespaces; the only place that finds it on disk.

``concepts()`` hands the names of the world (actors.ttl, offices.ttl, weapons.ttl) to the extraction; ``PREFIXES`` and
``DEM`` hand the vocabulary (dementi.ttl) to the graph. All three read their files when first asked for, so that
importing this module is cheap.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from dementi.records import Concept, ConceptKind, Form, Office, Use

if TYPE_CHECKING:
    from rdflib.namespace import ClosedNamespace

    DEM: ClosedNamespace  # the terms of dementi.ttl
    PREFIXES: dict[str, str]  # prefix -> namespace, as dementi.ttl declares them

_PACKAGE = Path(__file__).resolve().parent
# A wheel carries the ontology inside the package; a checkout has it at the root.
ONTOLOGY: Path = next((d for d in (_PACKAGE / "ontology", _PACKAGE.parents[1] / "ontology") if d.is_dir()), _PACKAGE)
BASE = "https://w3id.org/dementi/id/"
_VOCABULARY, _ACTORS, _OFFICES, _WEAPONS = "dementi.ttl", "actors.ttl", "offices.ttl", "weapons.ttl"
_SHACL = "http://www.w3.org/ns/shacl#"
_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

_KINDS = {
    "dem:State": ConceptKind.STATE,
    "dem:Collective": ConceptKind.COLLECTIVE,
    "dem:ArmedGroup": ConceptKind.ARMED_GROUP,
    "dem:Organization": ConceptKind.ORGANIZATION,
    "dem:Company": ConceptKind.ORGANIZATION,
    "dem:Media": ConceptKind.MEDIA,
    "dem:Person": ConceptKind.PERSON,
    "dem:Place": ConceptKind.PLACE,
    "dem:ItemClass": ConceptKind.ITEM,
    "dem:ItemType": ConceptKind.ITEM,
    "dem:WeaponSystem": ConceptKind.ITEM,
}
_FORMS = {
    "skos:prefLabel": Use.NAME,
    "skos:altLabel": Use.NAME,
    "skos:hiddenLabel": Use.NAME,
    "dem:contextualLabel": Use.NAME,
    "dem:adjective": Use.ADJECTIVE,
    "dem:demonym": Use.DEMONYM,
    "dem:metonym": Use.METONYM,
    "dem:surname": Use.SURNAME,
    "dem:sharedSurname": Use.SURNAME,
}
_CONTEXTUAL = ("dem:contextualLabel", "dem:sharedSurname")
_LINKS = ("dem:onBehalfOf", "dem:memberOf", "dem:locatedIn", "dem:madeIn", "skos:broader", "schema:manufacturer")
_NOTES = (
    "rdf:type dem:determiner dem:iso3166 dem:notBeside dem:notIn dem:private schema:jobTitle schema:gender dct:source "
    "skos:definition skos:scopeNote skos:inScheme skos:topConceptOf"
).split()
_KNOWN = {*_FORMS, *_LINKS, *_NOTES}
_OFFICE = {"rdf:type", "skos:prefLabel", "dem:heldBy", "dem:heldFrom", "dem:heldUntil", "dem:onBehalfOf", "dct:source"}
_PIECE = re.compile(r"[^\W\d_]+|\d+")  # "Su-35" and "SU 35" are both su, 35


@dataclass(slots=True)
class _Entry:
    """One concept as written: its values by property, each with its language tag or ""."""

    file: str
    id: str
    values: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))

    def wrong(self, value: str, remedy: str) -> ValueError:
        """Return the error that names the file, this concept, the value and what to do."""
        return ValueError(f"{self.file}: {self.id}: {value}: {remedy}")

    def texts(self, name: str, lang: str) -> list[str]:
        """Return the values of a property in one language, in the order of the file."""
        found = self.values.get(name)
        return [value for value, tag in found if tag == lang] if found else []

    def only(self, name: str, lang: str = "", required: bool = False) -> str | None:
        """Return the one value of a property, or None where there is none and none is needed."""
        found = self.texts(name, lang)
        if len(found) > 1 or (required and not found):
            label = f"{name} @{lang}" if lang else name
            raise self.wrong(label, f"has {len(found)} values; give exactly one")
        return found[0] if found else None

    def link(self, name: str) -> str | None:
        """Return the id of the concept that a property leads to."""
        iri = self.only(name)
        return iri and iri.rsplit("/", 1)[-1]


def __getattr__(name: str) -> object:
    """Read ``PREFIXES`` and ``DEM`` when first used."""
    if name == "PREFIXES":
        return _prefixes()
    if name == "DEM":
        return _namespace()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def _triples(file: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield subject, predicate, object and the object's language tag or "" of one Turtle file."""
    from pyoxigraph import BlankNode, Literal, RdfFormat, Triple, parse

    nodes = (BlankNode, Triple)
    try:
        for quad in parse(path=str(ONTOLOGY / file), format=RdfFormat.TURTLE):
            subject, value = quad.subject, quad.object
            if isinstance(subject, nodes) or isinstance(value, nodes):
                raise ValueError(f"{file}: {quad}: give every node an IRI; blank nodes are not allowed")
            lang = (value.language or "") if isinstance(value, Literal) else ""
            yield subject.value, quad.predicate.value, value.value, lang
    except SyntaxError as error:
        raise ValueError(f"{file}: {error}: correct the Turtle there") from error


@cache
def _prefixes() -> dict[str, str]:
    """Return what dementi.ttl declares with ``sh:declare``, by prefix."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for subject, predicate, value, _ in _triples(_VOCABULARY):
        if predicate in (_SHACL + "prefix", _SHACL + "namespace"):
            found[subject][predicate.removeprefix(_SHACL)] = value
    return {entry["prefix"]: entry["namespace"] for _, entry in sorted(found.items())}


@cache
def _namespace() -> ClosedNamespace:
    """Return the terms of dementi.ttl; asking it for another name is an error."""
    from rdflib.namespace import ClosedNamespace

    base = _prefixes()["dem"]
    subjects = {subject for subject, *_ in _triples(_VOCABULARY) if subject.startswith(base)}
    return ClosedNamespace(base, sorted(subject.removeprefix(base) for subject in subjects))


@cache
def labelled(name: str) -> Mapping[str, tuple[str, ...]]:
    """Return the terms of dementi.ttl that are of one of its classes, in its order, each with its labels."""
    found: dict[str, list[str]] = {}
    for subject, predicate, value, _ in _triples(_VOCABULARY):
        if predicate == _RDF_TYPE and value == f"{_prefixes()['dem']}{name}":
            found[subject] = []
        elif predicate == f"{_prefixes()['skos']}prefLabel" and subject in found:
            found[subject].append(value)
    return {iri: tuple(labels) for iri, labels in found.items()}


def curie(iri: str) -> str:
    """Return an IRI with its prefix ("dem:State"), or as it is where no prefix fits."""
    fits = [(len(space), prefix) for prefix, space in _prefixes().items() if iri.startswith(space)]
    return f"{max(fits)[1]}:{iri[max(fits)[0] :]}" if fits else iri


def _entries(file: str, room: str, known: Set[str] = _KNOWN) -> Iterator[_Entry]:
    """Yield what one file says of what is in its room ("actor", "office" or "item")."""
    entries: dict[str, _Entry] = {}
    short = cache(curie)
    for subject, predicate, value, lang in _triples(file):
        if not subject.startswith(BASE):
            continue
        entry = entries.setdefault(subject, _Entry(file, subject.removeprefix(f"{BASE}{room}/")))
        name = short(predicate)
        if name not in known:
            raise entry.wrong(name, f"unknown property; use one of {', '.join(sorted(known))}")
        entry.values[name].append((value, lang))
    yield from entries.values()


def _forms(entry: _Entry) -> tuple[Form, ...]:
    """Return the French surface forms in the order of the file; a contextual label overrides a plain one."""
    needs_context = {text for name in _CONTEXTUAL for text in entry.texts(name, "fr")}
    forms: dict[Form, None] = {}
    for name, use in _FORMS.items():
        for text in entry.texts(name, "fr"):
            form = Form(text, use, text in needs_context)
            if form in forms and not form.context:
                raise entry.wrong(text, f"is listed twice; remove it from {name}")
            forms[form] = None
    return tuple(forms)


def _concept(entry: _Entry) -> Concept:
    """Return the record of one entry; whether its links lead anywhere is checked later."""
    kind = _KINDS.get(curie(entry.only("rdf:type", required=True) or ""))
    if kind is None:
        raise entry.wrong("rdf:type", f"unknown class; use one of {', '.join(sorted(_KINDS))}")
    gender = (entry.only("schema:gender") or "").rsplit("/", 1)[-1]
    # A newspaper has a country and speaks for nobody.
    located = None if kind is ConceptKind.MEDIA else entry.link("dem:locatedIn")
    behalf = entry.link("dem:onBehalfOf")
    return Concept(
        id=entry.id,
        kind=kind,
        en=entry.only("skos:prefLabel", "en", required=True) or "",
        fr=entry.only("skos:prefLabel", "fr", required=True) or "",
        forms=_forms(entry),
        behalf=behalf or located,
        located=bool(located and not behalf),
        member_of=entry.link("dem:memberOf"),
        broader=entry.link("skos:broader"),
        item_class=entry.id if curie(entry.values["rdf:type"][0][0]) == "dem:ItemClass" else None,
        maker=entry.link("dem:madeIn"),
        female={"Female": True, "Male": False}.get(gender),
        title=entry.only("schema:jobTitle", "fr", required=kind is ConceptKind.PERSON),
        adjective=entry.only("dem:adjective", "en"),
        private=entry.only("dem:private") == "true",
        not_in=_decoys(entry),
        not_beside=tuple(entry.texts("dem:notBeside", "fr")),
    )


def _decoys(entry: _Entry) -> tuple[str, ...]:
    """Return the phrases that name something else; each must hold a form of the concept, and be more than it."""
    forms = {fold(text) for name in _FORMS for text in entry.texts(name, "fr")}
    for phrase in entry.texts("dem:notIn", "fr"):
        folded = fold(phrase)
        if folded in forms or not any(f" {form} " in f" {folded} " for form in forms):
            raise entry.wrong(phrase, "dem:notIn takes a phrase that holds a form of this concept and is longer")
    return tuple(entry.texts("dem:notIn", "fr"))


def _offices() -> dict[str, list[Office]]:
    """Return the offices by who held them, the earliest first."""
    found: dict[str, list[Office]] = defaultdict(list)
    for entry in _entries(_OFFICES, "office", _OFFICE):
        holder = entry.link("dem:heldBy")
        if holder is None:
            raise entry.wrong("dem:heldBy", "is missing; name the person")
        en, fr = (entry.only("skos:prefLabel", lang, required=True) or "" for lang in ("en", "fr"))
        office = Office(en, fr, entry.only("dem:heldFrom"), entry.only("dem:heldUntil"), entry.link("dem:onBehalfOf"))
        if office.since and office.until and not office.held_on(office.until):
            raise entry.wrong(f"{office.since} to {office.until}", "ends before it begins")
        found[holder].append(office)
    return {holder: sorted(offices, key=lambda one: (one.since or "", one.en)) for holder, offices in found.items()}


def _placed(found: Mapping[str, Concept], holder: str, office: Office) -> Office:
    """Return an office with whom it speaks for: who holds it does, where it does not say otherwise."""
    if office.behalf and office.behalf not in found:
        raise ValueError(f"{_OFFICES}: {holder}: dem:onBehalfOf {office.behalf}: leads to no concept; correct the IRI")
    return replace(office, behalf=office.behalf or found[holder].behalf)


def _holder(found: Mapping[str, Concept], holder: str) -> Concept:
    """Return the person who holds an office."""
    if holder not in found or found[holder].kind is not ConceptKind.PERSON:
        raise ValueError(f"{_OFFICES}: dem:heldBy {holder}: is no person of {_ACTORS}; add it or correct the IRI")
    return found[holder]


@cache
def stops() -> Mapping[Use, tuple[str, ...]]:
    """Return the words after which a form of some use names something else: « rue de », before a capital."""
    found: dict[Use, list[str]] = defaultdict(list)
    for subject, predicate, value, _ in _triples(_VOCABULARY):
        if curie(predicate) == "dem:notAfter":
            found[_FORMS[curie(subject)]].append(value)
    return MappingProxyType({use: tuple(words) for use, words in found.items()})


def _class_of(entry: _Entry, found: Mapping[str, Concept]) -> str:
    """Return the nearest item class at or above an item."""
    seen: list[str] = []
    here: str | None = entry.id
    while here is not None:
        if here in seen:
            raise entry.wrong(" > ".join([*seen, here]), "skos:broader goes in a circle; cut it")
        seen.append(here)
        if found[here].item_class:
            return found[here].item_class or here
        here = found[here].broader
    raise entry.wrong(" > ".join(seen), "is under no item class; give the last one a skos:broader")


def _check_links(entry: _Entry, found: Mapping[str, Concept]) -> None:
    """Raise ValueError where a link of an entry leads to a concept that is not there."""
    for name in _LINKS:
        for iri, _ in entry.values.get(name, ()):
            target = found.get(iri.rsplit("/", 1)[-1])
            if target is None:
                raise entry.wrong(f"{name} {iri}", "leads to no concept; add it or correct the IRI")
            if name in ("dem:madeIn", "dem:locatedIn") and target.kind is not ConceptKind.STATE:
                raise entry.wrong(f"{name} {target.id}", f"is a {target.kind}; name a state")


def fold(text: str) -> str:
    """Return what two forms share that match the same text: letter and digit pieces, without case."""
    return " ".join(_PIECE.findall(text.casefold()))


def _check_names(entries: Mapping[str, _Entry], found: Mapping[str, Concept]) -> None:
    """Raise ValueError where two concepts have one English name: rows are joined by it."""
    owners: dict[str, str] = {}
    for concept in found.values():
        owner = owners.setdefault(concept.en, concept.id)
        if owner != concept.id:
            raise entries[concept.id].wrong(concept.en, f"is also the English name of {owner}; change one")


def _check_forms(entries: Mapping[str, _Entry], found: Mapping[str, Concept]) -> None:
    """Raise ValueError where one surface form would name two concepts, and the article could not choose."""
    owners: dict[str, str] = {}
    for concept in found.values():
        for form in (form for form in concept.forms if not form.context):
            owner = owners.setdefault(fold(form.text), concept.id)
            if owner != concept.id:
                raise entries[concept.id].wrong(form.text, f"already names {owner}; keep it in one of the two")


@cache
def concepts() -> Mapping[str, Concept]:
    """Return every actor and item of the ontology by id, in the order of the ids.

    Raises:
        ValueError: A file is no Turtle, or a concept lacks a label, has an unknown property, leads nowhere, lies
            under no item class, or shares a surface form with another; the message names file, concept, value and
            what to do.
    """
    entries: dict[str, _Entry] = {}
    for file, room in ((_ACTORS, "actor"), (_WEAPONS, "item")):
        for entry in _entries(file, room):
            if entry.id in entries:
                raise entry.wrong(entry.id, f"is also in {entries[entry.id].file}; rename one")
            entries[entry.id] = entry
    found = {id_: _concept(entry) for id_, entry in sorted(entries.items())}
    for holder, offices in _offices().items():
        found[holder] = replace(_holder(found, holder), offices=tuple(_placed(found, holder, one) for one in offices))
    for id_, entry in entries.items():
        _check_links(entry, found)
        if found[id_].kind is ConceptKind.ITEM:
            _class_of(entry, found)
    _check_names(entries, found)
    _check_forms(entries, found)
    return MappingProxyType({id_: _classed(entries[id_], concept, found) for id_, concept in found.items()})


def _classed(entry: _Entry, concept: Concept, found: Mapping[str, Concept]) -> Concept:
    """Return an item with its class filled in; anything else as it is."""
    return replace(concept, item_class=_class_of(entry, found)) if concept.kind is ConceptKind.ITEM else concept


def concept_iri(concept_id: str) -> str:
    """Return the IRI of a concept: ``…/id/actor/iran``, ``…/id/item/shahed-136``.

    Raises:
        ValueError: The ontology has no such concept.
    """
    concept = concepts().get(concept_id)
    if concept is None:
        raise ValueError(f"{_ACTORS}, {_WEAPONS}: {concept_id}: no such concept; add it or correct the id")
    return f"{BASE}{'item' if concept.kind is ConceptKind.ITEM else 'actor'}/{concept_id}"
