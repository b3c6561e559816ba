"""Learn the weights of ``components/weighing.py`` from annotated articles.

    python scripts/train_weighing.py GOLD.jsonl TEXTS [GOLD.jsonl TEXTS …] [--out graph/dementi/fr/weighing.tsv]

Files and folders are those of ``train_roles.py``, which learns first: the statements of each gold file are found with
roles learnt from the others, as they will be in articles never seen. Every statement found is an example, right where a
gold row has its side, stance and claim. Prints, with each gold file left out in turn, how many statements stand and how
many of them are right, beside all that were found. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from dementi import articles, evaluation, pipeline, statements
from dementi.components import ranking, weighing
from dementi.components.ranking import Signs, likelihood
from dementi.records import Article
from dementi.rows import flat_row
from train_roles import Example, examples, fit, learn, write

STRENGTH = 0.2  # inverse of the regularisation; of 0.1, 0.2 and 0.3 the best on articles left out
LEAST = 5  # statements in which a sign must occur to have a weight


@dataclass(frozen=True, slots=True)
class Found:
    """A statement with its signs: whether a clause says it all, and whether gold has it, None for an optional row."""

    signs: Signs
    spelt_out: bool
    right: bool | None


def found(gold: Path, texts: Path) -> Iterator[Found]:
    """Yield the statements that are found in one annotated folder, however unlikely."""
    rows = evaluation.load(gold)
    for article in articles.read([str(texts)]):
        if not isinstance(article, Article):
            raise SystemExit(f"{texts}: {article}")
        doc = pipeline.annotate(article, pipeline.build())
        told = weighing.pairs(doc)
        for statement, said in statements.grouped(doc):
            row = flat_row(statement)
            fitting = [gold_row for gold_row in rows.get(article.id, ()) if evaluation.core(gold_row, row)]
            optional = bool(fitting) and all(gold_row.get("optional") for gold_row in fitting)
            right = None if optional else bool(fitting)
            yield Found(weighing.signs(said, told), weighing.spelt_out(said), right)


def judged(given: list[Found]) -> dict[str, float]:
    """Return the weights that fit statements best."""
    sure = [one for one in given if one.right is not None]
    return fit([one.signs for one in sure], [bool(one.right) for one in sure], STRENGTH, LEAST)


def main() -> None:
    """Learn, print what articles left out give, and write the weights."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("paths", nargs="+", type=Path, help="gold files, each followed by the folder of its texts")
    parser.add_argument("--out", type=Path, default=weighing.WEIGHTS)
    given = parser.parse_args()
    pairs = list(zip(given.paths[::2], given.paths[1::2], strict=True))
    roles: dict[Path, list[Example]] = {gold: list(examples(gold, texts)) for gold, texts in pairs}
    sets: dict[Path, list[Found]] = {}
    for gold, texts in pairs:
        others = learn([e for other, rest in roles.items() if other != gold for e in rest])
        with mock.patch.object(ranking, "load_weights", return_value=others), mock.patch.object(weighing, "LEAST", 0.0):
            sets[gold] = list(found(gold, texts))
    for gold, held in sets.items():
        weights = judged([one for other, rest in sets.items() if other != gold for one in rest])
        stand = [one for one in held if one.spelt_out or likelihood(one.signs, weights) >= weighing.LEAST]
        counts = (
            len(stand),
            sum(one.right is True for one in stand),
            len(held),
            sum(one.right is True for one in held),
        )
        print("{:8s} left out: {} statements stand, right {}; of {} found, right {}".format(gold.stem, *counts))
    write((judged([one for rest in sets.values() for one in rest]),), given.out)


if __name__ == "__main__":
    main()
