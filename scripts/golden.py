"""Write the graph of the seeds that tests/test_golden.py compares with: tests/golden/seeds.nq.

    python scripts/golden.py            # with --check: write nothing, show the lines that differ, exit 1 if any does

The graph of the provenance is left out: its hashes change with each line of code.

Run it where extraction was changed on purpose, and read the difference before it is committed: each line is a triple of
the seeds that came or went.
"""

from __future__ import annotations

import argparse
import difflib
import sys
import tempfile
from pathlib import Path

from dementi import corpus, rdf
from dementi.articles import Problem
from dementi.records import Article

ROOT = Path(__file__).resolve().parents[1]
GOLDEN = ROOT / "tests" / "golden" / "seeds.nq"


def graph() -> str:
    """Return the sorted N-Quads that ``dementi build seeds`` writes, but for the provenance."""
    with tempfile.TemporaryDirectory() as folder:
        corpus.build([ROOT / "seeds"], Path(folder), _tell)
        lines = (Path(folder) / "graph.nq").read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if f"<{rdf.PROVENANCE}>" not in line)


def _tell(news: Problem | Article) -> None:
    if isinstance(news, Problem):
        sys.exit(str(news))


def main() -> int:
    """Write the file, or with ``--check`` say what is not as it holds."""
    parser = argparse.ArgumentParser(description="Write the graph of the seeds that a test compares with.")
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 if the file is stale")
    check = parser.parse_args().check
    text = graph()
    if not check:
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(text, encoding="utf-8", newline="\n")
        return 0
    golden = GOLDEN.read_text(encoding="utf-8") if GOLDEN.exists() else ""
    lines = list(difflib.unified_diff(golden.split("\n"), text.split("\n"), str(GOLDEN), "now", lineterm="", n=0))
    print(*lines, sep="\n", end="\n" if lines else "")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
