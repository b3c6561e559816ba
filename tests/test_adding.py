"""What it takes to add articles: the script that measures it, on graphs of a few articles."""

import importlib.util
import re
import sys
from itertools import count
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parents[1] / "scripts"


@pytest.fixture
def adding(monkeypatch):
    """The script, with graphs of 2 and 5 articles to which 2 are added."""
    for name in ("invented", "adding"):  # which the other one imports
        spec = importlib.util.spec_from_file_location(name, SCRIPTS / f"{name}.py")
        monkeypatch.setitem(sys.modules, name, importlib.util.module_from_spec(spec))
        spec.loader.exec_module(sys.modules[name])
    script = sys.modules["adding"]
    for name, value in {"SMALL": 2, "LARGE": 5, "BATCH": 2}.items():
        monkeypatch.setattr(script, name, value)
    monkeypatch.setattr(script, "extracted", lambda articles: (10.0 * len(articles), 1.0))
    return script


@pytest.mark.parametrize(("seconds", "times", "kept"), [((10, 40), "2.00", True), ((10, 41), "2.03", False)])
def test_the_limit_is_on_all_that_adding_takes(adding, monkeypatch, capsys, seconds, times, kept):
    """Beside 20 seconds of extraction."""
    clocks = iter(seconds)
    real = adding.added
    monkeypatch.setattr(adding, "added", lambda *args: (next(clocks), *real(*args)[1:]))
    assert adding.measured(1) is kept
    out = capsys.readouterr().out
    assert re.search(r"^2 to +2 articles: 10\.00 s of processor, [\d.]+ s, [\d,]+ comparisons$", out, re.M)
    assert f"graph part alone: {seconds[1] / seconds[0]:.2f} times as long\n" in out
    assert f"with extraction: {times} times as long, limit 2: {'PASS' if kept else 'FAIL'}" in out


def test_each_run_adds_to_the_graph_as_it_is(adding, tmp_path):
    place, batch = tmp_path / "g", [adding.annotated(number) for number in (5, 6)]
    with adding.writing(place) as writer:
        adding.workspace.build(writer, map(adding.annotated, range(5)))
    before = (place / "graph.nq").read_bytes()
    ticks = count()
    adding.clocked = lambda work, clocked=adding.clocked: (float(next(ticks)), 0.0, clocked(work)[2])
    cpu, _, compared = adding.added(place, batch, 3)
    assert cpu == 2  # the median of 1, 2 and 3; what the first run took is left out
    assert (place / "graph.nq").read_bytes() == before
    assert compared == adding.add(place, batch).compared > 0
