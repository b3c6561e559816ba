"""The tables as a folder of CSV files (RFC 4180, UTF-8) with a description by the Data Package standard.

A spreadsheet runs a cell that begins with ``=``, ``+``, ``-`` or ``@``, and quotations begin with a dash now and then.
So a text that begins so, or with a tab or a line break, gets an apostrophe before it; so does one that begins with
apostrophes before such a character: one apostrophe less, and the text is what it was (``plain``). What is not known is
an empty cell; the parts of a list stand side by side, with « ; » between them.
"""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

from dementi.export.content import Content
from dementi.export.placing import MARK, PACKAGE
from dementi.export.tables import Cells, Column, Table, rows, tables

# Matches « =1+1 », « - Non », « '=1 »; not « l'arme », « 'a' ». Also as Excel reads East Asian widths.
_RUN = re.compile(r"'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_NEUTRAL = (
    "An apostrophe before = + - @, a tab or a line break at the beginning of a text keeps spreadsheets from running it."
)
_FIELDS = {"text": "string", "integer": "integer", "boolean": "boolean", "day": "date", "list": "string"}
_MARK = json.loads(f"{{{MARK}}}")


def folder_of_csv(content: Content, folder: Path) -> None:
    """Write a file a table and ``datapackage.json``."""
    folder.mkdir()
    for table in tables().values():
        with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out)  # lines end in CR LF, as RFC 4180 has it
            writer.writerow(column.name for column in table.columns)
            writer.writerows([_cell(one[column.name]) for column in table.columns] for one in rows(content, table))
    describe(folder, "csv", {"format": "csv", "mediatype": "text/csv", "encoding": "utf-8"}, _NEUTRAL)


def describe(folder: Path, suffix: str, more: Cells, note: str) -> None:
    """Write what a folder of tables holds, by Data Package 1.0 and Table Schema 1.0 (Frictionless)."""
    resources = [
        {"name": table.name, "path": f"{table.name}.{suffix}", "title": table.title, **more, "schema": _schema(table)}
        for table in tables().values()
    ]
    package = {"name": "dementi-graph", "title": "Who says what, and who denies it", "description": note, **_MARK}
    text = json.dumps(package | {"resources": resources}, ensure_ascii=False, indent=1)
    (folder / PACKAGE).write_text(text + "\n", encoding="utf-8", newline="\n")


def plain(cell: str) -> str:
    """Return the text of a cell as it was before an apostrophe was put before it."""
    return cell[1:] if cell.startswith("'") and _RUN.match(cell) else cell


def _cell(value: Any) -> Any:
    """Return a value as a cell that no spreadsheet runs."""
    if isinstance(value, bool):
        return str(value).lower()
    text = "; ".join(value) if isinstance(value, list) else value
    return f"'{text}" if isinstance(text, str) and _RUN.match(text) else text


def _schema(table: Table) -> dict[str, Any]:
    links = [
        {"fields": [column.name], "reference": {"resource": column.of, "fields": _named(column)}}
        for column in table.columns
        if column.of
    ]
    fields = [
        {"name": column.name, "type": _FIELDS[column.type], "description": column.means} for column in table.columns
    ]
    return {"fields": fields, "primaryKey": table.key, "foreignKeys": links, "missingValues": [""]}


def _named(column: Column) -> list[str]:
    return tables()[column.of].key
