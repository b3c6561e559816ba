"""Which items of a stretch are what is spoken of, and which only say what another is for or part of.

No component: the part of ``transfers`` that reads « moteurs de drones », « des pièces pour avions F-16 ».
"""

from __future__ import annotations

from spacy.tokens import Token

from dementi.components.predicates import Predicates
from dementi.fr import grammar
from dementi.records import Mention

SUMMING = [["ce", verb] for verb in ("est", "était", "voilà", "voici")]  # before « que », nearest first
LINKS = frozenset("de d' du des pour à".split())
PARTS = ("components", "technology")  # items that are part of others, or make them
PART_REACH = 7  # tokens from a part to what it is for


def items_in(predicates: Predicates, first: int, last: int) -> list[Mention]:
    """Return the items named between two tokens, without those that qualify another (« moteurs de drones »)."""
    found: list[Mention] = []
    before: Mention | None = None
    qualifies = False
    for mention in predicates.items_from(first, last):
        between = list(predicates.doc[before.last + 1 : mention.first]) if before else []
        if before and between:
            qualifies = _linked(between) or before.concept.item_class in PARTS and not _listed(between)
        before = mention  # right behind another word, a name goes with it: « des pièces pour avions F-16 »
        if not qualifies:
            found.append(mention)
    return found


def summed_up(que: Token, predicates: Predicates) -> list[Mention]:
    """Return the items of the sentence before « C'est ce que Minsk a livré »."""
    words = [t.lower_ for t in grammar.left(que, 2)]
    start = que.sent.start
    if words not in SUMMING or start < 2:
        return []
    before = que.doc[start - 1].sent
    return items_in(predicates, before.start, before.end - 1)


def _linked(between: list[Token]) -> bool:
    """Say whether words between two items make the second a complement of the first."""
    near = between[0].lower_ in LINKS and len(between) < 3
    return near and all(t.lower_ in LINKS or t.pos_ == "DET" for t in between)


def _listed(between: list[Token]) -> bool:
    """Say whether words between two items list them: « des plans et des missiles »."""
    return any(t.lower_ in ("et", "ou", ",") for t in between) or len(between) > PART_REACH
