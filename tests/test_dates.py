"""Dates: a mark's label is the interval of days that its words mean, ``..`` where they are kept as written."""

import re
from datetime import date

import pytest

from dementi.components.calendar import load_calendar
from dementi.components.dates import find_dates
from spans import annotated, cases, stretch, texts


@pytest.mark.parametrize("case", cases("dates", "date"))
def test_dates(case):
    doc = case.doc()
    found = [
        stretch(f"{when.start or ''}..{when.end or ''}", doc, first, last)
        for first, last, when in find_dates(doc, load_calendar())
    ]
    assert found == list(case.marks)


@pytest.mark.parametrize("case", texts("dates", "date"))
def test_an_interval_is_half_open_and_not_empty(case):
    for _, _, when in case.doc()._.dates:
        assert (when.start is None) == (when.end is None)
        assert when.start is None or date.fromisoformat(when.start) < date.fromisoformat(when.end)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("le 19 août 2022", "2022-08-19"),
        ("en août 2022", "2022-08"),
        ("en 2022", "2022"),
        ("fin août 2022", "fin août 2022"),
        ("l'an dernier", "l'an dernier"),
        ("depuis août", "depuis août"),
        ("avant août 2022", "avant août 2022"),
        ("le 12/08/2022", "2022-08-12"),
        ("entre mars et mai 2023", "entre mars et mai 2023"),
        ("en mars dernier", "2024-03"),
    ],
)
def test_the_text_of_a_period_is_no_more_precise_than_its_words(words, text):
    ((_, _, when),) = annotated(f"Kiev a reçu des obus {words}.")._.dates
    assert when.text == text


def test_without_the_article_s_date_a_month_is_named_alone():
    ((_, _, when),) = annotated("Kiev a reçu des obus en août.", None)._.dates
    assert when.text == "août"


MONTH = '[[month]]\nnumber = 3\nnames = ["mars"]\n'


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (MONTH + "jour = 1\n", "dates.toml: [[month]] 1 (3): unknown key 'jour'"),
        (MONTH.replace('["mars"]', "[]"), "dates.toml: [[month]] 1 (3): names: [] is not a list, or it is empty"),
        (MONTH.replace("3", "13"), "dates.toml: mars: number 13 is no month; write 1 to 12"),
        ('[[turn]]\nwords = ["dernier"]\nside = "past"\n', "dates.toml: dernier: side 'past' is none of last, next"),
    ],
)
def test_words_refused(tmp_path, text, complaint):
    path = tmp_path / "dates.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=re.escape(complaint)):
        load_calendar(path)
