"""JSON Lines: as ``dementi build`` writes its ``articles.jsonl``, and as others do, whose keys are columns."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from dementi.decoding import Undecodable
from dementi.intake.columns import CORRECT, Layout, layout, listed
from dementi.intake.drafts import HASH, LARGEST, Draft, of_bytes
from dementi.intake.inputs import Source
from dementi.intake.lines import lines, marked
from dementi.intake.metadata import Metadata, wrong
from dementi.intake.problems import NoArticles, Problem, Unusable
from dementi.records import Article

AS_WRITTEN = "a line is an article, as dementi build writes them"
KNOWN = {one.name for one in fields(Metadata)} | {"text", "hash", "original"}
DEEPEST = 5  # objects inside one another whose keys are columns: "content.rendered"
MOST_LAYOUTS = MOST_KEYS = 1_000  # sets of keys that are remembered, and how many keys one of them has


def read(source: Source) -> Iterator[Draft | Problem]:
    """Yield the articles of JSON Lines in their order; a line that is none costs itself alone.

    The hash of the original is the one that a line gives, else that of the line itself without its end, in UTF-8.

    Raises:
        NoArticles: It is empty; or it was found in a folder, and its first line has no text.
    """
    foreign = _Foreign(source)
    empty = True
    for number, line in enumerate(lines(marked(source.data)), 1):
        try:
            if line is None:
                raise Unusable(f"a line of more than {LARGEST:,} bytes", "no article is as long; leave it out")
            if line.strip():
                record, original = object_of(line), of_bytes(line.rstrip(b"\r\n"))
                if source.columns or not _ours(record):
                    yield from foreign.read(record, original, number)
                else:
                    yield _draft(record, original, number)
                empty = False
        except (Undecodable, Unusable) as error:
            if isinstance(error, NoArticles) and empty and not source.file.named:
                raise
            empty = False
            yield Problem(f"{source.file}:{number}", *error.args)
    if empty:
        raise NoArticles("empty: there are no lines", AS_WRITTEN)
    yield from foreign.missed()


class _Foreign:
    """Lines of others: which of their keys holds what is said once for all that have the same ones."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._layouts: dict[tuple[str, ...], Layout] = {}
        self._missing: set[str] | None = None  # keys that were wished for, and which no line had so far
        self._seen: tuple[str, ...] = ()
        self._told = False

    def read(self, record: Mapping[str, Any], original: str, number: int) -> Iterator[Draft | Problem]:
        """Yield the article of a line, and before the first one what is taken from where."""
        row = dict(_flat(record))
        where = self._layout(tuple(row))
        if where.guessed and not self._told:
            yield from self._source.told(where)
            self._told = True
        yield where.draft(row, original, f"{self._source.file.stem}-{number}", number)

    def missed(self) -> Iterator[Problem]:
        """Yield a problem for each key that was wished for, and which no line had."""
        for theirs in sorted(self._missing or ()):
            message = f"no line has the key {theirs!r}; there are: {listed(self._seen)}"
            yield Problem(str(self._source.file), message, CORRECT)

    def _layout(self, keys: tuple[str, ...]) -> Layout:
        wished = self._source.columns
        self._missing = (set(wished.values()) if self._missing is None else self._missing) - set(keys)
        self._seen = self._seen or keys
        if keys in self._layouts:
            return self._layouts[keys]
        here = {ours: theirs for ours, theirs in wished.items() if theirs in keys or ours == "text"}
        found = layout(keys, here)
        if len(self._layouts) >= MOST_LAYOUTS:
            self._layouts.clear()
        if len(keys) <= MOST_KEYS:
            self._layouts[keys] = found
        return found


def _flat(record: Mapping[str, Any], before: str = "", depth: int = 1) -> Iterator[tuple[str, str]]:
    """Yield the keys of a record and of those inside of it, "content.rendered", with their values as text."""
    for key, value in record.items():
        if isinstance(value, dict) and depth < DEEPEST:
            yield from _flat(value, f"{before}{key}.", depth + 1)
        elif isinstance(value, list):
            yield f"{before}{key}", ", ".join(one for one in value if isinstance(one, str))
        elif not isinstance(value, dict):
            yield f"{before}{key}", value if isinstance(value, str) else "" if value is None else str(value)


def _ours(record: Mapping[str, Any]) -> bool:
    """Say whether a line is as ``dementi build`` writes it, or as somebody wrote it by hand in that way."""
    plain = all(isinstance(record.get(key), str) and record[key] for key in ("id", "text"))
    return "hash" in record or (plain and record.keys() <= KNOWN)


def _draft(record: dict[str, Any], line: str, number: int) -> Draft:
    """Return the article of a line of ours, whose own hash is given."""
    for key in ("id", "text"):
        if not isinstance(record.get(key), str) or not record[key]:
            raise Unusable(f"no {key!r}", AS_WRITTEN)
    article_id, text = record.pop("id"), record.pop("text")
    expected = record.pop("hash", None)
    if expected not in (None, Article(article_id, text).hash):
        raise Unusable(
            f"{article_id!r}: the text is not that of its hash", "if the change is meant, leave the hash out"
        )
    for key, value in record.items():
        if key not in KNOWN or not isinstance(value, str | None):
            raise Unusable(f"{article_id!r}: {key!r} is unknown, or not a text", "correct it, or leave it out")
    original = record.pop("original", line) or None
    if fault := wrong(record) or (original and not HASH.fullmatch(original) and f"original {original!r} is no sha256:"):
        raise Unusable(f"{article_id!r}: {fault}", "correct it")
    return Draft(article_id, text, original, {key: value for key, value in record.items() if value}, number=number)


def object_of(line: bytes) -> dict[str, Any]:
    """Return the object of a line.

    Raises:
        Unusable: There is none; the message says why.
    """
    try:
        record = json.loads(line)
        json.dumps(record, ensure_ascii=False).encode("utf-8")  # JSON can spell halves of characters, which no text has
    except RecursionError as error:
        raise Unusable("no JSON that can be read: too many brackets inside one another", AS_WRITTEN) from error
    except UnicodeDecodeError as error:
        message = f"not UTF-8, in which JSON is written: byte 0x{line[error.start]:02X} at {error.start}"
        raise Unusable(message, "save it as UTF-8") from error
    except ValueError as error:
        raise Unusable(f"no JSON: {error}", AS_WRITTEN) from error
    if not isinstance(record, dict):
        raise Unusable("no JSON object", AS_WRITTEN)
    return record
