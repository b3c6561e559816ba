"""Rows in another language: only the names of things differ, so that questions need not be asked again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dementi.store import Ask, Row
from dementi.views.templating import own_query

# Columns of names in the rows of the pages, and those of what they name.
NAMED = {
    "sourceName": "source",
    "sideName": "side",
    "claimName": "claim",
    "preciseName": "precise",
    "relay": "relayIri",
    "publisher": "outlet",
    "outletName": "outlet",
    "what": "claim",
    "name": "actor",
}


def names(ask: Ask, lang: str) -> dict[str, str]:
    """Return what everything is called in a language, by its IRI."""
    return {str(row["thing"]): str(row["name"]) for row in ask(own_query("names"), {"lang": lang})}


def rename(rows: Iterable[Row], called: Mapping[str, str]) -> None:
    """Put names into rows in the place of others; all rows come from one question. What has no name has None."""
    columns: list[tuple[str, str]] | None = None
    for row in rows:
        if columns is None:
            columns = [(name, thing) for name, thing in NAMED.items() if name in row and thing in row]
        for name, thing in columns:
            row[name] = called.get(str(row[thing])) if row[thing] else None
