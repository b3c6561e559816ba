"""A folder whose content is published in generations: one writer makes the next aside, readers keep what they opened.

``DIR/store`` holds a folder for each generation and the file ``published``, which names the one that counts and is
replaced in one step: a writer that is killed leaves the old generation or the new one, never a mixture. The files that
users know by their place in ``DIR`` are hard links to those of the published generation (copies where there are no
links); where a kill came between, whoever opens the folder next renews them.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

if sys.platform != "win32":
    import fcntl

ROOM = "store"  # the folder below DIR that holds the generations
POINTER = "published"
FILES = ("articles.jsonl", "statements.jsonl", "graph.nq")  # those that are linked to below DIR
SITE, INDEX = "site", "index.html"  # the folder of pages, which is replaced as a whole, and the page that it always has
MARK = b'<meta name="generator" content="dementi">'  # stands at the beginning of our pages
PATIENCE = 3.0  # seconds that a writer waits for one that is about to end
TRIES = 20  # times that a reader looks again where writers publish just then
_LOCK, _WRITER = "writer.lock", "writer.json"
_BEGINNING = 512  # bytes
_held: dict[Path, int] = {}  # descriptors that keep generations for this process


class Busy(OSError):
    """Another process writes to the folder; the message says which one, since when, and what to do."""


def published(folder: str | Path) -> Path:
    """Return the folder of the published generation.

    Raises:
        FileNotFoundError: There is none; the message says how to make one.
    """
    room = Path(folder) / ROOM
    try:
        name = (room / POINTER).read_text(encoding="utf-8").strip()
    except (FileNotFoundError, NotADirectoryError):
        name = ""
    if not name.isdecimal():
        raise FileNotFoundError(f"{folder}: no graph here; make one with `dementi build PATH… --out {folder}`")
    return room / name


def hold(folder: str | Path) -> Path:
    """Return the folder of the published generation, which stays as long as this process, whoever publishes others.

    Files below ``folder`` that do not show this generation yet are put right where that is possible.

    Raises:
        FileNotFoundError: As ``published``.
    """
    heal(folder)
    for _ in range(TRIES):
        generation = published(folder)
        if _keep(generation.resolve()):
            return generation
    raise FileNotFoundError(f"{generation}: the published generation is missing; build the graph again")


def release(generation: Path) -> None:
    """Give up a generation that ``hold`` keeps for this process, once nothing reads it any more."""
    descriptor = _held.pop(generation.resolve(), None)
    if descriptor is not None:
        os.close(descriptor)


@contextmanager
def writing(folder: str | Path) -> Iterator[Writer]:
    """Give the one writer of a folder, which is made if need be, and taken away again if nothing is published.

    Raises:
        Busy: There is another writer.
        OSError: The folder cannot be written.
    """
    folder = Path(folder)
    room = folder / ROOM
    made = [place for place in (room, folder) if not place.exists()]
    room.mkdir(parents=True, exist_ok=True)
    lock = FileLock(room / _LOCK, timeout=PATIENCE)
    try:
        lock.acquire()
    except Timeout as error:
        raise Busy(_busy(folder)) from error
    try:
        since = datetime.now(UTC).isoformat(" ", "seconds")
        command = shlex.join([Path(sys.argv[0]).name, *sys.argv[1:]])
        _replace(room / _WRITER, json.dumps({"pid": os.getpid(), "since": since, "command": command}))
        writer = Writer(folder)
        writer.renew()
        try:
            yield writer
        finally:
            writer.sweep(previous=True)
            (room / _WRITER).unlink(missing_ok=True)
            if not (room / POINTER).exists():
                _unmake(room / _LOCK, made)
    finally:
        lock.release()


def writer_of(folder: str | Path) -> dict[str, str] | None:
    """Return who writes to a folder, as ``pid``, ``since`` and ``command``, or None where nobody does."""
    room = Path(folder) / ROOM
    try:
        with FileLock(room / _LOCK, timeout=0):
            return None
    except Timeout:
        with suppress(OSError, ValueError):
            return {key: str(value) for key, value in json.loads((room / _WRITER).read_text("utf-8")).items()}
        return {"pid": "?", "since": "?", "command": "?"}  # it has only just begun
    except OSError:
        return None  # who may not write here cannot try the lock, and sees what is published


def heal(folder: str | Path) -> None:
    """Make the files below ``folder`` those of the published generation, unless somebody writes or it is read-only."""
    folder = Path(folder)
    with suppress(OSError):
        if not all(_same(published(folder) / name, folder / name) for name in (*FILES, f"{SITE}/{INDEX}")):
            with FileLock(folder / ROOM / _LOCK, timeout=0):
                Writer(folder).renew()


@dataclass(frozen=True)
class Writer:
    """Who makes and publishes generations; only within ``writing``.

    Attributes:
        folder: The folder of them all.
    """

    folder: Path

    def current(self) -> Path | None:
        """Return the folder of the published generation, None where nothing is published yet."""
        try:
            return published(self.folder)
        except FileNotFoundError:
            return None

    def begin(self) -> Path:
        """Return the empty folder of a new generation.

        Raises:
            FileExistsError: Where its pages are to stand, there is a folder of another sort.
        """
        self.sweep()
        check_replaceable(self.folder / SITE)
        generation = self.folder / ROOM / f"{max(map(int, self._generations()), default=0) + 1:06d}"
        generation.mkdir()
        return generation

    def publish(self, generation: Path) -> None:
        """Make a generation the one that counts; the one before it stays until the next is begun."""
        for place in (*generation.rglob("*"), generation):
            if place.is_dir() or place.stat().st_nlink == 1:  # what has more links is on the disk since earlier
                _sync(place)
        _replace(self.folder / ROOM / POINTER, f"{generation.name}\n")
        self.renew()

    def renew(self) -> None:
        """Make the files below the folder those of the published generation."""
        generation = self.current()
        for name in FILES:
            here = self.folder / name
            if generation and not _same(there := generation / name, here):
                aside = self.folder / ROOM / f"{name}.new"
                aside.unlink(missing_ok=True)
                link(there, aside)
                aside.replace(here)
        pages = generation / SITE if generation else None
        if pages and (pages / INDEX).exists() and not _same(pages / INDEX, self.folder / SITE / INDEX):
            put_in_place(_linked(pages, self.folder / ROOM / f"{SITE}.new"), self.folder / SITE)

    def sweep(self, previous: bool = False) -> None:
        """Take away what is not of the published generation, nor, if so wished, of the one before it.

        A generation that somebody still reads stays until a later time.
        """
        current = self.current()
        keep = {POINTER, _LOCK, _WRITER}
        if current:
            earlier = sorted(name for name in self._generations() if name < current.name)
            keep |= {current.name, *(earlier[-1:] if previous else ())}
        for place in (self.folder / ROOM).iterdir():
            if place.name not in keep:
                _remove(place)

    def _generations(self) -> list[str]:
        return [path.name for path in (self.folder / ROOM).iterdir() if path.name.isdecimal()]


def check_replaceable(place: Path) -> None:
    """Raise FileExistsError unless a folder can be replaced by one of pages: it is one, is empty, or is not there."""
    if not place.is_dir() or not any(place.iterdir()):
        return
    index = place / INDEX
    if not index.is_file() or MARK not in index.read_bytes()[:_BEGINNING]:
        raise FileExistsError(f"{place}: holds something else than pages of dementi; move it away first")


def put_in_place(new: Path, place: Path) -> None:
    """Give a folder of pages its place, in two steps between which there is none; the one that was there is removed.

    Raises:
        FileExistsError: What is there is something else (see ``check_replaceable``).
    """
    check_replaceable(place)
    gone = new.with_name(f"{new.name}.gone")
    if place.exists():
        place.rename(gone)
    new.rename(place)
    shutil.rmtree(gone, ignore_errors=True)


def _linked(pages: Path, aside: Path) -> Path:
    """Return a new folder with links to all files of another."""
    shutil.rmtree(aside, ignore_errors=True)
    for there in sorted(pages.rglob("*")):
        here = aside / there.relative_to(pages)
        here.parent.mkdir(parents=True, exist_ok=True)
        if there.is_file():
            link(there, here)
    return aside


def link(there: Path, here: Path) -> None:
    """Give a file a second name; where there are no links, a copy with the same time."""
    try:
        here.hardlink_to(there)
    except OSError:
        shutil.copy2(there, here)


def _busy(folder: Path) -> str:
    who = writer_of(folder) or {"pid": "?", "since": "?", "command": "it has just ended"}
    return (
        f"{folder}: another process is writing to it: {who['command']} (pid {who['pid']}, since {who['since']}); "
        "wait until it is done, or end it: what is published stays whole"
    )


def _unmake(lock: Path, made: list[Path]) -> None:
    """Take away the folders that were made for nothing."""
    with suppress(OSError):
        if made:
            lock.unlink()
        for place in made:
            place.rmdir()


def _keep(generation: Path) -> bool:
    """Keep a generation for this process; say whether it is still there.

    Where folders cannot be locked, open files cannot be removed (Windows), or the generation before the published one
    stays until the next is begun.
    """
    if sys.platform == "win32" or generation in _held:
        return generation.is_dir()
    try:
        descriptor = os.open(generation, os.O_RDONLY)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        if os.path.samestat(os.fstat(descriptor), generation.stat()):
            _held[generation] = descriptor
            return True
    except (BlockingIOError, FileNotFoundError):
        pass  # it is being removed
    except OSError:
        return True
    os.close(descriptor)
    return False


def _remove(place: Path) -> None:
    """Remove a file, or a folder that nobody reads."""
    if not place.is_dir():
        place.unlink(missing_ok=True)
        return
    gone = place.with_name(f"{place.name.removesuffix('.gone')}.gone")
    with suppress(OSError):  # somebody has it open
        if sys.platform != "win32":
            descriptor = os.open(place, os.O_RDONLY)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                place.rename(gone)
            finally:
                os.close(descriptor)
        else:
            place.rename(gone)
        shutil.rmtree(gone, ignore_errors=True)


def _same(there: Path, here: Path) -> bool:
    """Say whether two paths name one file, or a file and its copy."""
    if not here.exists():
        return False
    one, other = there.stat(), here.stat()
    return os.path.samestat(one, other) or (one.st_size, one.st_mtime_ns) == (other.st_size, other.st_mtime_ns)


def _replace(path: Path, text: str) -> None:
    """Write a small file in one step."""
    aside = path.with_name(f"{path.name}.new")
    aside.write_text(text, encoding="utf-8")
    _sync(aside)
    aside.replace(path)
    _sync(path.parent)


def _sync(path: Path) -> None:
    """See to it that a file or folder is on the disk and would outlast a failure of power."""
    if path.is_dir() and sys.platform == "win32":
        return
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
