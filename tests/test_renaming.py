"""The commands that write the file of aliases."""

import json

import pytest

from dementi.aliases import Aliases
from dementi.terms import BASE


def test_merge_split_undo_and_list(dementi, tmp_path):
    done = dementi("alias", "merge", "A", "B", "--graph", tmp_path, "--why", "le même")
    assert (done.returncode, done.stdout) == (0, "")
    added = f"dementi: {tmp_path / 'aliases.jsonl'}: line 1 is added; it counts after dementi rebuild --graph"
    assert done.stderr == f"{added} {tmp_path}\n"
    assert dementi("alias", "split", "B", "--as", "C", "--article", "a", "--graph", tmp_path).returncode == 0
    found = Aliases.load(tmp_path / "aliases.jsonl")
    assert [found.actor(f"{BASE}media/A", article) for article in "ab"] == [f"{BASE}media/C", f"{BASE}media/B"]
    assert dementi("alias", "undo", "1", "--graph", tmp_path).returncode == 0
    rows = [json.loads(row) for row in dementi("alias", "list", "--graph", tmp_path).stdout.splitlines()]
    assert [(row["line"], row["op"], row["why"], row["undone_by"]) for row in rows] == [
        (1, "merge", "le même", 3),
        (2, "split", None, None),
        (3, "undo", None, None),
    ]


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (["merge", "A", "A"], 1, "line 1: A: would be merged into itself; name another"),
        (["undo", "1"], 1, "line 1: undo 1: there is nothing to undo"),
        (["split", "A", "--as", "B"], 2, "give either --article or --on-behalf-of"),
        (["split", "A", "--as", "B", "--article", "a", "--on-behalf-of", "Iran"], 2, "give either --article or"),
        (["list"], 4, "nobody has an alias"),
    ],
)
def test_what_is_refused_writes_nothing(dementi, tmp_path, args, code, message):
    done = dementi("alias", *args, "--file", tmp_path / "mine.jsonl")
    assert done.returncode == code and message in done.stderr and done.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_who_is_not_in_the_graph_is_doubted(dementi, built, tmp_path):
    path = ("--graph", built, "--file", tmp_path / "aliases.jsonl")
    done = dementi("alias", "split", "Ukranian authorities", "--as", "X", "--article", "nowhere", *path)
    assert done.returncode == 0, "a line may come before its article"
    assert "warning: Ukranian authorities: no such actor; did you mean « Ukrainian authorities »" in done.stderr
    assert "warning: nowhere: no such article in this graph" in done.stderr
    assert "warning" not in dementi("alias", "merge", "Ukrainian authorities", "Ukraine", *path).stderr
