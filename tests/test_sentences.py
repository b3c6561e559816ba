"""Sentences and tokens as plain lists: what spaCy says, looked up once."""

from __future__ import annotations

import pytest

from dementi import pipeline
from dementi.fr import sentences
from dementi.records import Article

TEXT = "Oslo accuse Minsk.\n\nMinsk dément : « Rien n'a été livré. » Riga se tait."


@pytest.mark.parametrize("text", [TEXT, "Oslo", "", "\n", "«"])
def test_they_are_those_of_spacy(text):
    doc = pipeline.annotate(Article("x", text), pipeline.build())
    assert [(s.start, s.end) for s in sentences.spans(doc)] == [(s.start, s.end) for s in doc.sents]
    assert [t.i for t in sentences.every(doc)] == list(range(len(doc)))
    assert sentences.lowered(doc) == [t.lower_ for t in doc]
    for token in doc:
        assert sentences.bounds(token) == (token.sent.start, token.sent.end)


@pytest.mark.parametrize(("first", "end"), [(0, 3), (-2, 2), (1, 99), (5, 5), (4, 2), (-5, -1)])
def test_a_stretch_ends_where_the_document_does(first, end):
    doc = pipeline.annotate(Article("x", TEXT), pipeline.build())
    assert [t.i for t in sentences.tokens(doc, first, end)] == [i for i in range(first, end) if 0 <= i < len(doc)]


def test_the_tokens_do_not_keep_the_document():
    """A document that its own tokens hold would wait for the garbage collector."""
    doc = pipeline.annotate(Article("x", TEXT), pipeline.build())
    assert sentences.TOKENS not in doc.user_data
