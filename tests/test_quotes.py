"""Quotes: marks labelled ``quote`` are the words between quotation marks, white space and the marks left out."""

import pytest

from dementi.components.quotes import find_quotes
from spans import cases, stretch, texts


@pytest.mark.parametrize("case", cases("quotes"))
def test_quotes(case):
    doc = case.doc()
    assert [stretch("quote", doc, quote.first, quote.last) for quote in doc._.quotes] == list(case.marks)


@pytest.mark.parametrize("case", texts("quotes"))
def test_quotes_are_in_order_and_apart(case):
    found = list(find_quotes(case.doc()))
    assert all(quote.first <= quote.last for quote in found)
    assert all(before.last < after.first for before, after in zip(found, found[1:], strict=False))
