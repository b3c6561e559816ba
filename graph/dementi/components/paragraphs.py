"""Where sentences can begin: a paragraph's end is a sentence's end, and none ends in the midst of a line without a stop.

The parser guesses sentence ends among words; on headlines and long quotations it guesses wrong, and a source is parted from
its cue. Typography knows better.

Reads:  the text, ``doc._.article`` (the quotation marks as they were written).
Writes: ``token.is_sent_start`` where typography decides; elsewhere the parser does.
Terms:  paragraph: what blank lines part. A short line is one too; feeds wrap the others.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Token

STOPS = frozenset(".!?…") | {"...", "?!", "!!", ".."}
SHORT_LINE = 70  # characters; a line that ends before could have held more, so its end is meant


def _opening(doc: Doc, token: Token) -> bool:
    """Say whether a double quote opens a quotation, by its original shape, else by the spaces around it."""
    text = doc._.article.text
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
    return before.text in STOPS or before.text[-1:] in "!?…" or before.text[-1:] == "." and not before.text[:1].isupper()


def _closes(doc: Doc, at: int) -> bool:
    return doc[at].text == '"' and not _opening(doc, doc[at])


@Language.component("dementi_paragraphs", assigns=["token.is_sent_start"])
def paragraphs(doc: Doc) -> Doc:
    """Set the sentence starts that typography decides."""
    line = 0
    for token in doc[1:]:
        before = doc[token.i - 1]
        if before.is_space and "\n" in before.text:
            length = before.idx - line
            line = token.idx
            stopped = token.i > 1 and doc[token.i - 2].text[-1:] in '.!?…":)'
            token.is_sent_start = before.text.count("\n") > 1 or length < SHORT_LINE or stopped
        elif before.is_space:
            continue
        elif token.is_space or _closes(doc, token.i) or not _may_begin(doc, token.i):
            token.is_sent_start = False
    return doc
