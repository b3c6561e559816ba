"""The tables as one SQLite file, which Datasette shows: foreign keys, views, and full text over the quotations.

Words are found without regard to case and accents (FTS5, ``unicode61 remove_diacritics 2``):
``SELECT * FROM evidence WHERE number IN (SELECT rowid FROM quotes WHERE quotes MATCH 'dement*')``.
The view ``contested`` answers as the question of that name does, ``said`` puts names beside each statement. The parts
of a list stand side by side, with « ; » between them. A file beside it, ``NAME.metadata.json``, tells Datasette titles,
columns and facets: ``datasette NAME.sqlite --metadata NAME.metadata.json``.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from dementi.export.content import Content
from dementi.export.tables import Column, Table, rows, tables

_TYPES = {"text": "TEXT", "integer": "INTEGER", "boolean": "INTEGER", "day": "TEXT", "list": "TEXT"}
_MORE = """
CREATE VIRTUAL TABLE quotes USING fts5 (
    quote, content='evidence', content_rowid='number', tokenize='unicode61 remove_diacritics 2'
);
INSERT INTO quotes (quotes) VALUES ('rebuild');
CREATE VIEW contested AS
SELECT claims.id AS claim, claims.label, claims.kind, claims.supplier_label, claims.recipient_label, claims.item_label,
    (SELECT COUNT(*) FROM statements AS said
        WHERE (said.claim = claims.id OR said.precise = claims.id) AND said.stance = 'asserts') AS assertions,
    (SELECT COUNT(DISTINCT said.id) FROM contests JOIN statements AS said ON said.precise = contests.denied
        WHERE contests.claim = claims.id AND said.stance = 'denies') AS denials
FROM claims WHERE claims.contested ORDER BY denials DESC, assertions DESC, claims.id;
CREATE VIEW said AS
SELECT statements.date, statements.source_label AS source, statements.side_label AS side, statements.stance,
    statements.act, claims.label AS claim, statements.quote, statements.via, articles.outlet_label AS outlet,
    articles.title, statements.article, statements.id AS statement
FROM statements JOIN claims ON claims.id = statements.precise JOIN articles ON articles.id = statements.article
ORDER BY statements.date, statements.article, statements.start_char, statements.id;
"""


def database(content: Content, path: Path) -> None:
    """Write an SQLite file."""
    with closing(sqlite3.connect(path, isolation_level=None)) as sql:
        sql.execute("PRAGMA journal_mode = OFF")  # what is written aside is thrown away if it is not finished
        sql.execute("PRAGMA synchronous = OFF")
        sql.execute("BEGIN")
        for table in tables().values():
            sql.execute(_created(table))
            places = ", ".join("?" * len(table.columns))
            named = ", ".join(f'"{column.name}"' for column in table.columns)
            put = f'INSERT INTO "{table.name}" ({named}) VALUES ({places})'
            sql.executemany(put, ([_cell(value) for value in one.values()] for one in rows(content, table)))
        for table in tables().values():
            for column in table.columns:
                if column.of and table.key != [column.name]:
                    name = f"{table.name}_{column.name}"
                    sql.execute(f'CREATE INDEX "{name}" ON "{table.name}" ("{column.name}")')
        sql.execute("COMMIT")
        sql.executescript(_MORE)


def metadata(name: str) -> str:
    """Return what Datasette is told of a file: titles, what columns mean, facets, and where there is full text."""
    told: dict[str, Any] = {
        table.name: {
            "title": table.title,
            "label_column": table.label,
            "columns": {column.name: column.means for column in table.columns},
            "facets": list(table.facets),
        }
        for table in tables().values()
    }
    told["evidence"] |= {"fts_table": "quotes", "fts_pk": "number"}
    told |= {f"quotes{end}": {"hidden": True} for end in ("", "_data", "_idx", "_docsize", "_config")}
    views = {
        "contested": {"title": "Contested claims", "facets": ["kind", "item_label"]},
        "said": {"title": "Who says what", "facets": ["stance", "side", "outlet"]},
    }
    about = {"title": "Who says what, and who denies it", "description": "Nothing is true here; everything is said."}
    text = json.dumps(about | {"databases": {name: {"tables": told | views}}}, ensure_ascii=False, indent=1)
    return text + "\n"


def _created(table: Table) -> str:
    """Return the statement that creates a table; evidence has numbers, by which full text finds it."""
    numbered = ["number INTEGER PRIMARY KEY"] if table.name == "evidence" else []
    keys = ", ".join(f'"{name}"' for name in table.key)
    key = f"{'UNIQUE' if numbered else 'PRIMARY KEY'} ({keys})"
    links = [
        f'FOREIGN KEY ("{column.name}") REFERENCES "{column.of}" ("{tables()[column.of].key[0]}")'
        for column in table.columns
        if column.of
    ]
    return f'CREATE TABLE "{table.name}" ({", ".join([*numbered, *_columns(table.columns), key, *links])})'


def _columns(columns: Iterable[Column]) -> list[str]:
    return [f'"{column.name}" {_TYPES[column.type]}' for column in columns]


def _cell(value: Any) -> Any:
    return ("; ".join(value) or None) if isinstance(value, list) else value
