"""Tables as text: CSV (RFC 4180) and its kin, a row an article, the first row the names of the columns.

The separator is the one of comma, semicolon, tabulator and bar that makes the most columns of the first line, unless
that says ``sep=;`` as Excel has it. Quotation marks are taken at their word: where they do not fit, the row is told,
since what one would make of it is a guess.
"""

from __future__ import annotations

import csv
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice

from dementi.decoding import Undecodable
from dementi.intake.columns import Layout, layout
from dementi.intake.drafts import LARGEST, Draft, of_record
from dementi.intake.inputs import Form, Source
from dementi.intake.lines import Lines
from dementi.intake.problems import NoArticles, Problem, Unusable

SEPARATORS = ",;\t|"
LONGEST_HEAD = 1 << 20  # characters of the line with the names of the columns
MOST_FAULTS = 100  # rows; where as many are wrong, the separator or the quotation marks are

log = logging.getLogger(__name__)


def read(source: Source) -> Iterator[Draft | Problem]:
    """Yield the articles of a table in their order; a row that is none costs itself alone.

    The hash of the original is that of the row (see ``of_record``): all its cells by the names of their columns.

    Raises:
        Unusable: It has no columns, or not those that are needed.
    """
    with _long_fields():
        lines = Lines(source.data)
        separator, first = _separator(lines, source.file.form)
        names = next(csv.reader([first], delimiter=separator))
        where = layout(names, source.columns)
        yield from source.told(where, f"separated by {separator!r}; ")
        rows = csv.reader(lines, delimiter=separator, strict=True)
        yield from _rows(source, lines, rows, names, where)
        if lines.warning:
            yield Problem(str(source.file), lines.warning, "save it as UTF-8", failed=False)


def _rows(
    source: Source, lines: Lines, rows: Iterator[list[str]], names: list[str], where: Layout
) -> Iterator[Draft | Problem]:
    """Yield a draft or a problem for each row that holds something."""
    count = faults = 0
    while faults < MOST_FAULTS:
        begun = lines.begin()
        try:
            row = next(rows)
            if any(row):
                count += 1
                yield _draft(row, names, where, f"{source.file.stem}-{count}", begun)
        except StopIteration:
            return
        except (csv.Error, Undecodable, Unusable) as error:
            faults += 1
            yield Problem(f"{source.file}:{begun}", *_said(error, lines, begun))
    yield Problem(str(source.file), f"{faults} rows are wrong; the rest is not read", "is it a table?")


def _draft(row: list[str], names: list[str], where: Layout, default: str, number: int) -> Draft:
    if any(islice(row, len(names), None)):
        message = f"{len(row):,} cells where there are {len(names):,} columns"
        raise Unusable(message, "put cells that hold the separator between quotation marks")
    cells = dict(reversed([*zip(names, row, strict=False)]))  # of two columns of one name, the first
    return where.draft(cells, of_record(cells), default, number)


def _said(error: Exception, lines: Lines, begun: int) -> tuple[str, str]:
    """Return what to say of a row that cannot be read."""
    if not isinstance(error, csv.Error):
        return error.args[0], error.args[1]
    until = f" (up to line {lines.number})" if lines.number > begun else ""
    if "unexpected end of data" in str(error):
        return "a quotation mark is opened and never closed: nothing after it is read" + until, "close or double it"
    return f"quotation marks do not fit: {error}{until}", 'double those inside of a cell: ""'


def _separator(lines: Lines, form: Form) -> tuple[str, str]:
    """Return what separates the cells, and the line with the names of the columns."""
    try:
        first = _head(line for line in lines if line.strip())
        if first.lower().startswith("sep=") and len(first.strip("\r\n")) == len("sep=;"):
            return first[4], _head(lines)
    except StopIteration as error:
        raise NoArticles("empty: there are no columns", "its first line has the names of the columns") from error
    except (Undecodable, Unusable) as error:
        raise NoArticles(*error.args[:2]) from error
    if form is Form.TSV:
        return "\t", first
    return separator(first), first


def separator(head: str) -> str:
    """Return what separates the names of columns: what makes the most of them."""
    return max(SEPARATORS, key=lambda one: len(next(csv.reader([head], delimiter=one))))


def _head(lines: Iterator[str]) -> str:
    """Return the next line, which is to have the names of the columns."""
    if len(line := next(lines)) > LONGEST_HEAD:
        message = f"its first line has {len(line):,} characters, and no names of columns are as long"
        raise Unusable(message, "its first line has the names of the columns")
    return line


@contextmanager
def _long_fields() -> Iterator[None]:
    """Let cells be as long as an article can be; the limit of the standard library is one for all."""
    before = csv.field_size_limit(LARGEST)
    try:
        yield
    finally:
        csv.field_size_limit(before)
