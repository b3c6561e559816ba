"""The clause that a pronoun resumes in its own sentence: « Minsk a livré des chars : Kiev le répète ».

No component: the part of ``attributions`` for « le », « l'», « ce que » behind, or before, what they stand for.
"""

from __future__ import annotations

from spacy.tokens import Token

from dementi.components.clauses import QUE
from dementi.components.juxtaposed import find_adjacent
from dementi.components.speech import Speech
from dementi.fr import grammar
from dementi.records import Act, CueMention

FEW = 4  # tokens of « Kiev, lui, l'affirme »
ADVERBIAL = 7  # tokens of « sur notre antenne, », at the most
TAKEN_UP = 15  # tokens back from « le répète » to the colon behind what it takes up


class Resuming:
    """The resuming pronouns of one document."""

    def __init__(self, speech: Speech) -> None:
        self.speech = speech
        self.doc = speech.doc

    def clause(self, cue: CueMention) -> tuple[int, int] | None:
        """Return the clause that « le » takes up: « Minsk a livré des chars : Kiev le répète »."""
        anchor = grammar.anchor(self.doc[cue.at])
        if cue.act is Act.STATES and anchor.i > 1 and (summed := self._summed(anchor)):
            return summed
        if anchor.i == 0 or anchor.nbor(-1).lower_ not in ("le", "l'", "en"):
            return None
        colon = next((t for t in grammar.left(anchor, TAKEN_UP) if t.text in (":", ";")), None)
        if colon is not None:
            return (colon.sent.start, colon.i - 1) if colon.i > colon.sent.start else None
        verb = self.doc[cue.at]
        behind = self._closing(cue)
        near = find_adjacent(verb, self.speech.cast)
        if behind is None or behind.text not in ",;.!:" or near is None and not self._opens(anchor):
            return None
        if near is None:  # « Kiev l'affirme, Minsk livre des obus »
            return (behind.i + 1, verb.sent.end - 1) if behind.text == "," else None
        comma = next((t for t in grammar.left(near, 5) if t.text == ","), None)
        if comma is None:  # who speaks is nearer to his verb by another mark: « Minsk livre des obus. Kiev l'affirme »
            return None
        told = any(comma.sent.start <= t.at < comma.i and t.at != cue.at for t in self.doc._.transfers)
        told = told and not any(comma.sent.start <= c.at < comma.i and c.kind == "verb" for c in self.doc._.cues)
        return (comma.sent.start, comma.i - 1) if told else None

    def _opens(self, anchor: Token) -> bool:
        """Say whether nothing but who speaks stands before a verb and its pronoun: « La ministre l'affirme, … »."""
        start = anchor.sent.start
        actor = self.speech.cast.ends.get(anchor.i - 2)
        return anchor.i - start <= FEW or actor is not None and actor.first <= start + 1

    def _closing(self, cue: CueMention) -> Token | None:
        """Return the mark behind a cue and an adverbial: « l'affirme, … », « l'affirme sur notre antenne, … »."""
        following = list(grammar.right(self.doc[cue.last], ADVERBIAL))
        if following and following[0].pos_ == "ADP":
            mark = next((t for t in following if t.is_punct or t.pos_ in grammar.VERBAL), following[0])
            return mark if mark.text == "," else following[0]
        return next(iter(following), None)

    def asks(self, verb: Token) -> bool:
        """Say whether « le » means what was asked: « Minsk livre-t-il des obus ? Kiev l'affirme »."""
        anchor, start = grammar.anchor(verb), verb.sent.start
        pronoun = anchor.i > start and anchor.nbor(-1).lower_ in ("le", "l'")
        last = next((t for t in reversed(self.doc[max(start - 3, 0) : start]) if not t.is_space), None)
        return pronoun and last is not None and last.text == "?"

    def _summed(self, anchor: Token) -> tuple[int, int] | None:
        """Return the clause that « ce que » sums up: « Minsk livre des obus, ce que Kiev affirme »."""
        que = next((t for t in grammar.left(anchor, 5) if t.lower_ in QUE), None)
        before = [t.text for t in grammar.left(que, 2)] if que is not None else []
        if que is None or before != ["ce", ","] or que.i - 3 <= que.sent.start:
            return None
        told = any(que.sent.start <= c.at < que.i and c.kind == "verb" for c in self.doc._.cues)
        return None if told else (que.sent.start, que.i - 3)
