"""Exports take their place whole: they are written aside, and renamed when all is written."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MARK = '"created_by": "dementi export"'  # stands in the datapackage.json of a folder that may be replaced
PACKAGE = "datapackage.json"


@contextmanager
def placed(path: Path) -> Iterator[Path]:
    """Give a path aside to write to, file or folder, that takes the name ``path`` when all is written.

    A device or pipe gets the bytes of the file then.

    Raises:
        FileExistsError: There is a folder of something else than tables that were exported here.
        IsADirectoryError: A file is to be written where a folder is.
    """
    target = path.resolve()  # a link stays a link
    _check(path)
    if path.exists() and not (path.is_file() or path.is_dir()):
        with tempfile.TemporaryDirectory(prefix="dementi-") as folder:
            yield Path(folder) / "out"
            with (Path(folder) / "out").open("rb") as made, path.open("wb") as out:
                shutil.copyfileobj(made, out)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(f".{target.name}.{os.getpid()}.part")
    gone = aside.with_suffix(".gone")
    try:
        yield aside
        if target.is_dir():
            if not aside.is_dir():
                raise IsADirectoryError(f"{path}: is a folder; name a file in it")
            target.rename(gone)
        aside.replace(target)
    finally:
        for left in (aside, gone):
            if left.is_dir():
                shutil.rmtree(left, ignore_errors=True)
            left.unlink(missing_ok=True)


def _check(path: Path) -> None:
    """Raise FileExistsError where a folder holds what would be lost."""
    if path.is_dir() and any(path.iterdir()):
        package = path / PACKAGE
        if not package.is_file() or MARK not in package.read_text(encoding="utf-8", errors="replace"):
            raise FileExistsError(f"{path}: holds something else than exported tables; name a new folder")
