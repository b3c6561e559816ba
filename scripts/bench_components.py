"""Measure what each component of the pipeline costs beside the parser, and all of them beside the bare model.

    python scripts/bench_components.py [--runs N]

The texts are the seed articles. Prints the median of the runs, and its ratio to the parser's time in the same run; exit
code 1 where matching names (``mentions``) takes more of it than the limit. Nothing else should run meanwhile.
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

from dementi import articles, pipeline  # noqa: E402
from dementi.fr.normalise import normalise  # noqa: E402
from dementi.records import Article  # noqa: E402

ROOT = Path(__file__).resolve().parents[1]
LIMIT = 0.15  # of the parser's time, for thousands of forms
OURS = "dementi_"


def seconds(texts: list[Article]) -> dict[str, float]:
    """Return the time that each component takes over all texts."""
    nlp = pipeline.build()
    took = dict.fromkeys(nlp.pipe_names, 0.0)
    for article in texts:
        doc = nlp.make_doc(normalise(article.text))
        doc._.article = article
        for name, component in nlp.pipeline:
            start = time.perf_counter()
            doc = component(doc)
            took[name] += time.perf_counter() - start
    return took


def main() -> None:
    """Print a line for each component, the total, and whether the limit holds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    texts = [article for article in articles.read([ROOT / "seeds"]) if isinstance(article, Article)]
    seconds(texts)  # the first run fills caches
    runs = [seconds(texts) for _ in range(options.runs)]
    shares = {name: statistics.median(run[name] / run["parser"] for run in runs) for name in runs[0]}
    for name, share in shares.items():
        print(f"{name:24}{statistics.median(run[name] for run in runs):8.3f} s{share:7.2f} of the parser")
    ours = statistics.median(
        sum(run[name] for name in run if name.startswith(OURS))
        / sum(run[name] for name in run if not name.startswith(OURS))
        for run in runs
    )
    print(f"all of Démenti's: {ours:.2f} of the model")
    share = shares[f"{OURS}mentions"]
    print(f"names: {share:.2f} of the parser, {share / LIMIT:.2f} times the limit of {LIMIT}")
    sys.exit(share > LIMIT)


if __name__ == "__main__":
    main()
