"""What the network page can draw, as it stands in the page: pictures, tables, rows, quotations."""

import json
import sys

import pytest

from dementi import store, views
from dementi.records import Article
from dementi.views import columns
from dementi.views.site import NETWORK, Place
from page import Page
from queries.corpus import ACCUSED, corpus, everything, graph

IRAN, RUSSIA = "actor/iran", "actor/russia"


def held(pairs, **options):
    scripts = Page(views.network(store.load(graph(pairs)), **options)).all("script")
    return {attrs["id"]: json.loads(text) for attrs, text in scripts if "id" in attrs}


@pytest.fixture(scope="module")
def small():
    return held(corpus())


@pytest.fixture(scope="module")
def large():
    return held(everything(), place=Place(NETWORK))


def edges(found, name):
    """Edges by the names of their ends, each with the places of its rows or claims."""
    picture, tables = found[f"picture-{name}"], {"a": "actors", "s": "sources", "c": "claims"}

    def thing(place):
        node = picture["nodes"]["id"][place]
        at = int(node[1:])
        return found["data"][tables[node[0]]]["id"][at] if at >= 0 else None

    ends = zip(*(picture["edges"][key] for key in ("from", "to", "stance")), strict=True)
    return [(thing(one), thing(other), stance) for one, other, stance in ends]


def test_rows_are_columns_of_one_length(large):
    rows, quotes = large["data"]["rows"], large["quoted"]
    assert {len(column) for column in rows.values()} == {len(quotes["quote"])} == {18}


def test_a_row_stands_behind_the_edge_of_its_source_claim_and_stance(large):
    data, picture = large["data"], large["picture-claims"]
    drawn = edges(large, "claims")
    for row, edge in enumerate(picture["of"]):
        stance = data["texts"]["stance"][data["rows"]["stance"][row]]
        ids = (data["sources"]["id"][data["rows"]["source"][row]], data["claims"]["id"][data["rows"]["claim"][row]])
        assert drawn[edge] == (*ids, stance)


def test_flows_are_transfers_by_stance(small):
    assert sorted(map(str, edges(small, "flows"))) == sorted(
        map(
            str,
            [
                (IRAN, RUSSIA, "asserts"),
                (IRAN, RUSSIA, "denies"),
                (IRAN, RUSSIA, "uncertain"),
                ("actor/turkey", "actor/ukraine", "denies"),
                (None, "actor/ukraine", "asserts"),
            ],
        )
    )


def test_sides_agree_and_contradict_each_other(small):
    assert edges(small, "sides") == [(IRAN, "actor/ukraine", "agrees"), (IRAN, "actor/ukraine", "opposes")]
    assert [len(claims) for claims in small["picture-sides"]["shared"]] == [1, 1]


def test_a_claim_is_contested_by_the_denial_of_a_more_general_one(large):
    claims = large["data"]["claims"]
    contested = {claim for claim, mark in zip(claims["id"], claims["contested"], strict=True) if mark}
    assert "claim/transfer/iran/russia/drone" in contested
    assert "claim/transfer/iran/russia/weapons" not in contested  # it is the one that is denied


def test_items_stand_before_what_is_narrower(large):
    items = large["data"]["items"]
    at = items["id"].index("shahed-136")
    depths = dict(zip(items["id"], items["depth"], strict=True))
    assert items["id"].index("drone") < at and depths["drone"] < depths["shahed-136"]


def test_things_have_links_only_where_there_are_pages(small, large):
    assert small["data"]["claims"]["link"] == small["data"]["articles"]["link"] == []
    assert "claim/transfer.iran.russia.drone.html" in large["data"]["claims"]["link"]
    assert "article/accusation.html" in large["data"]["articles"]["link"]


def test_what_stands_around_a_quotation():
    text = {ACCUSED.id: ACCUSED}.get
    quoted = held(corpus(), text=text)["quoted"]
    at = quoted["quote"].index("Téhéran dément toute livraison de drones à Moscou")
    assert quoted["before"][at] == "Kiev accuse Téhéran d'avoir livré des drones à Moscou. "
    assert quoted["after"][at].startswith(", rapporte l'agence Exemple") and quoted["after"][at].endswith("…")
    assert held(corpus())["quoted"]["before"] == []


def test_the_words_around_stay_in_the_paragraph():
    article = Article("x", "Loin.\n\nAvant le mot, après.\n\nLoin.")
    assert columns._around(article, 16, 19) == ("Avant le ", ", après.")


def test_more_than_can_be_mapped_have_no_places_and_no_quotations_beyond(monkeypatch):
    monkeypatch.setattr("dementi.views.projections.MAPPED", 5)
    monkeypatch.setattr(sys.modules["dementi.views.network"], "QUOTED", 5)
    found = held(corpus())
    assert "x" not in found["picture-claims"]["nodes"] and "x" in found["picture-flows"]["nodes"]
    assert found["quoted"] is None
