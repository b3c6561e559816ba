"""How well attested a stance is: each count on its own."""

import pytest

from dementi.attestation import COUNTS
from meeting_corpus import Corpus, told, whole

DRONES = "Iran > Russia: drone"


def numbers(corpus, stance="asserts", claim="transfer/iran/russia/drone"):
    node = f"/claim/{claim}/{stance}"
    names = (*COUNTS, "first", "last")
    found = {name: value for name in names for subject, value in corpus.links(f"dem:{name}") if subject.endswith(node)}
    return " ".join(found.get(name, "-") for name in names)


#                                  statements sources sides outlets witnesses clusters, first last
CASES = {
    "once": (f"a 2023-05-02 A\nIran asserts {DRONES}", "1 1 1 1 1 1 2023-05-02 2023-05-02"),
    "undated, of no outlet": (f"a\nIran asserts {DRONES}", "1 1 1 1 1 1 - -"),
    "one source in two articles": (
        f"a 2023-05-02 A\nIran asserts {DRONES}\nb 2023-05 B\nIran asserts {DRONES}",
        "2 1 1 2 2 2 2023-05 2023-05-02",
    ),
    "two sources of one side": (
        f"a 2023 A\nKremlin asserts {DRONES}\nRussia asserts {DRONES}",
        "2 2 1 1 1 1 2023 2023",
    ),
    "groups are as many as articles": (
        f"a\nofficials asserts {DRONES}\nb\nofficials asserts {DRONES}",
        "2 2 1 2 2 2 - -",
    ),
    "two articles of one outlet": (
        f"a 2022 A\nIran asserts {DRONES}\nb 2023 A\nRussia asserts {DRONES}",
        "2 2 2 1 2 2 2022 2023",
    ),
    "an outlet cited by two is one witness": (
        f"a\nIran asserts {DRONES}; via Reuters\nb\nRussia asserts {DRONES}; via Le Modèle, Reuters\n"
        f"c\nReuters asserts {DRONES}",
        "3 3 3 3 1 3 - -",
    ),
    "a relay that is no outlet is no witness": (f"a\nIran asserts {DRONES}; via Kremlin", "1 1 1 1 1 1 - -"),
    "what is narrower counts for its class": (
        f"a\nIran asserts {DRONES}\nb\nIran asserts Iran > Russia: shahed-136",
        "2 1 1 2 2 2 - -",
    ),
    "what is broader does not": (
        f"a\nIran asserts {DRONES}\nb\nIran asserts Iran > Russia: weapons",
        "1 1 1 1 1 1 - -",
    ),
    "another stance does not": (f"a\nIran asserts {DRONES}\nb\nRussia denies {DRONES}", "1 1 1 1 1 1 - -"),
}


@pytest.mark.parametrize(("words", "expected"), CASES.values(), ids=CASES)
def test_counts(words, expected):
    assert numbers(whole(told(words))) == expected


@pytest.mark.parametrize(("words", "expected"), CASES.values(), ids=CASES)
def test_counts_when_articles_come_one_by_one_and_others_go(words, expected):
    corpus = Corpus()
    corpus.change(told(f"z 2021 Z\nReuters asserts {DRONES}\nIran asserts {DRONES}"))
    for pair in told(words):
        corpus.change([pair])
    corpus.change(remove=["z"])
    assert numbers(corpus) == expected


def test_a_stance_that_nobody_takes_has_no_attestation():
    corpus = whole(told(f"a\nIran asserts {DRONES}"))
    assert numbers(corpus, "denies") == "- - - - - - - -"
    assert {value.rpartition("/")[2] for _, value in corpus.links("dem:attestation")} == {"asserts"}


def test_reprints_are_one_witness_each_time_the_cluster_changes():
    pairs = told("\n".join(f"{id_}\nIran asserts {DRONES}" for id_ in "abc"))
    corpus = whole(pairs)
    for clusters, expected in (
        ({"a": "a", "b": "a"}, "3 1 1 3 2 2 - -"),
        ({"a": "a", "b": "a", "c": "a"}, "3 1 1 3 1 1 - -"),
        ({"b": "b", "c": "b"}, "3 1 1 3 2 2 - -"),
        ({}, "3 1 1 3 3 3 - -"),
    ):
        corpus.change(clusters=clusters)
        assert numbers(corpus) == expected


def test_a_cited_outlet_is_the_witness_even_of_reprints():
    words = "\n".join(f"{id_}\nIran asserts {DRONES}; via Reuters" for id_ in "ab")
    assert numbers(whole(told(words), {"a": "a", "b": "a"})) == "2 1 1 2 1 1 - -"


def test_the_last_date_goes_with_the_last_article():
    corpus = whole(told(f"a 2021-01-01\nIran asserts {DRONES}\nb 2022-01-01\nRussia denies {DRONES}"))
    corpus.change(told(f"c 2023-01-01\nIran asserts {DRONES}"))
    assert numbers(corpus).endswith("2021-01-01 2023-01-01")
    corpus.change(remove=["c"])
    assert numbers(corpus).endswith("2021-01-01 2021-01-01")
