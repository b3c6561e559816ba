"""Where one brief of a round-up ends and the next begins: « ■ MAROC. Rabat dément … ».

No component: what ``actors`` and ``anaphora`` ask of a document's form. Nothing in one brief speaks of another.
"""

from __future__ import annotations

from bisect import bisect_right

from spacy.tokens import Doc

from dementi.components.publisher import lines
from dementi.records import ConceptKind, Use

LEAST = 3  # briefs under headings that make a round-up
OPENING = 4  # tokens of a line in which its heading begins
ENDS = frozenset(". - – — / |".split())  # behind a heading; a colon is for who speaks
BODY = 8  # tokens of a brief behind its heading, at the least


def brief_starts(doc: Doc) -> list[int]:
    """Return the first token of every brief; none for a text that is no round-up of briefs."""
    named = (m for m in doc._.mentions if m.concept.kind is ConceptKind.STATE and m.use is Use.NAME)
    states = {m.first: m.last for m in named}
    starts = [first for first, last in lines(doc) if _headed(doc, first, last, states)] if len(states) >= LEAST else []
    return starts if len(starts) >= LEAST else []


def brief_numbers(doc: Doc) -> list[int] | None:
    """Return for every token the number of its brief; None for a text that is no round-up of briefs."""
    starts = brief_starts(doc)
    return [bisect_right(starts, i) for i in range(len(doc))] if starts else None


def _headed(doc: Doc, first: int, last: int, names: dict[int, int]) -> bool:
    """Say whether a line begins with the name of a state and a stop, bullets apart."""
    at = next((i for i in range(first, min(first + OPENING, last)) if i in names), None)
    if at is None or any(t.is_alpha and t.pos_ != "DET" for t in doc[first:at]):
        return False
    behind = names[at] + 1
    return behind + BODY <= last and doc[behind].text in ENDS
