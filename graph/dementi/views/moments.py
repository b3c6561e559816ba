"""Time as pictures: where a date stands on a line, and how much each month brings, as SVG that needs no script."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dementi.store import Row
from dementi.views.told import UNDATED, Told, day

_UP, _DOWN = ("open", "asserted"), ("denied",)  # above and below the line, from the outside in
CLASSES = {"asserted": "asserts", "denied": "denies", "open": "uncertain"}
MONTHS = 120  # in one picture, the latest; the table has all
WIDTH, HEIGHT = 960, 240  # of the picture, in its own units
LEFT, TOP, BOTTOM = 34, 14, 26
_WIDEST = 44  # of a bar
AFTER = 80  # per cent of a line of time; what has no date stands behind
_EDGE = 8  # per cent of a line of time that stay free at its ends
_APART, _CROWD = 16, 90  # pixels between marks of one date, and that all of them may take
_GAP = 0.28  # of the room that a month has


@dataclass(frozen=True, slots=True)
class Bar:
    """A piece of a bar: its class, its place and what it says."""

    name: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the chart: its bars from the line outwards, its words, and the mark below it ("" for most)."""

    title: str
    bars: tuple[Bar, ...]
    x: float
    mark: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A statement on a line of time: where its date is, in per cent, and how far beside it, in pixels."""

    told: Told
    at: float
    beside: float


@dataclass(frozen=True, slots=True)
class Chart:
    """What the template draws: months, where the line runs, and lines of so many statements."""

    months: tuple[Month, ...]
    axis: float
    steps: tuple[tuple[float, int], ...]


def chart(rows: Sequence[Row], words: Mapping[str, Any]) -> Chart | None:
    """Return the chart of rows of the question ``months``: assertions above a line, denials below; or None."""
    found = {str(row["month"]): row for row in rows}
    if not found:
        return None
    shown = list(_all_months(min(found), max(found)))[-MONTHS:]
    most_up = max(sum(_number(found.get(month), name) for name in _UP) for month in shown)
    most_down = max(sum(_number(found.get(month), name) for name in _DOWN) for month in shown)
    unit = (HEIGHT - TOP - BOTTOM) / max(most_up + most_down, 1)
    axis = round(TOP + most_up * unit, 1)
    room = (WIDTH - LEFT) / len(shown)
    every = max(1, -(-len(shown) // 12))  # marks that fit below
    months = tuple(
        _month(found.get(month), month, LEFT + i * room, room, axis, unit, words, not i % every)
        for i, month in enumerate(shown)
    )
    step = _step(max(most_up, most_down))
    above = [(round(axis - n * unit, 1), n) for n in range(step, most_up + 1, step)]
    below = [(round(axis + n * unit, 1), n) for n in range(step, most_down + 1, step)]
    return Chart(months, axis, (*above, (axis, 0), *below))


def spread(dates: Iterable[str]) -> dict[str, float]:
    """Return where dates stand on a line, in per cent; a month is its middle, a year too; undated ones come after."""
    found = set(dates)
    when = {date: _number_of(date) for date in found - {UNDATED}}
    if not when:
        return dict.fromkeys(found, 50.0)
    first, last = min(when.values()), max(when.values())
    room = (AFTER if UNDATED in found else 100) - 2 * _EDGE
    share = {date: (at - first) / (last - first) if last > first else 0.5 for date, at in when.items()}
    undated = {UNDATED: (100 + AFTER) / 2} if UNDATED in found else {}
    return {date: round(_EDGE + room * at, 2) for date, at in share.items()} | undated


def ends(said: Sequence[Told]) -> list[str]:
    """Return the first and the last date in words, one where they are the same, none where nothing is dated."""
    dated = sorted((one.date, one.day) for one in said if one.date != UNDATED)
    return list(dict.fromkeys(day for _, day in dated[:1] + dated[-1:]))


def marks(said: Iterable[Told], where: Mapping[str, float]) -> list[Mark]:
    """Return the marks of statements on a line; those of one date stand side by side."""
    at: dict[str, list[Told]] = defaultdict(list)
    for one in said:
        if one.date in where:
            at[one.date].append(one)
    found = []
    for date, group in at.items():
        step = min(_APART, _CROWD / len(group))
        shifts = (round((i - (len(group) - 1) / 2) * step, 1) for i in range(len(group)))
        found += [Mark(one, where[date], shift) for one, shift in zip(group, shifts, strict=True)]
    return found


def _month(
    row: Row | None, month: str, x: float, room: float, axis: float, unit: float, words: Mapping[str, Any], marked: bool
) -> Month:
    width = min(room * (1 - _GAP), _WIDEST)
    left = round(x + (room - width) / 2, 1)
    bars, up, down = [], axis, axis
    for name in (*reversed(_UP), *_DOWN):
        height = round(_number(row, name) * unit, 1)
        if height:
            up -= height if name in _UP else 0
            bars.append(Bar(CLASSES[name], left, round(up if name in _UP else down, 1), round(width, 1), height))
            down += height if name in _DOWN else 0
    said = ", ".join(
        f"{words['index'][name]}{words['colon']}{_number(row, name)}" for name in ("asserted", "denied", "open")
    )
    return Month(f"{day(month, words)} — {said}", tuple(bars), round(x + room / 2, 1), month if marked else "")


def _number(row: Row | None, name: str) -> int:
    return int(str(row[name] or 0)) if row else 0


def _step(most: int) -> int:
    """Return of how many statements the lines behind the bars are: four lines at the most."""
    step = 1
    while most / step > 4:
        step *= 5 if str(step)[0] == "1" and most / step > 8 else 2
    return step


def _all_months(first: str, last: str) -> Iterable[str]:
    """Yield every month from the first to the last: also those that bring nothing take their time."""
    year, month = int(first[:4]), int(first[5:7])
    while (now := f"{year:04d}-{month:02d}") <= last:
        yield now
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def _number_of(date: str) -> float:
    """Return a date as a number of years."""
    year = int(date[:4])
    if len(date) < 7:
        return year + 0.5
    return year + (int(date[5:7]) - 1 + ((int(date[8:10]) - 0.5) / 31 if len(date) > 7 else 0.5)) / 12
