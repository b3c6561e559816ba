"""The reader of marked sentences."""

import pytest

from spans import cases, strip


def test_marks_are_taken_out():
    marked = strip("[source Belgrade] [denies dément].")
    assert marked.text == "Belgrade dément."
    assert marked.marks == (("source", 0, "Belgrade"), ("denies", 9, "dément"))


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ('name = "a"', r"components/x.toml: a: has \['name'\]"),
        ('name = "a"\ntext = "Oui."\nwhom = "b"', r"components/x.toml: a: has \['name', 'text', 'whom'\]"),
        ('name = "a"\ntext = "Oui."\n[[case]]\nname = "b"\ntext = "[yes Oui]."', "components/x.toml: b: listed twice"),
    ],
    ids=["key missing", "key unknown", "text twice"],
)
def test_a_wrong_case_is_refused(tmp_path, monkeypatch, body, complaint):
    (tmp_path / "x.toml").write_text(f"[[case]]\n{body}\n", encoding="utf-8")
    monkeypatch.setitem(cases.__globals__, "CASES", tmp_path)
    with pytest.raises(ValueError, match=complaint):
        cases("x")
