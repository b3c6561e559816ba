"""Plain text: a file is an article, its name the id."""

from __future__ import annotations

from dementi.decoding import decode
from dementi.intake.drafts import Draft, of_bytes


def read(data: bytes) -> Draft:
    """Return the article in a file of plain text.

    Raises:
        Undecodable: It is no text.
    """
    text, warning = decode(data)
    return Draft("", text, of_bytes(data), warnings=(warning,) if warning else ())
