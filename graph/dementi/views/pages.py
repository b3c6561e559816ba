"""The pages of the site, each made by itself for who asks for it, or all of them, one after another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from dementi import iris
from dementi.questions import Ours, query_text, swept
from dementi.store import Ask, Row
from dementi.views.actor import actor_page
from dementi.views.agreeing import Agreement
from dementi.views.article import ALL, article_page, of_articles, page_of
from dementi.views.claim import claim_page
from dementi.views.columns import Text, no_text
from dementi.views.index import index_page
from dementi.views.large import large
from dementi.views.network import network
from dementi.views.renamed import names, rename
from dementi.views.site import INDEX, LANGUAGES, NETWORK, Place, address, in_language, plain_iri
from dementi.views.templating import own_query

_THINGS = {
    "article": "SELECT DISTINCT ?thing WHERE { ?thing rdf:type dem:Article }",
    "claim": "SELECT DISTINCT ?thing WHERE { ?said dem:about|dem:precisely ?thing }",
    "actor": "SELECT DISTINCT ?thing WHERE "
    "{ ?x dem:source|dem:side|dem:onBehalfOf|dem:relay|dct:publisher|dem:supplier|dem:recipient ?thing }",
}
TOGETHER = 4_000  # articles asked of at once: of few, the whole graph would be gone through too often
SHOWN = 500  # statements on a page made for who asks for it; one with more is slow to make and to read


def page(ask: Ask, iri: str, place: Place, text: Text = no_text) -> str | None:
    """Return the page of a claim, an actor or an article, None where the graph says nothing of it.

    Args:
        ask: Answers questions.
        iri: Of the thing.
        place: Where the page lies.
        text: Gives the whole text of an article.
    """
    room, segments = iris.parts(iri)
    try:
        if room == "article":
            id_ = unquote(segments[0])
            return article_page(ask, id_, place, text(id_))
        made = _claim_asked if room == "claim" else _actor_asked
        return made(ask, iri, place, {"lang": place.lang, "limit": str(SHOWN)})
    except ValueError:  # no such thing in this graph
        return None


def pages(
    ask: Ask, text: Text = no_text, whole: bool = True, languages: Sequence[str] = LANGUAGES
) -> Iterator[tuple[str, str]]:
    """Yield the address and the text of every page, always in the same order.

    Args:
        ask: Answers questions.
        text: Gives the whole text of an article.
        whole: All pages, not just index and network.
        languages: Of the pages.
    """
    for lang in languages:
        yield from _first(ask, lang, whole, text)
    if whole:
        called = {lang: names(ask, lang) for lang in languages}
        everything = _everything(ask, languages[0])
        for lang in languages:
            everything.speak(lang, called[lang])
            yield from everything.pages()
        yield from _articles(ask, everything.articles, called, text)


def network_page(ask: Ask, lang: str, place: Place | None = None, text: Text = no_text, picture: str = "") -> str:
    """Return the network, by itself where no place is given; see ``network``."""
    return network(ask(swept(own_query("network")), {"lang": lang}), lang, place, text, picture)


def addresses(ask: Ask, room: str) -> dict[str, str]:
    """Return the IRIs of the things of a room whose address does not tell them, by the address in French."""
    things = {str(row["thing"]) for row in ask(_THINGS[room], {})}
    return {page: iri for iri in things if not plain_iri(page := address(iri, LANGUAGES[0])) and "#" not in iri}


def large_pages(statements: int) -> Iterator[tuple[str, str]]:
    """Yield what stands in the place of all pages where there are too many statements."""
    for lang in LANGUAGES:
        yield in_language(INDEX, lang), large(statements, lang)


def _first(ask: Ask, lang: str, whole: bool, text: Text) -> Iterator[tuple[str, str]]:
    """Yield index and network."""
    place = Place(INDEX, lang, whole=whole)
    yield place.address, index_page(ask, place)
    place = Place(NETWORK, lang, whole=whole)
    yield place.address, network_page(ask, lang, place, text)


def _articles(
    ask: Ask, articles: Sequence[Row], called: Mapping[str, Mapping[str, str]], text: Text
) -> Iterator[tuple[str, str]]:
    """Yield the pages of articles."""
    for start in range(0, len(articles), TOGETHER):
        some = {str(row["article"]): str(row["articleIri"]) for row in articles[start : start + TOGETHER]}
        for lang, id_, asked in of_articles(ask, list(some), called):
            place = Place(address(some[id_], LANGUAGES[0]), lang)
            yield place.address, page_of(asked, place, text(id_))


@dataclass
class _Everything:
    """The rows of all pages of claims and actors, by what they are of; names in them are those of one language."""

    lang: str
    named: Sequence[Sequence[Row]]
    agreement: Agreement
    said_of: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    said_by: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    denials: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    standing: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    parties: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    relations: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    published: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    articles: list[Row] = field(default_factory=list)

    def speak(self, lang: str, called: Mapping[str, str]) -> None:
        """Put the names of a language into the rows."""
        for rows in self.named if lang != self.lang else ():
            rename(rows, called)
        self.lang = lang

    def pages(self) -> Iterator[tuple[str, str]]:
        """Yield address and page of each claim and actor."""
        claims = sorted(self.said_of.keys() | self.standing.keys())
        actors = sorted(self.said_by.keys() | self.parties.keys() | self.published.keys())
        makers: tuple[tuple[Iterable[str], Callable[[str, Place], str | None]], ...] = (
            (claims, self._claim),
            (actors, self._actor),
        )
        for things, make in makers:
            for iri in things:
                place = Place(address(iri, LANGUAGES[0]), self.lang)
                if made := make(iri, place):
                    yield place.address, made

    def _claim(self, iri: str, place: Place) -> str | None:
        relations = self.relations[iri]
        around = {str(row[name]) for row in relations for name in ("claim", "other")} | {iri}
        contesting = {
            str(row["other"]) for row in relations if row["relation"] == "contestedBy" and row["claim"] == iri
        }
        statements = self.said_of[iri] + [row for one in sorted(contesting) for row in self.denials[one]]
        return claim_page(
            iri, place, statements, [row for one in sorted(around) for row in self.standing[one]], relations
        )

    def _actor(self, iri: str, place: Place) -> str | None:
        agreement = self.agreement.of(iri)
        return actor_page(iri, place, self.said_by[iri], self.parties[iri], agreement, self.published[iri])


def _everything(ask: Ask, lang: str) -> _Everything:
    """Return all rows of a graph for the pages of claims and actors."""
    params = {"lang": lang, "limit": ALL}
    statements, standing = (ask(swept(own_query(name)), params) for name in ("statements", "standing"))
    stances = ask(own_query("stances"), {"lang": lang})
    found = _Everything(lang, (statements, standing, stances), Agreement(stances))
    for row in statements:
        for claim in dict.fromkeys((str(row["claim"]), str(row["precise"]))):
            found.said_of[claim].append(row)
        if row["stance"] == "denies":
            found.denials[str(row["precise"])].append(row)
        for actor in dict.fromkeys((row["source"], row["side"], row["behalf"], row["relayIri"])):
            if actor and "#" not in str(actor):
                found.said_by[str(actor)].append(row)
    for row in standing:
        found.standing[str(row["claim"])].append(row)
        for actor in dict.fromkeys((row["supplier"], row["recipient"])):
            if actor:
                found.parties[str(actor)].append(row)
    for row in ask(swept(Ours(query_text("articles"))), params):
        found.articles.append(row)
        if row["outletIri"]:
            found.published[str(row["outletIri"])].append(row)
    for row in ask(own_query("refinements"), {}):
        for one in dict.fromkeys((row["claim"], row["other"])):
            found.relations[str(one)].append(row)
    return found


def _claim_asked(ask: Ask, iri: str, place: Place, params: Mapping[str, str]) -> str | None:
    statements, standing = (ask(own_query(name), {**params, "about": iri}) for name in ("statements", "standing"))
    return claim_page(iri, place, statements, standing, ask(own_query("refinements"), {"about": iri}), SHOWN)


def _actor_asked(ask: Ask, iri: str, place: Place, params: Mapping[str, str]) -> str | None:
    statements = ask(own_query("statements"), {**params, "actor": iri})
    standing = ask(own_query("standing"), {**params, "about": iri})
    articles = ask("articles", {**params, "actor": iri})
    agreement = ask("agreement", {"actor": iri, "lang": place.lang})
    return actor_page(iri, place, statements, standing, agreement, articles, SHOWN)
