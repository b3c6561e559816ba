"""What the rules need to know of statements, read from a store by look-ups; nothing here scans.

A **witness** of a statement is its source if that is an outlet, else the innermost outlet that relays it, else the
syndication cluster of the article, else the article: « selon Reuters » makes a relay, not a second witness.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from hashlib import sha256

from pyoxigraph import Literal, NamedNode, Store

from dementi import iris
from dementi.positions import Detail, Stand, Term
from dementi.rdf import DERIVED
from dementi.records import FORMERLY, Stance, Status
from dementi.vocabulary import class_of, term

_STANCES = {"Assertion": Stance.ASSERTS, "Denial": Stance.DENIES, "Uncertainty": Stance.UNCERTAIN}
SIDES = ("State", "Collective", "ArmedGroup")  # those for whom others speak, and who change position through them
_RANKS = {status.value: rank for rank, status in enumerate(Status) if status is not Status.UNSPECIFIED}
_VERSION_LENGTH = 16  # hexadecimal digits
_GRAPH = NamedNode(DERIVED)

Properties = dict[str, list[str]]  # what is said of a thing, by property


@dataclass(frozen=True, slots=True)
class Said(Stand):
    """A statement with all that the rules need.

    Attributes:
        source: IRI of the source.
        about: IRI of the claim by item class.
        side: IRI of the actor for whom it counts.
        media: IRI of the outlet that is its witness, "" where it is not an outlet.
        voice: It is the article's own voice.
        detail: The rest.
    """

    source: str
    about: str
    side: str
    media: str
    voice: bool
    detail: Detail

    @property
    def claims(self) -> frozenset[str]:
        """The claims for which it counts."""
        return frozenset((self.about, self.claim))


@dataclass(frozen=True)
class Told:
    """An article with its statements.

    Attributes:
        iri: Of the article.
        date: Its own, "" where unknown.
        publisher: IRI of the outlet, "" where unknown.
        cluster: IRI of its syndication cluster, "" where it is in none.
        said: Its statements, by IRI.
    """

    iri: str
    date: str
    publisher: str
    cluster: str
    said: tuple[Said, ...]

    @property
    def outlet(self) -> str:
        """Whose article it is; an article without publisher is an outlet of its own."""
        return self.publisher or self.iri

    @property
    def bundle(self) -> str:
        """The cluster, else the article itself."""
        return self.cluster or self.iri

    @cached_property
    def version(self) -> str:
        """A hash of all but the cluster, and the cluster as it is: what the derived graph remembers of the article."""
        text = "\n".join((self.iri, self.date, self.publisher, *map(repr, self.said)))
        return f"{sha256(text.encode()).hexdigest()[:_VERSION_LENGTH]} {self.cluster}".rstrip()

    def once(self, version: str) -> Told | None:
        """Return the article as it was when it had another version, None unless only its cluster was another."""
        same, _, cluster = version.partition(" ")
        return replace(self, cluster=cluster) if self.version.startswith(same) else None


def is_local(source: str) -> bool:
    """Say whether a source belongs to its article: the article's voice, a group, nobody."""
    return iris.parts(source)[0] == "article"


def is_side(side: str) -> bool:
    """Say whether a side is one for whom others speak: a state, a collective, an armed group."""
    return not is_local(side) and class_of(side) in SIDES


class Reading:
    """A store, read by look-ups."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def values(self, subject: str, name: str, graph: NamedNode | None = None) -> list[str]:
        """Return the values of a property."""
        quads = self.store.quads_for_pattern(NamedNode(subject), term(name), None, graph)
        return [quad.object.value for quad in quads if isinstance(quad.object, NamedNode | Literal)]

    def value(self, subject: str, name: str, graph: NamedNode | None = None) -> str:
        """Return the one value of a property, "" where there is none."""
        quad = next(self.store.quads_for_pattern(NamedNode(subject), term(name), None, graph), None)
        return quad.object.value if quad and isinstance(quad.object, NamedNode | Literal) else ""

    def subjects(self, name: str, value: str, graph: NamedNode | None = None) -> Iterator[str]:
        """Yield what has a property of this value."""
        for quad in self.store.quads_for_pattern(None, term(name), NamedNode(value), graph):
            if isinstance(quad.subject, NamedNode):
                yield quad.subject.value

    def derived(self, subject: str, name: str) -> list[str]:
        """Return the values of a property in the derived graph."""
        return self.values(subject, name, _GRAPH)

    def derived_value(self, subject: str, name: str) -> str:
        """Return the one value of a property in the derived graph, "" where there is none."""
        return self.value(subject, name, _GRAPH)

    def derived_of(self, name: str, value: str) -> Iterator[str]:
        """Yield what has a property of this value in the derived graph."""
        return self.subjects(name, value, _GRAPH)

    def version(self, article: str) -> str:
        """Return the version of an article as it was last settled, "" for one that never was."""
        return self.derived_value(article, "dem:settled")

    def cluster(self, article: str) -> str:
        """Return the syndication cluster of an article, "" where it is in none."""
        return self.derived_value(article, "dem:inCluster")

    def told(self, article: str) -> Told | None:
        """Return an article with its statements, None where it is not in the store."""
        graph = NamedNode(article)
        if not self.value(article, "dem:hash", graph):
            return None
        date, publisher = (self.value(article, name, graph) for name in ("dct:date", "dct:publisher"))
        statements = sorted(self.subjects("rdf:type", _of("dem:Statement"), graph))
        said = tuple(self._said(iri, date) for iri in statements)
        return Told(article, date, publisher, self.cluster(article), said)

    def _said(self, iri: str, date: str) -> Said:
        """Return a statement of an article of some date."""
        found, article = self._properties(iri), article_of(iri)
        source = _first(found, "dem:source")
        voice = is_local(source) and _of("dem:ArticleVoice") in self.values(source, "rdf:type")
        spoken = _first(found, "dem:saidOn") or date
        stance = _STANCES[_name(_first(found, "dem:stance"))]
        about = _first(found, "dem:about")
        claim, media = _first(found, "dem:precisely"), self._media(source, found[_of("dem:via")])
        detail = self._detail(found)
        return Said(iri, article, stance, claim, spoken, source, about, _first(found, "dem:side"), media, voice, detail)

    def _media(self, source: str, via: list[str]) -> str:
        if not is_local(source) and class_of(source) == "Media":
            return source
        relays = sorted((int(self.value(node, "dem:position")), self.value(node, "dem:relay")) for node in via)
        return next((relay for _, relay in reversed(relays) if class_of(relay) == "Media"), "")

    def _detail(self, found: Properties) -> Detail:
        """Return what the places of a statement tell."""
        places = [self._properties(node) for node in found[_of("dem:evidence")]]
        terms = tuple(sorted({_term(place) for place in places}, key=repr))
        starts = [int(self.value(node, "oa:start")) for place in places for node in place[_of("oa:hasSelector")]]
        marked = FORMERLY in _first(found, "dem:rule").replace(":", " ").split()
        cues = [int(self.value(node, "oa:start")) for node in found[_of("dem:cue")]]
        return Detail(terms, (0 if marked else 1, min(starts), min(cues, default=0)))

    def _properties(self, subject: str) -> Properties:
        """Return all that is said of a thing, by property."""
        found: Properties = defaultdict(list)
        for quad in self.store.quads_for_pattern(NamedNode(subject), None, None):
            if isinstance(quad.object, NamedNode | Literal):
                found[quad.predicate.value].append(quad.object.value)
        return found


def article_of(statement: str) -> str:
    """Return the article of a statement, by the statement's IRI."""
    return statement.partition("#")[0]


@cache
def _of(curie: str) -> str:
    """Return the IRI of a term."""
    return term(curie).value


def _name(iri: str) -> str:
    """Return the last part of the IRI of a term."""
    return iri.rpartition("#")[2]


def _first(found: Properties, name: str) -> str:
    """Return the one value of a property, "" where there is none."""
    return next(iter(found.get(_of(name), ())), "")


def _term(place: Properties) -> Term:
    """Return how committed, and when, one place has it."""
    status = _name(_first(place, "dem:status")).removeprefix("status-")
    return Term(_RANKS.get(status), _first(place, "dem:from"), _first(place, "dem:until"))
