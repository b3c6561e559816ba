"""A file that gives or corrects what is known of articles, whatever they are made of: ``--metadata``.

An entry an article, named by its id or its file: rows of CSV or TSV, lines of JSON, or ``[[article]]`` of TOML, as in
a manifest. What it says goes before what the article, its table or the manifest of its folder say.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dementi.decoding import Undecodable, decode
from dementi.intake import safe
from dementi.intake.columns import fields, listed, matched, told
from dementi.intake.csv import separator
from dementi.intake.jsonl import object_of
from dementi.intake.metadata import load_manifest, small
from dementi.intake.problems import Problem, Unusable

SHOWN = 10  # ids that a message lists


@dataclass
class Corrections:
    """What the file says.

    Attributes:
        entries: What is known of an article, by its id or file.
        faults: What is wrong with single entries.
        path: The file, "" for none.
    """

    entries: dict[str, dict[str, str]] = field(default_factory=dict)
    faults: list[Problem] = field(default_factory=list)
    path: str = ""
    _used: set[str] = field(default_factory=set)

    def of(self, *names: str) -> Mapping[str, str]:
        """Return what is said of the article that has these names, the first of them that is there counting."""
        for name in map(safe.article_id, names):
            if name in self.entries:
                self._used.add(name)
                return self.entries[name]
        return {}

    def unused(self) -> Iterator[Problem]:
        """Yield a warning of entries whose articles were not met."""
        left = sorted(self.entries.keys() - self._used)
        if left:
            shown = ", ".join(left[:SHOWN]) + (f" and {len(left) - SHOWN:,} more" if len(left) > SHOWN else "")
            yield Problem(self.path, f"says something of articles that are not there: {shown}", "", failed=False)


def load(path: Path | None) -> Corrections:
    """Return what a file says of articles.

    Raises:
        OSError: It cannot be read.
        ValueError: It cannot be understood as a whole; the message names the file, and says what to do.
    """
    if path is None:
        return Corrections()
    found = Corrections(path=str(path))
    if path.suffix.lower() == ".toml":
        try:
            found.entries = load_manifest(path)
        except ValueError as error:
            raise ValueError(f"{path}: {error}") from error
        return found
    try:
        text = decode(small(path).read_bytes())[0]
    except Undecodable as error:
        raise ValueError(f"{path}: {error.args[0]}; {error.args[1]}") from error
    rows = _objects(text) if path.suffix.lower() in (".jsonl", ".ndjson") else _cells(path, text)
    for number, row in rows:
        _put(found, number, row)
    return found


def _put(found: Corrections, number: int, row: Mapping[str, str] | str) -> None:
    """Take an entry, or note what is wrong with it."""
    where = f"{found.path}:{number}"
    if isinstance(row, str):
        found.faults.append(Problem(where, row, "its article goes without it"))
        return
    columns = matched(list(row), {})
    if unknown := [name for name in row if name not in columns.values() or name == columns.get("text")]:
        known = ", ".join(one.name for one in fields() if one.name != "text")
        raise ValueError(f"{where}: {listed(unknown)} is no metadata of articles; known are {known}")
    given = row[columns["id"]].strip() if "id" in columns else ""
    name = safe.article_id(given) if given else ""
    if not name or name in found.entries:
        message = f"{given!r} stands there twice" if name else "no 'id'"
        found.faults.append(Problem(where, message, "its article goes without it"))
        return
    known_of, warnings = told({ours: row[theirs] for ours, theirs in columns.items() if ours != "id"})
    found.entries[name] = known_of
    found.faults += [Problem(where, *warning) for warning in warnings]


def _objects(text: str) -> Iterator[tuple[int, Mapping[str, str] | str]]:
    """Yield the objects of JSON Lines with the numbers of their lines, and what is wrong in the place of others."""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = object_of(line.encode("utf-8"))
        except Unusable as error:
            yield number, error.args[0]
            continue
        plain = all(isinstance(value, str | None) for value in record.values())
        yield number, {key: value or "" for key, value in record.items()} if plain else "no JSON object of texts"


def _cells(path: Path, text: str) -> Iterator[tuple[int, Mapping[str, str] | str]]:
    """Yield the rows of CSV with the numbers of their lines."""
    number = 1
    try:
        first = text.lstrip().partition("\n")[0]
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator(first), strict=True)
        names = next(row for row in rows if any(row))
        for row in rows:
            number = rows.line_num + 1
            if any(row):
                fits = len(row) <= len(names) or not any(row[len(names) :])
                yield rows.line_num, dict(zip(names, row, strict=False)) if fits else "more cells than columns"
    except csv.Error as error:
        raise ValueError(f"{path}:{number}: quotation marks do not fit: {error}; mend the file") from error
