"""What one article says, made of rows of the graph: its statements, and the marks that they make in its text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import groupby
from typing import Any

from dementi import iris
from dementi.marking import Bounds
from dementi.store import Row
from dementi.views.site import statement_id

DEEPEST = 3  # lines drawn below one another; more cannot be told apart
_REMEMBERED = 1 << 12  # parties and items


class Part(StrEnum):
    """What a stretch is to a statement."""

    QUOTE = "quote"
    SOURCE = "source"
    CUE = "cue"
    SUPPLIER = "supplier"
    RECIPIENT = "recipient"
    ITEM = "item"
    OUTSIDE = "outside"


_RANKS = {part: rank for rank, part in enumerate(Part)}


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the article, and where they begin."""

    start: int
    exact: str

    @property
    def end(self) -> int:
        """One past the last character."""
        return self.start + len(self.exact)


@dataclass(frozen=True, slots=True)
class Quote:
    """A place that says it.

    Attributes:
        id: Its anchor: of the clearest, that of the statement.
        where: Its words.
        status: How far the transfer has come.
        quantity: How many, or "".
        when: When, or "".
    """

    id: str
    where: Words
    status: str
    quantity: str
    when: str


@dataclass(frozen=True, slots=True)
class Said:
    """A statement of the article.

    Attributes:
        id: The last part of its IRI.
        number: Its place in the article, from 1.
        row: What the graph says of it, by the names of ``article.rq``.
        quotes: Where it is written, the clearest first.
        via: IRIs of those who pass it on, outermost first.
        inside: The statement of the last of them that holds it, "" for none.
    """

    id: str
    number: int
    row: Mapping[str, Any]
    quotes: tuple[Quote, ...]
    via: tuple[str, ...]
    inside: str = ""

    def words(self, part: str) -> Words | None:
        """Return the words of its cue or of its source."""
        text = self.row[f"{part}Text"]
        return Words(_whole(self.row[f"{part}Start"]), str(text)) if text else None


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text and what it is to statements.

    Attributes:
        start: First character.
        end: One past the last.
        parts: What it is, the first first.
        of: Ids of the statements.
        stance: Of a quotation or a cue, else "".
        id: Anchor of a quotation.
        level: How many lines stand above that of a quotation; None where another mark draws it already.
    """

    start: int
    end: int
    parts: tuple[Part, ...]
    of: tuple[str, ...] = ()
    stance: str = ""
    id: str = ""
    level: int | None = None


def statements(rows: Iterable[Row]) -> list[Said]:
    """Return the statements that ``article.rq`` found, in the order of the text."""
    found = [_said(statement_id(iri), list(group)) for iri, group in groupby(rows, key=lambda row: row["statement"])]
    found.sort(key=lambda one: (one.quotes[0].where.start, -one.quotes[0].where.end, one.id))
    numbered = [replace(one, number=number) for number, one in enumerate(found, 1)]
    return [replace(one, inside=_holder(one, numbered)) for one in numbered]


def _said(name: str, rows: Sequence[Row]) -> Said:
    """Return a statement of its rows: one for each place and relay."""
    places = {row["rank"]: row for row in rows}
    quotes = [
        Quote(
            name if at == 0 else f"{name}-evidence-{rank}",
            Words(_whole(row["start"]), str(row["quote"])),
            str(row["status"]),
            str(row["quantity"] or ""),
            str(row["when"] or ""),
        )
        for at, (rank, row) in enumerate(sorted(places.items(), key=lambda place: _whole(place[0])))
    ]
    relays = {row["step"]: str(row["via"]) for row in rows if row["via"]}
    via = tuple(relay for _, relay in sorted(relays.items(), key=lambda step: _whole(step[0])))
    return Said(name, 0, rows[0], tuple(quotes), via)


def _holder(said: Said, others: Iterable[Said]) -> str:
    """Return the id of the narrowest statement, of one who passes this one on, that holds it; "" if none does."""
    place = said.quotes[0].where
    holding = [
        (len(other.quotes[0].where.exact), other.id)
        for other in others
        if other.row["source"] in said.via and other.id != said.id and _holds(other.quotes[0].where, place)
    ]
    return min(holding, default=(0, ""))[1]


def _holds(outer: Words, inner: Words) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end and outer != inner


def marks(found: Sequence[Said]) -> list[Mark]:
    """Return the marks of statements: at one place quotations hold sources, these what plays a part."""
    return [*_levelled(list(_quotes(found))), *_merged(_parts(found))]


def _quotes(found: Iterable[Said]) -> Iterator[Mark]:
    for said in found:
        for quote in said.quotes:
            where = quote.where
            yield Mark(where.start, where.end, (Part.QUOTE,), (said.id,), str(said.row["stance"]), quote.id)


def _levelled(quotes: Sequence[Mark]) -> list[Mark]:
    """Return quotations with their levels: a line below those that it would lie on; one for those of one place."""
    drawn: dict[tuple[int, int, str], int] = {}
    for start, end, stance in sorted({(one.start, one.end, one.stance) for one in quotes}, key=_width):
        below = [level for (first, last, _), level in drawn.items() if first < end and start < last]
        drawn[start, end, stance] = min(max(below, default=-1) + 1, DEEPEST)
    levelled = []
    for one in quotes:
        level = drawn.pop((one.start, one.end, one.stance), None)  # of one place, the first draws
        levelled.append(replace(one, level=level))
    return levelled


def _width(place: tuple[int, int, str]) -> tuple[int, int, str]:
    return place[1] - place[0], place[0], place[2]


def _parts(found: Iterable[Said]) -> Iterator[Mark]:
    """Yield what plays a part: who speaks, by which words, and the names of parties and items in quotations."""
    for said in found:
        for part in (Part.SOURCE, Part.CUE):
            if where := said.words(part):
                stance = str(said.row["stance"]) if part is Part.CUE else ""
                yield Mark(where.start, where.end, (part,), (said.id,), stance)
        for quote in said.quotes:
            for part, (start, end) in _named(said, quote.where.exact):
                yield Mark(quote.where.start + start, quote.where.start + end, (part,), (said.id,))


def _named(said: Said, text: str) -> Iterator[tuple[Part, Bounds]]:
    """Yield where a quotation names the item and, nearest to it, the parties: further off they may be somebody else."""
    items = _found(_item(str(said.row["itemText"])), text) or _found(_names(str(said.row["item"])), text)
    yield from ((Part.ITEM, place) for place in items)
    for part in (Part.SUPPLIER, Part.RECIPIENT):
        places = _found(_names(str(said.row[part] or "")), text)
        if places:
            yield part, min(places, key=lambda place: min((_between(place, item) for item in items), default=0))


def _between(one: Bounds, other: Bounds) -> int:
    """Return how many characters lie between two stretches."""
    return max(one[0] - other[1], other[0] - one[1], 0)


def _merged(parts: Iterable[Mark]) -> list[Mark]:
    """Return one mark for all statements to which a stretch is the same, and for all that it is to the same ones."""
    of: dict[tuple[int, int, Part, str], dict[str, None]] = defaultdict(dict)
    for one in parts:
        of[one.start, one.end, one.parts[0], one.stance].update(dict.fromkeys(one.of))
    alike: dict[tuple[int, int, tuple[str, ...]], list[tuple[Part, str]]] = defaultdict(list)
    for (start, end, part, stance), statements_of_it in of.items():
        alike[start, end, tuple(statements_of_it)].append((part, stance))
    merged = []
    for (start, end, ids), found in alike.items():
        named = tuple(sorted({part for part, _ in found}, key=_RANKS.__getitem__))
        merged.append(Mark(start, end, named, ids, max(stance for _, stance in found)))
    return sorted(merged, key=lambda one: (one.start, -one.end, _RANKS[one.parts[0]], one.of))


def _found(names: re.Pattern[str] | None, text: str) -> list[Bounds]:
    """Return where names stand; what holds one and names something else is passed over."""
    return [match.span() for match in names.finditer(text) if match.lastgroup == "name"] if names else []


@lru_cache(maxsize=_REMEMBERED)
def _names(iri: str) -> re.Pattern[str] | None:
    """Return what matches the names of a party that need no context: « Iran », « iraniens », « Téhéran »."""
    if not iri:
        return None
    concept = iris.concept_of(iri)
    plain = {form.text for form in concept.forms if not form.context} if concept else {iris.names(iri)[0]}
    return _either(plain, concept.not_in if concept else ())


@lru_cache(maxsize=_REMEMBERED)
def _item(words: str) -> re.Pattern[str] | None:
    return _either({words}, ())


def _either(names: Iterable[str], others: Iterable[str]) -> re.Pattern[str] | None:
    """Return what matches one of these names as whole words, whichever apostrophe they have, and others before them."""
    groups = [
        f"(?P<{kind}>{'|'.join(map(_spelt, sorted(texts, key=lambda text: (-len(text), text))))})"
        for kind, texts in (("other", set(others)), ("name", set(names) - {""}))
        if texts
    ]
    return re.compile(rf"(?<!\w)(?:{'|'.join(groups)})(?!\w)") if groups else None


def _spelt(text: str) -> str:
    return re.escape(text).replace("’", "'").replace("'", "['’]")


def _whole(value: object) -> int:
    return int(str(value))


def excerpts(found: Iterable[Said]) -> list[Words]:
    """Return the stretches of text that quotations make up together, in the order of the text."""
    made: list[Words] = []
    for where in sorted(
        (quote.where for said in found for quote in said.quotes), key=lambda one: (one.start, -one.end)
    ):
        if made and where.start <= made[-1].end:
            last = made[-1]
            made[-1] = Words(last.start, last.exact + where.exact[last.end - where.start :])
        else:
            made.append(where)
    return made
