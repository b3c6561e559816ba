"""A writer killed at any instant leaves the graph from before a change or the one after it, and no other.

A child process changes a graph step by step, each step a generation, until SIGKILL ends it at a random instant.
"""

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dementi import generations, store, workspace
from synthetic import annotated

KILLS = 24
FILES = ("articles.jsonl", "statements.jsonl", "graph.nq")
CHILD = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from test_killed import steps
steps(Path(sys.argv[1]))
"""
pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")


def there(step):
    """The articles after so many steps: one replaced by each, the last three added."""
    seeds = {"same": step} | {f"n{number}": number for number in range(max(0, step - 2), step + 1)}
    return {one: annotated(one, seed) for one, seed in sorted(seeds.items())}


def reached(folder):
    """The step at which a graph is, as its article that is always there tells."""
    lines = (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    (title,) = (row["title"] for row in map(json.loads, lines) if row["id"] == "same")
    return int(title.split()[1])


def steps(folder):
    """Change the graph for ever; what the child process does."""
    workspace.DRAWN = -1
    while True:
        print("step", flush=True)
        with generations.writing(folder) as writer:
            advance(writer, reached(folder))


def advance(writer, step):
    before, after = there(step), there(step + 1)
    put = [after["same"], after[f"n{step + 1}"]]
    workspace.update(writer, put, before.keys() - after.keys())


def content(folder):
    """What a graph holds, once it has been opened: its store and its files."""
    quads = sorted(map(str, store.open_store(folder)))
    return quads, {name: (folder / name).read_bytes() for name in FILES}


def killed(folder, chance):
    """Let a child process change the graph, and kill it at some instant of its second or third step."""
    command = [sys.executable, "-c", CHILD, str(folder), str(Path(__file__).parent)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout.readline(), child.stderr.read()
        began = time.monotonic()
        assert child.stdout.readline(), child.stderr.read()
        time.sleep(chance.uniform(0, 2) * (time.monotonic() - began))
        child.kill()
        assert child.stderr.read() == b"", "it was killed while it worked, and did not fail"


def test_killed_at_any_instant(tmp_path, monkeypatch):
    monkeypatch.setattr(workspace, "DRAWN", -1)
    folder, chance = tmp_path / "g", random.Random(5)
    with generations.writing(folder) as writer:
        workspace.build(writer, there(0).values())
    seen = []
    for kill in range(KILLS):
        killed(folder, chance)
        found = content(folder)
        seen.append(reached(folder))
        with generations.writing(tmp_path / f"whole{kill}") as writer:
            workspace.build(writer, there(seen[-1]).values())
        assert found == content(tmp_path / f"whole{kill}")
    assert seen == sorted(set(seen)), "each child made a step"
    with generations.writing(folder) as writer:
        advance(writer, seen[-1])
    assert reached(folder) == seen[-1] + 1
    rooms = [path.name for path in (folder / "store").iterdir() if path.is_dir()]
    assert len(rooms) <= 2 + KILLS, "of what was left, only what this process has opened stays"
