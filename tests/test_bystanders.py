"""Who may speak without an office: the reader is offered him, the rules go on as before."""

from __future__ import annotations

import pytest

from dementi import pipeline
from dementi.components.bystanders import bystanders, speakers
from dementi.records import Article, SourceKind


def offered(text: str) -> list[str]:
    doc = pipeline.annotate(Article("x", text), pipeline.build())
    found = bystanders(doc)
    for actor in found:
        source = actor.source
        assert source.kind is SourceKind.GROUP and source.on_behalf_of is None and source.text is not None
        assert source.name == source.text.exact == doc[actor.first : actor.last + 1].text
        assert actor.first <= actor.head <= actor.last
    return [actor.source.name for actor in found]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Un docker de Port-Soudan a vu les caisses d'obus serbes.", "Un docker de Port-Soudan"),
        ("Des missiles ? Les cheminots en parlent à voix basse.", "Les cheminots"),
        ("L'opposition parle de missiles libyens.", "L'opposition"),
    ],
)
def test_people_and_bodies_without_an_office_are_offered(text, who):
    assert who in offered(text)


@pytest.mark.parametrize(
    "text",
    [
        "Le ministre serbe de la Défense parle de missiles.",  # an actor already
        "Le camion du port transporte des missiles.",  # nobody
        "Il a dormi comme docker et comme marin.",  # a calling, nobody who has it
        "Un confrère londonien, Jean Untel, parle de missiles.",  # Jean Untel, who is an actor
        "",
    ],
)
def test_nobody_else_is(text):
    assert not offered(text)


def test_both_numbers_of_a_noun_count():
    assert {"docker", "dockers"} <= speakers()


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Notre confrère Volta Untel parle de missiles.", [("Notre confrère Volta Untel", "Volta Untel")]),
        (
            "Selon des dockers, Jean Untel, patron du port, parle de missiles.",  # two parties
            [("des dockers", "des dockers")],
        ),
        (
            "Le cousin de Jean Untel parle de missiles.",
            [("Le cousin de Jean Untel", "Le cousin de Jean Untel"), ("Jean Untel", "Jean Untel")],
        ),
    ],
)
def test_a_name_set_beside_the_noun_is_whom_it_means(text, who):
    doc = pipeline.annotate(Article("x", text), pipeline.build())
    assert [(doc[a.first : a.last + 1].text, a.source.name) for a in bystanders(doc)] == who


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("C'est la une de La Sarinette. La Sarinette parle de missiles.", ["Sarinette", "Sarinette"]),
        ("La Sarinette parle de missiles.", []),  # whatever begins a sentence has a capital
        ("« La Sarinette coule », écrit-on de ces missiles.", []),
        ("Selon Le Caire, ces missiles sont russes.", []),  # a capital city
    ],
)
def test_a_name_with_a_capital_article_is_a_paper(text, who):
    doc = pipeline.annotate(Article("x", text), pipeline.build())
    assert [a.source.name for a in bystanders(doc) if a.source.kind is SourceKind.MEDIA] == who
