"""Who answers which question: the paragraph that asks, the one that answers it, and whose answer that is.

No component: what ``transfers`` and ``stance`` ask of interviews, and of articles that answer their own questions.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Doc, Span

from dementi.components.interview import Interview, Stretch, initialled
from dementi.components.publisher import lines
from dementi.fr import sentences
from dementi.records import ARTICLE_SOURCE, Actor, Source, SourceKind

BRACKETS = {"(": ")", "[": "]"}


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and its answer.

    Attributes:
        asked: The last sentence of the question.
        before: First token of what was said with it: of the paragraph.
        answer: First and last token of the answer, without label and stage directions.
        source: Who answers; the article where nobody else does.
    """

    asked: Span
    before: int
    answer: Stretch
    source: Source


class Turns:
    """The questions of one document that are answered, in text order."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.labels: dict[int, Actor] = {a.first: a for a in doc._.actors if not a.qualifier}
        self.found = list(self._between_lines()) + list(self._within_lines())
        self.found.sort(key=lambda turn: turn.before)

    def _between_lines(self) -> Iterator[Turn]:
        """Yield the paragraphs that ask with those that answer."""
        if not any(token.text == "?" for token in sentences.every(self.doc)):
            return
        paragraphs = list(lines(self.doc))
        interview, initials = Interview(self.doc), initialled(self.doc)
        unlabelled = {last: first for first, last in interview.answers}
        for (before, end), (first, last) in pairwise(paragraphs):
            if self.doc[end].text != "?":
                continue
            label = self.labels.get(first)
            source, start = ARTICLE_SOURCE, first
            if label and self._labels(label):
                source, start = label.source, label.last + 2
            elif first in initials:
                actor, colon = initials[first]
                source, start = actor.source, colon + 1
            elif interview.guest and last in unlabelled:
                source, start = interview.guest.source, unlabelled[last]
            yield Turn(self.doc[end].sent, before, (self._spoken(start, last), last), source)

    def _within_lines(self) -> Iterator[Turn]:
        """Yield the questions that the next sentence of the article answers: « Minsk a-t-il livré … ? Non. »."""
        quoted = {i for quote in self.doc._.quotes for i in range(quote.first, quote.last + 1)}
        for asked, answer in pairwise(sentences.spans(self.doc)):
            ends = self.doc[asked.end - 1].text.endswith("?")  # the text of a whole span is put together each time
            if ends and asked.start not in quoted and not answer[0].is_space:
                yield Turn(asked, asked.start, (answer.start, answer.end - 1), ARTICLE_SOURCE)

    def _labels(self, actor: Actor) -> bool:
        """Say whether a name is a label: « Untel : … »."""
        person = actor.source.kind is SourceKind.PERSON
        return person and actor.last + 2 < len(self.doc) and self.doc[actor.last + 1].text == ":"

    def _spoken(self, first: int, last: int) -> int:
        """Return where speech begins behind a dash or a stage direction: « (Il rit.) »."""
        while first < last and (self.doc[first].text in BRACKETS or self.doc[first].text in '-–—"'):
            closing = BRACKETS.get(self.doc[first].text)
            end = next((t.i for t in self.doc[first : last + 1] if t.text == closing), first)
            first = end + 1
        return min(first, last)
