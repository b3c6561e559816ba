"""Articles and statements of few words, made to meet; plainly fictitious, but for the names of states."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from pyoxigraph import NamedNode, Quad, Store

from dementi import meeting, rdf
from dementi.records import (
    ARTICLE_SOURCE,
    STANCE_OF_ACT,
    Act,
    Article,
    Claim,
    Evidence,
    Kind,
    Period,
    Source,
    SourceKind,
    Stance,
    Statement,
    Status,
)
from dementi.sayings import Sayings
from dementi.terms import BASE, concepts
from dementi.turns import LINKS
from dementi.vocabulary import term

ACTS = {Stance.ASSERTS: Act.STATES, Stance.DENIES: Act.DENIES, Stance.UNCERTAIN: Act.NO_COMMENT}
TEXT = "......"
SOURCES = {
    "Iran": Source("Iran", SourceKind.STATE, "Iran"),
    "Kremlin": Source("Kremlin", SourceKind.ORGANIZATION, "Russia", concept="kremlin"),
    "Russia": Source("Russia", SourceKind.STATE, "Russia"),
    "minister of Iran": Source("A Minister", SourceKind.PERSON, "Iran"),
    "nobody's expert": Source("An Expert", SourceKind.PERSON, None),
    "Reuters": Source("Reuters", SourceKind.MEDIA, None),
    "Le Modèle": Source("Le Modèle", SourceKind.MEDIA, None),
    "article": ARTICLE_SOURCE,
    "officials": Source("officials", SourceKind.GROUP, "Iran"),
    "unattributed": Source("unattributed", SourceKind.UNATTRIBUTED, None),
}


def claim(written: str) -> tuple[Claim, str | None]:
    """Return the claim and item concept of « Iran > Russia: shahed-136 »; « ? » is an open role."""
    roles, _, item = written.partition(": ")
    supplier, _, recipient = roles.partition(" > ")
    concept = concepts()[item]
    item_class = concept.item_class or item
    names = [None if name == "?" else name for name in (supplier, recipient)]
    return Claim(Kind.TRANSFER, *names, item_class), None if item == item_class else item


def said(
    article: str,
    source: str,
    stance: Stance,
    written: str,
    *,
    at: int = 0,
    status: Status = Status.UNSPECIFIED,
    when: tuple[str | None, str | None] | None = None,
    said_on: str | None = None,
    via: tuple[str, ...] = (),
    formerly: bool = False,
) -> Statement:
    """Return a statement whose one evidence is a character of the text."""
    what, item = claim(written)
    period = Period("then", *when) if when else None
    evidence = Evidence(Article(article, TEXT).select(at, at + 1), status, None, period)
    act = ACTS[stance]
    rule = "anaphor formerly:démentir" if formerly else "verb"
    return Statement(
        article,
        SOURCES[source],
        STANCE_OF_ACT[act],
        act,
        what,
        "arms",
        None,
        (evidence,),
        False,
        via,
        item,
        rule,
        said_on,
    )


# « Iran denies Iran > Russia: drone; done; in 2022-01-01..2023-01-01; on 2023-05; via Reuters; formerly »
_SPOKEN = re.compile(r"(?P<source>.+) (?P<stance>asserts|denies|leaves open) (?P<claim>.+ > .+: [a-z0-9-]+)")


def spoken(article: str, at: int, words: str) -> Statement:
    """Return the statement that words tell, at a place of the text."""
    first, *rest = words.split("; ")
    found = _SPOKEN.fullmatch(first)
    assert found, words
    stance = Stance.UNCERTAIN if found["stance"] == "leaves open" else Stance(found["stance"])
    more: dict[str, Any] = {}
    for part in rest:
        name, _, value = part.partition(" ")
        if name == "in":
            start, _, end = value.partition("..")
            more["when"] = (start or None, end or None)
        elif name == "on":
            more["said_on"] = value
        elif name == "via":
            more["via"] = tuple(value.split(", "))
        elif name == "formerly":
            more["formerly"] = True
        else:
            more["status"] = Status(name)
    return said(article, found["source"], stance, found["claim"], at=at, **more)


def told(words: str) -> list[tuple[Article, list[Statement]]]:
    """Return the articles that a table tells.

    A line « a 2023-05-02 La Gazette » begins an article, date and publisher as far as known; each further line is a
    statement of it, in the order of its text, or at the same place as the one before where it begins with « = ».
    """
    pairs: list[tuple[Article, list[Statement]]] = []
    at = 0
    for line in filter(None, map(str.strip, words.splitlines())):
        if _SPOKEN.match(line):
            at += not line.startswith("= ")
            pairs[-1][1].append(spoken(pairs[-1][0].id, at, line.removeprefix("= ")))
        else:
            id_, _, rest = line.partition(" ")
            date, _, publisher = rest.partition(" ") if rest[:1].isdigit() else ("", "", rest)
            pairs.append((Article(id_, TEXT, date=date or None, publisher=publisher or None), []))
            at = -1
    return pairs


class Corpus:
    """A store with its derived graph, changed as a workspace changes it."""

    def __init__(self) -> None:
        self.store = Store()
        self.sayings = Sayings()
        self.clusters: dict[str, str] = {}
        self.compared = 0

    def change(
        self,
        put: Iterable[tuple[Article, list[Statement]]] = (),
        remove: Iterable[str] = (),
        clusters: dict[str, str] | None = None,
    ) -> None:
        """Put or replace articles, remove others, set the clusters of all; then settle."""
        put, clusters = list(put), self.clusters if clusters is None else clusters
        ids = {article.id for article, _ in put} | set(remove)
        ids |= {i for i in self.clusters.keys() | clusters.keys() if self.clusters.get(i) != clusters.get(i)}
        iris = [rdf.article_iri(i) for i in ids]
        touched = meeting.touched(self.store, iris)
        for id_ in {article.id for article, _ in put} | set(remove):
            self.store.remove_graph(NamedNode(rdf.article_iri(id_)))
        for article, statements in put:
            self.store.extend(rdf.article_quads(article, statements))
        _cluster(self.store, self.clusters, clusters)
        self.clusters = clusters
        self.apply(meeting.settle(self.store, self.sayings, touched | meeting.touched(self.store, iris)))

    def apply(self, delta: meeting.Delta) -> None:
        """Write what must change."""
        for quad in delta.removed:
            assert quad in self.store
            self.store.remove(quad)
        for quad in delta.added:
            assert quad not in self.store
        self.store.extend(delta.added)
        self.compared += delta.compared

    def derived(self) -> set[str]:
        """Return the derived graph."""
        return {str(quad.triple) for quad in self.store.quads_for_pattern(None, None, None, NamedNode(rdf.DERIVED))}

    def links(self, name: str) -> set[tuple[str, str]]:
        """Return subjects and objects of a derived property."""
        quads = self.store.quads_for_pattern(None, term(name), None, NamedNode(rdf.DERIVED))
        return {(quad.subject.value, quad.object.value) for quad in quads}


def whole(pairs: Iterable[tuple[Article, list[Statement]]], clusters: dict[str, str] | None = None) -> Corpus:
    """Return the corpus of articles, settled at once."""
    corpus = Corpus()
    for article, statements in pairs:
        corpus.store.extend(rdf.article_quads(article, statements))
    _cluster(corpus.store, {}, clusters or {})
    corpus.clusters = clusters or {}
    corpus.apply(meeting.settle(corpus.store, corpus.sayings, meeting.everything(corpus.store)))
    return corpus


def _cluster(store: Store, old: dict[str, str], new: dict[str, str]) -> None:
    """Write who is in which cluster."""
    for change, clusters in ((store.remove, old), (store.add, new)):
        for id_, cluster in clusters.items():
            node = NamedNode(f"{BASE}cluster/{cluster}")
            change(Quad(NamedNode(rdf.article_iri(id_)), term("dem:inCluster"), node, NamedNode(rdf.DERIVED)))


def links(words: str) -> set[str]:
    """Return the links between the statements that a table tells: « b1 changesFrom a1 »."""
    pairs = told(words)
    names = {rdf.statement_iri(s): f"{a.id}{n}" for a, statements in pairs for n, s in enumerate(statements, 1)}
    corpus = whole(pairs)
    return {
        f"{names[subject]} {name.removeprefix('dem:')} {names[value]}"
        for name in LINKS
        for subject, value in corpus.links(name)
    }
