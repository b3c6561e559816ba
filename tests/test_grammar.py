"""What French grammar says of a verb; the verb is marked."""

import pytest

from dementi.fr import grammar, negation
from spans import annotated, strip


def _verb(text):
    marked = strip(text)
    ((_, start, _),) = marked.marks
    return next(token for token in annotated(marked.text) if token.idx == start)


def _gap(*values, reason):
    return pytest.param(*values, marks=pytest.mark.xfail(reason=reason, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "L'Iran n'a pas [verb livré] de drones à la Russie.",
        "L'Iran n’a jamais [verb livré] de drones à la Russie.",
        "L'Iran ne [verb livre] plus aucun drone à la Russie.",
        "L'Iran ne [verb livre] plus de drones à la Russie.",
        "L'Iran n'a [verb livré] aucun drone à la Russie.",
        "Aucun drone n'a été [verb livré] à la Russie.",
        "Personne n'a [verb livré] de drones à la Russie.",
        "L'Iran n'a rien [verb livré] à la Russie.",
        "L'Iran n'a ni [verb livré] ni vendu de drones.",
        "L'Iran a répondu sans [verb livrer] de drones.",
        "L'Iran a répondu sans livrer ni [verb vendre] de drones.",
        "L'Iran affirme ne pas avoir [verb livré] de drones.",
        "L'Iran affirme n'avoir jamais [verb livré] de drones.",
        "L'Iran n'a, pour sa part, jamais [verb livré] de drones.",
        "Pas un drone n'a été [verb livré] à la Russie.",
        "L'Iran n'a nullement [verb livré] de drones à la Russie.",
    ],
)
def test_negated(text):
    assert negation.is_negated(_verb(text))


@pytest.mark.parametrize(
    "text",
    [
        "L'Iran a [verb livré] des drones à la Russie.",
        "Kiev craint que l'Iran ne [verb livre] des drones à la Russie.",
        "L'Iran a répondu avant que la Russie ne [verb livre] des drones.",
        "L'Iran ne [verb livre] que des drones à la Russie.",
        "L'Iran n'a [verb livré] que des drones à la Russie.",
        "L'Iran ne [verb livre] plus que des drones à la Russie.",
        "L'Iran a [verb livré] plus de 400 drones à la Russie.",
        "L'Iran n'a pas dit qu'il avait [verb livré] des drones.",
        "L'Iran a, sans aucun doute, [verb livré] des drones à la Russie.",
        "Sans surprise, l'Iran a [verb livré] des drones à la Russie.",
        "L'Iran, qui n'a pas répondu, a [verb livré] des drones à la Russie.",
        "L'Iran n'a pas répondu, mais il a [verb livré] des drones.",
    ],
)
def test_not_negated(text):
    assert not negation.is_negated(_verb(text))


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("L'Iran [verb livre] des drones à la Russie.", "present"),
        ("L'Iran a [verb livré] des drones à la Russie.", "past"),
        ("L'Iran avait [verb livré] des drones à la Russie.", "past"),
        ("L'Iran [verb livrait] des drones à la Russie.", "imperfect"),
        ("L'Iran [verb livrera] des drones à la Russie.", "future"),
        ("L'Iran va [verb livrer] des drones à la Russie.", "present"),  # of « va »; that it is planned says its status
        ("L'Iran [verb livrerait] des drones à la Russie.", "conditional"),
        ("L'Iran aurait [verb livré] des drones à la Russie.", "conditional-past"),
        ("Des drones ont été [verb livrés] à la Russie.", "past"),
        ("Des drones auraient été [verb livrés] à la Russie.", "conditional-past"),
        ("Des drones sont [verb livrés] à la Russie.", "present"),
        ("Des drones sont [verb arrivés] à Moscou.", "past"),
        ("Des drones seront [verb livrés] à la Russie.", "future"),
        ("L'Iran nie [verb livrer] des drones à la Russie.", "infinitive"),
        ("L'Iran nie avoir [verb livré] des drones à la Russie.", "infinitive-past"),
    ],
)
def test_tense(text, tense):
    assert grammar.tense(_verb(text)) == tense


@pytest.mark.parametrize(
    ("text", "passive"),
    [
        ("Des drones ont été [verb livrés] à la Russie.", True),
        ("Des drones sont [verb livrés] à la Russie.", True),
        ("Les drones [verb livrés] par l'Iran volent.", True),
        ("L'Iran a [verb livré] des drones.", False),
        ("Des drones sont [verb arrivés] à Moscou.", False),
        ("L'Iran s'est [verb doté] de drones.", False),
        ("L'Iran [verb livre] des drones.", False),
    ],
)
def test_passive(text, passive):
    assert grammar.is_passive(_verb(text)) is passive


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("Kiev n'a reçu aucune [noun livraison] de drones.", True),
        ("Il n'y a pas de [noun preuve] d'une vente.", True),
        ("Kiev relève l'absence de [noun preuve] d'une vente.", True),
        ("Kiev a reçu une [noun livraison] de drones.", False),
        ("Il n'y a pas que cette [noun preuve].", False),
    ],
)
def test_negated_noun(text, negated):
    assert negation.negated_noun(_verb(text)) is negated


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("L'[s Iran] a livré des drones.", "Iran"),
        ("L'Iran nie avoir [s livré] des drones.", "Iran"),
        ("L'Iran a reçu puis [s livré] des drones.", "Iran"),
    ],
)
def test_subject(text, subject):
    marked = strip(text)
    doc = annotated(marked.text)
    verb = next(t for t in doc if t.text == "livré")
    assert grammar.subject(verb).text == subject
