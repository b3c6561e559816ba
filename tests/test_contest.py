"""Which claims are contested by which: denying the general denies the specific, never the reverse."""

import pytest

from meeting_corpus import Corpus, told, whole

DRONES, SHAHEDS, WEAPONS = (f"Iran > Russia: {item}" for item in ("drone", "shahed-136", "weapons"))


def short(links):
    return {tuple(iri.partition("/claim/")[2] for iri in link) for link in links}


def contested(*lines):
    return short(whole(told("a\n" + "\n".join(lines))).links("dem:contestedBy"))


CASES = {
    "one claim": (DRONES, DRONES, True),
    "the general denied": (SHAHEDS, WEAPONS, True),
    "the specific denied": (WEAPONS, SHAHEDS, False),
    "any supplier denied": (DRONES, "? > Russia: drone", True),
    "some supplier asserted": ("? > Russia: drone", DRONES, False),
    "any recipient denied, of the general": (SHAHEDS, "Iran > ?: weapons", True),
    "some recipient asserted, of the specific": ("Iran > ?: shahed-136", DRONES, False),
    "nobody named on either side": ("? > ?: drone", "? > ?: weapons", True),
    "another supplier": (DRONES, "Russia > Iran: drone", False),
    "another item": (DRONES, "Iran > Russia: missile", False),
}


@pytest.mark.parametrize(("asserted", "denied", "meet"), CASES.values(), ids=CASES)
def test_contested(asserted, denied, meet):
    found = contested(f"Russia asserts {asserted}", f"Iran denies {denied}")
    assert len(found) == meet


@pytest.mark.parametrize(("asserted", "denied", "meet"), CASES.values(), ids=CASES)
def test_the_same_if_the_denial_comes_later_and_if_it_goes(asserted, denied, meet):
    first, second = told(f"a\nRussia asserts {asserted}\nb\nIran denies {denied}")
    corpus = Corpus()
    corpus.change([first])
    alone = corpus.derived()
    corpus.change([second])
    assert len(corpus.links("dem:contestedBy")) == meet
    corpus.change(remove=["b"])
    assert corpus.derived() == alone


def test_what_is_left_open_contests_nothing():
    assert contested(f"Russia asserts {DRONES}", f"Iran leaves open {DRONES}") == set()
    assert contested(f"Russia leaves open {DRONES}", f"Iran denies {DRONES}") == set()


def test_what_is_meant_is_the_precise_claim():
    """Both are about drones; the denial is of one model only."""
    assert contested(f"Russia asserts {DRONES}", f"Iran denies {SHAHEDS}") == set()


def test_a_first_general_denial_contests_all_that_was_asserted_below():
    corpus = whole(
        told(f"a\nRussia asserts {SHAHEDS}\nRussia asserts Iran > Russia: missile\nReuters denies {SHAHEDS}")
    )
    corpus.change(told(f"b\nIran denies {WEAPONS}"))
    assert short(corpus.links("dem:contestedBy")) == {
        ("transfer/iran/russia/shahed-136", "transfer/iran/russia/shahed-136"),
        ("transfer/iran/russia/shahed-136", "transfer/iran/russia/weapons"),
        ("transfer/iran/russia/missile", "transfer/iran/russia/weapons"),
    }


def test_claims_refine_each_other_as_long_as_they_are_made():
    corpus = whole(told(f"a\nRussia asserts {SHAHEDS}\nb\nIran denies {WEAPONS}\nc\nIran denies {WEAPONS}"))
    refined = {
        ("transfer/iran/russia/shahed-136", "transfer/iran/russia/drone"),
        ("transfer/iran/russia/shahed-136", "transfer/iran/russia/weapons"),
        ("transfer/iran/russia/drone", "transfer/iran/russia/weapons"),
    }
    assert short(corpus.links("dem:refines")) == refined
    corpus.change(remove=["b"])
    assert short(corpus.links("dem:refines")) == refined
    corpus.change(remove=["c"])
    assert short(corpus.links("dem:refines")) == {("transfer/iran/russia/shahed-136", "transfer/iran/russia/drone")}
    corpus.change(remove=["a"])
    assert corpus.derived() == set()
