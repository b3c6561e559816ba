"""Statements as triples: the only writer of what an article says.

What an article says stands in the article's own named graph, so that an article is added, replaced or withdrawn
whole. What articles share (claims, actors, items and their labels) stands once in the graph ``…/id/vocabulary``, which
extraction made an article's graph in ``…/id/provenance``, and what rules make of it all in ``…/id/derived``: each
triple has one home, since Oxigraph answers twice for a triple that stands in two graphs. Every line follows from the
article alone; the graphs of a corpus are the union of its lines. IRIs are made of content.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pyoxigraph import Literal, NamedNode, Quad

from dementi import iris
from dementi.aliases import Aliases
from dementi.iris import LOCAL, article_iri, body_iri, claim_iri, name_iri
from dementi.provenance import Extraction
from dementi.records import (
    Article,
    Claim,
    Evidence,
    Period,
    Quantity,
    Selector,
    Source,
    SourceKind,
    Stance,
    Statement,
)
from dementi.terms import BASE, concept_iri, concepts
from dementi.vocabulary import VOCABULARY, Triple, Value, date, label_triples, term, vocabulary_quads

__all__ = [
    "DERIVED",
    "LOCAL",
    "PROVENANCE",
    "VOCABULARY",
    "article_iri",
    "article_quads",
    "claim_iri",
    "cluster_quads",
    "name_iri",
    "nquads",
    "own_quads",
    "provenance_quads",
    "source_iri",
    "statement_iri",
    "things",
    "vocabulary_quads",
]

PROVENANCE = f"{BASE}provenance"
DERIVED = f"{BASE}derived"
_STANCES = {Stance.ASSERTS: "Assertion", Stance.DENIES: "Denial", Stance.UNCERTAIN: "Uncertainty"}
_DIRECT = {Stance.ASSERTS: "asserts", Stance.DENIES: "denies", Stance.UNCERTAIN: "leavesOpen"}
_LOCAL_CLASSES = {
    SourceKind.GROUP: "Group",
    SourceKind.ARTICLE: "ArticleVoice",
    SourceKind.UNATTRIBUTED: "Unattributed",
}
_LOCAL_FRENCH = {SourceKind.ARTICLE: "l’article", SourceKind.UNATTRIBUTED: "source non précisée"}
NO_ALIASES = Aliases()


def source_iri(statement: Statement, aliases: Aliases = NO_ALIASES) -> str:
    """Return the IRI of who takes the stance; of the article's making for nobody in particular."""
    return _Named(statement.article, None, aliases).source(statement.source)


def statement_iri(statement: Statement) -> str:
    """Return the IRI of a statement: its article, and a hash of who, which stance and which claim, aliases or not."""
    own = iris.statement_id(statement.source.name, statement.stance, statement.claim)
    return f"{article_iri(statement.article)}#{own}"


def nquads(pairs: Iterable[tuple[Article, Sequence[Statement]]], aliases: Aliases = NO_ALIASES) -> str:
    """Return the graphs of articles as N-Quads: sorted, without duplicates, the same bytes for the same articles."""
    lines: set[str] = set()
    named: set[str] = set()
    for article, statements in pairs:
        lines.update(f"{quad} .\n" for quad in own_quads(article, statements, aliases))
        named.update(things(article, statements, aliases))
    lines.update(f"{quad} .\n" for quad in vocabulary_quads(named))
    return "".join(sorted(lines))


def article_quads(article: Article, statements: Sequence[Statement], aliases: Aliases = NO_ALIASES) -> Iterator[Quad]:
    """Yield all that the graph says because of one article; a quad may come more than once.

    Of many articles together, what they share is better written once: ``own_quads`` and ``things`` of each.

    Raises:
        ValueError: A statement is of another article, is there twice, or names an unknown item or concept.
    """
    yield from own_quads(article, statements, aliases)
    yield from vocabulary_quads(things(article, statements, aliases))


def own_quads(article: Article, statements: Sequence[Statement], aliases: Aliases = NO_ALIASES) -> Iterator[Quad]:
    """Yield the named graph of one article; a quad may come more than once. Raises as ``article_quads``."""
    _check(article, statements)
    own, named = NamedNode(article_iri(article.id)), _Named(article.id, article.publisher, aliases)
    for triple in _article_triples(article, named):
        yield Quad(*triple, own)
    for statement in statements:
        for triple in _statement_triples(statement, named):
            yield Quad(*triple, own)
    for triple in _local_sources(statements, named):
        yield Quad(*triple, own)


def things(article: Article, statements: Sequence[Statement], aliases: Aliases = NO_ALIASES) -> set[str]:
    """Return the IRIs of the claims, actors and items that one article names: what ``vocabulary_quads`` describes."""
    return set(_things(statements, _Named(article.id, article.publisher, aliases)))


def provenance_quads(article: Article, extraction: Extraction) -> Iterator[Quad]:
    """Yield which extraction made the graph of an article, and what that extraction is."""
    graph, here = NamedNode(PROVENANCE), NamedNode(f"{BASE}extraction/{extraction.key}")
    yield Quad(NamedNode(article_iri(article.id)), term("dem:extractedBy"), here, graph)
    for kind in ("prov:Activity", "dem:Extraction"):
        yield Quad(here, term("rdf:type"), term(kind), graph)
    yield Quad(here, term("dem:extractorVersion"), Literal(extraction.version), graph)
    yield Quad(here, term("dem:modelHash"), Literal(extraction.model), graph)
    yield Quad(here, term("dem:rulesHash"), Literal(extraction.rules), graph)


@dataclass(frozen=True, slots=True)
class _Named:
    """Who is who in one article."""

    article: str
    publisher: str | None
    aliases: Aliases

    def party(self, name: str) -> str:
        """Return the IRI of a party, or of whom somebody speaks for."""
        return self.aliases.actor(body_iri(name), self.article)

    def relay(self, name: str) -> str:
        """Return the IRI of a relay."""
        return self.aliases.actor(name_iri(name), self.article)

    def outlet(self) -> str | None:
        """Return the IRI of the publisher, where it is known."""
        return self.aliases.actor(iris.media_iri(self.publisher), self.article) if self.publisher else None

    def source(self, source: Source) -> str:
        """Return the IRI of a source."""
        if source.kind in LOCAL:
            return iris.local_iri(self.article, source.name)
        behalf = body_iri(source.on_behalf_of) if source.on_behalf_of else None
        return self.aliases.actor(iris.actor_iri(source), self.article, behalf)

    def side(self, source: Source) -> str:
        """Return the IRI of the side for which a source's words count."""
        if source.kind is SourceKind.ARTICLE and not source.on_behalf_of:
            return self.outlet() or self.source(source)
        known = concept_iri(source.concept) if source.concept else None
        speaker = known if source.kind in LOCAL else self.source(source)
        behalf = self.behalf(source)
        first = behalf or speaker
        return self.aliases.actor(iris.side_of(first), self.article) if first else self.source(source)

    def behalf(self, source: Source) -> str | None:
        """Return the IRI of whom a source speaks for, or None.

        An article tells that of the source as it names it: of whom a line of the aliases puts in its place, the
        ontology does, if it lists them.
        """
        if source.kind not in LOCAL:
            found = self.source(source)
            if found != iris.actor_iri(source) and iris.concept_of(found):
                return iris.behalf_of(found)
        return self.party(source.on_behalf_of) if source.on_behalf_of else None

    def claims(self, statement: Statement) -> tuple[str, str]:
        """Return the IRIs of the claim that a statement is about, by class of item, and of the precise one."""
        claim = statement.claim
        return claim_iri(claim, self.party), claim_iri(_narrowest(claim, statement.item_concept), self.party)


def _narrowest(claim: Claim, item: str | None) -> Claim:
    """Return a claim with the item that was named in the place of its class, where it is of that class."""
    return replace(claim, item=item) if item and concepts()[item].item_class == claim.item else claim


def _things(statements: Sequence[Statement], named: _Named) -> Iterator[str]:
    """Yield the IRIs of the claims, actors and items that one article names."""
    outlet = named.outlet()
    if outlet:
        yield outlet
    for statement in statements:
        source = statement.source
        yield from named.claims(statement)
        yield from map(named.relay, statement.via)
        if behalf := named.behalf(source):
            yield behalf
        if source.kind not in LOCAL:
            yield named.source(source)
        if "#" not in (side := named.side(source)):
            yield side
        if statement.item_concept:
            yield concept_iri(statement.item_concept)


def _article_triples(article: Article, named: _Named) -> Iterator[Triple]:
    """Yield what is known of an article; its text stays in ``articles.jsonl``."""
    here, outlet = NamedNode(article_iri(article.id)), named.outlet()
    said: tuple[tuple[str, Value | None], ...] = (
        ("rdf:type", term("dem:Article")),
        ("dct:identifier", Literal(article.id)),
        ("dct:language", Literal(article.lang)),
        ("dem:hash", Literal(article.hash)),
        ("dct:date", date(article.date) if article.date else None),
        ("dct:title", Literal(article.title, language=article.lang) if article.title else None),
        ("dct:publisher", NamedNode(outlet) if outlet else None),
        ("dct:creator", Literal(article.author) if article.author else None),
        ("schema:url", Literal(article.url, datatype=term("xsd:anyURI")) if article.url else None),
        ("dct:source", Literal(article.origin) if article.origin else None),
        ("dct:rights", Literal(article.rights) if article.rights else None),
        ("dem:originalHash", Literal(article.original) if article.original else None),
    )
    yield from _of(here, said)


def _statement_triples(statement: Statement, named: _Named) -> Iterator[Triple]:
    """Yield everything the graph says of one statement, and the plain triple beside it for quick questions."""
    name = statement_iri(statement)
    here, source = NamedNode(name), NamedNode(named.source(statement.source))
    about, precisely = (NamedNode(claim) for claim in named.claims(statement))
    behalf, item = named.behalf(statement.source), statement.item_concept
    said: tuple[tuple[str, Value | None], ...] = (
        ("rdf:type", term("dem:Statement")),
        ("dem:source", source),
        ("dem:side", NamedNode(named.side(statement.source))),
        ("dem:onBehalfOf", NamedNode(behalf) if behalf else None),
        ("dem:stance", term(f"dem:{_STANCES[statement.stance]}")),
        ("dem:act", term(f"dem:act-{statement.act}")),
        ("dem:about", about),
        ("dem:precisely", precisely),
        ("dem:hedged", Literal(statement.hedged)),
        ("dem:status", term(f"dem:status-{statement.status}")),
        ("dem:itemText", Literal(statement.item_text)),
        ("dem:itemConcept", NamedNode(concept_iri(item)) if item else None),
        ("dem:rule", Literal(statement.rule) if statement.rule else None),
        ("dem:saidOn", date(statement.said_on) if statement.said_on else None),
    )
    yield from _of(here, said)
    yield source, term(f"dem:{_DIRECT[statement.stance]}"), about
    for place, link in ((statement.cue, "dem:cue"), (statement.source.text, "dem:sourceText")):
        if place:
            yield from _selector_triples(here, link, statement.article, place)
    yield from _via_triples(here, statement.via, named)
    for rank, evidence in enumerate(statement.evidences, 1):
        yield from _evidence_triples(here, rank, statement.article, evidence)


def cluster_quads(members: Collection[str]) -> Iterator[Quad]:
    """Yield that these articles, named by their ids, print one dispatch; nothing of one alone."""
    if len(members) > 1:
        graph, here = NamedNode(DERIVED), NamedNode(iris.cluster_iri(min(members)))
        yield Quad(here, term("rdf:type"), term("dem:SyndicationCluster"), graph)
        yield Quad(here, term("dem:members"), Literal(len(members)), graph)
        for one in members:
            yield Quad(NamedNode(article_iri(one)), term("dem:inCluster"), here, graph)


def _check(article: Article, statements: Sequence[Statement]) -> None:
    """Raise ValueError unless these are distinct statements of this article on items that exist."""
    seen: set[str] = set()
    for statement in statements:
        here = statement_iri(statement)
        if statement.article != article.id:
            raise _wrong(article, statement, f"the statement is of {statement.article}; write it with its own article")
        if here in seen:
            raise _wrong(article, statement, "stands twice in one article; make it one statement with all its evidence")
        seen.add(here)
        for item in (statement.claim.item, statement.item_concept or statement.claim.item):
            concept_iri(item)


def _wrong(article: Article, statement: Statement, remedy: str) -> ValueError:
    who = f"{article.id}: {statement.source.name} {statement.stance} {claim_iri(statement.claim)}"
    return ValueError(f"{who}: {remedy}")


def _via_triples(here: NamedNode, relays: Sequence[str], named: _Named) -> Iterator[Triple]:
    """Yield the relays of a statement, numbered from 1, the outermost first."""
    for position, relay in enumerate(relays, 1):
        node = NamedNode(f"{here.value}-via-{position}")
        yield here, term("dem:via"), node
        yield node, term("dem:relay"), NamedNode(named.relay(relay))
        yield node, term("dem:position"), Literal(position)


def _evidence_triples(here: NamedNode, rank: int, article: str, evidence: Evidence) -> Iterator[Triple]:
    """Yield one place that says it, with what this place adds to the claim; rank 1 is the clearest."""
    node = NamedNode(f"{here.value}-evidence-{rank}")
    yield here, term("dem:evidence"), node
    yield node, term("rdf:type"), term("dem:Evidence")
    yield node, term("dem:position"), Literal(rank)
    yield node, term("dem:status"), term(f"dem:status-{evidence.status}")
    yield node, term("oa:hasSource"), NamedNode(article_iri(article))
    yield from _selector_triples(node, "oa:hasSelector", article, evidence.where)
    yield from _quantity_triples(node, evidence.quantity)
    yield from _period_triples(node, evidence.when)


def _selector_triples(here: NamedNode, link: str, article: str, place: Selector) -> Iterator[Triple]:
    """Yield a stretch of text: one node, selector by position and by quotation, named after RFC 5147."""
    node = NamedNode(f"{article_iri(article)}#char={place.start},{place.end}")
    yield here, term(link), node
    yield node, term("rdf:type"), term("oa:TextPositionSelector")
    yield node, term("rdf:type"), term("oa:TextQuoteSelector")
    yield node, term("oa:start"), _count(place.start)
    yield node, term("oa:end"), _count(place.end)
    yield node, term("oa:exact"), Literal(place.exact)


def _quantity_triples(node: NamedNode, quantity: Quantity | None) -> Iterator[Triple]:
    """Yield how many, as written and as far as bounded."""
    if quantity:
        yield node, term("dem:quantityText"), Literal(quantity.text)
        for name, bound in (("dem:quantityLow", quantity.low), ("dem:quantityHigh", quantity.high)):
            if bound is not None:
                yield node, term(name), _count(bound)


def _period_triples(node: NamedNode, when: Period | None) -> Iterator[Triple]:
    """Yield when, as written and as a half-open interval of days."""
    if when:
        yield node, term("dem:whenText"), Literal(when.text)
        for name, day in (("dem:from", when.start), ("dem:until", when.end)):
            if day:
                yield node, term(name), date(day)


def _local_sources(statements: Sequence[Statement], named: _Named) -> Iterator[Triple]:
    """Yield the sources that belong to the article; a group is called as the ontology or the article first calls it."""
    first: dict[str, Source] = {}
    for statement in sorted(statements, key=lambda s: s.source.text.start if s.source.text else 0):
        if statement.source.kind in LOCAL:
            first.setdefault(named.source(statement.source), statement.source)
    for iri, source in first.items():
        words = iris.names(name_iri(source.name))[1]
        if source.text and source.name not in iris.listed():
            words = source.text.exact
        yield NamedNode(iri), term("rdf:type"), term(f"dem:{_LOCAL_CLASSES[source.kind]}")
        yield from label_triples(NamedNode(iri), source.name, _LOCAL_FRENCH.get(source.kind, words))


def _of(here: NamedNode, said: Iterable[tuple[str, Value | None]]) -> Iterator[Triple]:
    """Yield what is said of one thing, as far as there is something to say."""
    for name, value in said:
        if value is not None:
            yield here, term(name), value


def _count(value: int) -> Literal:
    """Return a number that cannot be negative, as the Web Annotation vocabulary types offsets."""
    return Literal(str(value), datatype=term("xsd:nonNegativeInteger"))
