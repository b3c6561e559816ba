"""What others wrote made fit to be an id, a line of metadata, a date or an address."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from datetime import date

from dementi.boilerplate import is_date
from dementi.decoding import CONTROL

LONGEST_ID = 150  # bytes; names of files may have 255, and the page of an article is a file
LONGEST_LINE = 2_000  # characters of a title, a name or an address
READABLE = 80  # characters of an id made of an address that stay as they are
# "2023-03-05T10:00:00Z" and "2023-03-05 10:00" match; "2023-03-051" does not.
ISO = re.compile(r"(\d{4}(?:-\d{2}){0,2})(?:[T ].*)?")
# "05/03/2023" and "5.3.2023, 10 h" match: the day stands first, as in French.
DAY_FIRST = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?!\d).*")


def article_id(given: str) -> str:
    """Return ``given`` where it can be an id, else what of it is readable with a hash of it.

    An address, a path or a text without end is no id: the pages of articles are files with their ids for names.
    """
    plain = given == given.strip() and given.isprintable() and not given.startswith(".")
    if plain and not set(given) & set("/\\") and 0 < len(given.encode("utf-8", "replace")) <= LONGEST_ID:
        return given
    letters = unicodedata.normalize("NFKD", given[:LONGEST_LINE]).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^A-Za-z0-9]+", "-", letters.removeprefix("https://").removeprefix("http://")).strip("-")
    digest = hashlib.sha256(given.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{slug[:READABLE].rstrip('-')}-{digest}".removeprefix("-")


def line(given: str | None) -> str:
    """Return metadata as one line, without control characters, cut where it has no end; "" for none."""
    return " ".join(CONTROL.sub(" ", (given or "")[: 4 * LONGEST_LINE]).split())[:LONGEST_LINE]


def day(given: str) -> str | None:
    """Return the date at the beginning of ``given`` as far as articles take it: ISO, or the day first as in French."""
    given = given.strip()
    if iso := ISO.fullmatch(given):
        return iso[1] if is_date(iso[1]) else None
    if french := DAY_FIRST.fullmatch(given):
        try:
            return date(int(french[3]), int(french[2]), int(french[1])).isoformat()
        except ValueError:
            return None
    return None


def address(given: str | None) -> str:
    """Return the address of a page if that is one that can be followed, else ""."""
    text = (given or "").strip()
    fit = text.lower().startswith(("http://", "https://")) and len(text) <= LONGEST_LINE and text.isprintable()
    return text if fit and " " not in text else ""
