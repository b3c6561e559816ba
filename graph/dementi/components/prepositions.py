"""Who is named behind « selon », « d'après », « de source … »: sources that no verb has.

No component: the part of ``attributions`` for prepositions of speech.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dementi.components.bystanders import speakers
from dementi.components.callings import load_nouns
from dementi.components.framing import Framing
from dementi.components.indictments import court_paper
from dementi.components.naming import describe, phrase_around
from dementi.components.sources import UNATTRIBUTED
from dementi.components.speech import Speech
from dementi.fr import grammar
from dementi.lexicon import word_list
from dementi.records import Attribution, CueMention, Source, SourceKind

BACK = word_list("actors.toml", "back")  # « à l'en croire »: who spoke before


class Prepositions:
    """The prepositions of speech of one document."""

    def __init__(self, speech: Speech, framing: Framing) -> None:
        self.speech = speech
        self.doc = speech.doc
        self.framing = framing

    def find(self, cue: CueMention, previous: Attribution | None) -> Iterator[Attribution]:
        """Yield « selon X, … » and « …, selon X »: the content is the sentence without the phrase."""
        back = cue.lemma in BACK and self.framing.speaker_before(cue.at, previous)
        named = (back, cue.last) if back else self._after_preposition(cue)
        if named is None:
            return
        source, end = named
        sentence = self.doc[cue.at].sent
        contents = []
        resumed = self.doc[end].lower_ in grammar.SUBJECT_RELATIVES
        if cue.at > sentence.start + 1 and not resumed:
            quote = self.speech.contents.quote_of.get(cue.at - 2)
            contents.append((min(sentence.start, quote.first) if quote else sentence.start, cue.at - 1))
        if end + 2 < sentence.end:
            contents.append((end + 1, self.speech.contents.until(end + 1, self.doc[cue.at])))
        if contents:
            yield from self.speech.make(cue, [source], contents, "preposition")

    def _after_preposition(self, cue: CueMention) -> tuple[Source, int] | None:
        """Return who is named after « selon », and the last token of the name; « selon lesquelles » names nobody."""
        start = cue.last + 1
        if start >= len(self.doc):
            return None
        if self.doc[start].lower_ in grammar.SUBJECT_RELATIVES:
            return self._resumed_source(cue, start)
        if cue.lemma in BACK:
            return None
        if cue.lemma in ("de source", "de sources", "de même source"):
            return self._unnamed_sources(cue), cue.last
        if paper := court_paper(self.speech, start):
            return paper
        if described := self._described(start):
            return described
        reach = range(start, min(start + 8, self.doc[cue.at].sent.end))
        stop = next((i for i in reach if self.doc[i].text == ","), len(self.doc))  # « selon les calculs, l'Iran … »
        actor = next((self.speech.cast.inside[i] for i in reach if i in self.speech.cast.inside), None)
        if actor and actor.first < stop:
            return actor.source, actor.last
        token = next((t for t in self.doc[start : start + 3] if t.pos_ in ("PROPN", "NOUN")), None)
        if token is None or token.pos_ == "NOUN" and token.lemma_ not in self.speech.sources.claims:
            return None  # « selon le calendrier »
        if token.pos_ == "NOUN":  # « d'après l'accusation »: said, but by nobody that has a name
            return replace(UNATTRIBUTED, text=self.speech.select(token.i, token.i)), token.i
        return self.speech.sources.unlisted(token), token.i

    def _described(self, start: int) -> tuple[Source, int] | None:
        """Return people for whom no office speaks: « selon un courtier de Dubaï » is not what Dubai says."""
        noun = next((t for t in self.doc[start : start + 4] if t.pos_ in ("NOUN", "PROPN")), None)
        inside = self.speech.cast.inside
        if noun is None or noun.lower_ not in speakers() or noun.i in inside:
            return None
        named = inside.get(noun.i + 1)
        if named is not None and not named.qualifier:
            return None  # « selon le quotidien Untel »
        source = self.speech.sources.described(noun)
        return (source, phrase_around(noun)[1]) if source else None

    def _resumed_source(self, cue: CueMention, pronoun: int) -> tuple[Source, int] | None:
        """Return who « Washington, selon lequel … » means; « les informations selon lesquelles » names nobody."""
        before = cue.at - 2 if cue.at > 1 and self.doc[cue.at - 1].text == "," else cue.at - 1
        actor = self.speech.cast.inside.get(before)
        if actor is None or actor.source.kind is SourceKind.UNATTRIBUTED:
            return None
        claims = (t.lemma_ in self.speech.contents.anaphors for t in grammar.left(self.doc[cue.at], 6))
        if self.doc[pronoun].lower_ == "lesquelles" and any(claims):
            return None
        return actor.source, pronoun

    def _unnamed_sources(self, cue: CueMention) -> Source:
        """Return the sources of « de source diplomatique turque »: unnamed, but for their side."""
        reach = range(cue.last + 1, min(cue.last + 6, len(self.doc)))
        qualifiers = self.speech.cast.qualifiers
        side = next((qualifiers[i].source.on_behalf_of for i in reach if i in qualifiers), None)
        name = describe(side, load_nouns()["source"], True, ())
        return Source(name, SourceKind.GROUP, side, self.speech.select(cue.at + 1, cue.last))
