"""The tables as a folder of Parquet files: typed, days as dates, relays as lists; pyarrow writes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from dementi.export.content import Content
from dementi.export.delimited import describe
from dementi.export.tables import Cells, Table, rows, tables

GROUP = 10_000  # rows of a row group; so many are in memory at a time
_TEXTS = "Texts are as they are."


def folder_of_parquet(content: Content, folder: Path) -> None:
    """Write a file a table and ``datapackage.json``.

    Raises:
        ImportError: pyarrow is missing; the message says how to get it.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise ImportError("Parquet needs pyarrow: pip install 'dementi[tables]'") from error
    types = {
        "text": pyarrow.string(),
        "integer": pyarrow.int64(),
        "boolean": pyarrow.bool_(),
        "day": pyarrow.date32(),
        "list": pyarrow.list_(pyarrow.string()),
    }
    folder.mkdir()
    for table in tables().values():
        schema = pyarrow.schema([(column.name, types[column.type]) for column in table.columns])
        with parquet.ParquetWriter(folder / f"{table.name}.parquet", schema) as out:
            for group in _groups(content, table):
                out.write_table(pyarrow.Table.from_pydict(group, schema=schema))
    describe(folder, "parquet", {"format": "parquet", "mediatype": "application/vnd.apache.parquet"}, _TEXTS)


def _groups(content: Content, table: Table) -> Iterator[Mapping[str, list[Any]]]:
    """Yield the rows of a table as columns, some at a time; at least once, so that an empty table has its columns."""
    days = [column.name for column in table.columns if column.type == "day"]
    found = rows(content, table)
    group = list(islice(found, GROUP))
    while True:
        yield {column.name: [_value(one, column.name, days) for one in group] for column in table.columns}
        group = list(islice(found, GROUP))
        if not group:
            return


def _value(row: Cells, name: str, days: list[str]) -> Any:
    value = row[name]
    return date.fromisoformat(value) if value and name in days else value
