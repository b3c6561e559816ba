"""Statements as triples: the only writer of triples and of IRIs.

What an article says stands in the article's own named graph, so that an article is added, replaced or withdrawn
whole. What articles share (claims, actors, items and their labels) stands once in the graph ``…/id/vocabulary``: each
triple has one home, since Oxigraph answers twice for a triple that stands in two graphs. Every line follows from the
article alone; the graphs of a corpus are the union of its lines. IRIs are made of content.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from hashlib import sha256
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Quad, Triple

from dementi.records import (
    Article,
    Claim,
    Concept,
    ConceptKind,
    Evidence,
    Period,
    Quantity,
    Selector,
    SourceKind,
    Stance,
    Statement,
)
from dementi.terms import BASE, DEM, PREFIXES, concept_iri, concepts

VOCABULARY = f"{BASE}vocabulary"
# Nobody is nobody twice: these sources belong to their article and never merge with those of another.
LOCAL = (SourceKind.ARTICLE, SourceKind.UNATTRIBUTED, SourceKind.GROUP)
_STANCES = {Stance.ASSERTS: "Assertion", Stance.DENIES: "Denial", Stance.UNCERTAIN: "Uncertainty"}
_DIRECT = {Stance.ASSERTS: "asserts", Stance.DENIES: "denies", Stance.UNCERTAIN: "leavesOpen"}
_CLASSES = {
    ConceptKind.STATE: "State",
    ConceptKind.COLLECTIVE: "Collective",
    ConceptKind.ARMED_GROUP: "ArmedGroup",
    ConceptKind.ORGANIZATION: "Organization",
    ConceptKind.MEDIA: "Media",
    ConceptKind.PERSON: "Person",
}
_SOURCE_CLASSES = {
    SourceKind.PERSON: "Person",
    SourceKind.ORGANIZATION: "Organization",
    SourceKind.STATE: "State",
    SourceKind.MEDIA: "Media",
    SourceKind.GROUP: "Group",
    SourceKind.ARTICLE: "ArticleVoice",
    SourceKind.UNATTRIBUTED: "Unattributed",
}
_LOCAL_FRENCH = {SourceKind.ARTICLE: "l’article", SourceKind.UNATTRIBUTED: "source non précisée"}
_DATE_TYPES = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}  # by the length of YYYY, YYYY-MM, YYYY-MM-DD
_KEY_LENGTH = 16  # hexadecimal digits: 64 bits, unique among the statements of one article beyond doubt


def article_iri(article_id: str) -> str:
    """Return the IRI of an article, which is also its named graph."""
    return f"{BASE}article/{quote(article_id, safe='')}"


def name_iri(name: str) -> str:
    """Return the IRI of an actor by its English name: that of its concept, or one made of the name."""
    known = _actors().get(name)
    return concept_iri(known) if known else f"{BASE}name/{_spelled(name)}"


def claim_iri(claim: Claim) -> str:
    """Return the IRI of a claim, readable: ``…/id/claim/transfer/iran/russia/drone``; ``_`` where nobody is named."""
    return f"{BASE}claim/{claim.kind}/{_role(claim.supplier)}/{_role(claim.recipient)}/{claim.item}"


def source_iri(statement: Statement) -> str:
    """Return the IRI of who takes the stance; of the article's making for nobody in particular."""
    source = statement.source
    if source.kind in LOCAL:
        return f"{article_iri(statement.article)}#source-{_spelled(source.name)}"
    return concept_iri(source.concept) if source.concept else name_iri(source.name)


def statement_iri(statement: Statement) -> str:
    """Return the IRI of a statement: its article, and a hash of who, which stance and which claim."""
    what = "\n".join((statement.source.name, statement.stance, claim_iri(statement.claim)))
    return f"{article_iri(statement.article)}#statement-{sha256(what.encode()).hexdigest()[:_KEY_LENGTH]}"


def nquads(pairs: Iterable[tuple[Article, Sequence[Statement]]]) -> str:
    """Return the graphs of articles as N-Quads: sorted, without duplicates, the same bytes for the same articles."""
    lines = {f"{quad} .\n" for article, statements in pairs for quad in article_quads(article, statements)}
    return "".join(sorted(lines))


def article_quads(article: Article, statements: Sequence[Statement]) -> Iterator[Quad]:
    """Yield all that the graph says because of one article; a quad may come more than once.

    Raises:
        ValueError: A statement is of another article, is there twice, or names an unknown item or concept.
    """
    _check(article, statements)
    own, shared = NamedNode(article_iri(article.id)), NamedNode(VOCABULARY)
    said = (triple for statement in statements for triple in statement_triples(statement))
    for triple in (*article_triples(article), *said, *_local_sources(statements)):
        yield Quad(triple.subject, triple.predicate, triple.object, own)
    for triple in _shared_triples(article, statements):
        yield Quad(triple.subject, triple.predicate, triple.object, shared)


def article_triples(article: Article) -> Iterator[Triple]:
    """Yield what is known of an article; its text stays in ``articles.jsonl``."""
    here = article_iri(article.id)
    yield from _say(here, "rdf:type", _term("dem:Article"))
    yield from _say(here, "dct:identifier", Literal(article.id))
    yield from _say(here, "dct:language", Literal(article.lang))
    yield from _say(here, "dem:hash", Literal(article.hash))
    if article.date:
        yield from _say(here, "dct:date", _date(article.date))
    if article.title:
        yield from _say(here, "dct:title", Literal(article.title, language=article.lang))
    if article.publisher:
        yield from _say(here, "dct:publisher", NamedNode(name_iri(article.publisher)))
    if article.origin:
        yield from _say(here, "dct:source", Literal(article.origin))
    if article.rights:
        yield from _say(here, "dct:rights", Literal(article.rights))


def statement_triples(statement: Statement) -> Iterator[Triple]:
    """Yield everything the graph says of one statement, and the plain triple beside it for quick questions."""
    here, source, claim = statement_iri(statement), source_iri(statement), claim_iri(statement.claim)
    yield from _say(here, "rdf:type", _term("dem:Statement"))
    yield from _say(here, "dem:source", NamedNode(source))
    yield from _say(here, "dem:stance", _term(f"dem:{_STANCES[statement.stance]}"))
    yield from _say(here, "dem:act", _term(f"dem:act-{statement.act}"))
    yield from _say(here, "dem:about", NamedNode(claim))
    yield from _say(here, "dem:hedged", Literal(statement.hedged))
    yield from _say(here, "dem:status", _term(f"dem:status-{statement.status}"))
    yield from _say(here, "dem:itemText", Literal(statement.item_text))
    if statement.source.on_behalf_of:
        yield from _say(here, "dem:onBehalfOf", NamedNode(name_iri(statement.source.on_behalf_of)))
    if statement.item_concept:
        yield from _say(here, "dem:itemConcept", NamedNode(concept_iri(statement.item_concept)))
    if statement.rule:
        yield from _say(here, "dem:rule", Literal(statement.rule))
    if statement.said_on:
        yield from _say(here, "dem:saidOn", _date(statement.said_on))
    for place, link in ((statement.cue, "dem:cue"), (statement.source.text, "dem:sourceText")):
        if place:
            yield from _selector_triples(here, link, statement.article, place)
    yield from _via_triples(here, statement.via)
    for rank, evidence in enumerate(statement.evidences, 1):
        yield from _evidence_triples(here, rank, statement.article, evidence)
    yield from _say(source, f"dem:{_DIRECT[statement.stance]}", NamedNode(claim))


def claim_triples(claim: Claim) -> Iterator[Triple]:
    """Yield a claim: its kind, its roles as far as told, its label."""
    here, item = claim_iri(claim), concepts()[claim.item]
    yield from _say(here, "rdf:type", _term("dem:Claim"))
    yield from _say(here, "dem:kind", _term(f"dem:kind-{claim.kind}"))
    yield from _say(here, "dem:item", NamedNode(concept_iri(claim.item)))
    if claim.supplier:
        yield from _say(here, "dem:supplier", NamedNode(name_iri(claim.supplier)))
    if claim.recipient:
        yield from _say(here, "dem:recipient", NamedNode(name_iri(claim.recipient)))
    (from_en, from_fr), (to_en, to_fr) = _names(claim.supplier), _names(claim.recipient)
    yield from _labels(here, f"{item.en}: {from_en} → {to_en}", f"{item.fr} : {from_fr} → {to_fr}")


def _check(article: Article, statements: Sequence[Statement]) -> None:
    """Raise ValueError unless these are distinct statements of this article on items that exist."""
    seen: set[str] = set()
    for statement in statements:
        who = f"{article.id}: {statement.source.name} {statement.stance} {claim_iri(statement.claim)}"
        if statement.article != article.id:
            raise ValueError(f"{who}: the statement is of {statement.article}; write it with its own article")
        if statement_iri(statement) in seen:
            raise ValueError(f"{who}: stands twice in one article; make it one statement with all its evidence")
        seen.add(statement_iri(statement))
        concept_iri(statement.claim.item)


def _via_triples(here: str, relays: Sequence[str]) -> Iterator[Triple]:
    """Yield the relays of a statement, numbered from 1, the outermost first."""
    for position, relay in enumerate(relays, 1):
        node = f"{here}-via-{position}"
        yield from _say(here, "dem:via", NamedNode(node))
        yield from _say(node, "dem:relay", NamedNode(name_iri(relay)))
        yield from _say(node, "dem:position", Literal(position))


def _evidence_triples(here: str, rank: int, article: str, evidence: Evidence) -> Iterator[Triple]:
    """Yield one place that says it, with what this place adds to the claim; rank 1 is the clearest."""
    node = f"{here}-evidence-{rank}"
    yield from _say(here, "dem:evidence", NamedNode(node))
    yield from _say(node, "rdf:type", _term("dem:Evidence"))
    yield from _say(node, "dem:position", Literal(rank))
    yield from _say(node, "dem:status", _term(f"dem:status-{evidence.status}"))
    yield from _say(node, "oa:hasSource", NamedNode(article_iri(article)))
    yield from _selector_triples(node, "oa:hasSelector", article, evidence.where)
    yield from _quantity_triples(node, evidence.quantity)
    yield from _period_triples(node, evidence.when)


def _selector_triples(here: str, link: str, article: str, place: Selector) -> Iterator[Triple]:
    """Yield a stretch of text: one node, selector by position and by quotation, named after RFC 5147."""
    node = f"{article_iri(article)}#char={place.start},{place.end}"
    yield from _say(here, link, NamedNode(node))
    yield from _say(node, "rdf:type", _term("oa:TextPositionSelector"))
    yield from _say(node, "rdf:type", _term("oa:TextQuoteSelector"))
    yield from _say(node, "oa:start", _count(place.start))
    yield from _say(node, "oa:end", _count(place.end))
    yield from _say(node, "oa:exact", Literal(place.exact))


def _quantity_triples(node: str, quantity: Quantity | None) -> Iterator[Triple]:
    """Yield how many, as written and as far as bounded."""
    if quantity:
        yield from _say(node, "dem:quantityText", Literal(quantity.text))
        for name, bound in (("dem:quantityLow", quantity.low), ("dem:quantityHigh", quantity.high)):
            if bound is not None:
                yield from _say(node, name, _count(bound))


def _period_triples(node: str, when: Period | None) -> Iterator[Triple]:
    """Yield when, as written and as a half-open interval of days."""
    if when:
        yield from _say(node, "dem:whenText", Literal(when.text))
        for name, day in (("dem:from", when.start), ("dem:until", when.end)):
            if day:
                yield from _say(node, name, _date(day))


def _local_sources(statements: Sequence[Statement]) -> Iterator[Triple]:
    """Yield the sources that belong to the article; a group is called as the ontology or the article first calls it."""
    first: dict[str, Statement] = {}
    for statement in sorted(statements, key=lambda s: s.source.text.start if s.source.text else 0):
        if statement.source.kind in LOCAL:
            first.setdefault(source_iri(statement), statement)
    for here, statement in first.items():
        source = statement.source
        words = source.text.exact if source.text and source.name not in _actors() else _names(source.name)[1]
        yield from _say(here, "rdf:type", _term(f"dem:{_SOURCE_CLASSES[source.kind]}"))
        yield from _labels(here, source.name, _LOCAL_FRENCH.get(source.kind, words))


def _shared_triples(article: Article, statements: Sequence[Statement]) -> Iterator[Triple]:
    """Yield claims, actors and items that one article names, each with its labels."""
    if article.publisher:
        yield from _name_triples(article.publisher, "Media")
    for statement in statements:
        source, claim = statement.source, statement.claim
        yield from claim_triples(claim)
        for name in (claim.supplier, claim.recipient, source.on_behalf_of, *statement.via):
            if name:
                yield from _name_triples(name, "Actor")
        if source.kind not in LOCAL:
            if source.concept:
                yield from _concept_triples(concepts()[source.concept])
            else:
                yield from _name_triples(source.name, _SOURCE_CLASSES[source.kind])
        for item in {claim.item, statement.item_concept or claim.item}:
            yield from _concept_triples(concepts()[item])


def _name_triples(name: str, otherwise: str) -> Iterator[Triple]:
    """Yield an actor by its English name; where the ontology does not know it, the name and a class stand for it."""
    known = _actors().get(name)
    if known:
        yield from _concept_triples(concepts()[known])
    else:
        yield from _say(name_iri(name), "rdf:type", _term(f"dem:{otherwise}"))
        yield from _labels(name_iri(name), name, name)


def _concept_triples(concept: Concept) -> Iterator[Triple]:
    """Yield a concept of the ontology: class and labels."""
    here = concept_iri(concept.id)
    yield from _say(here, "rdf:type", _term(f"dem:{_CLASSES.get(concept.kind, 'Item')}"))
    yield from _labels(here, concept.en, concept.fr)


def _labels(here: str, english: str, french: str) -> Iterator[Triple]:
    """Yield both labels; everything that a question can show has exactly one in each language."""
    yield from _say(here, "skos:prefLabel", Literal(english, language="en"))
    yield from _say(here, "skos:prefLabel", Literal(french, language="fr"))


def _say(subject: str, predicate: str, value: NamedNode | Literal) -> Iterator[Triple]:
    """Yield one triple; a misspelt term of the ontology raises here."""
    yield Triple(NamedNode(subject), _term(predicate), value)


@cache
def _term(curie: str) -> NamedNode:
    """Return the term behind a prefixed name."""
    prefix, name = curie.split(":")
    return NamedNode(str(DEM[name]) if prefix == "dem" else PREFIXES[prefix] + name)


def _date(value: str) -> Literal:
    """Return a date of the precision with which it is known."""
    return Literal(value, datatype=_term(_DATE_TYPES[len(value)]))


def _count(value: int) -> Literal:
    """Return a number that cannot be negative, as the Web Annotation vocabulary types offsets."""
    return Literal(str(value), datatype=_term("xsd:nonNegativeInteger"))


@cache
def _actors() -> dict[str, str]:
    """Return the ids of the actors of the ontology by English name."""
    return {c.en: c.id for c in concepts().values() if c.kind in _CLASSES}


def _names(name: str | None) -> tuple[str, str]:
    """Return an actor's English and French name; a question mark where nobody is named."""
    known = _actors().get(name or "")
    return (concepts()[known].en, concepts()[known].fr) if known else (name or "?", name or "?")


def _role(name: str | None) -> str:
    """Return the segment that stands for an actor in the IRI of a claim; no concept id has a colon or is ``_``."""
    if name is None:
        return "_"
    return _actors().get(name) or f"name:{_spelled(name)}"


def _spelled(name: str) -> str:
    """Return a name as an IRI segment that no other name shares: spaces as underscores, the rest percent-encoded."""
    return quote(name, safe="").replace("_", "%5F").replace("%20", "_")
