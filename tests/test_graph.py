"""The graph in Python, as a notebook or a script uses it."""

import gc
import subprocess
import sys
import warnings

import pytest

import dementi
from dementi import store
from page import Page
from served import serving

SENTENCE = "Téhéran dément avoir livré des drones à Moscou."
HEAVY = (
    "spacy rdflib pandas pyarrow matplotlib trafilatura lxml pyoxigraph networkx numpy jinja2 rich typer pyvis".split()
)
QUICK = 0.3  # seconds, what `import dementi` may take


@pytest.fixture(scope="module")
def seeds(built):
    return dementi.open(built)


def test_importing_brings_nothing_heavy():
    code = (
        "import sys, time; began = time.perf_counter(); import dementi; took = time.perf_counter() - began\n"
        f"print(took, *sorted(set({HEAVY!r}) & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    took, *heavy = done.stdout.split()
    assert not heavy and float(took) < QUICK


def test_asking_needs_no_spacy(built):
    code = (
        "import sys, dementi\n"
        f"graph = dementi.open({str(built)!r}); graph.contested(); graph.view(); graph._repr_html_()\n"
        "print(*{'spacy', 'pandas'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout == "\n"


def test_all_that_the_package_offers_is_there():
    assert set(dementi.__all__) <= set(dir(dementi))
    for name in dementi.__all__:
        assert getattr(dementi, name)
    with pytest.raises(AttributeError, match="'buidl'; there are Article, Graph,"):
        dementi.buidl  # noqa: B018


def test_build_into_a_folder(tmp_path):
    (tmp_path / "a.txt").write_text(SENTENCE, encoding="utf-8")
    graph = dementi.build(tmp_path / "a.txt", tmp_path / "out")
    assert (graph.counts.articles, graph.counts.statements) == (1, 1)
    assert [one.quote for one in graph.statements()] == [
        one.quote for one in dementi.open(tmp_path / "out").statements()
    ]
    assert repr(graph) == f"<Graph {tmp_path / 'out'}>"


def test_a_graph_without_a_folder_goes_with_its_last_name(tmp_path):
    (tmp_path / "a.txt").write_text(SENTENCE, encoding="utf-8")
    graph = dementi.build([str(tmp_path / "a.txt")])
    folder = graph.place
    assert len(graph.statements()) == 1 and folder.is_dir()
    del graph
    gc.collect()
    assert not folder.exists()


def test_articles_made_in_python():
    graph = dementi.build([dementi.Article("a", SENTENCE, date="2023-05-02", publisher="La Gazette")])
    (one,) = graph.statements()
    assert (one.article, one.date, one.outlet, one.stance) == ("a", "2023-05-02", "La Gazette", "denies")
    (found,) = dementi.extract(dementi.Article("a", SENTENCE))
    assert [statement.source.name for statement in found.statements] == ["Iran"]
    with pytest.warns(UserWarning), pytest.raises(ValueError, match="there is no article in a$"):
        dementi.build(dementi.Article("a", "Tehran denies.", lang="en"))


def test_problems_are_warnings_and_the_rest_is_done(tmp_path):
    (tmp_path / "a.txt").write_text(SENTENCE, encoding="utf-8")
    with pytest.warns(UserWarning, match="nowhere.txt: no such file") as told:
        graph = dementi.build([tmp_path / "a.txt", tmp_path / "nowhere.txt"])
    assert told[0].filename == __file__ and graph.counts.articles == 1
    with pytest.warns(UserWarning, match="nowhere.txt: no such file"):
        assert [one.article.id for one in dementi.extract([tmp_path / "a.txt", tmp_path / "nowhere.txt"])] == ["a"]


def test_whoever_listens_is_told_instead(tmp_path):
    (tmp_path / "a.txt").write_text(SENTENCE, encoding="utf-8")
    told = []
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        list(dementi.extract([tmp_path / "a.txt", tmp_path / "b.txt"], tell=told.append))
    assert [getattr(one, "path", None) or one.id for one in told] == [str(tmp_path / "b.txt"), "a"]


def test_without_an_article_nothing_is_built(tmp_path):
    with pytest.warns(UserWarning), pytest.raises(ValueError, match="there is no article in .*nowhere"):
        dementi.build(tmp_path / "nowhere", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_nothing_to_open(tmp_path):
    with pytest.raises(FileNotFoundError, match="dementi build"):
        dementi.open(tmp_path)
    with pytest.raises(ValueError, match="not the address of a server"):
        dementi.open("http://")


def test_questions_by_name_and_by_text(seeds):
    assert seeds.query("contested", lang="en").to_dicts() == seeds.contested(lang="en").to_dicts()
    assert len(seeds.query("denials", actor="Kremlin", about=None, limit=1)) == 1
    (row,) = seeds.query("SELECT (COUNT(?s) AS ?n) WHERE { ?s a dem:Statement }")
    assert row == {"n": seeds.counts.statements}
    assert {row["name"] for row in seeds.questions()} == set(store.questions())
    with pytest.raises(ValueError, match="no such question; there are"):
        seeds.query("conteste")


def test_results_know_whether_there_is_more(seeds):
    assert seeds.query("denials", limit=1).cut and not seeds.query("denials").cut
    assert seeds.statements(limit=3).cut and not seeds.statements().cut
    assert len(seeds.statements(limit=None)) == len(seeds.statements()) and not seeds.statements(limit=None).cut
    assert seeds.search("drones", limit=1).cut


def test_statements_are_filtered_by_names(seeds):
    denied = seeds.statements(side="Russie", stance="denies")
    assert denied and {one.side for one in denied} == {"Russie"} and {one.stance for one in denied} == {"denies"}
    assert [one.iri for one in seeds.statements(side="Russia", stance="démenti", lang="en")] == [
        one.iri for one in denied
    ]
    assert {one.side for one in seeds.statements(side="Russia", lang="en")} == {"Russia"}
    assert len(seeds.statements()) == seeds.counts.statements
    with pytest.raises(TypeError):
        seeds.statements(whom="Russie")


def test_every_filter_is_a_parameter_of_the_question(seeds):
    taken = store.parameters(store.query_text("statements"))
    assert set(taken) == dementi.Graph.statements.__kwdefaults__.keys()


def test_positions_articles_and_words(seeds):
    assert {row["source"] for row in seeds.positions("Iran")} >= {"Iran"}
    assert len(seeds.positions()) > len(seeds.positions("Iran"))
    assert len(seeds.articles()) == 5 and sum(row["statements"] for row in seeds.articles()) == len(seeds.statements())
    assert all("drones" in row["quote"].lower() for row in seeds.search("drones"))
    assert len(seeds.search("abracadabra")) == 0


def test_the_card_says_how_much_there_is(seeds):
    numbers = [text for _, text in Page(seeds._repr_html_()).all("b")]
    assert numbers[0] == "Démenti" and numbers[1:3] == ["5", str(seeds.counts.statements)]
    assert numbers[-1] == "2022-10 – 2023-03"


def test_the_network_and_an_article_inline(seeds, built):
    frame = Page(seeds.view("sides", lang="en", height=500)._repr_html_()).all("iframe")[0][0]
    assert frame["height"] == "500" and '"first":"sides"' in frame["srcdoc"] and '<html lang="en"' in frame["srcdoc"]
    article = seeds.statements()[0].article
    whole, quoted = seeds.page(article=article), seeds.page(article=article, quotes_only=True)
    sentence = "Le porte-parole du Kremlin"
    assert len(whole) > len(quoted) and sentence in whole
    with pytest.raises(ValueError, match="no such picture; there are claims, flows, sides"):
        seeds.view("everything")
    with pytest.raises(ValueError, match="no such article"):
        seeds.view(article="nowhere")


def test_the_dataset_of_rdflib(seeds):
    assert len(seeds.dataset) == seeds.counts.quads


def test_a_server_by_its_address(built, seeds):
    with serving(built) as server:
        graph = dementi.open(f"http://{server.host}/sparql")
        assert graph.contested().to_dicts() == seeds.contested().to_dicts()
        assert graph.statements(stance="denies").to_dicts() == seeds.statements(stance="denies").to_dicts()
        assert graph.view()._repr_html_().startswith("<iframe srcdoc=")
        for refused in (lambda: graph.search("drones"), lambda: graph.dataset):
            with pytest.raises(ValueError, match="this is a server; open the folder"):
                refused()


def test_what_is_published_later_is_not_seen(tmp_path):
    (tmp_path / "a.txt").write_text(SENTENCE, encoding="utf-8")
    graph = dementi.build(tmp_path / "a.txt", tmp_path / "out")
    (tmp_path / "b.txt").write_text(SENTENCE.replace("Moscou", "Damas"), encoding="utf-8")
    dementi.build(tmp_path / "b.txt", tmp_path / "out")
    assert [row["article"] for row in graph.articles()] == ["a"]
    assert [row["article"] for row in graph.search("drones")] == ["a"]
    assert len(graph.dataset) == graph.counts.quads and "Damas" not in graph.page(article="a")
    assert [row["article"] for row in dementi.open(tmp_path / "out").articles()] == ["b"]


def test_networks_of_the_graph(seeds):
    claims, sides = seeds.networkx(), seeds.networkx("sides")
    assert claims.is_multigraph() and claims.number_of_edges() == len(seeds.statements()) and not sides.is_directed()
    with pytest.raises(ValueError, match="no such projection"):
        seeds.networkx("everything")
