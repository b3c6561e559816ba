"""The ordered line of components, and the one way through it: ``annotate(article, build())``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeAlias

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import use_ops

from dementi.fr.normalise import accented, normalise
from dementi.fr.sentences import TOKENS
from dementi.records import Article

Pipe: TypeAlias = Callable[[Doc], Doc]  # a component

PIECE = 5_000  # tokens; few articles have twice as many
KNOWN: list[int | str] = ["NORM", "SENT_START"]  # what tokens have before the model reads them
MODEL = Path(__file__).parent / "fr" / "model"
# Before the parser, then after it; each reads only what those before it wrote.
BEFORE = ("paragraphs",)
COMPONENTS = (
    "inflections",
    "mentions",
    "quotes",
    "quantities",
    "dates",
    "actors",
    "cues",
    "transfers",
    "attributions",
    "stance",
    "anaphora",
    "sifting",
    "reading",
)
ATTRIBUTES = (
    "article",
    "mentions",
    "quotes",
    "quantities",
    "dates",
    "actors",
    "transfers",
    "cues",
    "attributions",
    "assertions",
    "anaphora",
    "sifted",
    "read",
)


@cache
def build(lang: str = "fr", model: str | None = None) -> Language:
    """Return the pipeline of a language, loaded once.

    Args:
        lang: ISO 639-1 code; only "fr" is there.
        model: Path or name of a spaCy pipeline with tagger and parser, in the place of the one that comes with Démenti.

    Raises:
        ValueError: No pipeline for that language, or the model has no parser.
        OSError: spaCy cannot find or read the model.
    """
    if lang != "fr":
        raise ValueError(f"--lang {lang}: no pipeline for it; there is fr")
    declare()
    # numpy's product of matrices is up to three times as fast as the one that spaCy takes of its own accord.
    with use_ops("numpy", use_blis=False):
        nlp = spacy.load(model or MODEL)
    if "parser" not in nlp.pipe_names:
        raise ValueError(f"--model {model}: has no parser, only {', '.join(nlp.pipe_names)}; give one with a parser")
    for name in BEFORE:
        nlp.add_pipe(f"dementi_{name}", first=True)
    for name in COMPONENTS:
        nlp.add_pipe(f"dementi_{name}")
    return nlp


def annotate(article: Article, nlp: Language) -> Doc:
    """Return the article's text with everything that the components found, by a pipeline that ``build`` returned."""
    trained = [pipe for name, pipe in nlp.pipeline if not name.startswith("dementi_")]
    return read(article, nlp, trained, {name: nlp.get_pipe(f"dementi_{name}") for name in (*BEFORE, *COMPONENTS)})


def read(article: Article, nlp: Language, trained: Iterable[Pipe], own: Mapping[str, Pipe]) -> Doc:
    """Return the article's text with everything that components found.

    The model reads plain quotes and apostrophes; offsets are those of ``article.text``, of which each character was
    replaced by one. Long text goes through the model in pieces, since the parser holds all its states until it is done;
    at their ends the model sees the words on one side only.

    Args:
        article: What is read.
        nlp: Makes words of it.
        trained: Tag and parse.
        own: Our components by name.
    """
    text = accented(normalise(article.text))
    nlp.max_length = max(nlp.max_length, len(text) + 1)
    doc = nlp.make_doc(text)
    doc._.article = article
    doc = _through((own[name] for name in BEFORE), doc)
    trained = list(trained)
    doc = _joined([_through(trained, piece) for piece in _pieces(doc)])
    doc._.article = article
    return understood(doc, own)


def understood(doc: Doc, own: Mapping[str, Pipe]) -> Doc:
    """Return a parsed document with everything that our components find in it."""
    doc = _through((own[name] for name in COMPONENTS), doc)
    doc.user_data.pop(TOKENS, None)
    return doc


def declare() -> None:
    """Let documents have the attributes that our components read and write."""
    for name in ATTRIBUTES:
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)
    for name in (*BEFORE, *COMPONENTS):
        import_module(f"dementi.components.{name}")


def _through(pipes: Iterable[Pipe], doc: Doc) -> Doc:
    """Return what components make of a document, one after the other."""
    for pipe in pipes:
        doc = pipe(doc)
    return doc


def _pieces(doc: Doc) -> Iterator[Doc]:
    """Yield a document itself; a long one in pieces of ``PIECE`` tokens and more.

    A piece ends where a sentence must, or before it has twice as many tokens, where one can.
    """
    if len(doc) <= 2 * PIECE:
        yield doc
        return
    ends, first = [], 0
    for token in doc:
        begins = token.is_sent_start  # None is for the parser to say
        if token.i - first >= PIECE and begins or token.i - first >= 2 * PIECE and begins is None:
            first = token.i
            ends.append(first)
    known: Any = doc.to_array(KNOWN)
    for first, last in pairwise((0, *ends, len(doc))):
        words = [token.text for token in doc[first:last]]
        piece = Doc(doc.vocab, words, [bool(token.whitespace_) for token in doc[first:last]])
        yield piece.from_array(KNOWN, known[first:last])


def _joined(pieces: list[Doc]) -> Doc:
    """Return one document of all pieces, without the vectors that only the model reads."""
    if len(pieces) == 1:
        return pieces[0]
    joined = Doc.from_docs(pieces, ensure_whitespace=False, exclude=["tensor"])  # type: ignore[call-arg]  # stubs lack it
    assert joined is not None  # as it is where there are no pieces
    return joined
