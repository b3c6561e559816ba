"""What a user knows better of who is who: an append-only file whose lines merge actors, split them, or undo a line.

    {"op": "merge", "actor": "S. Exemple", "into": "Sophie Exemple", "why": "one person"}
    {"op": "split", "actor": "J. Modèle", "article": "a1", "as": "J. Modèle (senator)", "why": "a namesake"}
    {"op": "split", "actor": "J. Modèle", "on_behalf_of": "Iran", "as": "J. Modèle (diplomat)", "why": "a namesake"}
    {"op": "undo", "line": 1}

Actors stand there by their name in English or French, or by their IRI. The name of somebody whom the ontology does not
list means whoever bears it: person, body, outlet or bare name; a name that they get is of the same kind. The graph is
written from the same statements, so that to undo a line gives back what was before it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cache, lru_cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

from dementi import iris
from dementi.records import ConceptKind, SourceKind
from dementi.terms import BASE, concept_iri

FILE = "aliases.jsonl"  # in the folder that a build writes
_FORMS: Mapping[str, tuple[set[str], ...]] = {
    "merge": ({"op", "actor", "into"},),
    "split": ({"op", "actor", "as", "article"}, {"op", "actor", "as", "on_behalf_of"}),
    "undo": ({"op", "line"},),
}
_ROOMS = (iris.PERSON, iris.ORGANIZATION, iris.MEDIA, iris.NAME)
# People merge with people, states with states, and other bodies among each other; a bare name with anybody. A body that
# is not listed may be a state by another name.
_SORTS = {ConceptKind.PERSON: ("person",), ConceptKind.STATE: ("state",)}
_ROOM_SORTS = {iris.PERSON: ("person",), iris.ORGANIZATION: ("body", "state"), iris.MEDIA: ("body",)}
_KEPT = {ConceptKind.PERSON: iris.PERSON, ConceptKind.MEDIA: iris.MEDIA}


@dataclass(frozen=True, slots=True)
class Split:
    """Where an actor is somebody else: in one article, or where it speaks for somebody.

    Attributes:
        to: Who it is there: an IRI, or a name.
        article: Id of the article, or None.
        behalf: For whom it speaks: an IRI or a name; None where ``article`` tells.
    """

    to: str
    article: str | None
    behalf: str | None


@dataclass(frozen=True, slots=True)
class Aliases:
    """Who is meant by whom.

    Attributes:
        merges: Who is really who: IRIs or names of unlisted actors, by IRI or by name.
        splits: Where somebody is somebody else, by IRI or by name.
    """

    merges: Mapping[str, str] = field(default_factory=dict)
    splits: Mapping[str, Sequence[Split]] = field(default_factory=dict)

    @classmethod
    def load(cls, path: str | Path) -> Aliases:
        """Read a file of aliases; where there is none, nobody has an alias.

        Raises:
            ValueError: A line is no JSON, has an unknown form, undoes nothing, merges what cannot be one, or goes in a
                circle; the message names file, line, value and what to do.
        """
        return _aliases(list(_lines(Path(path))))

    def actor(self, iri: str, article: str = "", behalf: str | None = None) -> str:
        """Return who an actor really is, as one article names it.

        Args:
            iri: The actor as the statements have it.
            article: Id of the article.
            behalf: IRI of the one for whom the actor speaks there, as the statements have it.
        """
        if not (self.merges or self.splits):
            return iri
        meant = {behalf, self.actor(behalf, article)} if behalf else frozenset[str]()
        while (after := self._after(iri, article, meant)) != iri:
            iri = after
        return iri

    def _after(self, iri: str, article: str, behalf: Set[str]) -> str:
        """Return what the first line that speaks of an actor makes of it, or the actor itself."""
        keys = _keys(iri)
        for split in (split for key in keys for split in self.splits.get(key, ())):
            if split.article == article if split.article else any(split.behalf in _keys(one) for one in behalf):
                return _renamed(iri, split.to)
        for key in keys:
            if key in self.merges:
                return _renamed(iri, self.merges[key])
        body = _affiliation(iri)
        return _affiliated(iri, self._after(body, article, frozenset())) if body else iri

    def steps(self, iri: str) -> set[str]:
        """Return whatever some line makes of an actor in some article."""
        keys, body = _keys(iri), _affiliation(iri)
        found = {_renamed(iri, split.to) for key in keys for split in self.splits.get(key, ())}
        found |= {_renamed(iri, self.merges[key]) for key in keys if key in self.merges}
        return (found | {_affiliated(iri, one) for one in (self.steps(body) if body else ())}) - {iri}

    def named(self) -> set[str]:
        """Return whomever the lines speak of; of a name, one of each kind who may bear it."""
        splits = [split for some in self.splits.values() for split in some]
        said = {*self.merges, *self.merges.values(), *self.splits, *(split.to for split in splits)}
        return {one for key in said for one in _bearers(key)}


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the file."""

    path: Path
    number: int
    entry: Mapping[str, Any]

    def wrong(self, value: object, remedy: str) -> ValueError:
        """Return the error that names the file, the line, the value and what to do."""
        return ValueError(f"{self.path}: line {self.number}: {value}: {remedy}")


def append(path: str | Path, entry: Mapping[str, Any]) -> int:
    """Add a line to a file of aliases, if the file is right with it; return its number, counted from 1.

    Raises:
        ValueError: As ``Aliases.load``; nothing is written.
        OSError: The file cannot be written.
    """
    path = Path(path)
    before = list(_lines(path))
    number = (before[-1].number if before else 0) + 1
    line = _Line(path, number, entry)
    _check_form(line)
    _aliases([*before, line])
    ended = not before or path.read_bytes().endswith(b"\n")
    with path.open("a", encoding="utf-8", newline="\n") as file:
        file.write(("" if ended else "\n") + json.dumps(entry, ensure_ascii=False) + "\n")
        file.flush()
        os.fsync(file.fileno())
    return number


def entries(path: str | Path) -> list[dict[str, Any]]:
    """Return the lines of a file of aliases as rows: their number, what they say, and which line undid them, if any."""
    lines = list(_lines(Path(path)))
    _aliases(lines)
    undone = {line.entry["line"]: line.number for line in lines if line.entry["op"] == "undo"}
    names = ("op", "actor", "into", "article", "on_behalf_of", "as", "why")
    return [
        {"line": line.number, **{name: line.entry.get(name) for name in names}}
        | {"undoes": line.entry.get("line"), "undone_by": undone.get(line.number)}
        for line in lines
    ]


def _lines(path: Path) -> Iterator[_Line]:
    """Yield the lines of a file, each of a known form."""
    written = path.read_text(encoding="utf-8") if path.exists() else ""
    for number, text in enumerate(written.removesuffix("\n").split("\n") if written else (), 1):
        try:
            entry = json.loads(text)
        except ValueError as error:
            raise _Line(path, number, {}).wrong(text, f"is no JSON ({error}); correct it") from error
        line = _Line(path, number, entry if isinstance(entry, dict) else {})
        _check_form(line)
        yield line


def _check_form(line: _Line) -> None:
    """Raise ValueError unless a line has a known operation with its keys, and values that fit."""
    entry = line.entry
    forms = _FORMS.get(str(entry.get("op")))
    if forms is None:
        raise line.wrong(entry.get("op"), f"no such op; use one of {', '.join(_FORMS)}")
    if set(entry) - {"why"} not in forms:
        known = " or ".join(", ".join(sorted(form)) for form in forms)
        raise line.wrong(", ".join(sorted(entry)), f"{entry['op']} has the keys {known}, and why")
    for name, value in entry.items():
        if not isinstance(value, int if name == "line" else str) or value == "" and name != "why":
            raise line.wrong(f"{name} {value!r}", "give a number of a line" if name == "line" else "give some text")


def _aliases(lines: Sequence[_Line]) -> Aliases:
    """Return what the lines say that are not undone."""
    standing = _standing(lines)
    found = _built(standing)
    if _goes_round(found):
        last = next(n for n in range(1, len(standing) + 1) if _goes_round(_built(standing[:n])))
        line = standing[last - 1]
        raise line.wrong(line.entry["actor"], "would come back to itself; undo another line of this circle first")
    return found


def _built(standing: Sequence[_Line]) -> Aliases:
    merges: dict[str, str] = {}
    splits: dict[str, list[Split]] = {}
    for line in standing:
        actor = _selected(line, line.entry["actor"])
        if line.entry["op"] == "merge":
            _check_merge(line, actor, merges)
            merges[actor] = _selected(line, line.entry["into"])
        else:
            splits.setdefault(actor, []).append(_split(line, actor, splits.get(actor, ())))
    return Aliases(merges, splits)


def _standing(lines: Sequence[_Line]) -> list[_Line]:
    """Return the lines that merge or split and are not undone."""
    standing: dict[int, _Line] = {}
    for line in lines:
        if line.entry["op"] != "undo":
            standing[line.number] = line
        elif standing.pop(line.entry["line"], None) is None:
            there = ", ".join(map(str, standing)) or "none"
            raise line.wrong(f"undo {line.entry['line']}", f"there is nothing to undo; lines that stand: {there}")
    return list(standing.values())


def _split(line: _Line, actor: str, others: Sequence[Split]) -> Split:
    """Return what a line splits off."""
    entry = line.entry
    behalf = _selected(line, entry["on_behalf_of"]) if "on_behalf_of" in entry else None
    found = Split(_selected(line, entry["as"]), entry.get("article"), behalf)
    if found.to == actor:
        raise line.wrong(entry["as"], "is who it is already; give another name")
    if any((one.article, one.behalf) == (found.article, found.behalf) for one in others):
        where = entry.get("article") or entry.get("on_behalf_of")
        raise line.wrong(f"{entry['actor']}, {where}", "is split there already; undo that line first")
    return found


def _selected(line: _Line, value: str) -> str:
    """Return whom a value of the file means: an IRI, or the name of somebody who is not listed."""
    if value in (SourceKind.ARTICLE, SourceKind.UNATTRIBUTED) or value.startswith(f"{BASE}article/"):
        raise line.wrong(value, "belongs to its article, and is nobody elsewhere; name a person, a body or an outlet")
    if value.startswith(BASE):
        room, rest = iris.parts(value)
        right = (
            value in iris.listed().values()
            if room == "actor"
            else room in _ROOMS and len(rest) == 1 + (room == iris.PERSON)
        )
        if not right:
            raise line.wrong(value, "is the IRI of no actor; copy it from the graph")
        return value
    return _labelled().get(value, value)


def _check_merge(line: _Line, actor: str, merges: Mapping[str, str]) -> None:
    """Raise ValueError where an actor is merged twice, into itself, or into what it cannot be."""
    into = _selected(line, line.entry["into"])
    if actor == into:
        raise line.wrong(line.entry["actor"], "would be merged into itself; name another")
    if actor in merges:
        raise line.wrong(line.entry["actor"], f"is merged already, into {merges[actor]}; undo that line first")
    one, other = _sorts(actor), _sorts(into)
    if one and other and not set(one) & set(other):
        raise line.wrong(f"{line.entry['actor']} into {line.entry['into']}", f"a {one[0]} is no {other[0]}")


def _goes_round(found: Aliases) -> bool:
    """Say whether somebody would in some article be made himself again."""
    ways: dict[str, set[str]] = {}
    waiting = sorted(found.named())
    while waiting:
        here = waiting.pop()
        if here not in ways:
            ways[here] = found.steps(here)
            waiting += sorted(ways[here])
    try:
        TopologicalSorter(ways).prepare()
    except CycleError:
        return True
    return False


@cache
def _labelled() -> Mapping[str, str]:
    """Return the IRIs of the actors of the ontology by French and English name."""
    listed = [iris.concept_of(iri) for iri in iris.listed().values()]
    return {one.fr: concept_iri(one.id) for one in listed if one} | iris.listed()


def _sorts(key: str) -> tuple[str, ...]:
    """Return what somebody may be, of "person", "state" and "body", which merge with their like; () for a bare name."""
    if not key.startswith(BASE):
        return ()
    concept = iris.concept_of(key)
    return _SORTS.get(concept.kind, ("body",)) if concept else _ROOM_SORTS.get(iris.parts(key)[0], ())


def _bearers(key: str) -> list[str]:
    """Return the actor of an IRI, or actors of each kind who may bear a name."""
    return [key] if key.startswith(BASE) else [iris.unlisted_iri(room, key) for room in _ROOMS]


@lru_cache(maxsize=1 << 14)
def _keys(iri: str) -> tuple[str, ...]:
    """Return by what a line may speak of an actor: its IRI; the name of somebody who is not listed."""
    return (iri,) if iris.concept_of(iri) else (iri, iris.names(iri)[0])


def _affiliation(iri: str) -> str | None:
    """Return for whom an unlisted person speaks, None for anybody else."""
    return None if iris.concept_of(iri) else iris.behalf_of(iri)


def _affiliated(iri: str, body: str) -> str:
    """Return an unlisted person with another affiliation; a person is no affiliation."""
    room, rest = iris.parts(iri)
    return iri if iris.parts(body)[0] == iris.PERSON else f"{BASE}{room}/{rest[0]}/{iris.segment(body)}"


def _renamed(iri: str, to: str) -> str:
    """Return whom an actor is made: the one of an IRI; of a name, somebody of its own kind and affiliation."""
    if to.startswith(BASE):
        return to
    concept = iris.concept_of(iri)
    room = _KEPT.get(concept.kind, iris.ORGANIZATION) if concept else iris.parts(iri)[0]
    return iris.unlisted_iri(room, to, iris.behalf_of(iri))
