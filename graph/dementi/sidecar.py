"""An SQLite file beside the store: what is done in a ``with`` block stays if all of it is done, and else nothing."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from types import TracebackType
from typing import ClassVar, Self


class Sidecar:
    """Tables in a file, for one writer or for readers.

    Raises:
        sqlite3.Error: The file cannot be opened or written, or is of something else.
    """

    TABLES: ClassVar[str]  # what makes them, as SQL
    CACHE: ClassVar[int] = 2  # megabytes; SQLite's own measure

    def __init__(self, path: str | Path = ":memory:") -> None:
        """Open or make the file; ":memory:" keeps all in memory. Nothing stays without ``commit``."""
        self._sql = sqlite3.connect(path)
        try:
            self._open(path)
        except BaseException:
            self._sql.close()
            raise

    def __enter__(self) -> Self:
        """Return itself; what was done stays if the block ends without an exception."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Commit unless there was an exception, and close."""
        if kind is None:
            self.commit()
        self.close()

    def commit(self) -> None:
        """Make lasting what was done since the last time."""
        self._sql.commit()

    def close(self) -> None:
        """Close the file; what was not committed is gone."""
        self._sql.close()

    def _open(self, path: str | Path) -> None:
        """Make the tables, unless there are any; all of them or none."""
        self._sql.execute(f"PRAGMA cache_size = {-1024 * self.CACHE}")
        if not self._sql.execute("SELECT 1 FROM sqlite_master").fetchone():
            self._sql.executescript(f"BEGIN; {self.TABLES} COMMIT;")
