"""The store on disk, and the questions put to it: every shipped one to two engines."""

import dataclasses
import tomllib
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store, parse
from rdflib import Graph, Literal, URIRef

from dementi import rdf, store
from dementi.terms import PREFIXES
from queries.corpus import DRONES, corpus

CASES = sorted(Path(__file__).parent.glob("queries/*.toml"))


@pytest.fixture(scope="module")
def quads():
    return rdf.nquads(corpus())


@pytest.fixture(scope="module")
def small(quads):
    return store.load(quads)


@pytest.fixture(scope="module")
def other_engine(quads):
    triples = {quad.triple for quad in parse(quads.encode(), format=RdfFormat.N_QUADS)}
    return Graph().parse(data="".join(f"{triple} .\n" for triple in triples), format="nt")


def dem(name):
    return URIRef(PREFIXES["dem"] + name)


def cases():
    return [
        pytest.param(path.stem, case, id=f"{path.stem}: {case['name']}")
        for path in CASES
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    ]


def ask_rdflib(graph, question, params):
    result = graph.query(store.prepared(question, params), initNs=PREFIXES)
    names = [str(name) for name in result.vars]
    found = [[binding.get(name) for name in result.vars] for binding in result.bindings]
    plain = [[v.toPython() if isinstance(v, Literal) else v and str(v) for v in row] for row in found]
    return [dict(zip(names, row, strict=True)) for row in plain]


@pytest.mark.parametrize(("question", "case"), cases())
def test_question(small, other_engine, question, case):
    params = case.get("params", {})
    rows = store.ask(small, question, params)
    assert [["" if row[c] is None else row[c] for c in case["columns"]] for row in rows] == case["rows"]
    assert ask_rdflib(other_engine, question, params) == rows


def test_every_question_is_tried():
    assert {path.stem for path in CASES} == set(store.questions())


@pytest.mark.parametrize("name", store.questions())
def test_a_question_says_what_it_asks_and_takes(name):
    question, path = store.questions()[name]
    text = path.read_text(encoding="utf-8")
    assert question.endswith("?")
    assert "lang" in store.parameters(text)
    for parameter in store.parameters(text):
        assert f"VALUES ?{parameter} {{" in text
    assert "EXISTS" not in text  # Oxigraph and rdflib take minutes where a sub-select takes a blink


def test_no_rows_are_doubled(small):
    rows = [tuple(row.items()) for row in store.ask(small, "evidence")]
    assert len(set(rows)) == len(rows) == sum(len(s.evidences) for _, found in corpus() for s in found)


@pytest.mark.parametrize("name", ["contested", "denials", "evidence", "positions"])
def test_a_narrower_item_doubles_no_rows(small, name):
    narrower = [
        (article, [dataclasses.replace(s, item_concept="shahed-136") if s.claim == DRONES else s for s in found])
        for article, found in corpus()
    ]
    assert store.ask(store.load(rdf.nquads(narrower)), name) == store.ask(small, name)


def test_values_are_plain(small):
    (row,) = store.ask(
        small,
        'SELECT (1 AS ?i) (1.5 AS ?d) (2e0 AS ?f) (true AS ?b) (dem:Denial AS ?iri) ("x"@fr AS ?t) ?none WHERE {}',
    )
    dem = PREFIXES["dem"] + "Denial"
    assert row == {"i": 1, "d": 1.5, "f": 2.0, "b": True, "iri": dem, "t": "x", "none": None}


def test_ask_and_construct(small):
    assert store.ask(small, "ASK { ?s a dem:Statement }") == [{"answer": True}]
    (row,) = store.ask(small, "CONSTRUCT { dem:a dem:b 1 } WHERE {}")
    assert row == {"subject": PREFIXES["dem"] + "a", "predicate": PREFIXES["dem"] + "b", "object": 1}


def test_a_question_from_a_file(small, tmp_path):
    (tmp_path / "mine.rq").write_text("# How many?\nSELECT (COUNT(*) AS ?n) WHERE { ?s a dem:Statement }", "utf-8")
    assert store.ask(small, str(tmp_path / "mine.rq")) == [{"n": 9}]


def test_only_the_graph_is_asked(small):
    with pytest.raises(ValueError, match="SERVICE"):
        store.ask(small, "SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }")


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT * WHERE { ?s nowhere:p ?o }", "does not parse"),
        ("conteste", "no such question; there are "),
    ],
)
def test_refused(small, query, message):
    with pytest.raises(ValueError, match=message):
        store.ask(small, query)


def test_an_unknown_parameter_is_named(small):
    with pytest.raises(ValueError, match="whom: no such parameter; this question takes: about, lang"):
        store.ask(small, "contested", {"whom": "Iran"})


@pytest.mark.parametrize("value", ['"', "\\", '" } #', "\n", "?x", "<b>", "é\u2028", "\\u0022"])
def test_a_parameter_is_only_ever_a_text(small, value):
    query = "SELECT ?x WHERE { VALUES ?x { UNDEF } }"
    assert store.ask(small, query, {"x": value}) == [{"x": value}]


def test_a_store_is_switched_in_whole(quads, tmp_path):
    (tmp_path / "one.nq").write_text(quads, encoding="utf-8")
    (tmp_path / "two.nq").write_text("", encoding="utf-8")
    (tmp_path / "broken.nq").write_text("<a> <b>", encoding="utf-8")
    place = tmp_path / "out" / "store"
    store.create(place, tmp_path / "one.nq")
    reader = store.open_store(tmp_path / "out")
    assert len(store.ask(reader, "evidence")) == 9
    with pytest.raises(ValueError, match=r"broken\.nq: .*build it again"):
        store.create(place, tmp_path / "broken.nq")
    assert len(store.ask(store.open_store(place), "evidence")) == 9
    store.create(place, tmp_path / "two.nq")
    assert len(store.ask(reader, "evidence")) == 9  # a reader keeps the generation that it opened
    assert store.ask(store.open_store(place), "evidence") == []
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["store"]


def test_a_reader_cannot_write(quads, tmp_path):
    (tmp_path / "one.nq").write_text(quads, encoding="utf-8")
    store.create(tmp_path / "store", tmp_path / "one.nq")
    with pytest.raises(RuntimeError, match="read-write"):
        store.open_store(tmp_path).clear()


def test_rdflib_reads_the_store(quads, tmp_path):
    (tmp_path / "one.nq").write_text(quads, encoding="utf-8")
    store.create(tmp_path / "store", tmp_path / "one.nq")
    for _ in range(2):  # Oxigraph forgets prefixes: they are bound at each open
        dataset = store.dataset(tmp_path)
        assert {(p, str(n)) for p, n in dataset.namespaces()} >= set(PREFIXES.items())
        rows = dataset.query("SELECT ?s WHERE { ?s a dem:Statement ; dem:stance dem:Denial }")
        assert len({row.s for row in rows}) == 3
        assert sum(1 for graph in dataset.graphs()) == 5
        with pytest.raises(RuntimeError, match="read-write"):
            dataset.graph(dem("g")).add((dem("a"), dem("b"), dem("c")))
        del dataset


def test_no_store_is_said_with_the_remedy(tmp_path):
    with pytest.raises(FileNotFoundError, match="dementi build"):
        store.open_store(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_questions_need_nothing_but_their_prefixes():
    empty = Store()
    for name in store.questions():
        assert store.ask(empty, name) == []
