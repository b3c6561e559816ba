"""Speech acts named by a noun: « les accusations occidentales contre l'Iran », « a publié un démenti ».

No component: the part of ``attributions`` for nouns, whose source is their complement or who gives them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Token

from dementi.components.sources import UNATTRIBUTED
from dementi.components.speech import Speech
from dementi.fr import grammar, negation
from dementi.lexicon import word_list
from dementi.records import FORMERLY, NOBODYS, STANCE_OF_ACT, Act, Attribution, CueMention, Source, Stance

LESQUELS = frozenset("lesquels lesquelles laquelle lequel".split())
ISSUING = word_list("stance.toml", "issuing")
HOLDING = frozenset("de du des d' par".split())  # between a speech act and its holder: « le démenti de Moscou »


class Nouns:
    """The nouns for speech acts of one document."""

    def __init__(self, speech: Speech) -> None:
        self.speech = speech
        self.doc = speech.doc

    def noun(self, cue: CueMention) -> Iterator[Attribution]:
        """Yield a speech act named by a noun.

        « les accusations occidentales contre l'Iran », « le démenti de Moscou ».
        """
        noun = self.doc[cue.at]
        holder, after = self._holder(cue)
        if cue.act is Act.DENIES and (who := self._issuer(noun)):
            phrase = cue.last + 1, self.speech.contents.phrase_end(cue.last + 1)
            yield from self.speech.make(cue, who, [phrase] if phrase[0] <= phrase[1] else [], "issued", anaphor=True)
            return
        last = self.speech.contents.phrase_end(after)
        denial = STANCE_OF_ACT[cue.act] is Stance.DENIES
        if holder is None and denial and (who := self._former(noun)):
            yield from self.speech.make(cue, who, [], FORMERLY, anaphor=True)
            return
        if holder is None:
            following = (t for t in grammar.right(self.doc[cue.last], 4) if t.i + 1 < len(self.doc))
            told = next((t for t in following if t.lower_ in LESQUELS), None)
            if told is not None and told.nbor(-1).lower_ in ("selon", "après") and not denial:
                # « les informations selon lesquelles … »: somebody's, but nobody is named
                end = min(self.speech.contents.until(told.i + 1, noun), self.speech.contents.phrase_end(told.i))
                content = told.i + 1, max(told.i + 1, end)
                yield from self.speech.make(cue, [UNATTRIBUTED], [content], NOBODYS)
            elif not denial and (clause := self._tale(cue)):
                yield from self.speech.make(cue, [UNATTRIBUTED], [clause], NOBODYS)
            if cue.act is Act.ANNOUNCES and noun.dep_.startswith("nsubj") and last > cue.at:
                yield from self.speech.make(cue, [UNATTRIBUTED], [(cue.at + 1, last)], "noun")
            return
        if cue.act is Act.WARNS and noun.head.pos_ in grammar.VERBAL and noun.dep_.startswith("obj"):
            subject = grammar.subject(noun.head)
            first, end = subject.left_edge.i if subject is not None else noun.sent.start, noun.head.i - 1
            if first < end:  # « l'annonce de la vente a suscité l'inquiétude de Kiev »
                yield from self.speech.make(cue, [holder], [(first, end)], "stimulus", anaphor=True)
                return
        heading = after < len(self.doc) and self.doc[after].text == ":" and not self._told_before(noun)
        if heading and (stretch := self.speech.contents.after_colon(cue)):
            yield from self.speech.colon(cue, [holder], stretch)  # « Nouveau démenti de Belgrade : … »
        elif last > after or denial:
            yield from self.speech.make(cue, [holder], [(after, last)] if last >= after else [], "noun", anaphor=denial)

    def _tale(self, cue: CueMention) -> tuple[int, int] | None:
        """Return the clause of « une rumeur voulant que … », « le bruit comme quoi … »."""
        behind = [t for t in grammar.right(self.doc[cue.last], 5) if t.pos_ != "ADJ"]
        for first, second in pairwise(behind):
            wording = (first.lower_, second.lower_)
            if wording in (("comme", "quoi"), ("voulant", "que"), ("voulant", "qu'")):
                return self.speech.contents.behind(second, self.doc[cue.at])
        return None

    def _issuer(self, noun: Token) -> list[Source]:
        """Return who gives a denial: « Minsk a publié un bref démenti »; nobody where none was given."""
        verb = next((t for t in grammar.left(noun, 6) if t.pos_ == "VERB"), None)
        if verb is None or verb.lemma_ not in ISSUING or negation.is_negated(verb):
            return []
        subject = self.speech.sources.agent(verb) if grammar.is_passive(verb) else self.speech.sources.subject(verb)
        return self.speech.sources.all(subject)

    def _former(self, noun: Token) -> list[Source]:
        """Return whose denials « après des mois de dénégations, Minsk admet » means: of who speaks in the clause."""
        if not any(t.lower_ == "après" for t in grammar.left(noun, 5)) or self._told_before(noun):
            return []
        comma = next((t for t in grammar.right(noun, 6) if t.text == ","), noun)
        verb = next((t for t in grammar.right(comma, 20) if t.pos_ == "VERB"), None)
        return self.speech.sources.all(self.speech.sources.subject(verb)) if verb is not None else []

    def _told_before(self, noun: Token) -> bool:
        """Say whether a finite verb stands before a noun in its sentence: then the noun heads no quotation."""
        before = self.doc[noun.sent.start : noun.i]
        return any(t.pos_ in grammar.VERBAL and grammar.verb_form(t) == "finite" for t in before)

    def _holder(self, cue: CueMention) -> tuple[Source | None, int]:
        """Return who holds the speech act that a noun names, and the first token behind that."""
        for token in grammar.right(self.doc[cue.last], 3):
            if token.i in self.speech.cast.qualifiers:
                return self.speech.cast.qualifiers[token.i].source, token.i + 1
            if token.lower_ in HOLDING:
                for i in range(token.i + 1, min(token.i + 3, len(self.doc))):
                    if i in self.speech.cast.inside:
                        return self.speech.cast.inside[i].source, self.speech.cast.inside[i].last + 1
                break
            if token.pos_ != "ADJ":
                break
        return None, cue.last + 1
