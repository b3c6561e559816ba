"""Measure how many words a second the French model reads on one core, bare: without Démenti's own components.

    python scripts/bench_parse.py [MODEL] [--runs N]

The text is that of the seed articles, repeated. Prints the median of the runs and its ratio to the limit; exit code 1
below the limit. Words are tokens without white space, as spaCy counts them; nothing else should run meanwhile.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from pathlib import Path

# Read when the numeric libraries are imported, hence before spaCy is.
os.environ |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS", "MKL_NUM_THREADS"), "1")

import spacy  # noqa: E402
from spacy.language import Language  # noqa: E402

from dementi.fr.normalise import normalise  # noqa: E402

ROOT = Path(__file__).resolve().parents[1]
MODEL = ROOT / "graph" / "dementi" / "fr" / "model"
LIMIT = 8_000  # words a second
REPEATS = 10  # enough words for runs of some seconds


def words_a_second(nlp: Language, texts: list[str]) -> float:
    """Return the speed of one run over all texts, loading left out."""
    start = time.perf_counter()
    words = sum(not token.is_space for doc in nlp.pipe(texts) for token in doc)
    return words / (time.perf_counter() - start)


def main() -> None:
    """Print the speed of every run and the median."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", nargs="?", type=Path, default=MODEL)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    nlp = spacy.load(options.model)
    texts = [normalise(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "seeds").glob("*.txt"))]
    words_a_second(nlp, texts)  # the first run fills caches
    runs = [words_a_second(nlp, texts * REPEATS) for _ in range(options.runs)]
    median = statistics.median(runs)
    print("runs:", " ".join(f"{run:,.0f}" for run in runs))
    print(f"median: {median:,.0f} words/s on one core, {median / LIMIT:.2f} times the limit of {LIMIT:,}")
    sys.exit(median < LIMIT)


if __name__ == "__main__":
    main()
