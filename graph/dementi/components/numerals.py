"""Numbers in words and digits, by the rules of French for putting them together.

No component: the part of ``quantities`` that knows the words of number and reads numerals. Source: Grevisse, *Le bon
usage*, on the cardinal numerals; the spelling of 1990, which has hyphens throughout, is read too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path

from spacy.tokens import Doc

from dementi.lexicon import FRENCH, entries

DIGITS = re.compile(r"\d{1,3}(?:[ .]\d{3}){1,4}|\d{1,15}")  # "6 000", "400"; not "3,5"
DECIMAL = re.compile(r"\d{1,9}[.,]\d{1,9}")  # "1,5"; not "6 000"
YEAR = re.compile(r"(?:19|20)\d\d")  # "2023" may name a year
FOUR, TEN, SIXTY, EIGHTY, HUNDRED, THOUSAND, MILLION = 4, 10, 60, 80, 100, 1000, 1_000_000
MEANINGS = ("about", "least", "most")

Phrase = tuple[str, ...]  # words as tokens


@dataclass(frozen=True, slots=True)
class Number:
    """Words for one number, or for what multiplies the number before it."""

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
    """Words that may stand before an amount, and what they make of it."""

    words: tuple[str, ...]
    means: str | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one use."""

    words: tuple[str, ...]


@dataclass(frozen=True)
class Numbers:
    """The words of quantities.toml, by tokens where they may be several."""

    values: dict[str, int]
    multipliers: dict[str, int]
    approximators: dict[Phrase, str | None]
    determiners: frozenset[Phrase]
    groups: dict[Phrase, Group]
    measures: frozenset[str]
    units: frozenset[Phrase]
    changes: frozenset[str]

    @cached_property
    def openings(self) -> frozenset[str]:
        """First words of all that may be several words."""
        tables = (self.approximators, self.groups, self.determiners, self.units)
        return frozenset(phrase[0] for table in tables for phrase in table)

    def may_open(self, word: str) -> bool:
        """Say whether an amount can begin with a word in lower case; most words open none."""
        first = word.split("-")[0]
        return word[:1].isdigit() or first in self.values or first in self.multipliers or word in self.openings


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number that is read word by word.

    Attributes:
        last: Its last token, included; -1 before there is one.
        whole: What thousands and millions have come to.
        rest: What stands behind them, below a thousand.
        scale: Value of the last multiplier, 1 where the number does not end in one.
        joined: « et » was read last, and only « un » or « onze » may follow.
    """

    last: int = -1
    whole: int = 0
    rest: int = 0
    scale: int = 1
    joined: bool = False

    @property
    def value(self) -> int:
        """The number so far."""
        return self.whole + self.rest


@cache
def load_numbers(path: Path = FRENCH / "quantities.toml") -> Numbers:
    """Read the words of number.

    Raises:
        ValueError: As ``lexicon.entries``; or what an approximator means is unknown.
    """
    known = entries(path, "approximator", Approximator)
    for entry in known:
        if entry.means not in (None, *MEANINGS):
            raise ValueError(f"{path.name}: {entry.words[0]}: means {entry.means!r} is none of {', '.join(MEANINGS)}")
    listed = {
        table: [word for entry in entries(path, table, Words) for word in entry.words]
        for table in ("determiner", "measure", "unit", "change")
    }
    return Numbers(
        {word: entry.value for entry in entries(path, "number", Number) for word in entry.words},
        {word: entry.value for entry in entries(path, "multiplier", Number) for word in entry.words},
        {tokens: entry.means for entry in known for word in entry.words for tokens in _elided(word)},
        frozenset(tokens for word in listed["determiner"] for tokens in _elided(word)),
        {_tokens(word): entry for entry in entries(path, "group", Group) for word in entry.words},
        frozenset(listed["measure"]),
        frozenset(map(_tokens, listed["unit"])),
        frozenset(listed["change"]),
    )


def _tokens(words: str) -> Phrase:
    """Return the tokens of some words: "jusqu'à" gives jusqu', à."""
    return tuple(words.replace("'", "' ").split())


def _elided(words: str) -> tuple[Phrase, ...]:
    """Return the tokens of some words, and of their elision: "près de" gives "près d'", too."""
    tokens = _tokens(words)
    return (tokens, (*tokens[:-1], "d'")) if tokens[-1] == "de" else (tokens,)


def numeral(doc: Doc, at: int, numbers: Numbers) -> Numeral | None:
    """Return the number that begins at a token; « un » and a number that looks like a year are none by themselves."""
    if doc[at].text[:1].isdigit():
        return _digits(doc, at, numbers)
    opening = doc[at].lower_.split("-")[0]
    if opening in ("un", "une") or opening not in numbers.values and opening not in numbers.multipliers:
        return None
    read, found = Numeral(), None
    for token in doc[at:]:
        step: Numeral | None = read
        for word in token.lower_.split("-"):
            step = _word(step, word, numbers) if step else None
        if step is None:
            break
        read = replace(step, last=token.i)
        found = found if read.joined else read
    return found


def _word(read: Numeral, word: str, numbers: Numbers) -> Numeral | None:
    """Return a number with one word more, None where French cannot go on so: « deux trois » are two numbers."""
    if word == "et":
        return replace(read, joined=True) if read.rest % TEN == 0 < read.rest % HUNDRED and not read.joined else None
    if word in numbers.multipliers:
        return None if read.joined else _multiplied(read, numbers.multipliers[word], word.endswith("s"))
    value = numbers.values.get(word)
    if value is None or read.joined and value not in (1, 11):
        return None
    tens = read.rest % HUNDRED
    if tens == FOUR and word in ("vingt", "vingts"):
        added = EIGHTY - FOUR
    elif tens == 0 or tens % TEN == 0 and (value < TEN or tens in (SIXTY, EIGHTY) and value < 2 * TEN):
        added = value
    else:
        return None
    if tens == TEN and value < 7:  # « dix-sept », no « dix-six »
        return None
    return replace(read, rest=read.rest + added, scale=1, joined=False)


def _multiplied(read: Numeral, by: int, plural: bool) -> Numeral | None:
    """Return a number times a hundred, a thousand or a million, None where it cannot be."""
    if by == HUNDRED:
        fits = read.rest < TEN and (read.rest or not plural)
        return replace(read, rest=(read.rest or 1) * HUNDRED, scale=by) if fits else None
    if by == THOUSAND:
        fits = read.whole % MILLION == 0
        return replace(read, whole=read.whole + (read.rest or 1) * by, rest=0, scale=by) if fits else None
    before = read.whole if read.whole >= MILLION else 0  # « deux milliards trois cents millions »
    times = read.value - before
    return replace(read, whole=before + times * by, rest=0, scale=by) if times else None


def _digits(doc: Doc, at: int, numbers: Numbers) -> Numeral | None:
    """Read digits, in groups of three or together, with a decimal fraction only before « million »."""
    last = at
    if len(doc[at]) <= len("400"):
        while last + 1 < len(doc) and re.fullmatch(r"\d{3}", doc[last + 1].text):
            last += 1
    text = "".join(t.text for t in doc[at : last + 1])
    following = doc[last + 1] if last + 1 < len(doc) else None
    by = numbers.multipliers.get(following.lower_, 1) if following is not None else 1
    if DIGITS.fullmatch(text):
        value = Decimal(re.sub(r"[ .]", "", text))
    elif DECIMAL.fullmatch(text) and by > HUNDRED:
        value = Decimal(text.replace(",", "."))
    else:
        return None
    if by > HUNDRED:
        return Numeral(last + 1, whole=round(value * by), scale=by)
    counts = following is not None and following.pos_ == "NOUN"
    return None if last == at and YEAR.fullmatch(text) and not counts else Numeral(last, whole=int(value))
