"""What of a page is the article: feed metadata, credits, site furniture and comments lie outside.

The rules are data, ``fr/lexicons/boilerplate.toml``. They see one line at a time, and only short ones: a paragraph of
prose is never tried, and the time taken grows with the text and no faster.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from dementi.entries import read, typed

LEXICON = Path(__file__).parent / "fr" / "lexicons" / "boilerplate.toml"
LONGEST = 300  # characters; the longest credit or notice met had about 200
MIN_PROSE = 200  # characters of sentences; a count of comments above them is the page's head, below them its end

# " date 2023-03 Les relations" matches up to the space; "date 20235" and "Une date 2023-03" are text.
FEED_DATE = re.compile(r"[^\S\r\n]*date ([0-9]{4}(?:-[0-9]{2}){0,2})(?=[ \r\n]|\Z)")
ISO_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
# The stretch from the first to the last visible character of a line.
LINE = re.compile(r"[^\s](?:[^\r\n]*[^\s])?")
# "… a-t-il dit." and "… a-t-il dit. »" match; a headline does not.
SENTENCE_END = re.compile(r"[.!?…][\s»”\")]*\Z")


def is_date(text: str) -> bool:
    """Return whether ``text`` is a date ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD`` of the calendar."""
    parts = ISO_DATE.fullmatch(text)
    if not parts:
        return False
    try:
        date(*(int(part or 1) for part in parts.groups()))
    except ValueError:
        return False
    return True


def feed_date(text: str) -> tuple[str | None, int]:
    """Return the date that a feed put before the text, or None, and where the text after it begins."""
    found = FEED_DATE.match(text)
    return (found[1], found.end()) if found and is_date(found[1]) else (None, 0)


def body(text: str, start: int = 0) -> Iterator[tuple[int, int]]:
    """Yield the half-open stretches of ``text`` from ``start`` on that are the article, without outer white space."""
    single, ending = rules()
    first = last = prose = 0
    for line in LINE.finditer(text, start):
        words = line[0] if line.end() - line.start() <= LONGEST else ""
        if words and ending.fullmatch(words):
            if prose >= MIN_PROSE:
                break
        elif not (words and single.fullmatch(words)):
            first, last = (first if last else line.start()), line.end()
            prose += (last - line.start()) * bool(SENTENCE_END.search(text, max(line.start(), last - 6), last))
            continue
        if last:
            yield first, last
        last = 0
    if last:
        yield first, last


@dataclass(frozen=True, slots=True)
class Rule:
    """A regular expression over a whole line, a line that it must match, and one that it must not."""

    regex: str
    example: str
    counter: str


@cache
def rules(path: Path = LEXICON) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what matches a line of boilerplate, and a line with which the comments begin.

    Raises:
        ValueError: An entry lacks a key or has one too many, its pattern is none, misses its example, or takes its
            counter-example; the message gives the file and the entry.
    """
    tables = read(path, ("line", "end"))
    single, ending = (
        "|".join(f"(?:{_checked(path, rule)})" for rule in typed(path, tables, name, Rule)) for name in ("line", "end")
    )
    return re.compile(single, re.IGNORECASE), re.compile(ending, re.IGNORECASE)


def _checked(path: Path, rule: Rule) -> str:
    where = f"{path.name}: {rule.regex!r}"
    try:
        pattern = re.compile(rule.regex, re.IGNORECASE)
    except re.error as error:
        raise ValueError(f"{where}: no regular expression: {error}; mend it") from error
    if not pattern.fullmatch(rule.example):
        raise ValueError(f"{where}: misses its example {rule.example!r}; mend the one or the other")
    if pattern.fullmatch(rule.counter):
        raise ValueError(f"{where}: takes its counter-example {rule.counter!r}; narrow it")
    return rule.regex
