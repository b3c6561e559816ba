"""Figures by kind and by place of the source; what is wrong, in a list."""

import pytest

from dementi import breakdown, errors
from test_evaluation import ROW

TEXT = "Le Kremlin a réagi hier. M. Peskov en doute ! Il dément toute livraison de missiles. Kiev s'étonne."


@pytest.mark.parametrize(
    ("stretch", "sentence"),
    [
        ("en doute", "M. Peskov en doute ! "),
        ("Il dément", "Il dément toute livraison de missiles. "),
        ("doute ! Il dément", "M. Peskov en doute ! Il dément toute livraison de missiles. "),
        ("Kiev", "Kiev s'étonne."),
    ],
)
def test_sentences(stretch, sentence):
    start = TEXT.index(stretch)
    first, last = breakdown.sentence(TEXT, start, start + len(stretch))
    assert TEXT[first:last] == sentence


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"source_text": "Il"}, "inside"),
        ({"source_text": "M. Peskov"}, "outside"),
        ({"source": "article", "source_kind": "article"}, "nobody"),
        ({"evidence": "nulle part"}, None),
    ],
)
def test_where_the_source_is_named(change, place):
    row = ROW | {"evidence": "dément toute livraison de missiles"}
    assert breakdown.place(TEXT, row | change) == place


def test_figures_by_kind_and_place():
    row = ROW | {"evidence": "dément toute livraison de missiles", "source_text": "Kremlin"}
    gold = {"a": [row, row | {"kind": "use"}, row | {"kind": "training", "optional": True}]}
    found = {"a": [row, row | {"kind": "training"}, row | {"kind": "production"}]}
    kinds = breakdown.by_kind(gold, found)
    assert {kind: (r["precision"], r["recall"], r["gold"], r["predicted"]) for kind, r in kinds.items()} == {
        "transfer": (1, 1, 1, 1),
        "use": (0, 0, 1, 0),
        "training": (0, 0, 0, 0),
        "production": (0, 0, 0, 1),
    }
    places = breakdown.by_place(gold, found, {"a": TEXT})
    assert places["outside"] == {"gold": 2, "core": 0.5, "source": 0.5}
    assert "source named in another sentence: core R 0.500" in breakdown.report(kinds, places)


def test_the_worst_is_called_by_its_name():
    gold = {"a": [ROW]}
    turned = ROW | {"stance": "asserts", "rule": "que:dire"}
    exchanged = ROW | {"supplier": "Russia", "recipient": "Iran"}
    missed, flipped, swapped = sorted(
        errors.find_errors(gold, {"a": [turned, exchanged]}, {}), key=lambda error: (error.what != "missed", error.what)
    )
    assert [error.what for error in (missed, flipped, swapped)] == ["missed", "flipped", "swapped"]
    assert flipped.rules == ("que:dire",) and missed.rules == ()
    assert "rules: none fired" in str(missed) and ROW["evidence"] in str(missed)
