"""Marked sentences through the whole pipeline; the cases were written from the guidelines alone."""

import re

import pytest

import marks
from dementi import pipeline

EVERY = [(stem, case) for stem in marks.stems() for case in marks.read(stem)]
# The parameters of all files, as "denial-negated denial".
PARAMETERS = [
    pytest.param(*one.values, id=f"{stem}-{one.id}", marks=one.marks)
    for stem in marks.stems()
    for one in marks.cases(stem)
]


@pytest.fixture(scope="session", autouse=True)
def _pipeline():
    """Load the pipeline before the first case, so that no case pays for it."""
    return pipeline.build()


@pytest.mark.parametrize("case", PARAMETERS)
def test_case(case):
    assert sorted(map(str, marks.rows_found(case))) == sorted(map(str, case.rows)), case.text


def test_every_stretch_is_that_of_the_text():
    for _, case in EVERY:
        for statement in marks.found(case.text):
            for where in marks.selectors(statement):
                assert case.text[where.start : where.end] == where.exact, case.text


# The two worst errors, over all cases: a declared gap (xfail) may miss a row, it may never turn one round.
@pytest.mark.parametrize("wrong", [marks.flips, marks.swaps], ids=["stance flipped", "supplier and recipient swapped"])
def test_never(wrong):
    named = [f"{stem}: {case.name}: {row}" for stem, case in EVERY for row in wrong(case)]
    if named:
        pytest.fail("\n".join([f"{len(named)} rows:", *named]), pytrace=False)


def test_a_flip_and_a_swap_are_noticed(monkeypatch):
    case = marks.Case("a", "Oui.", frozenset([marks.row("Serbia denies transfer Serbia > Ukraine ammunition")]))
    for found, flips, swaps in (
        ("Serbia denies transfer Serbia > Ukraine ammunition", 0, 0),
        ("Serbia asserts transfer Serbia > Ukraine ammunition", 1, 0),
        ("article asserts transfer Serbia > Ukraine ammunition", 1, 0),
        ("Serbia uncertain transfer Serbia > Ukraine ammunition", 0, 0),
        ("Serbia denies transfer Ukraine > Serbia ammunition", 0, 1),
    ):
        monkeypatch.setattr(marks, "rows_found", lambda _, found=found: {marks.row(found)})
        assert (len(marks.flips(case)), len(marks.swaps(case))) == (flips, swaps), found


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ('name = "a"\ntext = "Oui."', r"x.toml: a: has \['name', 'text'\]"),
        ('name = "a"\ntext = "Oui."\nrows = ["Serbia denies Serbia > Ukraine drone"]', "x.toml: a: 'Serbia denies"),
        ('name = "a"\ntext = "Oui."\nrows = []\n[[case]]\nname = "a"\ntext = "Non."\nrows = []', "x.toml: a: listed"),
    ],
    ids=["key missing", "no row", "name twice"],
)
def test_a_wrong_case_is_refused(tmp_path, monkeypatch, body, complaint):
    (tmp_path / "x.toml").write_text(f"[[case]]\n{body}\n", encoding="utf-8")
    monkeypatch.setattr(marks, "CASES", tmp_path)
    marks.read.cache_clear()
    with pytest.raises(ValueError, match=complaint):
        marks.read("x")


def test_a_row_is_read_and_written():
    for text in (
        "United States asserts transfer United Arab Emirates > Rapid Support Forces armour",
        "article uncertain use - > Mali drone (possible)",
    ):
        assert str(marks.row(text)) == text
    assert not re.search(r"\(", str(marks.row("Serbia denies production - > - drone")))
