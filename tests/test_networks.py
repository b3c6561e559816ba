"""Networks for networkx: their nodes and edges, on articles whose answers are known by heart."""

from functools import partial

import networkx as nx
import pytest

from dementi import store
from dementi.networks import PROJECTIONS, network
from queries.corpus import HOSTILE, corpus, everything, graph, hostile

BASE = "https://w3id.org/dementi/id/"
IRAN, RUSSIA, TURKEY = (f"{BASE}actor/{name}" for name in ("iran", "russia", "turkey"))
DRONES = f"{BASE}claim/transfer/iran/russia/drone"


@pytest.fixture(scope="module")
def ask():
    return partial(store.ask, store.load(graph(corpus())))


def edges(net, *names):
    return sorted(
        (one.removeprefix(BASE), other.removeprefix(BASE), *(found.get(name) for name in names))
        for one, other, found in net.edges(data=True)
    )


def test_an_edge_of_claims_is_a_statement(ask):
    net = network(ask, "claims")
    statements = ask("SELECT ?s WHERE { ?s a dem:Statement }", {})
    assert isinstance(net, nx.MultiDiGraph)
    assert {key for *_, key in net.edges(keys=True)} == {row["s"] for row in statements}
    (denial,) = (found for *ends, found in net.edges(IRAN, data=True) if found["stance"] == "denies")
    assert denial == {
        "statement": denial["statement"],
        "side": IRAN,
        "stance": "denies",
        "act": "denies",
        "status": "done",
        "hedged": False,
        "date": "2023-05-02",
        "article": "accusation",
        "title": "Des drones en question",
        "outlet": "La Gazette",
        "quote": denial["quote"],
        "start_char": denial["start_char"],
        "end_char": denial["end_char"],
        "via": denial["via"],
        "precise": DRONES,
        "contested": True,
    }
    assert net.nodes[DRONES] == {
        "label": "drone\xa0: Iran → Russie",
        "label_en": "drone: Iran → Russia",
        "type": "claim",
        "kind": "transfer",
        "supplier": IRAN,
        "recipient": RUSSIA,
        "supplier_label": "Iran",
        "recipient_label": "Russie",
        "item": "drone",
        "contested": True,
    }
    assert net.nodes[IRAN] == {
        "label": "Iran",
        "label_en": "Iran",
        "type": "state",
        "side": IRAN,
        "side_label": "Iran",
        "side_label_en": "Iran",
        "local": False,
    }


def test_who_belongs_to_an_article_is_called_after_it(ask):
    nodes = network(ask, "claims").nodes
    groups = [found for node, found in nodes.items() if "#" in node]
    assert groups and all(found["local"] for found in groups)
    assert all(found["label"] != "l’article" for found in groups)


def test_flows_count_what_the_question_counts(ask):
    asserted = {row["claim"]: (row["asserted"], row["denied"]) for row in ask("flows", {})}
    counted = {}
    for *_, found in network(ask, "flows").edges(data=True):
        both = counted.setdefault(found["claim"], {"asserts": 0, "denies": 0, "uncertain": 0})
        both[found["stance"]] += found["weight"]
    assert {claim: (both["asserts"], both["denies"]) for claim, both in counted.items()} == asserted


def test_sides_that_changed_agree_and_oppose(ask):
    net = network(ask, "sides")
    assert not net.is_directed()
    assert edges(net, "agrees", "opposes", "weight") == [("actor/iran", "actor/ukraine", 1, 1, 2)]


def test_echoes_lead_from_the_outlet_inwards(ask):
    assert edges(network(ask, "echoes"), "relation", "weight", "first") == [
        ("media/La_Gazette", "actor/turkey", "publishes", 1, "2023-05-02"),
        ("media/La_Gazette", "actor/ukraine", "publishes", 1, "2023-05-02"),
        ("media/La_Gazette", "name/Mod%C3%A8le", "publishes", 1, "2023-05-02"),
        ("name/Exemple", "actor/iran", "relays", 1, "2023-05-02"),
        ("name/Mod%C3%A8le", "name/Exemple", "relays", 1, "2023-05-02"),
    ]


@pytest.mark.parametrize("projection", PROJECTIONS)
@pytest.mark.parametrize("pairs", [corpus(), everything(), hostile(), []], ids=["small", "all", "hostile", "empty"])
def test_every_format_holds_the_values(projection, pairs):
    net = network(partial(store.ask, store.load(graph(pairs))), projection)
    values = [v for *_, found in (*net.nodes(data=True), *net.edges(data=True)) for v in found.values()]
    assert {type(value) for value in values} <= {str, int, float, bool}
    assert all({"label", "label_en", "type"} <= found.keys() for _, found in net.nodes(data=True))


def test_the_order_follows_from_the_graph():
    one, other = (network(partial(store.ask, store.load(graph(p))), "claims") for p in (corpus(), corpus()[::-1]))
    assert list(one.nodes) == list(other.nodes)
    assert list(one.edges(keys=True)) == list(other.edges(keys=True))


def test_words_stay_as_they_are():
    net = network(partial(store.ask, store.load(graph(hostile()))), "claims")
    assert any(HOSTILE in str(value) for *_, found in net.edges(data=True) for value in found.values())


def test_an_unknown_projection_is_told(ask):
    with pytest.raises(ValueError, match="cartes: no such projection; there are claims, flows, sides, echoes"):
        network(ask, "cartes")
