"""Lines of a file, one at a time, however long one is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from dementi.intake.drafts import LARGEST

CHUNK = 1 << 16  # bytes


def lines(file: BinaryIO, most: int = LARGEST) -> Iterator[bytes | None]:
    """Yield the lines of a file with their ends; None for one of more than ``most`` bytes, which is never whole."""
    while line := file.readline(most + 1):
        if len(line) <= most:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = file.readline(CHUNK)
        yield None
