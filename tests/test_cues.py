"""Cues: a mark's label is the act that its words perform, their own negation composed into it."""

import pytest

from spans import annotated, cases, stretch


@pytest.mark.parametrize("case", cases("cues"))
def test_cues(case):
    doc = case.doc()
    assert [stretch(cue.act.value, doc, cue.at, cue.last) for cue in doc._.cues if not cue.unsaid] == list(case.marks)


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("Belgrade n'a pas confirmé la livraison.", True),
        ("Belgrade a confirmé la livraison.", False),
        ("Belgrade ne confirme que la vente.", False),
    ],
)
def test_a_negated_cue_says_so(text, negated):
    (cue,) = annotated(text)._.cues
    assert cue.negated is negated
