"""Texts longer than the model reads at once."""

import pytest

from conftest import ROOT
from dementi import articles, pipeline
from dementi.records import Article
from dementi.statements import statements
from spans import DATE


@pytest.mark.parametrize("stem", ["000_2aaf39b1a971c50b", "002_5b97cbcc9cc71c7a"])
def test_pieces_make_the_whole(monkeypatch, stem):
    (article,) = articles.read([ROOT / "seeds" / f"{stem}.txt"])
    whole = pipeline.annotate(article, pipeline.build())
    monkeypatch.setattr(pipeline, "PIECE", 40)
    joined = pipeline.annotate(article, pipeline.build())
    assert len(list(pipeline._pieces(whole))) > 3
    assert [(token.idx, token.text_with_ws) for token in joined] == [(token.idx, token.text_with_ws) for token in whole]
    assert [sentence.start for sentence in joined.sents] == [sentence.start for sentence in whole.sents]
    assert statements(joined) == statements(whole)


def test_a_long_text_is_read_to_its_end():
    first, last = "Belgrade dément avoir livré des obus à Kiev.", "Minsk dément avoir livré des drones à Moscou."
    filler = "\n\n".join(["Le musée du jouet a rouvert ses portes après de longs travaux."] * (pipeline.PIECE // 5))
    article = Article(id="long", text=f"{first}\n\n{filler}\n\n{last}", lang="fr", date=DATE)
    doc = pipeline.annotate(article, pipeline.build())
    assert len(doc) > 2 * pipeline.PIECE
    found = statements(doc)
    assert [statement.source.name for statement in found] == ["Serbia", "Belarus"]
    assert [article.text[s.evidence.where.start : s.evidence.where.end] for s in found] == [
        statement.evidence.where.exact for statement in found
    ]


# What a long article is mostly about, where only one sentence of it is on arms.
ELSEWHERE = (
    "Le musée du jouet a rouvert ses portes après de longs travaux.",
    "La récolte de blé sera moins bonne que l'an dernier, prévient le ministère hongrois de l'Agriculture. Il table "
    "sur des exportations en baisse vers l'Égypte et l'Algérie.",
    "Le match a été interrompu par la pluie à la vingtième minute. L'arbitre portugais a renvoyé les deux équipes aux "
    "vestiaires, devant des tribunes vides.",
)


@pytest.mark.parametrize("other", ELSEWHERE)
@pytest.mark.parametrize(("before", "behind"), [(0, 12), (6, 6), (12, 0)])
@pytest.mark.parametrize(
    ("said", "row"),
    [
        ("Belgrade dément avoir livré des obus à Kiev.", ("Serbia", "denies")),
        ("Selon Berne, l'Iran a livré des drones au Soudan.", ("Switzerland", "asserts")),
    ],
)
def test_one_sentence_on_arms_stands_in_an_article_on_something_else(other, before, behind, said, row):
    text = "\n\n".join([other] * before + [said] + [other] * behind)
    doc = pipeline.annotate(Article(id="sparse", text=text, lang="fr", date=DATE), pipeline.build())
    assert [(s.source.name, s.stance.value) for s in statements(doc)] == [row]
