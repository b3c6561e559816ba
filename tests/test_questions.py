"""The questions that come with the project, every one put to two engines, and their parameters."""

import re
import tomllib
from collections import defaultdict
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store, parse
from rdflib import Dataset, Literal, URIRef

from dementi import questions, store
from dementi.terms import BASE, PREFIXES
from queries.corpus import everything, graph

CASES = sorted(Path(__file__).parent.glob("queries/*.toml"))
NEEDED = {"actor": "Iran", "about": "drone", "article": f"{BASE}article/x"}


@pytest.fixture(scope="module")
def whole():
    return graph(everything())


@pytest.fixture(scope="module")
def small(whole):
    return store.load(whole)


@pytest.fixture(scope="module")
def other_engine(whole):
    graphs = defaultdict(list)
    for quad in parse(whole.encode(), format=RdfFormat.N_QUADS):
        graphs[quad.graph_name.value].append(f"{quad.triple} .\n")
    dataset = Dataset(default_union=True)
    for name, lines in graphs.items():
        dataset.graph(URIRef(name)).parse(data="".join(lines), format="nt")
    return dataset


def cases():
    return [
        pytest.param(path.stem, case, id=f"{path.stem}: {case['name']}")
        for path in CASES
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    ]


def ask_rdflib(triples, question, params, look):
    result = triples.query(store.prepared(question, params, look), initNs=PREFIXES)
    names = [str(name) for name in result.vars]
    found = [[binding.get(name) for name in result.vars] for binding in result.bindings]
    plain = [[v.toPython() if isinstance(v, Literal) else v and str(v) for v in row] for row in found]
    return [dict(zip(names, row, strict=True)) for row in plain]


@pytest.mark.filterwarnings("ignore:Dataset[.].* is deprecated")  # rdflib 7 still calls by old names
@pytest.mark.parametrize(("question", "case"), cases())
def test_question(small, other_engine, question, case):
    params = case.get("params", {})
    rows = store.ask(small, question, params)
    assert [["" if row[c] is None else row[c] for c in case["columns"]] for row in rows] == case["rows"]
    assert ask_rdflib(other_engine, question, params, lambda text: store.ask(small, text)) == rows


def test_every_question_is_tried():
    assert {path.stem for path in CASES} == set(store.questions())
    assert len(CASES) >= 16


@pytest.mark.parametrize("name", store.questions())
def test_a_question_says_what_it_asks_and_takes(name):
    question, path = store.questions()[name]
    text = path.read_text(encoding="utf-8")
    assert question.endswith("?")
    parameters = store.parameters(text)
    for parameter, meaning in parameters.items():
        assert f"VALUES ?{parameter} {{" in text or (parameter == "limit" and "LIMIT" in text)
        assert meaning.endswith("; needed") == (parameter in questions.needed(text)), parameter
        assert re.search(r"; (needed|.* if left out)$", meaning), parameter
    assert ("lang" in parameters) == ("prefLabel" in text)
    assert "EXISTS" not in text  # Oxigraph and rdflib take minutes where a sub-select takes a blink


@pytest.mark.parametrize("name", store.questions())
def test_what_is_not_given_leaves_no_hole(name):
    given = {param: NEEDED[param] for param in questions.needed(store.query_text(name))}
    text = re.sub("^#.*", "", store.prepared(name, given), flags=re.MULTILINE)
    assert "UNDEF" not in text and "?lang" not in text
    assert not set(re.findall(r"VALUES \?(\w+)", text)) & (
        store.parameters(store.query_text(name)).keys() - given.keys()
    )


@pytest.mark.parametrize("name", store.questions())
def test_a_question_is_an_example_too(small, name):
    text = store.query_text(name)
    shown = questions.example(text, "en")
    assert shown.splitlines()[0] == text.splitlines()[0] and "UNDEF" not in re.sub(
        "^#.*", "", shown, flags=re.MULTILINE
    )
    if not questions.needed(text):
        params = {"lang": "en"} if "lang" in store.parameters(text) else {}
        assert store.ask(small, shown) == store.ask(small, name, params)


def test_a_line_that_stands_only_without_others(small):
    mine = """# Which articles?
# param article: an id; all if left out
SELECT ?article WHERE {
  VALUES ?article { UNDEF } ?a dct:identifier ?article .
  ?a dct:identifier ?article . FILTER(STRSTARTS(?article, "a")) # without article, about
}
ORDER BY ?article"""
    assert [row["article"] for row in store.ask(small, mine)] == ["accusation", "aveu"]
    assert [row["article"] for row in store.ask(small, mine, {"article": "refus"})] == ["refus"]


@pytest.mark.parametrize("name", store.questions())
def test_a_question_needs_nothing_but_its_prefixes(name):
    text = store.query_text(name)
    given = {param: NEEDED[param] for param in questions.needed(text) if param != "article"}
    if "article" in questions.needed(text):
        with pytest.raises(ValueError, match="no such article"):
            store.ask(Store(), name, given | {"article": "x"})
    else:
        assert store.ask(Store(), name, given) == []


def test_no_rows_are_doubled(small):
    rows = [
        tuple(row.items())
        for article, _ in everything()
        for row in store.ask(small, "article", {"article": article.id})
    ]
    assert len(set(rows)) == len(rows) == sum(len(s.evidences) for _, found in everything() for s in found)


def test_a_question_from_a_file(small, tmp_path):
    (tmp_path / "mine.rq").write_text("# How many?\nSELECT (COUNT(*) AS ?n) WHERE { ?s a dem:Statement }", "utf-8")
    assert store.ask(small, str(tmp_path / "mine.rq")) == [{"n": 18}]


def test_a_question_of_ones_own_takes_names(small):
    mine = """# Who denies?
# param actor: who; all if left out
SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE {
  VALUES ?actor { UNDEF } ?s dem:side ?actor .
  ?s a dem:Statement ; dem:stance dem:Denial
}"""
    assert store.ask(small, mine) == [{"n": 6}]
    assert store.ask(small, mine, {"actor": "Téhéran"}) == [{"n": 3}]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT * WHERE { ?s nowhere:p ?o }", "does not parse"),
        ("SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }", "SERVICE"),
        ("conteste", "no such question; there are accusations, admissions"),
    ],
)
def test_refused(small, query, message):
    with pytest.raises(ValueError, match=message):
        store.ask(small, query)


@pytest.mark.parametrize(
    ("question", "params", "message"),
    [
        ("contested", {"whom": "Iran"}, "whom: no such parameter; this question takes: about, lang, limit"),
        ("sides", {}, "about is needed: a supplier"),
        ("evidence", {"about": "Iran", "stance": "nie"}, "stance=nie: give one of asserts, denies, uncertain"),
        ("statements", {"kind": "vente"}, "kind=vente: give one of transfer, production, use, training"),
        ("statements", {"status": "fait"}, "status=fait: give one of done, ongoing, planned, negotiating, possible"),
        ("statements", {"since": "mai 2023"}, "since=mai 2023: give a day, month or year"),
        ("statements", {"until": "2023-13"}, "until=2023-13: give a day, month or year"),
        ("statements", {"item": "Iran"}, "Iran: no such item"),
        ("contested", {"lang": "de"}, "lang=de: give one of fr, en"),
        ("contested", {"limit": "0"}, "limit=0: give a number"),
        ("contested", {"limit": "1 } #"}, "give a number"),
        ("statuses", {"limit": "5"}, "limit: no such parameter"),
        ("denials", {"actor": '" } ?s ?p ?o . { \\'}, "no such actor"),
        ("article", {"article": "accusations"}, "no such article in this graph; did you mean « accusation »"),
    ],
)
def test_a_wrong_parameter_is_explained(small, question, params, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        store.ask(small, question, params)


@pytest.mark.parametrize("value", ['"', "\\", '" } #', "\n", "?x", "<b>", "é\u2028", "\\u0022"])
def test_a_parameter_that_is_no_name_is_only_ever_a_text(small, value):
    query = "SELECT ?x WHERE { VALUES ?x { UNDEF } }"
    assert store.ask(small, query, {"x": value}) == [{"x": value}]


def test_how_many_rows_there_can_be():
    text = store.query_text("denials")
    assert questions.most(text, {}) == 200
    assert questions.most(text, {"limit": "7"}) == 7
    assert questions.most(store.query_text("statuses"), {}) is None


def test_properties_gone_through_give_the_same(small):
    for path in (*questions.QUERIES.glob("*.rq"), *questions.QUERIES.parent.glob("views/*.rq")):
        query = questions.Ours(path.read_text(encoding="utf-8"))
        given = {name: NEEDED[name] for name in questions.needed(query)}
        given |= {"article": "aveu"} if "article" in given else {}
        found = [sorted(map(str, store.ask(small, one, given))) for one in (query, questions.swept(query))]
        assert found[0] == found[1], path.name


def test_a_question_about_several_things():
    query = questions.Ours("SELECT ?a WHERE { VALUES ?article { } ?a dct:identifier ?article }")
    assert 'VALUES ?article { "x" "\\"y" }' in questions.of_all(query, "article", ("x", '"y'))
    assert not questions.needed(questions.of_all(query, "article", ()))
