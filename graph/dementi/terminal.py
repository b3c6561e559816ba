"""What the command line says: data on standard output, messages on standard error, and the end of a command."""

from __future__ import annotations

import csv
import json
import signal
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from dementi.decoding import CONTROL

if TYPE_CHECKING:
    from dementi.articles import Problem
    from dementi.records import Article

FAILED, USAGE, INVALID, NOTHING = 1, 2, 3, 4
STDOUT = Path("-")
WIDEST = 10_000  # characters; wider than any table


class Format(StrEnum):
    """How rows are written."""

    TABLE = "table"
    JSONL = "jsonl"
    JSON = "json"
    CSV = "csv"
    TSV = "tsv"
    TTL = "ttl"
    NT = "nt"


class Stop(Exception):
    """Ends the command with one line to the user; ``args`` are the message, the hint and the exit code."""


class Messages:
    """What a command has to say on standard error while it works, and what it sums up in the end."""

    def __init__(self) -> None:
        from rich.console import Console

        self.console = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
        self.failed: list[str] = []
        self.status: Any = None

    @contextmanager
    def watching(self) -> Iterator[Messages]:
        """Show on a terminal which article is being read."""
        with self.console.status("loading") as self.status:
            yield self
        self.status = None

    def tell(self, news: Problem | Article) -> None:
        """Take note of an article that comes next, or of a problem."""
        from dementi.articles import Problem

        if isinstance(news, Problem):
            self.fail(str(news), news.path) if news.failed else self.say(f"warning: {news}")
        elif self.status:
            self.status.update(news.id)

    def fail(self, message: str, name: str) -> None:
        """Say what failed, and remember its name."""
        self.failed.append(name)
        self.say(f"failed: {message}")

    def say(self, message: str) -> None:
        """Write a line."""
        self.console.print(f"dementi: {harmless(message)}")

    def end(self, rest: str = "the rest is done") -> None:
        """Sum up what failed and what came of the rest, and end the command accordingly."""
        if self.failed:
            raise Stop(f"{len(self.failed)} failed: {', '.join(self.failed)}", rest, FAILED)


def harmless(message: str) -> str:
    """Return a message without control characters, by which names in files of others could command a terminal."""
    return CONTROL.sub("\ufffd", message)


@contextmanager
def opened(path: Path) -> Iterator[TextIO]:
    """Give where to write: standard output for "-", else a file that is written aside and then renamed."""
    from dementi.corpus import written

    if path == STDOUT:
        write("")
        yield sys.stdout
    else:
        with written(path) as file:
            yield file


def write(text: str) -> None:
    """Write data to standard output, in UTF-8; a reader that has gone ends the program without a word."""
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.write(text)


def write_lines(path: Path, values: Iterable[Mapping[str, Any]]) -> None:
    """Write values as JSON Lines, each as soon as it is there."""
    with opened(path) as file:
        for value in values:
            file.write(json.dumps(value, ensure_ascii=False) + "\n")


def write_rows(rows: Sequence[Mapping[str, Any]], form: Format | None) -> None:
    """Write rows in one of the formats; triples are Turtle or N-Triples where they can be."""
    form = form or (Format.TABLE if sys.stdout.isatty() else Format.JSONL)
    if form in (Format.TTL, Format.NT):
        write(_triples(rows, form))
        return
    write("")
    if form is Format.TABLE:
        _table(rows)
    elif form is Format.JSON:
        write(json.dumps(rows, ensure_ascii=False, indent=2) + "\n")
    elif form is Format.JSONL:
        write("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
    elif rows:
        separator = "," if form is Format.CSV else "\t"
        writer = csv.DictWriter(sys.stdout, list(rows[0]), delimiter=separator, lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)


def _triples(rows: Sequence[Mapping[str, Any]], form: Format) -> str:
    """Return triples as text; other rows end the command."""
    from pyoxigraph import RdfFormat

    from dementi.store import Triples

    if not isinstance(rows, Triples):
        raise Stop(f"--format {form}: these are no triples", "it is for CONSTRUCT and DESCRIBE", USAGE)
    return rows.text(RdfFormat.TURTLE if form is Format.TTL else RdfFormat.N_TRIPLES)


def show(parts: Iterable[Any]) -> None:
    """Write what rich can draw, in colour on a terminal."""
    from rich.console import Console

    write("")
    console = Console(highlight=False, markup=False, emoji=False)
    for part in parts:
        console.print(part)


def _cell(value: Any) -> str:
    """Return a value in one line: nothing for None, the parts of a list side by side."""
    return "; ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)


def _only_iris(values: Iterable[object]) -> bool:
    """Say whether values are nothing but IRIs, where there are any."""
    known = [str(value) for value in values if value is not None]
    return bool(known) and all(value.startswith("http") for value in known)


def _table(rows: Sequence[Mapping[str, Any]]) -> None:
    """Write rows for people: without the columns of nothing but IRIs, and one below another where they are too wide."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False, markup=False)
    names = list(rows[0]) if rows else []
    names = [name for name in names if not _only_iris(row[name] for row in rows)] or names
    cells = [{name: _cell(row[name]) for name in names} for row in rows]
    table = Table(*names)
    for row in cells:
        table.add_row(*map(Text, row.values()))
    width = console.measure(table, options=console.options.update(max_width=WIDEST)).maximum
    if not console.is_terminal:
        console.width = max(console.width, width)
    if width <= console.width:
        console.print(table)
        return
    for row in cells:
        for name, value in row.items():
            console.print(Text(f"{name:<{max(map(len, names))}}  {value}"), soft_wrap=True)
        console.print()
