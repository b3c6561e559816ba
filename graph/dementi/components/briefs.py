"""Where one brief of a round-up ends and the next begins: « ■ MAROC. Rabat dément … ».

No component: what ``actors`` and ``anaphora`` ask of a document's form. Nothing in one brief speaks of another.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from functools import lru_cache

from spacy.tokens import Doc

from dementi.components.publisher import lines
from dementi.records import ConceptKind, Mention, Use

LEAST = 3  # briefs under headings that make a round-up
OPENING = 4  # tokens of a line in which its heading begins
ENDS = frozenset(". - – — / |".split())  # behind a heading; a colon is for who speaks
BODY = 8  # tokens of a brief behind its heading, at the least


@lru_cache(maxsize=1)  # four passes ask for those of one document
def brief_starts(doc: Doc) -> dict[int, str]:
    """Return the first token of every brief with the state in its heading; none for a text that is no round-up."""
    states = {m.first: m for m in doc._.mentions if m.concept.kind is ConceptKind.STATE and m.use is Use.NAME}
    if len(states) < LEAST:
        return {}
    headings = ((first, _heading(doc, first, last, states)) for first, last in lines(doc))
    starts = {first: heading.concept.en for first, heading in headings if heading}
    return starts if len(starts) >= LEAST else {}


def brief_numbers(doc: Doc) -> list[int] | None:
    """Return for every token the number of its brief; None for a text that is no round-up of briefs."""
    starts = list(brief_starts(doc))
    return [bisect_right(starts, i) for i in range(len(doc))] if starts else None


def _heading(doc: Doc, first: int, last: int, states: Mapping[int, Mention]) -> Mention | None:
    """Return the state with whose name and a stop a line begins, bullets apart."""
    at = next((i for i in range(first, min(first + OPENING, last)) if i in states), None)
    if at is None or any(t.is_alpha and t.pos_ != "DET" for t in doc[first:at]):
        return None
    behind = states[at].last + 1
    return states[at] if behind + BODY <= last and doc[behind].text in ENDS else None
