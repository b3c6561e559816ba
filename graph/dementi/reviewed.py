"""Decisions as triples: who decided what of which statement, when, and what became of it (PROV-O).

They stand in a named graph for each article, ``…/id/review/ID``, and go with it; people stand in the graph
``…/id/provenance``. What was extracted is described by properties of its own, so that no question that counts
statements or claims meets what was rejected.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Quad

from dementi import iris
from dementi.rdf import PROVENANCE, article_iri, statement_iri
from dementi.records import Stance, Statement
from dementi.reviews import Decision, Verdict
from dementi.revision import Revision
from dementi.terms import BASE
from dementi.vocabulary import Triple, described, term

_STANCES = {Stance.ASSERTS: "Assertion", Stance.DENIES: "Denial", Stance.UNCERTAIN: "Uncertainty"}


def decision_iri(decision: Decision) -> str:
    """Return the IRI of a decision: a hash of all of it."""
    return f"{BASE}decision/{decision.key}"


def review_quads(article: str, revisions: Sequence[Revision]) -> Iterator[Quad]:
    """Yield what was decided of an article, given by its id; a quad may come more than once."""
    graph, provenance = NamedNode(iris.review_iri(article_iri(article))), NamedNode(PROVENANCE)
    for revision in revisions:
        decision = revision.decision
        for triple in _decision_triples(article, revision):
            yield Quad(*triple, graph)
        for triple in _extracted_triples(revision.before) if revision.before else ():
            yield Quad(*triple, graph)
        who = NamedNode(_person_iri(decision.by))
        yield Quad(who, term("rdf:type"), term("prov:Person"), provenance)
        yield Quad(who, term("rdfs:label"), Literal(decision.by), provenance)


def _decision_triples(article: str, revision: Revision) -> Iterator[Triple]:
    """Yield one decision, and what came of it if it stands."""
    decision, here = revision.decision, NamedNode(decision_iri(revision.decision))
    about = article_iri(article)
    on = NamedNode(f"{about}#{decision.statement}" if decision.statement else about)
    yield here, term("rdf:type"), term("prov:Activity")
    yield here, term("rdf:type"), term("dem:Decision")
    yield here, term("dem:verdict"), term(f"dem:verdict-{decision.verdict}")
    yield here, term("dem:revises"), on
    yield here, term("prov:used"), NamedNode(about)
    yield here, term("prov:wasAssociatedWith"), NamedNode(_person_iri(decision.by))
    yield here, term("prov:endedAtTime"), _moment(decision.at)
    yield here, term("dem:stands"), Literal(revision.stands)
    if decision.note:
        yield here, term("dem:note"), Literal(decision.note)
    if revision.earlier:
        yield here, term("dem:supersedes"), NamedNode(decision_iri(revision.earlier))
    if revision.stands and decision.verdict is Verdict.CORRECT and revision.after:
        now = NamedNode(statement_iri(revision.after))
        yield here, term("prov:generated"), now
        if now != on:
            yield now, term("prov:wasRevisionOf"), on


def _extracted_triples(statement: Statement) -> Iterator[Triple]:
    """Yield what a statement was when it was extracted."""
    here, claim = NamedNode(statement_iri(statement)), iris.claim_iri(statement.claim)
    where = statement.evidence.where
    yield here, term("rdf:type"), term("dem:Reviewed")
    name = statement.source.name
    for text, lang in zip(iris.names(iris.name_iri(name)), ("en", "fr"), strict=True):
        yield here, term("dem:extractedSource"), Literal(text, language=lang)
    yield here, term("dem:extractedStance"), term(f"dem:{_STANCES[statement.stance]}")
    for quad in described(claim)[0]:
        if quad.predicate == term("skos:prefLabel") and isinstance(quad.object, Literal):
            yield here, term("dem:extractedClaim"), quad.object
    yield here, term("dem:extractedKind"), term(f"dem:kind-{statement.claim.kind}")
    yield here, term("dem:extractedQuote"), Literal(where.exact)
    yield here, term("dem:extractedStart"), Literal(str(where.start), datatype=term("xsd:nonNegativeInteger"))


def _moment(at: str) -> Literal:
    """Return a moment in UTC, to the second: as Oxigraph writes it, so that lines of files are those of stores."""
    moment = datetime.fromisoformat(at).astimezone(UTC).replace(tzinfo=None)
    return Literal(f"{moment.isoformat(timespec='seconds')}Z", datatype=term("xsd:dateTime"))


def _person_iri(name: str) -> str:
    """Return the IRI of somebody who reviews."""
    return f"{BASE}reviewer/{quote(name, safe='')}"
