"""Files, folders and standard input made articles: decoded once, with their metadata, and with the body marked.

A file of JSON Lines, as ``dementi build`` writes its ``articles.jsonl``, holds an article a line, metadata included.

Whatever is wrong with an input is told as a ``Problem`` in its place, so that one bad file never keeps the others out.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from dementi.boilerplate import body, feed_date, is_date
from dementi.decoding import Undecodable, decode
from dementi.entries import read as toml
from dementi.entries import typed
from dementi.records import Article

LANGUAGES = ("fr",)
MIN_WORDS = 60  # words; of a shorter text the language is a guess, and French the better one
SAMPLE = 20_000  # characters; enough to tell a language
LONG = 1_000_000  # characters; no single article has as many
MANIFEST = "manifest.toml"
STDIN = Path("-")
ARCHIVE = ".jsonl"
OTHER_FORMATS = frozenset({".html", ".htm", ".xml", ".json", ".csv", ".tsv"})

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with an input.

    Attributes:
        path: The input as it was named, or where it was found.
        message: What is wrong, in words.
        hint: What to do about it, or "".
        failed: The input could not be used; otherwise it was used all the same, or left out on purpose.
    """

    path: str
    message: str
    hint: str = ""
    failed: bool = True

    def __str__(self) -> str:
        return f"{self.path}: {self.message}" + (f" ({self.hint})" if self.hint else "")


class Unusable(ValueError):
    """An input that gives no article; ``args`` are the message, the hint and whether that is a failure."""


def read(paths: Sequence[str | Path], lang: str | None = None) -> Iterator[Article | Problem]:
    """Yield the articles that ``paths`` name in the order of their ids, and every problem met.

    Args:
        paths: Text files, folders of them (read recursively), files of JSON Lines as ``dementi build`` writes them, or
            "-" for standard input. A file named twice is read once.
        lang: Language of all of them; None to tell it from the text, where text under 60 words is taken as French.
    """
    named: dict[Path, Path] = {}
    for found in _files(paths):
        if isinstance(found, Problem):
            yield found
            continue
        real = found.resolve()
        # Of several names for one file its own is best, so that the id does not hang on the order of the arguments.
        named[real] = min(named.get(real, found), found, key=lambda path: (path.absolute() != real, path))
    by_id: dict[str, list[Place]] = {}
    for path in named.values():
        for place in _places(path):
            if isinstance(place, Problem):
                yield place
            else:
                by_id.setdefault(place.id, []).append(place)
    shelf = Shelf()
    for article_id, places in sorted(by_id.items()):
        if len(places) > 1:
            both = " and ".join(sorted(map(str, places)))
            yield Problem(both, f"one id for two articles, {article_id!r}", "the id is the file's stem: rename one")
        else:
            yield from _article(places[0], lang, shelf)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article is.

    Attributes:
        id: Of the article.
        path: Its file.
        line: Number of its line in a file of JSON Lines, counted from 1, else 0.
        offset: Where that line begins, in bytes.
    """

    id: str
    path: Path
    line: int = 0
    offset: int = 0

    def __str__(self) -> str:
        name = "standard input" if self.path == STDIN else os.fsencode(self.path).decode("utf-8", "replace")
        return f"{name}:{self.line}" if self.line else name


def _places(path: Path) -> Iterator[Place | Problem]:
    """Yield the articles of a file: one, or one a line."""
    if path.suffix.lower() != ARCHIVE:
        yield Place("stdin" if path == STDIN else path.stem, path)
        return
    try:
        with path.open("rb") as lines:
            offset = 0
            for number, line in enumerate(lines, 1):
                place = Place("", path, number, offset)
                offset += len(line)
                if not line.strip():
                    continue
                try:
                    yield Place(_record(line)["id"], path, number, place.offset)
                except Unusable as error:
                    yield Problem(str(place), *error.args)
    except OSError as error:
        yield Problem(str(path), error.strerror or str(error), "check the file and its permissions")


def _files(paths: Sequence[str | Path]) -> Iterator[Path | Problem]:
    """Yield every file named, and those of folders."""
    for path in map(Path, paths):
        if path == STDIN:
            yield path
        elif path.is_dir():
            yield from _folder(path)
        elif not path.exists():
            yield Problem(str(path), "no such file or folder", "check the spelling")
        elif path.name == MANIFEST:
            log.info("%s: a manifest describes articles and is none", path)
        elif path.suffix.lower() in OTHER_FORMATS:
            yield Problem(str(path), f"{path.suffix} files are not read yet", "save the article as plain text, .txt")
        else:
            yield path


def _folder(folder: Path) -> Iterator[Path | Problem]:
    """Yield the ``.txt`` files below ``folder`` in order; hidden ones are passed over, other kinds noted in the log."""
    faults: list[OSError] = []
    found: list[Path] = []
    for where, folders, names in os.walk(folder, onerror=faults.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if name.lower().endswith(".txt") and not name.startswith("."):
                found.append(Path(where, name))
            elif name != MANIFEST:
                log.info("%s: passed over; of a folder, .txt files are read that are not hidden", Path(where, name))
    for fault in faults:
        yield Problem(str(fault.filename), fault.strerror or "cannot be read", "check its permissions")
    if not found and not faults:
        yield Problem(str(folder), "no article in this folder", "articles are files whose names end in .txt")
    yield from sorted(found)


def _article(place: Place, lang: str | None, shelf: Shelf) -> Iterator[Article | Problem]:
    """Yield the article in its place after the warnings about it, or why it gives none."""
    try:
        if place.line:
            text, metadata = _recorded(place)
        else:
            text, warning = _text(place.path)
            if warning:
                yield Problem(str(place), *warning, failed=False)
            metadata, faults = shelf.metadata(place.path)
            yield from faults
        if len(text) > LONG:
            message = f"{len(text):,} characters are many for one article; this takes its time"
            yield Problem(str(place), message, "if the file holds several, split it", failed=False)
        day, stretches = feed_date(text)[0], _stretches(text)
        if not stretches:
            raise Unusable("nothing in it but metadata and site boilerplate", "give it the article's text")
        known = ({"date": day} if day else {}) | metadata
        known["lang"] = _accepted(lang or known.get("lang") or language(text, stretches))
        yield Article(place.id, text, body=stretches, **known)
    except OSError as error:
        yield Problem(str(place), error.strerror or str(error), "check the file and its permissions")
    except (Undecodable, Unusable) as error:
        yield Problem(str(place), *error.args)


def _record(line: bytes) -> dict[str, Any]:
    """Return a line of JSON Lines if it is an article's.

    Raises:
        Unusable: It is not; the message says why.
    """
    try:
        record = json.loads(line)
        json.dumps(record, ensure_ascii=False).encode("utf-8")  # JSON can spell halves of characters, which no text has
    except ValueError as error:
        raise Unusable(f"no JSON: {error}", "a line is an article, as dementi build writes them") from error
    if not isinstance(record, dict):
        raise Unusable("no JSON object", "a line is an article, as dementi build writes them")
    for key in ("id", "text"):
        if not isinstance(record.get(key), str) or not record[key]:
            raise Unusable(f"no {key!r}", "a line is an article, as dementi build writes them")
    return record


def stored(line: bytes) -> Article:
    """Return the article of a line as ``dementi build`` writes it, its body marked as when it was read."""
    record = json.loads(line)
    text = record["text"]
    known = {one.name: record[one.name] for one in fields(Metadata) if record.get(one.name)}
    return Article(text=text, body=_stretches(text), **known)


def _stretches(text: str) -> tuple[tuple[int, int], ...]:
    """Return the stretches of a text that are the article itself."""
    return tuple(body(text, feed_date(text)[1]))


def _recorded(place: Place) -> tuple[str, dict[str, str]]:
    """Return the text and the metadata of an article in a file of JSON Lines."""
    with place.path.open("rb") as lines:
        lines.seek(place.offset)
        record = _record(lines.readline())
    article_id, text = record.pop("id"), record.pop("text")
    expected = record.pop("hash", None)
    if expected not in (None, Article(article_id, text).hash):
        raise Unusable(
            f"{article_id!r}: the text is not that of its hash", "if the change is meant, leave the hash out"
        )
    known = {one.name for one in fields(Metadata)}
    for key, value in record.items():
        if key not in known or not isinstance(value, str | None):
            raise Unusable(f"{article_id!r}: {key!r} is unknown, or not a text", "correct it, or leave it out")
    if record.get("date") and not is_date(record["date"]):
        raise Unusable(f"{article_id!r}: date {record['date']!r} is not YYYY, YYYY-MM or YYYY-MM-DD", "correct it")
    return text, {key: value for key, value in record.items() if value}


def _text(path: Path) -> tuple[str, tuple[str, str] | None]:
    """Return the text of ``path`` and a warning about how it was decoded, or None."""
    try:
        path.name.encode("utf-8")
    except UnicodeEncodeError as error:
        raise Unusable("the file's name is not UTF-8, and the id is made of it", "rename the file") from error
    return decode(sys.stdin.buffer.read() if path == STDIN else path.read_bytes())


def language(text: str, stretches: Sequence[tuple[int, int]]) -> str:
    """Return the ISO 639-1 code of the language of these stretches of ``text``; French where they are short."""
    sample = " ".join(text[start : min(end, start + SAMPLE)] for start, end in stretches)[:SAMPLE]
    if len(sample.split()) < MIN_WORDS:
        return "fr"
    import py3langid

    # Its model counts byte sequences of running text, so capitals throughout would look like no language.
    return str(py3langid.classify(sample.lower())[0])


def _accepted(lang: str) -> str:
    if lang not in LANGUAGES:
        message = f"skipped: its language is {lang!r}, and only {', '.join(LANGUAGES)} is read"
        raise Unusable(message, "if it is French all the same: --lang fr", False)
    return lang


@dataclass
class Shelf:
    """The manifests met so far, each read once."""

    manifests: dict[Path, dict[str, dict[str, str]]] = field(default_factory=dict)

    def metadata(self, path: Path) -> tuple[dict[str, str], list[Problem]]:
        """Return what the manifest beside ``path`` says of it, else that beside the file it links to."""
        faults: list[Problem] = []
        for place in dict.fromkeys((path, path.resolve())) if path != STDIN else ():
            manifest = place.parent.resolve() / MANIFEST
            if manifest not in self.manifests:
                try:
                    self.manifests[manifest] = load_manifest(manifest) if manifest.is_file() else {}
                except (OSError, ValueError) as error:
                    self.manifests[manifest] = {}
                    faults.append(Problem(str(place.parent / MANIFEST), str(error), "its articles go without metadata"))
            if entry := self.manifests[manifest].get(place.stem):
                return entry, faults
        return {}, faults


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a manifest may say of an article; see ``records.Article`` for what it means."""

    id: str
    lang: str | None = None
    date: str | None = None
    publisher: str | None = None
    title: str | None = None
    origin: str | None = None
    rights: str | None = None


def load_manifest(path: Path) -> dict[str, dict[str, str]]:
    """Read what is known of the articles in a folder, keyed by their id.

    Raises:
        ValueError: It is no TOML, or an entry lacks an id, repeats one, has an unknown key, a value that is no text,
            or a date that is none; the message names the entry, the key and the value.
    """
    out = {}
    for entry in typed(path, toml(path, ("article",)), "article", Metadata):
        if entry.date and not is_date(entry.date):
            raise ValueError(f"article {entry.id!r}: date {entry.date!r} is not YYYY, YYYY-MM or YYYY-MM-DD; mend it")
        known = asdict(entry)
        del known["id"]
        out[entry.id] = {key: value for key, value in known.items() if value}
    return out
