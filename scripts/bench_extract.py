"""Measure what extraction costs: beside the bare model, component by component, and on longer and longer articles.

    python scripts/bench_extract.py [--runs N]

The texts are the seed articles. Prints each figure beside its limit; exit code 1 where one is not kept. Times are the
least of the runs, which other work on the machine disturbs least; shares of the parser's time are medians. Words are
tokens without white space, as spaCy counts them, except in articles, where they are what white space parts. Nothing
else should run meanwhile.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

# Read when the numeric libraries are imported, hence before spaCy is.
os.environ |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS", "MKL_NUM_THREADS"), "1")

import spacy  # noqa: E402
from spacy.language import Language  # noqa: E402

from dementi import articles, corpus, pipeline, statements  # noqa: E402
from dementi.fr.normalise import normalise  # noqa: E402
from dementi.records import Article  # noqa: E402

ROOT = Path(__file__).resolve().parents[1]
OURS = "dementi_"
NAMES = f"{OURS}mentions"
ARTICLE = 350  # words of an article, as long as news of an agency
ARTICLES = 20  # of them, enough for a run of some seconds
TIMES = (1, 10, 100)  # how many times its length
ROUNDS = 3  # over all lengths in turn
LEAST_ARTICLES = 12  # articles a second
MOST_OURS = 1.0  # all components after the parser, in times of the parser
MOST_NAMES = 0.15  # matching thousands of names, in times of the parser
MOST_GROWTH = 1.5  # time a word of the longest article, in times of that of the shortest; what grows by squares has 100

Reading = dict[str, float]  # seconds of each component


def seconds(texts: list[Article]) -> Reading:
    """Return the time that each component takes over all texts, in the order of the pipeline."""
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


def parsing(nlp: Language, texts: list[Article]) -> float:
    """Return the time that the parser of a pipeline takes."""
    own, took = nlp.get_pipe("parser"), 0.0
    for article in texts:
        doc = nlp.get_pipe("tok2vec")(nlp.make_doc(normalise(article.text)))
        took += timed(partial(own, doc))
    return took


def words_in(article: Article) -> int:
    """Return how many tokens of an article are words."""
    return sum(not token.is_space for token in pipeline.build().make_doc(normalise(article.text)))


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that some work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def extracted(article: Article) -> None:
    """Do all that is done to one article."""
    statements.statements(pipeline.annotate(article, pipeline.build()))


def folder_of_articles(texts: list[Article], folder: Path) -> None:
    """Write articles of a length to a folder, made of the words of some texts in their order."""
    words = re.findall(r"\S+\s*", "\n\n".join(article.text for article in texts))
    wanted = ARTICLE * ARTICLES
    words = (words * (wanted // len(words) + 1))[:wanted]
    for number in range(ARTICLES):
        text = "".join(words[number * ARTICLE : (number + 1) * ARTICLE])
        (folder / f"{number:02}.txt").write_text(text, encoding="utf-8")


def articles_a_second(folder: Path) -> float:
    """Return the speed of ``dementi extract`` over a folder, loading left out."""
    return ARTICLES / timed(lambda: [one.flat() for one in corpus.read([folder], lambda _: None, "fr")])


def growth(article: Article) -> list[tuple[int, float]]:
    """Return (words, seconds a thousand words) of an article at each of its lengths."""
    texts = [Article("long", "\n\n".join([article.text] * times), "fr", date=article.date) for times in TIMES]
    rounds = [[timed(lambda text=text: extracted(text)) for text in texts] for _ in range(ROUNDS)]
    least = [min(took) for took in zip(*rounds, strict=True)]
    counts = [words_in(text) for text in texts]
    return [(words, 1000 * took / words) for words, took in zip(counts, least, strict=True)]


def kept(what: str, value: float, limit: float, *, least: bool = False) -> bool:
    """Print a figure beside its limit, and return whether it keeps it."""
    good = value >= limit if least else value <= limit
    print(f"{what}: {value:.2f}, limit {'≥' if least else '≤'} {limit}{'' if good else '  NOT KEPT'}")
    return good


def main() -> None:
    """Print the cost of components, the speeds, the growth, and whether the limits hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    texts = [article for article in articles.read([ROOT / "seeds"]) if isinstance(article, Article)]
    for article in texts:
        extracted(article)  # the first run fills caches
    runs = [seconds(texts) for _ in range(options.runs)]
    least = {name: min(run[name] for run in runs) for name in runs[0]}
    for name, took in least.items():
        share = statistics.median(run[name] / run["parser"] for run in runs)
        print(f"{name:24}{took:8.3f} s{share:7.2f} of the parser")
    words = sum(map(words_in, texts))
    bare = sum(took for name, took in least.items() if not name.startswith(OURS))
    whole = min(timed(lambda: [extracted(article) for article in texts]) for _ in range(options.runs))
    print(f"bare model: {words / bare:,.0f} words/s; whole: {words / whole:,.0f} words/s, {bare / whole:.2f} of it")
    behind = list(least)[list(least).index("parser") + 1 :]
    ours = statistics.median(sum(run[name] for name in behind) / run["parser"] for run in runs)
    good = kept("components after the parser, in times of the parser", ours, MOST_OURS)
    bare_model = spacy.load(pipeline.MODEL)  # where spaCy chooses what multiplies matrices
    peer = min(parsing(bare_model, texts) for _ in range(options.runs))
    print(f"in times of the parser as spaCy runs it: {sum(least[name] for name in behind) / peer:.2f}")
    names = statistics.median(run[NAMES] / run["parser"] for run in runs)
    good &= kept("names, in times of the parser", names, MOST_NAMES)
    with tempfile.TemporaryDirectory() as folder:
        folder_of_articles(texts, Path(folder))
        speed = max(articles_a_second(Path(folder)) for _ in range(options.runs))
    good &= kept(f"articles of {ARTICLE} words a second", speed, LEAST_ARTICLES, least=True)
    lengths = growth(texts[0])
    for length, took in lengths:
        print(f"{length:>9,} words: {took:.3f} s a thousand words")
    good &= kept("a word of the longest, in times of one of the shortest", lengths[-1][1] / lengths[0][1], MOST_GROWTH)
    sys.exit(not good)


if __name__ == "__main__":
    main()
