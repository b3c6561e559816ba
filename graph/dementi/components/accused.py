"""Who is accused of saying something says it: « accuse Minsk de mentir en affirmant que », « ment quand il dit que ».

No component: the part of ``attributions`` for speech that another blames. Who calls it a lie denies what it says; who
only blames that it was said takes no stance.
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from dementi.components.clauses import QUE
from dementi.components.speech import Speech
from dementi.fr import grammar, negation
from dementi.lexicon import Syntax, word_list
from dementi.records import HOLDER, STANCE_OF_ACT, Act, Attribution, CueMention, Source, Stance

ERRING = word_list("stance.toml", "erring")
LIE = "mentir"  # the tagger takes it for a noun
ALLEGING = frozenset({"prétendre", "inventer"})  # who is blamed for it has said what is not so
WRONGLY = word_list("stance.toml", "wrongly")
BLAMED = 12  # tokens from « accuse » to the infinitive, over « le ministère biélorusse de la Défense »
LYING = 8  # tokens from « mentir » to « affirmant »
WHILE = frozenset("en quand lorsqu' lorsque il elle ils elles , a ont".split())


class Accused:
    """The blamed speech of one document."""

    def __init__(self, speech: Speech) -> None:
        self.speech = speech
        self.doc = speech.doc
        self.blaming = {cue.at for cue in self.doc._.cues if Syntax.TARGET in cue.syntax and cue.act is Act.ACCUSES}

    def told(self, cue: CueMention) -> list[Attribution]:
        """Return the speech of somebody whom another blames for it, with the denial of who calls it a lie."""
        verb = self.doc[cue.at]
        if cue.kind != "verb" or cue.negated or Syntax.QUE not in cue.syntax:
            return []
        if STANCE_OF_ACT[cue.act] is not Stance.ASSERTS or grammar.verb_form(grammar.anchor(verb)) == "":
            return []
        lie = self._lie(verb)
        who = self._blamed(lie or verb) or (self._liar(lie) if lie is not None else [])
        clause = self.speech.contents.clause_with_que(cue) if who else None
        if clause is None:
            return []
        found = self.speech.make(cue, who, [clause], "blamed")
        if lie is not None or cue.lemma in ALLEGING or self._wrongly(verb):
            found += self.speech.make(replace(cue, act=Act.DENIES), [HOLDER], [clause], "lied")
        return found

    def _lie(self, verb: Token) -> Token | None:
        """Return the verb of « mentir en affirmant que », « ment quand il affirme que »."""
        for token in grammar.left(grammar.anchor(verb), LYING):
            if token.lower_ in ERRING and (token.pos_ in grammar.VERBAL or token.lower_ == LIE):
                return None if negation.is_negated(token) else token
            if token.lower_ not in WHILE and token.pos_ != "ADV":
                return None
        return None

    def _wrongly(self, verb: Token) -> bool:
        """Say whether a word beside a verb says that its clause is wrong: « affirmer à tort que »."""
        near = (*grammar.left(verb, 2), *grammar.right(verb, 3))
        return any(t.lower_ in WRONGLY for t in near if t.lower_ not in QUE)

    def _blamed(self, verb: Token) -> list[Source]:
        """Return whom a verb accuses of doing what an infinitive says: « Kiev accuse Minsk de mentir »."""
        start = grammar.anchor(verb)
        if start.lower_ != LIE and grammar.verb_form(start) != "infinitive" or not self.blaming:
            return []
        for token in grammar.left(start, BLAMED):
            if token.i in self.blaming:
                if grammar.is_passive(token):
                    return self.speech.sources.all(self.speech.sources.subject(token))
                between = (self.doc[i] for i in range(token.i + 1, start.i) if i in self.speech.cast.heads)
                return self.speech.sources.all(next(between, None))
            if token.text in grammar.BOUNDARIES or token.pos_ == "VERB":
                return []
        return []

    def _liar(self, lie: Token) -> list[Source]:
        """Return who lies as the subject of a finite verb."""
        if grammar.verb_form(grammar.anchor(lie)) != "finite":
            return []
        return self.speech.sources.all(self.speech.sources.subject(lie))
