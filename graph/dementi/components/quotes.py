"""Stretches between quotation marks, also where the marks are unbalanced or turned the wrong way.

Reads:  the text of ``doc._.article`` (the marks as they were written), sentence starts.
Writes: ``doc._.quotes``, a list of Quote in text order.
Terms:  direct quotation as in PARC 3.0.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from dementi.fr import sentences
from dementi.records import Quote

MARKS = '«»“”„"‹›'
BREAK = re.compile(r"\n\s*\n")  # a paragraph end, at which an open quotation is closed
_OPENING = "«“„‹"
_CLOSING = "»”›"


def _direction(text: str, at: int) -> int:
    """Return 1 where a mark opens, -1 where it closes, 0 where its surroundings do not tell.

    White space decides before the mark's own shape does: sites that translate by machine close with « too
    (« … en Ukraine« , a-t-elle déclaré »).
    """
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    mark = text[at]
    left_open = before.isspace() or before in "(['’-—–"
    right_open = after.isspace() or after in ".,;:!?)]"
    if left_open and right_open:  # French marks are spaced on the inside: the shape decides
        return 1 if mark in _OPENING else -1 if mark in _CLOSING else 0
    if left_open:
        return 1
    if right_open:
        return -1
    return 1 if mark in _OPENING else -1 if mark in _CLOSING else 0


def _spans(text: str, starts: list[int]) -> Iterator[tuple[int, int]]:
    """Yield half-open character stretches inside quotation marks, of the outermost quotations only."""
    opened = -1
    depth = 0
    boundaries = [match.start() for match in BREAK.finditer(text)] + [len(text)]
    last_end = 0
    limit = 0
    for at, mark in enumerate(text):
        if at >= boundaries[limit]:
            if opened >= 0:
                yield opened, boundaries[limit]
            opened, depth, last_end = -1, 0, at
            limit += 1
        if mark not in MARKS:
            continue
        direction = _direction(text, at) or (-1 if opened >= 0 else 1)
        if opened < 0 and direction > 0:
            opened = at + 1
        elif opened < 0:  # closed but never opened: the quotation begins with its sentence
            start = max(starts[bisect_right(starts, at) - 1], last_end)
            if text[at + 1 : at + 2] == ",":
                yield start, at
            last_end = at + 1
        elif direction > 0 and mark in _OPENING and text[opened - 1] != mark:
            depth += 1
        elif depth and text[opened - 1] != mark and mark in _CLOSING and not _matches(text[opened - 1], mark):
            depth -= 1
        else:
            yield opened, at
            opened, depth, last_end = -1, 0, at + 1
    if opened >= 0:
        yield opened, len(text)


def _matches(opening: str, closing: str) -> bool:
    return (opening, closing) in {("«", "»"), ("“", "”"), ("„", "”"), ("‹", "›"), ('"', '"')}


def find_quotes(doc: Doc) -> Iterator[Quote]:
    """Yield the quotations of a document; one that was never closed ends with its paragraph."""
    text = doc._.article.text
    starts = [sentence.start_char for sentence in sentences.spans(doc)]
    for start, end in _spans(text, starts):
        span = doc.char_span(start, end, alignment_mode="contract")
        if span is None:
            continue
        tokens = [token.i for token in span if not token.is_space and token.text != '"']
        if tokens:
            yield Quote(tokens[0], tokens[-1])


@Language.factory("dementi_quotes", assigns=["doc._.quotes"])
class Quotes:
    """The pipeline's hold on ``find_quotes``; there is no logic in it."""

    def __init__(self, nlp: Language, name: str) -> None:
        pass

    def __call__(self, doc: Doc) -> Doc:
        """Set ``doc._.quotes``."""
        doc._.quotes = list(find_quotes(doc))
        return doc
