"""Stance: ``said`` lists who takes which stance by which act, « Belarus denies (rejects) via Ukraine ».

Assertions and what anaphora resume are taken together; a mark ``cue`` is what carries a stance, and the article's own
voice has none.
"""

import pytest

from dementi.components.stance import compose
from dementi.records import STANCE_OF_ACT, Act, Stance
from spans import cases, texts

ASSERTING = [act for act in Act if STANCE_OF_ACT[act] is Stance.ASSERTS]
DENYING = [act for act in Act if STANCE_OF_ACT[act] is Stance.DENIES]
OPEN = [act for act in Act if STANCE_OF_ACT[act] is Stance.UNCERTAIN]


def _said(doc):
    for a in (*doc._.assertions, *doc._.anaphora):
        via = f" via {', '.join(a.via)}" if a.via else ""
        yield f"{a.source.on_behalf_of or a.source.name} {a.stance.value} ({a.act.value}){via}"


@pytest.mark.parametrize("case", cases("stance", "said", "hedged"))
def test_stance(case):
    found = [*case.doc()._.assertions, *case.doc()._.anaphora]
    assert sorted(set(_said(case.doc()))) == sorted(case.fields["said"])
    assert sorted({("cue", a.cue.start, a.cue.exact) for a in found if a.cue}) == sorted(case.of("cue"))
    assert {a.hedged for a in found} <= {case.fields.get("hedged", False)}


@pytest.mark.parametrize("case", texts("stance", "said", "hedged"))
def test_the_stance_is_that_of_its_act(case):
    doc = case.doc()
    for assertion in (*doc._.assertions, *doc._.anaphora):
        assert STANCE_OF_ACT[assertion.act] is assertion.stance
        assert assertion.first <= assertion.last


@pytest.mark.parametrize("act", list(Act))
def test_a_content_that_is_not_negated_keeps_the_act(act):
    assert compose(act, False) is act


@pytest.mark.parametrize("act", ASSERTING)
def test_to_assert_a_negation_is_to_deny(act):
    assert STANCE_OF_ACT[compose(act, True)] is Stance.DENIES


@pytest.mark.parametrize("act", DENYING)
def test_to_deny_a_negation_is_to_assert(act):
    assert STANCE_OF_ACT[compose(act, True)] is Stance.ASSERTS


@pytest.mark.parametrize("act", OPEN)
def test_what_leaves_a_claim_open_leaves_its_negation_open(act):
    assert compose(act, True) is act
