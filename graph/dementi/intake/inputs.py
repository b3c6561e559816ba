"""What is to be read, and as what."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from dementi.intake.problems import Problem

if TYPE_CHECKING:
    from dementi.intake.columns import Layout

STDIN = Path("-")


class Form(StrEnum):
    """A format of articles."""

    TEXT = "text"
    HTML = "html"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"
    PARQUET = "parquet"
    FEED = "feed"


SUFFIXES = {
    ".txt": Form.TEXT,
    ".html": Form.HTML,
    ".htm": Form.HTML,
    ".xhtml": Form.HTML,
    ".jsonl": Form.JSONL,
    ".ndjson": Form.JSONL,
    ".csv": Form.CSV,
    ".tsv": Form.TSV,
    ".parquet": Form.PARQUET,
    ".rss": Form.FEED,
    ".atom": Form.FEED,
    ".xml": Form.FEED,
}

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Inputs:
    """Where articles are, and how they are to be read.

    Attributes:
        paths: Files, folders of them (read recursively), or "-" for standard input.
        form: Of standard input, and of files that are named themselves, whatever their names end in; None to go by
            that, and to take standard input for plain text.
        columns: Which column or key of tables and JSON Lines holds what: the names there by ours, as far as usual
            names do not tell (see ``columns.toml``).
        metadata: A file that gives or corrects what is known of articles: CSV, TOML or JSON Lines, by their ids.
    """

    paths: Sequence[str | Path]
    form: Form | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    metadata: Path | None = None


@dataclass(frozen=True, slots=True)
class File:
    """A file to be read.

    Attributes:
        path: Its path, "-" for standard input.
        form: Its format.
        named: It was named itself, not found in a folder.
    """

    path: Path
    form: Form
    named: bool = True

    @property
    def stem(self) -> str:
        """The id of its article."""
        return "stdin" if self.path == STDIN else self.path.stem

    def __str__(self) -> str:
        return "standard input" if self.path == STDIN else os.fsencode(self.path).decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Source:
    """A file of many articles that is being read.

    Attributes:
        data: Its bytes.
        file: What it is.
        columns: As of ``Inputs``.
    """

    data: BinaryIO
    file: File
    columns: Mapping[str, str] = field(default_factory=dict)

    def told(self, where: Layout, more: str = "") -> Iterator[Problem]:
        """Yield what the user is to know of how columns are read, where that is a guess; else it goes to the log."""
        if where.guessed:
            yield Problem(str(self.file), f"{more}{where}", "--columns says otherwise", failed=False)
        else:
            log.info("%s: %s%s", self.file, more, where)
