"""The page of an article: its text with all that statements are made of, and beside it the statements.

Each leads to the other, by anchors where there is no script. Without the text, quotations stand in its place.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from dementi import iris
from dementi.marking import Closed, Opened, nested
from dementi.questions import Ours, of_all, parameters, query_text, swept
from dementi.records import Article
from dementi.store import Ask, Row
from dementi.views.evidence import Mark, Part, Said, Words, excerpts, marks, statements
from dementi.views.renamed import rename
from dementi.views.review import reviewing
from dementi.views.site import Place, rendered
from dementi.views.templating import beside, own_query
from dementi.views.told import day
from dementi.views.words import words as words_of

ALL = "999999999"
_QUESTIONS = ("article_known", "article", "article_reprints", "article_actors", "reviews")
_BREAK = re.compile(r"\s*\n\s*")  # "\n\n  "; not " "
_LINK = re.compile(r"https?://[^\s]+", re.IGNORECASE)  # "https://gazette.example/1"; not "javascript:…", "Izvestia"
_TAGGED = (Part.SOURCE, Part.CUE, Part.ITEM, Part.SUPPLIER, Part.RECIPIENT)


@dataclass(frozen=True, slots=True)
class Piece:
    """A step through the text of the page: one of these.

    Attributes:
        text: Characters.
        opens: The mark that begins, or goes on.
        anchor: Its anchor, where it begins.
        closes: A mark ends, or stops for a while.
        numbers: Of the statements whose quotations have just ended, with their ids.
    """

    text: str = ""
    opens: Mark | None = None
    anchor: str = ""
    closes: bool = False
    numbers: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """The rows of an article that each question gave."""

    known: Row
    said: Sequence[Row]
    reprints: Sequence[Row]
    actors: Sequence[Row]
    reviews: Sequence[Row] = ()


def article_page(ask: Ask, article: str, place: Place, text: Article | None = None) -> str:
    """Return the page of an article.

    Args:
        ask: Answers questions.
        article: Id of the article.
        place: Where the page lies.
        text: The article with its whole text (see ``workspace.article_of``); None to show its quotations only.

    Raises:
        ValueError: The graph has no such article, or the page does not speak this language.
    """
    names = _QUESTIONS[:-1] if place.alone else _QUESTIONS
    known, *others = (ask(query, {"article": article, **given}) for query, given in _queries(names, place.lang))
    if not known:
        raise ValueError(f"{article}: no such article in this graph")
    return page_of(Asked(known[0], *others), place, text)


def of_articles(
    ask: Ask, articles: Sequence[str], called: Mapping[str, Mapping[str, str]]
) -> Iterator[tuple[str, str, Asked]]:
    """Yield language, id and rows of articles, each question asked of all of them at once.

    Rows are renamed in their place: those of one language are to be used before the next one comes.

    Args:
        ask: Answers questions.
        articles: Their ids.
        called: What everything is called, by language.
    """
    first = next(iter(called))
    found = [ask(of_all(swept(query), "article", articles), given) for query, given in _queries(_QUESTIONS[:-1], first)]
    for lang, names in called.items():
        for rows in found if lang != first else ():
            rename(rows, names)
        ((query, given),) = _queries(_QUESTIONS[-1:], lang)  # decisions tell names as they were, by no IRIs
        reviews = ask(of_all(swept(query), "article", articles), given)
        known, *others = map(_by_article, [*found, reviews])
        for article in articles:
            yield lang, article, Asked(known[article][0], *(rows[article] for rows in others))


def _by_article(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[str(row["article"])].append(row)
    return found


def _queries(names: Iterable[str], lang: str) -> Iterator[tuple[Ours, dict[str, str]]]:
    """Yield questions about an article, with what they are given besides."""
    for name in names:
        query = Ours(query_text(name)) if name == "reviews" else own_query(name)
        yield query, {key: value for key, value in (("lang", lang), ("limit", ALL)) if key in parameters(query)}


def page_of(asked: Asked, place: Place, text: Article | None = None) -> str:
    """Return the page of an article, made of what was asked of it; see ``article_page``."""
    words, known = words_of(place.lang), asked.known
    found = statements(asked.said)
    whole = text if text and text.hash == known["hash"] else None  # of another version, no offset would fit
    title = str(known["title"] or known["outletName"] or known["article"])
    return rendered(
        "article.html",
        place,
        title,
        styles=("article.css", "review.css"),
        scripts=(beside("article.js"), *(() if place.alone else (beside("review.js"),))),
        allow="connect-src 'self'" if place.saves else "",
        own=words["article"],
        **({} if place.alone else reviewing(asked.reviews, known, found, place)),
        known=known,
        links={name: _link(known[name]) for name in ("url", "origin")},
        whole=whole,
        body=list(_shown(found, whole)),
        cards=[Card(one, place.lang, words) for one in found],
        numbers={one.id: one.number for one in found},
        stances=Counter(str(one.row["stance"]) for one in found),
        reprints=asked.reprints,
        actors={row["actor"] for row in asked.actors},
        parts=_TAGGED,
        day=lambda date: day(date, words),
    )


class Card:
    """A statement in words.

    Attributes:
        said: The statement.
        source: Who says it.
        behalf: For whom, "" where that is said already.
        via: Who passes it on: IRI and name, the outermost first.
        claim: What is said.
        notes: What is known of it besides.
    """

    def __init__(self, said: Said, lang: str, words: Mapping[str, Any]) -> None:
        """Put a statement into the words of a language."""
        row, first = said.row, said.quotes[0]
        self.said, self._lang, self._words = said, lang, words
        self.source = self._source()
        behalf = self.name(row["behalf"]) if row["behalf"] else ""
        self.behalf = "" if behalf == self.source else behalf
        self.via = [(iri, self.name(iri)) for iri in said.via]
        what = words["kinds"][row["kind"]].format(item=self.name(row["item"]))
        self.claim = f"{what}{words['colon']}{self.name(row['supplier'])} → {self.name(row['recipient'])}"
        hedged = words["hedged"] if row["hedged"] else ""
        notes = (words["statuses"][first.status], first.quantity, first.when, hedged)
        self.notes = [str(note) for note in notes if note]

    def name(self, iri: object) -> str:
        """Return what somebody or something is called in this language, ``?`` where nobody is named."""
        return iris.names(str(iri))[self._lang == "fr"] if iri else "?"

    def _source(self) -> str:
        """Return who says it: the article itself, nobody, or a name."""
        kind, own = str(self.said.row["sourceType"]).rpartition("#")[2], self._words["explain"]
        if kind == "ArticleVoice":
            return str(own["article"])
        if kind == "Unattributed":
            return str(own["nobody"])
        return str(self.said.row["sourceName"] or self.said.row["sourceText"] or "?")


def _link(given: object) -> str:
    """Return an address that can be followed, "" for any other text."""
    return str(given) if given and _LINK.fullmatch(str(given)) else ""


def _shown(found: Sequence[Said], whole: Article | None) -> Iterator[list[Piece]]:
    """Yield the paragraphs of the text; without it, the quotations, each a paragraph."""
    numbers = {quote.id: (said.number, said.id) for said in found for quote in said.quotes}
    placed = marks(found)
    if whole:
        placed = [*_outside(whole), *placed]
    shown = list(_paragraphs(whole.text)) if whole else excerpts(found)
    starts = [words.start for words in shown]
    inside: list[list[Mark]] = [[] for _ in shown]
    for mark in placed:
        for at in range(max(bisect_right(starts, mark.start) - 1, 0), bisect_left(starts, mark.end)):
            inside[at].append(mark)
    for words, held in zip(shown, inside, strict=True):
        yield list(_pieces(words, held, numbers))


def _paragraphs(text: str) -> Iterator[Words]:
    """Yield the paragraphs of a text that hold something; line ends and white space around them are left out."""
    edges = [0, *(edge for blank in _BREAK.finditer(text) for edge in blank.span()), len(text)]
    for start, end in list(pairwise(edges))[::2]:
        if text[start:end].strip():
            yield Words(start, text[start:end])


def _outside(article: Article) -> Iterator[Mark]:
    """Yield what is not the article itself: feed metadata, credits, what the site says."""
    edges = [0, *(edge for stretch in article.body for edge in stretch), len(article.text)]
    for start, end in list(pairwise(edges))[::2] if article.body else ():
        if article.text[start:end].strip():
            yield Mark(start, end, (Part.OUTSIDE,))


def _pieces(words: Words, inside: Iterable[Mark], numbers: Mapping[str, tuple[int, str]]) -> Iterator[Piece]:
    """Yield the steps through a paragraph; numbers of quotations that end together stand together, in their order."""
    ended: list[tuple[int, str]] = []
    for step in nested(words.exact, inside, lambda mark: (mark.start, mark.end), words.start):
        if isinstance(step, Closed):
            yield Piece(closes=True)
            ended += [numbers[step.mark.id]] if step.last and step.mark.id else []
            continue
        if ended:
            yield Piece(numbers=tuple(sorted(ended)))
            ended = []
        if isinstance(step, Opened):
            yield Piece(opens=step.mark, anchor=step.mark.id if step.first else "")
        else:
            yield Piece(step)
    if ended:
        yield Piece(numbers=tuple(sorted(ended)))
