"""The store on disk and in memory, and what queries give."""

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import URIRef

from dementi import rdf, store
from dementi.terms import PREFIXES
from queries.corpus import corpus

EVERYTHING = "SELECT ?evidence WHERE { ?evidence a dem:Evidence }"


@pytest.fixture(scope="module")
def quads():
    return rdf.nquads(corpus())


@pytest.fixture(scope="module")
def small(quads):
    return store.load(quads)


def dem(name):
    return URIRef(PREFIXES["dem"] + name)


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


def test_triples_are_written_in_order(small):
    found = store.ask(small, "CONSTRUCT { ?s dem:stance ?o } WHERE { ?s dem:stance ?o ; dem:source ?any }")
    turtle, lines = (found.text(form) for form in (RdfFormat.TURTLE, RdfFormat.N_TRIPLES))
    assert turtle.startswith("@prefix ") and "dem:Denial" in turtle
    assert lines.splitlines() == sorted(lines.splitlines()) and lines.count("\n") == len(found) == 9
    assert set(parse(turtle.encode(), format=RdfFormat.TURTLE)) == set(
        parse(lines.encode(), format=RdfFormat.N_TRIPLES)
    )


def test_a_store_is_switched_in_whole(quads, tmp_path):
    (tmp_path / "one.nq").write_text(quads, encoding="utf-8")
    (tmp_path / "two.nq").write_text("", encoding="utf-8")
    (tmp_path / "broken.nq").write_text("<a> <b>", encoding="utf-8")
    place = tmp_path / "out" / "store"
    store.create(place, tmp_path / "one.nq")
    reader = store.open_store(tmp_path / "out")
    assert len(store.ask(reader, EVERYTHING)) == 9
    with pytest.raises(ValueError, match=r"broken\.nq: .*build it again"):
        store.create(place, tmp_path / "broken.nq")
    assert len(store.ask(store.open_store(place), EVERYTHING)) == 9
    store.create(place, tmp_path / "two.nq")
    assert len(store.ask(reader, EVERYTHING)) == 9  # a reader keeps the generation that it opened
    assert store.ask(store.open_store(place), EVERYTHING) == []
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
