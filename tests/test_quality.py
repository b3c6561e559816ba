"""The figures of QUALITY.md are those that are measured, as far as the project carries what they are measured on."""

import importlib.util

import pytest

from conftest import ROOT

PAGE = (ROOT / "QUALITY.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def quality():
    spec = importlib.util.spec_from_file_location("quality", ROOT / "scripts" / "quality.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_what_the_script_writes(quality):
    ((_, seeds),) = quality.sets(["seeds"])
    parts = {"marked sentences": quality.families(), "seeds": quality.section(seeds)}
    assert quality.page(PAGE, parts) == PAGE, "python scripts/quality.py --write"


def test_totals_are_the_same_on_every_page(quality):
    totals = {}
    for name in ("seeds", "dev"):
        table = PAGE.partition(f"<!-- generated: {name} -->")[2].partition(quality.TOTALS)[2]
        totals[name] = table.split("\n")[1]
    for path in quality.PAGES:
        text = path.read_text(encoding="utf-8")
        assert quality.with_totals(text, totals) == text, path.name
        for name in totals:
            other = quality.with_totals(text, {name: "| 1 | 2 | 0.11 | 0.22 | 0.33 | 0.44 | 5.5 % | 6.6 % |"})
            assert other != text and "0.11 | 0.22 | 0.33" in other, f"{path.name} has no row of {name}"


def test_a_set_without_a_place_is_refused(quality):
    with pytest.raises(ValueError, match="QUALITY.md: give x a place"):
        quality.page(PAGE, {"x": ""})


def test_what_is_measured_is_counted_right(quality, monkeypatch, tmp_path):
    """One expected statement is found, one is not, and one is found that nobody expects."""
    (tmp_path / "gold.jsonl").write_text("", encoding="utf-8")
    (tmp_path / "texts").mkdir()
    row = {"source": "Iran", "source_kind": "state", "on_behalf_of": "Iran", "stance": "denies", "act": "denies"}
    row |= {"kind": "transfer", "supplier": "Iran", "recipient": "Russia", "item": "drone", "status": "done"}
    monkeypatch.setattr(quality.evaluation, "load", lambda _: {"a": [row, row | {"item": "armour", "act": "rejects"}]})
    found = [row, row | {"item": "missile"}]
    one = type("One", (), {"article": type("A", (), {"id": "a", "text": ""}), "rows": lambda _: found})()
    monkeypatch.setattr(quality.corpus, "explained", lambda *_: [one])
    measured = quality.Measured(tmp_path / "gold.jsonl", tmp_path / "texts")
    assert measured.totals() == "| 1 | 2 | 0.50 | 0.50 | 0.50 | 0.50 | 0.0 % | 0.0 % |"
    assert "| denies | 1 | 2 | 2 | 0.50 | 0.50 | 0.50 |" in measured.figures()
    tables = dict(measured.recalls())
    assert "| denies | 1 | 1 | 1.00 |\n| rejects | 1 | 0 | 0.00 |" in tables["how it is said (act)"]
