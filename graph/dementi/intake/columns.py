"""Which column of a table, or key of a record, holds what; and a row made a draft by it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dementi.decoding import readable
from dementi.entries import entries
from dementi.intake import safe
from dementi.intake.drafts import Draft
from dementi.intake.problems import NoArticles, Unusable

NAMES = Path(__file__).parent / "columns.toml"
SHOWN = 30  # columns that a message lists
CORRECT = "correct --columns, and give files with other columns by themselves"
# "fr", "fr-CA" and "FR_fr" match; "français" and "fra" do not.
LANG = re.compile(r"([a-zA-Z]{2})(?:[-_].*)?")


@dataclass(frozen=True, slots=True)
class Field:
    """What is known of an article, and the names that others give it, the most usual first."""

    name: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """Which column holds what.

    Attributes:
        columns: The name of a column by ours.
        guessed: Those of ours whose column has another name, which nobody gave.
        left: Columns that are not read.
    """

    columns: Mapping[str, str]
    guessed: Sequence[str] = ()
    left: Sequence[str] = ()

    def __str__(self) -> str:
        taken = ", ".join(f"{ours}={theirs}" for ours, theirs in self.columns.items())
        return f"columns taken: {taken}" + (f"; left out: {listed(self.left)}" if self.left else "")

    def draft(self, row: Mapping[str, str], original: str, default: str, number: int) -> Draft:
        """Return the draft of a row.

        Args:
            row: Its cells by the names of their columns.
            original: The hash of it.
            default: Its id where it has none.
            number: Of the row.

        Raises:
            Unusable: It has no text.
            Undecodable: What should be its text is none.
        """
        known = {ours: row.get(theirs, "") for ours, theirs in self.columns.items()}
        text = known.pop("text", "")
        if not text.strip():
            raise Unusable(f"no text in {self.columns['text']!r}", "give it the article's text or leave it out")
        article_id = safe.article_id(safe.line(known.pop("id", "")) or default)
        metadata, warnings = told(known)
        return Draft(article_id, readable(text), original, metadata, number=number, warnings=warnings)


def told(known: Mapping[str, str]) -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """Return metadata as articles take it, and warnings of what cannot be taken and is left out."""
    out, warnings = {}, []
    for name, given in known.items():
        value = safe.line(given)
        if name == "date":
            out[name] = safe.day(value) or ""
        elif name == "url":
            out[name] = safe.address(value)
        elif name == "lang":
            out[name] = found[1].lower() if (found := LANG.fullmatch(value)) else ""
        else:
            out[name] = value
        if value and not out[name]:
            warnings.append((f"{name} {value[:60]!r} is not understood, and left out", CURES[name]))
    return {name: value for name, value in out.items() if value}, tuple(warnings)


CURES = {
    "date": "write YYYY-MM-DD, YYYY-MM or YYYY",
    "url": "an address begins with http:// or https://",
    "lang": "write a two-letter code: fr",
}


def layout(names: Sequence[str], wished: Mapping[str, str]) -> Layout:
    """Return which of these columns hold what: those wished for, and for the rest those with a usual name.

    Raises:
        Unusable: A column that is wished for is not there; the message lists those there are.
        NoArticles: No column looks like the texts of articles.
    """
    known = [one.name for one in fields()]
    for ours, theirs in wished.items():
        if ours not in known:
            raise Unusable(f"{ours!r} is nothing that is known of an article", f"known are {', '.join(known)}")
        if theirs not in names:
            raise Unusable(f"no column {theirs!r} for {ours}; there are: {listed(names)}", CORRECT)
    columns = matched(names, wished)
    if "text" not in columns:
        raise NoArticles(f"no column of texts; there are: {listed(names)}", "say which it is: --columns text=NAME")
    guessed = [ours for ours, theirs in columns.items() if ours not in wished and ours != theirs]
    taken = set(columns.values())
    return Layout(columns, guessed, [name for name in names if name not in taken])


def matched(names: Sequence[str], wished: Mapping[str, str]) -> dict[str, str]:
    """Return the columns by our names: those wished for, and of the rest those with a usual name."""
    free = {_plain(name): name for name in reversed(names) if name not in wished.values()}
    out = {}
    for one in fields():
        usual = next((usual for usual in one.columns if usual in free), None)
        if one.name in wished:
            out[one.name] = wished[one.name]
        elif usual:
            out[one.name] = free.pop(usual)
    return out


def wishes(given: str) -> dict[str, str]:
    """Return the columns that ``given`` names: "text=corps,date=jour".

    Raises:
        ValueError: It is not of that form, or names what no article has.
    """
    known, out = [one.name for one in fields()], {}
    for pair in filter(None, map(str.strip, given.split(","))):
        ours, equals, theirs = (part.strip() for part in pair.partition("="))
        if not (equals and theirs) or ours in out:
            raise ValueError(f"columns {pair!r}: not of the form text=corps,date=jour, each once")
        if ours not in known:
            raise ValueError(f"columns {pair!r}: {ours!r} is none of {', '.join(known)}")
        out[ours] = theirs
    return out


def listed(names: Sequence[str]) -> str:
    """Return names of columns as a message lists them."""
    shown = ", ".join(safe.line(name)[:SHOWN] or "(no name)" for name in names[:SHOWN])
    return shown + (f" and {len(names) - SHOWN:,} more" if len(names) > SHOWN else "")


@cache
def fields() -> tuple[Field, ...]:
    """Return what can be known of an article from a table."""
    return entries(NAMES, "field", Field)


def _plain(name: str) -> str:
    """Return the name of a column without case, accents and marks: "Date de publication" → "date_de_publication"."""
    letters = unicodedata.normalize("NFKD", name.strip().lower())
    return re.sub(r"[\s-]+", "_", "".join(char for char in letters if not unicodedata.combining(char)))
