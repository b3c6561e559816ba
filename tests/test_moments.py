"""Where dates stand on a line, and the chart of months."""

from types import SimpleNamespace

import pytest

from dementi.views.moments import AFTER, chart, ends, marks, spread
from dementi.views.told import UNDATED, day
from dementi.views.words import words

FR = words("fr")


def row(month, asserted, denied, left_open=0):
    return {"month": month, "asserted": asserted, "denied": denied, "open": left_open, "claims": 1}


def said(*dates):
    return [SimpleNamespace(date=date, day=day(date, FR), stance="asserts") for date in dates]


@pytest.mark.parametrize(
    ("date", "french", "english"),
    [
        ("2023-05-02", "2 mai 2023", "2 May 2023"),
        ("2023-08-01", "1er août 2023", "1 August 2023"),
        ("2022-10", "octobre 2022", "October 2022"),
        ("2022", "2022", "2022"),
        (None, "sans date", "undated"),
        (UNDATED, "sans date", "undated"),
    ],
)
def test_dates_are_as_exact_as_they_are_known(date, french, english):
    assert (day(date, FR), day(date, words("en"))) == (french, english)


def test_dates_stand_in_order_and_undated_ones_behind():
    where = spread(["2023-03", "2022", "2022-10-01", "2022-10-20", UNDATED])
    assert sorted(where, key=where.get) == ["2022", "2022-10-01", "2022-10-20", "2023-03", UNDATED]
    assert where["2023-03"] < AFTER < where[UNDATED] < 100
    assert min(where.values()) > 0


def test_alone_they_stand_in_the_middle():
    assert spread(["2022-10", "2022-10"]) == {"2022-10": 50.0}
    assert spread([UNDATED]) == {UNDATED: 50.0}
    assert spread([]) == {}


def test_marks_of_one_date_stand_side_by_side():
    found = marks(said("2022-10", "2022-10", "2022-11"), spread(["2022-10", "2022-11"]))
    assert [mark.beside for mark in found] == [-8.0, 8.0, 0.0]
    many = marks(said(*["2022-10"] * 40), {"2022-10": 50.0})
    assert max(mark.beside for mark in many) - min(mark.beside for mark in many) < 90


def test_ends_are_said_once():
    assert ends(said("2022-10", UNDATED, "2023-03")) == ["octobre 2022", "mars 2023"]
    assert ends(said("2022-10", "2022-10")) == ["octobre 2022"]
    assert ends(said(UNDATED)) == []


def test_months_without_anything_take_their_time():
    found = chart([row("2022-11", 4, 2), row("2023-02", 1, 0, 1)], FR)
    assert [bool(month.bars) for month in found.months] == [True, False, False, True]
    assert found.months[0].title == "novembre 2022 — assertions\u00a0: 4, démentis\u00a0: 2, laissé ouvert\u00a0: 0"
    (up, down) = found.months[0].bars
    assert (up.name, down.name) == ("asserts", "denies")
    assert up.y + up.height == pytest.approx(found.axis, abs=0.2) and down.y == found.axis
    assert up.height == pytest.approx(2 * down.height, abs=0.2)
    assert chart([], FR) is None


def test_lines_behind_the_bars_are_few():
    for most in (1, 3, 7, 40, 99, 5_000, 123_456):
        steps = chart([row("2022-11", most, most)], FR).steps
        assert 1 < len(steps) <= 9 and (chart([row("2022-11", most, most)], FR).axis, 0) in steps


def test_bars_stay_inside():
    found = chart([row(f"2022-{month:02}", month, 12 - month, 3) for month in range(1, 13)], FR)
    for bar in (bar for month in found.months for bar in month.bars):
        assert bar.x >= 0 and bar.x + bar.width <= 960 and bar.y >= 0 and bar.y + bar.height <= 216
