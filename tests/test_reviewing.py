"""The commands of review, over the seeds."""

import json
import shutil

import pytest

from deciding import decision
from dementi import generations, reviews, store, workspace
from test_upkeep import contents

PESKOV = "000_2aaf39b1a971c50b"


@pytest.fixture
def graph(built, tmp_path):
    shutil.copytree(built, tmp_path / "g")
    return tmp_path / "g"


def article(graph, name=PESKOV):
    (one,) = workspace.some(generations.published(graph), reviews.Decided(), [name])
    return one


def written(path, decisions):
    path.write_text("".join(json.dumps(one.entry()) + "\n" for one in decisions), encoding="utf-8")
    return path


def test_decisions_are_applied_once_and_a_rebuild_keeps_them(dementi, graph, tmp_path):
    one = article(graph)
    extracted = (graph / "statements.jsonl").read_bytes()
    before = len(store.ask(store.open_store(graph), "SELECT ?s WHERE { ?s a dem:Statement }"))
    file = written(
        tmp_path / "d.jsonl",
        [decision(one.article, one.statements[0], "reject"), decision(one.article, one.statements[1])],
    )
    done = dementi("review", "apply", file, "--graph", graph)
    assert (done.returncode, done.stdout) == (
        0,
        "",
    ) and "2 decisions added, 0 were there; 1 articles reviewed" in done.stderr
    assert f"now {before - 1} statements count" in done.stderr
    assert len(store.ask(store.open_store(graph), "SELECT ?s WHERE { ?s a dem:Statement }")) == before - 1
    assert (graph / "statements.jsonl").read_bytes() == extracted
    after, generation = contents(graph), generations.published(graph)
    done = dementi("review", "apply", file, "--graph", graph)
    assert "0 decisions added, 2 were there; 0 articles reviewed" in done.stderr
    assert generations.published(graph) == generation
    assert dementi("rebuild", "--graph", graph).returncode == 0 and contents(graph) == after
    found = json.loads(dementi("status", "--graph", graph, "--format", "json").stdout)
    assert (found["statements"], found["decisions"]) == (before - 1, {"lines": 2, "applied": 2, "followed": True})
    assert dementi("validate", graph).returncode == 0


def test_what_is_saved_meanwhile_waits_until_it_is_applied(dementi, built, graph):
    one = article(graph)
    reviews.append(graph, [decision(one.article, one.statements[0], "reject")])
    assert contents(graph) == contents(built)
    assert "dementi review apply follows" in dementi("status", "--graph", graph).stdout
    assert "1 articles reviewed" in dementi("review", "apply", "--graph", graph).stderr
    assert contents(graph) != contents(built)
    reviews.append(graph, [decision(one.article, one.statements[0], "withdraw")])
    assert dementi("review", "apply", "--graph", graph).returncode == 0
    plain, now = (
        {line for line in (folder / "graph.nq").read_text("utf-8").splitlines() if "/review" not in line}
        for folder in (built, graph)
    )
    assert plain == now


def test_what_does_not_fit_is_kept_and_told(dementi, graph, tmp_path):
    one = article(graph)
    stale = reviews.Decision(
        PESKOV, "0" * 64, "statement-0123456789abcdef", reviews.Verdict.REJECT, "R.", "2024-05-02T10:00:00Z"
    )
    gone = reviews.Decision("nowhere", "0" * 64, "", reviews.Verdict.COMPLETE, "R.", "2024-05-02T10:00:00Z")
    file = written(tmp_path / "d.jsonl", [stale, gone, decision(one.article, one.statements[0])])
    done = dementi("review", "apply", file, "--graph", graph)
    assert done.returncode == 0 and f"{PESKOV}: statement-0123456789abcdef: the article has another text" in done.stderr
    assert "nowhere: the article: the graph has no such article" in done.stderr
    rows = [json.loads(row) for row in dementi("review", "list", "--graph", graph).stdout.splitlines()]
    assert [(row["decision"], row["stands"], bool(row["unfit"])) for row in rows] == [
        ("reject", False, True),
        ("accept", True, False),
        ("complete", False, True),
    ]
    assert "3, of which 1 are applied" in dementi("status", "--graph", graph).stdout


def test_what_waits_and_what_is_gold(dementi, graph, tmp_path):
    one = article(graph)
    nothing = dementi("review", "export", "--gold", tmp_path / "gold.jsonl", "--graph", graph)
    assert nothing.returncode == 4 and "no article is decided" in nothing.stderr
    waiting = dementi("review", "list", "--waiting", "--graph", graph).stdout.splitlines()
    decisions = [decision(one.article, statement) for statement in one.statements[1:]]
    decisions.append(decision(one.article, one.statements[0], "correct", {"supplier": "Chine"}))
    assert dementi("review", "apply", written(tmp_path / "d.jsonl", decisions), "--graph", graph).returncode == 0
    left = dementi("review", "list", "--waiting", "--graph", graph).stdout.splitlines()
    assert len(waiting) - len(left) == len(one.statements) and not any(PESKOV in row for row in left)
    assert dementi("review", "export", "--gold", tmp_path / "gold.jsonl", "--graph", graph).returncode == 0
    (gold,) = [json.loads(row) for row in (tmp_path / "gold.jsonl").read_text("utf-8").splitlines()]
    assert (gold["id"], gold["lang"], len(gold["statements"])) == (PESKOV, "fr", len(one.statements))
    figures = json.loads(
        dementi("evaluate", tmp_path / "gold.jsonl", "--articles", graph / "articles.jsonl", "--json").stdout or "{}"
    )
    assert figures["core"]["gold"] == len(one.statements)
    assert figures["core"]["f1"] == pytest.approx(1 - 1 / len(one.statements))


def test_nothing_is_decided(dementi, graph, tmp_path):
    assert dementi("review", "list", "--graph", graph).returncode == 4
    (tmp_path / "d.jsonl").write_text("{}\n", encoding="utf-8")
    done = dementi("review", "apply", tmp_path / "d.jsonl", "--graph", graph)
    assert done.returncode == 1 and "d.jsonl: line 1: " in done.stderr and not (graph / reviews.FILE).exists()
    assert dementi("review", "apply", "--graph", tmp_path / "none").returncode == 1
