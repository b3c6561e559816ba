"""What people decided of statements: an append-only file of JSON lines, of which the later one on a statement counts.

    {"article": "a1", "article_hash": "9f…", "statement": {"id": "statement-0123456789abcdef", "source": "Iran", …},
     "decision": "accept", "correction": null, "by": "R. Exemple", "at": "2024-05-02T10:00:00Z", "note": null}

``decision`` is one of

- ``accept``: the statement is right as it was extracted;
- ``reject``: nobody says so there;
- ``correct``: it is right with the fields of ``correction`` in the place of its own;
- ``withdraw``: what was decided before counts no more;
- ``complete``, with ``"statement": null``: nothing is said in the article but what was accepted or corrected (with
  ``withdraw``, that is taken back).

Statements are named as they were extracted, by the last part of their IRI, corrected ones too. Nothing is ever taken
out of the file: who thinks otherwise adds a line.
"""

from __future__ import annotations

import json
import os
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any

from filelock import FileLock

from dementi import iris
from dementi.records import Act, Claim, Kind, Stance

FILE = "decisions.jsonl"  # in the folder that a build writes
LONGEST = 2_000  # characters of a note; of a name, a tenth of it
_LOCK = ".decisions.lock"  # beside the file, so that a server and a command never write at once
_KEYS = ("article", "article_hash", "statement", "decision", "correction", "by", "at", "note")
_SEEN = ("source", "stance", "kind", "supplier", "recipient", "item")  # what the id of a statement is made of
_PLACE = ("start", "end")  # where its evidence begins and ends, as it was seen
_CHOICES = {"stance": Stance, "act": Act, "kind": Kind}
CORRECTABLE = (*_SEEN, "act", "on_behalf_of")
_OPEN = ("supplier", "recipient", "on_behalf_of")  # nobody may be named there
_ID = re.compile(r"statement-[0-9a-f]{16}")
_HASH = re.compile(r"[0-9a-f]{64}")
# Matches « 2024-05-02T10:00:00.123Z »; not « 2024-05-02 10:00 », which says no zone.
_TIME = re.compile(r"(?:19|2\d)\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")  # control characters; a name is one line


class Verdict(StrEnum):
    """What was decided."""

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    WITHDRAW = "withdraw"
    COMPLETE = "complete"


@dataclass(frozen=True)
class Decision:
    """What somebody decided.

    Attributes:
        article: Id of the article.
        article_hash: SHA-256 of the text that was read.
        statement: The last part of the IRI of the statement as it was extracted; "" where it is on the article.
        verdict: What was decided.
        by: Who decided.
        at: When, ISO with a zone.
        correction: The fields that are otherwise, with their right values.
        seen: What was read: the fields of the statement, and where its evidence is; may be empty.
        note: Why, or "".
    """

    article: str
    article_hash: str
    statement: str
    verdict: Verdict
    by: str
    at: str
    correction: Mapping[str, str | None] = field(default_factory=dict)
    seen: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""

    def entry(self) -> dict[str, Any]:
        """Return the decision as an object of the file."""
        statement = {"id": self.statement, **self.seen} if self.statement else None
        values = (
            self.article,
            self.article_hash,
            statement,
            self.verdict.value,
            dict(self.correction) or None,
            self.by,
            self.at,
            self.note or None,
        )
        return dict(zip(_KEYS, values, strict=True))

    @property
    def key(self) -> str:
        """A hash of all of it: the same decision has the same key, however its line was written."""
        text = json.dumps(self.entry(), ensure_ascii=False, sort_keys=True)
        return sha256(text.encode("utf-8")).hexdigest()[:16]


@dataclass(frozen=True)
class Decided:
    """The decisions of a file.

    Attributes:
        by_article: In the order of the file, by id of the article.
        version: How long the file is and what hash it has; "" where there is nothing in it.
        fresh: Ids of the articles of which something was decided since another version.
    """

    by_article: Mapping[str, tuple[Decision, ...]] = field(default_factory=dict)
    version: str = ""
    fresh: frozenset[str] = frozenset()

    def of(self, article: str) -> tuple[Decision, ...]:
        """Return what was decided of an article and its statements."""
        return self.by_article.get(article, ())


def load(folder: str | Path, since: str = "") -> Decided:
    """Read the decisions on a graph; where there is no file, nothing was decided.

    Args:
        folder: That of the graph.
        since: A version; what was decided after it is ``fresh``.

    Raises:
        ValueError: A line is wrong (see ``parsed``), or what the file held in that version is no longer its beginning.
    """
    path = Path(folder) / FILE
    data = path.read_bytes() if path.is_file() else b""
    size, _, digest = since.partition(" ")
    before = data[: int(size or 0)]
    if since and _version(before) != since:
        raise ValueError(
            f"{path}: was changed otherwise than by new lines since the graph was made; "
            f"first: dementi rebuild --graph {folder}"
        )
    decisions = parsed(data, str(path))
    known = len(_lines(before, str(path)))
    found: dict[str, list[Decision]] = defaultdict(list)
    for decision in decisions:
        found[decision.article].append(decision)
    fresh = frozenset(decision.article for decision in decisions[known:])
    return Decided({article: tuple(some) for article, some in found.items()}, _version(data), fresh)


def append(folder: str | Path, decisions: Iterable[Decision]) -> list[Decision]:
    """Add decisions to the file of a graph, all at once and only those that are not there; return what was added.

    Raises:
        ValueError: The file is wrong; nothing is written.
        OSError: It cannot be written.
    """
    path = Path(folder) / FILE
    with FileLock(path.with_name(_LOCK)):
        data = path.read_bytes() if path.is_file() else b""
        there = {decision.key for decision in parsed(data, str(path))}
        fresh = [one for one in {one.key: one for one in decisions}.values() if one.key not in there]
        if fresh:
            lines = "".join(json.dumps(one.entry(), ensure_ascii=False) + "\n" for one in fresh)
            with path.open("ab") as file:
                file.write((b"\n" if data and not data.endswith(b"\n") else b"") + lines.encode("utf-8"))
                file.flush()
                os.fsync(file.fileno())
    return fresh


def parsed(data: bytes, where: str) -> list[Decision]:
    """Return the decisions of lines of JSON; empty lines are passed over.

    Raises:
        ValueError: A line is no decision; the message names where it stands, its number, the article, the value and
            what to do.
    """
    return [decision(_object(line, place), place) for place, line in _lines(data, where)]


def _lines(data: bytes, where: str) -> list[tuple[str, str]]:
    """Return the lines that are not empty, each behind the name of its place."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"{where}: byte {error.start}: not in UTF-8; save it as UTF-8") from error
    return [(f"{where}: line {number}", line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]


def decision(entry: Mapping[str, Any], where: str) -> Decision:
    """Return a decision, given as the object that a line holds.

    Raises:
        ValueError: It is none; the message begins with ``where``.
    """
    here = _Entry(where, entry)
    here.need(set(entry) <= set(_KEYS), ", ".join(sorted(set(entry) - set(_KEYS))), "no such key; leave it out")
    verdict = here.choice("decision", Verdict)
    statement, seen = here.statement(verdict)
    here.need(bool(_HASH.fullmatch(here.text("article_hash"))), entry["article_hash"], "give the SHA-256 of its text")
    return Decision(
        here.text("article"),
        here.text("article_hash"),
        statement,
        verdict,
        here.name("by"),
        here.time("at"),
        here.correction(verdict),
        seen,
        here.text("note", LONGEST) if entry.get("note") else "",
    )


@dataclass(frozen=True)
class _Entry:
    """The object of a line, and where it stands."""

    where: str
    entry: Mapping[str, Any]

    def need(self, right: bool, value: object, remedy: str) -> None:
        """Raise the error that names place, article, value and what to do, unless all is right."""
        if not right:
            article = self.entry.get("article")
            raise ValueError(f"{self.where}: article {article!r}: {value}: {remedy}")

    def text(self, key: str, longest: int = 1_000) -> str:
        """Return a value that must be a text."""
        value = self.entry.get(key)
        self.need(value is not None, f"no {key}", "give it, as the pages of articles do")
        right = isinstance(value, str) and bool(value.strip()) and len(value) <= longest
        self.need(right, f"{key} {value!r:.60}", f"give a text of at most {longest} characters")
        return str(value)

    def name(self, key: str) -> str:
        """Return a value that must be a name: one line."""
        value = self.text(key, LONGEST // 10)
        self.need(not _UNSEEN.search(value), f"{key} {value!r}", "a name is one line without control characters")
        return value.strip()

    def time(self, key: str) -> str:
        """Return a value that must be a moment."""
        value = self.text(key)
        right = bool(_TIME.fullmatch(value))
        try:
            datetime.fromisoformat(value)
        except ValueError:
            right = False
        self.need(right, f"{key} {value!r}", "give a moment with its zone, such as 2024-05-02T10:00:00Z")
        return value

    def choice(self, key: str, known: type[StrEnum]) -> Any:
        """Return a value that must be one of a few."""
        value = self.entry.get(key)
        self.need(value in list(known), f"{key} {value!r}", f"choose one of {', '.join(known)}")
        return known(str(value))

    def statement(self, verdict: Verdict) -> tuple[str, dict[str, Any]]:
        """Return the id of the statement, and what was seen of it; nothing where the decision is on the article."""
        value: Any = self.entry.get("statement")
        if value is None and verdict in (Verdict.COMPLETE, Verdict.WITHDRAW):
            return "", {}
        self.need(
            verdict is not Verdict.COMPLETE, "statement", "an article is complete, and no statement; leave it out"
        )
        self.need(isinstance(value, dict), f"statement {value!r:.60}", "give the statement with its id")
        seen = dict(value)
        own = seen.pop("id", None)
        self.need(isinstance(own, str) and bool(_ID.fullmatch(own)), f"id {own!r}", "give the last part of its IRI")
        if seen:
            self.need(set(seen) == {*_SEEN, *_PLACE}, ", ".join(seen), f"give {', '.join((*_SEEN, *_PLACE))}, or none")
            self._fits(str(own), seen)
        return str(own), {key: seen[key] for key in (*_SEEN, *_PLACE) if seen}

    def _fits(self, own: str, seen: Mapping[str, Any]) -> None:
        """Raise ValueError unless the fields are those of the id, and the place is one."""
        inside = _Entry(self.where, {"article": self.entry.get("article"), **seen})
        kind, stance = inside.choice("kind", Kind), inside.choice("stance", Stance)
        source, item = inside.text("source"), inside.text("item", 100)
        supplier, recipient = (inside.text(key) if seen[key] is not None else None for key in _OPEN[:2])
        found = iris.statement_id(source, stance, Claim(kind, supplier, recipient, item))
        self.need(found == own, f"id {own}", f"of these fields the id would be {found}; copy both from the page")
        start, end = seen["start"], seen["end"]
        right = type(start) is int and type(end) is int and 0 <= start < end
        self.need(right, f"start {start!r}, end {end!r}", "give the first character and one past the last")

    def correction(self, verdict: Verdict) -> dict[str, str | None]:
        """Return the fields of a correction."""
        value: Any = self.entry.get("correction")
        if verdict is not Verdict.CORRECT:
            self.need(value is None, "correction", f"goes with the decision correct, and not with {verdict}")
            return {}
        self.need(isinstance(value, dict) and bool(value), f"correction {value!r:.60}", "give the fields to correct")
        inside = _Entry(self.where, {"article": self.entry.get("article"), **value})
        for key, one in value.items():
            self.need(key in CORRECTABLE, f"correction of {key}", f"correct one of {', '.join(CORRECTABLE)}")
            if key in _CHOICES:
                inside.choice(key, _CHOICES[key])
            elif one is not None or key not in _OPEN:
                inside.name(key)
        return {key: value[key] for key in CORRECTABLE if key in value}


def _object(line: str, where: str) -> dict[str, Any]:
    """Return the object of a line."""
    try:
        value = json.loads(line)
        json.dumps(value, ensure_ascii=False).encode("utf-8")  # JSON can spell halves of characters, which no text has
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{where}: {line[:60]}: is no JSON ({error}); correct it") from error
    if not isinstance(value, dict):
        raise ValueError(f"{where}: {line[:60]}: is no decision; give an object with {', '.join(_KEYS)}")
    return value


def _version(data: bytes) -> str:
    return f"{len(data)} {sha256(data).hexdigest()}" if data else ""


def latest(decisions: Sequence[Decision]) -> dict[str, Decision]:
    """Return the last decision on each statement of one article, and under "" the last on the article itself."""
    return {decision.statement: decision for decision in decisions}
