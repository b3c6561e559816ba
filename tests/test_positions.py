"""What is comparable and what is earlier, without a store; the rest is tried in test_turns."""

import random

import pytest

from dementi.positions import Detail, Positions, Stand, Term, wholly_before
from dementi.records import Stance
from dementi.terms import BASE

DRONES = f"{BASE}claim/transfer/iran/russia/drone"
PLAIN = Detail()


@pytest.mark.parametrize(
    ("one", "other", "before"),
    [
        ("2023-05-02", "2023-05-03", True),
        ("2023-05-02", "2023-05-02", False),
        ("2023-05", "2023-06-01", True),
        ("2023-05", "2023-05-31", False),
        ("2023-05-31", "2023-05", False),
        ("2022", "2023-01-01", True),
        ("2023", "2023-06", False),
        ("", "2023", False),
        ("2023", "", False),
        ("", "", False),
    ],
)
def test_dates(one, other, before):
    assert wholly_before(one, other) is before
    assert not (before and wholly_before(other, one))


@pytest.mark.parametrize(
    ("asserted", "denied", "fits"),
    [
        (Term(0), Term(2), True),  # done, where a plan is denied
        (Term(2), Term(0), False),
        (Term(1), Term(1), True),
        (Term(None), Term(0), True),
        (Term(4), Term(None), True),
        (Term(0, "2022-01-01", "2023-01-01"), Term(0, "2022-12-31", ""), True),
        (Term(0, "2022-01-01", "2023-01-01"), Term(0, "2023-01-01", ""), False),
        (Term(0, "2023-01-01", ""), Term(0, "2022-01-01", "2023-01-01"), False),
        (Term(0, "", "2023-01-01"), Term(0, "2022-01-01", "2022-02-01"), True),
        (Term(0, "2022-01-01", "2022-02-01"), Term(0), True),
    ],
)
def test_statuses_and_times(asserted, denied, fits):
    assert asserted.fits(denied) is fits


def stand(iri, stance, spoken="", article=None, claim=DRONES):
    return Stand(iri, article or f"article {iri}", stance, claim, spoken)


def test_any_place_of_a_statement_may_fit():
    denial, assertion = stand("1", Stance.DENIES, "2022"), stand("2", Stance.ASSERTS, "2023")
    details = {"1": Detail((Term(0), Term(2))), "2": Detail((Term(2),))}
    positions = Positions.of([denial, assertion], details.__getitem__)
    assert positions.changed_from(assertion) is denial
    details["1"] = Detail((Term(0),))
    assert positions.changed_from(assertion) is None


def test_only_what_is_needed_is_loaded():
    loaded = []
    elsewhere = f"{BASE}claim/transfer/turkey/ukraine/drone"

    def load(claim):
        loaded.append(claim)
        return [stand("1", Stance.DENIES, "2022", claim=claim)]

    positions = Positions([DRONES, elsewhere], load, lambda _: PLAIN)
    assert positions.changed_from(stand("2", Stance.ASSERTS, "2023"))
    assert positions.contradicted_by(stand("2", Stance.ASSERTS, "2022"))
    assert loaded == [DRONES]


@pytest.mark.parametrize("dated", [True, False])
def test_many_statements_on_one_claim_are_compared_with_few(dated):
    """All pairs would be two million."""
    chance = random.Random(5)
    dates = [f"20{n // 336 + 10}-{n // 28 % 12 + 1:02}-{n % 28 + 1:02}" if dated else "" for n in range(2000)]
    stands = [stand(str(n), chance.choice(list(Stance)), date) for n, date in enumerate(dates)]
    positions = Positions.of(stands, lambda _: PLAIN)
    for one in stands:
        positions.changed_from(one)
        positions.contradicted_by(one)
    assert positions.compared < 10 * len(stands)


def test_what_stands_apart_is_not_compared_within_one_article():
    first, second = stand("1", Stance.ASSERTS, "2022", "a"), stand("2", Stance.DENIES, "2023", "a")
    assert Positions.of([first, second], lambda _: PLAIN).changed_from(second) is first
    assert Positions.of([first, second], lambda _: PLAIN, apart=True).changed_from(second) is None
