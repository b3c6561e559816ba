"""The ordered line of components, and the one way through it: ``annotate(article, build())``."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from dementi.fr.normalise import normalise
from dementi.records import Article

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
    for name in ATTRIBUTES:
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)
    nlp = spacy.load(model or MODEL)
    if "parser" not in nlp.pipe_names:
        raise ValueError(f"--model {model}: has no parser, only {', '.join(nlp.pipe_names)}; give one with a parser")
    for name in (*BEFORE, *COMPONENTS):
        import_module(f"dementi.components.{name}")
    for name in BEFORE:
        nlp.add_pipe(f"dementi_{name}", first=True)
    for name in COMPONENTS:
        nlp.add_pipe(f"dementi_{name}")
    return nlp


def annotate(article: Article, nlp: Language) -> Doc:
    """Return the article's text with everything that the components found.

    The model reads plain quotes and apostrophes; offsets are those of ``article.text``, of which each character was
    replaced by one.
    """
    text = normalise(article.text)
    nlp.max_length = max(nlp.max_length, len(text) + 1)
    doc = nlp.make_doc(text)
    doc._.article = article
    return nlp(doc)
