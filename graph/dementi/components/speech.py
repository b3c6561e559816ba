"""How source and content make an attribution.

No component: the part of ``attributions`` that its constructions, in ``attributions`` and ``judgements``, share.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from spacy.tokens import Doc, Span

from dementi.components.contents import Contents, Stretch
from dementi.components.incises import Incises
from dementi.components.objects import Objects
from dementi.components.places import between
from dementi.components.sources import Sources
from dementi.fr import grammar, sentences
from dementi.records import STANCE_OF_ACT, Act, Attribution, CueMention, QuotationType, Selector, Source, Stance

INVERTED = grammar.INVERTED | {"-ce"}
WH = frozenset("qui que qu' quoi quel quelle où combien pourquoi comment quand".split())


class Speech:
    """What one document says of who speaks and what is said; ``make`` puts the two together."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.sources = Sources(doc)
        self.cast = self.sources.cast
        self.contents = Contents(doc, self.cast)
        self.objects = Objects(self.contents)
        self.incises = Incises(doc, self.cast, self.contents)

    @cached_property
    def segments(self) -> list[Span]:
        """The sentences, in parts where a semicolon parts them: « Bamako confirme ; Ankara, non. »."""
        return list(self._segments())

    def _segments(self) -> Iterator[Span]:
        for sentence in sentences.spans(self.doc):
            start = sentence.start
            for token in sentence:
                if token.text == ";" and token.i > start:
                    yield self.doc[start : token.i]
                    start = token.i + 1
            if start < sentence.end:
                yield self.doc[start : sentence.end]

    def select(self, first: int, last: int) -> Selector:
        """Return the selector of tokens first to last, both included."""
        selector: Selector = self.doc._.article.select(self.doc[first].idx, self.doc[last].idx + len(self.doc[last]))
        return selector

    def make(
        self,
        cue: CueMention,
        sources: list[Source],
        content: list[Stretch],
        rule: str,
        *,
        quotation: QuotationType | None = None,
        anaphor: bool = False,
        target: int = -1,
    ) -> list[Attribution]:
        """Return one attribution a source; the fields are those of ``Attribution``."""
        verb = self.doc[cue.at]
        verbal = cue.kind in ("verb", "expression")
        first = grammar.anchor(verb).i if verbal else cue.at
        found = Attribution(
            source=sources[0],
            cue=self.select(first, cue.last),
            at=cue.at,
            content=tuple(content),
            act=cue.act,
            quotation=quotation or self.contents.quotation(content),
            anaphor=anaphor,
            target=target,
            rule=f"{rule}:{cue.lemma}",
            hedged=verbal and grammar.tense(verb).startswith("conditional"),
        )
        return [replace(found, source=source) for source in sources]

    def colon(self, cue: CueMention, who: list[Source], stretch: Stretch) -> Iterator[Attribution]:
        """Yield what follows a colon; after a denial (« Minsk dément : « … » ») it is what the source says instead."""
        if self._asks(stretch):  # « a botté en touche : Minsk a-t-il livré des obus ? »
            if opposes(cue):
                yield from self.make(cue, who, [stretch], "si")
        elif opposes(cue) and self._announced(cue, stretch):
            yield from self.make(cue, who, [stretch], "colon")
        elif opposes(cue):
            phrase, claim = self.objects.object(cue)
            yield from self.make(replace(cue, act=Act.STATES), who, [stretch], "colon")
            if claim or phrase is None:
                yield from self.make(cue, who, [], "absolute", anaphor=True)
            else:  # « a mis en doute le lien entre les deux: … »
                yield from self.make(cue, who, [phrase], "noun")
        else:
            yield from self.make(cue, who, [stretch], "colon")

    def _asks(self, stretch: Stretch) -> bool:
        """Say whether a stretch is a question for yes or no, by its inverted verb."""
        first, last = stretch
        words = self.doc[first : last + 1]
        ends = any(t.text == "?" for t in self.doc[last : last + 2])
        return ends and not WH.intersection(t.lower_ for t in words[:3]) and any(t.lower_ in INVERTED for t in words)

    def _announced(self, cue: CueMention, stretch: Stretch) -> bool:
        """Say whether « le » before a denial means what follows: « Oslo ne le nie pas : Minsk livre des obus »."""
        first, last = stretch
        anchor = grammar.anchor(self.doc[cue.at])
        pronoun = anchor.i > 0 and anchor.nbor(-1).lower_ in ("le", "l'")
        negated = any(t.negated for t in between(self.doc._.transfers, first, last, lambda t: t.at))
        return pronoun and not negated and first not in self.contents.quote_of


def opposes(cue: CueMention) -> bool:
    """Say whether a cue denies its claim or leaves it open."""
    return STANCE_OF_ACT[cue.act] is not Stance.ASSERTS
