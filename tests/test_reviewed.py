"""Decisions in the graph: by whom, when, on what, and what became of it; nothing of it counts as a statement."""

from pyoxigraph import Literal, Store

from deciding import decision
from dementi import rdf, store, validation
from dementi.annotated import Annotated
from dementi.provenance import Extraction
from dementi.terms import BASE
from queries.corpus import ACCUSED, DRONES, SHELLS, corpus

SAID = corpus()[0][1]
MADE = Extraction("1", "0" * 64, "0" * 64)


def quads(*decisions):
    return list(Annotated(ACCUSED, SAID, MADE, decisions).quads())


def graph(*decisions):
    found = Store()
    one = Annotated(ACCUSED, SAID, MADE, decisions)
    found.extend(quads(*decisions))
    found.extend(rdf.vocabulary_quads(one.things()))
    return found


def test_without_decisions_there_is_no_graph_of_them():
    assert {quad.graph_name.value for quad in quads()} == {rdf.article_iri(ACCUSED.id), rdf.PROVENANCE}


def test_a_rejected_statement_leaves_statements_claims_and_plain_triples_but_can_be_asked_for():
    rejected = graph(decision(ACCUSED, SAID[3], "reject", note="contresens"))
    assert store.ask(rejected, "SELECT (COUNT(*) AS ?n) WHERE { ?s a dem:Statement }") == [{"n": 3}]
    assert not store.ask(rejected, f"SELECT ?p WHERE {{ ?x ?p <{rdf.claim_iri(SHELLS)}> }}")
    assert not store.ask(rejected, f"SELECT ?p WHERE {{ <{rdf.claim_iri(SHELLS)}> ?p ?x }}")
    assert not store.ask(rejected, f"SELECT ?p WHERE {{ <{BASE}actor/turkey> ?p ?x }}")
    (row,) = store.ask(rejected, "reviews", {"article": ACCUSED.id})
    wanted = {"verdict": "reject", "by": "R. Exemple", "note": "contresens", "quote": "Ankara dément", "now": None}
    assert row | wanted == row and row["statement"] == rdf.statement_iri(SAID[3])


def test_a_corrected_statement_is_a_new_one_that_revises_the_extracted():
    changed = graph(decision(ACCUSED, SAID[1], "correct", {"stance": "uncertain"}))
    (row,) = store.ask(
        changed,
        "SELECT ?now ?old WHERE { ?now a dem:Statement ; prov:wasRevisionOf ?old ; dem:stance dem:Uncertainty }",
    )
    assert row["old"] == rdf.statement_iri(SAID[1]) != row["now"]
    assert not store.ask(changed, f"SELECT ?c WHERE {{ <{row['old']}> a dem:Statement }}")
    assert store.ask(changed, f"SELECT ?c WHERE {{ ?c dem:about <{rdf.claim_iri(DRONES)}> }}")
    assert store.ask(changed, "reviews")[0]["nowStance"] == "uncertain"


def test_who_and_when_and_what_was_decided_before():
    first = decision(ACCUSED, SAID[1], "correct", {"stance": "asserts"}, by="A. <b>")
    found = graph(first, decision(ACCUSED, SAID[1], "accept", by="B. Modèle", at="2024-06-01T00:00:00+02:00"))
    assert [row["at"] for row in store.ask(found, "reviews")] == ["2024-05-31T22:00:00Z", "2024-05-02T10:00:00Z"]
    who = "?d prov:wasAssociatedWith/rdfs:label ?by ; prov:endedAtTime ?at"
    query = f"SELECT ?by ?before {{ {who} OPTIONAL {{ ?d dem:supersedes/dem:verdict ?before }} }} ORDER BY ?by"
    one, two = store.ask(found, query)
    assert (one["by"], one["before"]) == ("A. <b>", None)
    assert (two["by"], two["before"].rpartition("#")[2]) == ("B. Modèle", "verdict-correct")
    assert not store.ask(found, "SELECT ?x WHERE { ?x prov:generated|prov:wasRevisionOf ?y }"), "it stands no more"


def test_it_keeps_the_shapes(tmp_path):
    decisions = [
        decision(ACCUSED, one, verdict) for one, verdict in zip(SAID, ("accept", "reject", "withdraw"), strict=False)
    ]
    decisions += [
        decision(ACCUSED, SAID[3], "correct", {"source": "Iran"}),
        decision(ACCUSED, None, "complete", note='"\n'),
    ]
    found = [*quads(*decisions), *rdf.vocabulary_quads(Annotated(ACCUSED, SAID, MADE, decisions).things())]
    (tmp_path / "g.nq").write_text("".join(f"{quad} .\n" for quad in dict.fromkeys(found)), encoding="utf-8")
    assert validation.validate(tmp_path / "g.nq") == []
    assert Literal('"\n') in {quad.object for quad in found}
