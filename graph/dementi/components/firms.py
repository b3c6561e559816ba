"""Which names of the article are firms that the ontology does not know: « la société Untel », « Untel, armurier ».

No component: the part of ``actors`` that knows a firm again by its name alone, before and after it is introduced.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from dementi.components.phrases import Phrases
from dementi.fr import grammar, sentences

REACH = 4  # tokens from « société » to its name


def named_firms(doc: Doc, phrases: Phrases) -> dict[str, tuple[int, int]]:
    """Return first and last token of the first place of each name that the article joins to a noun for firms."""
    found: dict[str, tuple[int, int]] = {}
    for token in sentences.every(doc):
        noun = phrases.nouns.get(token.lemma_)
        if noun is None or not noun.company or token.pos_ != "NOUN":
            continue
        for place in (_behind(token, phrases), _apposed(token, phrases)):
            if place:
                found.setdefault(doc[place[0] : place[1] + 1].text, place)
    return found


def _behind(noun: Token, phrases: Phrases) -> tuple[int, int] | None:
    """Return the name right behind a noun, over adjectives: « le fabricant tchèque Untel »."""
    for token in grammar.right(noun, REACH):
        if phrases.name_word(token.i):
            return phrases.name_from(token.i) or (token.i, token.i)
        if token.pos_ != "ADJ":
            return None
    return None


def _apposed(noun: Token, phrases: Phrases) -> tuple[int, int] | None:
    """Return the name to which a noun is apposed: « Untel Motors, un fabricant bulgare, »."""
    at = noun.i - 1
    while at > noun.sent.start and noun.doc[at].pos_ in ("DET", "ADJ"):
        at -= 1
    if at <= noun.sent.start or noun.doc[at].text != ",":
        return None
    first = at
    while first > noun.sent.start and phrases.name_word(first - 1):
        first -= 1
    return (first, at - 1) if first < at else None
