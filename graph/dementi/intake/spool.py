"""Records that wait for their turn: articles come in the order of their ids, records in that of their files."""

from __future__ import annotations

import json
import tempfile
from dataclasses import asdict
from types import TracebackType
from typing import IO

from dementi.intake.drafts import Draft


class Spool:
    """Drafts set aside on disk, so that of a file of any size one is in memory."""

    def __init__(self) -> None:
        self._file: IO[bytes] | None = None

    def put(self, draft: Draft) -> int:
        """Set a draft aside, and return where."""
        if self._file is None:
            self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the spool
        place = self._file.seek(0, 2)
        self._file.write(json.dumps(asdict(draft), ensure_ascii=False).encode("utf-8") + b"\n")
        return place

    def get(self, place: int) -> Draft:
        """Return the draft that was set aside there."""
        if self._file is None:
            raise ValueError("nothing was set aside")
        self._file.seek(place)
        kept = json.loads(self._file.readline())
        return Draft(**kept | {"warnings": tuple(map(tuple, kept["warnings"]))})

    def __enter__(self) -> Spool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()
