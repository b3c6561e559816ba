"""The graph of the seeds, triple for triple: what was changed on purpose is written anew by scripts/golden.py."""

from difflib import unified_diff

from conftest import ROOT
from dementi import rdf

GOLDEN = ROOT / "tests" / "golden" / "seeds.nq"


def test_the_seeds_give_the_golden_graph(built):
    golden = GOLDEN.read_text(encoding="utf-8").split("\n")
    written = (built / "graph.nq").read_text(encoding="utf-8").split("\n")
    found = [line for line in written if f"<{rdf.PROVENANCE}>" not in line]
    differing = "\n".join(unified_diff(golden, found, "golden", "found", lineterm="", n=0))
    assert not differing, "if this is meant: python scripts/golden.py"
