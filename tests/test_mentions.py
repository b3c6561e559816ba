"""Mentions: a mark's label is the id of the concept that its words name; what is not marked is not found."""

import pytest

from dementi import pipeline
from dementi.records import Article, Use
from spans import annotated, cases, texts


@pytest.mark.parametrize("case", cases("mentions"))
def test_mentions(case):
    found = [(m.concept.id, m.where.start, m.where.exact) for m in case.doc()._.mentions]
    assert found == list(case.marks)


@pytest.mark.parametrize("case", texts("mentions"))
def test_tokens_cover_the_characters(case):
    doc = case.doc()
    for mention in doc._.mentions:
        assert doc[mention.first].idx <= mention.where.start
        assert doc[mention.last].idx + len(doc[mention.last]) >= mention.where.end


@pytest.mark.parametrize(
    ("text", "concept", "use"),
    [
        ("La Serbie a répondu.", "serbia", Use.NAME),
        ("Belgrade a répondu.", "serbia", Use.METONYM),
        ("Le ministère serbe a répondu.", "serbia", Use.ADJECTIVE),
        ("Les Serbes ont répondu.", "serbia", Use.DEMONYM),
    ],
)
def test_how_a_form_stands_for_its_concept(text, concept, use):
    (mention,) = (m for m in annotated(text)._.mentions if m.concept.id == concept)
    assert mention.use is use


def test_what_lies_outside_of_the_body_is_not_mentioned():
    text = "Serbie. Belgrade a répondu."
    doc = pipeline.annotate(Article(id="case", text=text, body=((8, len(text)),)), pipeline.build())
    assert [m.where.exact for m in doc._.mentions] == ["Belgrade"]


def test_a_name_that_the_tagger_takes_for_a_verb_is_a_name():
    doc = annotated("Moscou livre des Su-35 à Téhéran.")
    assert not [t for m in doc._.mentions for t in doc[m.first : m.last + 1] if t.pos_ in ("VERB", "AUX")]
