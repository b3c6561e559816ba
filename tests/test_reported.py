"""Reported speech of any article, whatever it is about."""

import pytest

from dementi.reported import attribution_rows
from spans import annotated


def rows(text):
    return [
        {key: told(value) if isinstance(value, (dict, list)) else value for key, value in row.items()}
        for row in attribution_rows(annotated(text))
    ]


def told(value):
    return value["exact"] if isinstance(value, dict) else [told(one) for one in value]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (
            "Le ministère de la Santé a annoncé que la grippe reculait.",
            {"source": "Le ministère de la Santé", "cue": "a annoncé", "content": "la grippe reculait"},
        ),
        (
            "Paris dément que les impôts augmentent.",
            {"source": "Paris", "cue": "dément", "content": "les impôts augmentent", "stance": "denies"},
        ),
        (
            "« Le pont sera fermé tout l’été », a déclaré le ministère des Transports.",
            {"content": "« Le pont sera fermé tout l’été »", "quotation_type": "direct", "stance": "asserts"},
        ),
        (
            "Le gouvernement assure que la hausse est « très modérée ».",
            {"content": "la hausse est « très modérée »", "quotation_type": "mixed"},
        ),
        ("La banque est accusée d'avoir menti.", {"source": None, "cue": "est accusée", "content": "avoir menti"}),
        (
            "Selon Reuters, le ministère de la Santé a affirmé que la grippe reculait.",
            {"source": "le ministère de la Santé", "via": ["Reuters"]},
        ),
    ],
)
def test_reported_speech_of_any_kind(text, row):
    assert any(row.items() <= found.items() for found in rows(text)), rows(text)


def test_a_claim_made_elsewhere_has_no_content():
    (row,) = rows("Moscou dément.")
    assert row["content"] is None and row["stance"] == "denies"


def test_what_nobody_utters_is_left_out():
    assert rows("Paris devrait démentir avoir fermé le pont.") == []


def test_every_span_is_its_own_and_cues_stand_in_order():
    text = (
        "« Nous rouvrirons lundi », a promis le ministère des Transports, « et pour longtemps ».\n\n"
        "Selon la préfecture, le chantier avance ; la région en doute et rejette ces affirmations."
    )
    found = attribution_rows(annotated(text))
    for row in found:
        contents = row["content"] if isinstance(row["content"], list) else [row["content"]]
        for span in (row["source"], row["cue"], *contents, *row["via"]):
            assert span is None or text[span["start"] : span["end"]] == span["exact"]
        assert isinstance(row["content"], dict | None) or len(row["content"]) > 1
    cues = [row["cue"]["start"] for row in found]
    assert found and cues == sorted(cues)
