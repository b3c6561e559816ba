"""Who answers in an interview: paragraphs that ask end with « ? », those behind them are the answers of one person.

No component: what ``transfers`` and ``attributions`` ask of a document's form. « Untel : … » before an answer is read
by ``labels``.
"""

from __future__ import annotations

import re
from itertools import takewhile

from spacy.tokens import Doc, Token

from dementi.components.names import Names
from dementi.components.naming import words
from dementi.components.publisher import lines
from dementi.lexicon import word_list
from dementi.records import Actor, Source, SourceKind

ANNOUNCING = word_list("actors.toml", "interview")
OPENING = 8  # lines among which an interview is announced, and its first question asked
TURNS = 2  # questions behind a dash that make a conversation
DASHES = ("-", "–", "—")
LABEL = 6  # tokens up to the colon behind who speaks, at the most
ANSWERS = frozenset("r réponse".split())
INITIALS = re.compile(r"(?:[A-ZÀ-Ý][a-z]?[.-]+){2,4}")  # « J. U. », « J.-P. U. »; not « Paris »
Stretch = tuple[int, int]


def initialled(doc: Doc) -> dict[int, tuple[Actor, int]]:
    """Return who speaks in paragraphs that begin with the initials of somebody, and the last token of that.

    « J. U. : Non. »; also without a colon, « J. U. Non. ».
    """
    found: dict[int, tuple[Actor, int]] = {}
    people: dict[str, Actor] = {}
    for first, last in lines(doc):
        opening = list(doc[first : min(first + LABEL, last + 1)])
        colon = next((t for t in opening if t.text == ":"), None)
        label = [t for t in opening if t.i < colon.i] if colon is not None else list(takewhile(_initial, opening))
        letters = "".join(t.text for t in label)
        if not INITIALS.fullmatch(letters):
            continue
        if not people:
            people = {_initials(a.source.name): a for a in doc._.actors if a.source.kind is SourceKind.PERSON}
        if actor := people.get(re.sub(r"[.-]", "", letters)):
            found[first] = actor, (colon or label[-1]).i
    return found


def _initial(token: Token) -> bool:
    """Say whether a token is one letter and a full stop."""
    return token.shape_ == "X."


def _initials(name: str) -> str:
    """Return the first letters of a name: "JPU" of « Jean-Paul Untel »."""
    return "".join(part[0] for part in re.split(r"[ -]", name) if part[:1].isupper())


class Interview:
    """The answers of one document, and who gives them; none in a text that is no interview.

    Attributes:
        answers: First and last token of every paragraph that answers and does not say itself whose it is.
        guest: Who answers, or None.
    """

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.answers: list[Stretch] = []
        self.guest: Actor | None = None
        paragraphs = list(lines(doc))
        asking = [number for number, (_, last) in enumerate(paragraphs) if doc[last].text == "?"]
        spoken = [number for number in asking if self._spoken(paragraphs[number])]
        announced = bool(asking) and asking[0] <= OPENING and self._announced(paragraphs[: asking[0] + 1])
        if not announced and len(spoken) < TURNS:
            return
        asking = asking if announced else spoken
        first, last = paragraphs[asking[0]]
        self.guest = self._of(first, SourceKind.PERSON) or self._addressed(first, last)
        self.guest = self.guest or self._of(first, SourceKind.ORGANIZATION)
        behind = [row for number, row in enumerate(paragraphs) if number > asking[0] and number not in asking]
        answers = behind if announced else [row for row in behind if self._spoken(row)]
        self.answers = [answer for row in answers if (answer := self._unlabelled(row))]

    def _spoken(self, paragraph: Stretch) -> bool:
        """Say whether a paragraph begins with a dash, as turns of a conversation do."""
        return self.doc[paragraph[0]].text in DASHES

    def _announced(self, opening: list[Stretch]) -> bool:
        """Say whether the first lines tell of an interview: « Entretien », « répond à nos questions »."""
        return any(token.lower_ in ANNOUNCING for first, last in opening for token in self.doc[first : last + 1])

    def _of(self, end: int, kind: SourceKind) -> Actor | None:
        """Return the first of a kind who is named before the first question."""
        before = (a for a in self.doc._.actors if a.last < end and not a.qualifier)
        return next((a for a in before if a.source.kind is kind), None)

    def _addressed(self, first: int, last: int) -> Actor | None:
        """Return who is named before the first question, or spoken to in it: « Jean Untel, vous … »."""
        names = Names(self.doc)
        for at in range(last + 1):
            name = names.name_from(at)
            if name and (name[1] < first or self.doc[name[1] + 1].text == ","):
                text = words(self.doc, *name)
                return Actor(*name, name[1], Source(text.exact, SourceKind.PERSON, None, text))
        return None

    def _unlabelled(self, paragraph: Stretch) -> Stretch | None:
        """Return a paragraph without « R. – », None for one that is somebody's by its label."""
        first, last = paragraph
        first += self._spoken(paragraph) and first < last
        colon = next((t.i for t in self.doc[first : first + LABEL] if t.text in (":", "-", ".")), None)
        if colon is None or colon >= last:
            return first, last
        if self.doc[first].lower_.rstrip(".") in ANSWERS:
            colon = first + 1
            while colon < last and self.doc[colon].text in (":", "-", ".", "–"):
                colon += 1
            return colon, last
        return (first, last) if self.doc[colon].text != ":" else None
