"""The spaCy factory ``dementi``: reported speech and statements on any French pipeline with a parser of UD.

``nlp.add_pipe("dementi")`` after tagger and parser gives ``doc._.statements`` and ``doc._.attributions``, and in
``doc.spans["dementi"]`` the words that they are made of, which displaCy draws. An installed package tells spaCy of the
factory (``spacy_factories``); elsewhere, importing this module does.

Reads:  the text; what the pipes before it make of it; ``doc._.article``, if somebody has set it (date, outlet).
Writes: ``doc._.statements``, ``doc._.attributions``, ``doc._.article``, ``doc.spans["dementi"]``.
Terms:  source, cue, content as in Pareti's PARC 3.0; item as in statements.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from dementi import packing, pipeline
from dementi.boilerplate import body, feed_date
from dementi.fr.normalise import accented, normalise
from dementi.records import Article, Attribution, ConceptKind, Selector
from dementi.reported import contents, speech
from dementi.statements import statements

NAME = "dementi"
LABELS = ("SOURCE", "CUE", "CONTENT", "ITEM")
# For ``displacy.render(doc, style="span", options=OPTIONS)``; colours on which black words are read well.
OPTIONS = {
    "spans_key": NAME,
    "colors": {"SOURCE": "#e3b3ee", "CUE": "#ffb08a", "CONTENT": "#a8d4f5", "ITEM": "#b6e0ae"},
}
_PARSED = ("LEMMA", "POS", "TAG", "DEP", "HEAD", "MORPH", "SENT_START")
_ID = "text"  # of the article of a document that has none

packing.register()
pipeline.declare()
if not Doc.has_extension("statements"):
    Doc.set_extension("statements", default=None)


class Dementi:
    """The component; it reads a document as ``dementi extract --model`` would, with the pipes that stand before it.

    Args:
        nlp: The pipeline.
        name: Of the component in it.

    Raises:
        ValueError: The pipeline is of another language; later, of a document: it is not parsed, or ``doc._.article`` is
            of another text.
    """

    def __init__(self, nlp: Language, name: str) -> None:
        if nlp.lang != "fr":
            raise ValueError(f"{name}: reads French, and this pipeline is of {nlp.lang!r}; add it to a French one")
        self.nlp, self.name = nlp, name
        names = (*pipeline.BEFORE, *pipeline.COMPONENTS)
        self.own = {one: nlp.create_pipe(f"dementi_{one}") for one in names}

    def __call__(self, doc: Doc) -> Doc:
        """Set what the module says."""
        if len(doc) and not doc.has_annotation("DEP"):
            names = ", ".join(self.nlp.pipe_names)
            raise ValueError(
                f"{self.name}: a parser is needed, and of {names} none has parsed this document;"
                f" add {self.name} to a French pipeline with tagger and parser, as spacy.load(dementi.pipeline.MODEL)"
            )
        article = doc._.article or Article(_ID, doc.text, body=tuple(body(doc.text, feed_date(doc.text)[1])))
        if article.text != doc.text:
            raise ValueError(f"{self.name}: doc._.article is {article.id!r}, and of another text than the document")
        read = self._read(doc, article)
        doc._.article = article
        doc._.statements = statements(read)
        doc._.attributions = [_moved(one, read, doc) for one in speech(read)]
        found = [span for label, where in _named(read) if (span := _span(doc, where, label))]
        doc.spans[NAME] = SpanGroup(doc, name=NAME, spans=found)
        return doc

    def _read(self, doc: Doc, article: Article) -> Doc:
        """Return the document read anew with plain typography, or, where no pipe parses, its parse as it is."""
        before = []
        for name, pipe in self.nlp.pipeline:
            if pipe is self:
                break
            before.append((name, pipe))
        if "parser" in (name for name, _ in before):
            return pipeline.read(article, self.nlp, [pipe for _, pipe in before], self.own)
        text = accented(normalise(doc.text))
        words = [text[token.idx : token.idx + len(token)] for token in doc]
        plain = Doc(doc.vocab, words, [bool(token.whitespace_) for token in doc])
        known: Any = doc.to_array(list(_PARSED))
        plain = plain.from_array(list(_PARSED), known)
        plain._.article = article
        return pipeline.understood(plain, self.own)


@Language.factory(NAME, requires=["token.dep", "token.pos"], assigns=["doc._.statements", "doc._.attributions"])
def make(nlp: Language, name: str) -> Dementi:
    """Return the component for a pipeline."""
    return Dementi(nlp, name)


def displacy_spans(doc: Doc) -> dict[str, Any]:
    """Return a document as ``displacy.render(…, style="span", manual=True)`` takes it; see ``OPTIONS`` for colours."""
    spans = [
        {"start_token": span.start, "end_token": span.end, "label": span.label_} for span in doc.spans.get(NAME, ())
    ]
    return {"text": doc.text, "tokens": [token.text for token in doc], "spans": spans}


def _named(doc: Doc) -> Iterator[tuple[str, Selector]]:
    """Yield the stretches that play a part, each once: who speaks, by which words, what is said, which items."""
    found: dict[tuple[str, Selector], None] = {}
    for one in speech(doc):
        if one.source.text:
            found["SOURCE", one.source.text] = None
        found["CUE", one.cue] = None
        found |= {("CONTENT", where): None for where in contents(doc, one)}
    found |= {("ITEM", one.where): None for one in doc._.mentions if one.concept.kind is ConceptKind.ITEM}
    yield from found


def _span(doc: Doc, where: Selector, label: str) -> Span | None:
    return doc.char_span(where.start, where.end, label=label, alignment_mode="expand")


def _moved(attribution: Attribution, read: Doc, doc: Doc) -> Attribution:
    """Return an attribution with the indices of the tokens of another document of the same text.

    Of its content, what hangs over at the ends is left out, as in ``reported.contents``.
    """
    starts = [token.idx for token in doc]

    def at(character: int) -> int:
        return bisect_right(starts, character) - 1

    return replace(
        attribution,
        at=at(read[attribution.at].idx),
        content=tuple((at(where.start), at(where.end - 1)) for where in contents(read, attribution)),
        target=at(read[attribution.target].idx) if attribution.target >= 0 else -1,
    )
