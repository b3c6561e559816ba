"""The index of the site: the corpus in numbers, contested claims first, months, who denies most, and the articles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dementi.store import Ask, Row
from dementi.views.moments import chart
from dementi.views.site import Place, known, rendered
from dementi.views.templating import own_query
from dementi.views.told import claim_name, day
from dementi.views.words import words as words_of

NUMBERS = ("articles", "outlets", "statements", "sources", "sides", "claims", "contested", "clusters")
CONTESTED, DENIERS, ARTICLES = 50, 15, 200  # most rows that the page shows


def index_page(ask: Ask, place: Place) -> str:
    """Return the index of a graph.

    Raises:
        ValueError: The page does not speak this language.
    """
    words, lang = words_of(place.lang), place.lang
    (numbers,) = ask(own_query("corpus"), {})
    months = ask("months", {})
    contested = ask("contested", {"lang": lang, "limit": str(CONTESTED)})
    deniers = ask("deniers", {"lang": lang, "limit": str(DENIERS)})
    articles = ask("articles", {"lang": lang, "limit": str(ARTICLES)})
    return rendered(
        "index.html",
        place,
        words["index"]["title"],
        ["reading.css", "index.css"],
        own=words["index"],
        numbers=[(name, int(str(numbers[name]))) for name in NUMBERS if numbers[name] or name not in ("clusters",)],
        total=numbers,
        contested=[_contested(row, place, words) for row in contested],
        months=months,
        chart=chart(months, words),
        deniers=deniers,
        most=max((int(str(row["denials"])) for row in deniers), default=1),
        articles=[_article(row, words) for row in articles],
        day=lambda date: day(date, words),
    )


def _contested(row: Row, place: Place, words: Mapping[str, Any]) -> dict[str, Any]:
    """Return a contested claim with what the page says of it."""
    asserted, denied = int(str(row["assertions"])), int(str(row["denials"]))
    dates = dict.fromkeys(day(row[name], words) for name in ("assertedFrom", "assertedTo") if row[name])
    return {
        "name": claim_name(row["claim"], row["what"], words),
        "link": place.to(row["claim"]),
        "asserts": asserted,
        "denies": denied,
        "share": round(100 * asserted / max(asserted + denied, 1), 1),
        "by": {"asserts": _names(row["assertedBy"]), "denies": _names(row["deniedBy"])},
        "dates": {"asserts": " – ".join(dates), "denies": _since(row["deniedFrom"], words)},
    }


def _since(date: object, words: Mapping[str, Any]) -> str:
    return str(words["index"]["since"].format(date=day(date, words))) if date else ""


def _names(listed: object) -> list[str]:
    """Return the names of a list, each once."""
    return list(dict.fromkeys(str(listed or "").split("; ")))


def _article(row: Row, words: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, "name": known(row, "title", "article"), "day": day(row["date"], words)}
