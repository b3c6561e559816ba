"""The days of a date that is known as precisely as a year, a month or a day."""

from __future__ import annotations

import calendar


def first_day(date: str) -> str:
    """Return the first day of a date: 2022-10-01 of 2022-10."""
    return f"{date}-01-01"[:10] if len(date) == 4 else f"{date}-01"[:10]


def last_day(date: str) -> str:
    """Return the last day of a date: 2022-10-31 of 2022-10."""
    if len(date) == 4:
        return f"{date}-12-31"
    year, month, *day = date.split("-")
    return date if day else f"{date}-{calendar.monthrange(int(year), int(month))[1]:02d}"
