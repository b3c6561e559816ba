"""How many of an item: the amount that stands before it, or before the class of which it is the model.

No component: the part of ``transfers`` that reads quantities.
"""

from __future__ import annotations

from collections.abc import Container

from spacy.tokens import Doc

from dementi.fr import grammar
from dementi.records import Mention, Quantity

NAMING = frozenset("de type modèle portée courte moyenne longue version".split())  # between a class and its model


def counted(doc: Doc, mention: Mention, item_at: Container[int]) -> Quantity | None:
    """Return the amount of an item, None where the text gives none."""
    amounts: dict[int, tuple[int, Quantity]] = doc._.quantities
    first = _class_of(doc, mention, item_at)
    for at in range(first - 1, max(first - 5, -1), -1):
        token = doc[at]
        if at in item_at or token.lower_ == "et":
            return None
        if at in amounts:
            return amounts[at][1]
        if token.pos_ in grammar.VERBAL or token.is_punct:
            return None
    return None


def _class_of(doc: Doc, mention: Mention, item_at: Container[int]) -> int:
    """Return where the phrase of an item begins: « près de 90 roquettes guidées GMLRS »."""
    first = mention.first
    for token in grammar.left(doc[first], 6):
        if token.i in item_at:
            first = token.i
        elif token.pos_ != "ADJ" and token.lower_ not in NAMING:
            break
    return first
