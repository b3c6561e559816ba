"""Measures on networks of actors and claims, on graphs whose answers were worked out by hand."""

import subprocess
import sys
from itertools import combinations

import networkx as nx
import pytest

from dementi import analysis
from dementi.analysis import Balance, Centrality, First


def claims(*said):
    """Return the network of sentences such as « Aland denies tanks 2022-10-05 ».

    « Aland/minister » is a minister who speaks for Aland.
    """
    net = nx.MultiDiGraph()
    for sentence in said:
        actor, stance, claim, *date = sentence.split()
        side, _, person = actor.partition("/")
        net.add_node(actor, label=(person or side).title())
        net.add_edge(actor, claim, stance=stance, side=side, **({"date": date[0]} if date else {}))
    return net


def pairs(**relations):
    """Return the signed graph in which ``AB=2`` agree on two claims and ``BC=-1`` oppose each other on one."""
    said = []
    for pair, weight in relations.items():
        for number in range(abs(weight)):
            stance = "asserts" if weight > 0 else "denies"
            said += [f"{pair[0]} asserts {pair}{number}", f"{pair[1]} {stance} {pair}{number}"]
    return analysis.signed(claims(*said))


EMPTY = claims()
ALONE = claims("A asserts c1")
FIVE = claims(
    "A asserts c1", "B asserts c1", "C denies c1", "A denies c2", "C denies c2", "B asserts c3", "D uncertain c1"
)  # fmt: skip


def test_who_agrees_and_who_opposes():
    graph = analysis.signed(FIVE)
    assert dict(graph.nodes(data="label")) == {"A": "A", "B": "B", "C": "C"}  # who leaves it open takes no part
    assert {(one, other): edge for one, other, edge in graph.edges(data=True)} == {
        ("A", "B"): {"agrees": 1, "opposes": 0, "weight": 1, "sign": 1, "claims": "c1"},
        ("A", "C"): {"agrees": 1, "opposes": 1, "weight": 0, "sign": 0, "claims": "c1 c2"},
        ("B", "C"): {"agrees": 0, "opposes": 1, "weight": -1, "sign": -1, "claims": "c1"},
    }


def test_who_said_both_agrees_and_opposes():
    graph = analysis.signed(claims("A asserts c1", "A denies c1", "B denies c1"))
    assert graph.edges["A", "B"] == {"agrees": 1, "opposes": 1, "weight": 0, "sign": 0, "claims": "c1"}


def test_a_side_is_one_actor():
    said = claims("Aland/minister asserts c1", "Aland/envoy asserts c1", "Beland denies c1")
    assert set(analysis.signed(said).edges) == {
        ("Aland/envoy", "Aland/minister"), ("Aland/envoy", "Beland"), ("Aland/minister", "Beland")
    }  # fmt: skip
    assert set(analysis.signed(said, by="side").edges) == {("Aland", "Beland")}


def test_a_side_that_never_speaks_has_a_name():
    net = claims("Aland/minister asserts c1", "Beland denies c1")
    net.nodes["Aland/minister"].update(side="Aland", side_label="Alande", side_label_en="Aland")
    assert analysis.signed(net, by="side").nodes["Aland"] == {"label": "Alande", "label_en": "Aland"}


def test_what_an_actor_is_is_one_of_two():
    with pytest.raises(ValueError, match="by='outlet': an actor is a 'source' or a 'side'"):
        analysis.signed(ALONE, by="outlet")


def test_unnamed_groups_and_articles_do_not_agree():
    assert not analysis.signed(claims("article/1#officials asserts c1", "A asserts c1", "article/2# asserts c1")).edges


@pytest.mark.parametrize("net", [EMPTY, ALONE, claims("A uncertain c1")])
def test_nothing_to_compare(net):
    graph = analysis.signed(net)
    assert not graph.edges
    assert analysis.balance(graph) == Balance()
    assert (Balance().share, Balance().weak, Balance().beyond_one_claim) == (None, None, None)
    assert analysis.communities(graph) == [[actor] for actor in graph]
    assert analysis.modularity(graph, analysis.communities(graph)) is None


def test_balance():
    """ABC are friends, C is D's friend too, A and B are D's enemies: ABC and ABD are balanced, ACD and BCD not."""
    found = analysis.balance(pairs(AB=1, AC=1, BC=1, AD=-1, BD=-2, CD=1))
    assert found == Balance((1, 2, 1, 0))
    assert (found.share, found.weak, found.beyond_one_claim) == (0.5, 0.5, 0.5)


def test_three_enemies_are_balanced_in_the_weak_sense_alone():
    found = analysis.balance(pairs(AB=-1, AC=-1, BC=-1))
    assert found == Balance((0, 0, 0, 1))
    assert (found.share, found.weak) == (0.0, 1.0)


def test_one_claim_is_balanced_by_construction():
    """Of the four triangles of ABCE one is ABC, of whom A and B agree on c2 too; the other three rest on c1 alone …"""
    one = claims("A asserts c1", "B asserts c1", "C denies c1", "E denies c1")
    found = analysis.balance(analysis.signed(one))
    assert found == Balance((0, 0, 4, 0), one_claim=4)
    assert (found.share, found.beyond_one_claim) == (1.0, None)
    one.add_edge("A", "c2", stance="asserts")
    one.add_edge("B", "c2", stance="asserts")
    found = analysis.balance(analysis.signed(one))  # … and so do, with that, only ACE and BCE
    assert found == Balance((0, 0, 4, 0), one_claim=2)
    assert found.beyond_one_claim == 1.0


def test_an_edge_that_evens_out_makes_no_triangle():
    assert analysis.balance(analysis.signed(FIVE)) == Balance()


def test_triangles_are_those_that_there_are():
    """Counted one by one on a random graph."""
    graph = nx.gnp_random_graph(25, 0.4, seed=3)
    for number, (one, other) in enumerate(sorted(graph.edges)):
        graph.edges[one, other].update(sign=(1, -1, -1, 0)[(one * one + other) % 4], claims=f"c{number}")
    expected = [0, 0, 0, 0]
    for three in combinations(graph, 3):
        signs = [graph.edges[pair]["sign"] for pair in combinations(three, 2) if graph.has_edge(*pair)]
        if len(signs) == 3 and all(signs):
            expected[signs.count(-1)] += 1
    assert all(expected)
    assert analysis.balance(graph) == Balance(tuple(expected))


TWO_CAMPS = pairs(AB=1, AC=1, BC=1, DE=1, DF=1, EF=1, CD=-1)


def test_modularity():
    """Within: 2 · 6 = 12. By chance: 6²/12 + 6²/12 - (1²/2 + 1²/2) = 5. Of all weights, twice 7: (12 - 5) / 14."""
    assert analysis.modularity(TWO_CAMPS, [["A", "B", "C"], ["D", "E", "F"]]) == 0.5
    assert analysis.modularity(TWO_CAMPS, [list("ABCDEF")]) == 0.0


def test_modularity_without_oppositions_is_that_of_newman():
    graph = nx.relabel_nodes(nx.karate_club_graph(), str)
    for _, _, edge in graph.edges(data=True):
        edge["sign"] = 1
    parts = analysis.communities(graph)
    assert analysis.modularity(graph, parts) == pytest.approx(nx.community.modularity(graph, parts))
    assert analysis.modularity(graph, parts) > 0.44  # 0.4449 is the best there is


def test_communities():
    assert analysis.communities(TWO_CAMPS) == [["A", "B", "C"], ["D", "E", "F"]]


def test_opponents_do_not_meet_through_a_common_friend():
    """Louvain alone puts A, B and M together; with B apart Q is (2 - 10/4 + 18/6) / 10 = 0.25, together 0."""
    graph = pairs(AM=1, BM=1, AB=-3)
    friends = nx.Graph([("A", "M"), ("B", "M")])
    assert nx.community.louvain_communities(friends, seed=0) == [{"A", "B", "M"}]
    found = analysis.communities(graph)
    assert found in ([["A", "M"], ["B"]], [["B", "M"], ["A"]])
    assert analysis.modularity(graph, found) == 0.25


def test_who_agrees_with_nobody_is_alone():
    assert analysis.communities(pairs(AB=1, CD=-1, BE=-1)) == [["A", "B"], ["C"], ["D"], ["E"]]


def test_communities_do_not_depend_on_the_order_nor_on_the_process():
    code = (
        "import networkx as nx; from dementi import analysis\n"
        "g = nx.relabel_nodes(nx.gnp_random_graph(60, 0.15, seed=5), lambda n: f'actor {n}')\n"
        "h = nx.Graph(); h.add_edges_from(ORDER(sorted(g.edges)))\n"
        "for a, b in map(sorted, h.edges): w = (1, 2, -1)[(len(a) * int(b[6:]) + int(a[6:])) % 3]; "
        "h.edges[a, b].update(weight=w, sign=1 if w > 0 else -1)\n"
        "print(analysis.communities(h))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code.replace("ORDER", order)],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for order, seed in (("list", "1"), ("reversed", "2"))
    }
    assert len(said) == 1


DATED = claims(
    "A asserts c1 2022-10-05", "B asserts c1 2022-10-05", "B asserts c1 2022-10-01-", "C asserts c1 2022-10-17",
    "D asserts c1 2022-11", "E asserts c1", "D denies c1 2022-09", "A denies c1 2022-10-20",
)  # fmt: skip
DATED.remove_edge("B", "c1", key=1)


def test_who_was_first():
    assert analysis.firsts(DATED) == [
        First("c1", "denies", "2022-09", ("D",), ("A",)),
        First("c1", "asserts", "2022-10-05", ("A", "B"), ("C", "D")),
    ]


def test_a_month_is_not_before_its_days():
    """F may have said it before A and B, or after: it ties with them, and C, who comes after them, with it."""
    net = nx.MultiDiGraph(DATED)
    net.add_edge("F", "c1", stance="asserts", side="F", date="2022-10")
    assert analysis.firsts(net)[1] == First("c1", "asserts", "2022-10", ("A", "B", "F"), ("D",))


def test_the_earliest_of_several_dates_counts():
    said = claims("A asserts c1 2023-05-02", "A asserts c1 2022", "B asserts c1 2023-01", "A asserts c1 2023-01-09")
    assert analysis.firsts(said) == [First("c1", "asserts", "2022", ("A",), ("B",))]


def test_each_articles_officials_are_their_own():
    said = claims("one#officials asserts c1 2022-01-01", "two#officials asserts c1 2022-01-02")
    assert analysis.firsts(said) == [First("c1", "asserts", "2022-01-01", ("one#officials",), ("two#officials",))]


@pytest.mark.parametrize("net", [EMPTY, ALONE, claims("A uncertain c1 2022-01-01")])
def test_without_dates_nobody_is_first(net):
    assert analysis.firsts(net) == []
    assert not analysis.echoes(net)


def test_who_echoes_whom():
    net = nx.compose(DATED, claims("A denies c2 2022-01-01", "D denies c2 2022-02-01"))
    assert sorted(analysis.echoes(net).edges(data="times")) == [
        ("A", "D", 1), ("C", "A", 1), ("C", "B", 1), ("D", "A", 2), ("D", "B", 1)
    ]  # fmt: skip
    assert analysis.echoes(net).nodes["C"] == {"label": "C"}


def test_who_is_first_alone_is_there_without_an_edge():
    graph = analysis.echoes(claims("A asserts c1 2022-01-01"))
    assert list(graph) == ["A"]
    assert not graph.edges


def test_centrality():
    """Between A, B and the three others lies c1, on the ways of 1 + 3 + 3 pairs; between D and the four others lies c2.

    At most 9 could be: four actors on one claim, the other claim beyond one of them, 3 + 3 · 2.
    """
    net = claims(
        "A asserts c1", "A asserts c1", "B denies c1", "C asserts c1", "C denies c1", "C denies c2", "D denies c2"
    )
    assert analysis.centrality(net) == [
        Centrality("c1", asserting=2, denying=2, degree=3 / 4, betweenness=7 / 9),
        Centrality("c2", asserting=0, denying=2, degree=2 / 4, betweenness=4 / 9),
    ]


def test_centrality_is_that_of_networkx():
    chance = nx.bipartite.random_graph(6, 9, 0.4, seed=2)
    net = claims(*(f"A{actor} asserts c{claim}" for claim, actor in chance.edges))
    plain = nx.Graph((actor, claim) for actor, claim in net.edges())
    expected = nx.bipartite.betweenness_centrality(plain, [node for node in plain if node[0] == "c"])
    found = analysis.centrality(net)
    assert {one.claim: one.betweenness for one in found} == pytest.approx(
        {node: value for node, value in expected.items() if node[0] == "c"}
    )
    assert analysis.centrality(net, pivots=len(plain)) == found
    assert analysis.centrality(net, pivots=5) == analysis.centrality(net, pivots=5) != found


def test_centrality_of_the_smallest_graphs():
    assert analysis.centrality(EMPTY) == []
    assert analysis.centrality(claims("A uncertain c1")) == []
    assert analysis.centrality(ALONE) == [Centrality("c1", 1, 0, 1.0, 0.0)]
    assert analysis.centrality(claims("A asserts c1", "A asserts c2")) == [
        Centrality("c1", 1, 0, 1.0, 0.0), Centrality("c2", 1, 0, 1.0, 0.0)
    ]  # fmt: skip
    assert analysis.centrality(claims("A asserts c1", "B denies c1")) == [Centrality("c1", 1, 1, 1.0, 1.0)]
