import importlib.util
import subprocess
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from dementi import rdf
from dementi.records import Stance
from dementi.syndication import Syndication, own_text
from dementi.validation import validate

ROOT = Path(__file__).parents[1]
SCRIPTS = ROOT / "scripts"


def loaded(name):
    """A module of scripts/; where one imports another, this one comes first."""
    spec = importlib.util.spec_from_file_location(name, SCRIPTS / f"{name}.py")
    sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


invented = loaded("invented")
loaded("adding")
bench = loaded("bench_store")
ARTICLES = [invented.article(number) for number in range(400)]
STATEMENTS = [one for _, statements in ARTICLES for one in statements]


def test_evidence_is_in_the_text():
    for article, statements in ARTICLES:
        for one in statements:
            places = [evidence.where for evidence in one.evidences] + [one.cue, one.source.text]
            for place in filter(None, places):
                assert article.text[place.start : place.end] == place.exact


def test_the_corpus_is_of_the_shape_of_news():
    assert 4 <= len(STATEMENTS) / len(ARTICLES) <= 6
    told = Counter(one.claim for one in STATEMENTS).most_common()
    assert 0.03 <= told[0][1] / len(STATEMENTS) <= 0.15
    assert sum(number < 8 for _, number in told) > len(told) / 2
    stances = Counter(one.stance for one in STATEMENTS)
    assert min(stances[stance] for stance in Stance) > 100
    general = sum(one.item_concept == one.claim.item for one in STATEMENTS) / len(STATEMENTS)
    assert 0.25 <= general <= 0.75
    assert {(article.date or "none")[:4] for article, _ in ARTICLES} == {"none", "2022", "2023", "2024", "2025", "2026"}


def test_some_sources_change_their_position():
    positions = defaultdict(set)
    for one in STATEMENTS:
        if one.source.concept and one.stance is not Stance.UNCERTAIN:
            positions[one.source.name, one.claim].add(one.stance)
    assert any(len(stances) == 2 for stances in positions.values())


def test_reprints_are_found_and_nothing_else():
    printed, expected = Syndication(":memory:"), defaultdict(set)
    for number, (article, _) in enumerate(ARTICLES):
        printed.put(article.id, own_text(article))
        expected[invented._content(number)].add(article.id)
    assert {frozenset(ids) for ids in expected.values() if len(ids) > 1} == set(printed.clusters())


def test_the_graph_keeps_to_the_shapes(tmp_path):
    (tmp_path / "some.nq").write_text(rdf.nquads(ARTICLES[:20]), encoding="utf-8")
    assert validate(tmp_path / "some.nq") == []


def test_the_corpus_is_always_the_same():
    code = "import invented; print([*map(invented.article, (7, 99))])"
    environment = {"PYTHONPATH": f"{ROOT / 'graph'}:{SCRIPTS}", "PYTHONHASHSEED": "7", "PYTHONUTF8": "1"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True)
    assert done.stdout.decode().strip() == repr([ARTICLES[7], ARTICLES[99]])


def test_a_slow_question_is_given_up():
    took = bench.measured(lambda: time.sleep(60), 3, patience=0.05)
    assert took.median is None


@pytest.mark.parametrize(
    ("took", "rival", "said"),
    [
        ((3, 0.1, 0.01), (3, 1.0, 1.0), "ok"),
        ((3, 0.1, 0.8), (3, 60.0, None), "TOO SLOW"),
        ((3, 0.1, 0.01), (3, 60.0, None), "ok"),
        ((0, 0.1, 0.01), (0, 1.0, 1.0), "NO ROWS"),
        ((3, 0.1, 0.01), (4, 1.0, 1.0), "rdflib HAS 4 ROWS"),
        ((3, 0.1, 0.5), (3, 1.0, 1.0), "NOT 3 TIMES rdflib"),
        ((3, 0.1, 0.2), (3, 1.0, 1.0), "NOT KEPT"),
    ],
)
def test_limits(capsys, took, rival, said):
    good = bench.report([bench.Asked("one", {}, 0.7)], [bench.Took(*took)], [bench.Took(*rival)])
    assert good == (said == "ok")
    assert said in capsys.readouterr().out
