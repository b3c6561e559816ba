"""What is read of articles and their statements."""

import pytest

from dementi import rdf
from dementi.positions import Detail, Term
from dementi.said import Reading, is_side
from dementi.terms import BASE
from meeting_corpus import told, whole

WORDS = """
a 2023-05-02 La Gazette
Kremlin denies Iran > Russia: shahed-136; done; in 2022-01-01..2023-01-01; on 2023-05; via Reuters, Kremlin
article asserts Iran > Russia: drone; formerly
"""


@pytest.fixture(scope="module")
def article():
    corpus = whole(told(WORDS), {"a": "a"})
    return Reading(corpus.store).told(rdf.article_iri("a"))


def test_an_article(article):
    assert (article.date, article.outlet) == ("2023-05-02", f"{BASE}media/La_Gazette")
    assert article.bundle == f"{BASE}cluster/a"


def test_a_statement(article):
    (denial,) = (said for said in article.said if not said.voice)
    assert denial.source == f"{BASE}actor/kremlin"
    assert denial.side == f"{BASE}actor/russia"
    assert denial.about == f"{BASE}claim/transfer/iran/russia/drone"
    assert denial.claim == f"{BASE}claim/transfer/iran/russia/shahed-136"
    assert denial.media == rdf.name_iri("Reuters")  # the innermost relay, the Kremlin, is no outlet
    assert denial.spoken == "2023-05"
    assert denial.detail == Detail((Term(0, "2022-01-01", "2023-01-01"),), (1, 0, 0))


def test_the_voice_of_an_article(article):
    (voice,) = (said for said in article.said if said.voice)
    assert (voice.media, voice.side) == ("", f"{BASE}media/La_Gazette")
    assert voice.spoken == "2023-05-02"
    assert voice.detail.order == (0, 1, 0)  # marked as earlier


def test_an_article_that_is_not_there_is_none():
    assert Reading(whole([]).store).told(rdf.article_iri("a")) is None


@pytest.mark.parametrize(
    "change",
    [
        lambda words: words.replace("2023-05-02", "2023-05-03"),
        lambda words: words.replace("La Gazette", ""),
        lambda words: words.replace("denies", "leaves open"),
        lambda words: words.replace("; done", ""),
        lambda words: words.replace("..2023-01-01", ".."),
        lambda words: words.replace("Reuters, ", ""),
        lambda words: words.replace("; formerly", ""),
    ],
)
def test_whatever_the_rules_need_makes_another_version(article, change):
    other = Reading(whole(told(change(WORDS)), {"a": "a"}).store).told(rdf.article_iri("a"))
    assert other.version != article.version
    assert other.once(article.version) is None


def test_an_article_in_another_cluster_is_known_as_it_was(article):
    other = Reading(whole(told(WORDS)).store).told(rdf.article_iri("a"))
    assert other.version != article.version
    assert other.once(article.version) == article


def test_sides():
    assert is_side(f"{BASE}actor/iran")
    assert not is_side(rdf.name_iri("Reuters"))
    assert not is_side(f"{BASE}article/a#source-officials")
