"""Full text over evidence."""

import random
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dementi.fulltext import FullText, search
from dementi.records import Act
from queries.corpus import DRONES, everything, hostile, said, state


@pytest.fixture(scope="module")
def texts():
    with FullText(":memory:") as made:
        for article, statements in everything():
            made.put(article, statements)
        yield made


def places(rows):
    return [(row["article"], row["start"]) for row in rows]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("dement*", {("accusation", 55), ("accusation", 228), ("sans-date", 0)}),
        ("DÉMENT", {("accusation", 55), ("accusation", 228), ("sans-date", 0)}),
        ("ankara dement", {("accusation", 228), ("sans-date", 0)}),
        ("livre arme", {("refus", 0), ("reprise", 0)}),  # « n'a livré aucune arme »
        ("iran", {("refus", 0), ("reprise", 0)}),  # « L'Iran »
        ('"livraison de drones"', {("accusation", 55)}),
        ("« drones livraison »", set()),
        ("drones livraison", {("accusation", 55)}),
        ("Shahed-136", {("refus", 78), ("reprise", 78)}),
        ("licorne", set()),
    ],
)
def test_words(texts, words, found):
    assert set(places(texts.search(words))) == found


def test_a_row_leads_to_its_place_and_statement(texts):
    (row,) = texts.search("propaganda OR livraison")[:1] or texts.search("toute livraison")
    assert row == {
        "article": "accusation",
        "date": "2023-05-02",
        "start": 55,
        "end": 104,
        "found": "Téhéran dément [toute] [livraison] de drones à Moscou",
        "quote": "Téhéran dément toute livraison de drones à Moscou",
        "source": "Iran",
        "stance": "denies",
        "claim": "https://w3id.org/dementi/id/claim/transfer/iran/russia/drone",
        "statement": row["statement"],
    }
    assert "accusation#statement-" in row["statement"]


@pytest.mark.parametrize(
    "words", ["dément OR iran", "NEAR(dément drones)", "dément NOT iran", "quote:dément", "dément AND iran", "^dément"]
)
def test_the_language_of_fts_is_only_words(texts, words):
    assert places(texts.search(words)) == (places(texts.search("dément")) if words == "^dément" else [])


@pytest.mark.parametrize("words", ["", " ", "*", '""', '"', "« »", "!?", "_", "\0"])
def test_without_a_word_there_is_nothing_to_look_for(texts, words):
    with pytest.raises(ValueError, match="no word"):
        texts.search(words)


@given(st.text())
def test_anything_can_be_asked(words):
    with FullText(":memory:") as texts:
        article, statements = everything()[0]
        texts.put(article, statements)
        try:
            texts.search(words)
        except ValueError as error:
            assert "no word" in str(error)


def test_the_order_does_not_depend_on_how_articles_came(texts):
    pairs = everything()
    with FullText(":memory:") as other:
        for article, statements in (*pairs, *pairs):
            other.put(article, statements)
        random.Random(1).shuffle(pairs)
        for article, statements in pairs:
            other.drop(article.id)
            other.put(article, statements)
        for words in ("livr*", "drones", "moscou"):
            assert other.search(words) == texts.search(words)
            assert len(other.search(words, 2)) == 2


def test_what_is_dropped_is_found_no_more():
    article, statements = everything()[0]
    with FullText(":memory:") as texts:
        texts.put(article, statements)
        texts.put(article, [said(article, state(article, "Iran", "Téhéran"), Act.DENIES, DRONES, "drones", "Ankara")])
        assert texts.search("drones") == [] and places(texts.search("ankara")) == [("accusation", 228)]
        texts.drop(article.id)
        texts.drop("never there")
        assert texts.search("ankara") == []


def test_hostile_text_is_text():
    with FullText(":memory:") as texts:
        for article, statements in hostile():
            texts.put(article, statements)
        assert texts.search("alert")[0]["quote"].startswith("</")


def test_a_file_is_kept_and_only_read(tmp_path):
    path = tmp_path / "fulltext.sqlite"
    with pytest.raises(FileNotFoundError, match="dementi rebuild"):
        search(path, "drones")
    with FullText(path) as texts:
        for article, statements in everything():
            texts.put(article, statements)
    before = path.read_bytes()
    assert places(search(path, "drones"))
    assert path.read_bytes() == before
    (tmp_path / "broken").write_bytes(b"x" * 5000)
    with pytest.raises(sqlite3.DatabaseError):
        search(tmp_path / "broken", "drones")


def test_nothing_stays_of_a_block_that_fails(tmp_path):
    article, statements = everything()[0]
    with pytest.raises(RuntimeError), FullText(tmp_path / "x") as texts:
        texts.put(article, statements)
        raise RuntimeError
    assert search(tmp_path / "x", "drones") == []
