"""Which of all that was found is likely enough to stand: a trained judge of each source, stance and claim.

What a clause says with both parties stands as it is. What was completed, inferred or resumed from elsewhere may be
wrong in many ways that no rule sees, and that signs tell together: whether who denies is a party to the claim, how it
was found, how often the article speaks of the two. Each sign has a weight in ``fr/weighing.tsv``, learnt by logistic
regression (``scripts/train_weighing.py``); the sum of the weights is the log odds.

Reads:  ``doc._.assertions``, ``doc._.anaphora``, ``doc._.transfers``.
Writes: ``doc._.weighed``, those of the first two that stand, in text order.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from dementi.components.discussion import Pair
from dementi.components.inference import INFERRED
from dementi.components.ranking import BIAS, Signs, likelihood, read_weights
from dementi.components.stance import side
from dementi.lexicon import FRENCH
from dementi.records import Assertion, Source, SourceKind, Transfer

WEIGHTS = FRENCH.parent / "weighing.tsv"
LEAST = 0.15  # likelihood from which a statement stands
SHARES = (0.1, 0.2, 0.35, 0.5)  # of all transfers of an article, those of one pair
BRIEF = 150  # tokens: the signs are those of articles, and a few sentences show too little of them
SENTENCES = 30  # tokens: a text of fewer is a sentence or two, and may well name one party only
RESUMED, OWN = "anaphor", "own"  # as the rules of assertions begin

Group = list[Assertion]


@cache
def load_weights(path: Path = WEIGHTS) -> Mapping[str, float]:
    """Read the weights: a line a sign, with its name and its weight, parted by a tab.

    Raises:
        ValueError: A line has not two fields, or a weight is no number.
    """
    return {sign: weight for sign, (weight,) in read_weights(path, 1, "a weight")}


def groups(doc: Doc) -> list[Group]:
    """Return all assertions of a document, those of one source, stance and claim together."""
    found: dict[tuple[object, ...], Group] = {}
    for a in sorted((*doc._.assertions, *doc._.anaphora), key=lambda a: (a.at, a.transfer.at)):
        t = a.transfer
        found.setdefault((a.source.name, a.stance, t.kind, t.supplier, t.recipient, t.item), []).append(a)
    return list(found.values())


def pairs(doc: Doc) -> Counter[Pair]:
    """Return how many transfers of a document go from whom to whom."""
    return Counter((transfer.supplier, transfer.recipient) for transfer in doc._.transfers)


def spelt_out(group: Group) -> bool:
    """Say whether a clause says it all, at one place at least."""
    return any(a.transfer.spelt_out and not a.rule.startswith(RESUMED) for a in group)


def parties(doc: Doc) -> frozenset[str]:
    """Return the states and bodies of which a document speaks, by their English names."""
    return frozenset(who for a in doc._.actors if a.source.kind is not SourceKind.MEDIA and (who := side(a.source)))


def half_read(group: Group, named: frozenset[str]) -> bool:
    """Say whether a claim lacks a party that the text names beside it, and beside whoever says so.

    A few sentences that name who gave and who got are hardly ever about one of them alone: of 93 such claims in 540
    texts written for this, 91 were misread. A single sentence may be.
    """
    first = group[0]
    ends = {first.transfer.supplier, first.transfer.recipient}
    return None in ends and bool(named - ends - {side(first.source)})


def signs(group: Group, told: Counter[Pair]) -> Signs:
    """Return the signs of what one source says of one claim; ``told``: how often each pair is spoken of."""
    first = group[0].transfer
    pair = (first.supplier, first.recipient)
    found = {BIAS, f"share{bisect_right(SHARES, told[pair] / max(told.total(), 1))}"}
    found |= {"reversed"} if told[pair[::-1]] else set()
    found |= {"again"} if len(group) > 1 else set()
    return frozenset(found.union(*(_signs(assertion) for assertion in group)))


def _signs(assertion: Assertion) -> Iterator[str]:
    """Yield the signs of one assertion."""
    transfer, stance, kind = assertion.transfer, assertion.stance.value, assertion.source.kind.value
    role = _role(assertion.source, transfer)
    way, rule = _way(assertion)
    named = "inferred" if transfer.rule.startswith(INFERRED) else f"named{transfer.explicit}"
    yield from (f"{role}:{stance}", f"{role}:{stance}:{kind}", f"{way}:{stance}", f"by:{rule}", f"by:{rule}:{role}")
    yield from (named, f"{named}:{way}", transfer.kind.value, f"{transfer.kind.value}:{way}")
    yield f"of:{transfer.rule.partition(':')[0]}"
    marks = {
        "open": None in (transfer.supplier, transfer.recipient),
        "generic": transfer.item == "weapons",
        "negated": transfer.negated,
        "hedged": assertion.hedged,
        "relayed": bool(assertion.via),
        "counted": transfer.quantity is not None,
        "dated": transfer.when is not None,
        "conditional": transfer.conditional,
    }
    yield from (name for name, holds in marks.items() if holds)


def _role(source: Source, transfer: Transfer) -> str:
    """Return which part the side of a source has in a transfer."""
    speaker = side(source)
    if speaker is None:
        return "nobody"
    return "giver" if speaker == transfer.supplier else "taker" if speaker == transfer.recipient else "other"


def _way(assertion: Assertion) -> tuple[str, str]:
    """Return whether an assertion is resumed, the article's own or told by somebody, and the construction."""
    if assertion.rule.startswith(RESUMED):
        return "resumed", assertion.rule.removeprefix(f"{RESUMED} ").partition(":")[0]
    if assertion.rule.startswith(OWN):
        return "own", "own"
    return "told", assertion.rule.partition(":")[0]


@Language.factory(
    "dementi_weighing",
    requires=["doc._.assertions", "doc._.anaphora", "doc._.transfers"],
    assigns=["doc._.weighed"],
)
class Weighing:
    """The pipeline's hold on ``signs``; there is no logic in it but the threshold."""

    def __init__(self, nlp: Language, name: str) -> None:
        load_weights()

    def __call__(self, doc: Doc) -> Doc:
        """Set ``doc._.weighed``."""
        told, weights, brief = pairs(doc), load_weights(), len(doc) < BRIEF
        named = parties(doc) if len(doc) >= SENTENCES else frozenset()
        standing = (
            g
            for g in groups(doc)
            if (not half_read(g, named) if brief else spelt_out(g) or likelihood(signs(g, told), weights) >= LEAST)
        )
        doc._.weighed = sorted((a for group in standing for a in group), key=lambda a: (a.at, a.transfer.at))
        return doc
