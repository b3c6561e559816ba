"""What the trained reader is shown: no names, all that the rules found, a long text passage by passage."""

from __future__ import annotations

import numpy as np
import pytest

from dementi import pipeline
from dementi.components import passages, showing
from dementi.components.passages import KINDS, LONGEST, SAYINGS, SEPARATIONS, STANCES, VIEWS, WAYS, channels
from dementi.records import Article, Kind, Stance

TEXT = "Selon Oslo, la Serbie a livré des missiles à la Libye. Belgrade dément ces informations."
OTHER = "Selon Rome, la Suède a livré des drones à la Tunisie. Stockholm dément ces informations."


def seen(text: str) -> list[passages.Passage]:
    return list(showing.passages(pipeline.annotate(Article("x", text), pipeline.build())))


def test_names_are_left_out():
    one, other = seen(TEXT)[0], seen(OTHER)[0]
    assert one.words == [word.replace("drone", "missile") for word in other.words]
    assert not {"oslo", "serbie", "libye", "belgrade", "missile"} & set(one.words)
    assert one.parties == ["Serbia", "Norway", "Libya"] and one.sides == 3 and one.items == ["missile"]
    assert np.array_equal(one.kinds, other.kinds)
    others = [place for name, place in channels().items() if name != "item missile" and name != "item drone"]
    assert np.array_equal(one.marks[:, others], other.marks[:, others])


def test_what_the_rules_found_is_told_with_the_claim_that_they_found():
    passage = seen(TEXT)[0]
    serbia, norway, libya, nobody = 0, 1, 2, 3
    claim = (serbia, libya, 0, KINDS.index(Kind.TRANSFER))
    assert passage.found.shape == (3, 3, 1, len(KINDS), VIEWS)
    assert passage.found[claim].tolist() == [1, 1, 1, 1] and passage.found.sum() == VIEWS
    ways = passage.stances[claim]
    assert ways.shape == (4, len(STANCES), WAYS)
    assert ways[norway, STANCES.index(Stance.ASSERTS)].tolist() == [1, 1, 1]
    assert ways[serbia, STANCES.index(Stance.DENIES)].tolist() == [1, 1, 0]  # his words do not hold the claim
    assert not ways[libya].any() and not ways[nobody].any()


def test_who_speaks_near_an_item_is_told():
    passage = seen(TEXT)[0]
    assert passage.speech.shape == (4, 1, len(STANCES), SAYINGS)
    assert passage.speech[1, 0, STANCES.index(Stance.ASSERTS)].tolist() == [1, 0, 1, 1, 0]
    assert passage.speech[0, 0, STANCES.index(Stance.DENIES)].tolist() == [0, 1, 1, 0, 1]


def test_what_is_not_in_a_passage_has_no_place_in_it():
    one, other = seen(TEXT)[0], seen(OTHER)[0]
    foreign = other.doc._.sifted[0]
    assert one.claim(foreign.transfer) is None and one.party(foreign.source) is None
    own = one.doc._.sifted[0]
    assert one.claim(own.transfer) and one.party(own.source) is not None


@pytest.mark.parametrize(
    "text", ["La Serbie a livré du blé à la Libye, selon Oslo.", "Des missiles sont arrivés.", "", "«"]
)
def test_without_equipment_or_two_who_could_trade_it_there_is_nothing_to_read(text):
    assert not seen(text)


def test_a_long_text_is_read_in_passages_that_end_with_sentences():
    found = seen(f"{TEXT} La pluie tombe sur les toits. " * 60)
    assert len(found) > 1 and all(len(passage.words) <= LONGEST for passage in found)
    for passage in found:
        assert passage.doc[passage.first].is_sent_start
        end = passage.first + len(passage.words)
        assert all(passage.first <= actor.first <= actor.last < end for actor, _ in passage.namings)
    whole = sum(len(passage.words) for passage in found)
    assert whole == len(found[0].doc)


def test_how_places_lie_to_each_other():
    passage = seen(TEXT)[0]
    end = len(passage.words) - 1
    places = np.array([0, 1, 5, end])
    apart = passages.separations(places, places, passage.sentences)
    assert apart.shape == (4, 4) and apart.min() >= 0 and apart.max() < SEPARATIONS
    assert len({int(apart[0, 1]), int(apart[1, 0]), int(apart[0, 2]), int(apart[0, 3]), int(apart[3, 0])}) == 5


def test_who_is_named_beyond_the_limit_is_no_party():
    """Each party has a naming to be found by, however many are named before it."""
    crowd = "Le Brésil, la Chine, le Japon, la Suède, le Pérou et le Chili se taisent sur les obus. " * 18
    for passage in seen(f"{crowd} {TEXT}"):
        assert {place for _, place in passage.namings} == set(range(len(passage.parties)))
        assert {place for _, place in passage.things} == set(range(len(passage.items)))


def test_states_together_and_private_firms_can_trade():
    passage = seen("Selon Oslo, les Occidentaux ont livré des obus à la Libye, et Rheinmetall des chars à la Tunisie.")[
        0
    ]
    assert {"Western countries", "Rheinmetall", "Libya", "Tunisia"} <= set(passage.parties[: passage.sides])
    assert all(passage.claim(transfer) for transfer in passage.doc._.transfers)
