"""How many: numerals and nouns of number, with what they mean at the least and at the most.

Reads:  token text; the dates that a text holds, since their numbers count nothing.
Writes: ``doc._.quantities``, a mapping from the index of the last token to (first token, Quantity).
Terms:  quantity as in the annotation guidelines: « un lot », « plusieurs » are none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc

from dementi.components.calendar import load_calendar
from dementi.components.dates import written
from dementi.components.numerals import YEAR, Group, Numbers, Phrase, load_numbers, numeral
from dementi.fr import sentences
from dementi.records import Quantity

SHORT = re.compile(r"\d{1,5}")  # "400"; not "6 000"
ABOUT = 0.1  # how far from the number « environ » may lead, as a share of it
# What stands between the ends of a range, by what stands before it: « entre 20 et 30 », « 20 à 30 », « deux ou trois ».
LINKS = {"entre": ("et",), "de": ("à",), "d'": ("à",), "": ("à", "ou", "voire")}


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in its place, with its bounds.

    Attributes:
        first: First token.
        last: Last token, included.
        low: Least number meant, or None.
        high: Greatest number meant, or None.
        scale: What its last word multiplies: in « deux à trois cents » both are hundreds.
    """

    first: int
    last: int
    low: int | None
    high: int | None
    scale: int = 1


class Counter:
    """The amounts of one document."""

    def __init__(self, doc: Doc, numbers: Numbers) -> None:
        self.doc = doc
        self.numbers = numbers
        self.words = sentences.lowered(doc)
        self.amounts: dict[int, Amount | None] = {}
        self.counts = [numbers.may_open(word) for word in self.words]  # of most words nothing else need be asked

    def _longest(self, at: int, phrases: Collection[Phrase]) -> Phrase:
        """Return the longest of some phrases that begins at a token, () for none."""
        if self._word(at) not in self.numbers.openings:
            return ()
        words = tuple(self.words[at : at + max(map(len, phrases))])
        return next((words[:n] for n in range(len(words), 0, -1) if words[:n] in phrases), ())

    def _word(self, at: int) -> str:
        """Return the word at a place in lower case, "" beyond the end."""
        return self.words[at] if 0 <= at < len(self.words) else ""

    def amount(self, at: int) -> Amount | None:
        """Return the amount that begins at a token: « au moins 300 000 », « des centaines », « deux douzaines »."""
        if not self.counts[at]:
            return None
        if at not in self.amounts:  # ranges and parts of a whole ask first
            self.amounts[at] = self._amount(at)
        return self.amounts[at]

    def _amount(self, at: int) -> Amount | None:
        means, start = None, at
        while words := self._longest(start, self.numbers.approximators):
            means, start = self.numbers.approximators[words] or means, start + len(words)
        found = (self._number(start) or self._group(start)) if start < len(self.doc) else None
        if found is None:
            return None
        measured = self._word(found.last + 1) in self.numbers.measures
        return replace(_bounded(found, means), first=at, last=found.last + measured)

    def _number(self, at: int) -> Amount | None:
        """Return the numeral at a token, with the noun of number that it counts."""
        read = numeral(self.doc, at, self.numbers)
        if read is None or self._word(at) == "neuf" and at and self.doc[at - 1].pos_ == "NOUN":  # « un avion neuf »
            return None
        value, last = read.value, read.last
        words = self._longest(last + 1, self.numbers.groups)
        if words:
            low = self.numbers.groups[words].low
            return Amount(at, last + len(words), value * low, None, low)
        if read.scale >= 1_000_000:  # « 2 millions » are seldom two millions and none
            return Amount(at, last, value, None, read.scale)
        return Amount(at, last, value, value, read.scale)

    def _group(self, at: int) -> Amount | None:
        """Return the noun of number at a token, with its determiner: « une centaine », « dizaines de milliers »."""
        determiner = self._longest(at, self.numbers.determiners)
        start = at + len(determiner)
        words = self._longest(start, self.numbers.groups)
        if not words or not determiner and not words[-1].endswith("s"):
            return None
        last, group = start + len(words) - 1, self.numbers.groups[words]
        if self._word(last + 1) in ("de", "d'") and (more := self._longest(last + 2, self.numbers.groups)):
            last, group = last + 1 + len(more), _times(group, self.numbers.groups[more])
        return Amount(at, last, group.low, group.high, group.low)

    def range(self, at: int) -> Amount | None:
        """Return the range that begins at a token: « entre 20 et 30 », « de 20 à 30 », « deux ou trois »."""
        before = self._word(at) if self._word(at) in LINKS else ""
        start = at + bool(before)
        if start >= len(self.doc) or not self.counts[start]:
            return None
        low = self._one(start) or self.amount(start)
        if low is None or any(token.lemma_ in self.numbers.changes for token in self.doc[max(at - 2, 0) : at]):
            return None  # « est passé de 20 à 30 »
        link = low.last + 1 + (self._word(low.last + 1) == ",")
        high = self.amount(link + 1) if self._word(link) in LINKS[before] and link + 1 < len(self.doc) else None
        return _between(replace(low, first=at), high) if high else None

    def _one(self, at: int) -> Amount | None:
        """Return « un » as the beginning of a range: « un ou deux »."""
        counts = self._word(at) in ("un", "une") and self._word(at + 1) in ("à", "ou")
        return Amount(at, at, 1, 1) if counts else None

    def part(self, at: int) -> Amount | None:
        """Return how many of how many: « douze des vingt-quatre »."""
        some = self.amount(at)
        if some is None or self._word(some.last + 1) != "des":
            return None
        whole = numeral(self.doc, some.last + 2, self.numbers) if some.last + 2 < len(self.doc) else None
        return replace(some, last=whole.last) if whole else None

    def hyphenated(self, at: int) -> Amount | None:
        """Return a range that is one token: « 20-30 »."""
        low, hyphen, high = self.words[at].partition("-")
        if (
            not (hyphen and SHORT.fullmatch(low) and SHORT.fullmatch(high))
            or int(low) >= int(high)
            or YEAR.fullmatch(low)
        ):
            return None
        return Amount(at, at, int(low), int(high))

    def unit(self, amount: Amount) -> Phrase:
        """Return the unit behind an amount of money, length or time, () where it is none."""
        return self._longest(amount.last + 1 + (self._word(amount.last + 1) in ("de", "d'")), self.numbers.units)


def _times(several: Group, of: Group) -> Group:
    """Return a noun of number that counts another: « dizaines de milliers »."""
    high = several.high * of.high if several.high and of.high else None
    return replace(of, low=several.low * of.low, high=high)


def _bounded(amount: Amount, means: str | None) -> Amount:
    """Return an amount after « plus de », « jusqu'à », « près de »; alone it means itself."""
    low, high = amount.low, amount.high
    if means == "least":
        return replace(amount, high=None)
    if means == "most":
        return replace(amount, low=None, high=low if high is None else high)
    if means == "about" and low is not None and low == high:
        return replace(amount, low=round(low * (1 - ABOUT)), high=round(low * (1 + ABOUT)))
    return amount


def _between(low: Amount, high: Amount) -> Amount | None:
    """Return the range from one amount to another, None where the first is not less: « en a livré 400 à deux pays »."""
    least, most = low.low, high.low if high.high is None else high.high
    if least is None or most is None:
        return None
    if high.scale > 1 and low.scale == 1 and least * high.scale < most:  # « deux à trois cents »
        least *= high.scale
    return Amount(low.first, high.last, least, most) if least < most else None


def find_quantities(doc: Doc, numbers: Numbers) -> Iterator[tuple[int, int, Quantity]]:
    """Yield (first token, last token, quantity) of every amount in text order."""
    counter = Counter(doc, numbers)
    dated = {at for start, end, _ in written(doc, load_calendar()) for at in range(start, end)}
    at = 0
    while at < len(doc):
        if not counter.counts[at] and counter.words[at] not in LINKS:
            at += 1
            continue
        found = counter.range(at) or counter.part(at) or counter.amount(at) or counter.hyphenated(at)
        if found is None:
            at += 1
            continue
        unit = counter.unit(found)
        at = found.last + 1 + len(unit)
        start, end = doc[found.first].idx, doc[found.last].idx + len(doc[found.last])
        if doc[found.last].idx not in dated and not unit:
            yield found.first, found.last, Quantity(doc._.article.text[start:end], found.low, found.high)


@Language.factory("dementi_quantities", assigns=["doc._.quantities"])
class Quantities:
    """The pipeline's hold on ``find_quantities``; there is no logic in it."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.numbers = load_numbers()

    def __call__(self, doc: Doc) -> Doc:
        """Set ``doc._.quantities``."""
        doc._.quantities = {last: (first, amount) for first, last, amount in find_quantities(doc, self.numbers)}
        return doc
