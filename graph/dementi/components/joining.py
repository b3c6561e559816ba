"""Who joins a reaction without a verb of their own: « …, tout comme Pékin », « Pékin aussi », « Même démenti à Pékin ».

No component: the part of ``attributions`` that finds further sources of a stance that somebody took just before.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Span

from dementi.components.speech import Speech
from dementi.fr import grammar
from dementi.lexicon import word_list
from dementi.records import ARTICLE_SOURCE, STANCE_OF_ACT, Act, Actor, Attribution, CueMention, Stance

LIKE = (
    ("comme",),
    ("tout", "comme"),
    ("de", "même", "que"),
    ("à", "l'", "instar", "de"),
    ("à", "l'", "instar", "du"),
    ("pas", "plus", "que"),
    ("non", "plus", "que"),
)
ALSO = (("aussi",), ("également",), ("non", "plus"), ("de", "même"), ("pareillement",), ("idem",), ("itou",))
AS_MUCH = (("de", "même"), ("idem",), ("itou",), ("pareil",))
AT = frozenset("à au aux chez de du pour en".split())
IMITATING = word_list("stance.toml", "imitating")  # « imité par Pékin »
ECHOING = word_list("stance.toml", "echoing")  # « même démenti à Pékin »
REACH = 40  # tokens from a cue to who joins in
SHORT = 9  # tokens of « Même son de cloche du côté de Pékin. », at the most


class Joining:
    """Those of one document who join in."""

    def __init__(self, speech: Speech) -> None:
        self.speech = speech
        self.doc = speech.doc

    def joined(self, found: Sequence[Attribution]) -> Iterator[Attribution]:
        """Yield an attribution for each of those who join a stance: in its sentence, or in the one behind it."""
        taken = [a for a in found if self._reacts(a)]
        if not taken:
            return
        for attribution in taken:
            for actor in self._beside(attribution):
                if actor.source != attribution.source:
                    yield replace(attribution, source=actor.source)
        segments = self.speech.segments
        starts = [segment.start for segment in segments]
        last = {bisect_right(starts, a.at): a for a in taken}  # by the number of the segment behind
        for number, segment in enumerate(segments):
            before = last.get(number)
            if before is not None and (mention := self._echo(segment)):
                cue, actor = mention
                if actor.source != before.source:
                    cue = replace(cue, act=before.act)
                    yield from self.speech.make(cue, [actor.source], [], "joined", anaphor=True)

    def _reacts(self, attribution: Attribution) -> bool:
        """Say whether somebody takes a stance in which others can join: a reaction, or more than telling news."""
        if attribution.unsaid or attribution.source is ARTICLE_SOURCE:
            return False
        return attribution.anaphor or STANCE_OF_ACT[attribution.act] is not Stance.ASSERTS

    def _beside(self, attribution: Attribution) -> Iterator[Actor]:
        """Yield who stands behind a reaction in its sentence: « Minsk nie, tout comme Oslo »."""
        sentence = self.doc[attribution.at].sent
        for comma in self.doc[attribution.at + 1 : min(sentence.end, attribution.at + REACH)]:
            if comma.text in (";", ":", '"'):
                return
            if comma.text == "," and (actor := self._joins(comma.i + 1)):
                yield actor
                return

    def _joins(self, at: int) -> Actor | None:
        """Return who joins in at a place behind a comma: « tout comme Oslo, », « imité par Oslo », « Oslo aussi »."""
        for words in LIKE:
            if self._reads(at, words) and (actor := self._alone(at + len(words))):
                return actor
        token = self.doc[at] if at < len(self.doc) else None
        if token is not None and token.lower_ in IMITATING:
            by = next((t for t in grammar.right(token, 4) if t.lower_ == "par"), None)
            return self._alone(by.i + 1) if by is not None else None
        return self._also(at)

    def _also(self, at: int) -> Actor | None:
        """Return who stands at a place, with « aussi » behind and nothing else: « Oslo aussi »."""
        actor = self._at(at)
        if actor is None:
            return None
        behind = actor.last + 1
        return actor if any(self._reads(behind, also) and self._ends(behind + len(also)) for also in ALSO) else None

    def _echo(self, segment: Span) -> tuple[CueMention, Actor] | None:
        """Return the cue and the source of a sentence that is nothing but an echo: « Idem à Oslo », « Oslo aussi »."""
        words = [t for t in segment if not t.is_space and not t.is_punct and t.text != '"']
        if not 1 < len(words) <= SHORT:
            return None
        start = words[0].i
        if actor := self._also(start):
            return self._cue(actor.last + 1, words[-1].i), actor
        echoing = words[0].lower_ == "même" and words[1].lower_ in ECHOING
        if not echoing and not any(self._reads(start, much) for much in AS_MUCH):
            return None
        at = next((t for t in words[1:] if t.lower_ in AT and self._alone(t.i + 1)), None)
        actor = self._alone(at.i + 1) if at is not None else None
        return (self._cue(start, at.i - 1), actor) if actor and at is not None else None

    def _cue(self, first: int, last: int) -> CueMention:
        return CueMention(first, last, Act.STATES, "echo", (), self.doc[first].lower_)

    def _reads(self, at: int, words: Sequence[str]) -> bool:
        """Say whether words stand at a place."""
        return tuple(t.lower_ for t in self.doc[at : at + len(words)]) == words

    def _at(self, at: int) -> Actor | None:
        """Return the actor whose phrase begins at a place."""
        return next(iter(self.speech.cast.starting(at, at + 1)), None)

    def _alone(self, at: int) -> Actor | None:
        """Return the actor whose phrase begins at a place, and with whom a clause or sentence ends."""
        actor = self._at(at)
        return actor if actor and self._ends(actor.last + 1) else None

    def _ends(self, at: int) -> bool:
        """Say whether a clause or sentence ends before a place."""
        return at >= len(self.doc) or self.doc[at].is_punct or self.doc[at].is_space or self.doc[at].lower_ == "et"
