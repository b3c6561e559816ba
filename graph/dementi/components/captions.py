"""Whose a quotation is by what stands beside it: a caption above, « Réponse de X », « : le message circule » behind.

No component: the part of ``attributions`` that reads quotations which no verb of speech frames.
"""

from __future__ import annotations

from spacy.tokens import Doc

from dementi.components.cast import Cast
from dementi.components.publisher import lines
from dementi.components.sources import UNATTRIBUTED
from dementi.fr import grammar
from dementi.lexicon import word_list
from dementi.records import Quote, Source, SourceKind

TEXTS = word_list("actors.toml", "text")  # « le message », « cette affirmation »
ANSWERS = frozenset("réponse réplique réaction commentaire explication riposte".split())
CAPTION = 25  # tokens of « SON - Jean Untel, ministre de la Défense », at the most
OPENING = 4  # tokens of a caption in which its name begins
BESIDE = 6  # tokens behind a quotation in which a text or an answer is named


class Captions:
    """What stands beside the quotations of one document."""

    def __init__(self, doc: Doc, cast: Cast) -> None:
        self.doc = doc
        self.cast = cast
        rows = list(lines(doc))
        self.above = {first: row for row, (first, _) in zip(rows, rows[1:], strict=False)}

    def source(self, quote: Quote) -> Source | None:
        """Return whose a quotation is."""
        return self._caption(quote) or self._behind(quote)

    def _caption(self, quote: Quote) -> Source | None:
        """Return who is named in a line of his own above a quotation that is one."""
        first, last = self.above.get(quote.first, self.above.get(quote.first - 1, (0, CAPTION)))
        if last - first >= CAPTION or self.doc[last].text in ".?!":
            return None
        if any(t.pos_ in grammar.VERBAL and grammar.verb_form(t) == "finite" for t in self.doc[first : last + 1]):
            return None
        people = (a.source for a in self.cast.starting(first, min(first + OPENING, last)))
        return next((source for source in people if source.kind is SourceKind.PERSON), None)

    def _behind(self, quote: Quote) -> Source | None:
        """Return whom the words behind a quotation name: « Réponse de X », « : le message a été partagé »."""
        at = quote.last + 1
        while at < len(self.doc) and (self.doc[at].is_space or self.doc[at].text in '".,'):
            at += 1
        if at >= len(self.doc):
            return None
        opening = self.doc[at : at + BESIDE]
        if opening[0].lower_ in ANSWERS and any(grammar.preposition(t) == "de" for t in opening):
            people = (a.source for a in self.cast.starting(at + 1, opening[0].sent.end - 1))
            return next((source for source in people if source.kind is not SourceKind.UNATTRIBUTED), None)
        named = [t.lower_ for t in opening if t.pos_ in ("DET", "NOUN")]
        text = opening[0].text == ":" or opening[0].lower_ in ("ce", "cette", "cet", "le", "la", "l'")
        return UNATTRIBUTED if text and len(named) > 1 and named[1] in TEXTS else None
