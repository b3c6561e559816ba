"""What every stretch of an article was read as and which rule did it, for those who ask why a statement is there.

Reads all that the components wrote. ``views.explain`` makes pages of it; nothing else hangs on it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import count, pairwise
from string import ascii_uppercase
from typing import Any

from spacy.tokens import Doc

from dementi.components.mentions import in_body
from dementi.components.places import between, covering
from dementi.components.stance import side
from dementi.marking import pieces
from dementi.records import (
    STANCE_OF_ACT,
    Actor,
    Article,
    Assertion,
    Attribution,
    ConceptKind,
    Selector,
    Stance,
    Statement,
    Transfer,
)
from dementi.reported import contents, relays
from dementi.rows import flat_row
from dementi.statements import grouped

BREAK = re.compile(r"\n\s*")  # "\n\n  "; not " "


class Label(StrEnum):
    """What a stretch was read as."""

    ACTOR = "actor"
    ITEM = "item"
    PLACE = "place"
    QUANTITY = "quantity"
    DATE = "date"
    CUE = "cue"
    CONTENT = "content"
    PREDICATE = "predicate"
    SUPPLIER = "supplier"
    RECIPIENT = "recipient"


_LABELS = {ConceptKind.ITEM: Label.ITEM, ConceptKind.PLACE: Label.PLACE}


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch with what it was read as.

    Attributes:
        where: Its characters.
        label: As what.
        meaning: English name of what it names, "" where it names nothing.
        stance: Of cues and contents.
        number: Under which the finding stands whose cue or predicate it is, "" for none.
    """

    where: Selector
    label: Label
    meaning: str = ""
    stance: Stance | None = None
    number: str = ""


@dataclass(frozen=True, slots=True)
class Speech:
    """An attribution with its number, the stretches of its content, and where its relays are named."""

    number: str
    attribution: Attribution
    content: tuple[Selector, ...]
    via: tuple[Selector, ...]


@dataclass(frozen=True, slots=True)
class Predicate:
    """A transfer with its letter and the word that speaks of it."""

    number: str
    transfer: Transfer
    where: Selector


@dataclass(frozen=True, slots=True)
class Said:
    """An assertion that makes a statement, with the numbers of the attribution and the transfer it is made of."""

    numbers: tuple[str, ...]
    assertion: Assertion
    where: Selector


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the article with all that was found in it, in text order.

    Attributes:
        where: Its characters, the white space behind it included.
        body: It is part of the article itself.
        marks: Stretches that may hold one another, and overlap.
        speech: Who says what in it.
        predicates: The transfers that it speaks of.
        said: The assertions that make statements.
    """

    where: Selector
    body: bool
    marks: tuple[Mark, ...]
    speech: tuple[Speech, ...]
    predicates: tuple[Predicate, ...]
    said: tuple[Said, ...]

    def pieces(self) -> Iterator[tuple[str, tuple[Mark, ...]]]:
        """Yield the paragraph's text piece by piece, each with the marks that it lies in, the widest first."""
        start = self.where.start
        for first, last, inside in pieces((start, self.where.end), self.marks, _bounds):
            yield self.where.exact[first - start : last - start], inside


def _bounds(mark: Mark) -> tuple[int, int]:
    return mark.where.start, mark.where.end


@dataclass(frozen=True, slots=True)
class Explained:
    """An article as it was read.

    Attributes:
        article: The article.
        paragraphs: All of its text, in order.
        statements: What came of it.
    """

    article: Article
    paragraphs: tuple[Paragraph, ...]
    statements: tuple[Statement, ...]

    def rows(self) -> list[dict[str, Any]]:
        """Return the statements as rows of the annotation guidelines."""
        return [flat_row(statement) for statement in self.statements]


def explain(doc: Doc) -> Explained:
    """Return an annotated article with everything found in it."""
    found = Reading(doc)
    return Explained(doc._.article, tuple(found.paragraphs()), tuple(statement for statement, _ in found.statements))


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the bounds of paragraphs, line ends and blank lines behind them included."""
    return list(pairwise(sorted({0, len(text), *(blank.end() for blank in BREAK.finditer(text))})))


class Reading:
    """What was found in one document, with the numbers and letters by which one finding names another."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.statements = grouped(doc)
        said: list[Attribution] = [one for one in doc._.attributions if in_body(doc, doc[one.at].idx)]
        around = covering(said, (one.at for one in said))
        self.speech = [
            Speech(str(number), one, tuple(contents(doc, one)), tuple(relays(one, around[one.at])))
            for number, one in enumerate(sorted(said, key=lambda one: one.cue.start), 1)
        ]
        letters = map(letter, count())
        self.predicates = [
            Predicate(next(letters), one, self._select(one.at, one.at))
            for one in doc._.transfers
            if in_body(doc, doc[one.at].idx)
        ]
        self.said = sorted(map(self._said, self._assertions()), key=lambda one: one.where.start)

    def _assertions(self) -> Iterator[Assertion]:
        for _, assertions in self.statements:
            yield from assertions

    def _said(self, assertion: Assertion) -> Said:
        """Return an assertion with the findings that it is made of."""
        about = assertion.transfer
        same = [one for one in self.predicates if one.transfer.at == about.at and one.transfer.item_at == about.item_at]
        # « échangent » has two of one item; a party may be known only by who speaks
        likest = max(same, key=lambda one: _parties(one.transfer) == _parties(about), default=None)
        numbers = [one.number for one in self.speech if one.attribution.cue == assertion.cue][:1]
        numbers += [likest.number] if likest else []
        return Said(tuple(numbers), assertion, self._select(assertion.at, assertion.at))

    def _select(self, first: int, last: int) -> Selector:
        """Return the selector of tokens first to last, both included."""
        where: Selector = self.doc._.article.select(self.doc[first].idx, self.doc[last].idx + len(self.doc[last]))
        return where

    def paragraphs(self) -> Iterator[Paragraph]:
        """Yield the paragraphs of the article with what was found in each."""
        article: Article = self.doc._.article
        bounds = _paragraphs(article.text)
        starts = [start for start, _ in bounds]
        marks: list[list[Mark]] = [[] for _ in bounds]
        for mark in sorted(self._marks(), key=lambda mark: (mark.where.start, mark.where.end, mark.label)):
            for at in range(bisect_right(starts, mark.where.start) - 1, bisect_left(starts, mark.where.end)):
                marks[at].append(mark)
        for (start, end), inside in zip(bounds, marks, strict=True):
            yield Paragraph(
                article.select(start, end),
                any(first < end and start < last for first, last in article.body) or not article.body,
                tuple(dict.fromkeys(inside)),
                tuple(one for one in self.speech if start <= one.attribution.cue.start < end),
                tuple(one for one in self.predicates if start <= one.where.start < end),
                tuple(one for one in self.said if start <= one.where.start < end),
            )

    def _marks(self) -> Iterator[Mark]:
        """Yield every stretch that was read as something."""
        yield from self._named()
        cited = set()
        for one in self.speech:
            stance = STANCE_OF_ACT[one.attribution.act]
            cited.add(one.attribution.at)
            yield Mark(one.attribution.cue, Label.CUE, stance=stance, number=one.number)
            for part in one.content:
                yield Mark(part, Label.CONTENT, stance=stance)
        for cue in self.doc._.cues:
            if cue.at not in cited:
                yield Mark(self._select(cue.at, cue.last), Label.CUE, stance=STANCE_OF_ACT[cue.act])
        for predicate in self.predicates:
            yield Mark(predicate.where, Label.PREDICATE, number=predicate.number)
            yield from self._roles(predicate.transfer)

    def _named(self) -> Iterator[Mark]:
        """Yield who and what is named, how many, and when."""
        for mention in self.doc._.mentions:
            label = _LABELS.get(mention.concept.kind, Label.ACTOR)
            yield Mark(mention.where, label, mention.concept.en)
        for actor in self.doc._.actors:
            yield Mark(self._select(actor.first, actor.last), Label.ACTOR, actor.source.name)
        for last, (first, _) in self.doc._.quantities.items():
            yield Mark(self._select(first, last), Label.QUANTITY)
        for first, last, _ in self.doc._.dates:
            yield Mark(self._select(first, last), Label.DATE)

    def _roles(self, transfer: Transfer) -> Iterator[Mark]:
        """Yield who supplies and who receives, where the words of the transfer name them: the nearest to it."""
        actors: list[Actor] = self.doc._.actors
        inside = [
            a for a in between(actors, transfer.first, transfer.last, lambda a: a.first) if a.last <= transfer.last
        ]
        for label, name in ((Label.SUPPLIER, transfer.supplier), (Label.RECIPIENT, transfer.recipient)):
            named = [actor for actor in inside if name in (actor.source.name, side(actor.source))]
            if name and named:
                nearest = min(named, key=lambda actor: abs(actor.head - transfer.at))
                yield Mark(self._select(nearest.first, nearest.last), label, name)


def _parties(transfer: Transfer) -> tuple[str | None, str | None]:
    return transfer.supplier, transfer.recipient


def letter(number: int) -> str:
    """Return A for 0, Z for 25, AA for 26."""
    before, at = divmod(number, len(ascii_uppercase))
    return (letter(before - 1) if before else "") + ascii_uppercase[at]
