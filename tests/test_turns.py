"""Who changed position, contradicts itself, retracts; each definition in both directions, on what the store holds."""

import pytest

from meeting_corpus import Corpus, links, told, whole

ADMITTED = {"b1 changesFrom a1", "b1 admitsAfterDenying a1"}
DENIED = {"b1 changesFrom a1", "b1 deniesAfterAsserting a1"}
CONTRADICTED = {"a1 contradicts b1", "b1 contradicts a1"}


def two(first, second, dates=("2023-05-02", "2023-06-01"), publishers=("", "")):
    """Return two articles with one statement each."""
    return f"a {dates[0]} {publishers[0]}\n{first}\nb {dates[1]} {publishers[1]}\n{second}"


CASES = {
    "an admission after a denial": (
        two("Iran denies Iran > Russia: drone", "Iran asserts Iran > Russia: drone"),
        ADMITTED,
    ),
    "a denial after an assertion": (
        two("Iran asserts Iran > Russia: drone", "Iran denies Iran > Russia: drone"),
        DENIED,
    ),
    "the same again": (two("Iran denies Iran > Russia: drone", "Iran denies Iran > Russia: drone"), set()),
    "from open to denied": (
        two("Iran leaves open Iran > Russia: drone", "Iran denies Iran > Russia: drone"),
        {"b1 changesFrom a1"},
    ),
    "from open and narrow to denied": (
        two("Iran leaves open Iran > Russia: shahed-136", "Iran denies Iran > Russia: drone"),
        {"b1 changesFrom a1"},
    ),
    "from denied to open and narrow": (
        two("Iran denies Iran > Russia: drone", "Iran leaves open Iran > Russia: shahed-136"),
        {"b1 changesFrom a1"},
    ),
    "the general denied, the specific admitted": (
        two("Iran denies Iran > Russia: weapons", "Iran asserts Iran > Russia: shahed-136"),
        ADMITTED,
    ),
    "the specific denied, the general admitted": (
        two("Iran denies Iran > Russia: shahed-136", "Iran asserts Iran > Russia: weapons"),
        set(),
    ),
    "denied for all recipients, admitted for one": (
        two("Iran denies Iran > ?: drone", "Iran asserts Iran > Russia: drone"),
        ADMITTED,
    ),
    "denied for one recipient, admitted for some": (
        two("Iran denies Iran > Russia: drone", "Iran asserts Iran > ?: drone"),
        set(),
    ),
    "another claim": (two("Iran denies Iran > Russia: drone", "Iran asserts Iran > Russia: missile"), set()),
    "a plan denied, a delivery admitted": (
        two("Iran denies Iran > Russia: drone; planned", "Iran asserts Iran > Russia: drone; done"),
        ADMITTED,
    ),
    "a delivery denied, a plan admitted": (
        two("Iran denies Iran > Russia: drone; done", "Iran asserts Iran > Russia: drone; planned"),
        set(),
    ),
    "a delivery denied, something admitted": (
        two("Iran denies Iran > Russia: drone; done", "Iran asserts Iran > Russia: drone"),
        ADMITTED,
    ),
    "of times that overlap": (
        two(
            "Iran denies Iran > Russia: drone; in 2022-01-01..2023-01-01",
            "Iran asserts Iran > Russia: drone; in 2022-12-01..2023-02-01",
        ),
        ADMITTED,
    ),
    "of times that meet and do not overlap": (
        two(
            "Iran denies Iran > Russia: drone; in 2022-01-01..2023-01-01",
            "Iran asserts Iran > Russia: drone; in 2023-01-01..2023-02-01",
        ),
        set(),
    ),
    "of a time that is told only once": (
        two("Iran denies Iran > Russia: drone", "Iran asserts Iran > Russia: drone; in 2023-01-01.."),
        ADMITTED,
    ),
    "of two sources of one side": (
        two("Kremlin denies Iran > Russia: drone", "Russia asserts Iran > Russia: drone"),
        {"b1 sideChangesFrom a1"},
    ),
    "of a person of whom no side is known": (
        two("nobody's expert denies Iran > Russia: drone", "nobody's expert asserts Iran > Russia: drone"),
        ADMITTED,
    ),
    "two outlets that nobody speaks for": (
        two("Reuters denies Iran > Russia: drone", "Le Modèle asserts Iran > Russia: drone"),
        set(),
    ),
    "two sources of two sides": (two("Iran denies Iran > Russia: drone", "Russia asserts Iran > Russia: drone"), set()),
    "groups of two articles count for their side only": (
        two("officials denies Iran > Russia: drone", "officials asserts Iran > Russia: drone"),
        {"b1 sideChangesFrom a1"},
    ),
    "nobody in particular": (
        two("unattributed denies Iran > Russia: drone", "unattributed asserts Iran > Russia: drone"),
        set(),
    ),
    "a month wholly before a day": (
        two("Iran denies Iran > Russia: drone", "Iran asserts Iran > Russia: drone", ("2023-04", "2023-05-02")),
        ADMITTED,
    ),
    "a month that the day lies in": (
        two("Iran denies Iran > Russia: drone", "Iran asserts Iran > Russia: drone", ("2023-05", "2023-05-02")),
        CONTRADICTED,
    ),
    "one day": (
        two("Iran denies Iran > Russia: drone", "Iran asserts Iran > Russia: drone", ("2023-05-02", "2023-05-02")),
        CONTRADICTED,
    ),
    "no date": (
        two("Iran denies Iran > Russia: drone", "Iran asserts Iran > Russia: drone", ("", "2023-05-02")),
        CONTRADICTED,
    ),
    "no date, and uncertain": (
        two("Iran denies Iran > Russia: drone", "Iran leaves open Iran > Russia: drone", ("", "")),
        set(),
    ),
    "no date, the specific denied": (
        two("Iran denies Iran > Russia: shahed-136", "Iran asserts Iran > Russia: drone", ("", "")),
        set(),
    ),
    "the date of the utterance goes before that of the article": (
        two("Iran denies Iran > Russia: drone", "Iran asserts Iran > Russia: drone; on 2023-04-01"),
        {"a1 changesFrom b1", "a1 deniesAfterAsserting b1"},
    ),
    "in the order of the text": (
        "a\nIran denies Iran > Russia: drone\nIran asserts Iran > Russia: drone",
        {"a2 changesFrom a1", "a2 admitsAfterDenying a1"},
    ),
    "against the order of the text, where it is marked": (
        "a\nIran asserts Iran > Russia: drone\nIran denies Iran > Russia: drone; formerly",
        {"a1 changesFrom a2", "a1 admitsAfterDenying a2"},
    ),
    "at one place of the text": (
        "a\nIran asserts Iran > Russia: drone\n= Iran denies Iran > Russia: drone",
        {"a1 contradicts a2", "a2 contradicts a1"},
    ),
    "from the latest": (
        "a 2023-01-01\nIran denies Iran > Russia: drone\nb 2023-02-01\nIran denies Iran > Russia: drone\n"
        "c 2023-03-01\nIran asserts Iran > Russia: drone\nd 2023-04-01\nIran asserts Iran > Russia: drone",
        {"c1 changesFrom b1", "c1 admitsAfterDenying b1"},
    ),
    "there and back": (
        "a 2023-01-01\nIran denies Iran > Russia: drone\nb 2023-02-01\nIran asserts Iran > Russia: drone\n"
        "c 2023-03-01\nIran denies Iran > Russia: drone",
        {"b1 changesFrom a1", "b1 admitsAfterDenying a1", "c1 changesFrom b1", "c1 deniesAfterAsserting b1"},
    ),
    "what the general admits does not hide that the specific was denied": (
        "a 2023-01-01\nIran denies Iran > Russia: drone\nb 2023-02-01\nIran asserts Iran > Russia: weapons\n"
        "c 2023-03-01\nIran asserts Iran > Russia: drone",
        {"c1 changesFrom a1", "c1 admitsAfterDenying a1"},
    ),
    "what was admitted in the specific is admitted in the general": (
        "a 2023-01-01\nIran denies Iran > Russia: weapons\nb 2023-02-01\nIran asserts Iran > Russia: drone\n"
        "c 2023-03-01\nIran asserts Iran > Russia: weapons",
        {"b1 changesFrom a1", "b1 admitsAfterDenying a1"},
    ),
    "both on one day, then admitted": (
        "a 2023-01-01\nIran denies Iran > Russia: drone\nb 2023-01-01\nIran asserts Iran > Russia: drone\n"
        "c 2023-03-01\nIran asserts Iran > Russia: drone",
        {*CONTRADICTED, "c1 changesFrom a1", "c1 admitsAfterDenying a1"},
    ),
    "admitted at the end of one article, then again": (
        "a 2023-01-01\nIran denies Iran > Russia: drone\nIran asserts Iran > Russia: drone\n"
        "c 2023-03-01\nIran asserts Iran > Russia: drone",
        {"a2 changesFrom a1", "a2 admitsAfterDenying a1"},
    ),
    "an outlet that retracts": (
        two(
            "article asserts Iran > Russia: drone", "article denies Iran > Russia: drone", publishers=["La Gazette"] * 2
        ),
        {"b1 retracts a1"},
    ),
    "an outlet that comes to say so": (
        two(
            "article denies Iran > Russia: drone", "article asserts Iran > Russia: drone", publishers=["La Gazette"] * 2
        ),
        set(),
    ),
    "an outlet that denies less than it said": (
        two(
            "article asserts Iran > Russia: drone",
            "article denies Iran > Russia: shahed-136",
            publishers=["La Gazette"] * 2,
        ),
        set(),
    ),
    "two outlets do not retract": (
        two("article asserts Iran > Russia: drone", "article denies Iran > Russia: drone", publishers=["A", "B"]),
        set(),
    ),
    "an unknown outlet does not retract": (
        two("article asserts Iran > Russia: drone", "article denies Iran > Russia: drone"),
        set(),
    ),
    "within one article nothing is retracted": (
        "a 2023-05-02 La Gazette\narticle asserts Iran > Russia: drone\narticle denies Iran > Russia: drone",
        set(),
    ),
    "what a source in the outlet says is not its own": (
        two("article asserts Iran > Russia: drone", "unattributed denies Iran > Russia: drone", publishers=["A", "A"]),
        set(),
    ),
}


@pytest.mark.parametrize(("words", "expected"), CASES.values(), ids=CASES)
def test_links(words, expected):
    assert links(words) == expected


@pytest.mark.parametrize("words", [words for words, _ in CASES.values()], ids=CASES)
def test_links_do_not_depend_on_which_article_came_first(words):
    pairs = told(words)
    corpus = Corpus()
    for pair in reversed(pairs):
        corpus.change([pair])
    assert corpus.derived() == whole(pairs).derived()


def test_what_is_beside_many_is_put_beside_one():
    """All pairs would be 2 × 100 × 100 lines."""
    words = "\n".join(
        f"{stance[0]}{n}\nIran {stance} Iran > Russia: drone" for n in range(100) for stance in ("asserts", "denies")
    )
    found = links(words)
    assert len({link.split()[0] for link in found}) == 200
    assert len(found) <= 400
