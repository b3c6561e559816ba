"""The network of sources and claims as one HTML file: a line is a stance, behind each line stand the exact words.

Places are settled beforehand and no physics runs, so that the page opens at once and the same rows give the same bytes.
pyvis builds the nodes and edges and brings vis-network, which draws them; its own page is not used, since it loads
scripts from elsewhere and writes labels unescaped.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup
from pyoxigraph import Store

from dementi.iris import ORGANIZATION
from dementi.store import Row, ask
from dementi.terms import BASE
from dementi.views.layout import Line, contested, drawable, places, ranked
from dementi.views.templating import beside, csp_hash, template
from dementi.views.words import words as words_of

_HERE = Path(__file__).parent
QUERY = _HERE / "network.rq"
_VIS = ("templates", "lib", "vis-9.1.2", "vis-network.min.js")  # below the package of pyvis
# Okabe and Ito's blue and vermilion, darkened until text in them is readable on white; the dash says the same again.
LINES: Mapping[str, Mapping[str, Any]] = {
    "asserts": {"color": "#0067a3", "dashes": False},
    "denies": {"color": "#c2410c", "dashes": [9, 5]},
    "uncertain": {"color": "#6b6b6b", "dashes": [2, 5]},
}
CLAIMS_DRAWN, SOURCES_DRAWN = 80, 200  # more boxes in a column cannot be told apart; the table has everything
_LABEL = 36  # characters that fit into a box
_LOCAL = ("ArticleVoice", "Group", "Unattributed")  # sources that belong to one article


def network(source: Store | Iterable[Row], lang: str = "fr", links: Mapping[str, str] | None = None) -> str:
    """Return the page of a graph.

    Args:
        source: The store, or the rows that ``network.rq`` gets from it.
        lang: Language of the page and, where a store is given, of the names in it: ``fr`` or ``en``.
        links: Further pages beside it: their addresses, and what to call them.

    Raises:
        ValueError: The page does not speak this language.
    """
    words = words_of(lang)
    if isinstance(source, Store):
        source = ask(source, QUERY.read_text(encoding="utf-8"), {"lang": lang})
    rows = [_readable(row, words) for row in source]
    lines = _lines(rows)
    drawn, disputed = drawable(lines, CLAIMS_DRAWN, SOURCES_DRAWN), contested(lines)
    counts = _counts(rows, drawn) | {"contested": len(disputed)}
    return _page(
        lang=lang,
        words=words,
        links=links or {},
        rows=rows,
        disputed=disputed,
        data=_drawn(drawn, ranked(lines), disputed, rows),
        counts=words["counts"].format(**counts),
        capped="" if len(drawn) == len(lines) else words["capped"].format(**counts),
    )


def _readable(row: Row, words: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row with the texts that the page shows beside it."""
    route = f"{row['supplier'] or '?'} → {row['recipient'] or '?'}"
    what = words["kinds"][row["kind"]].format(item=row["item"])
    notes = [
        words["acts"][row["act"]],
        words["statuses"][row["status"]],
        row["quantity"],
        row["when"],
        words["hedged"] if row["hedged"] else "",
        f"{words['via']} {row['via']}" if row["via"] else "",
    ]
    return {
        **row,
        "sourceName": _source_name(row, words),
        "local": _class(row) in _LOCAL,
        "claimName": f"{what}{words['colon']}{route}",
        "box": f"{_short(what)}\n{_short(route)}",
        "note": " · ".join(str(note) for note in notes if note),
        "place": words["characters"].format(start=row["start"], end=row["end"]),
    }


def _source_name(row: Row, words: Mapping[str, Any]) -> str:
    """Return what to call a source; what belongs to an article is called after it."""
    outlet = row["publisher"] or row["title"] or row["article"]
    if _class(row) in ("ArticleVoice", "Unattributed"):
        key = "article_voice" if _class(row) == "ArticleVoice" else "unattributed"
        return str(words[key].format(name=outlet))
    # An institution that the ontology does not know has only its English name, and its name in the article.
    unknown = str(row["source"]).startswith(f"{BASE}{ORGANIZATION}/")
    return str(row["sourceText"] if unknown and row["sourceText"] else row["sourceName"])


def _class(row: Row) -> str:
    """Return the name of the class of a row's source."""
    return str(row["sourceType"]).rpartition("#")[2]


def _lines(rows: Sequence[Mapping[str, Any]]) -> list[Line]:
    """Return one line for each source, claim and stance, in a fixed order."""
    behind: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        behind[row["source"], row["claim"], row["stance"]].append(index)
    return [Line(*key, tuple(indices)) for key, indices in sorted(behind.items())]


def _counts(rows: Sequence[Mapping[str, Any]], drawn: Sequence[Line]) -> dict[str, int]:
    """Return how much there is; a statement is one source's stance on one claim in one article."""
    return {
        "statements": len({(row["article"], row["source"], row["claim"], row["stance"]) for row in rows}),
        "sources": len({row["source"] for row in rows}),
        "claims": len({row["claim"] for row in rows}),
        "articles": len({row["article"] for row in rows}),
        "drawn_sources": len({line.source for line in drawn}),
        "drawn_claims": len({line.claim for line in drawn}),
    }


def _drawn(
    lines: Sequence[Line], order: Sequence[str], disputed: set[str], rows: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """Return nodes and edges as vis-network takes them, the contested claims among them, and how stances are drawn."""
    from pyvis.network import Network  # it brings IPython along, a second that only this page should cost

    net, where = Network(directed=True), places(lines, order)
    first = {row[key]: row for row in reversed(rows) for key in ("source", "claim")}
    for name, (column, place) in where.items():
        row = first[name]
        is_claim = name == row["claim"]
        style = "contested" if name in disputed else "claim" if is_claim else "local" if row["local"] else "source"
        full, label = (row["claimName"], row["box"]) if is_claim else (row["sourceName"], _short(row["sourceName"]))
        # The page knows its own colours; pyvis would set one.
        net.add_node(name, label=label, shape="box", color=None, column=column, row=place, group=style, full=full)
    for line in lines:
        width = round(1.5 + math.log2(len(line.rows)), 2)
        net.add_edge(line.source, line.claim, width=width, stance=line.stance, rows=list(line.rows))
    for index, edge in enumerate(net.edges):
        edge["id"] = index
    listed = [claim for claim in order if claim in disputed and claim in where]
    return {"nodes": net.nodes, "edges": net.edges, "contested": listed, "lines": LINES}


def _page(**parts: Any) -> str:
    """Return the page; its policy allows the scripts and the style that it holds, by their hashes, and nothing else."""
    style, script = map(beside, ("network.css", "network.js"))
    page: str = template("network.html").render(
        **parts,
        style=Markup(style),
        scripts=[Markup(_vis()), Markup(script)],
        style_hash=csp_hash(style),
        script_hashes=[csp_hash(_vis()), csp_hash(script)],
    )
    return page


def _short(text: str) -> str:
    """Return a text that fits into a box; the panel has the whole."""
    return text if len(text) <= _LABEL else f"{text[: _LABEL - 1].rstrip()}…"


@cache
def _vis() -> str:
    """Return vis-network as pyvis packs it."""
    import pyvis

    return Path(pyvis.__file__).parent.joinpath(*_VIS).read_text(encoding="utf-8")
