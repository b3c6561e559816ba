"""The judge of statements: what a clause spells out stands, so does all of a short text."""

from __future__ import annotations

from dementi import pipeline
from dementi.components import weighing
from dementi.records import Article

FILLER = "La pluie tombe sur les toits et les passants se hâtent. " * 20
CLAIM = "Selon Oslo, la Serbie a livré des missiles à la Libye."


def found(text: str) -> set[tuple[str, str]]:
    doc = pipeline.annotate(Article("x", text, "fr"), pipeline.build())
    return {(assertion.source.name, assertion.stance.value) for assertion in doc._.weighed}


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
