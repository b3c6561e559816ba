"""Speech set against other speech: « contrairement à ce que prétend X », « Le Japon, si ».

No component: the part of ``attributions`` for those who have no verb of their own for their stance. Whoever is
contradicted says the opposite of what the clause says; who is set beside a reaction without a verb reacts the
opposite way.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from dementi.components.clauses import QUE
from dementi.components.contents import Stretch
from dementi.components.cues import lexicon
from dementi.components.speech import Speech
from dementi.fr import grammar, negation, sentences
from dementi.lexicon import Syntax, word_list
from dementi.records import CONTRARY, HOLDER, STANCE_OF_ACT, Act, Actor, Attribution, CueMention, Stance

LONG = 30  # tokens of « contrairement à ce que … », at the most
OPPOSING = word_list("stance.toml", "opposing")
ERRING = word_list("stance.toml", "erring")
UNTRUE = frozenset("faux inexact mensonger absurde infondé".split())
ANYBODY = frozenset("quiconque celui celle ceux celles personne".split())
SHORT = 6  # tokens of « Mon voisin, si. », at the most
# What « non » and « si » make of a reaction without and with a negation.
TURNED = {
    Act.ESTIMATES: Act.DOUBTS,
    Act.CONFIRMS: Act.UNCONFIRMED,
    Act.ADMITS: Act.UNCONFIRMED,
    Act.DENIES: Act.UNCONFIRMED,
    Act.REJECTS: Act.UNCONFIRMED,
}


class Rejoinders:
    """The rejoinders of one document."""

    def __init__(self, speech: Speech) -> None:
        self.speech = speech
        self.doc = speech.doc
        self.phrases = list(self._phrases())
        self.inside = {i for first, last in self.phrases for i in range(first, last + 1)}

    def _phrases(self) -> Iterator[Stretch]:
        """Yield « contrairement à ce que prétend X », « au contraire des affirmations de X »."""
        for token in sentences.every(self.doc):
            if token.lower_ not in OPPOSING:
                continue
            following = list(grammar.right(token, LONG))
            end = next((t.i for t in following if t.text == "," or t.text in grammar.BOUNDARIES), token.sent.end)
            inside = self.doc[token.i + 1 : end]
            said = any(t.lower_ == "ce" and t.i + 1 < end and t.nbor(1).lower_ in QUE for t in inside[:4])
            claimed = any(t.lemma_ in self.speech.contents.anaphors for t in inside[:4])
            if end > token.i + 1 and inside[0].lower_ in ("à", "aux", "au", "de", "des", "du") and (said or claimed):
                yield token.i, end - 1

    def contradicted(self) -> Iterator[Attribution]:
        """Yield who is contradicted, with the clause that does it for content."""
        for first, last in self.phrases:
            actor = self._named(first, last)
            sentence = self.doc[first].sent
            contents = [(a, b) for a, b in ((sentence.start, first - 1), (last + 1, sentence.end - 1)) if a < b]
            if any(sentence.start <= t.at < first for t in self.doc._.transfers):
                contents = contents[:1]  # « Alger n'achète pas de drones, contrairement à ce qu'on dit, et … »
            if actor and contents:
                cue = CueMention(first, first, Act.STATES, "preposition", (), self.doc[first].lower_)
                yield from self.speech.make(cue, [actor.source], contents, CONTRARY)

    def _named(self, first: int, last: int) -> Actor | None:
        """Return the first actor of a stretch that takes part in a clause, else the first adjective."""
        reach = range(first, last + 1)
        heads = (a for i in reach if (a := self.speech.cast.inside.get(i)))
        return next(heads, None) or next((a for i in reach if (a := self.speech.cast.qualifiers.get(i))), None)

    def mistaken(self, cue: CueMention) -> list[Attribution]:
        """Return what a speaker denies by blaming whoever says it.

        « Quiconque prétend que nous avons livré des obus se trompe », « Dire que nous en livrons, c'est mentir ».
        """
        verb = self.doc[cue.at]
        if cue.kind != "verb" or STANCE_OF_ACT[cue.act] is not Stance.ASSERTS:
            return []
        before = list(grammar.left(grammar.anchor(verb), 4))
        anybody = any(t.lower_ in ANYBODY for t in before[:3])
        said = grammar.verb_form(grammar.anchor(verb)) == "infinitive"
        opening = not before or before[0].is_punct  # « Prétendre que … », not « pour prétendre que … »
        clause = self._told(cue) if anybody or said and opening else None
        if clause is None:
            return []
        wrong = next((t for t in grammar.right(self.doc[clause[0]], LONG) if _errs(t)), None)
        if wrong is None or negation.is_negated(wrong):
            return []
        content = [(clause[0], max(clause[0], min(clause[1], wrong.i - 1)))]
        return self.speech.make(replace(cue, act=Act.DENIES), [HOLDER], content, "mistaken")

    def _told(self, cue: CueMention) -> Stretch | None:
        """Return what somebody says by a verb: a clause with « que », or what he accuses others of."""
        if Syntax.QUE in cue.syntax and (clause := self.speech.contents.clause_with_que(cue)):
            return clause
        found = self.speech.contents.infinitive(cue, target=True) if Syntax.TARGET in cue.syntax else None
        return found[0] if found else None

    def ellipsis(self, found: list[Attribution]) -> Iterator[Attribution]:
        """Yield « Le Japon, si. », « Téhéran, non. » right after a reaction that is negated, or is not."""
        reacting = [a for a in found if a.anaphor or a.act in (Act.ADMITS, Act.CONFIRMS)]
        if not reacting:
            return
        segments = self.speech.segments
        starts = [segment.start for segment in segments]
        reactions = {starts[bisect_right(starts, a.at) - 1]: a for a in reacting}
        negated = {cue.at: cue for cue in self.doc._.cues if cue.negated}
        previous: Attribution | None = None
        for sentence in segments:
            words = [t for t in sentence if not t.is_punct and not t.is_space and t.text != '"']
            if previous and 1 < len(words) <= SHORT and words[-1].lower_ in ("si", "non", "oui"):
                cue = negated.get(previous.at)
                act = self._turned(previous, cue, words[-1])
                sources = self.speech.sources.all(words[-2]) if act else []
                if act and sources:
                    mention = CueMention(words[-1].i, words[-1].i, act, "ellipsis", (), words[-1].lower_)
                    yield from self.speech.make(mention, sources[:1], [], "ellipsis", anaphor=True)
                continue
            previous = reactions.get(sentence.start) if words else previous

    def _turned(self, previous: Attribution, cue: CueMention | None, word: Token) -> Act | None:
        """Return what « si » makes of a negated reaction, « non » of another; None where they do not fit."""
        if word.lower_ == "non":
            return TURNED.get(previous.act) if cue is None else None
        verbs = lexicon().verbs.get(cue.lemma, ()) if cue is not None else ()
        return verbs[0].act if verbs and verbs[0].act in TURNED else None


def opposite(attribution: Attribution, stance: Stance) -> Attribution:
    """Return an attribution of who is contradicted, with the act that goes with the opposite stance."""
    return replace(attribution, act=Act.DENIES if stance is Stance.ASSERTS else Act.STATES)


def contradicts(attribution: Attribution) -> bool:
    """Say whether an attribution is of somebody whom the clause contradicts."""
    return attribution.rule.startswith(CONTRARY) and STANCE_OF_ACT[attribution.act] is Stance.ASSERTS


def _errs(token: Token) -> bool:
    """Say whether a word says that somebody is wrong: « se trompe », « est un mensonge », « est faux »."""
    if {token.lower_, token.lemma_} & ERRING:
        return True
    return token.lower_ in UNTRUE and any(t.lemma_ == "être" or t.lower_ == "est" for t in grammar.left(token, 2))
