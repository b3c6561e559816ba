"""Dates: a mark's label is the interval of days that its words mean, ``..`` where they are kept as written."""

from datetime import date

import pytest

from dementi.components.dates import find_dates
from test_pipeline import annotated, cases, stretch, texts


@pytest.mark.parametrize("case", cases("dates", "date"))
def test_dates(case):
    doc = case.doc()
    found = [
        stretch(f"{when.start or ''}..{when.end or ''}", doc, first, last) for first, last, when in find_dates(doc)
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
    ],
)
def test_the_text_of_a_period_is_no_more_precise_than_its_words(words, text):
    ((_, _, when),) = annotated(f"Kiev a reçu des obus {words}.")._.dates
    assert when.text == text
