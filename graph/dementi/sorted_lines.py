"""Files of sorted lines: sorted with bounded memory, and changed in places without being sorted again.

Lines are bytes that end in a line feed, and stand in the order of their keys; no key stands twice. UTF-8 keeps the
order of code points, so that the order is that of Python's strings.
"""

from __future__ import annotations

import heapq
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from itertools import groupby
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import IO, TypeAlias

Key: TypeAlias = Callable[[bytes], bytes]  # the key of a line, given without its line feed
_Data: TypeAlias = "mmap | bytes"

_CHUNK = 1 << 24  # bytes copied at a time, so that a large file is never in memory as a whole
_LONG = 1 << 13  # bytes from which on the system copies more quickly
_STRIDE = 256  # bytes that the first step of a search goes; each step doubles it
# Matches the start of « {"id": "a\"b", … »; group 1 is the id as JSON.
_ID = re.compile(rb'\{"id": ("(?:[^"\\]|\\.)*")')


def whole(line: bytes) -> bytes:
    """Return the line itself as its key."""
    return line


def by_id(line: bytes) -> bytes:
    """Return the id with which a line of JSON begins.

    Raises:
        ValueError: It does not begin with one.
    """
    found = _ID.match(line)
    if found is None:
        raise ValueError(f"{line[:60]!r}: the line does not begin with an id")
    return str(json.loads(found[1])).encode("utf-8")


def patch(old: Path, new: Path, removed: Iterable[bytes], added: Iterable[bytes], key: Key = whole) -> int:
    """Write ``new``: the lines of ``old``, some of them removed, and some added; the rest is copied in bulk.

    Args:
        old: The file as it is.
        new: The file to write.
        removed: Keys of lines to leave out; one that no line has is passed over.
        added: Lines to put in, without line feeds; each takes the place of the line of its key, if there is one.
        key: What the lines are sorted by.

    Returns:
        How many lines ``new`` has more than ``old``.
    """
    changes: dict[bytes, bytes | None] = dict.fromkeys(removed)
    changes |= {key(line): line for line in added}
    net = done = 0
    with _mapped(old) as data, old.open("rb") as source, new.open("wb") as out:
        for wanted, line in sorted(changes.items()):
            place = _find(data, wanted, done, key)
            _copy(source, done, place, out)
            done = place
            if place < len(data) and key(_line(data, place)) == wanted:
                done = _next(data, place)
                net -= 1
            if line is not None:
                out.write(line + b"\n")
                net += 1
        _copy(source, done, len(data), out)
    return net


def look_up(file: Path, wanted: Iterable[bytes], key: Key = whole) -> dict[bytes, bytes]:
    """Return the lines of a file that have one of these keys, without line feeds, by their keys."""
    found: dict[bytes, bytes] = {}
    place = 0
    with _mapped(file) as data:
        for one in sorted(set(wanted)):
            place = _find(data, one, place, key)
            if place < len(data) and key(line := _line(data, place)) == one:
                found[one] = line
    return found


class Sorter:
    """Sorts lines by themselves, more than there is memory for, and leaves doubles out."""

    def __init__(self, folder: Path, most: int = 1_000_000) -> None:
        """Keep at most so many lines in memory, and the others in files of a folder."""
        self.folder = folder
        self.most = most
        self._lines: set[bytes] = set()
        self._runs: list[Path] = []

    def put(self, lines: Iterable[bytes]) -> None:
        """Take lines, given without line feeds."""
        self._lines.update(lines)
        if len(self._lines) >= self.most:
            self._runs.append(self.folder / f"run-{len(self._runs)}")
            with self._runs[-1].open("wb") as run:
                run.writelines(line + b"\n" for line in sorted(self._lines))
            self._lines.clear()

    def write(self, file: Path) -> int:
        """Write all lines to a file in their order; return how many they are. The sorter is empty then."""
        count = 0
        with ExitStack() as stack, file.open("wb") as out:
            files = [stack.enter_context(run.open("rb")) for run in self._runs]
            runs = [(line.removesuffix(b"\n") for line in run) for run in files]
            for line, _ in groupby(heapq.merge(*runs, sorted(self._lines))):
                out.write(line + b"\n")
                count += 1
        for run in self._runs:
            run.unlink()
        self._runs, self._lines = [], set()
        return count


@contextmanager
def _mapped(path: Path) -> Iterator[_Data]:
    """Give the bytes of a file without reading them all."""
    with path.open("rb") as file:
        if path.stat().st_size == 0:
            yield b""
            return
        with mmap(file.fileno(), 0, access=ACCESS_READ) as data:
            yield data


def _copy(source: IO[bytes], start: int, end: int, out: IO[bytes]) -> None:
    """Write a stretch of a file; by the system alone where it can, which takes a third of the time."""
    if end - start > _LONG and hasattr(os, "copy_file_range"):
        out.flush()
        with suppress(OSError):  # a file system that cannot
            while start < end and (count := os.copy_file_range(source.fileno(), out.fileno(), end - start, start)):
                start += count
    source.seek(start)
    while start < end and (piece := source.read(min(_CHUNK, end - start))):
        out.write(piece)
        start += len(piece)


def _find(data: _Data, wanted: bytes, start: int, key: Key) -> int:
    """Return where the first line begins, at or after the line at ``start``, whose key is not below the wanted one.

    What is wanted often stands near: steps double from ``start`` until they are past it, then halves are taken.
    """
    if start >= len(data) or key(_line(data, start)) >= wanted:
        return start
    low, high, step = start, len(data), _STRIDE
    while (probe := _begin(data, low + step)) < len(data):
        if key(_line(data, probe)) >= wanted:
            high = probe
            break
        low, step = probe, step * 2
    after, bound = _next(data, low), high
    while after < bound:
        middle = (after + bound) // 2
        probe = _begin(data, middle)
        if probe < high and key(_line(data, probe)) < wanted:
            after = _next(data, probe)
        else:
            high, bound = min(high, probe), middle
    return high


def _begin(data: _Data, place: int) -> int:
    """Return where the first line begins that begins at a place or after it."""
    return 0 if place == 0 else _next(data, min(place, len(data)) - 1)


def _next(data: _Data, place: int) -> int:
    """Return where the line ends that a place lies in: where the next one begins."""
    return (data.find(b"\n", place) + 1) or len(data)


def _line(data: _Data, place: int) -> bytes:
    """Return the line that begins at a place, without its line feed."""
    return data[place : _next(data, place)].removesuffix(b"\n")
