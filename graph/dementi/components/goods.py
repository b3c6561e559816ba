"""Which items of a stretch are what is spoken of, and which only say what another is for or part of.

No component: the part of ``transfers`` that reads « moteurs de drones », « des pièces pour avions F-16 ».
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from dementi.components.discussion import FAMILY
from dementi.components.predicates import Predicates
from dementi.fr import grammar
from dementi.lexicon import Frame, Role
from dementi.records import Mention

SUMMING = [["ce", verb] for verb in ("est", "était", "voilà", "voici")]  # before « que », nearest first
COUNTING = frozenset("batterie batteries système systèmes".split())
LINKS = frozenset("de d' du des pour à".split())
PARTS = ("components", "technology")  # items that are part of others, or make them
QUE_REACH = 20  # tokens from a verb back to its « que »
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
        if before and all(t.pos_ == "ADJ" for t in between) and _named_by(before, mention):
            if (
                found
                and found[-1] is before
                and FAMILY.get(mention.concept.item_class or "") == before.concept.item_class
            ):
                found[-1] = before = replace(before, concept=mention.concept)  # « des missiles Kalibr »
            continue  # « des fusils Taurus »
        if qualifies and found and found[-1] is before and _counted(before, mention):
            found[-1] = before = mention  # « trois batteries de BrahMos »
            continue
        before = mention  # right behind another word, a name goes with it: « des pièces pour avions F-16 »
        if not qualifies:
            found.append(mention)
    return found


def _named_by(noun: Mention, name: Mention) -> bool:
    """Say whether a capitalised name right behind a noun for arms only names them, whatever else bears that name."""
    other = noun.concept.item_class != name.concept.item_class and noun.concept.maker is None
    return other and name.where.exact[:1].isupper() and noun.where.exact[:1].islower()


def _counted(noun: Mention, model: Mention) -> bool:
    """Say whether a noun only counts what a model names behind it."""
    return noun.where.exact.lower() in COUNTING and model.where.exact[:1].isupper()


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


def find_resumed_items(verb: Token, frame: Frame, predicates: Predicates) -> list[Mention]:
    """Return the item that « que », « dont » before a verb resumes: « des Su-35 que Moscou doit remettre à »."""
    resuming = ("que", "qu'") if frame.roles.get("object") is Role.ITEM else ()
    if frame.roles.get("de") is Role.ITEM:
        resuming = (*resuming, "dont")
    for token in grammar.left(grammar.anchor(verb), QUE_REACH):
        if token.text in grammar.BOUNDARIES:
            return []
        if token.lower_ in resuming and (named := summed_up(token, predicates)):
            return named
        if token.lower_ in resuming and token.i:
            near = (predicates.item_at.get(t.i) for t in grammar.left(token, 3) if t.pos_ not in grammar.VERBAL)
            return [mention for mention in near if mention][:1]
    return []
