"""When: calendar expressions as half-open intervals of days, without more precision than the words have.

Reads:  token text, ``doc._.article.date``.
Writes: ``doc._.dates``, a list of (first token, last token, Period) in text order.
Terms:  interval as in OWL-Time; a day named without its year is the last such day before the article's date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from spacy.language import Language
from spacy.tokens import Doc

from dementi.records import Period

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août aout",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
        ),
        1,
    )
    for name in names.split()
}
_MONTH = "|".join(MONTHS)
# "le 19 août 2022", "début janvier", "en mars 2023", "août 2022"; not "mars" the planet or "mai" alone without
# a preposition.
MONTH_DATE = re.compile(
    rf"\b(?:(?P<part>début|mi-|fin|courant)\s*(?P<m1>{_MONTH})|(?P<day>\d{{1,2}}|1er)\s+(?P<m2>{_MONTH})|(?:en|depuis|de|d'|dès)\s*(?P<m3>{_MONTH})|(?P<m4>{_MONTH})(?=\s+\d{{4}}))"
    r"(?:\s+(?P<year>(?:19|20)\d\d))?\b",
    re.IGNORECASE,
)
# "en 2024", "depuis 2022", "d'ici 2030"; not "400".
YEAR_DATE = re.compile(r"\b(?:en|depuis|d'ici|avant|fin|début|courant)\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE)
# "d'ici la fin de l'année", "l'an dernier", "l'année prochaine", "cet été": kept as written.
VAGUE = re.compile(
    r"\b(?:d'ici (?:à )?la fin d(?:e l'année|u mois|e l'été)|l'an(?:née)? (?:dernier|dernière|prochain|prochaine|"
    r"passé|passée)"
    r"|avant la fin de l'année(?: prochaine)?|(?:le mois|la semaine) (?:dernier|dernière|prochain|prochaine)"
    r"|cet (?:été|hiver|automne)|ce printemps"
    r"|au (?:premier|deuxième|troisième|quatrième) trimestre(?: \d{4})?)\b",
    re.IGNORECASE,
)


def _anchor(said: str | None) -> date | None:
    """Return the last day that an article's date allows, or None: "2022-10" may be any day of October."""
    if not said:
        return None
    parts = [int(part) for part in said.split("-")]
    if len(parts) == 3:
        return date(*parts)
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return _month_end(year, month) - timedelta(days=1)


def _month_end(year: int, month: int) -> date:
    """Return the first day after a month."""
    return date(year + month // 12, month % 12 + 1, 1)


def _month_period(match: re.Match[str], anchor: date | None) -> Period | None:
    """Return the period of a match of ``MONTH_DATE``; without a year that can be told, its words."""
    name = match["m1"] or match["m2"] or match["m3"] or match["m4"]
    month = MONTHS[name.lower()]
    day = int((match["day"] or "0").removesuffix("er"))
    if match["year"]:
        year = int(match["year"])
    elif anchor:
        year = anchor.year if (month, day) <= (anchor.month, anchor.day) else anchor.year - 1
    else:
        return Period(match.group())
    if match["part"]:
        return Period(match.group(), date(year, month, 1).isoformat(), _month_end(year, month).isoformat())
    if not day:
        return Period(f"{year}-{month:02}", date(year, month, 1).isoformat(), _month_end(year, month).isoformat())
    try:
        start = date(year, month, day)
    except ValueError:  # « le 31 juin »
        return Period(match.group())
    return Period(start.isoformat(), start.isoformat(), (start + timedelta(days=1)).isoformat())


def find_dates(doc: Doc) -> Iterator[tuple[int, int, Period]]:
    """Yield (first token, last token, period) of every date in text order."""
    anchor = _anchor(doc._.article.date)
    found: list[tuple[int, int, Period]] = []
    for match in MONTH_DATE.finditer(doc.text):
        if period := _month_period(match, anchor):
            found.append((match.start(), match.end(), period))
    for match in YEAR_DATE.finditer(doc.text):
        year = int(match["year"])
        found.append((match.start(), match.end(), Period(str(year), f"{year}-01-01", f"{year + 1}-01-01")))
    found += [(match.start(), match.end(), Period(match.group())) for match in VAGUE.finditer(doc.text)]
    for start, end, period in sorted(found, key=lambda row: row[:2]):
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is not None:
            yield span.start, span.end - 1, period


@Language.factory("dementi_dates", assigns=["doc._.dates"])
class Dates:
    """The pipeline's hold on ``find_dates``; there is no logic in it."""

    def __init__(self, nlp: Language, name: str) -> None:
        pass

    def __call__(self, doc: Doc) -> Doc:
        """Set ``doc._.dates``."""
        doc._.dates = list(find_dates(doc))
        return doc
