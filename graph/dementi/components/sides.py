"""Whose phrase it is: the state or body that an office, a body or unnamed people speak for.

No component: the part of ``actors`` that reads adjectives, places, « dont », « son » and what was spoken of before.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from spacy.tokens import Doc

from dementi.components.memory import Memory
from dementi.components.naming import by_english, is_state, name_of, seat, setting, side_of
from dementi.components.phrases import NATIONAL, Phrases, is_post
from dementi.components.publisher import lines
from dementi.components.standing import Phrase
from dementi.fr import sentences
from dementi.lexicon import word_list
from dementi.records import ConceptKind, Mention, Source

RELATIVES = word_list("actors.toml", "relative")  # « ses alliés », « son homologue »: of another side
JUDICIAL = word_list("actors.toml", "judicial")
EMBATTLED = word_list("actors.toml", "embattled")
UNION = "European Union"
OURS = frozenset("nous notre nos".split())
SIGNED = frozenset("correspondant correspondante envoyé envoyée".split())
DATELINES = 4  # lines among which a dateline stands
NESTED = frozenset("du des la l' les".split())  # « un responsable du ministère », « un conseiller de l'ambassade »


class Sides:
    """The sides of the phrases of one document; ``memory`` holds the actors before the one that is read."""

    def __init__(self, doc: Doc, memory: Memory, phrases: Phrases) -> None:
        self.doc = doc
        self.memory = memory
        self.phrases = phrases
        self.dateline = self._dateline()
        quoted = {i for quote in doc._.quotes for i in range(quote.first, quote.last + 1)}
        # a state's own agency speaks of « nous » outside of quotation marks
        self.speaking = (
            any(t.lower_ in OURS and t.i not in quoted for t in sentences.every(doc)) if self.dateline else False
        )

    def _dateline(self) -> str | None:
        """Return the state of the place where the article was written: « LIMA, 3 mai », « Prague (AFP) »."""
        for first, last in islice(lines(self.doc), DATELINES):
            mention = self.phrases.mention_at.get(first)
            if mention is None:
                continue
            behind = self.doc[mention.last + 1 : min(mention.last + 9, last + 1)]
            signed = any(t.lower_ in SIGNED or t.like_num or t.text in ("-", "(") for t in behind[1:])
            if len(behind) and behind[0].text in (",", "(", "-", ".") and (signed or behind[0].text == "("):
                return side_of([mention]) or name_of(mention.concept.behalf)
        return None

    def named(self, first: int, last: int) -> str | None:
        """Return the state that a phrase names: « maire de Kharkiv »; where somebody is posted names none."""
        mentions = self._own(first, last)
        if side := side_of(mentions):
            return side
        if self._commission(first, last):
            return UNION
        return next((name_of(m.concept.behalf) for m in mentions if m.concept.kind is ConceptKind.PLACE), None)

    def _commission(self, first: int, last: int) -> bool:
        """Say whether a phrase names « la Commission », the Union's; not « la Commission d'enquête »."""
        for token in self.doc[first : last + 1]:
            if token.text == "Commission" and token.i and token.nbor(-1).lower_ == "la":
                behind = token.nbor(1) if token.i + 1 < len(self.doc) else token
                return behind.pos_ not in ("ADJ", "PROPN") and behind.lower_ not in ("de", "d'", "des", "du", "pour")
        return False

    def definite(self, first: int, last: int) -> str | None:
        """Return the state that a phrase speaks for which can point back.

        The one that it names, that it hangs on by « dont », that the sentence plays in, that « son » points back at; of
        an office that every state has, the one in question; who speaks for himself speaks for no state.
        """
        side = self.named(first, last)
        if self.phrases.independent(first, last) and (side is None or is_state(side)):
            return None
        if side:
            return side
        if first and self.doc[first - 1].lower_ == "dont":  # « Tbilissi, dont le ministère de l'Intérieur … »
            return self.memory.last_side(first)
        host = self._host(first, last)
        judicial = any(t.lower_ in JUDICIAL or t.lemma_ in JUDICIAL for t in self.doc[first : last + 1])
        if judicial and not self._possessed(first, last):  # the state in question need not be where the trial is
            return self._setting(first) or self.dateline
        national, ranked = self.phrases.national(first, last), self.phrases.ranked(first, last)
        posted = any(map(is_post, self.doc[first : last + 1]))
        if national and not posted and (here := seat(self.doc, last, self.phrases.mention_at, official=True)):
            return here  # « au ministère de la Défense à Belgrade », not « son ambassade à Vienne »
        if (national or ranked) and (side := self._setting(first)) and side != host:
            return side
        if national and (side := self._of_body(first, last)) and side != host:
            return side
        if national and self.dateline and self.speaking:
            return self.dateline  # « Minsk, 3 mai – Nous n'avons rien livré, indique le ministère »
        possessed = self._possessed(first, last)
        if (
            possessed
            and not national
            and not ranked
            and self.phrases.directs(first, last)
            and (body := self.memory.body(first))
        ):
            return body.on_behalf_of
        if national or possessed:
            return self.memory.home(first, host)
        return self.memory.theatre(first) if ranked else None

    def land(self, phrase: Phrase) -> str | None:
        """Return what armed people are called by: the region behind their noun, else the state that has them.

        « les rebelles du Logone », « les rebelles » in an article about Mali, which has such; not « ces rebelles ».
        """
        if region := self.phrases.region(phrase.noun):
            return region
        land = self.memory.land() if phrase.bare else None
        return by_english()[land].adjective if land in EMBATTLED else None

    def of_other(self, mention: Mention, source: Source) -> Source:
        """Return a source as another state's whose adjective follows: « la Banque centrale turque »."""
        behind = self.phrases.mention_at.get(mention.last + 1)
        if mention.concept.kind is not ConceptKind.ORGANIZATION or not mention.concept.behalf or behind is None:
            return source
        other = behind.concept.kind is ConceptKind.STATE and behind.concept.en != source.on_behalf_of
        if not other or not self.phrases.qualifies(behind):
            return source
        return replace(source, name=mention.where.exact, on_behalf_of=behind.concept.en, concept=None)

    def _setting(self, first: int) -> str | None:
        """Return the state where a phrase's sentence plays: « À Kiev, le ministère … », « à Kiev, où le ministère … ».

        Where the sentence says nothing of it, that of the one before: « En Éthiopie, on s'en plaint. Le ministre … ».
        """
        sentence, mention_at = self.doc[first].sent, self.phrases.mention_at
        if first > 1 and self.doc[first - 1].lower_ == "où":
            place = mention_at.get(first - 2) or mention_at.get(first - 3)
            if place and (side := side_of([place])):
                return side
        if (side := setting(sentence, first, mention_at)) or first > sentence.start or not sentence.start:
            return side
        return setting(self.doc[sentence.start - 1].sent, sentence.start, mention_at)

    def named_person(self, first: int, last: int) -> str | None:
        """Return the state of a named person, whatever the calling: « Du côté turc, Jean Untel, conseiller, … »."""
        sentence = self.doc[first].sent
        opened = any(t.lower_ == "côté" for t in sentence[:2])
        return self.definite(first, last) or (setting(sentence, first, self.phrases.mention_at) if opened else None)

    def _of_body(self, first: int, last: int) -> str | None:
        """Return the side of the body that was named: « le porte-parole du ministère » is of the last ministry."""
        bodies = (self.memory.by_noun(token.lemma_, first) for token in self.doc[first : last + 1])
        return next((body.on_behalf_of for body in bodies if body and body.on_behalf_of), None)

    def indefinite(self, first: int, noun: int, last: int) -> str | None:
        """Return the state of unnamed people: by what they name, by « ses », or of an office: « du ministère »."""
        side = side_of(self._own(first, last))
        if self.phrases.independent(first, last) and (side is None or is_state(side)):
            return None  # « un ancien ministre serbe », « un blogueur russe »; « un expert de l'ONU » is the UN's
        if side:
            return side
        if self._commission(first, last):
            return UNION
        if self._possessed(first, last):
            return self.definite(first, last)
        office = any(
            (t.lower_ in NATIONAL or t.lemma_ in NATIONAL) and t.nbor(-1).lower_ in NESTED
            for t in self.doc[noun + 1 : last + 1]
        )
        return self.definite(first, last) if office else None

    def _possessed(self, first: int, last: int) -> bool:
        """Say whether « son », « leurs » say whose people these are: « Untel, son représentant »."""
        if not self.phrases.possessed(first, last):
            return False
        return not any(t.lemma_ in RELATIVES or t.lower_ in RELATIVES for t in self.doc[first : last + 1])

    def _own(self, first: int, last: int) -> list[Mention]:
        """Return what a phrase names, but for the places where somebody is posted."""
        return [m for m in self.phrases.mentions(first, last) if not self.phrases.posted(m)]

    def _host(self, first: int, last: int) -> str | None:
        """Return the state where the people of a phrase are posted."""
        return side_of([m for m in self.phrases.mentions(first, last) if self.phrases.posted(m)])
