"""Verbs that say arms are offered to the reader as namings of arms; what is only armed is not."""

from __future__ import annotations

import pytest

from dementi import pipeline
from dementi.components.reading import passages
from dementi.components.unnamed import unnamed
from dementi.records import Article


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("L'Iran arme les milices irakiennes.", ["arme"]),
        ("Alger n'a jamais avoué armer ses protégés.", ["armer"]),
        ("Kigali a armé le M23, qui se réarme.", ["armé", "réarme"]),
        ("Le M23 est armé par Kigali.", ["armé"]),
        ("Des hommes armés ont pris la ville.", []),
        ("Les groupes armés du Sahel s'en alarment.", []),
        ("Des drones armés de missiles survolent la ville.", []),
    ],
)
def test_verbs_that_say_arms(text, said):
    doc = pipeline.annotate(Article("x", text), pipeline.build())
    found = list(unnamed(doc))
    assert [mention.where.exact for mention in found] == said
    assert [doc[mention.first].text for mention in found] == said
    assert {mention.concept.id for mention in found} <= {"weapons"}


def test_the_reader_is_shown_them():
    text = "Le Rwanda arme le M23, affirme Kinshasa. Kigali dément."
    (passage,) = passages(pipeline.annotate(Article("x", text), pipeline.build()))
    assert [mention.where.exact for mention, _ in passage.things] == ["arme"] and passage.items == ["weapons"]
