"""The judge of statements: weights are read with care, what a clause spells out stands, so does all of a short text."""

from __future__ import annotations

import pytest

from dementi import pipeline
from dementi.components import weighing
from dementi.records import Article

FILLER = "La pluie tombe sur les toits et les passants se hâtent. " * 20
CLAIM = "Selon Oslo, la Serbie a livré des missiles à la Libye."


def found(text: str) -> set[tuple[str, str]]:
    doc = pipeline.annotate(Article("x", text, "fr"), pipeline.build())
    return {(assertion.source.name, assertion.stance.value) for assertion in doc._.weighed}


@pytest.mark.parametrize("line", ["bias", "bias\tbeaucoup", "bias\t1\t2", ""])
def test_weights_that_are_none_are_refused_by_line(tmp_path, line):
    path = tmp_path / "weighing.tsv"
    path.write_text(f"again\t0.1\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"weighing\.tsv: line 2: .* is no sign with a weight"):
        weighing.load_weights(path)


def test_every_sign_has_a_line_of_its_own():
    weights = weighing.load_weights()
    lines = weighing.WEIGHTS.read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(weights) > 100
    assert lines == sorted(lines, key=lambda line: line.split("\t")[0])


def test_what_a_clause_spells_out_stands(monkeypatch):
    monkeypatch.setattr(weighing, "LEAST", 1.0)
    assert found(f"{CLAIM} {FILLER}") == {("Norway", "asserts")}


def test_what_is_resumed_stands_if_likely_enough(monkeypatch):
    text = f"{CLAIM} Belgrade dément ces informations. {FILLER}"
    assert ("Serbia", "denies") in found(text)
    monkeypatch.setattr(weighing, "LEAST", 1.0)
    assert ("Serbia", "denies") not in found(text)


def test_all_of_a_short_text_stands(monkeypatch):
    monkeypatch.setattr(weighing, "LEAST", 1.0)
    assert ("Serbia", "denies") in found(f"{CLAIM} Belgrade dément ces informations.")
