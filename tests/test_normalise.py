"""Normalisation keeps every offset."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dementi.fr.normalise import normalise

PLAIN = "'\"- \n"
VARIANTS = "’‘ʼ′´`＇‛“”„‟″＂«»‹›‐‑‒–—―−\u00a0\u202f\u2009\u200b\u2060\ufeff\t\r\u0085\u2028\u2029"
texts = st.text(st.one_of(st.characters(), st.sampled_from(PLAIN + VARIANTS)))


@given(texts)
@settings(derandomize=True)
def test_offsets_stay(text):
    plain = normalise(text)
    assert len(plain) == len(text)
    assert all(new == old or new in PLAIN for new, old in zip(plain, text, strict=True))


@given(texts)
@settings(derandomize=True)
def test_twice_is_once(text):
    assert normalise(normalise(text)) == normalise(text)


@given(texts, texts)
@settings(derandomize=True)
def test_characters_do_not_depend_on_each_other(left, right):
    assert normalise(left + right) == normalise(left) + normalise(right)


@pytest.mark.parametrize("character", VARIANTS, ids=lambda character: f"U+{ord(character):04X}")
def test_every_variant_becomes_plain(character):
    assert normalise(character) in PLAIN


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("L’Iran « n’a\u00a0rien livré\u00a0»", "L'Iran \" n'a rien livré \""),
        ("“Rien” – dit‑on", '"Rien" - dit-on'),
        ("10\u202f000 drones", "10 000 drones"),
        ("Moscou\r\n\r\nKiev", "Moscou \n \nKiev"),
        ("Moscou\u2029Kiev", "Moscou\nKiev"),
        ("Œuvre, été, ÉTÉ, Володимир", "Œuvre, été, ÉTÉ, Володимир"),
    ],
)
def test_examples(written, plain):
    assert normalise(written) == plain
