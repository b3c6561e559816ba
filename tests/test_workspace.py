"""A graph built whole and a graph changed article by article are the same, byte for byte."""

import gc
import json
import os
import shutil
from collections import Counter
from dataclasses import replace
from functools import partial

import psutil
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, Quad, RdfFormat, Store

import dementi
from deciding import decision, some
from dementi import aliases, generations, rdf, reviews, store, views, workspace
from synthetic import annotated

FILES = ("articles.jsonl", "statements.jsonl", "graph.nq", "site/index.html")
IDS = st.sampled_from(["a", "ab", "b", "é", "z/1", "~"])
CHANGES = st.lists(
    st.tuples(
        st.dictionaries(IDS, st.integers(0, 4), max_size=3),
        st.sets(IDS, max_size=2),
        st.dictionaries(IDS, st.integers(0, 30), max_size=3),
    ),
    min_size=1,
    max_size=5,
)


def build(folder, articles):
    with generations.writing(folder) as writer:
        return workspace.build(writer, [articles[one] for one in sorted(articles)])


def update(folder, put=(), drop=()):
    with generations.writing(folder) as writer:
        return workspace.update(writer, list(put), drop)


def rebuild(folder):
    with generations.writing(folder) as writer:
        return workspace.rebuild(writer)


def content(folder):
    """What a folder shows, by file, the quads that its store holds, and the evidence that is found by its words."""
    files = {name: (folder / name).read_bytes() for name in FILES}
    words = [dementi.open(folder).search(word, 10_000).rows for word in ("ankara", "dement*")]
    return files | {"store": sorted(map(str, store.open_store(folder))), "words": words}


@pytest.fixture
def folders(tmp_path_factory, monkeypatch):
    """Makes folders of graphs, without what takes longer than all the rest: drawing pages, and waiting for the disk."""
    monkeypatch.setattr(workspace, "DRAWN", -1)
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)
    return lambda: tmp_path_factory.mktemp("graph") / "g"


@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.dictionaries(IDS, st.integers(0, 4), min_size=1), changes=CHANGES)
def test_any_sequence_of_changes_is_a_build_of_what_remains(folders, start, changes):
    """Articles come, change and go, and things are decided of them, while they are there, before and after."""
    changed, whole = folders(), folders()
    there = dict(start)
    build(changed, {one: annotated(one, seed) for one, seed in there.items()})
    for put, drop, decided in changes:
        gone = (drop & there.keys()) - put.keys()
        before = dict(there)
        there = {one: seed for one, seed in (there | put).items() if one not in gone}
        # Of an article as it is there, mostly; now and then of one that is not, or of another text.
        seeds = {key: there.get(key, seed % 5) if seed % 4 else seed % 5 for key, seed in decided.items()}
        reviews.append(changed, [one for key in seeds for one in some(annotated(key, seeds[key]), decided[key])])
        done = update(changed, [annotated(one, seed) for one, seed in put.items()], gone)
        assert (done.added, done.removed) == (len(put.keys() - before.keys()), len(gone))
        assert done.counts.articles == len(there)
    articles = {one: annotated(one, seed) for one, seed in there.items()}
    if articles:
        whole.mkdir()
        if (changed / reviews.FILE).exists():
            shutil.copy(changed / reviews.FILE, whole / reviews.FILE)
        built = build(whole, articles)
        assert content(changed) == content(whole)
        assert done.counts == built.counts
        rebuild(changed)
        assert content(changed) == content(whole)
    else:
        assert not (changed / "graph.nq").read_bytes() and content(changed)["store"] == []


def test_the_lines_are_those_of_the_articles(folders):
    """Against what holds without any workspace: the union of the lines of the articles, and the clusters."""
    folder = folders()
    articles = {f"{number}": annotated(f"{number}", number, most=9) for number in range(9)}
    done = build(folder, articles)
    lines = (folder / "graph.nq").read_text(encoding="utf-8").splitlines()
    base = set(rdf.nquads([(one.article, one.statements) for one in articles.values()]).splitlines())
    base |= {f"{quad} ." for one in articles.values() for quad in rdf.provenance_quads(one.article, one.extraction)}
    assert {line for line in lines if f"<{rdf.DERIVED}>" not in line} == base
    assert any("#inCluster>" in line for line in lines)
    assert lines == sorted(set(lines)) and done.counts.quads == len(lines)
    assert set(store.open_store(folder)) == set(loaded(folder / "graph.nq"))
    assert done.counts.statements == sum(len(one.statements) for one in articles.values())
    rows = [json.loads(line) for line in (folder / "statements.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in rows] == sorted(articles)


def loaded(path):
    found = Store()
    found.load(path=str(path), format=RdfFormat.N_QUADS)
    return found


def test_a_claim_that_nobody_speaks_of_any_more_is_gone(folders):
    folder = folders()
    few, many = annotated("few", 3), annotated("many", 0, most=20)
    build(folder, {"few": few})
    before = content(folder)
    update(folder, [many])
    assert len((folder / "graph.nq").read_bytes()) > len(before["graph.nq"])
    update(folder, drop=["many"])
    assert content(folder) == before


def test_decisions_go_with_their_article_and_come_again_with_it(folders):
    folder, one = folders(), annotated("a", 0, most=20)
    build(folder, {"a": one, "b": annotated("b", 1)})
    before = content(folder)
    reviews.append(folder, [decision(one.article, said, "reject", by="A.") for said in one.statements])
    assert update(folder).reviewed == 1
    rejected = content(folder)
    reviews.append(folder, [decision(one.article, said, "accept", by="B.") for said in one.statements])
    update(folder)
    assert (
        b"reviewer/A." in (folder / "graph.nq").read_bytes()
        and dementi.open(folder).search("ankara", 99).rows == before["words"][0]
    )
    update(folder, drop=["a"])
    assert not [line for line in content(folder)["store"] if "/review" in line or "/decision" in line]
    lines = (folder / reviews.FILE).read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / reviews.FILE).write_text("".join(lines[: len(lines) // 2]), encoding="utf-8")
    with pytest.raises(ValueError, match="changed otherwise than by new lines"):
        update(folder, [one])
    rebuild(folder)
    update(folder, [one])
    assert content(folder) == rejected


def test_what_a_graph_holds(folders):
    folder, here = folders(), annotated("a", 1)
    build(folder, {"a": here, "b": annotated("b", 1)})
    generation = generations.published(folder)
    assert workspace.holds(generation, here.article, here.extraction)
    assert not workspace.holds(generation, here.article, annotated("a", 2).extraction)
    assert not workspace.holds(generation, replace(here.article, title="Un autre"), here.extraction)
    assert not workspace.holds(generation, replace(here.article, id="c"), here.extraction)


def test_what_the_ontology_says_otherwise_replaces_what_it_said(folders, monkeypatch):
    """An installation that calls things otherwise: what it writes has its labels, and no second ones."""
    folder, here = folders(), annotated("a", 2, most=9)
    build(folder, {"a": annotated("b", 1, most=9)})
    before = rdf.vocabulary_quads

    def renamed(things):
        for quad in before(things):
            other = isinstance(quad.object, Literal) and quad.object.language == "fr"
            new = Literal(f"{quad.object.value} bis", language="fr") if other else quad.object
            yield Quad(quad.subject, quad.predicate, new, quad.graph_name)

    monkeypatch.setattr(rdf, "vocabulary_quads", renamed)
    update(folder, [here])
    labels = Counter(
        (quad.subject, quad.object.language)
        for quad in store.open_store(folder)
        if quad.predicate.value.endswith("#prefLabel") and quad.graph_name.value == rdf.VOCABULARY
    )
    assert set(labels.values()) == {1}
    assert content(folder)["store"] == sorted(map(str, loaded(folder / "graph.nq")))


def test_removing_what_is_not_there(folders):
    folder = folders()
    build(folder, {"a": annotated("a", 1)})
    before = content(folder)
    with pytest.raises(KeyError, match="nobody"):
        update(folder, drop=["nobody"])
    assert content(folder) == before


def test_a_file_changed_by_hand_is_noticed(folders):
    folder = folders()
    build(folder, {"a": annotated("a", 1)})
    with (folder / "graph.nq").open("a", encoding="utf-8") as file:
        file.write("<a:b> <a:b> <a:b> .\n")
    with pytest.raises(ValueError, match=r"graph\.nq: was changed by something else"):
        update(folder, [annotated("b", 1)])


def test_a_graph_without_sayings_is_to_be_rebuilt(folders):
    """As versions made it that had no such file."""
    folder = folders()
    build(folder, {"a": annotated("a", 1), "b": annotated("b", 0, most=9)})
    (generations.published(folder) / workspace.SAYINGS).unlink()
    with pytest.raises(ValueError, match="made by an earlier version.* dementi rebuild --graph"):
        update(folder, drop=["b"])
    rebuild(folder)
    assert update(folder, drop=["b"]).removed == 1


def test_aliases_are_followed_and_their_change_is_noticed(folders):
    folder, again = folders(), folders()
    articles = {name: annotated(name, 0, most=20) for name in ("a", "b")}
    build(folder, articles)
    plain = content(folder)
    aliases.append(folder / aliases.FILE, {"op": "merge", "actor": "M. Modèle", "into": "Dmitry Peskov"})
    with pytest.raises(ValueError, match=r"aliases\.jsonl: was changed .* dementi rebuild"):
        update(folder, [annotated("c", 1)])
    rebuild(folder)
    followed = content(folder)
    build(folder, articles)
    assert content(folder) == followed
    assert "actor/dmitry-peskov> " in "".join(set(content(folder)["store"]) - set(plain["store"]))
    again.mkdir()
    (again / aliases.FILE).write_bytes((folder / aliases.FILE).read_bytes())
    build(again, {"a": articles["a"]})
    update(again, [articles["b"]])
    assert content(again) == content(folder)
    aliases.append(folder / aliases.FILE, {"op": "undo", "line": 1})
    rebuild(folder)
    assert content(folder) == plain


def test_a_rebuild_changes_nothing_of_what_is_as_it_was(folders):
    """Two extractions among the articles, clusters, and an empty graph."""
    folder = folders()
    articles = {f"{number}": annotated(f"{number}", number, most=9) for number in range(9)}
    build(folder, articles)
    before = content(folder)
    assert rebuild(folder).added == 9 and content(folder) == before
    update(folder, drop=articles)
    assert rebuild(folder).counts.articles == 0 and content(folder)["store"] == []


def test_articles_come_in_order_and_once(folders):
    folder = folders()
    with pytest.raises(ValueError, match="a: comes after b"), generations.writing(folder) as writer:
        workspace.build(writer, [annotated("b", 1), annotated("a", 1)])
    assert not folder.exists()
    with generations.writing(folder) as writer:
        assert workspace.build(writer, []) is None
    assert not folder.exists()


def test_a_reader_keeps_what_it_opened(folders):
    folder = folders()
    build(folder, {"a": annotated("a", 1)})
    reader, before = store.open_store(folder), len((folder / "graph.nq").read_text("utf-8").splitlines())
    for number in range(5):
        update(folder, [annotated(f"b{number}", number, most=9)])
    assert len(reader) == before
    assert store.ask(reader, "SELECT ?s WHERE { ?s a dem:Article }")
    assert len(store.open_store(folder)) == len((folder / "graph.nq").read_text("utf-8").splitlines())


def test_a_store_is_given_up_at_once(folders):
    """Not when the collector comes round: a store still open would delete files under its readers."""
    folder = folders()
    gc.disable()
    try:
        build(folder, {one: annotated(one, 0) for one in map(str, range(60))})  # many, so that rules look at others
        update(folder, [annotated(one, 1) for one in map(str, range(50, 70))], ["3"])
        reviews.append(folder, [one for key in map(str, range(9)) for one in some(annotated(key, 0), 1)])
        assert update(folder).reviewed
        held = [one.path for one in psutil.Process().open_files()]
    finally:
        gc.enable()
    assert [path for path in held if str(folder) in path] == []


def site(folder):
    return {str(p.relative_to(folder / "site")): p.read_text("utf-8") for p in (folder / "site").rglob("*.html")}


def test_the_pages_follow_as_far_as_they_are_quick_to_write(tmp_path, monkeypatch):
    folder, first, more = tmp_path / "one", annotated("a", 2, most=9), annotated("b", 7, most=9)
    build(folder, {"a": first})
    update(folder, [more])
    ask = partial(store.ask, store.open_store(folder))
    assert site(folder) == dict(views.pages(ask, workspace.texts_of(generations.published(folder))))
    assert more.article.text[:40] in site(folder)["article/b.html"]
    monkeypatch.setattr(workspace, "WHOLE", len(first.statements))
    update(folder, [annotated("c", 1, most=9)])
    assert sorted(site(folder)) == ["en/index.html", "en/network.html", "index.html", "network.html"]
    monkeypatch.setattr(workspace, "DRAWN", len(first.statements))
    update(folder, [annotated("d", 1, most=9)])
    assert sorted(site(folder)) == ["en/index.html", "index.html"]
    assert "dementi view" in site(folder)["index.html"]


def test_whole_texts_stay_out_for_good(tmp_path):
    with generations.writing(tmp_path) as writer:
        workspace.build(writer, [annotated("a", 2, most=9)], quotes_only=True)
    update(tmp_path, [annotated("b", 7, most=9)])
    rebuild(tmp_path)
    assert annotated("b", 7).article.text[:60] not in site(tmp_path)["article/b.html"]
    assert workspace.texts_of(generations.published(tmp_path))("b") is None
