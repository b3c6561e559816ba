"""Where sentences can begin: after a paragraph, and never in the midst of a line without a stop.

The parser guesses sentence ends among words; on headlines and long quotations it guesses wrong, and a source is parted
from its cue. Typography knows better.

Reads:  the text, ``doc._.article`` (the quotation marks as they were written).
Writes: ``token.is_sent_start`` where typography decides, elsewhere the parser does; ``doc._.article`` if None.
Terms:  paragraph: what blank lines part. A short line is one too; a line that ends where the next word does not fit is
        wrapped.
"""

from __future__ import annotations

import re
from itertools import accumulate

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Token

from dementi.fr.sentences import sentence_starts
from dementi.records import Article

STOPS = frozenset(".!?…") | {"...", "?!", "!!", ".."}
SHORT_LINE = 70  # characters; a line that ends before could have held more, so its end is meant
NARROW = 60  # characters; nobody wraps news narrower, so a text of none but shorter lines is not wrapped
LONGEST = 500  # tokens without a place where a sentence could begin: no sentence has as many, and one begins
_WORD = re.compile(r"\S*")
DATELINE = 16  # tokens of « ANKARA, 3 mai 2024 (agence) - », at the most
DASHES = frozenset("- -- --- – —".split())


def _opening(doc: Doc, token: Token) -> bool:
    """Say whether a double quote opens a quotation, by its original shape, else by the spaces around it."""
    text: str = doc._.article.text
    mark = text[token.idx]
    if mark in "«“„":
        return not (token.idx and not text[token.idx - 1].isspace())
    spaced = token.idx == 0 or text[token.idx - 1].isspace() or text[token.idx - 1] in "(['’"
    return mark == '"' and spaced


def _may_begin(doc: Doc, at: int) -> bool:
    """Say whether a sentence can begin at a token: after a stop, or after a stop and a closing quotation mark."""
    before = doc[at - 1]
    if before.text == '"':
        return not _opening(doc, before) and at > 1 and doc[at - 2].text in STOPS
    if before.text == ")":
        return at > 1 and (doc[at - 2].text in STOPS or doc[at].text[:1].isupper())
    return (
        before.text in STOPS or before.text[-1:] in "!?…" or before.text[-1:] == "." and not before.text[:1].isupper()
    )


def _closes(doc: Doc, at: int) -> bool:
    """Say whether a token belongs to the sentence before it: « ?! », a closing quotation mark or bracket."""
    token = doc[at]
    return token.text in STOPS or token.text in ",;:)]" or token.text == '"' and not _opening(doc, token)


def _could_hold_more(text: str, start: int, end: int, next_line: int, width: int) -> bool:
    """Say whether the line ``text[start:end]`` is short, and ends although the next line's first word would fit."""
    word = _WORD.match(text, next_line)
    return end - start < SHORT_LINE and end - start + len(word[0] if word else "") < width


def _dateline_end(doc: Doc, first: int) -> int:
    """Return the first token behind a dateline that opens a paragraph, -1 where none does.

    « ANKARA, 3 mai (agence) - »: a place or an agency, with a date or a name in brackets; « Minsk - la capitale - » has
    neither.
    """
    if not doc[first].text[:1].isupper():
        return -1
    for at in range(first + 1, min(first + DATELINE, len(doc) - 1)):
        token, following = doc[at], doc[at + 1]
        if token.is_space and "\n" in token.text or token.text in STOPS or token.text in (":", '"'):
            return -1
        if token.text in DASHES and following.text[:1].isupper():
            before = doc[first:at]
            marked = any(t.like_num or t.text in ("(", "/") for t in before) or doc[first].text.isupper()
            return at + 1 if marked or all(t.text[:1].isupper() for t in before) else -1
    return -1


def sentence_numbers(doc: Doc) -> list[int]:
    """Return for every token the number of its sentence, from 0."""
    return [number - 1 for number in accumulate(sentence_starts(doc))]


@Language.component("dementi_paragraphs", assigns=["token.is_sent_start"])
def paragraphs(doc: Doc) -> Doc:
    """Set the sentence starts that typography decides.

    A text that did not come through ``pipeline.annotate`` becomes an article of its own, without a date.
    """
    if doc._.article is None:
        doc._.article = Article("text", doc.text)
    text = doc.text
    width = max(NARROW, *map(len, text.split("\n")))
    line = begun = 0
    told = _dateline_end(doc, 0) if len(doc) else -1  # where the text behind a dateline begins
    starts = np.zeros(len(doc), dtype="int64")  # 1 begins a sentence, -1 does not, 0 is for the parser to say
    for token in doc[1:]:
        before = doc[token.i - 1]
        if before.is_space and "\n" in before.text:
            stopped = token.i > 1 and doc[token.i - 2].text[-1:] in '.!?…":)'
            short = _could_hold_more(text, line, before.idx, token.idx, width)
            starts[token.i] = 1 if before.text.count("\n") > 1 or short or stopped else -1
            line = token.idx
            told = _dateline_end(doc, token.i) if starts[token.i] == 1 else -1
        elif token.i == told:
            starts[token.i] = 1
        elif not before.is_space and (token.is_space or _closes(doc, token.i) or not _may_begin(doc, token.i)):
            starts[token.i] = -1 if token.i - begun < LONGEST else 1
        if starts[token.i] >= 0:
            begun = token.i
    # all at once: spaCy looks through the whole document whenever the start of one token is set
    return doc.from_array(["SENT_START"], starts.astype("uint64"))  # type: ignore[arg-type]  # spaCy's stubs lack it
