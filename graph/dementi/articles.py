"""Files, folders and standard input made articles: decoded once, with their metadata, and with the body marked.

Whatever is wrong with an input is told as a ``Problem`` in its place, so that one bad file never keeps the others out.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

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
OTHER_FORMATS = frozenset({".html", ".htm", ".xml", ".json", ".jsonl", ".csv", ".tsv"})

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
        paths: Files, folders (read recursively), or "-" for standard input. A file named twice is read once.
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
    by_id: dict[str, list[Path]] = {}
    for path in named.values():
        by_id.setdefault("stdin" if path == STDIN else path.stem, []).append(path)
    shelf = Shelf()
    for article_id, files in sorted(by_id.items()):
        if len(files) > 1:
            both = " and ".join(sorted(map(str, files)))
            yield Problem(both, f"one id for two articles, {article_id!r}", "the id is the file's stem: rename one")
        else:
            yield from _article(article_id, files[0], lang, shelf)


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


def _article(article_id: str, path: Path, lang: str | None, shelf: Shelf) -> Iterator[Article | Problem]:
    """Yield the article in ``path`` after the warnings about it, or why it gives none."""
    name = "standard input" if path == STDIN else os.fsencode(path).decode("utf-8", "replace")
    try:
        text, warning = _text(path)
        if warning:
            yield Problem(name, *warning, failed=False)
        if len(text) > LONG:
            message = f"{len(text):,} characters are many for one article; this takes its time"
            yield Problem(name, message, "if the file holds several, split it", failed=False)
        metadata, faults = shelf.metadata(path)
        yield from faults
        day, start = feed_date(text)
        stretches = tuple(body(text, start))
        if not stretches:
            raise Unusable("nothing in it but metadata and site boilerplate", "give it the article's text")
        known = ({"date": day} if day else {}) | metadata
        known["lang"] = _accepted(lang or known.get("lang") or language(text, stretches))
        yield Article(article_id, text, body=stretches, **known)
    except OSError as error:
        yield Problem(name, error.strerror or str(error), "check the file and its permissions")
    except (Undecodable, Unusable) as error:
        yield Problem(name, *error.args)


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
