"""What the graph of the five seeds says where claims meet their denials: the rows an analyst would look for first."""

import pytest

from dementi import store

DRONES = "https://w3id.org/dementi/id/claim/transfer/iran/russia/drone"
MISSILES = "https://w3id.org/dementi/id/claim/transfer/iran/russia/ballistic-missile"
ARTICLE = "https://w3id.org/dementi/id/article/"


@pytest.fixture(scope="module")
def ask(built):
    graph = store.open_store(built)
    return lambda name, **params: store.ask(graph, name, {"lang": "en"} | params)


def test_contested_claims_and_who_stands_on_each_side(ask):
    rows = {row["claim"]: row for row in ask("contested")}
    asserting, denying = (set(rows[DRONES][side].split("; ")) for side in ("assertedBy", "deniedBy"))
    assert asserting >= {"US officials", "Washington Post", "Antony Blinken", "Iran"}
    assert denying == {"Dmitry Peskov", "Dmitry Polyansky", "Amir Saeid Iravani", "Iran", "Ukrainian authorities"}
    asserting, denying = (set(rows[MISSILES][side].split("; ")) for side in ("assertedBy", "deniedBy"))
    assert "Reuters" in asserting
    assert denying == {"Yuriy Ihnat", "Dmitry Peskov"}
    assert [rows[DRONES][side] for side in ("assertedFrom", "deniedFrom")] == ["2022-10", "2022-10"]
    assert {rows[DRONES][side] for side in ("assertedIn", "deniedIn")} == {ARTICLE + "002_5b97cbcc9cc71c7a"}


def test_iran_denies_then_admits_and_each_row_leads_to_its_quote(ask, built):
    rows = [row for row in ask("positions", actor="Iran", about="drone") if row["source"] == "Iran"]
    assert [(row["stance"], row["act"], row["after"]) for row in rows] == [
        ("denies", "denies", None),
        ("asserts", "admits", "denies"),
    ]
    text = (built / "articles.jsonl").read_text(encoding="utf-8")
    assert all(row["quote"] in text for row in rows)


def test_the_admission_after_the_denial(ask):
    (row,) = ask("admissions", actor="Iran")
    assert (row["who"], row["act"], row["claim"]) == ("Iran", "admits", DRONES)
    assert row["fromQuote"] in row["toQuote"]


def test_a_body_is_asked_and_its_spokesman_answers(ask):
    assert {row["source"] for row in ask("denials", actor="Kremlin")} == {"Dmitry Peskov"}
    assert {row["side"] for row in ask("denials", actor="actor:kremlin")} == {"Russia"}
