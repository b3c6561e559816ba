"""What is to be read, and as what."""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

STDIN = Path("-")


class Form(StrEnum):
    """A format of articles."""

    TEXT = "text"
    HTML = "html"
    JSONL = "jsonl"


SUFFIXES = {
    ".txt": Form.TEXT,
    ".html": Form.HTML,
    ".htm": Form.HTML,
    ".xhtml": Form.HTML,
    ".jsonl": Form.JSONL,
    ".ndjson": Form.JSONL,
}


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
