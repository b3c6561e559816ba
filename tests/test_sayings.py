"""The index of who said what: it answers as the articles that were put last, whatever was there before."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dementi import rdf
from dementi.attestation import COUNTS, behind
from dementi.records import Stance
from dementi.said import Reading
from dementi.sayings import Sayings, Whose, holders
from dementi.terms import BASE
from meeting_corpus import told, whole

DRONES, SHAHEDS = (f"{BASE}claim/transfer/iran/russia/{item}" for item in ("drone", "shahed-136"))
WORDS = """
a 2023-05-02 La Gazette
Kremlin denies Iran > Russia: drone; on 2023-04; planned
article asserts Iran > Russia: shahed-136
b 2023-06-01 La Gazette
Kremlin asserts Iran > Russia: shahed-136; via Reuters; in 2022-01-01..; formerly
officials asserts Iran > Russia: drone
c
Iran leaves open Iran > Russia: shahed-136
"""


def articles(words=WORDS, clusters=None):
    corpus = whole(told(words), clusters)
    reading = Reading(corpus.store)
    return [reading.told(rdf.article_iri(article.id)) for article, _ in told(words)]


ARTICLES = articles()
OTHERS = articles(WORDS.replace("denies", "asserts").replace("Reuters", "Iran"), {"a": "a", "b": "a"})


def of(*known):
    sayings = Sayings()
    sayings.exchange((), known)
    return sayings


def answers(sayings):
    """Whatever can be asked of the articles above."""
    for claim in (DRONES, SHAHEDS):
        yield sayings.is_made(claim)
        for stance in Stance:
            yield sayings.is_taken(claim, stance), sayings.numbers(claim, stance)
    for one in (*ARTICLES, *OTHERS):
        for said in one.said:
            for holder in holders(said, one.publisher):
                found = [*sayings.on(holder, DRONES), *sayings.on(holder, SHAHEDS)]
                yield sayings.stances(holder), found, [(sayings.source(s.iri), sayings.detail(s.iri)) for s in found]


def test_nothing_is_said_of_nothing():
    sayings = Sayings()
    assert not any(map(any, (answer if isinstance(answer, tuple) else [answer] for answer in answers(sayings))))


def test_a_holder_is_known_by_its_statements():
    sayings = of(*ARTICLES)
    kremlin = Whose.SOURCE, f"{BASE}actor/kremlin"
    assert sayings.stances(kremlin) == {(DRONES, Stance.DENIES), (SHAHEDS, Stance.ASSERTS)}
    (denial,) = sayings.on(kremlin, DRONES)
    assert (denial.spoken, denial.stance, denial.claim) == ("2023-04", Stance.DENIES, DRONES)
    assert (denial.article, denial.iri) == (ARTICLES[0].iri, next(s.iri for s in ARTICLES[0].said if not s.voice))
    (voice,) = sayings.on((Whose.OUTLET, f"{BASE}media/La_Gazette"), SHAHEDS)
    assert voice.article == ARTICLES[0].iri
    assert sayings.on((Whose.SIDE, f"{BASE}actor/kremlin"), DRONES) == []


@pytest.mark.parametrize("said", [said for one in (*ARTICLES, *OTHERS) for said in one.said], ids=lambda said: said.iri)
def test_a_statement_is_kept_with_its_source_and_the_rest(said):
    sayings = of(*(ARTICLES if any(said in one.said for one in ARTICLES) else OTHERS))
    assert (sayings.source(said.iri), sayings.detail(said.iri)) == (said.source, said.detail)


def test_what_is_about_a_claim_does_not_make_it_precisely():
    sayings = of(*ARTICLES[2:])
    assert sayings.is_made(DRONES) and sayings.is_made(SHAHEDS)
    assert not sayings.is_taken(DRONES, Stance.UNCERTAIN) and sayings.is_taken(SHAHEDS, Stance.UNCERTAIN)
    assert sayings.numbers(DRONES, Stance.UNCERTAIN) == dict.fromkeys(COUNTS, 1)


@settings(deadline=None)
@given(st.lists(st.lists(st.sampled_from([None, False, True]), min_size=3, max_size=3), min_size=1))
def test_it_does_not_matter_what_was_there_before(steps):
    """Each of the three articles is absent, as it is, or otherwise."""
    sayings, there = Sayings(), []
    for step in steps:
        new = [
            pair[other]
            for pair, other in zip(zip(ARTICLES, OTHERS, strict=True), step, strict=True)
            if other is not None
        ]
        sayings.exchange([one for one in there if one not in new], [one for one in new if one not in there])
        there = new
    assert list(answers(sayings)) == list(answers(of(*there)))


def test_what_is_cleared_is_gone():
    sayings = of(*ARTICLES)
    sayings.clear()
    assert list(answers(sayings)) == list(answers(Sayings()))


def test_only_what_was_done_whole_stays(tmp_path):
    path = tmp_path / "sayings.sqlite"
    with Sayings(path) as sayings:
        sayings.exchange((), ARTICLES[:1])
    try:
        with Sayings(path) as sayings:
            sayings.exchange((), ARTICLES[1:])
            raise InterruptedError
    except InterruptedError:
        pass
    with Sayings(path) as sayings:
        assert list(answers(sayings)) == list(answers(of(ARTICLES[0])))


def test_a_value_stands_behind_both_claims_of_a_statement():
    (said,) = ARTICLES[2].said
    found = set(behind(ARTICLES[2]))
    assert {claim for claim, _, count, value in found if (count, value) == ("sources", said.source)} == {
        DRONES,
        SHAHEDS,
    }
    assert {claim for claim, _, count, _ in found if count == "precisely"} == {SHAHEDS}
    assert not any(count == "dates" for _, _, count, _ in found)
