"""Sentences and stretches as plain numbers and lists, for passes that ask for them at every word.

spaCy makes an object of each token that is asked for, and several of each span; hot loops need neither.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

STARTS = "dementi_sentence_starts"  # in ``doc.user_data``, from the first question after the parser


def sentence_starts(doc: Doc) -> list[bool]:
    """Return for every token whether a sentence begins there, read once."""
    starts: list[bool] | None = doc.user_data.get(STARTS)
    if starts is None:
        starts = doc.user_data[STARTS] = (doc.to_array("SENT_START") == 1).tolist()
    return starts


def bounds(token: Token) -> tuple[int, int]:
    """Return the first token of a token's sentence, and one past its last: what ``token.sent`` makes spans for."""
    starts, at = sentence_starts(token.doc), token.i
    first, end = at, at + 1
    while first and not starts[first]:
        first -= 1
    while end < len(starts) and not starts[end]:
        end += 1
    return first, end


def tokens(doc: Doc, first: int, end: int) -> list[Token]:
    """Return the tokens from one on up to another that is left out; cheaper than a span where none is needed."""
    return [doc[i] for i in range(max(first, 0), min(end, len(doc)))]
