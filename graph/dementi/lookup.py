"""What the ontology knows of a name, for people who look it up.

A name matches without regard to case, accents, hyphens and spaces, in French and English, and by its id.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache

from dementi.records import Concept, Office
from dementi.terms import concept_iri, concepts

Row = dict[str, str | bool | list[str]]

NEAR = 3  # names offered where none matches, at the most
_PIECE = re.compile(r"[^\W\d_]+|\d+")  # "Su-35" and "su35" are both su, 35; not "_"
_DATE = re.compile(r"\d{4}(-\d\d){0,2}")  # "2023", "2023-05", "2023-05-17"; not "17/05/2023"


def key(name: str) -> str:
    """Return what spellings of one name share."""
    plain = "".join(c for c in unicodedata.normalize("NFD", name.casefold()) if not unicodedata.combining(c))
    return " ".join(_PIECE.findall(plain))


@cache
def _names() -> Mapping[str, tuple[str, frozenset[str]]]:
    """Return by key a spelling of it, and the ids of the concepts that it names."""
    spelt: dict[str, str] = {}
    ids: dict[str, set[str]] = defaultdict(set)
    for concept in concepts().values():
        for name in (concept.en, *(form.text for form in concept.forms), concept.id):
            ids[key(name)].add(concept.id)
            spelt.setdefault(key(name), name)
    return {key: (spelt[key], frozenset(found)) for key, found in ids.items() if key}


def look_up(name: str, date: str | None = None) -> list[Row]:
    """Return a row for each concept that a name can stand for, in the order of their ids.

    Args:
        name: A form, an English name or an id.
        date: Keep the offices that can have been held on this day, in this month or year (ISO).

    Raises:
        ValueError: The date is not ISO.
    """
    if date is not None and not _DATE.fullmatch(date):
        raise ValueError(f"{date}: is no ISO date")
    rows = [_row(concepts()[id_], date) for id_ in named(name)]
    filled = {field for row in rows for field, value in row.items() if value}
    return [{field: value for field, value in row.items() if field in filled} for row in rows]


def everything() -> list[Row]:
    """Return a short row for every concept, in the order of their ids."""
    return [{"name": one.en, "french": one.fr, "kind": one.kind.value, "id": one.id} for one in concepts().values()]


def named(name: str) -> list[str]:
    """Return the ids of the concepts that a name can stand for, in their order."""
    return sorted(_names().get(key(name), ("", frozenset[str]()))[1])


def near(name: str) -> list[str]:
    """Return names of the ontology that look like one that it does not have, the likest first."""
    return [_names()[key][0] for key in get_close_matches(key(name), _names(), NEAR)]


def _row(concept: Concept, date: str | None) -> Row:
    """Return what is known of a concept; fields without a value are empty."""
    return {
        "name": concept.en,
        "french": concept.fr,
        "kind": concept.kind.value,
        "forms": [form.text for form in concept.forms if not form.context],
        "in context": [form.text for form in concept.forms if form.context],
        "not in": list(concept.not_in),
        "not beside": list(concept.not_beside),
        "of": _name(concept.behalf),
        "private": concept.private,
        "broader": [one.en for one in _broader(concept)],
        "narrower": sorted(one.en for one in concepts().values() if one.broader == concept.id),
        "made in": _name(concept.maker),
        "title": concept.title or "",
        "offices": [_office(one) for one in concept.offices if date is None or one.held_on(date)],
        "in office": _people(concept, date),
        "iri": concept_iri(concept.id),
    }


def _name(id_: str | None) -> str:
    return concepts()[id_].en if id_ else ""


def _broader(concept: Concept) -> Iterator[Concept]:
    """Yield the items above an item, the nearest first."""
    while concept.broader:
        concept = concepts()[concept.broader]
        yield concept


def _office(office: Office) -> str:
    """Return an office in words: "president of Iran (2021-08-03 to 2024-05-19)"."""
    until = f"to {office.until}" if office.until else "on"
    return f"{office.en} ({office.since or '?'} {until})"


def _people(concept: Concept, date: str | None) -> list[str]:
    """Return who was in office for a state or body on a date; nobody where no date is given."""
    return [
        f"{one.en}, {_office(office)}"
        for one in concepts().values()
        for office in one.offices
        if date and office.behalf == concept.id and office.held_on(date)
    ]
