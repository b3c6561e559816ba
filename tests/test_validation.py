"""The shapes, each with counter-examples, and evidence compared with the texts."""

import json
from collections import Counter
from pathlib import Path

import pyshacl
import pytest
from pyoxigraph import NamedNode, RdfFormat, parse
from rdflib import RDF, SH, Graph, Literal, URIRef

from dementi import rdf, validation
from dementi.provenance import Extraction
from dementi.terms import BASE, ONTOLOGY, PREFIXES
from queries.corpus import corpus, everything, graph, reviewed_quads

DEM = PREFIXES["dem"]
FILES = sorted(Path(__file__).parent.glob("shapes/*.ttl"))


@pytest.fixture
def built(tmp_path):
    """The folder of a build, as far as validation reads it."""
    (tmp_path / "graph.nq").write_text(rdf.nquads(corpus()), encoding="utf-8")
    rows = [json.dumps({"id": article.id, "text": article.text}, ensure_ascii=False) for article, _ in corpus()]
    (tmp_path / "articles.jsonl").write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_shape(path):
    lines = path.read_text(encoding="utf-8").split("\n")
    expected = [line.removeprefix("# expect: ") for line in lines if line.startswith("# expect: ")]
    assert validation.complaints(Graph().parse(path)) == expected
    assert len(validation.validate(path)) == len(expected)


def all_that_happens():
    """The graphs of articles in which everything happens, their provenance and what is derived from them, as one."""
    pairs, made = everything(), Extraction("1", "0" * 64, "0" * 64)
    quads = [quad for article, said in pairs for quad in rdf.article_quads(article, said)]
    quads += [quad for article, _ in pairs for quad in rdf.provenance_quads(article, made)]
    settled = parse(graph(pairs).encode("utf-8"), format=RdfFormat.N_QUADS)
    quads += [quad for quad in settled if quad.graph_name == NamedNode(rdf.DERIVED)]
    quads += reviewed_quads()
    return Graph().parse(data="".join(f"{quad.triple} .\n" for quad in quads), format="nt")


def names_of_the_world():
    """The actors, offices and items, and what the ontology says of its properties."""
    found = Graph()
    for file in ("actors.ttl", "offices.ttl", "weapons.ttl", "dementi.ttl"):
        found.parse(ONTOLOGY / file)
    return found


@pytest.mark.parametrize("whole", [all_that_happens, names_of_the_world])
def test_every_property_in_use_is_bound_by_a_shape(whole):
    """For each class of subject and each property: a value of another sort is complained of, at that very place."""
    triples = whole()
    assert validation.complaints(triples) == []
    first = {}
    for subject, predicate, value in sorted(triples):
        # A thing may be of other classes too; of actors and items, other vocabularies say what they like.
        if predicate != RDF.type and (predicate.startswith(DEM) or whole is all_that_happens):
            for kind in triples.objects(subject, RDF.type):
                first.setdefault((kind, predicate), (subject, predicate, value))
    assert len(first) > 30
    for subject, predicate, value in set(first.values()):
        triples.remove((subject, predicate, value))
        triples.add((subject, predicate, Literal("") if isinstance(value, URIRef) else URIRef("https://x.example/")))
    shapes, vocabulary = (Graph().parse(ONTOLOGY / file) for file in ("shapes.ttl", "dementi.ttl"))
    _, report, _ = pyshacl.validate(triples, shacl_graph=shapes, ont_graph=vocabulary, inference="none")
    results = report.subjects(RDF.type, SH.ValidationResult)
    found = {(report.value(one, SH.focusNode), report.value(one, SH.resultPath)) for one in results}
    assert {(kind, predicate) for (kind, predicate), at in first.items() if at[:2] not in found} == set()


def test_what_is_built_is_well_formed(built):
    assert validation.validate(built) == []
    assert validation.validate(built / "graph.nq") == []


def test_a_complaint_says_where_and_what(built):
    text = (built / "graph.nq").read_text(encoding="utf-8")
    (built / "graph.nq").write_text(text.replace("ontology#act-admits", "ontology#act-denies"), encoding="utf-8")
    iri = rdf.statement_iri(corpus()[1][1][0]).removeprefix(rdf.article_iri(""))
    (complaint,) = validation.validate(built)
    assert complaint.startswith(f"{iri}: The act of an assertion is one of: states")


def test_a_broken_claim_is_found_through_each_article_that_names_it(built):
    text = (built / "graph.nq").read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if not ("drone> <" in line and "ontology#item>" in line)]
    (built / "graph.nq").write_text("\n".join(lines), encoding="utf-8")
    assert validation.validate(built) == ["drone: A claim has exactly one item."] * 2


def test_provenance_and_what_is_derived_are_checked_too(built):
    one, article = f"{BASE}extraction/1", rdf.article_iri("aveu")
    quads = [
        f"<{article}> <{DEM}extractedBy> <{one}> <{rdf.PROVENANCE}> .",
        f"<{one}> <{RDF.type}> <{DEM}Extraction> <{rdf.PROVENANCE}> .",
        *(f"<{BASE}cluster/{n}> <{RDF.type}> <{DEM}SyndicationCluster> <{rdf.DERIVED}> ." for n in range(501)),
    ]
    with (built / "graph.nq").open("a", encoding="utf-8") as graph:
        graph.writelines(f"{quad}\n" for quad in quads)
    found = Counter(complaint.partition(": ")[2] for complaint in validation.validate(built))
    assert found.pop("A syndication cluster has exactly one number of members, at least 2.") == 501
    assert sorted(found) == [
        "An extraction has exactly one hash of its model: SHA-256 in hexadecimal.",
        "An extraction has exactly one hash of its rules: SHA-256 in hexadecimal.",
        "An extraction has exactly one version of the extractor.",
    ]


def test_evidence_that_is_not_the_text_is_found(built):
    text = (built / "articles.jsonl").read_text(encoding="utf-8")
    (built / "articles.jsonl").write_text(text.replace("Moscou ne commente", "Moscou se commente"), encoding="utf-8")
    assert validation.validate(built) == ["aveu: characters 59 to 81 are not 'Moscou ne commente pas'"]


@pytest.mark.parametrize(
    ("name", "content", "error", "message"),
    [
        ("graph.csv", "", ValueError, r"graph\.csv: unknown ending"),
        ("graph.nq", "<a> <b>", ValueError, r"graph\.nq: .*does not parse"),
        (None, "", FileNotFoundError, "dementi build"),
    ],
)
def test_what_cannot_be_read(tmp_path, name, content, error, message):
    if name:
        (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(error, match=message):
        validation.validate(tmp_path / (name or ""))
