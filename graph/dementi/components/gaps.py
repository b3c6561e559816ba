"""Where a clause leaves its verb out: « Minsk livre des obus à Dakar et Riga des drones », « …, et Riga, des drones ».

No component: the part of ``transfers`` that finds such clauses by word order. The parser joins their subject to
whoever stands before it, so that who gives the second thing would get the first.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from dementi.fr import grammar
from dementi.records import Actor

JOINING = frozenset("et ou ni mais , ;".split())
ARTICLES = frozenset("le la les l'".split())
# What may stand between the subject and the thing: « Riga cinq cents vieux drones », « Riga des dizaines de drones ».
COUNTING = ("DET", "NUM", "ADJ", "NOUN")
OPENING = frozenset("un une des du de d' le la les l' ses leurs quelques plusieurs".split())
STEP = 6  # tokens from a subject to its thing
REACH = 40  # tokens from a verb to a clause that leaves it out
CLOSING = frozenset("qui que qu' dont où afin alors".split())


@dataclass(frozen=True, slots=True)
class Gap:
    """A clause without its verb.

    Attributes:
        at: Index of the word that joins it to the clause before.
        subject: Index of the token that stands for its subject.
        first: The first token behind the subject.
        last: The last one of the clause.
    """

    at: int
    subject: int
    first: int
    last: int


def find_gaps(doc: Doc, verbs: Container[int], item_at: Container[int]) -> Iterator[tuple[int, Gap]]:
    """Yield (verb, clause) for each clause without a verb behind one whose verb has equipment as its object.

    Args:
        doc: With its actors.
        verbs: Tokens of the verbs that can be left out.
        item_at: Tokens of equipment.
    """
    taken = -1
    for actor in sorted((a for a in doc._.actors if not a.qualifier), key=lambda a: a.first):
        at = _joint(doc, actor)
        if at is None or actor.first <= taken:
            continue
        first = _thing(doc, actor, at, item_at)
        verb = _verb_before(doc, at, verbs, item_at) if first is not None else None
        if first is None or verb is None:
            continue
        last = _end(doc, first)
        taken = first
        yield verb, Gap(at, actor.head, first, last)


def _joint(doc: Doc, actor: Actor) -> int | None:
    """Return the word that joins somebody whom no preposition governs to what stands before."""
    at = actor.first - 1
    while at > 0 and doc[at].lower_ in ARTICLES:
        at -= 1
    if at < 1 or doc[at].lower_ not in JOINING or not doc[actor.head].sent.start < at:
        return None
    while at > 1 and doc[at - 1].text in (",", ";"):
        at -= 1
    return at


def _thing(doc: Doc, actor: Actor, at: int, item_at: Container[int]) -> int | None:
    """Return the first token of the equipment right behind somebody; a comma between them answers one before.

    « et Riga des drones », « ; Riga, des drones »; not « des obus à Dakar, Riga et Berne, des drones ».
    """
    first = actor.last + 1
    if first < len(doc) and doc[first].text == "," and (doc[at].text == ";" or doc[at + 1].lower_ in ("et", "mais")):
        first += 1
    if first >= len(doc) or not (doc[first].lower_ in OPENING or doc[first].pos_ in ("DET", "NUM")):
        return None
    for token in doc[first : first + STEP]:
        if token.i in item_at:
            return first
        if token.pos_ not in COUNTING and token.lower_ not in OPENING:
            return None
    return None


def _verb_before(doc: Doc, at: int, verbs: Container[int], item_at: Container[int]) -> int | None:
    """Return the active verb that a clause leaves out: the last one before it, of which equipment is the object."""
    carried = False
    for token in grammar.left(doc[at], REACH):
        if token.i in verbs:
            return token.i if carried and not grammar.is_passive(token) else None
        if token.pos_ in grammar.VERBAL and grammar.verb_form(token) == "finite" or token.lower_ in CLOSING:
            return None
        carried = carried or token.i in item_at
    return None


def _end(doc: Doc, first: int) -> int:
    """Return the last token of a clause: what stands before a stop, a comma or another verb."""
    last = first
    for token in grammar.right(doc[first], REACH):
        verbal = token.pos_ in grammar.VERBAL and grammar.verb_form(token) == "finite"
        if token.text in grammar.BOUNDARIES or token.text == "," or token.lower_ in CLOSING or verbal:
            break
        if token.lower_ == "et" and token.i + 1 < len(doc) and _opens_clause(token):
            break
        last = token.i
    return last


def _opens_clause(joint: Token) -> bool:
    """Say whether « et » goes on with somebody and not with another thing: « et Rome », « et des obus »."""
    following = joint.nbor(1)
    if following.lower_ in ARTICLES and following.i + 1 < len(joint.doc):
        following = following.nbor(1)
    return following.pos_ == "PROPN"
