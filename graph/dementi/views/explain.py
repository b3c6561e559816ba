"""How one article was read, as one HTML file: its text with every mark in it, and beside it what was found and why.

The page has no script and asks for nothing; the same article gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from markupsafe import Markup

from dementi.explained import Explained, Label, Mark, Paragraph, Predicate, Said, Speech
from dementi.records import HOLDER, SPEAKER, STANCE_OF_ACT, Selector, Source, SourceKind, Statement
from dementi.terms import concepts
from dementi.views.network import LINES
from dementi.views.templating import beside, csp_hash, template
from dementi.views.words import words as words_of

LONGEST = 160  # characters of a quotation in a note; the text beside it has the whole
ROLES = (Label.SUPPLIER, Label.RECIPIENT)


@dataclass(frozen=True, slots=True)
class Note:
    """What a finding says, in words.

    Attributes:
        number: Its number or letter; of a statement, those of what it is made of.
        kind: ``speech``, ``predicate`` or ``said``.
        stance: Of speech and statements, else "".
        head: What it is, in a word or two.
        parts: What is known of it.
        rule: The rule that found it.
    """

    number: str
    kind: str
    stance: str
    head: str
    parts: tuple[str, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of the text with what it bears.

    Attributes:
        text: Its characters.
        classes: Labels of the marks that it lies in, and stances.
        title: The same in words.
        roles: In words, of the parties whose names end with it.
        numbers: Of the findings whose words end with it.
    """

    text: str
    classes: list[str]
    title: str
    roles: list[str]
    numbers: list[str]


class Speaker:
    """Puts findings into the words of one language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.words = words_of(lang)
        self.own: Mapping[str, Any] = self.words["explain"]

    def notes(self, paragraph: Paragraph) -> list[Note]:
        """Return what was found in a paragraph: speech and transfers as they stand, then what was made of them."""
        found = [(one.attribution.cue.start, self._speech(one)) for one in paragraph.speech]
        found += [(one.where.start, self._predicate(one)) for one in paragraph.predicates]
        said = [self._said(one) for one in paragraph.said]
        return [note for _, note in sorted(found, key=lambda row: row[0])] + said

    def name(self, english: str | None) -> str:
        """Return what a name of the ontology is called in this language, another name as it is."""
        if english is None or english == SPEAKER:
            return "?"
        return _french().get(english, english) if self.lang == "fr" else english

    def item(self, item: str) -> str:
        """Return what an item is called."""
        concept = concepts()[item]
        return concept.fr if self.lang == "fr" else concept.en

    def source(self, source: Source) -> str:
        """Return who speaks: the name, or the words of the article where it has none in the ontology."""
        if source.kind is SourceKind.ARTICLE or source is HOLDER:
            return str(self.own["article"])
        if source.kind is SourceKind.UNATTRIBUTED and not source.text:
            return str(self.own["nobody"])
        known = self.name(source.name)
        if source.text is None or known == source.text.exact:
            return known
        # What only has an English description is called as the article does.
        named = source.kind is SourceKind.PERSON or source.name in _french()
        return f"{self.quote(source.text)} = {known}" if named else self.quote(source.text)

    def who(self, source: Source) -> str:
        """Return who speaks as briefly as can be: people and names of the ontology by their name alone."""
        named = source.kind is SourceKind.PERSON or source.name in _french()
        return self.name(source.name) if named else self.source(source)

    def claim(self, said: Said | Statement) -> str:
        """Return what a statement is about: the item, from whom, to whom."""
        about = said.assertion.transfer if isinstance(said, Said) else said.claim
        what = self.words["kinds"][about.kind].format(item=self.item(about.item))
        return f"{what}{self.words['colon']}{self.name(about.supplier)} → {self.name(about.recipient)}"

    def quote(self, where: Selector) -> str:
        """Return words of the article in quotation marks, in one line, cut in the middle where they are long."""
        text = " ".join(where.exact.split()).strip('«»"“” ')
        if len(text) > LONGEST:
            half = LONGEST // 2
            before, after = (
                text[:half].rpartition(" ")[0] or text[:half],
                text[-half:].partition(" ")[2] or text[-half:],
            )
            text = f"{before} […] {after}"
        return str(self.own["quote"].format(text=text))

    def _speech(self, speech: Speech) -> Note:
        said = speech.attribution
        where = [self.quote(part) for part in speech.content]
        parts = [
            self.source(said.source),
            *((f"{self.own['elsewhere']} {' '.join(where)}".strip(),) if said.anaphor else where),
            self.own["quotations"][said.quotation] if where and not said.anaphor else "",
            f"{self.words['via']} {', '.join(map(self.quote, speech.via))}" if speech.via else "",
            self.words["hedged"] if said.hedged else "",
            self.own["unsaid"] if said.unsaid else "",
        ]
        head = f"{self.words['acts'][said.act]} {self.quote(said.cue)}"
        return Note(speech.number, "speech", STANCE_OF_ACT[said.act].value, head, tuple(filter(None, parts)), said.rule)

    def _predicate(self, predicate: Predicate) -> Note:
        about = predicate.transfer
        parts = [
            f"{self.name(about.supplier)} → {self.name(about.recipient)}",
            self.words["statuses"][about.status],
            about.quantity.text if about.quantity else "",
            about.when.text if about.when else "",
            self.own["negated"] if about.negated else "",
            self.words["hedged"] if about.conditional else "",
            self.own["hypothetical"] if about.hypothetical else "",
        ]
        what = self.words["kinds"][about.kind].format(item=self.item(about.item))
        head = f"{what} {self.quote(about.item_text)}"
        return Note(predicate.number, "predicate", "", head, tuple(filter(None, parts)), about.rule)

    def _said(self, said: Said) -> Note:
        one = said.assertion
        via = f"{self.words['via']} {', '.join(map(self.name, one.via))}" if one.via else ""
        parts = (self.who(one.source), self.claim(said), via, self.words["hedged"] if one.hedged else "")
        head = str(self.words["stances"][one.stance])
        return Note(" + ".join(said.numbers), "said", one.stance.value, head, tuple(filter(None, parts)), one.rule)


def explained_page(explained: Explained, lang: str = "fr") -> str:
    """Return the page of an article.

    Args:
        explained: The article as it was read.
        lang: Language of the page: ``fr`` or ``en``.

    Raises:
        ValueError: The page does not speak this language.
    """
    speaker = Speaker(lang)
    style = beside("explain.css")
    page: str = template("explain.html").render(
        lang=lang,
        words=speaker.words,
        own=speaker.own,
        article=explained.article,
        labels=[label.value for label in Label if label not in (Label.CUE, Label.CONTENT)],
        stances=list(LINES),
        paragraphs=[
            (paragraph, list(spans(paragraph, speaker)), speaker.notes(paragraph)) for paragraph in explained.paragraphs
        ],
        statements=[(one, speaker.who(one.source), speaker.claim(one)) for one in explained.statements],
        style=Markup(style),
        style_hash=csp_hash(style),
    )
    return page


def spans(paragraph: Paragraph, speaker: Speaker) -> Iterator[Span]:
    """Yield the pieces of a paragraph, without the white space at its end."""
    at = paragraph.where.start
    for text, marks in paragraph.pieces():
        at += len(text)
        if at == paragraph.where.end:
            text = text.rstrip()
        ending = [mark for mark in marks if mark.where.end == at]
        yield Span(
            text,
            classes(marks),
            " · ".join(dict.fromkeys(_title(mark, speaker) for mark in marks)),
            [speaker.own["labels"][mark.label] for mark in ending if mark.label in ROLES],
            [mark.number for mark in ending if mark.number],
        )


def classes(marks: tuple[Mark, ...]) -> list[str]:
    """Return the labels of a piece, and the stances of its cue and of the innermost content around it."""
    labels = list(dict.fromkeys(mark.label.value for mark in marks))
    for label in (Label.CUE, Label.CONTENT):
        stanced = [mark for mark in marks if mark.label is label and mark.stance]
        if stanced:
            labels.append(f"{label}-{stanced[-1].stance}")
            if label is Label.CUE and not any(mark.number for mark in stanced):
                labels.append("unused")
    return labels


def _title(mark: Mark, speaker: Speaker) -> str:
    """Return what a mark says when it is pointed at."""
    label = str(speaker.own["labels"][mark.label])
    if mark.stance:
        return f"{label}{speaker.words['colon']}{speaker.words['stances'][mark.stance]}"
    return f"{label}{speaker.words['colon']}{speaker.name(mark.meaning)}" if mark.meaning else label


@cache
def _french() -> dict[str, str]:
    """Return the French names of the ontology by their English ones."""
    return {concept.en: concept.fr for concept in concepts().values()}
