"""The shapes, each with counter-examples, and evidence compared with the texts."""

import json
from collections import Counter
from pathlib import Path

import pytest
from rdflib import PROV, RDF, Graph

from dementi import rdf, validation
from dementi.terms import BASE, PREFIXES
from queries.corpus import corpus

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
        f"<{one}> <{RDF.type}> <{PROV.Activity}> <{rdf.PROVENANCE}> .",
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
