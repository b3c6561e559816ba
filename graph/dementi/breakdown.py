"""Where the figures of ``evaluation`` come from: kind by kind, and by where the source is named.

Sources outside of the sentence are the hard ones (in NewsClaims F1 2.7, against 42.3 for all), and one figure for both
would hide it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from dementi.evaluation import Count, Row, core, match, nobody, with_source
from dementi.records import Kind

# "à Kiev. Le", "à Kiev ! »\n"; not "M. Dupont" (a letter alone is no end), not "3.5"
END = re.compile(r"(?:(?<=\w\w)|(?<=\W))[.!?…]+[\s\u00a0»”\"]+(?=[^a-zà-ÿ])|\n")
PLACES = {
    "inside": "source named in the sentence of the evidence",
    "outside": "source named in another sentence",
    "nobody": "nobody, or the article itself",
}


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the bounds of the sentence, or sentences, around a stretch of a text."""
    ends = [found.end() for found in END.finditer(text)]
    first = max((at for at in ends if at <= start), default=0)
    last = min((at for at in ends if at >= end), default=len(text))
    return first, last


def found_at(text: str, row: Row) -> tuple[int, int] | None:
    """Return the bounds of a row's evidence in its article, None where it has none there."""
    evidence = str(row.get("evidence") or "")
    start = row.get("evidence_start")
    if not isinstance(start, int) or text[start : start + len(evidence)] != evidence:
        start = text.find(evidence) if evidence else -1
    return (start, start + len(evidence)) if start >= 0 else None


def place(text: str, row: Row) -> str | None:
    """Return which of ``PLACES`` a row's source is named in, None where its evidence is not in the text."""
    if nobody(row):
        return "nobody"
    where = found_at(text, row)
    if where is None:
        return None
    first, last = sentence(text, *where)
    return "inside" if str(row.get("source_text") or row.get("source")) in text[first:last] else "outside"


def by_kind(gold: Mapping[str, Sequence[Row]], predicted: Mapping[str, Sequence[Row]]) -> dict[str, dict[str, float]]:
    """Return the figures at ``core`` of each kind of claim."""
    counts = {kind.value: Count() for kind in Kind}
    for article_id, rows in gold.items():
        found = [row for row in predicted.get(article_id) or () if isinstance(row, dict)]
        pairs = match(rows, found, core)
        free = {j for i, j in pairs if rows[i].get("optional")}
        for i, row in enumerate(rows):
            if not row.get("optional") and row.get("kind") in counts:
                counts[row["kind"]].add(any(at == i for at, _ in pairs), 1, 0)
        for j, row in enumerate(found):
            if j not in free and row.get("kind") in counts:
                counts[row["kind"]].add(0, 0, 1)
    return {kind: count.figures() for kind, count in counts.items()}


def by_place(
    gold: Mapping[str, Sequence[Row]], predicted: Mapping[str, Sequence[Row]], texts: Mapping[str, str]
) -> dict[str, dict[str, float]]:
    """Return by where gold has the source: how many rows, the share found at ``core``, and with the right source."""
    counts = {name: [0, 0, 0] for name in PLACES}
    for article_id, rows in gold.items():
        found = [row for row in predicted.get(article_id) or () if isinstance(row, dict)]
        hits = [{i for i, _ in match(rows, found, fits)} for fits in (core, with_source)]
        for i, row in enumerate(rows):
            where = place(texts.get(article_id, ""), row)
            if where and not row.get("optional"):
                counts[where] = [
                    n + more for n, more in zip(counts[where], (1, i in hits[0], i in hits[1]), strict=True)
                ]
    return {
        name: {"gold": n, "core": right / n if n else 0.0, "source": named / n if n else 0.0}
        for name, (n, right, named) in counts.items()
    }


def report(kinds: Mapping[str, Mapping[str, Any]], places: Mapping[str, Mapping[str, Any]]) -> str:
    """Return the figures as lines for people to read."""
    lines = [
        f"{kind:10s} P {r['precision']:.3f}  R {r['recall']:.3f}  F1 {r['f1']:.3f}"
        f"   gold {r['gold']}  predicted {r['predicted']}"
        for kind, r in kinds.items()
    ]
    lines += [
        f"{PLACES[name]}: core R {r['core']:.3f}  with the right source R {r['source']:.3f}   gold {r['gold']}"
        for name, r in places.items()
    ]
    return "\n".join(lines)
