"""Transfers: marks ``supplier``, ``predicate``, ``quantity``, ``item``, ``recipient``.

Whoever is named in the marks of a role fills it; « nous » is whoever speaks. Several predicates or items share the
roles of their sentence. A case without marks has no transfer.
"""

import pytest

from dementi.records import SPEAKER
from spans import cases, stretch, texts

KEYS = ("kind", "status", "negated", "conditional")


def _parties(case, role):
    """Return the sides of the actors in the marks of a role."""
    doc, sides = case.doc(), set()
    for _, start, words in case.of(role):
        if words.lower() in ("nous", "notre"):
            sides.add(SPEAKER)
            continue
        for actor in doc._.actors:
            if doc[actor.first].idx < start + len(words) and start <= doc[actor.last].idx:
                sides.add(actor.source.on_behalf_of or actor.source.name)
    assert len(sides) >= bool(case.of(role)), f"nobody is found in {case.of(role)}"
    return sides


@pytest.mark.parametrize("case", cases("transfers", *KEYS))
def test_transfers(case):
    doc, found = case.doc(), case.doc()._.transfers
    assert sorted({stretch("predicate", doc, t.at, t.at) for t in found}) == sorted(case.of("predicate"))
    assert sorted({("item", t.item_text.start, t.item_text.exact) for t in found}) == sorted(case.of("item"))
    assert {t.supplier for t in found} - {None} == _parties(case, "supplier")
    assert {t.recipient for t in found} - {None} == _parties(case, "recipient")
    assert {t.quantity.text for t in found if t.quantity} == {words for _, _, words in case.of("quantity")}
    for transfer in found:
        assert transfer.kind.value == case.fields.get("kind", "transfer")
        assert transfer.status.value == case.fields.get("status", transfer.status.value)
        assert transfer.negated is case.fields.get("negated", False)
        assert transfer.conditional is case.fields.get("conditional", False)


@pytest.mark.parametrize("case", texts("transfers", *KEYS))
def test_the_predicate_and_its_item_lie_in_the_stretch(case):
    for transfer in case.doc()._.transfers:
        assert transfer.first <= transfer.at <= transfer.last
        assert transfer.supplier is None or transfer.supplier != transfer.recipient
