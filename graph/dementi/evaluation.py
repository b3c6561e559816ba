"""How well statements were found: predicted rows against gold rows, article by article.

Fields and their values are ruled by ``tests/gold/GUIDELINES.md``. Gold rows with ``"optional": true`` (one of two
annotators had them) neither cost nor earn. Rows are matched one to one, best first; a malformed predicted row is a
wrong row.

Levels:
    core: side (on_behalf_of, else source; article and unattributed count as one), stance, kind, supplier, recipient and
        item class (missiles of all kinds are one class, so are aircraft).
    claim: core without the side.
    source: core and the source itself.
    full: source, exact item, status and quantity.

The worst errors are shares of the gold rows: *flips* (the opposite stance put in a side's mouth, or on the same
evidence, on a claim where gold has no such row) and *swaps* (supplier and recipient exchanged).
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dementi.records import OPPOSITE

Row = Mapping[str, Any]
Fits = Callable[[Row, Row], bool]

STANCES = ("asserts", "denies", "uncertain")
NOBODY = frozenset({"article", "unattributed"})
ENOUGH_WORDS = 0.5  # share of the words that two names of one source have in common
ENOUGH_EVIDENCE = 0.3  # share of the longer evidence's words; quotations are found or not long before they are exact
ITEM_CLASS = {
    "ballistic-missile": "missile",
    "cruise-missile": "missile",
    "fighter-aircraft": "aircraft",
    "helicopter": "aircraft",
}
# Other names of a party, normalised as by ``norm``: gold and prediction need not choose the same.
ALIASES = {
    alias: name
    for name, aliases in {
        "united states": "us, usa, america, washington, white house, united states of america",
        "united kingdom": "uk, britain, great britain, london",
        "european union": "eu, council european union, brussels",
        "north korea": "dprk, pyongyang",
        "south korea": "seoul, republic korea",
        "russia": "russian federation, kremlin, moscow",
        "iran": "tehran, islamic republic iran",
        "ukraine": "kyiv, kiev",
        "turkey": "turkiye, ankara",
        "western countries": "west, westerners",
        "china": "beijing",
        "france": "paris",
        "germany": "berlin",
        "serbia": "belgrade",
        "czechia": "czech republic",
        "united arab emirates": "uae, emirates",
        "democratic republic congo": "drc",
        "rapid support forces": "rsf",
        "houthis": "ansar allah",
        "wagner group": "wagner",
        "kurdistan workers party": "pkk",
        "united nations": "un",
        "myanmar": "burma",
        "eswatini": "swaziland",
        "holy see": "vatican",
        "ivory coast": "cote ivoire",
    }.items()
    for alias in aliases.split(", ")
}
STOP = frozenset("the of a an le la les l d de des du un une s".split())
# Words that say an office or a kind of people, not who: they do not make two sources the same.
OFFICE = frozenset(
    "official officials source sources spokesman spokeswoman spokesperson minister ministry president government "
    "foreign defence defense affairs affaires etrangeres army general authorities diplomat diplomats diplomacy "
    "porte parole ministre ministere presidence president gouvernement responsable responsables officiel officiels "
    "armee autorites diplomatie diplomate diplomates haut chef service services renseignement intelligence".split()
)


def norm(text: object) -> str:
    """Return lower-case ASCII words without articles; "" for None."""
    plain = unicodedata.normalize("NFKD", str(text or "")).encode("ascii", "ignore").decode().lower()
    return " ".join(word for word in re.sub(r"[^a-z0-9]+", " ", plain).split() if word not in STOP)


def canon(name: object) -> str:
    """Return the one normalised name that stands for all names of a party."""
    text = norm(name)
    return ALIASES.get(text, text)


def alike(a: object, b: object) -> bool:
    """Return whether two names share half of their words, words of office apart unless there are no others."""
    x, y = set(canon(a).split()), set(canon(b).split())
    if x and x == y:
        return True
    x, y = x - OFFICE, y - OFFICE
    return bool(x and y) and len(x & y) / len(x | y) >= ENOUGH_WORDS


def nobody(row: Row) -> bool:
    """Return whether the row has the article's own voice or nobody as its source."""
    return row.get("source_kind") in NOBODY or norm(row.get("source")) in NOBODY


def same_source(gold: Row, predicted: Row) -> bool:
    """Return whether both rows have one source, by name or by the words that name it."""
    if nobody(gold) or nobody(predicted):
        return norm(gold.get("source")) == norm(predicted.get("source"))
    return any(alike(gold.get(key), predicted.get(key)) for key in ("source", "source_text"))


def same_side(gold: Row, predicted: Row) -> bool:
    """Return whether both rows speak for one side: whom the source speaks for, else the source."""
    if nobody(gold) or nobody(predicted):
        return nobody(gold) and nobody(predicted)
    ours, theirs = canon(gold.get("on_behalf_of")), canon(predicted.get("on_behalf_of"))
    if ours and theirs:
        return ours == theirs
    if ours:
        return canon(predicted.get("source")) == ours
    if theirs:
        return canon(gold.get("source")) in (theirs, canon(predicted.get("source")))
    return same_source(gold, predicted)


def item_class(row: Row) -> str:
    """Return the item with missiles of all kinds as one class, and aircraft as another."""
    item = str(row.get("item") or "")
    return ITEM_CLASS.get(item, item)


def same_party(a: object, b: object) -> bool:
    """Return whether two suppliers or recipients are one; an empty one is only like an empty one."""
    x, y = canon(a), canon(b)
    return x == y or (bool(x and y) and alike(x, y))


def same_claim(gold: Row, predicted: Row, *, exchanged: bool = False) -> bool:
    """Return whether both rows are about one claim, with the predicted parties exchanged if so asked."""
    supplier, recipient = predicted.get("supplier"), predicted.get("recipient")
    if exchanged:
        supplier, recipient = recipient, supplier
    return (
        gold.get("kind") == predicted.get("kind")
        and item_class(gold) == item_class(predicted)
        and same_party(gold.get("supplier"), supplier)
        and same_party(gold.get("recipient"), recipient)
    )


def same_stance(gold: Row, predicted: Row) -> bool:
    """Return whether both rows take one stance on one claim, whoever takes it: the level ``claim``."""
    return gold.get("stance") == predicted.get("stance") and same_claim(gold, predicted)


def evidence_overlaps(gold: Row, predicted: Row) -> bool:
    """Return whether the evidence of both rows has enough words in common."""
    x, y = (set(norm(row.get("evidence")).split()) for row in (gold, predicted))
    return bool(x and y) and len(x & y) / max(len(x), len(y)) >= ENOUGH_EVIDENCE


def core(gold: Row, predicted: Row) -> bool:
    """Return whether the rows agree at the level ``core``."""
    return same_stance(gold, predicted) and same_side(gold, predicted)


def with_source(gold: Row, predicted: Row) -> bool:
    """Return whether the rows agree at the level ``source``."""
    return core(gold, predicted) and same_source(gold, predicted)


def full(gold: Row, predicted: Row) -> bool:
    """Return whether the rows agree at the level ``full``."""
    return (
        with_source(gold, predicted)
        and str(gold.get("item") or "") == str(predicted.get("item") or "")
        and gold.get("status") == predicted.get("status")
        and norm(gold.get("quantity")) == norm(predicted.get("quantity"))
    )


LEVELS: Mapping[str, Fits] = {"core": core, "claim": same_stance, "source": with_source, "full": full}


def match(gold: Sequence[Row], predicted: Sequence[Row], fits: Fits) -> list[tuple[int, int]]:
    """Return pairs of indices, gold and predicted, each used once, the likest first."""
    pairs = []
    for i, g in enumerate(gold):
        for j, p in enumerate(predicted):
            if fits(g, p):
                unlike = (
                    bool(g.get("optional")),
                    not same_source(g, p),
                    g.get("item") != p.get("item"),
                    g.get("status") != p.get("status"),
                    not evidence_overlaps(g, p),
                )
                pairs.append((unlike, i, j))
    taken_gold: set[int] = set()
    taken_predicted: set[int] = set()
    out = []
    for _, i, j in sorted(pairs):
        if i not in taken_gold and j not in taken_predicted:
            taken_gold.add(i)
            taken_predicted.add(j)
            out.append((i, j))
    return out


def fault(gold: Sequence[Row], predicted: Row) -> str | None:
    """Return what is worst of a predicted row: ``flipped``, ``swapped``, or None where it is neither."""
    said = [g for g in gold if same_stance(g, predicted)]
    if any(same_side(g, predicted) or evidence_overlaps(g, predicted) for g in said):
        return None
    if any(
        g.get("stance") == OPPOSITE.get(str(predicted.get("stance")))
        and same_claim(g, predicted)
        and (same_side(g, predicted) or evidence_overlaps(g, predicted))
        for g in gold
    ):
        return "flipped"
    if said or not predicted.get("supplier") or not predicted.get("recipient"):
        return None
    exchanged = (g.get("stance") == predicted.get("stance") and same_claim(g, predicted, exchanged=True) for g in gold)
    return "swapped" if any(exchanged) else None


def worst(gold: Sequence[Row], predicted: Sequence[Row]) -> tuple[int, int]:
    """Return how many predicted rows of one article are flips, and how many are swaps."""
    faults = [fault(gold, row) for row in predicted]
    return faults.count("flipped"), faults.count("swapped")


@dataclass
class Count:
    """Rows right, rows in gold, rows predicted."""

    right: int = 0
    gold: int = 0
    predicted: int = 0

    def add(self, right: int, gold: int, predicted: int) -> None:
        """Count these rows in."""
        self.right += right
        self.gold += gold
        self.predicted += predicted

    def figures(self) -> dict[str, float]:
        """Return precision, recall and F1 (shares, 0 where there is nothing to divide by), then the counts."""
        precision = self.right / self.predicted if self.predicted else 0.0
        recall = self.right / self.gold if self.gold else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return {"precision": precision, "recall": recall, "f1": f1, "gold": self.gold, "predicted": self.predicted}


def score(gold: Mapping[str, Sequence[Row]], predicted: Mapping[str, Sequence[Row]]) -> dict[str, Any]:
    """Return the figures of each level and of each stance at ``core``, then shares of flips, swaps and evidence.

    Articles that are not in ``gold`` do not count.
    """
    counts = {name: Count() for name in (*LEVELS, *STANCES)}
    flips = swaps = evidence = 0
    for article_id, rows in gold.items():
        found = [row if isinstance(row, dict) else {} for row in predicted.get(article_id) or ()]
        for name, fits in LEVELS.items():
            evidence += _add(counts, name, rows, found, match(rows, found, fits))
        flipped, swapped = worst(rows, found)
        flips += flipped
        swaps += swapped
    out: dict[str, Any] = {"articles": len(gold)} | {name: count.figures() for name, count in counts.items()}
    rows_of_gold = counts["core"].gold or 1
    return out | {
        "flips": flips / rows_of_gold,
        "swaps": swaps / rows_of_gold,
        "evidence": evidence / counts["core"].right if counts["core"].right else 0.0,
    }


def _add(
    counts: Mapping[str, Count], name: str, gold: Sequence[Row], found: Sequence[Row], pairs: Sequence[tuple[int, int]]
) -> int:
    """Add one article to a level's counts, at ``core`` to those of the stances too; return evidence met there."""
    free = {j for i, j in pairs if gold[i].get("optional")}
    hits = [(gold[i], found[j]) for i, j in pairs if not gold[i].get("optional")]
    due = [g for g in gold if not g.get("optional")]
    charged = [p for j, p in enumerate(found) if j not in free]
    counts[name].add(len(hits), len(due), len(charged))
    if name != "core":
        return 0
    for stance in STANCES:
        right = sum(g["stance"] == stance for g, _ in hits)
        wanted = sum(g["stance"] == stance for g in due)
        counts[stance].add(right, wanted, sum(p.get("stance") == stance for p in charged))
    return sum(evidence_overlaps(g, p) for g, p in hits)


def load(path: Path) -> dict[str, list[Row]]:
    """Read JSON Lines of articles and return their rows by id; lines that are no such object are left out.

    Raises:
        ValueError: A line is no JSON; the message gives the file and the line.
    """
    return dict(_articles(path))


def _articles(path: Path) -> Iterator[tuple[str, list[Row]]]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                article = json.loads(line)
            except ValueError as error:
                raise ValueError(f"{path}: line {number} is no JSON: {error}") from error
            if isinstance(article, dict) and "id" in article:
                yield article["id"], article.get("statements") or []


def report(result: Mapping[str, Any]) -> str:
    """Return the figures as lines for people to read."""
    lines = [f"articles {result['articles']}"]
    for name in (*LEVELS, *STANCES):
        r = result[name]
        lines.append(
            f"{name:9s} P {r['precision']:.3f}  R {r['recall']:.3f}  F1 {r['f1']:.3f}"
            f"   gold {r['gold']}  predicted {r['predicted']}"
        )
    shares = f"flips {result['flips']:.3f}  swaps {result['swaps']:.3f}  evidence overlap {result['evidence']:.3f}"
    return "\n".join([*lines, shares])
