"""Whose somebody is whom no phrase gives to a state: read off the sentence, never off a name."""

from __future__ import annotations

import pytest

from dementi import pipeline
from dementi.components import affiliation
from dementi.components.affiliation import Affiliations, likelihoods
from dementi.components.phrases import Phrases
from dementi.records import Article


def sides(text: str) -> dict[str, str | None]:
    doc = pipeline.annotate(Article("x", text, "fr"), pipeline.build())
    return {doc[a.first : a.last + 1].text: a.source.on_behalf_of for a in doc._.actors if not a.source.concept}


@pytest.mark.parametrize(
    ("text", "phrase", "side"),
    [
        ("À Rabat, la secrétaire d'État Jeanne Untel a démenti.", "la secrétaire d'État Jeanne Untel", "Morocco"),
        ("À Belgrade, la secrétaire d'État Jeanne Untel a démenti.", "la secrétaire d'État Jeanne Untel", "Serbia"),
        pytest.param(
            "Alger accuse le Maroc d'avoir acheté des drones à Israël. À Rabat, la députée Jeanne Untel a démenti.",
            "la députée Jeanne Untel",
            "Morocco",
            marks=pytest.mark.xfail(reason="most deputies in the texts that were learnt from speak for nobody"),
        ),
        (
            "Belgrade a démenti avoir livré des obus à Kiev. Le secrétaire d'État Jean Untel a parlé d'une fable.",
            "Le secrétaire d'État Jean Untel",
            "Serbia",
        ),
        (  # the sentence says of whom he is
            "Belgrade a démenti avoir livré des obus à Kiev. À Kiev, le secrétaire d'État Jean Untel n'a rien dit.",
            "le secrétaire d'État Jean Untel",
            "Ukraine",
        ),
    ],
)
def test_an_office_without_a_state_is_of_where_the_text_is(text, phrase, side):
    assert sides(text)[phrase] == side


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("La Serbie livre des obus à Kiev, selon l'économiste Jean Untel, de l'institut Splitville.", "Jean Untel"),
        ("La Serbie livre des obus à Kiev, affirme l'ONG Regard clair.", "l'ONG Regard clair"),
    ],
)
def test_who_speaks_for_himself_is_nobodys(text, phrase):
    assert next(side for words, side in sides(text).items() if phrase in words) is None


def test_what_a_phrase_says_goes_before_what_is_likely():
    assert sides("En visite à Athènes, le ministre chypriote Untel a démenti.") == {
        "le ministre chypriote Untel": "Cyprus"
    }
    assert (
        sides("Kiev se tait. Une société basée à Minsk a livré des obus à l'armée russe.")["Une société"] == "Belarus"
    )


def test_a_pronoun_and_a_surname_have_the_side_of_whom_they_mean():
    text = "À Rabat, la députée Jeanne Untel a démenti. Elle a parlé d'une fable. Mme Untel n'a rien acheté à Israël."
    assert set(sides(text).values()) == {"Morocco"}


def test_nobody_has_a_side_where_nobody_is_named():
    assert sides("La secrétaire d'État Jeanne Untel a démenti.") == {"La secrétaire d'État Jeanne Untel": None}


def test_a_name_tells_nothing():
    texts = [
        f"Kiev et Belgrade négocient. Le conseiller {name} a démenti." for name in ("Ivan Untelov", "Hans Untelmann")
    ]
    assert len({frozenset(sides(text).values()) for text in texts}) == 1


def test_the_likelihoods_of_all_are_one():
    doc = pipeline.annotate(Article("x", "À Rabat, la députée Untel a démenti. Alger accuse.", "fr"), pipeline.build())
    found = Affiliations(doc, doc._.actors, Phrases(doc))
    for entity in found.entities():
        likely = likelihoods(found.signs(entity), affiliation.load_weights())
        assert sum(likely.values()) == pytest.approx(1)
        assert set(likely) == {"Morocco", "Algeria", None}


@pytest.mark.parametrize("line", ["", "bad", "bad\t0.1\t2", "bad\tbeaucoup"])
def test_weights_that_are_none_are_refused_by_line(tmp_path, line):
    path = tmp_path / "affiliation.tsv"
    path.write_text(f"good\t0.1\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"affiliation.tsv: line 2: .* is no sign with a weight"):
        affiliation.load_weights(path)


def test_every_sign_has_a_line_of_its_own():
    signs = [line.split("\t")[0] for line in affiliation.WEIGHTS.read_text(encoding="utf-8").splitlines()]
    assert signs == sorted(signs) and len(signs) > 100
    assert len(affiliation.load_weights()) == len(signs)
