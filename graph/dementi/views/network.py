"""The network of sources and claims as one HTML file: a line is a stance, behind each line stand the exact words.

Places are settled beforehand and no physics runs, so that the page opens at once and the same rows give the same bytes.
pyvis builds the nodes and edges and brings vis-network, which draws them; its own page is not used, since it loads
scripts from elsewhere and writes labels unescaped.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from pyoxigraph import Store

from dementi.store import Row, ask
from dementi.views import projections
from dementi.views.columns import Tables, Text, no_text, packed_quotes, packed_rows
from dementi.views.layout import Line, places, ranked
from dementi.views.site import NETWORK, Place, rendered
from dementi.views.templating import beside
from dementi.views.words import words as words_of

QUERY = Path(__file__).parent / "network.rq"
_VIS = ("templates", "lib", "vis-9.1.2", "vis-network.min.js")  # below the package of pyvis
# Dashes of a stance and of a relation between sides; the colours are those of base.css.
LINES: Mapping[str, Sequence[int]] = {"asserts": (), "denies": (9, 5), "uncertain": (2, 5)}
PICTURES = ("claims", "flows", "sides")
_SCRIPTS = ("data", "filters", "period", "pictures", "drawing", "panel", "table", "exports", "main")
QUOTED = 150_000  # rows; the words of more would make the page too large to be opened, and stay on the evidence pages
AROUND = 5_000  # rows; of more, the page has the quotations without what stands around them
PLAIN = 500  # rows of the table that needs no JavaScript


def network(
    source: Store | Iterable[Row],
    lang: str = "fr",
    place: Place | None = None,
    text: Text = no_text,
    picture: str = "",
) -> str:
    """Return the page of a graph.

    Args:
        source: The store, or the rows that ``network.rq`` gets from it.
        lang: Language of the page and, where a store is given, of the names in it: ``fr`` or ``en``.
        place: Where the page lies and what lies beside it; it is a file alone if left out.
        text: Gives an article with its text, from which comes what stands around a quotation.
        picture: What is drawn first, one of ``PICTURES``; "" for what fits the graph's size.

    Raises:
        ValueError: The page does not speak this language, or has no such picture.
    """
    words = words_of(lang)
    if picture and picture not in PICTURES:
        raise ValueError(f"{picture}: no such picture; there are {', '.join(PICTURES)}")
    if isinstance(source, Store):
        source = ask(source, QUERY.read_text(encoding="utf-8"), {"lang": lang})
    rows, pairs = parted(source)
    place = place or Place(NETWORK, lang, whole=False, alone=True)
    if not rows:
        return rendered("network.html", place, words["title"], ["network.css"], rows=[])
    marked = contested_rows(rows, pairs)
    contested = {
        str(row["claim"]) for row, mark in zip(rows, marked, strict=True) if mark and row["stance"] == "asserts"
    }
    lines = _lines(rows)
    order = ranked(lines, contested)
    tables = Tables(rows, order, lang, words)
    pictures = projections.Pictures(rows, lines, tables, places(lines, order))
    return rendered(
        "network.html",
        place,
        words["title"],
        ["network.css"],
        [_vis(), *(beside(f"network-{name}.js") for name in _SCRIPTS)],
        rows=rows[:PLAIN],
        left_out=max(0, len(rows) - PLAIN),
        tables=tables,
        counts=words["counts"].format(**_counts(rows, contested)),
        lines=LINES,
        data=tables.packed(contested, place.to) | packed_rows(rows, tables, marked) | _said(words) | {"first": picture},
        pictures=pictures.packed(),
        quotes=packed_quotes(rows, text if len(rows) <= AROUND else no_text) if len(rows) <= QUOTED else None,
    )


def parted(source: Iterable[Row]) -> tuple[list[Row], set[tuple[str, str]]]:
    """Return the rows of evidence in the order of dates and texts, and which claim is contested by which denied one."""
    rows, pairs = [], set()
    for row in source:
        if row["denied"]:
            pairs.add((str(row["contested"]), str(row["denied"])))
        else:
            rows.append(row)
    rows.sort(key=lambda row: (row["date"] or "9999", row["article"], row["start"], row["end"], row["statement"]))
    return rows, pairs


def contested_rows(rows: Sequence[Row], pairs: set[tuple[str, str]]) -> list[bool]:
    """Return of each row whether it asserts what another denies, or denies what another asserts."""
    asserted, denied = {pair[0] for pair in pairs}, {pair[1] for pair in pairs}
    of = {"asserts": asserted, "denies": denied, "uncertain": set[str]()}
    return [bool({row["claim"], row["precise"]} & of[str(row["stance"])]) for row in rows]


def _lines(rows: Sequence[Row]) -> list[Line]:
    """Return one line for each source, claim and stance, in a fixed order."""
    behind: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        behind[str(row["source"]), str(row["claim"]), str(row["stance"])].append(index)
    return [Line(*key, tuple(indices)) for key, indices in sorted(behind.items())]


def _counts(rows: Sequence[Row], contested: set[str]) -> dict[str, int]:
    """Return how much there is."""
    names = {"statements": "statement", "sources": "source", "claims": "claim", "articles": "articleIri"}
    return {name: len({row[key] for row in rows}) for name, key in names.items()} | {"contested": len(contested)}


def _said(words: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the page's scripts say."""
    shared = ("stances", "acts", "statuses", "kinds", "undated", "via", "hedged", "characters")
    return {
        "words": {name: words[name] for name in shared} | words["network"],
        "lines": LINES,
        "mapped": projections.MAPPED,
    }


@cache
def _vis() -> str:
    """Return vis-network as pyvis packs it."""
    import pyvis

    return Path(pyvis.__file__).parent.joinpath(*_VIS).read_text(encoding="utf-8")
