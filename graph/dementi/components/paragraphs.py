"""A paragraph's end is a sentence's end, whatever the parser would say: headlines and list items have no full stop.

Reads:  the text.
Writes: ``token.is_sent_start`` of the first token of every paragraph; the parser keeps what is set.
Terms:  paragraph: what blank lines part; a single line end parts nothing, since feeds wrap their lines.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc


@Language.component("dementi_paragraphs", assigns=["token.is_sent_start"])
def paragraphs(doc: Doc) -> Doc:
    """Set the sentence starts after blank lines, and at the white space itself, which no sentence may swallow."""
    for token in doc[:-1]:
        if token.is_space and token.text.count("\n") > 1:
            doc[token.i + 1].is_sent_start = True
    return doc
