"""Learn the weights of ``components/affiliation.py`` from texts with their statements.

    python scripts/train_affiliation.py TEXTS … [--left-out TEXTS …] [--out graph/dementi/fr/affiliation.tsv]

Texts are those of ``train_reader.py``: a line a text: {"id", "date", "text", "rows"}. Every source of a row is an
example where an actor that the ontology does not know stands at its words: it speaks for the side that the row says.
Prints for how many of the sources left out the side is right, that of the rules alone and that with the weights. Needs
scipy.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from spacy.tokens import Doc

from dementi import evaluation, pipeline
from dementi.components.affiliation import WEIGHTS, Affiliations, Signs, introduction, likelihoods
from dementi.components.phrases import Phrases
from dementi.records import Actor, Article

STRENGTH = 1.0  # of the regularisation
LEAST = 4  # parties in whose signs one must occur to have a weight
NEEDED = pipeline.COMPONENTS[: pipeline.COMPONENTS.index("actors") + 1]


@dataclass(frozen=True, slots=True)
class Example:
    """Somebody with the signs of each side, the right one and that of the rules; None for nobody's."""

    signs: dict[str | None, Signs]
    right: str | None
    ruled: str | None


def examples(path: Path) -> Iterator[Example]:
    """Yield the examples of a file of texts."""
    nlp = pipeline.build()
    for line in path.read_text(encoding="utf-8").splitlines():
        given = json.loads(line)
        article = Article(given["id"], given["text"], date=given["date"])
        ruled = mock.patch.object(Affiliations, "settled", lambda self: self.actors)
        with ruled, mock.patch.object(pipeline, "COMPONENTS", NEEDED):
            doc = pipeline.annotate(article, nlp)
        yield from examples_of(doc, given["rows"])


def examples_of(doc: Doc, rows: Iterable[Sequence[str | None]]) -> Iterator[Example]:
    """Yield the examples of one text; where its rows disagree of somebody, the side that most of them say."""
    affiliations = Affiliations(doc, doc._.actors, Phrases(doc))
    entities = affiliations.entities()
    said: dict[int, Counter[str | None]] = {}
    for source, text, kind, behalf, *_ in rows:
        entity = _entity(doc, entities, text) if text else None
        if entity is not None:
            side = behalf or (source if kind == "state" else None)
            said.setdefault(entity, Counter())[evaluation.canon(side) if side else None] += 1
    for number, counts in said.items():
        signs = affiliations.signs(entities[number])
        sides = {evaluation.canon(party) if party else None: party for party in signs}
        right = counts.most_common(1)[0][0]
        if right in sides:
            yield Example(signs, sides[right], introduction(entities[number]).source.on_behalf_of)


def _entity(doc: Doc, entities: list[list[Actor]], text: str) -> int | None:
    """Return the number of the entity whose phrase shares most tokens with some words, None where none does."""
    at = doc._.article.text.find(text)
    span = doc.char_span(at, at + len(text), alignment_mode="expand") if at >= 0 else None
    if span is None:
        return None
    shared = {
        number: max(min(a.last + 1, span.end) - max(a.first, span.start) for a in entity)
        for number, entity in enumerate(entities)
    }
    best = max(shared, key=lambda number: shared[number], default=None)
    return best if best is not None and shared[best] > 0 else None


def learn(given: Sequence[Example]) -> dict[str, float]:
    """Return the weights under which the right sides are likeliest, none of them large."""
    counts = Counter(sign for one in given for own in one.signs.values() for sign in own)
    places = {sign: place for place, sign in enumerate(sorted(s for s, count in counts.items() if count >= LEAST))}
    options = [(number, party, own) for number, one in enumerate(given) for party, own in one.signs.items()]
    cells = [(row, places[sign]) for row, (_, _, own) in enumerate(options) for sign in own if sign in places]
    rows, columns = np.array(cells).T
    table = csr_matrix((np.ones(len(cells)), (rows, columns)), shape=(len(options), len(places)))
    whose = np.array([number for number, _, _ in options])
    firsts = np.flatnonzero(np.diff(whose, prepend=-1))
    right = np.array([row for row, (number, party, _) in enumerate(options) if party == given[number].right])

    def wrong(weights: np.ndarray) -> tuple[float, np.ndarray]:
        odds = table @ weights
        highest = np.maximum.reduceat(odds, firsts)
        shares = np.exp(odds - highest[whose])
        sums = np.add.reduceat(shares, firsts)
        gradient = shares / sums[whose]
        gradient[right] -= 1
        loss = (np.log(sums) + highest - odds[right]).sum() + STRENGTH / 2 * (weights @ weights)
        return loss, table.T @ gradient + STRENGTH * weights

    found = minimize(wrong, np.zeros(len(places)), jac=True, method="L-BFGS-B", options={"maxiter": 400})
    return dict(zip(places, map(float, found.x), strict=True))


def measure(given: Sequence[Example], weights: Mapping[str, float]) -> tuple[int, int]:
    """Return for how many examples the rules are right, and for how many the likeliest side is."""
    likely = [likelihoods(one.signs, weights) for one in given]
    best = [max(chances, key=lambda party: chances[party]) for chances in likely]
    return sum(one.ruled == one.right for one in given), sum(
        side == one.right for side, one in zip(best, given, strict=True)
    )


def main() -> None:
    """Learn, print what the texts left out give, and write the weights."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("texts", nargs="+", type=Path)
    parser.add_argument("--left-out", nargs="*", type=Path, default=[])
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    given = parser.parse_args()
    weights = learn([example for path in given.texts for example in examples(path)])
    for path in given.left_out:
        left_out = list(examples(path))
        rules, learnt = measure(left_out, weights)
        print(f"{path.stem}: {len(left_out)} sources, side right by the rules {rules}, with the weights {learnt}")
    lines = (f"{sign}\t{weight:.3f}\n" for sign, weight in sorted(weights.items()))
    given.out.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
