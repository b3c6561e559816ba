"""What is said of words that stand by themselves: « C'est ce qu'affirme X », a quotation that nobody frames.

No component: the part of ``attributions`` that looks beyond the sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Doc, Span, Token

from dementi.components.captions import Captions
from dementi.components.clauses import QUE
from dementi.components.publisher import heading_end
from dementi.components.speech import Speech
from dementi.fr import grammar, negation, sentences
from dementi.lexicon import word_list
from dementi.records import (
    PUBLISHED,
    Act,
    Actor,
    Attribution,
    CueMention,
    QuotationType,
    Quote,
    Source,
    SourceKind,
)

SUMMING = frozenset("tel telle tels telles voilà".split())  # « Telle est la conclusion de X »
POINTING = frozenset("cela ceci".split())
BY_WORDS = word_list("actors.toml", "wording")  # « C'est par cette formule que X a répondu »
BEING = frozenset("être vouloir montrer dire déclarer rester demeurer".split())  # « se veut catégorique : … »
ASSURED = word_list("actors.toml", "assured")
ANSWERS = frozenset("réponse réaction commentaire explication".split())
LABEL = 10  # tokens of « Réponse du ministre de la Défense : »
RECENT = 60  # tokens back that somebody is still the one who speaks
MARKS = grammar.BOUNDARIES | {","}
OPENING = 10  # tokens in which a sentence says that it speaks of the one before: « C'est en tout cas ce que … »
SHORT = 4  # tokens under which a quotation is but a word that somebody used


class Framing:
    """The sentences of one document, and what those beside them say of who speaks."""

    def __init__(self, speech: Speech) -> None:
        self.speech = speech
        self.doc: Doc = speech.doc
        self.captions = Captions(self.doc, speech.cast)
        self.sentences = [sent for sent in sentences.spans(self.doc) if not all(token.is_space for token in sent)]

    def whole(self, author: Actor) -> Attribution:
        """Return the whole of a communiqué as its publisher's word."""
        content = ((heading_end(self.doc), len(self.doc) - 1),)
        cue = self.speech.select(author.head, author.head)
        return Attribution(author.source, cue, author.head, content, Act.STATES, QuotationType.INDIRECT, rule=PUBLISHED)

    def previous(self, found: list[Attribution]) -> Iterator[Attribution]:
        """Yield sentences of which the next one says whose they are: « C'est ce qu'a déclaré X », « Telle est … »."""
        told = _told(found)
        for before, sentence in (*pairwise(self.sentences), *self._halves()):
            teller = self._teller(sentence)
            if teller is None or self._covered(told, before.start, before.end - 1):
                continue
            source, cue = teller
            content = ((before.start, _last(before)),)
            kind = self.speech.contents.quotation(list(content))
            yield Attribution(
                source, self.speech.select(cue.at, cue.at), cue.at, content, cue.act, kind, rule="previous:"
            )

    def _halves(self) -> Iterator[tuple[Span, Span]]:
        """Yield sentences of which one half says whose the other is: « …, c'est du moins ce qu'affirme X »."""
        for sentence in self.sentences:
            for mark in sentence[1:-1]:
                if mark.text in MARKS and mark.nbor(1).lower_ in ("c'", "ce"):
                    yield self.doc[sentence.start : mark.i], self.doc[mark.i + 1 : sentence.end]

    def _teller(self, sentence: Span) -> tuple[Source, CueMention] | None:
        """Return who takes a stance on the sentence before this one, and by which words."""
        words = [t.lower_ for t in sentence[:OPENING]]
        summing = words[0] in SUMMING
        clause = words[0] in ("c'", "ce") and "ce" in words[1:] and any(w in (*QUE, "qui") for w in words)
        pointing = words[0] in POINTING
        if not (summing or clause or pointing):
            return None
        at = sentence.start + (0 if not clause else next(i for i, w in enumerate(words) if i and w == "ce"))
        cue = next((c for c in self.doc._.cues if at < c.at < sentence.end and not c.negated and not c.unsaid), None)
        if cue is None or pointing and not grammar.is_passive(self.doc[cue.at]):
            return None
        actors = self.speech.cast.starting(cue.at + 1, sentence.end - 1)
        if grammar.is_passive(self.doc[cue.at]):  # « Cela a été communiqué aux journalistes par une source »
            agent = self.speech.sources.agent(self.doc[cue.at])
            actors = [actor for actor in actors if agent is not None and actor.first <= agent.i <= actor.last]
        elif clause:  # « C'est ce que Kiev a affirmé », beside « C'est ce qu'a affirmé Kiev »
            actors = [*(a for a in self.speech.cast.starting(at, cue.at) if not a.qualifier), *actors]
        speaker = next((a for a in actors if a.source.kind is not SourceKind.UNATTRIBUTED), None)
        return (speaker.source, cue) if speaker else None

    def assured(self, found: list[Attribution]) -> Iterator[Attribution]:
        """Yield what somebody is sure of: « Kiev est formel : l'Iran a livré … », « Paris en est convaincu : … »."""
        told = _told(found)
        for colon in (t for t in sentences.every(self.doc) if t.text == ":" and t.i + 1 < len(self.doc)):
            sure = next((t for t in grammar.left(colon, 3) if t.lower_ in ASSURED), None)
            start, end = colon.i + 1, colon.sent.end - 1
            if sure is None or start >= end or self._covered(told, start, end):
                continue
            verb = next((t for t in grammar.left(sure, 4) if t.lemma_ in BEING), None)
            before = self.speech.cast.starting(colon.sent.start, verb.i - 1) if verb is not None else []
            who = next((a.source for a in reversed(before) if self._talks(a.source)), None)
            if who is not None and verb is not None and not negation.is_negated(verb):
                cue = self.speech.select(sure.i, sure.i)
                kind = self.speech.contents.quotation([(start, end)])
                yield Attribution(who, cue, sure.i, ((start, end),), Act.STATES, kind, rule="assured:")

    def answered(self, found: list[Attribution]) -> Iterator[Attribution]:
        """Yield the answer of whom the sentence before asked: « Nous avons montré l'image à Minsk. Réponse : … »."""
        told = _told(found)
        for before, sentence in pairwise((self.doc[:0], *self.sentences)):
            colon = next((t for t in sentence[:LABEL] if t.text == ":"), None)
            start, end = (colon.i + 1 if colon is not None else sentence.end), _last(sentence)
            if sentence[0].lower_ not in ANSWERS or start >= end:
                continue
            asked = [a for a in self.speech.cast.starting(before.start, before.end - 1) if self._addressed(a)]
            asked = self.speech.cast.starting(sentence.start + 1, start) or asked  # « Réponse du ministre : … »
            who = next((a.source for a in asked if self._talks(a.source)), None)
            if who is not None and not self._covered(told, start, end):
                cue = self.speech.select(sentence.start, sentence.start)
                kind = self.speech.contents.quotation([(start, end)])
                yield Attribution(who, cue, sentence.start, ((start, end),), Act.STATES, kind, rule="answered:")

    def _addressed(self, actor: Actor) -> bool:
        """Say whether « à » or « auprès de » stands before somebody."""
        opening = (self.doc[actor.first], *grammar.left(self.doc[actor.first], 3))
        near = [t for t in opening if t.pos_ != "DET" or t.lower_ in ("au", "aux")]
        return any(grammar.preposition(t) == "à" or t.lower_ == "auprès" for t in near[:3])

    def quotations(self, found: list[Attribution]) -> Iterator[Attribution]:
        """Yield quotations that no cue frames: behind a colon, by the sentence around, else as speech that goes on."""
        said, told = list(found), _told(found)
        for quote in self.doc._.quotes:
            if quote.last - quote.first < SHORT or self._covered(told, quote.first, quote.last):
                continue
            if source := (
                self._before_colon(quote)
                or self._behind_colon(quote)
                or self.captions.source(quote)
                or self._alone(quote, said)
            ):
                at = max(quote.first - 1, 0)
                content = ((quote.first, quote.last),)
                kind = QuotationType.DIRECT
                cue = self.speech.select(at, at)
                said.append(Attribution(source, cue, at, content, Act.STATES, kind, rule="quotation:"))
                told.update(range(quote.first, quote.last + 1))
                yield said[-1]

    def speaker_before(self, at: int, previous: Attribution | None) -> Source | None:
        """Return who « à l'en croire » means: who spoke last, or the last person who did something, just before."""
        near = [a for a in self.speech.cast.starting(max(at - RECENT, 0), at - 1) if self._opens(a)]
        said = previous if previous and at - previous.at <= RECENT and self._talks(previous.source) else None
        if near and (said is None or near[-1].first > said.at):
            return near[-1].source
        return said.source if said and said.source.kind is not SourceKind.MEDIA else None

    def _before_colon(self, quote: Quote) -> Source | None:
        """Return the subject of the clause before « : »: « Le ministre a haussé le ton : « … » »."""
        at = quote.first - 1
        while at > 0 and (self.doc[at].text == '"' or self.doc[at].is_space):
            at -= 1
        if self.doc[at].text != ":":
            return None
        verb = next((t for t in grammar.left(self.doc[at], 30) if t.pos_ in grammar.VERBAL and self._main(t)), None)
        if verb is None:  # « Le ministre sur X : « … » », « Jean Untel (ministre) : « … » »
            start = self.doc[at].sent.start
            answer = self.doc[start].lower_ in ANSWERS  # « Réponse du ministre : « … » »
            labels = self.speech.cast.starting(start, start + 2 * answer)
            people = (a for a in self.speech.cast.starting(start, at) if a.source.kind is SourceKind.PERSON)
            return next((a.source for a in (*labels, *people) if self._talks(a.source)), None)
        who = self.speech.sources.all(self.speech.sources.subject(verb))
        return who[0] if who and self._talks(who[0]) else None

    def _behind_colon(self, quote: Quote) -> Source | None:
        """Return the subject of the clause behind « : »: « « Rien n'est parti » : le ministre a réagi lundi »."""
        start = self.doc[quote.first].sent.start
        at = quote.last + 1
        while at < len(self.doc) and (self.doc[at].text in ('"', ",") or self.doc[at].is_space):
            at += 1
        if quote.first > start + 1 or at >= len(self.doc) or self.doc[at].text != ":":
            return None
        verb = next((t for t in grammar.right(self.doc[at], 30) if t.pos_ in grammar.VERBAL and self._main(t)), None)
        who = self.speech.sources.all(self.speech.sources.subject(verb)) if verb is not None else []
        return who[0] if who and self._talks(who[0]) else None

    def _main(self, verb: Token) -> bool:
        """Say whether a verb is a clause's own, in no relative clause."""
        whole = grammar.verb_form(verb) == "finite" or bool(grammar.verb_group(verb))
        own = not verb.dep_.startswith("acl") or any(
            t.lower_ == "ce" and t.nbor(1).lower_ in (*QUE, "dont") for t in grammar.left(verb, 12)
        )  # « ce qu'un conseiller ne cache plus : « … » »
        return whole and verb.lower_ not in grammar.auxiliaries() and own

    def _alone(self, quote: Quote, said: list[Attribution]) -> Source | None:
        """Return who speaks in a quotation that is a sentence of its own."""
        here = next((i for i, s in enumerate(self.sentences) if s.start <= quote.first < s.end), None)
        if here is None or quote.first > self.sentences[here].start + 1:
            return None
        ending = next((i for i, s in enumerate(self.sentences) if s.start <= quote.last < s.end), here)
        if quote.last < _last(self.sentences[ending]) - 2:
            return None
        after = self.sentences[ending + 1] if ending + 1 < len(self.sentences) else None
        if after is not None and self._same_paragraph(quote.last, after.start) and (who := self._worded(after)):
            return who
        before = self.sentences[here - 1] if here else None
        if before is None or not self._same_paragraph(before.start, quote.first):
            return None
        going_on = [
            a for a in said if a.quotation is QuotationType.DIRECT and before.start <= a.content[-1][1] < before.end
        ]
        if going_on:
            return going_on[-1].source
        leading = next((a for a in self.speech.cast.starting(before.start, before.end - 1) if self._opens(a)), None)
        return leading.source if leading else None

    def _worded(self, sentence: Span) -> Source | None:
        """Return the subject of « C'est en ces termes que X … », « Par cette formule, X … »."""
        opening = sentence[:8]
        if not any(t.lemma_ in BY_WORDS or t.lower_ in BY_WORDS for t in opening):
            return None
        return next(
            (a.source for a in self.speech.cast.starting(sentence.start, sentence.end - 1) if self._opens(a)), None
        )

    def _opens(self, actor: Actor) -> bool:
        """Say whether an actor is a person who is the subject of a clause."""
        tokens = self.doc[actor.first : actor.last + 1]
        subject = any(t.dep_.startswith("nsubj") and not actor.first <= t.head.i <= actor.last for t in tokens)
        return subject and actor.source.kind is SourceKind.PERSON

    def _talks(self, source: Source) -> bool:
        return source.kind not in (SourceKind.UNATTRIBUTED, SourceKind.ARTICLE) and not source.described

    def _same_paragraph(self, first: int, last: int) -> bool:
        return "\n\n" not in self.doc[first : last + 1].text.strip()

    def _covered(self, told: set[int], first: int, last: int) -> bool:
        """Say whether somebody is said to have said these words, or most of them."""
        return 2 * sum(i in told for i in range(first, last + 1)) >= last - first + 1


def _told(found: list[Attribution]) -> set[int]:
    """Return the tokens that somebody is said to have said."""
    parts = (part for attribution in found if not attribution.unsaid for part in attribution.content)
    return {i for first, last in parts for i in range(first, last + 1)}


def _last(sentence: Span) -> int:
    """Return the last token of a sentence that is no white space."""
    at: int = sentence.end - 1
    while at > sentence.start and sentence.doc[at].is_space:
        at -= 1
    return at
