"""What a format gives of an article, before anything is made of it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

LARGEST = 8 << 20  # bytes of one record, or of a file that is one article; far more than any article has
HASH = re.compile(r"sha256:[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Draft:
    """The text of an article and what its file says of it.

    Attributes:
        id: Of the article, "" for that of its file.
        text: As it was given.
        original: Hash of the bytes, or of the record, that it was made of (see ``of_bytes`` and ``of_record``), or
            None where an archive knows of none.
        metadata: By the names of ``metadata.Metadata``; only what is known.
        lang: The language that the file says it is in, as an ISO 639-1 code, or "": a page is often wrong about that.
        number: Its line, row or entry in a file of many, counted from 1, else 0.
        warnings: Messages with their hints.
    """

    id: str
    text: str
    original: str | None
    metadata: Mapping[str, str] = field(default_factory=dict)
    lang: str = ""
    number: int = 0
    warnings: tuple[tuple[str, str], ...] = ()


def of_bytes(data: bytes) -> str:
    """Return the hash of an original: ``sha256:`` and 64 hexadecimal digits."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def of_record(record: Mapping[str, str]) -> str:
    """Return the hash of a record whose bytes have no ends of their own, a row say.

    It is that of its JSON in UTF-8 with sorted keys and no white space (RFC 8785, for strings).
    """
    text = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return of_bytes(text.encode("utf-8"))
