"""Judgements of claims, and words that leave them open: « ces accusations sont infondées », « aucune preuve de ».

No component: the part of ``attributions`` for cues that are adjectives and nouns said of a claim.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from dementi.components.clauses import QUE
from dementi.components.contents import Stretch
from dementi.components.cues import NEGATIONS
from dementi.components.incises import CURT
from dementi.components.polarity import load_polarity
from dementi.components.speech import Speech
from dementi.fr import grammar, negation
from dementi.lexicon import word_list
from dementi.records import HOLDER, Act, Attribution, CueMention, Source

ELSEWHERE: Stretch = (0, -1)  # the claim has no words beside the judgement; it is told elsewhere
SHOWING = word_list("stance.toml", "showing")
DENOUNCING = word_list("stance.toml", "denouncing")
RESUMING = word_list("stance.toml", "resuming")
POINTERS = word_list("stance.toml", "pointer")
INSIDE = frozenset("dans là là-dedans et mais de".split())  # « pas un mot de vrai dans ces accusations »
OF_IT = frozenset("c' ce cela ça ceci tout il rien -ce".split())
UNTRUE = (Act.DENIES, Act.DISMISSES)  # what says that a thing is not so, not only that it is unfounded
NEAR = 5  # tokens from « il est faux » to « que », without an incise
MADE, WHERE_MADE = "fabriqué", frozenset("par en à au aux avec sous dans chez localement sur".split())
FAR = 40  # tokens between a judgement and the noun for its claim, at the most


class Judgements:
    """The judgements of one document."""

    def __init__(self, speech: Speech) -> None:
        self.speech = speech
        self.doc = speech.doc
        self.predicates = {transfer.at for transfer in self.doc._.transfers}

    def judgement(self, cue: CueMention) -> Iterator[Attribution]:
        """Yield a dismissal by adjective or noun: « ces accusations sont infondées », « c'est de la propagande »."""
        token = self.doc[cue.at]
        if cue.kind == "adjective" and (clause := self._impersonal(token, cue.negated)):  # « il est faux de dire que »
            yield from self.speech.make(cue, [HOLDER], [clause], "impersonal")
            return
        if cue.kind == "clause":
            if (claim := self._told_subject(cue)) is not None:
                yield from self.speech.make(cue, [HOLDER], [claim], "clause", anaphor=True)
            elif self._said_of_claim(cue):
                yield from self.speech.make(cue, [HOLDER], [], "clause", anaphor=True)
            return
        judging = load_polarity().judging
        if cue.kind == "adjective" and (told := self._judged(token, judging)):
            yield from self.speech.make(cue, self._judges(told[0]), [told[1]], "judged")
            return
        if self._made(cue, token):
            return
        verbs = (t for t in grammar.left(token, 25) if t.pos_ in grammar.VERBAL and t.lemma_ in judging)
        governor = next(verbs, None)
        claim = self._claim_near(token, governor, cue.kind) or self._claim_elsewhere(cue, governor)
        if claim is None or not cue.negated and any(t.lower_ in NEGATIONS for t in grammar.left(token, 4)):
            return
        content = [claim] if claim != ELSEWHERE else []
        yield from self.speech.make(cue, self._judges(governor), content, "judgement", anaphor=True)

    def precedes(self, cue: CueMention) -> bool:
        """Say whether a verb only brings a judgement of a clause: « juge faux que »."""
        judging = load_polarity().judging
        if self.doc[cue.at].lemma_ not in judging:
            return False
        behind = (c for c in self.doc._.cues if c.kind == "adjective" and 0 < c.at - cue.last <= 3)
        told = (self._judged(self.doc[c.at], judging) for c in behind)
        return any(found is not None and found[0].i == cue.at for found in told)

    def _judged(self, token: Token, judging: frozenset[str]) -> tuple[Token, Stretch] | None:
        """Return the verb and the que-clause of « juge absurde que », « trouve absurde l'idée que »."""
        verb = next((t for t in grammar.left(token, 3) if t.pos_ in grammar.VERBAL and t.lemma_ in judging), None)
        near = list(grammar.right(token, 4))
        que = next((t for t in near if t.lower_ in QUE), None)
        if verb is None or que is None or negation.is_negated(verb):
            return None
        between = near[: que.i - token.i - 1]  # but « l'idée »
        if any(t.pos_ in grammar.VERBAL or t.is_punct or t.pos_ == "NOUN" and t.lemma_ != "idée" for t in between):
            return None
        clause = self.speech.contents.behind(que, token)
        return (verb, clause) if clause else None

    def _made(self, cue: CueMention, token: Token) -> bool:
        """Say whether a word only tells that a thing is made, and judges nothing.

        « la fabrication de missiles »; « l'engin fabriqué en 2023 », not « des preuves fabriquées ».
        """
        words = list(grammar.right(token, 3))
        if not words or cue.kind == "adjective":
            return bool(words) and token.lower_.startswith(MADE) and words[0].lower_ in WHERE_MADE
        items = any(t.i in self.speech.contents.items for t in words)
        return cue.kind == "predicate" and words[0].lower_ in ("de", "d'", "des", "du") and items

    def _judges(self, governor: Token | None) -> list[Source]:
        """Return who judges by a verb; without one, whoever holds the speech around."""
        if governor is None or negation.is_negated(governor):
            return [HOLDER]
        sources = self.speech.sources
        subject = sources.agent(governor) if grammar.is_passive(governor) else sources.subject(governor)
        if who := sources.all(subject):
            return who
        framed = self.speech.incises.incise(governor)
        return sources.all(framed[1])[:1] or [HOLDER] if framed else [HOLDER]

    def _claim_elsewhere(self, cue: CueMention, governor: Token | None) -> Stretch | None:
        """Return ``ELSEWHERE`` where a judgement needs no words for its claim beside it."""
        if cue.kind == "predicate" and governor is not None and governor.lemma_ in DENOUNCING:
            return ELSEWHERE  # « Pyongyang dénonce les élucubrations de Séoul »
        if cue.lemma in RESUMING:
            return ELSEWHERE  # « il n'en est rien »
        quote = self.speech.contents.quote_of.get(cue.at)
        if quote is None and governor is None and self._opens_incise(cue):
            return ELSEWHERE
        if quote is None or quote.last - quote.first >= CURT:
            return None
        verbless = not any(t.pos_ == "VERB" for t in self.doc[quote.first : quote.last + 1])
        return ELSEWHERE if verbless else None  # « Pure invention », a répondu le ministère

    def _said_of_claim(self, cue: CueMention) -> bool:
        """Say whether a clause is said of a claim: « cela ne tient pas debout », « du vent »; not of a bridge."""
        token = self.doc[cue.at]
        after = next(grammar.right(self.doc[cue.last], 1), None)
        if after is not None and not (after.is_punct or after.is_space or after.lower_ in INSIDE):
            return False  # « du vent dans les éoliennes »
        quote = self.speech.contents.quote_of.get(cue.at)
        start = max(token.sent.start, quote.first if quote else 0)
        before = [t for t in self.doc[start : cue.at] if not t.is_space]
        opens = (n for n, t in enumerate(before, 1) if t.text in grammar.BOUNDARIES | {",", '"'} or t.lower_ in QUE)
        before = before[max(opens, default=0) :]
        if any(t.pos_ in ("NOUN", "PROPN") and not self._claimed(t) and t.lemma_ not in POINTERS for t in before):
            return False
        words = {t.lower_ for t in before if t.pos_ != "ADV"}
        if token.lower_ == "que" and not words & {"ne", "n'"}:
            return False  # « affirme que des mensonges … »
        return not words or bool(words & OF_IT) or any(t.pos_ == "NOUN" for t in before)

    def _told_subject(self, cue: CueMention) -> Stretch | None:
        """Return the subject of a clause that judges it, where it is a claim in words.

        « les informations quant à la livraison de chars ne correspondent pas à la réalité »; also a transfer itself,
        unless no more is said of it than that it is wrong: « la livraison de chars n'a aucun sens ».
        """
        start = self.doc[cue.at].sent.start
        before = grammar.left(self.doc[cue.at], FAR)
        start = max(start, next((t.i + 1 for t in before if t.lower_ in QUE or t.text in grammar.BOUNDARIES), start))
        first = self.doc[cue.at].sent.start
        first += self.doc[first].text == '"'
        if start == first + 1 and self.doc[first].lower_ in QUE and any(start <= at < cue.at for at in self.predicates):
            return start, cue.at - 1  # « Que l'Iran arme les Houthis relève du fantasme »
        noun = next((t for t in self.doc[start : cue.at] if t.pos_ == "NOUN"), None)
        if noun is None or not self._claimed(noun):
            return None
        behind = noun.i + (cue.act not in UNTRUE)
        if not any(behind <= at < cue.at for at in self.predicates):
            return None
        verbs = (t for t in self.doc[noun.i : cue.at] if t.pos_ == "VERB" and grammar.verb_form(t) == "finite")
        return None if any(verbs) else (noun.i, cue.at - 1)

    def _opens_incise(self, cue: CueMention) -> bool:
        """Say whether a judgement is all that stands before an incise: « Fausse piste, a rétorqué Minsk »."""
        token = self.doc[cue.at]
        parts = (t.i + 1 for t in grammar.left(token, CURT) if t.text in (":", ";"))
        start = next(parts, token.sent.start)  # « Minsk livre des obus : faux, rétorque Oslo »
        before, after = self.doc[start : cue.at], list(grammar.right(self.doc[cue.last], 4))
        curt = cue.last - start < CURT and not any(t.pos_ in grammar.VERBAL for t in before)
        comma = next((t for t in after[:2] if t.text == ","), None)
        return curt and comma is not None and any(_attributes(t) for t in after if t.i > comma.i)

    def _impersonal(self, token: Token, negated: bool) -> Stretch | None:
        """Return the que-clause of « il est faux que », « il est inexact de dire que »."""
        if not any(t.lower_ in ("il", "c'", "-il") for t in grammar.left(token, 6)):
            return None
        if not negated and any(t.lower_ == "pas" for t in grammar.left(token, 3)):
            return None
        resume = 0
        for following in grammar.right(token, FAR):
            if following.i < resume:
                continue
            if following.lower_ in QUE:
                return self.speech.contents.behind(following, token)
            closed = self.speech.contents.incise_end(following) if following.text == "," else None
            if closed:  # « il est faux, selon Minsk, que »
                resume = closed + 1
            elif following.text in grammar.BOUNDARIES | {","} or not resume and following.i - token.i > NEAR:
                return None
        return None

    def _equated(self, noun: Token) -> bool:
        """Say whether a noun is said of something: « c'est une invention », « cette vente, pure invention, »."""
        before = list(grammar.left(noun, 6))
        apposed = next((t for t in before if t.pos_ not in ("DET", "ADJ", "ADV")), None)
        return any(t.lemma_ == "être" for t in before) or apposed is None or apposed.text in (",", '"', ":")

    def _claim_near(self, token: Token, governor: Token | None, kind: str) -> Stretch | None:
        """Return the words for the claim that a judgement is about; ``ELSEWHERE`` for a bare « c'est »."""
        nouns = [t for t in token.sent if self._claimed(t) and 0 < abs(t.i - token.i) <= FAR]
        if governor is not None and not nouns:  # « qualifie toute l'affaire de roman-feuilleton »
            nouns = [t for t in self.doc[governor.i : token.i - 1] if t.pos_ == "NOUN" and t.lemma_ in POINTERS][:1]
        if (
            governor is not None
        ):  # « a qualifié de “rumeur absurde” l'envoi »: the judgement's own noun is not the claim
            nouns = [t for t in nouns if abs(t.i - token.i) != 1 or t.i and t.nbor(-1).pos_ == "DET"]
        if nouns:
            if kind == "predicate" and governor is None and not self._equated(token):
                return None  # « des blindés de fabrication turque »
            head = min(nouns, key=lambda t: (t.i > token.i and governor is None, abs(t.i - token.i)))
            if head.i > token.i and governor is None and token.head != head:
                return None
            end = max(self.speech.contents.phrase_end(head.i + 1), head.i)
            return head.i, max(head.i, min(end, token.i - 1) if head.i < token.i else end)
        left = list(grammar.left(token, 6))
        bare = any(t.lower_ in ("c'", "cela", "ce", "ça") and t.pos_ == "PRON" or t.lower_ == "agit" for t in left)
        return ELSEWHERE if bare else None

    def _claimed(self, token: Token) -> bool:
        """Say whether a noun names a claim: « ces accusations », or a transfer."""
        named = token.lemma_ in self.speech.contents.anaphors or token.i in self.predicates
        return named and token.pos_ == "NOUN"

    def nothing_known(self, cue: CueMention) -> Iterator[Attribution]:
        """Yield « n'a aucune preuve de », « aucune confirmation n'a été donnée »: the claim is left open."""
        noun = self.doc[cue.at]
        none = any(t.lower_ in ("aucun", "aucune") for t in grammar.left(noun, 2))
        verb = self._verb_of(noun, none)
        if verb is None or any(t.lower_ == "sans" for t in grammar.left(noun, 2)):
            return
        # « Kiev n'a présenté aucune preuve »: whoever says so leaves it open, not Kiev
        nobody = noun.dep_ == "nsubj:pass" or none and verb.i > noun.i or verb.lemma_ in SHOWING or exists(verb)
        who = [HOLDER] if nobody else self.speech.sources.all(self.speech.sources.subject(verb))
        last = noun.sent.end - 1
        quote = self.speech.contents.quote_of.get(noun.i)
        if quote and quote.last > cue.last:  # of « n'a « aucune preuve » d'une livraison » the claim stands behind
            last = min(last, quote.last)
        first = cue.last + 1
        if verb.i > noun.i and self._adjoins(noun, verb):  # « aucun indice n'étaye la thèse d'une livraison »
            first = verb.i + 1
        elif verb.i > noun.i:
            last = min(self.speech.contents.phrase_end(first), verb.i - 1)
        if who:
            content = [(first, last)] if last >= first else []
            yield from self.speech.make(cue, who, content, "nothing", anaphor=True)

    def _adjoins(self, noun: Token, verb: Token) -> bool:
        """Say whether an active verb follows its subject at once, so that the claim stands behind it."""
        between = self.doc[noun.i + 1 : verb.i]
        plain = all(t.pos_ in ("ADV", "PART", "PRON", "AUX", "ADJ") or t.lower_ in ("ne", "n'") for t in between)
        return plain and not grammar.is_passive(verb) and verb.lemma_ not in SHOWING

    def _verb_of(self, noun: Token, none: bool) -> Token | None:
        """Return the verb of which a noun is object or subject, by the parse, else by its place."""
        if noun.head.pos_ in grammar.VERBAL:
            return noun.head
        after = grammar.right(noun, 10) if none else iter(())  # « aucune preuve n'a été présentée »
        return next((t for t in (*after, *grammar.left(noun, 5)) if t.pos_ in grammar.VERBAL), None)


def _attributes(token: Token) -> bool:
    """Say whether a token says whose words stand before it: a verb, « selon »."""
    return token.pos_ in grammar.VERBAL or token.lower_ in ("selon", "d'")


def exists(verb: Token) -> bool:
    """Say whether a verb only says that there is something: « il n'y a aucune preuve »."""
    before = [t.lower_ for t in grammar.left(grammar.anchor(verb), 4)]
    return "il" in before and (verb.lemma_ == "exister" or verb.lemma_ == "avoir" and "y" in before)
