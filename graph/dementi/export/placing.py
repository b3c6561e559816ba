"""Exports take their place whole: they are written aside, and renamed when all is written."""

from __future__ import annotations

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
        NotADirectoryError: A folder is to be written where a file is, or a device.
    """
    target = path.resolve()  # a link stays a link
    _check(path)
    if streams(path):
        with tempfile.TemporaryDirectory(prefix="dementi-") as folder:
            aside = Path(folder) / "out"
            yield aside
            _check_kind(path, aside)
            with aside.open("rb") as made, path.open("wb") as out:
                shutil.copyfileobj(made, out)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    # Beside the target, so that it can be renamed; a folder of our own, so that nobody else has put anything there.
    with tempfile.TemporaryDirectory(prefix=".dementi-", dir=target.parent, ignore_cleanup_errors=True) as folder:
        aside, before = Path(folder) / "out", Path(folder) / "before"
        yield aside
        _check_kind(path, aside)
        if not target.is_dir():
            aside.replace(target)
            return
        target.rename(before)
        try:
            aside.rename(target)
        except OSError:
            before.rename(target)
            raise


def streams(path: Path) -> bool:
    """Say whether a path is a device or a pipe, beside which nothing is to be put."""
    return path.exists() and not (path.is_file() or path.is_dir())


def _check(path: Path) -> None:
    """Raise FileExistsError where a folder holds what would be lost."""
    if path.is_dir() and any(path.iterdir()):
        package = path / PACKAGE
        if not package.is_file() or MARK not in package.read_text(encoding="utf-8", errors="replace"):
            raise FileExistsError(f"{path}: holds something else than exported tables; name a new folder")


def _check_kind(path: Path, made: Path) -> None:
    """Raise IsADirectoryError or NotADirectoryError where a file meets a folder."""
    if path.is_dir() and not made.is_dir():
        raise IsADirectoryError(f"{path}: is a folder; name a file in it")
    if made.is_dir() and path.exists() and not path.is_dir():
        raise NotADirectoryError(f"{path}: is a file, and this format is a folder; name a new one")
