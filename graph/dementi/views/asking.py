"""The pages of `dementi serve` besides the network: where queries are written, and what says why there is no answer.

The editor is YASGUI, as the oxigraph server brings it along; without JavaScript a form takes its place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from dementi.questions import example, questions
from dementi.store import Row
from dementi.terms import DEM, PREFIXES
from dementi.views.templating import TEMPLATES, template
from dementi.views.words import words as words_of

# Files that the pages ask their own server for; it has YASGUI's besides.
STATIC: Mapping[str, Path] = {name: TEMPLATES / name for name in ("asking.css", "query.js")}
_KEPT = "base-uri 'none'; frame-ancestors 'none'"
ERROR_POLICY = f"default-src 'none'; style-src 'self'; form-action 'none'; {_KEPT}"
# YASGUI's tables write styles into the page; what they could ask for besides themselves is nowhere but here.
QUERY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; form-action 'self'; "
    f"img-src 'self' data:; font-src data:; {_KEPT}"
)
SHOWN = 1000  # rows in the table of the page; other formats have them all


def query_page(lang: str, text: str = "", rows: Sequence[Row] | None = None, problem: str = "") -> str:
    """Return the page on which queries are written.

    Args:
        lang: Language of the page: ``fr`` or ``en``.
        text: The query that stands in the editor.
        rows: The answer to it, where it was asked without JavaScript.
        problem: Why there is none.

    Raises:
        ValueError: The page does not speak this language.
    """
    words = words_of(lang)
    own = words["query"]
    listed = [
        (name, question, example(path.read_text(encoding="utf-8"), lang))
        for name, (question, path) in questions().items()
    ]
    count = len(rows or ())
    page: str = template("query.html").render(
        lang=lang,
        other="en" if lang == "fr" else "fr",
        words=words,
        own=own,
        questions=listed,
        text=text or listed[0][2],
        rows=rows,
        columns=list(rows[0]) if rows else [],
        shown=SHOWN,
        count=own["shown" if count > SHOWN else "rows"].format(count=count, shown=SHOWN),
        problem=problem,
        data={
            "prefixes": PREFIXES,
            "terms": sorted(str(DEM[name]) for name in dir(DEM) if not name.startswith("_")),
            "questions": {name: query for name, _, query in listed},
            "given": bool(text),
        },
    )
    return page


def error_page(lang: str, status: int, message: str) -> str:
    """Return the page that says why there is no answer.

    Raises:
        ValueError: The page does not speak this language.
    """
    words = words_of(lang)
    own = words["error"]
    page: str = template("error.html").render(
        lang=lang,
        own=own,
        link=words["query"]["link"],
        kind=own["kinds"].get(str(status), own["kinds"]["other"]),
        status=status,
        message=message,
    )
    return page
