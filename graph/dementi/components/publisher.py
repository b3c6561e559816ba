"""Whose text it is: a communiqué speaks for the ministry or the firm in its heading, and for nobody else.

No component: what ``actors`` and ``attributions`` ask of a document's first lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from spacy.tokens import Doc

from dementi.components.callings import load_nouns
from dementi.fr import grammar, sentences
from dementi.lexicon import word_list
from dementi.records import Actor, SourceKind

HEADINGS = word_list("actors.toml", "heading")
PERSONAL = frozenset("nous notre nos".split())
MARKS = frozenset(',:.?!";')
LINES_READ = "dementi_lines"  # in ``doc.user_data``
LINES = 10  # of a text among which its heading stands
WORDS = 20  # of a line of a heading, at the most


@lru_cache(maxsize=1)  # three components ask for that of one document
def heading_end(doc: Doc) -> int:
    """Return the first token behind the heading of a communiqué; 0 for a text that is none.

    A heading is a short line without a verb: « Communiqué de presse », « Déclaration de la société Untel ». But for
    communiqués it is its author's own text only where that says « nous »: newspapers have such headlines too.
    """
    end = 0
    for number, (first, last) in enumerate(lines(doc)):
        verbal = any(t.pos_ in grammar.VERBAL and grammar.conjugated(t) for t in doc[first : last + 1])
        if number >= LINES or (verbal or last - first > WORDS) and end:
            break
        opening = doc[first].lower_
        if end and not verbal:
            end = last + 1  # place and date
        elif not verbal and opening in HEADINGS and (opening == "communiqué" or _says_we(doc)):
            end = last + 1
        elif not number and _signs(doc, first, last) and _says_we(doc):
            end = last + 1  # « Observatoire des armements (ODA) »
    return end


def publisher(doc: Doc) -> Actor | None:
    """Return the body or firm that a communiqué's heading names first."""
    end = heading_end(doc)
    bodies = (actor for actor in doc._.actors if actor.last < end and not actor.qualifier)
    return next((actor for actor in bodies if actor.source.kind is SourceKind.ORGANIZATION), None)


def lines(doc: Doc) -> list[tuple[int, int]]:
    """Return first and last token of every line that has words, found once for all who ask."""
    if LINES_READ not in doc.user_data:
        doc.user_data[LINES_READ] = list(_lines(doc))
    found: list[tuple[int, int]] = doc.user_data[LINES_READ]
    return found


def _lines(doc: Doc) -> Iterator[tuple[int, int]]:
    first = None
    for at, token in enumerate(doc):
        if token.is_space and "\n" in token.text:
            if first is not None:
                yield first, at - 1
            first = None
        elif first is None and not token.is_space:
            first = at
    if first is not None:
        yield first, len(doc) - 1


def _signs(doc: Doc, first: int, last: int) -> bool:
    """Say whether a line is nothing but the name of a body: « Ministère de la Défense », « Observatoire … (ODA) »."""
    noun = load_nouns().get(doc[first].lemma_.lower()) or load_nouns().get(doc[first].text)
    plain = not any(t.text in MARKS or grammar.conjugated(t) for t in doc[first : last + 1])
    return noun is not None and noun.kind == "organization" and plain and last > first


def _says_we(doc: Doc) -> bool:
    """Say whether a text speaks in the first person outside of quotations."""
    quoted = {i for quote in doc._.quotes for i in range(quote.first, quote.last + 1)}
    return any(token.lower_ in PERSONAL and token.i not in quoted for token in sentences.every(doc))
