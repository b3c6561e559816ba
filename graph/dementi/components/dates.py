"""When: calendar expressions as half-open intervals of days, without more precision than the words have.

Reads:  token text, lemmas of reporting verbs, ``doc._.article.date``.
Writes: ``doc._.dates``, a list of (first token, last token, Period) in text order, without those on which something
        was only said or written.
Terms:  interval as in OWL-Time; a day named without its year is the last such day before the article's date, after
        « d'ici » or with « prochain » the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from dementi.components.calendar import Calendar, load_calendar, matches
from dementi.fr import grammar
from dementi.lexicon import bare, load_attributions
from dementi.records import Act, Period

ONE = timedelta(days=1)
PLACE = (
    4  # tokens between the beginning of an article and its date, at the most: « SAINT-PÉTERSBOURG (Russie), 14 mai »
)
READ = "dementi dates"  # where a document keeps them
NEVER = 99  # a day of the month after all others: « mars dernier » is over only when March is


@dataclass(frozen=True, slots=True)
class Point:
    """A year, a month or a day, as far as it is told; 0 for what is not.

    Raises:
        ValueError: No calendar has that day, when the interval is asked for.
    """

    year: int
    month: int = 0
    day: int = 0

    def interval(self) -> tuple[date, date]:
        """Return the first day, and the first day after."""
        start = date(self.year, self.month or 1, self.day or 1)
        if self.day:
            return start, start + ONE
        return start, _month_end(self.year, self.month) if self.month else date(self.year + 1, 1, 1)

    def iso(self) -> str:
        """Return the ISO date, as short as what is told."""
        return f"{self.year}" + (f"-{self.month:02}" if self.month else "") + (f"-{self.day:02}" if self.day else "")


def _month_end(year: int, month: int) -> date:
    """Return the first day after a month."""
    return date(year + month // 12, month % 12 + 1, 1)


class Reader:
    """The dates of one document; each method reads the matches of the expression of its name, None for no date."""

    def __init__(self, doc: Doc, calendar: Calendar) -> None:
        self.doc = doc
        self.calendar = calendar
        said = [int(part) for part in (doc._.article.date or "").split("-") if part]
        self.today = date(*said) if len(said) == 3 else None
        # the last day that the article's date allows: "2022-10" may be any day of October
        self.latest = self.today or (_month_end(said[0], said[-1] if said[1:] else 12) - ONE if said else None)

    def find(self) -> Iterator[tuple[int, int, Period]]:
        """Yield (first character, one past the last, period); where expressions overlap, the first and longest."""
        found: list[tuple[int, int, Period]] = []
        text = self.doc.text  # spaCy puts it together anew each time
        for name in self.calendar.expressions:
            for match in matches(self.calendar, name, text):
                if period := getattr(self, name)(match):
                    found.append((match.start(), match.end(), period))
        behind = 0
        for start, end, period in sorted(found, key=lambda row: (row[0], -row[1])):
            if start >= behind:
                behind = end
                yield start, end, period

    def _month(self, match: re.Match[str], group: str, dated: object) -> int:
        """Return the number of a month, 0 for none; with a capital it is the planet, unless a day or year says not."""
        name = match[group] or ""
        return self.calendar.months.get(name.lower(), 0) if dated or not name[:1].isupper() else 0

    def _year(self, month: int, day: int, side: str | None) -> int:
        """Return the year of a date that is named without, by the article's; 0 where nothing tells."""
        if self.latest is None:
            return 0
        now = (self.latest.month, self.latest.day)
        if side == "next":
            return self.latest.year if (month, day) > now else self.latest.year + 1
        over = (month, day or NEVER if side == "last" else day) <= now
        return self.latest.year if over else self.latest.year - 1

    def _period(self, match: re.Match[str], point: Point) -> Period:
        """Return what the words mean: ISO where no preposition and no part says otherwise."""
        groups = match.groupdict()
        before = " ".join((groups.get("before") or "").lower().split())
        preposition = self.calendar.before.get(before)
        first = match.start() if not preposition or preposition.kept else match.end("before")
        text = self.doc._.article.text[first : match.end()].strip()
        if not point.year or preposition and not preposition.within:
            return Period(text)
        try:
            start, end = point.interval()
        except ValueError:  # « le 31 juin »
            return Period(text)
        written = groups.get("part") or preposition and preposition.kept
        return Period(text if written else point.iso(), start.isoformat(), end.isoformat())

    def range(self, match: re.Match[str]) -> Period | None:
        """Read « entre mars et mai 2023 »: the year at the end is that of the beginning, too."""
        ends = [(_number(match[f"day{n}"]), match[f"month{n}"], int(match[f"year{n}"] or 0)) for n in (1, 2)]
        (day1, name1, year1), (day2, name2, year2) = ends
        month1, month2 = (self._month(match, f"month{n}", day or year) for n, (day, _, year) in enumerate(ends, 1))
        if bool(name1) != bool(month1) or bool(name2) != bool(month2) or not (month2 or year2):
            return None
        if not (month1 or year1 or day1 and day2) or not month1 and not month2 and self._counts(match.end()):
            return None
        year2 = year2 or self._year(month2, day2, None)
        month1 = month1 or (month2 if day1 else 0)
        year1 = year1 or year2 - (month1 > month2 > 0)
        text = self.doc._.article.text[match.start() : match.end()]
        try:
            start, end = Point(year1, month1, day1).interval()[0], Point(year2, month2, day2).interval()[1]
        except ValueError:
            return Period(text)
        return Period(text, start.isoformat(), end.isoformat()) if start < end else Period(text)

    def _counts(self, end: int) -> bool:
        """Say whether a number that ends at a character counts something: « de 2000 à 2050 obus »."""
        span = self.doc.char_span(end - 1, end, alignment_mode="expand")
        return span is not None and span.end < len(self.doc) and self.doc[span.end].pos_ == "NOUN"

    def month(self, match: re.Match[str]) -> Period | None:
        """Read « 19 août 2022 », « depuis mars », « mars dernier »."""
        day, year = _number(match["day"]), int(match["year"] or 0)
        month = self._month(match, "month", match["day"] or year)
        told = match["before"] or match["part"] or match["of"] or match["day"] or year or match["turn"]
        if not month or not (told or match["year2"]):
            return None
        if match["day"] and not day:  # « le 0 mars »
            return Period(self.doc._.article.text[match.start() : match.end()])
        if match["year2"]:  # « le 3 mars et le 5 avril 2023 »
            year = int(match["year2"]) - (month > self.calendar.months[match["month2"].lower()])
        side = self.calendar.sides.get((match["turn"] or match["before"] or "").lower())
        return self._period(match, Point(year or self._year(month, day, side), month, day))

    def year(self, match: re.Match[str]) -> Period | None:
        """Read « en 2024 », « fin 2023 »; a number alone is no year, nor is one that counts."""
        if not (match["before"] or match["part"]) or self._counts(match.end()):
            return None
        return self._period(match, Point(int(match["year"])))

    def digits(self, match: re.Match[str]) -> Period:
        """Read « 12/08/2022 », the day before the month."""
        return self._period(match, Point(int(match["year"]), int(match["month"]), int(match["day"])))

    def weekday(self, match: re.Match[str]) -> Period:
        """Read « lundi »: as written, unless the words and the article's day tell which."""
        side = self.calendar.sides.get((match["turn"] or match["before"] or "").lower())
        if (match["before"] or "").lower() == "depuis":
            side = "last"
        if not side or self.today is None:
            return self._period(match, Point(0))
        number = self.calendar.weekdays[match["weekday"].lower()]
        ahead = (number - self.today.weekday()) % 7
        day = self.today + timedelta(days=(ahead or 7) if side == "next" else ahead - 7)
        return self._period(match, Point(day.year, day.month, day.day))

    def named(self, match: re.Match[str]) -> Period:
        """Read « hier » by the article's day."""
        if self.today is None:
            return self._period(match, Point(0))
        day = self.today + timedelta(days=self.calendar.offsets[match["offset"].lower()])
        return self._period(match, Point(day.year, day.month, day.day))

    def vague(self, match: re.Match[str]) -> Period:
        """Read « ces derniers mois »: as written."""
        return Period(self.doc._.article.text[match.start() : match.end()])


def _number(day: str | None) -> int:
    """Return the number of a day, 0 for none."""
    return int((day or "0").lower().removesuffix("er"))


@cache
def _reporting() -> frozenset[str]:
    """Return the verbs beside which a date tells when something was said, without « attendre », « promettre »."""
    return frozenset(
        bare(cue.lemma)
        for cue in load_attributions().verbs
        if cue.act is Act.ANNOUNCES or bare(cue.lemma) not in grammar.governors()
    )


def _said_then(first: Token) -> bool:
    """Say whether a date that begins here only tells when something was said: « a démenti, lundi, avoir livré »."""
    for token in grammar.left(first, 5):
        if token.pos_ in grammar.VERBAL:
            return token.lemma_ in _reporting()
        if token.text != "," and not token.text.startswith("-") and token.pos_ not in ("ADV", "DET"):
            return False
    return False


def _dateline(span: Span) -> bool:
    """Say whether a date is that of the article: « BEIJING, 14 mai -- La Chine »."""
    behind = span.doc[span.end].text if span.end < len(span.doc) else ""
    ahead = span.doc[span.start - 1].text if span.start else ""
    return ahead in (",", "(") and span.start - span.sent.start <= PLACE and behind[:1] in ("-", "(")


def written(doc: Doc, calendar: Calendar) -> list[tuple[int, int, Period]]:
    """Return what ``Reader.find`` yields, found once for all who ask: ``quantities`` does, too."""
    if READ not in doc.user_data:
        doc.user_data[READ] = list(Reader(doc, calendar).find())
    found: list[tuple[int, int, Period]] = doc.user_data[READ]
    return found


def find_dates(doc: Doc, calendar: Calendar) -> Iterator[tuple[int, int, Period]]:
    """Yield (first token, last token, period) of every date in text order."""
    for start, end, period in written(doc, calendar):
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is not None and not _said_then(span[0]) and not _dateline(span):
            yield span.start, span.end - 1, period


@Language.factory("dementi_dates", requires=["token.lemma"], assigns=["doc._.dates"])
class Dates:
    """The pipeline's hold on ``find_dates``; there is no logic in it."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.calendar = load_calendar()

    def __call__(self, doc: Doc) -> Doc:
        """Set ``doc._.dates``."""
        doc._.dates = list(find_dates(doc, self.calendar))
        return doc
