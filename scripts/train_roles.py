"""Learn the weights of ``components/ranking.py`` from annotated articles.

    python scripts/train_roles.py GOLD.jsonl TEXTS [GOLD.jsonl TEXTS …] [--out graph/dementi/fr/roles.tsv]

A gold file holds statements as the annotation guidelines define them, one object an article; its texts lie in a folder.
Each item that the pipeline finds inside the evidence of a gold transfer of its class is an example: every party of the
article is or is not its supplier, is or is not its recipient; other items are told nothing of. Prints, with each gold
file left out in turn, for how many of its examples the likeliest pair is a gold one, beside the pair of the rules
alone. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from dementi import articles, pipeline
from dementi.components.ranking import WEIGHTS, Ranker, Signs, Weights, family, likelihood
from dementi.components.transfers import Finder
from dementi.records import Article, Mention

STRENGTH = 0.3  # inverse of the regularisation; of 0.1, 0.3 and 1 the best on articles left out
STRENGTH_TOLD = 0.1  # the same of what tells whether a transfer is told, which has words among its signs
LEAST = 3  # examples in which a sign must occur to have a weight
MARGIN = 5  # characters by which an item may stand outside of the evidence

Pairs = set[tuple[str | None, str | None]]


@dataclass(frozen=True, slots=True)
class Example:
    """An item with the signs of the parties and its own, the gold pairs (none where nothing is told) and the rules'."""

    signs: dict[str, Signs]
    item: Signs
    gold: Pairs
    ruled: Pairs


def examples(gold: Path, texts: Path) -> Iterator[Example]:
    """Yield the examples of one annotated folder."""
    rows = {row["id"]: row["statements"] for row in map(json.loads, gold.read_text(encoding="utf-8").splitlines())}
    nlp = pipeline.build()
    for article in articles.read([str(texts)]):
        if not isinstance(article, Article):
            raise SystemExit(f"{texts}: {article}")
        finder = Finder(pipeline.annotate(article, nlp))
        found = sorted(finder.find(), key=lambda transfer: transfer.at)
        ranker = Ranker(finder.origins, found)
        for mention in finder.predicates.items:
            pairs = {
                (row["supplier"], row["recipient"])
                for row in rows.get(article.id, ())
                if row["kind"] == "transfer"
                and family(row["item"]) == family(mention.concept.item_class)
                and _inside(article.text, mention, row["evidence"])
            }
            ruled = {(t.supplier, t.recipient) for t in found if t.item_at == mention.first}
            yield Example(ranker.signs(mention), ranker.item_signs(mention), pairs, ruled)


def _inside(text: str, mention: Mention, evidence: str) -> bool:
    """Say whether a mention stands in a stretch of evidence."""
    start = text.find(evidence)
    return start >= 0 and start - MARGIN <= mention.where.start <= mention.where.end <= start + len(evidence) + MARGIN


def learn(given: list[Example]) -> Weights:
    """Return the weights that fit examples best."""
    told = [example for example in given if example.gold]
    parties = [(e, party) for e in told for party in e.signs]
    roles = [e.signs[party] for e, party in parties]
    return Weights(
        fit(roles, [party in {pair[0] for pair in e.gold} for e, party in parties]),
        fit(roles, [party in {pair[1] for pair in e.gold} for e, party in parties]),
        fit([e.item for e in given], [bool(e.gold) for e in given], STRENGTH_TOLD),
    )


def fit(rows: list[Signs], truth: list[bool], strength: float = STRENGTH, least: int = LEAST) -> dict[str, float]:
    """Return the weight of each sign that occurs often enough, by logistic regression."""
    counts = Counter(sign for signs in rows for sign in signs)
    vectors = DictVectorizer()
    matrix = vectors.fit_transform({sign: 1 for sign in sorted(signs) if counts[sign] >= least} for signs in rows)
    model = LogisticRegression(C=strength, fit_intercept=False, max_iter=2000).fit(matrix, truth)
    return dict(zip(vectors.get_feature_names_out(), map(float, model.coef_[0]), strict=True))


def right(example: Example, weights: Weights) -> bool:
    """Say whether the likeliest pair of an example is a gold one."""
    giving = {party: likelihood(signs, weights.supplier) for party, signs in example.signs.items()}
    taking = {party: likelihood(signs, weights.recipient) for party, signs in example.signs.items()}
    pairs = [(giving[a] * taking[b], a, b) for a in giving for b in taking if a != b]
    return bool(pairs) and max(pairs)[1:] in example.gold


def write(columns: Sequence[Mapping[str, float]], out: Path) -> None:
    """Write columns of weights, a line a sign in alphabetical order."""
    signs = sorted(set().union(*columns))
    lines = ("\t".join([sign, *(f"{column.get(sign, 0.0):.3f}" for column in columns)]) for sign in signs)
    out.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def main() -> None:
    """Learn, print what articles left out give, and write the weights."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("paths", nargs="+", type=Path, help="gold files, each followed by the folder of its texts")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    given = parser.parse_args()
    pairs = zip(given.paths[::2], given.paths[1::2], strict=True)
    sets = {gold.stem: list(examples(gold, texts)) for gold, texts in pairs}
    for name, held in sets.items():
        weights = learn([e for other, rest in sets.items() if other != name for e in rest])
        told = [e for e in held if e.gold]
        mine, rules = sum(right(e, weights) for e in told), sum(bool(e.gold & e.ruled) for e in told)
        print(f"{name:8s} left out, {len(told):4d} items: likeliest pair right {mine}, pair of the rules right {rules}")
    weights = learn([e for rest in sets.values() for e in rest])
    write((weights.supplier, weights.recipient, weights.told), given.out)


if __name__ == "__main__":
    main()
