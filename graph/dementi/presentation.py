"""The pages of a graph as files: a folder that can be copied anywhere, and is replaced as a whole."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from dementi.generations import check_replaceable, put_in_place


def write(folder: Path, pages: Iterable[tuple[str, str]]) -> int:
    """Write pages, given by address and text, into a folder; return how many there are."""
    count = 0
    made = set[str]()
    for address, page in pages:
        room = address.rpartition("/")[0]
        if room not in made:
            (folder / room).mkdir(parents=True, exist_ok=True)
            made.add(room)
        (folder / address).write_bytes(page.encode())
        count += 1
    return count


def replace(folder: Path, pages: Iterable[tuple[str, str]]) -> int:
    """Write pages into a new folder, which takes the place of ``folder`` when all are written; return how many.

    Raises:
        FileExistsError: The folder holds something else than pages of ours.
    """
    check_replaceable(folder)
    new = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    try:
        count = write(new, pages)
        put_in_place(new, folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    return count
