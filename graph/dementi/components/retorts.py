"""Retorts: an answer that is all somebody says (« Jamais », a répondu X), and who protests against an accusation.

No component: the part of ``attributions`` for stances that no verb of stance takes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from dementi.components.contents import Stretch
from dementi.components.places import between
from dementi.components.speech import Speech
from dementi.fr import grammar
from dementi.lexicon import load_attributions, word_list
from dementi.records import STANCE_OF_ACT, Act, Attribution, CueMention, Stance

CURT = dict.fromkeys(word_list("stance.toml", "no"), Act.DENIES)
CURT |= dict.fromkeys(word_list("stance.toml", "unknown"), Act.UNCONFIRMED)
CURT |= dict.fromkeys(word_list("stance.toml", "confirming"), Act.CONFIRMS)
YES = dict.fromkeys(word_list("stance.toml", "yes"), Act.CONFIRMS)  # said of no question they only go on
LONGEST = max(len(words.split()) for words in CURT)
FRAMES = ("incise", "colon", "preposition")  # rules of attributions whose content is what somebody says
PROTESTING = word_list("stance.toml", "protesting")
LINKS = frozenset("contre de d' des du sur devant".split())
BEFORE_NOUN = 6  # tokens between a verb and the accusation that it protests against, at the most
ACCUSED = frozenset(noun.lemma for noun in load_attributions().nouns if noun.act is Act.ACCUSES and noun.anaphor)


class Retorts:
    """The retorts of one document."""

    def __init__(self, speech: Speech) -> None:
        self.speech = speech
        self.doc = speech.doc

    def curt(self, found: list[Attribution]) -> Iterator[Attribution]:
        """Yield the stance of an answer that is all somebody says, no question before it: « Jamais », a dit X."""
        for said in found:
            if (
                said.rule.split(":")[0] not in FRAMES
                or STANCE_OF_ACT[said.act] is not Stance.ASSERTS
                or not said.content
            ):
                continue
            first, last = said.content[0]
            words = [t for t in self.doc[first : last + 1] if not t.is_punct and not t.is_space and t.text != '"']
            said_all = " ".join(t.lower_ for t in words) if 0 < len(words) <= LONGEST else ""
            asked = self._asked(words[0]) if said_all in CURT or said_all in YES else None
            act = CURT.get(said_all) or (YES.get(said_all) if asked is True else None)
            if act is not None and asked is not False:
                cue = CueMention(words[0].i, words[-1].i, act, "answer", (), words[0].lower_)
                yield from self.speech.make(cue, [said.source], [], "curt", anaphor=True)

    def _asked(self, word: Token) -> bool | None:
        """Say whether a question before an answer asks about a transfer, or about something else; None without one."""
        before = (t for t in grammar.left(self.doc[word.sent.start], 4) if not t.is_space and t.text != '"')
        previous = self.doc[word.sent.start - 1] if word.sent.start else word
        mark = previous if previous.text == "?" else next((t for t in before if t.text == "?"), None)
        if mark is None:
            return None
        asked = mark.sent  # « Sofia a-t-elle livré des obus ? « Non », répond la présidence. »
        return bool(between(self.doc._.transfers, asked.start, asked.end - 1, lambda t: t.at))

    def protested(self, cue: CueMention) -> Stretch | None:
        """Return the accusation that somebody protests against: « s'élève contre ces insinuations »."""
        verb = self.doc[cue.at]
        if cue.kind != "verb" or verb.lemma_ not in PROTESTING or cue.negated:
            return None
        following = list(grammar.right(self.doc[cue.last], BEFORE_NOUN))
        noun = next((t for t in following if t.pos_ in ("NOUN", "PROPN")), None)
        if noun is None or any(
            t.pos_ in grammar.VERBAL or t.text in grammar.BOUNDARIES for t in following if t.i < noun.i
        ):
            return None
        slur = noun.lemma_ in self.speech.contents.slurs
        if noun.lemma_ not in ACCUSED and not slur:
            return None
        if any(t.pos_ == "ADP" and t.lower_ not in LINKS for t in following if t.i < noun.i):
            return None
        last = max(self.speech.contents.phrase_end(noun.i + 1), noun.i)
        return None if self.speech.objects.of_something_else(noun, last) else (noun.i, last)


def rejecting(cue: CueMention) -> CueMention:
    """Return the cue of who protests, as one that rejects."""
    return replace(cue, act=Act.REJECTS)
