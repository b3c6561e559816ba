"""Sentences and stretches as plain numbers and lists, for passes that ask for them at every word.

spaCy makes an object of each token that is asked for, and several of each span; hot loops need neither.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Doc, Span, Token

TOKENS = "dementi_tokens"  # in ``doc.user_data``
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


def every(doc: Doc) -> list[Token]:
    """Return all tokens, made once: ``pipeline.understood`` forgets them, as they hold the document that holds them."""
    tokens: list[Token] | None = doc.user_data.get(TOKENS)
    if tokens is None:
        tokens = doc.user_data[TOKENS] = list(doc)
    return tokens


def lowered(doc: Doc) -> list[str]:
    """Return all tokens in lower case; of the same word the string is looked up once."""
    values, strings = doc.to_array("LOWER").tolist(), doc.vocab.strings
    known = {value: strings[value] for value in set(values)}
    return [known[value] for value in values]


def spans(doc: Doc) -> Iterator[Span]:
    """Yield the sentences: what ``doc.sents`` does, which makes an object of every token on its way."""
    starts = sentence_starts(doc)
    begins = [0, *(i for i in range(1, len(starts)) if starts[i]), len(starts)]
    for first, end in pairwise(begins):
        if first < end:
            yield doc[first:end]


def tokens(doc: Doc, first: int, end: int) -> list[Token]:
    """Return the tokens from one on up to another that is left out; cheaper than a span where none is needed."""
    return every(doc)[max(first, 0) : max(end, 0)]
