"""Lines of a file, one at a time, however long one is, and in whichever encoding."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import BinaryIO

from dementi.decoding import MARKS, decode
from dementi.intake.drafts import LARGEST
from dementi.intake.problems import Unusable

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


class Lines:
    """The lines of a file as text, of which a reader of records takes as many as it needs for one.

    Each is decoded by itself: one that is damaged, or in another encoding than the rest, does no harm to others.

    Attributes:
        number: Of the line that was taken last, counted from 1.
        warning: Why a line was decoded otherwise than as UTF-8, "" where none was.
    """

    def __init__(self, file: BinaryIO) -> None:
        """Read from the beginning of ``file``."""
        self._lines = lines(marked(file))
        self._taken = 0
        self.number = 0
        self.warning = ""

    def begin(self) -> int:
        """Begin a record, and return the number of its first line."""
        self._taken = 0
        return self.number + 1

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        """Return the next line.

        Raises:
            Unusable: It is too long, or its record is.
            Undecodable: It is no text.
        """
        line = next(self._lines)
        self.number += 1
        self._taken += len(line or b"")
        if line is None or self._taken > LARGEST:
            raise Unusable(f"a record of more than {LARGEST:,} bytes", "no article is as long; leave it out")
        try:
            return line.decode("utf-8-sig" if self.number == 1 else "utf-8") if b"\x00" not in line else decode(line)[0]
        except UnicodeDecodeError:
            text, warning = decode(line)
            self.warning = self.warning or f"line {self.number}: {warning[0] if warning else ''}"
            return text


def marked(file: BinaryIO) -> BinaryIO:
    """Return a file in UTF-8 for one that begins with the mark of UTF-16 or UTF-32, any other as it is."""
    head = file.read(4)
    file.seek(0)
    for mark, encoding in MARKS:
        if head.startswith(mark):
            return io.BufferedReader(_Recoded(file, encoding))  # type: ignore[type-var]  # it is raw enough
    return file


class _Recoded(io.RawIOBase):
    """A file in another encoding, read as if it were in UTF-8; what does not belong there becomes U+FFFD."""

    def __init__(self, file: BinaryIO, encoding: str) -> None:
        self._file, self._left = file, b""
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]  # any buffer that can be written to
        while not self._left:
            chunk = self._file.read(CHUNK)
            self._left = self._decoder.decode(chunk, not chunk).encode("utf-8", "replace")
            if not chunk:
                break
        count = min(len(buffer), len(self._left))
        buffer[:count], self._left = self._left[:count], self._left[count:]
        return count
