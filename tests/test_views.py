"""The network page as bytes, and what notebooks show; how the page behaves is tried in tests/browser."""

import hashlib
import itertools
import re
import sys
from base64 import b64encode
from string import Formatter

import pytest

from dementi import rdf, store, views
from dementi.records import Act, Kind, Stance, Status
from dementi.views.layout import LEFT, MIDDLE, RIGHT, Line, places, ranked
from dementi.views.words import words
from page import Page
from queries.corpus import HOSTILE, corpus, graph, hostile

page_module = sys.modules["dementi.views.network"]


@pytest.fixture(scope="module")
def page():
    return views.network(store.load(graph(corpus())))


def test_the_same_graph_gives_the_same_bytes(page):
    assert {views.network(store.load(graph(pairs))) for pairs in itertools.permutations(corpus())} == {page}


def test_rows_do_as_well_as_the_store(page):
    small = store.load(graph(corpus()))
    query = page_module.QUERY.read_text(encoding="utf-8")
    assert views.network(store.ask(small, query, {"lang": "fr"})) == page


def test_the_page_is_whole_and_asks_for_nothing(page):
    found = Page(page)
    assert found.found[0][:2] == ["html", {"lang": "fr"}]
    for _, attrs, _ in found.found:
        assert not {"src", "srcset", "style", "onclick", "onload"} & set(attrs)
        assert attrs.get("href", "#").startswith("#")
    assert "@import" not in page
    assert not re.search(r"\burl\(", found.all("style")[0][1])


def test_the_policy_allows_what_is_there_and_nothing_else(page):
    found = Page(page)
    (policy,) = (attrs["content"] for attrs, _ in found.all("meta") if "http-equiv" in attrs)
    allowed = set(re.findall(r"'(sha256-[^']+)'", policy))
    scripts = [text for attrs, text in found.all("script") if "type" not in attrs]
    texts = [*scripts, *(text for _, text in found.all("style"))]
    assert {f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}" for text in texts} == allowed
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


def test_every_quotation_is_in_the_table(page):
    quotes = [text for _, text in Page(page).all("blockquote")]
    assert sorted(quotes) == sorted(e.where.exact for _, found in corpus() for s in found for e in s.evidences)


def test_hostile_text_stays_text():
    shown = views.network(store.load(rdf.nquads(hostile())))
    plain = views.network(store.load(rdf.nquads(hostile("Exemple"))))
    assert [(tag, sorted(attrs)) for tag, attrs, _ in Page(shown).found] == [
        (tag, sorted(attrs)) for tag, attrs, _ in Page(plain).found
    ]
    assert [text for _, text in Page(shown).all("blockquote")] == [HOSTILE]


def test_an_empty_graph_says_so():
    found = Page(views.network([]))
    assert "Aucune déclaration" in " ".join(text for _, text in found.all("p"))
    assert not found.all("script")


def test_english():
    page = views.network(store.load(graph(corpus())), lang="en")
    assert '<html lang="en">' in page
    assert "drone: Iran → Russia" in page


def test_another_language_is_refused():
    with pytest.raises(ValueError, match="de: the page speaks fr, en"):
        views.network([], lang="de")


def test_counts(page):
    said = (
        "déclarations : 9 · sources : 7 · affirmations par classe de matériel : 3, dont contestées : 1 · articles : 3"
    )
    assert said in page.replace("\u00a0", " ")


def leaves(words, *path):
    for key, value in words.items():
        if isinstance(value, dict):
            yield from leaves(value, *path, key)
        else:
            yield (*path, key), {field for _, field, _, _ in Formatter().parse(value) if field}


def test_both_languages_say_the_same():
    assert dict(leaves(words("fr"))) == dict(leaves(words("en")))


@pytest.mark.parametrize(("key", "values"), [("stances", Stance), ("acts", Act), ("kinds", Kind), ("statuses", Status)])
def test_every_value_has_a_word(key, values):
    assert set(words("fr")[key]) == {str(value) for value in values}


LINES = [
    Line("s:a", "c:quiet", "asserts", (0, 1, 2)),
    Line("s:a", "c:disputed", "asserts", (3,)),
    Line("s:b", "c:disputed", "denies", (4,)),
    Line("s:c", "c:open", "uncertain", (5,)),
]


def test_contested_claims_come_first_then_the_most_quoted():
    assert ranked(LINES, {"c:disputed"}) == ["c:disputed", "c:quiet", "c:open"]
    assert ranked(LINES, ()) == ["c:quiet", "c:disputed", "c:open"]


def test_who_asserts_stands_left_and_who_denies_right():
    found = places(LINES, ranked(LINES, {"c:disputed"}))
    assert found == {
        "c:disputed": (MIDDLE, 0),
        "c:quiet": (MIDDLE, 1),
        "c:open": (MIDDLE, 2),
        "s:a": (LEFT, 0),
        "s:b": (RIGHT, 0),
        "s:c": (RIGHT, 1),
    }


def test_a_frame_isolates_its_page():
    frame = views.Inline(f"<!DOCTYPE html>{HOSTILE}", height=300)._repr_html_()
    ((attrs, _),) = Page(frame).all("iframe")
    assert attrs["srcdoc"] == f"<!DOCTYPE html>{HOSTILE}"
    assert "allow-same-origin" not in attrs["sandbox"] and "allow-top-navigation" not in attrs["sandbox"]
    assert attrs["height"] == "300"
    assert len(Page(frame).found) == 1
