"""Tables of Parquet files, a row an article. Only the columns that are needed are unpacked, row by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from dementi.decoding import Undecodable
from dementi.intake.columns import Layout, layout
from dementi.intake.drafts import LARGEST, Draft, of_record
from dementi.intake.extras import needed
from dementi.intake.inputs import Source
from dementi.intake.problems import Problem, Unusable

BATCH = 1  # rows unpacked at a time: a value that takes megabytes may stand there once and be meant in every row
PLENTY = 256 << 20  # bytes; less than this is no harm, however small the file
RATIO = 100  # texts are packed to a third or a tenth; what unpacks to a hundred times its size is made to do harm
BUFFER = 1 << 20  # bytes of a column read at a time
HINT = "write it anew"


def read(source: Source) -> Iterator[Draft | Problem]:
    """Yield the articles of a Parquet file in their order; a row or row group that is damaged costs itself alone.

    The hash of the original is that of the row (see ``of_record``): those of its cells that are read.

    Raises:
        Unusable: It is damaged, lacks a column that is needed, or pyarrow is missing.
    """
    parquet = needed("pyarrow.parquet", "Parquet files", "tables")
    faults = _faults()
    try:
        table = parquet.ParquetFile(source.data, pre_buffer=False, buffer_size=BUFFER)
        where = layout(table.schema_arrow.names, source.columns)
    except faults as error:
        raise Unusable(f"no Parquet file, or a damaged one: {_line(error)}", HINT) from error
    yield from source.told(where)
    before = 0
    for group in range(table.num_row_groups):
        known = table.metadata.row_group(group)
        try:
            _check(known, set(where.columns.values()))
            yield from _rows(source, table, group, where, before)
        except faults as error:
            yield Problem(f"{source.file}", f"row group {group + 1} is damaged: {_line(error)}", HINT)
        except Unusable as error:
            yield Problem(f"{source.file}", f"row group {group + 1}: {error.args[0]}", *error.args[1:])
        before += known.num_rows


def _faults() -> tuple[type[Exception], ...]:
    """Return what pyarrow raises of a damaged file."""
    return (needed("pyarrow", "Parquet files", "tables").ArrowException, OSError)


def _check(group: Any, wanted: set[str]) -> None:
    """Raise Unusable if a row group says that it unpacks to very much more than it takes."""
    for at in range(group.num_columns):
        column = group.column(at)
        size, whole = column.total_compressed_size, column.total_uncompressed_size
        if column.path_in_schema.partition(".")[0] in wanted and whole > max(PLENTY, RATIO * size):
            message = f"{size:,} bytes of {column.path_in_schema!r} unpack to {whole:,}"
            raise Unusable(message, "if this is meant, write smaller row groups")


def _rows(source: Source, table: Any, group: int, where: Layout, before: int) -> Iterator[Draft | Problem]:
    """Yield the drafts of a row group, before which there are so many rows."""
    number, unpacked = before, 0
    packed = sum(
        table.metadata.row_group(group).column(at).total_compressed_size for at in range(table.metadata.num_columns)
    )
    names = list(where.columns.values())
    for batch in table.iter_batches(BATCH, row_groups=[group], columns=names, use_threads=False):
        for at in range(batch.num_rows):
            number += 1
            row = {name: _plain(batch.column(name)[at].as_py()) for name in names}
            unpacked += sum(map(len, row.values()))
            if unpacked > max(PLENTY, RATIO * packed):
                raise Unusable(f"{packed:,} bytes unpack to more than {unpacked:,}", "if this is meant, write CSV")
            yield _draft(source, row, where, number)


def _draft(source: Source, row: Mapping[str, str], where: Layout, number: int) -> Draft | Problem:
    """Return the draft of a row, or why it gives none."""
    try:
        if sum(map(len, row.values())) > LARGEST:
            raise Unusable(f"a row of more than {LARGEST:,} characters", "no article is as long; leave it out")
        return where.draft(row, of_record(row), f"{source.file.stem}-{number}", number)
    except (Undecodable, Unusable) as error:
        return Problem(f"{source.file}:{number}", *error.args)


def _plain(value: Any) -> str:
    """Return a cell as text: dates in ISO, lists with commas, nothing for what has parts of its own."""
    if value is None or isinstance(value, dict):
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, list):
        return ", ".join(filter(None, map(_plain, value)))
    return value.isoformat() if isinstance(value, date) else str(value)


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
