"""What a notebook shows of a graph, of the rows of a question and of statements: pieces of HTML without scripts.

Whatever comes from articles is escaped by the templates. Colours are those of the notebook, light or dark; a stance is
said by its word and by its line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from dementi import iris
from dementi.store import Row, Value
from dementi.terms import BASE, PREFIXES, curie
from dementi.views.templating import template
from dementi.views.words import words as words_of

SHOWN = 100  # rows; whoever wants to see more takes the data frame
_PARTS = 4  # of the IRI of a claim: kind, supplier, recipient, item
_SHORT = 12  # characters; a date, a stance: what should not be broken into lines
_LONG = 60  # characters; what should not be broken into a line for each word
_WIDEST = 48  # characters of a value in a table of plain text
_NAMED = {"claim": ("what", "contested")}  # columns of IRIs, and those that name the same, or more exactly
_LINK = re.compile(r"https?://[^\s]+", re.IGNORECASE)  # "https://gazette.example/1"; not "javascript:…", "Izvestia"


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a table: a text, the address that it leads to or "", and whether it is a number."""

    text: str
    link: str = ""
    number: bool = False

    @property
    def style(self) -> str:
        """How the text is broken into lines, as a style sheet says it; "" where it does not matter."""
        width = len(self.text)
        return "white-space:nowrap" if width <= _SHORT else "min-width:18em" if width >= _LONG else ""


def answer_table(
    rows: Sequence[Row], columns: Sequence[str], lang: str, origins: Mapping[str, str], cut: bool = False
) -> str:
    """Return rows as a table.

    Args:
        rows: With these columns; the first of them are shown (see ``SHOWN``).
        columns: Those are left out that tell no more than others: of places in articles (statements, selectors), and of
            IRIs whose names are there already.
        lang: Language of names and words.
        origins: Where articles are on the web or come from, by their ids.
        cut: There may be more rows than these in the graph.
    """
    own = words_of(lang)["answers"]
    cells = {name: [cell(name, row[name], lang, origins) for row in rows[:SHOWN]] for name in columns}
    kept = telling(rows[:SHOWN], cells)
    lines = [[cells[name][at] for name in kept] for at in range(min(len(rows), SHOWN))]
    return _rendered("table", own, columns=kept, rows=lines, count=_count(len(rows), len(lines), cut, own))


def articles_shown(rows: Sequence[Row]) -> list[str]:
    """Return the ids of the articles that the table of these rows names, by id or IRI, in order."""
    shown = [(name, str(value)) for row in rows[:SHOWN] for name, value in row.items() if value is not None]
    articles = {readable(value, "fr") for _, value in shown if value.startswith(f"{BASE}article/") and "#" not in value}
    return sorted(articles | {value for name, value in shown if name == "article" and not value.startswith(BASE)})


def plain_table(rows: Sequence[Row], columns: Sequence[str], lang: str, cut: bool = False) -> str:
    """Return rows as lines of text, the same ones and by the same names as ``answer_table``; long values are cut."""
    own = words_of(lang)["answers"]
    cells = {name: [cell(name, row[name], lang, {}) for row in rows[:SHOWN]] for name in columns}
    texts = [[name, *(_cut(one.text) for one in cells[name])] for name in telling(rows[:SHOWN], cells)]
    widths = [max(map(len, column)) for column in texts]
    lines = [
        "  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip()
        for line in zip(*texts, strict=True)
    ]
    return "\n".join([*lines, _count(len(rows), min(len(rows), SHOWN), cut, own)])


def telling(rows: Sequence[Row], cells: Mapping[str, Sequence[Cell]]) -> list[str]:
    """Return the columns that tell something: see ``answer_table``; all of them where none would be left."""
    kept: list[str] = []
    for name, column in cells.items():
        values = [str(row[name]) for row in rows if row[name] is not None]
        if values and all(value.startswith(BASE) for value in values):
            texts = [one.text for one in column]
            twice = any(texts == [one.text for one in cells[other]] for other in cells if other != name)
            named = any(other in cells for other in _NAMED.get(name, ()))
            if twice or named or all(value.startswith(f"{BASE}article/") and "#" in value for value in values):
                continue
        kept.append(name)
    return kept or list(cells)


def statement_cards(found: Sequence[Mapping[str, Any]], lang: str, cut: bool = False) -> str:
    """Return statements, given by the columns of the question ``statements``, one below another."""
    words = words_of(lang)
    shown = [_card(row, words) for row in found[:SHOWN]]
    count = _count(len(found), len(shown), cut, words["answers"]) if len(found) != 1 else ""
    return _rendered("statements", words["answers"], cards=shown, words=words, count=count)


def graph_card(numbers: Mapping[str, Value], place: str, lang: str) -> str:
    """Return the card of a graph: how much it holds, from when to when, and where it is."""
    own = words_of(lang)["answers"]
    counted = [(own["counts"][name], numbers[name]) for name in own["counts"]]
    period = " – ".join(dict.fromkeys(str(numbers[name]) for name in ("first", "last") if numbers[name]))
    return _rendered("summary", own, counted=counted, period=period, place=place)


def cell(name: str, value: Value, lang: str, origins: Mapping[str, str]) -> Cell:
    """Return what a table shows of a value: names in the place of our IRIs, links where there is something to see."""
    if value is None or isinstance(value, bool):
        return Cell("" if value is None else words_of(lang)["answers"]["yes" if value else "no"])
    if isinstance(value, int | float):
        return Cell(str(value), number=True)
    if value.startswith(BASE):
        return _named(value, lang, origins)
    if name == "article":
        return Cell(value, _followed(origins.get(value)))
    if any(value.startswith(namespace) for namespace in PREFIXES.values()) and not re.search(r"\s", value):
        return Cell(curie(value))
    return Cell(value, _followed(value))


def readable(iri: str, lang: str) -> str:
    """Return what a thing of the graph is called, by its IRI alone; other IRIs with a prefix, where there is one."""
    room, segments = iris.parts(iri)
    french, words = lang == "fr", words_of(lang)
    if "#" in iri or not segments:
        return curie(iri)
    if room == "claim" and len(segments) == _PARTS and segments[0] in words["kinds"]:
        kind, supplier, recipient, item = segments
        who = [actor and iris.names(actor)[french] for actor in map(iris.actor_of, (supplier, recipient))]
        what = words["kinds"][kind].format(item=iris.names(f"{BASE}item/{item}")[french])
        return f"{what}{words['colon']}{' → '.join(one or '?' for one in who)}"
    if room in ("actor", "item", iris.PERSON, iris.ORGANIZATION, iris.MEDIA, iris.NAME):
        return iris.names(iri)[french]
    return unquote(segments[0]) if room == "article" else curie(iri)


def _named(iri: str, lang: str, origins: Mapping[str, str]) -> Cell:
    name = readable(iri, lang)
    return Cell(name, _followed(origins.get(name)) if iris.parts(iri)[0] == "article" else "")


def _cut(text: str) -> str:
    """Return a text in one line that is not too long for a table."""
    line = " ".join(text.split())
    return line if len(line) <= _WIDEST else f"{line[: _WIDEST - 1]}…"


def _followed(address: object) -> str:
    """Return an address that can be followed, "" for any other text."""
    return str(address) if address and _LINK.fullmatch(str(address)) else ""


def _card(row: Mapping[str, Any], words: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a statement's card shows; the cue is marked where it stands in the quote, else it is named."""
    quote, cue, at = str(row["quote"]), row["cue"], -1
    if cue:
        at = int(row["cueStart"]) - int(row["start"])
    inside = 0 <= at <= len(quote) - len(cue or "")
    before, _, after = words["explain"]["quote"].partition("{text}")
    parts = (quote[:at], cue, quote[at + len(cue) :]) if cue and inside else (quote, "", "")
    notes = (words["statuses"][row["status"]], row["quantity"], row["when"], words["hedged"] if row["hedged"] else "")
    return {
        "row": row,
        "what": words["kinds"][row["kind"]].format(item=row["what"]),
        "parts": parts,
        "marks": (before, after),
        "cue": "" if inside else cue or "",
        "side": row["side"] if row["side"] != row["source"] else "",
        "notes": [str(note) for note in notes if note],
        "link": _followed(row["url"] or row["origin"]),
    }


def _count(all_rows: int, shown: int, cut: bool, own: Mapping[str, Any]) -> str:
    """Return how many rows there are, how many of them are shown, and whether there may be more."""
    parts = [own["rows"].format(count=all_rows)]
    parts += [own["shown"].format(count=shown)] if shown < all_rows else []
    parts += [own["cut"]] if cut else []
    return str(own["dot"].join(parts))


def _rendered(what: str, own: Mapping[str, Any], **values: Any) -> str:
    return str(getattr(template("answers.html").module, what)(own, **values))
