"""A graph kept up to date from the command line: what is said, and that the seeds are the same in whatever order."""

import json
import shutil
import subprocess
import sys

from conftest import SEEDS
from dementi.generations import FILES
from page import Page

SENTENCE = "Téhéran dément avoir livré des drones à Moscou."
FIRST = "000_2aaf39b1a971c50b"
HOLDER = """
import sys
from dementi.generations import writing
with writing(sys.argv[1]):
    print("ready", flush=True)
    sys.stdin.read()
"""


def contents(folder):
    return {name: (folder / name).read_bytes() for name in FILES}


def test_articles_come_and_go(dementi, built, tmp_path):
    graph, new = tmp_path / "g", tmp_path / "new.txt"
    shutil.copytree(built, graph)
    new.write_text(SENTENCE, encoding="utf-8")
    done = dementi("add", SEEDS, new, "--graph", graph)
    assert (done.returncode, done.stdout) == (0, "")
    assert "1 added, 5 unchanged: " in done.stderr and "candidate comparisons" in done.stderr
    assert "now 6 articles" in done.stderr
    new.write_text(SENTENCE.replace("drones", "missiles"), encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    done = dementi("add", new, tmp_path / "empty.txt", "--graph", graph)
    assert done.returncode == 1 and "1 replaced: " in done.stderr and "empty.txt: empty" in done.stderr
    done = dementi("remove", "new", "nobody", "--graph", graph)
    assert done.returncode == 1 and "failed: nobody: no article of this id" in done.stderr
    assert "1 removed: " in done.stderr and "now 5 articles" in done.stderr
    assert contents(graph) == contents(built)
    done = dementi("remove", "new", "--graph", graph)
    assert done.returncode == 4 and "nothing is removed" in done.stderr
    assert contents(graph) == contents(built)


def test_what_a_build_writes_can_be_built_again(dementi, built, tmp_path):
    """From articles.jsonl, of which the graph itself has one; and by a rebuild, which reads nothing."""
    assert dementi("build", built / "articles.jsonl", "--out", tmp_path / "again").returncode == 0
    assert contents(tmp_path / "again") == contents(built)
    done = dementi("rebuild", "--extract", "--graph", tmp_path / "again")
    assert done.returncode == 0 and "rebuilt in" in done.stderr and "0 articles read again" in done.stderr
    assert contents(tmp_path / "again") == contents(built)


def test_status(dementi, built, tmp_path):
    found = json.loads(dementi("status", "--graph", built, "--format", "json").stdout)
    lines = (built / "graph.nq").read_bytes().count(b"\n")
    assert (found["articles"], found["quads"], found["writer"]) == (5, lines, None)
    (extraction,) = found["extractions"]
    assert (extraction["articles"], extraction["current"]) == (5, True)
    assert found["aliases"] == {"lines": 0, "followed": True} and found["bytes"] > lines
    told = [json.loads(line)["statements"] for line in (built / "statements.jsonl").read_text("utf-8").splitlines()]
    parts = ("kind", "supplier", "recipient", "item")
    assert found["claims"] == len({tuple(one[part] for part in parts) for rows in told for one in rows})
    counts = [text for _, text in Page((built / "site" / "index.html").read_text("utf-8")).all("dd")]
    assert [str(found["claims"]), str(found["contested"])] == counts[5:7], "by class of item, as the pages count"
    assert (found["contested"], found["disputed"]) == (2, 3), "drones, missiles; and a missile by its name"
    assert found["precise"] > found["claims"]
    shown = dementi("status", "--graph", built).stdout
    assert "contested   2 by class of item, 3 with narrower ones" in shown
    assert "writer      nobody\n" in shown and "5 articles by this version" in shown
    assert dementi("status", "--graph", tmp_path).returncode == 1


def test_aliases_wait_for_a_rebuild(dementi, built, tmp_path):
    graph = tmp_path / "g"
    shutil.copytree(built, graph)
    assert dementi("alias", "merge", "Blinken", "Kirby", "--graph", graph).returncode == 0
    assert "dementi rebuild follows them" in dementi("status", "--graph", graph).stdout
    done = dementi("remove", FIRST, "--graph", graph)
    assert done.returncode == 1 and done.stderr.count("\n") == 1 and "dementi rebuild" in done.stderr
    assert dementi("rebuild", "--graph", graph).returncode == 0
    assert dementi("remove", FIRST, "--graph", graph).returncode == 0


def test_a_second_writer_gets_one_line(dementi, built, tmp_path):
    graph = tmp_path / "g"
    shutil.copytree(built, graph)
    command = [sys.executable, "-c", HOLDER, str(graph)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout.readline() == b"ready\n"
        done = dementi("remove", FIRST, "--graph", graph)
        assert done.returncode == 1 and done.stderr.count("\n") == 1 and f"pid {child.pid}" in done.stderr
        assert dementi("query", "contested", "--graph", graph).returncode == 0, "readers are not held up"
        child.kill()
    assert dementi("remove", FIRST, "--graph", graph).returncode == 0


def test_no_graph_to_add_to(dementi, tmp_path):
    for command in (("add", SEEDS), ("remove", "a"), ("rebuild",)):
        done = dementi(*command, "--graph", tmp_path / "none")
        assert done.returncode == 1 and "dementi build" in done.stderr and not (tmp_path / "none").exists()
