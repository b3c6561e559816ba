"""Names that stand before what is said: « Ankara : « … » », « Pour Varsovie, … », « Untel a haussé le ton : « … » ».

No component: the part of ``attributions`` that needs no cue; a mark, a place in the sentence or the quotation shows it.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from dementi.components.contents import Stretch
from dementi.components.interview import Interview, initialled
from dementi.components.nouns import LESQUELS
from dementi.components.speech import Speech
from dementi.fr import sentences
from dementi.records import Act, Actor, Attribution, SourceKind, Use


class Labels:
    """The attributions without a cue of one document."""

    def __init__(self, speech: Speech) -> None:
        self.speech = speech
        self.doc: Doc = speech.doc
        self.seats = {mention.last for mention in self.doc._.mentions if mention.use is Use.METONYM}

    def find(self) -> Iterator[Attribution]:
        """Yield « Ankara : « … » » and « Pour Varsovie, … »: a name before a quotation or an opinion; answers."""
        interview = Interview(self.doc)
        if interview.guest:
            for answer in interview.answers:
                yield self._said(interview.guest, answer, Act.STATES, "answer")
        for actor, colon in initialled(self.doc).values():
            yield self._said(actor, (colon + 1, self._line_end(colon)), Act.STATES, "label")
        for head, actor in self.speech.cast.heads.items():
            end, after = sentences.bounds(self.doc[head])[1], actor.last + 1
            if after + 1 >= end:
                continue
            if self.doc[after].text == ":" and self._label(actor.first):
                yield from self._labelled(actor)
            elif (start := self._for_whom(after)) is not None and start + 1 < end:
                yield self._said(
                    actor, (start, self.speech.contents.until(start, self.doc[head])), Act.ESTIMATES, "pour"
                )
            elif self.doc[after].text == "," and self._opinion(actor):
                content = after + 1, self.speech.contents.until(after + 1, self.doc[head])
                yield self._said(actor, content, Act.ESTIMATES, "pour")

    def _for_whom(self, at: int) -> int | None:
        """Return the first token behind « , pour qui », « pour lequel », None where something else stands."""
        at += self.doc[at].text == ","
        words = [t.lower_ for t in sentences.tokens(self.doc, at, at + 2)]
        pour = len(words) == 2 and words[0] == "pour" and words[1] in ("qui", *LESQUELS)
        return at + 2 if pour and at + 2 < len(self.doc) else None

    def _label(self, first: int) -> bool:
        """Say whether a phrase stands where a label would: at the beginning of a sentence or line."""
        if first == 0 or self.doc[first].is_sent_start:
            return True
        before = self.doc[first - 1]
        return before.is_space or before.text in (".", "-")

    def _labelled(self, actor: Actor) -> Iterator[Attribution]:
        """Yield what follows a label.

        A quotation, or after a capital the sentence (« Séoul : aucun obus n'a été livré »).
        """
        after, end = actor.last + 1, self.doc[actor.head].sent.end
        start = next((t.i for t in self.doc[after + 1 : end] if t.text != '"'), end - 1)
        quote = self.speech.contents.quote_of.get(start)
        if self.doc[after + 1].text == '"' and quote:
            yield self._said(actor, (start, max(quote.last, start)), Act.STATES, "label")
        elif actor.source.kind is SourceKind.PERSON and self._opens_line(actor.first):
            yield self._said(actor, (after + 1, self._line_end(after)), Act.STATES, "label")  # who answers
        elif actor.head in self.seats:
            yield self._said(actor, (after + 1, end - 1), Act.STATES, "label")

    def _opens_line(self, first: int) -> bool:
        """Say whether a token begins a paragraph."""
        return first == 0 or "\n" in self.doc[first - 1].text

    def _line_end(self, at: int) -> int:
        """Return the last token of a paragraph."""
        while at + 1 < len(self.doc) and "\n" not in self.doc[at + 1].text:
            at += 1
        return at

    def _opinion(self, actor: Actor) -> bool:
        """Say whether an actor stands behind a « Pour » that begins its sentence."""
        start = sentences.bounds(self.doc[actor.head])[0]
        opening = actor.first == start + 1 and self.doc[start].lower_ == "pour"
        return opening and actor.source.kind is not SourceKind.UNATTRIBUTED

    def _said(self, actor: Actor, content: Stretch, act: Act, rule: str) -> Attribution:
        """Return an attribution whose cue is the name itself."""
        cue = self.speech.select(actor.head, actor.head)
        quotation = self.speech.contents.quotation([content])
        return Attribution(actor.source, cue, actor.head, (content,), act, quotation, rule=f"{rule}:")
