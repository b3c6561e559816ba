"""Tables of Parquet files, a row an article. Only the columns that are needed are unpacked, row by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from io import SEEK_END
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
    parquet, faults = needed("pyarrow.parquet", "Parquet files", "tables"), _faults()
    try:
        table = parquet.ParquetFile(source.data, pre_buffer=False, buffer_size=BUFFER)
        names = table.schema_arrow.names
    except faults as error:
        raise Unusable(f"no Parquet file, or a damaged one: {_line(error)}", HINT) from error
    where = layout(names, source.columns)
    yield from source.told(where)
    size, before = source.data.seek(0, SEEK_END), 0
    for group in range(table.num_row_groups):
        known = table.metadata.row_group(group)
        try:
            _bounded(known.total_byte_size, size)
            yield from _rows(source, table, group, where, before, size)
        except Unusable as error:
            yield Problem(f"{source.file}", f"row group {group + 1}: {error.args[0]}", *error.args[1:])
        except faults as error:
            yield Problem(f"{source.file}", f"row group {group + 1} is damaged: {_line(error)}", HINT)
        before += known.num_rows


def _faults() -> tuple[type[Exception], ...]:
    """Return what pyarrow raises of a damaged file, and of a value that Python has not: a year 30000, a lost zone."""
    arrow = needed("pyarrow", "Parquet files", "tables").ArrowException
    return (arrow, OSError, ValueError, LookupError, OverflowError)


def _bounded(unpacked: int, size: int) -> None:
    """Raise Unusable if what a row group unpacks to is very much more than the file takes.

    How much each column takes is not asked for: of some damaged files, that ends the process (pyarrow 25).
    """
    if unpacked > max(PLENTY, RATIO * size):
        raise Unusable(f"{size:,} bytes unpack to {unpacked:,}", "if this is meant, write CSV")


def _rows(source: Source, table: Any, group: int, where: Layout, before: int, size: int) -> Iterator[Draft | Problem]:
    """Yield the drafts of a row group of a file of so many bytes, before which there are so many rows."""
    number, unpacked = before, 0
    names = list(where.columns.values())
    for batch in table.iter_batches(BATCH, row_groups=[group], columns=names, use_threads=False):
        place = {name: batch.schema.names.index(name) for name in names}  # of two columns of one name, the first
        for at in range(batch.num_rows):
            number += 1
            row, lost = _read({name: batch.column(place[name])[at] for name in names})
            unpacked += sum(map(len, row.values()))
            _bounded(unpacked, size)
            yield _draft(source, row, where, number, lost)


def _read(cells: Mapping[str, Any]) -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """Return cells as text, and warnings of those that cannot be read and are left out."""
    row, lost = {}, []
    for name, cell in cells.items():
        try:
            row[name] = _plain(cell.as_py())
        except _faults() as error:
            row[name] = ""
            lost.append((f"{name!r} cannot be read, and is left out: {_line(error)}", HINT))
    return row, tuple(lost)


def _draft(
    source: Source, row: Mapping[str, str], where: Layout, number: int, lost: tuple[tuple[str, str], ...]
) -> Draft | Problem:
    """Return the draft of a row with its warnings, or why it gives none."""
    try:
        if sum(map(len, row.values())) > LARGEST:
            raise Unusable(f"a row of more than {LARGEST:,} characters", "no article is as long; leave it out")
        draft = where.draft(row, of_record(row), f"{source.file.stem}-{number}", number)
        return replace(draft, warnings=draft.warnings + lost)
    except (Undecodable, Unusable) as error:
        first, *_ = (*lost, error.args) if not row[where.columns["text"]] else (error.args,)
        return Problem(f"{source.file}:{number}", *first)


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
