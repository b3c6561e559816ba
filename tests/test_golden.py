"""The graph of the seeds, triple for triple: what was changed on purpose is written anew by scripts/golden.py."""

from difflib import unified_diff

from conftest import ROOT

GOLDEN = ROOT / "tests" / "golden" / "seeds.nq"


def test_the_seeds_give_the_golden_graph(built):
    golden, found = (path.read_text(encoding="utf-8").split("\n") for path in (GOLDEN, built / "graph.nq"))
    differing = "\n".join(unified_diff(golden, found, "golden", "found", lineterm="", n=0))
    assert not differing, "if this is meant: python scripts/golden.py"
