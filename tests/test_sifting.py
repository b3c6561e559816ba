"""What stands of all that was found: no claim that lacks a party which the text names beside it."""

from __future__ import annotations

from dementi import pipeline
from dementi.records import Article

OUTSIDE = "La pluie tombe sur les toits et les passants se hâtent, comme tous les soirs de ce mois de novembre. "
CLAIM = "Belgrade affirme que la Libye a reçu des obus."


def found(text: str) -> set[tuple[str, str | None, str | None]]:
    doc = pipeline.annotate(Article("x", text, "fr"), pipeline.build())
    return {(a.source.name, a.transfer.supplier, a.transfer.recipient) for a in doc._.sifted}


def test_of_a_sentence_alone_a_party_may_be_unknown():
    assert found(CLAIM) == {("Serbia", None, "Libya")}


def test_of_a_text_that_names_nobody_else_too():
    assert found(OUTSIDE * 2 + CLAIM) == {("Serbia", None, "Libya")}


def test_where_others_are_named_it_was_misread():
    assert not found(f"{OUTSIDE}{CLAIM} Le général a passé la nuit à Oslo. {OUTSIDE}")


def test_what_has_both_parties_stands_whoever_is_named():
    claim = "Belgrade dément avoir livré des obus à la Libye."
    assert found(f"{OUTSIDE}{claim} Le général a passé la nuit à Oslo. {OUTSIDE}") == {("Serbia", "Serbia", "Libya")}
