"""Actors: a mark's label is the source's English name in small letters with hyphens (``iranian-officials``).

A ``~`` before it is an adjective, which takes no part in the clause by itself. Marks do not nest: actors within a
marked phrase are listed in ``inside``.
"""

import pytest

from dementi.records import SourceKind
from spans import annotated, cases, stretch, texts


def _label(actor):
    return ("~" if actor.qualifier else "") + actor.source.name.lower().replace(" ", "-")


@pytest.mark.parametrize("case", cases("actors", "inside"))
def test_actors(case):
    doc = case.doc()
    found = [stretch(_label(actor), doc, actor.first, actor.last) for actor in doc._.actors]
    outer = [mark for mark in found if mark in case.marks]
    assert outer == list(case.marks)
    assert [f"{label} {words}" for label, start, words in found if (label, start, words) not in case.marks] == (
        case.fields.get("inside", [])
    )


@pytest.mark.parametrize("case", texts("actors", "inside"))
def test_the_head_lies_in_the_phrase(case):
    assert all(actor.first <= actor.head <= actor.last for actor in case.doc()._.actors)


@pytest.mark.parametrize(
    ("text", "kind", "behalf"),
    [
        ("Belgrade a répondu.", SourceKind.STATE, "Serbia"),
        ("Le ministère serbe de la Défense a répondu.", SourceKind.ORGANIZATION, "Serbia"),
        ("Des responsables serbes ont répondu.", SourceKind.GROUP, "Serbia"),
        ("Le Hezbollah a répondu.", SourceKind.ORGANIZATION, "Hezbollah"),
        ("L'agence Reuters a répondu.", SourceKind.MEDIA, None),
    ],
)
def test_what_a_source_is_and_for_whom_it_speaks(text, kind, behalf):
    source = annotated(text)._.actors[0].source
    assert (source.kind, source.on_behalf_of) == (kind, behalf)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Le chef de l'État serbe a répondu.", "Serbian head of state"),
        ("La cheffe de la diplomatie serbe a répondu.", "Serbian foreign minister"),
        ("Le chef d'état-major serbe a répondu.", "Serbian chief of staff"),
        ("Le chef des douanes serbes a répondu.", "Serbian chief"),
        ("Le porte-parole du chef de la diplomatie serbe a répondu.", "Serbian spokesperson"),
    ],
)
def test_what_a_chief_is_chief_of(text, name):
    assert annotated(text)._.actors[0].source.name == name
