"""Quantities: a mark's label is what its words mean at the least and at the most, ``360..440`` or ``1000..``."""

import re

import pytest

from dementi.components.numerals import load_numbers
from dementi.components.quantities import find_quantities
from spans import annotated, cases, stretch, texts


@pytest.mark.parametrize("case", cases("quantities"))
def test_quantities(case):
    doc = case.doc()
    found = [
        stretch(f"{'' if q.low is None else q.low}..{'' if q.high is None else q.high}", doc, first, last)
        for first, last, q in find_quantities(doc, load_numbers())
    ]
    assert found == list(case.marks)


@pytest.mark.parametrize("case", texts("quantities"))
def test_the_words_are_those_of_the_article(case):
    doc = case.doc()
    for last, (first, quantity) in doc._.quantities.items():
        assert stretch("", doc, first, last)[2] == quantity.text
        assert quantity.low is None or quantity.high is None or quantity.low <= quantity.high


def test_an_amount_is_found_by_its_last_token():
    doc = annotated("Kiev a reçu près de 400 obus.")
    ((last, (first, quantity)),) = doc._.quantities.items()
    assert (doc[first].text, doc[last].text, quantity.text) == ("près", "400", "près de 400")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('[[number]]\nwords = ["deux"]\n', "quantities.toml: [[number]] 1 (['deux']): key 'value' is missing"),
        (
            '[[approximator]]\nwords = ["environ"]\nmeans = "so"\n',
            "quantities.toml: environ: means 'so' is none of about, least, most",
        ),
    ],
)
def test_words_refused(tmp_path, text, complaint):
    path = tmp_path / "quantities.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=re.escape(complaint)):
        load_numbers(path)
