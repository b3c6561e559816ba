"""How many: numerals and nouns of number, with what they mean at the least and at the most.

Reads:  token text.
Writes: ``doc._.quantities``, a mapping from the index of the last token to (first token, Quantity).
Terms:  quantity as in the annotation guidelines: « un lot », « plusieurs » are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from dementi.lexicon import FRENCH, entries
from dementi.records import Quantity

DIGITS = re.compile(r"\d{1,3}(?:[ .]\d{3})+|\d+")  # "6 000", "400"; not "3,5"
YEAR = re.compile(r"(?:19|20)\d\d")  # "2023" alone names a year, not an amount


@dataclass(frozen=True, slots=True)
class Numeral:
    """Words that are one number."""

    words: tuple[str, ...]
    value: int


@dataclass(frozen=True, slots=True)
class Group:
    """Nouns of number with the least and the greatest that they can mean."""

    words: tuple[str, ...]
    low: int
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Approximator:
    """Words that may stand before an amount."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Numbers:
    """The words of quantities.toml: numerals by value, nouns of number by bounds, words that may stand before."""

    values: dict[str, int]
    groups: dict[str, tuple[int, int | None]]
    before: tuple[tuple[str, ...], ...]


@cache
def load_numbers(path: Path = FRENCH / "quantities.toml") -> Numbers:
    """Read the words of number.

    Raises:
        ValueError: As ``lexicon.entries``.
    """
    values = {word: entry.value for entry in entries(path, "number", Numeral) for word in entry.words}
    groups = {word: (e.low, e.high) for e in entries(path, "group", Group) for word in e.words}
    before = [tuple(words.split()) for e in entries(path, "approximator", Approximator) for words in e.words]
    return Numbers(values, groups, tuple(sorted(before, key=len, reverse=True)))


def _numeral(doc: Doc, at: int, numbers: Numbers) -> tuple[int, int] | None:
    """Return (last token, value) of the numeral that begins at a token, or None."""
    token = doc[at]
    if token.lower_ in numbers.values and token.lower_ not in ("un", "une"):
        value, last = numbers.values[token.lower_], at
        if last + 1 < len(doc) and doc[last + 1].lower_ in ("cent", "cents", "mille"):
            last += 1
            value *= 1000 if doc[last].lower_ == "mille" else 100
        return last, value
    if not token.text[:1].isdigit():
        return None
    last = at
    while (
        last + 1 < len(doc) and re.fullmatch(r"\d{3}", doc[last + 1].text) and re.fullmatch(r"\d{1,3}", doc[last].text)
    ):
        last += 1
    text = "".join(t.text for t in doc[at : last + 1])
    if not DIGITS.fullmatch(text) or (last == at and YEAR.fullmatch(text)):
        return None
    return last, int(re.sub(r"[ .]", "", text))


def _with_approximators(doc: Doc, first: int, numbers: Numbers) -> int:
    """Return the first token of an amount with the words before it that belong to it (« au moins »)."""
    grown = True
    while grown:
        grown = False
        for words in numbers.before:
            start = first - len(words)
            if start >= 0 and tuple(t.lower_ for t in doc[start:first]) == words:
                first, grown = start, True
                break
    return first


def find_quantities(doc: Doc, numbers: Numbers) -> Iterator[tuple[int, int, Quantity]]:
    """Yield (first token, last token, quantity) of every amount in text order."""
    at = 0
    while at < len(doc):
        word = doc[at].lower_
        numeral = _numeral(doc, at, numbers)
        group = numbers.groups.get(word)
        low: int | None
        high: int | None
        if group and at and (word.endswith("s") or doc[at - 1].lower_ in ("une", "un", "petit", "grand")):
            last = at
            first, low, high = _group(doc, at, group, numbers)
        elif numeral and not (group and not word.endswith("s")):
            last, value = numeral
            first = _with_approximators(doc, at, numbers)
            low, high = _bounds(doc[first:at].text.lower(), value)
        else:
            at += 1
            continue
        yield first, last, Quantity(doc._.article.text[doc[first].idx : doc[last].idx + len(doc[last])], low, high)
        at = last + 1


def _group(doc: Doc, at: int, group: tuple[int, int | None], numbers: Numbers) -> tuple[int, int | None, int | None]:
    """Return (first token, low, high) of a noun of number: « des centaines », « trois douzaines »."""
    if doc[at].lower_ == "nombre":
        return _with_approximators(doc, at - 1, numbers), 1, None
    first = _with_approximators(doc, at, numbers)
    if first and (numeral := _numeral(doc, first - 1, numbers)):
        return first - 1, numeral[1] * group[0], None
    return first, *group


def _bounds(before: str, value: int) -> tuple[int | None, int | None]:
    """Return what a number means after « plus de », « jusqu'à », « près de »; alone it means itself."""
    if "plus de" in before or "au moins" in before:
        return value, None
    if "moins de" in before or "jusqu'à" in before or "au plus" in before:
        return None, value
    if any(word in before for word in ("environ", "près de", "quelque", "autour", "presque", "à peine")):
        return round(value * 0.9), round(value * 1.1)
    return value, value


@Language.factory("dementi_quantities", assigns=["doc._.quantities"])
class Quantities:
    """The pipeline's hold on ``find_quantities``; there is no logic in it."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.numbers = load_numbers()

    def __call__(self, doc: Doc) -> Doc:
        """Set ``doc._.quantities``."""
        doc._.quantities = {last: (first, amount) for first, last, amount in find_quantities(doc, self.numbers)}
        return doc
