"""The words of time, and the expressions that French makes of them.

No component: the part of ``dates`` that knows words and their order; what they mean is found there. Words stand in
dates.toml. Terms: as in Grevisse, *Le bon usage*, on dates and the complements of time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dementi.lexicon import FRENCH, WordList, entries

YEAR = r"(?:19|20)\d\d"  # "2022"; not "400"
DAY = r"(?:\d{1,2}|1er)"  # "19", "1er"; not "155"
SIDES = ("last", "next")
# What stands between a preposition and a date, or a part and its whole: "au cours de l'", "d'ici à la", "fin du".
LEAD = 200  # characters from the first word of a date to its month, weekday or year, at the most
JOIN = r"\s*(?:à\s+)?(?:de\s+l'|de\s+la\s+|des\s+|du\s+|de\s+|d'|les\s+|le\s+|la\s+|l'|au\s+|aux\s+)?"


@dataclass(frozen=True, slots=True)
class Month:
    """Spellings of a month."""

    number: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A word for a day by its distance from the article's, in days."""

    word: str
    offset: int


@dataclass(frozen=True, slots=True)
class Preposition:
    """Words before a date.

    Attributes:
        words: The words, without the article that may follow.
        kept: The date means something else with them.
        within: What they say lies in the time that the date names.
        side: On which side of the article's date a date without its year lies; None for the past.
    """

    words: tuple[str, ...]
    kept: bool
    within: bool = True
    side: str | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one use; ``side`` as in ``Preposition``."""

    words: tuple[str, ...]
    side: str | None = None


@dataclass(frozen=True, slots=True)
class Calendar:
    """The words of dates.toml for look-up, and the expressions that are made of them.

    Attributes:
        months: Number of each month.
        weekdays: Number of each day of the week, 0 for Monday.
        offsets: Days from the article's to a named day.
        before: Prepositions by their words.
        sides: "last" or "next" of the words that tell.
        words: Words for months and days, and their parts.
        expressions: Patterns by the name of what they match; see ``_expressions``.
        hints: What every match of an expression holds, where that is found many times as fast.
    """

    months: dict[str, int]
    weekdays: dict[str, int]
    offsets: dict[str, int]
    before: dict[str, Preposition]
    sides: dict[str, str]
    words: frozenset[str]
    expressions: dict[str, re.Pattern[str]]
    hints: dict[str, re.Pattern[str]]


@cache
def load_calendar(path: Path = FRENCH / "dates.toml") -> Calendar:
    """Read the words of time.

    Raises:
        ValueError: As ``lexicon.entries``; or a month is none of twelve, or a side neither "last" nor "next".
    """
    months = {name: entry.number for entry in entries(path, "month", Month) for name in entry.names}
    weekdays = {name: at for week in entries(path, "week", WordList) for at, name in enumerate(week.words)}
    offsets = {entry.word: entry.offset for entry in entries(path, "day", NamedDay)}
    before = {word: entry for entry in entries(path, "preposition", Preposition) for word in entry.words}
    tables = ("part", "stretch", "season", "turn", "ordinal", "distance", "daytime", "present")
    uses = {table: {word: e for e in entries(path, table, Words) for word in e.words} for table in tables}
    for name, number in months.items():
        if not 1 <= number <= 12:
            raise ValueError(f"{path.name}: {name}: number {number} is no month; write 1 to 12")
    sides = {word: entry.side for entry_of in (before, uses["turn"]) for word, entry in entry_of.items() if entry.side}
    for word, side in sides.items():
        if side not in SIDES:
            raise ValueError(f"{path.name}: {word}: side {side!r} is none of {', '.join(SIDES)}")
    patterns = {table: _either(words) for table, words in uses.items()}
    patterns |= {"month": _either(months), "weekday": _either(weekdays), "offset": _either(offsets)}
    made = _expressions(patterns, _either(before))
    expressions = {name: re.compile(rf"\b{text}(?!\w)", re.IGNORECASE) for name, text in made.items()}
    named = frozenset({*months, *weekdays, *offsets, *uses["daytime"], *uses["present"]})
    sure = {"month": patterns["month"], "weekday": patterns["weekday"], "year": YEAR, "digits": rf"[/.]{YEAR}"}
    hints = {name: re.compile(text, re.IGNORECASE) for name, text in sure.items()}
    return Calendar(months, weekdays, offsets, before, sides, named, expressions, hints)


def matches(calendar: Calendar, name: str, text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of an expression left to right, as ``finditer`` does, but look only around its hints."""
    pattern, hint, at = calendar.expressions[name], calendar.hints.get(name), 0
    if hint is None:
        yield from pattern.finditer(text)
        return
    while (sign := hint.search(text, at)) and (match := pattern.search(text, max(at, sign.start() - LEAD))):
        yield match
        at = match.end()


def _either(words: Iterable[str]) -> str:
    """Return a pattern for any of some words, the longest first; a space in them matches any white space.

    Words that begin alike are tried together: "mars", "mardi" give mar(?:di|s), many times as fast as one by one.
    """
    tails: dict[str, list[str]] = {}
    for word in sorted(set(words)):
        tails.setdefault(word[:1], []).append(word[1:])
    ends = tails.pop("", None) is not None
    choices = [
        (r"\s+" if first == " " else re.escape(first)) + (_either(rest) if rest != [""] else "")
        for first, rest in tails.items()
    ]
    return f"(?:{'|'.join(choices)})" + "?" * ends if ends or len(choices) > 1 else choices[0]


def _expressions(w: dict[str, str], prepositions: str) -> dict[str, str]:
    """Return the patterns of all expressions, each with what it matches and what it does not."""
    before = rf"(?:(?P<before>{prepositions}){JOIN})?"
    part = rf"(?:(?P<part>{w['part']}){JOIN})?"
    turn = rf"(?P<turn>{w['turn']})"
    later = rf"\s*(?:,|et|ou|puis)\s+(?:le\s+|en\s+)?(?:{DAY}\s+)?(?P<month2>{w['month']})\s+(?P<year2>{YEAR})"
    return {
        # "entre mars et mai 2023", "du 3 au 5 mars", "de 2020 à 2023"; not "de 20 à 30"
        "range": rf"(?:(?P<between>entre\s+)|de\s+|du\s+|d')(?:le\s+)?{_point(w['month'], 1)}"
        rf"\s+(?(between)et|(?:à|au|jusqu'en|jusqu'à|jusqu'au))\s+(?:le\s+)?{_point(w['month'], 2)}",
        # "19 août 2022", "depuis mars", "d'ici fin août", "au mois d'août", "mardi 3 mars"; not "mars aussi"
        "month": rf"{before}{part}(?P<of>mois\s+(?:de\s+|d')|de\s+|d')?(?:{w['weekday']}\s+)?"
        rf"(?:(?P<day>{DAY})\s+)?(?P<month>{w['month']})(?:\s+(?P<year>{YEAR})|\s+{turn}|(?={later}))?",
        # "en 2024", "d'ici 2030", "fin 2023", "au cours de l'année 2022"; not "2022 chars"
        "year": rf"{before}{part}(?:année\s+)?(?P<year>{YEAR})",
        # "12/08/2022", "12.08.2022"; not "12/08"
        "digits": rf"(?P<day>\d{{1,2}})[/.](?P<month>\d{{1,2}})[/.](?P<year>{YEAR})",
        # "lundi", "depuis lundi", "jeudi prochain", "mardi soir"; not "les lundis"
        "weekday": rf"{before}(?:ce\s+)?(?P<weekday>{w['weekday']})(?:\s+{w['daytime']})?(?:\s+{turn})?",
        "named": rf"(?P<offset>{w['offset']})(?:\s+{w['daytime']})?",  # "hier", "hier soir"
        "vague": _vague(w, prepositions),
    }


def _point(month: str, n: int) -> str:
    """Return the pattern of one end of a range: a day, a month or a year, with what follows it."""
    return rf"(?:(?P<day{n}>{DAY})(?!\w))?(?:\s*(?P<month{n}>{month}))?(?:\s*(?P<year{n}>{YEAR}))?"


def _vague(w: dict[str, str], prepositions: str) -> str:
    """Return the pattern of expressions that are kept as written."""
    lead = rf"(?:(?:{prepositions}|dans|lors|à){JOIN}|(?:au|aux)\s+)"
    time = rf"(?:{w['stretch']}|{w['season']})"
    year = rf"(?:\s+(?:de\s+)?(?:l'année\s+)?{YEAR})"
    which = rf"(?:\s+{w['turn']}|{year})"
    choices = (
        rf"(?:{lead}|{lead}?ces\s+)(?:\w+\s+)?{w['turn']}\s+{w['stretch']}",  # "ces derniers mois"; not "ces derniers"
        rf"(?:{lead}|la\s+|le\s+|l')(?:{w['ordinal']}\s+)?{time}{which}",  # "dès le mois prochain", "l'été 2022"
        rf"{lead}?{w['part']}{JOIN}{time}{which}?",  # "d'ici la fin de l'année"; not "la fin de la guerre"
        rf"{lead}?(?:cet|cette|ce)\s+{time}(?:-ci)?(?!\s?-)",  # "cet été", "ce mois-ci"; not "ce jour-là"
        rf"{lead}{w['season']}",  # "à l'automne", "au cours de l'été"; not "a été"
        rf"{lead}{w['ordinal']}\s+{time}",  # "au premier trimestre"
        rf"{w['distance']}\s+(?:[\w-]+\s+|d'){{1,4}}?{w['stretch']}",  # "depuis des années", "il y a plus d'un an"
    )
    # Each begins with one of these words: most places in a text are left at once, instead of seven times.
    opening = rf"(?={prepositions}|dans|lors|à|aux?|l[ae']|ce|{w['part']}|{w['distance']})"
    return f"{opening}(?:{'|'.join(choices)})"
