"""Feeds as files: RSS 0.9 to 2.0, RSS 1.0 and Atom (RFC 4287), an entry an article. Nothing is ever fetched.

They are read as a stream by expat, the parser of Python, which is told to refuse entities that a file declares: so it
neither expands them nor looks for them elsewhere. feedparser keeps whole feeds in memory, and is not needed for this.
"""

from __future__ import annotations

from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from html import escape, unescape
from io import StringIO
from typing import BinaryIO
from xml.parsers import expat

from dementi.decoding import Undecodable, decode, readable
from dementi.intake import safe
from dementi.intake.columns import LANG, told
from dementi.intake.drafts import LARGEST, Draft, of_record
from dementi.intake.inputs import Source
from dementi.intake.markup import text_of
from dementi.intake.problems import NoArticles, Problem, Unusable

CHUNK = 1 << 16  # bytes
LONGEST_TAG = 1 << 20  # bytes; expat begins with a tag again whenever there is more of it
DEEPEST = 200  # elements inside one another; feeds have up to 10, and pages in them up to 60
ROOTS = frozenset("rss feed RDF".split())
ENTRIES = frozenset("item entry".split())
# What an element inside of an entry says, by its name; of two that say the same, the one that stands first here.
SAYS = {
    "text": ("encoded", "content", "description", "summary"),
    "id": ("guid", "id"),
    "title": ("title",),
    "date": ("pubDate", "published", "date", "issued", "updated", "modified"),
    "author": ("creator", "name", "author"),
    "url": ("origLink", "link"),
    "rights": ("rights",),
}
KEPT = frozenset(name for names in SAYS.values() for name in names)


def read(source: Source) -> Iterator[Draft | Problem]:
    """Yield the articles of a feed in their order; where it breaks off, those before that place.

    The hash of the original is that of the entry (see ``of_record``): what its elements hold, by their names.

    Raises:
        Unusable: It is no feed, or not a whole one; the message says where.
    """
    feed = _Feed()
    count = 0
    try:
        for number, entry in feed.entries(_readable_by_expat(source.data)):
            count += 1
            try:
                yield _draft(entry, feed, f"{source.file.stem}-{count}", number)
            except (Undecodable, Unusable) as error:
                yield Problem(f"{source.file}:{number}", *error.args)
    except expat.ExpatError as error:
        message = f"no XML from line {error.lineno} on: {expat.ErrorString(error.code)}"
        raise (Unusable if feed.root else NoArticles)(message, "the entries before that are read; mend it") from error


def _draft(entry: dict[str, str], feed: _Feed, default: str, number: int) -> Draft:
    """Return the draft of an entry."""
    if "too long" in entry:
        raise Unusable(f"an entry of more than {LARGEST:,} characters", "no article is as long; leave it out")
    said = {ours: next((entry[name] for name in names if entry.get(name)), "") for ours, names in SAYS.items()}
    text = said.pop("text")
    if not text:
        raise Unusable("an entry without text", "its article is elsewhere, and nothing is fetched")
    article_id = safe.article_id(safe.line(said.pop("id") or said["url"]) or default)
    said["date"] = _day(said["date"]) if said["date"] else ""
    said["publisher"] = feed.title
    metadata, warnings = told(said)
    return Draft(article_id, readable(text), of_record(entry), metadata, feed.lang, number, warnings)


def _day(given: str) -> str:
    """Return a date of RFC 822, as RSS has it, in ISO; any other as it is."""
    try:
        return parsedate_to_datetime(given).date().isoformat()
    except (ValueError, TypeError, IndexError):
        return given


def _readable_by_expat(data: BinaryIO) -> tuple[BinaryIO | bytes, str | None]:
    """Return a feed and its encoding, None where it is as it says; else its text anew, where it is one at a time."""
    start = data.read(CHUNK)
    data.seek(0)
    if not start.strip():
        raise NoArticles("empty", "give it the feed or leave it out")
    try:
        start.decode("utf-8")
    except UnicodeDecodeError as error:
        declares = b"encoding" in start[:200].partition(b"?>")[0].replace(b"\x00", b"")
        says_utf8 = b"utf-8" in start[:200].partition(b"?>")[0].lower()
        if (
            error.start < len(start) - 4
            and not start.startswith((b"\xff\xfe", b"\xfe\xff"))
            and (not declares or says_utf8)
        ):
            whole = data.read(LARGEST + 1)
            if len(whole) > LARGEST:
                raise Unusable("not in the encoding that it says", "save it as UTF-8") from error
            return decode(whole)[0].encode("utf-8"), "utf-8"
    return data, None


class _Feed:
    """A feed as its parser goes through it.

    Attributes:
        root: The name of its outermost element, "" before that.
        title: Of the whole.
        lang: Its language as an ISO 639-1 code, or "".
    """

    def __init__(self) -> None:
        self.root = self.title = self.lang = ""
        self._open: list[str] = []
        self._entry: dict[str, str] | None = None
        self._begun = self._length = 0
        self._kept: StringIO | None = None  # what the element that is being read holds so far
        self._of, self._type = 0, ""
        self._done: list[tuple[int, dict[str, str]]] = []

    def entries(self, given: tuple[BinaryIO | bytes, str | None]) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield the number of the line at which each entry begins, and what its elements hold."""
        data, encoding = given
        parser = self._parser(encoding)
        at = fed = 0
        while chunk := data[at : at + CHUNK] if isinstance(data, bytes) else data.read(CHUNK):
            at += CHUNK
            fed += len(chunk)
            yield from self._parsed(parser, chunk, False)
            if fed - parser.CurrentByteIndex > LONGEST_TAG:
                message = f"a tag of more than {LONGEST_TAG:,} bytes at line {parser.CurrentLineNumber}"
                raise Unusable(message, "mend it")
        yield from self._parsed(parser, b"", True)

    def _parsed(self, parser: expat.XMLParserType, chunk: bytes, last: bool) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield the entries that end in a chunk, those before a fault too."""
        fault: Exception | None = None
        try:
            parser.Parse(chunk, last)
        except (expat.ExpatError, Unusable) as error:
            fault = error
        yield from self._done
        self._done.clear()
        if fault:
            raise fault

    def _parser(self, encoding: str | None) -> expat.XMLParserType:
        parser = expat.ParserCreate(encoding, namespace_separator=" ")
        parser.buffer_text = True
        parser.UseForeignDTD(True)  # so that "&nbsp;" of a feed that declares no such entity is no fault
        parser.EntityDeclHandler = self._refuse
        parser.StartElementHandler = lambda name, attributes: self._start(parser.CurrentLineNumber, name, attributes)
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.DefaultHandlerExpand = lambda text: self._characters(unescape(text)) if text.startswith("&") else None
        return parser

    def _refuse(self, name: str, *_: object) -> None:
        raise Unusable(f"declares an entity, {name[:30]!r}, as no feed needs to", "leave the declaration out")

    def _start(self, line: int, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        if not self._open:
            if local not in ROOTS:
                raise NoArticles(f"no feed: its root is <{local[:30]}>", "RSS, Atom and RDF are read")
            self.root = local
            self._language(attributes.get("http://www.w3.org/XML/1998/namespace lang", ""))
        self._open.append(local)
        if len(self._open) > DEEPEST:
            raise Unusable(f"more than {DEEPEST} elements inside one another at line {line}", "mend it")
        if self._kept is not None:
            self._mark(f"<{local}>")
        elif local in ENTRIES and self._entry is None:
            self._entry, self._begun, self._length = {}, line, 0
        elif self._entry is not None and local in KEPT:
            self._keep(local, attributes)
        elif self._entry is None and local in ("title", "language") and len(self._open) in (2, 3):
            self._keep(local, {"type": "text"})

    def _keep(self, local: str, attributes: dict[str, str]) -> None:
        """Keep what an element holds from here on."""
        if local == "link" and "href" in attributes:
            if attributes.get("rel", "alternate") == "alternate" and self._entry is not None:
                self._entry.setdefault("link", attributes["href"])
        elif not (local == "author" and self.root == "feed"):  # of Atom, that is in its <name>
            self._kept, self._of, self._type = StringIO(), len(self._open), attributes.get("type", "")

    def _characters(self, text: str) -> None:
        self._mark(escape(text, quote=False) if self._type == "xhtml" else text)

    def _mark(self, piece: str) -> None:
        """Keep a piece of what an element holds; tags are counted too, since there may be nothing else."""
        self._length += len(piece)
        if self._kept is not None and self._length <= LARGEST:
            self._kept.write(piece)

    def _end(self, name: str) -> None:
        local = name.rpartition(" ")[2]
        if self._kept is not None and len(self._open) > self._of:
            self._mark(f"</{local}>")
        elif self._kept is not None:
            self._told(local, self._kept.getvalue())
            self._kept = None
        elif local in ENTRIES and self._entry is not None and local not in self._open[:-1]:
            if self._length > LARGEST:
                self._entry = {"too long": local}
            self._done.append((self._begun, self._entry))
            self._entry = None
        self._open.pop()

    def _told(self, local: str, held: str) -> None:
        """Take note of what an element held."""
        plain = self.root == "feed" and self._type in ("", "text") or local not in (*SAYS["text"], "title")
        text = held.strip() if plain else text_of(held)
        if self._entry is not None:
            if text:
                self._entry.setdefault(local, text)
        elif local == "language":
            self._language(text)
        else:
            self.title = self.title or safe.line(text)

    def _language(self, given: str) -> None:
        if found := LANG.fullmatch(given.strip()):
            self.lang = found[1].lower()
