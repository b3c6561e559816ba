"""What decisions make of the statements of an article: which count, and what is right in the place of what.

A decision holds for the text that was read: where the article has another text by now, where its statement is not found
there any more or is made elsewhere in the text, or where a correction makes no statement, it is kept and not applied.
The statements themselves stay as they were extracted; what counts is always made anew of them and of the decisions.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from dementi import iris
from dementi.records import (
    ARTICLE_SOURCE,
    STANCE_OF_ACT,
    Act,
    Article,
    Concept,
    ConceptKind,
    Kind,
    Source,
    SourceKind,
    Stance,
    Statement,
)
from dementi.reviews import Decision, Verdict, latest
from dementi.terms import concepts

RULE = "review"  # of a statement that somebody corrected
# The act of whoever takes a stance, where the one that was found goes with another stance.
_PLAIN = {Stance.ASSERTS: Act.STATES, Stance.DENIES: Act.DENIES, Stance.UNCERTAIN: Act.UNCONFIRMED}
_KINDS = {
    ConceptKind.STATE: SourceKind.STATE,
    ConceptKind.MEDIA: SourceKind.MEDIA,
    ConceptKind.PERSON: SourceKind.PERSON,
}
_SIDES = (ConceptKind.STATE, ConceptKind.COLLECTIVE, ConceptKind.ARMED_GROUP)
_VOICES = {"article": ARTICLE_SOURCE, "unattributed": Source("unattributed", SourceKind.UNATTRIBUTED)}


@dataclass(frozen=True, slots=True)
class Revision:
    """A decision that fits its article, and what it makes of the statement.

    Attributes:
        decision: What was decided.
        before: The statement as it was extracted; None where the decision is on the article.
        after: What counts in its place: the statement itself, the corrected one, or None.
        earlier: The decision before it on the same statement, or None.
        stands: No later decision is on the same statement.
    """

    decision: Decision
    before: Statement | None
    after: Statement | None
    earlier: Decision | None
    stands: bool

    @property
    def judged(self) -> bool:
        """Whether the statement is accepted, rejected or corrected by it."""
        return self.before is not None and self.decision.verdict is not Verdict.WITHDRAW


@dataclass(frozen=True, slots=True)
class Misfit:
    """A decision that is not applied, and why: in words, with what to do."""

    decision: Decision
    why: str


def statement_id(statement: Statement) -> str:
    """Return the last part of the IRI of a statement."""
    return iris.statement_id(statement.source.name, statement.stance, statement.claim)


def revisions(
    article: Article, statements: Sequence[Statement], decisions: Sequence[Decision]
) -> tuple[list[Revision], list[Misfit]]:
    """Return the decisions on an article that fit it, in their order, and those that do not."""
    by_id = {statement_id(statement): statement for statement in statements}
    fits: list[tuple[Decision, Statement | None, Statement | None]] = []
    misfits: list[Misfit] = []
    for decision in decisions:
        before = by_id.get(decision.statement)
        try:
            fits.append((decision, before, _applied(article, decision, before, statements)))
        except ValueError as error:
            misfits.append(Misfit(decision, str(error)))
    last = latest([decision for decision, _, _ in fits])
    found, earlier = [], dict[str, Decision]()
    for decision, before, after in fits:
        stands = last[decision.statement] is decision
        found.append(Revision(decision, before, after, earlier.get(decision.statement), stands))
        earlier[decision.statement] = decision
    return found, misfits


def counted(statements: Sequence[Statement], found: Sequence[Revision]) -> list[Statement]:
    """Return the statements that count: without the rejected, with the corrected in the place of what they correct.

    Where a correction makes of one statement what another one is, both are one, with the evidence of both.
    """
    standing = {one.decision.statement: one for one in found if one.stands and one.before}
    by_id: dict[str, Statement] = {}
    corrected: list[Statement] = []
    for statement in statements:
        revision = standing.get(own := statement_id(statement))
        if revision is None or revision.after is statement:
            by_id[own] = statement
        elif revision.after:
            corrected.append(revision.after)
    for statement in corrected:
        own = statement_id(statement)
        by_id[own] = _united(by_id[own], statement) if own in by_id else statement
    return list(by_id.values())


def gold(statements: Sequence[Statement], found: Sequence[Revision]) -> list[Statement] | None:
    """Return the right statements of an article as far as people decided; None where that is not all of them.

    It is all where the article was marked complete, or where it has statements and each was decided.
    """
    standing = {one.decision.statement: one for one in found if one.stands}
    on_article = standing.pop("", None)
    decided = {key for key, one in standing.items() if one.judged}
    complete = on_article is not None and on_article.decision.verdict is Verdict.COMPLETE
    if not complete and not (statements and decided >= set(map(statement_id, statements))):
        return None
    return counted([one for one in statements if statement_id(one) in decided], found)


def _applied(
    article: Article, decision: Decision, before: Statement | None, statements: Sequence[Statement]
) -> Statement | None:
    """Return what counts after a decision; raise ValueError where it does not fit, and say why."""
    if decision.article_hash != article.hash:
        raise ValueError("the article has another text now; read it and decide again")
    if not decision.statement:
        return None
    if before is None:
        raise ValueError("the article has no such statement any more; decide again of what is found there now")
    seen = decision.seen
    if seen and not any(e.where.start < seen["end"] and seen["start"] < e.where.end for e in before.evidences):
        raise ValueError("the statement is made elsewhere in the text now; read it and decide again")
    if decision.verdict is Verdict.REJECT:
        return None
    if decision.verdict is Verdict.CORRECT:
        return corrected(before, decision.correction, [one.source for one in statements])
    return before


def corrected(statement: Statement, correction: Mapping[str, str | None], sources: Collection[Source]) -> Statement:
    """Return a statement with some fields otherwise.

    Args:
        statement: As it was extracted.
        correction: Fields as rows have them; names in English or French, an item by its id, class or narrower.
        sources: Those of the article, of which one may be meant.

    Raises:
        ValueError: No statement is so; the message says what to give instead.
    """
    now = {key: value for key, value in correction.items() if value != _field(statement, key)}
    if not now:
        return statement
    stance = Stance(now.get("stance") or statement.stance)
    act = Act(now.get("act") or statement.act)
    if STANCE_OF_ACT[act] is not stance:
        if now.get("act"):
            known = ", ".join(one for one in Act if STANCE_OF_ACT[one] is stance)
            raise ValueError(f"act {act} does not go with {stance}; give one of {known}")
        act = _PLAIN[stance]
    claim, narrow = statement.claim, statement.item_concept
    if item := now.get("item"):
        narrow, claim = item, replace(claim, item=_class_of(item))
    supplier, recipient = (_party(now[key]) if key in now else getattr(claim, key) for key in ("supplier", "recipient"))
    claim = replace(claim, kind=Kind(now.get("kind") or claim.kind), supplier=supplier, recipient=recipient)
    return replace(
        statement,
        source=_source(now, statement.source, sources),
        stance=stance,
        act=act,
        claim=claim,
        item_concept=narrow,
        rule=RULE,
    )


def _field(statement: Statement, key: str) -> str | None:
    """Return a field of a statement as rows have it."""
    source, claim = statement.source, statement.claim
    own = {"source": source.name, "on_behalf_of": source.on_behalf_of, "stance": statement.stance, "act": statement.act}
    return own[key] if key in own else getattr(claim, key)


def _class_of(item: str) -> str:
    """Return the class of an item."""
    concept = concepts().get(item)
    if concept is None or concept.item_class is None:
        raise ValueError(
            f"item {item!r}: is no item of the ontology; give the id of one, as `dementi ontology` says it"
        )
    return concept.item_class


def _party(name: str | None) -> str | None:
    """Return the English name of a party."""
    if name in _VOICES:
        raise ValueError(f"{name!r}: is no party; give a state or a body, or null for nobody")
    concept = _named().get(name or "")
    return concept.en if concept else name


def _source(now: Mapping[str, str | None], old: Source, sources: Collection[Source]) -> Source:
    """Return the source that a correction gives a statement: one of the article, a listed one, or a new name.

    Of somebody else than was found, the words that name him are not known. Who is not listed is of the kind of the one
    before; where that was nobody in particular, somebody of this article alone.
    """
    name = now.get("source")
    source = old
    if name:
        among = {one.name: one for one in sources}
        concept = _named().get(name)
        if name in among or (concept and concept.en in among):
            source = among.get(name) or among[concept.en if concept else name]
        elif concept:
            source = _listed(concept)
        elif name in _VOICES:
            source = _VOICES[name]
        else:
            kind = SourceKind.GROUP if old.kind in (SourceKind.ARTICLE, SourceKind.UNATTRIBUTED) else old.kind
            source = Source(name, kind)
    return replace(source, on_behalf_of=_party(now["on_behalf_of"])) if "on_behalf_of" in now else source


def _listed(concept: Concept) -> Source:
    """Return the source that an actor of the ontology is."""
    behalf = concepts()[concept.behalf].en if concept.behalf else None
    kind = _KINDS.get(concept.kind, SourceKind.ORGANIZATION)
    if concept.kind is ConceptKind.MEDIA:
        behalf = None
    elif concept.kind in _SIDES:
        behalf = concept.en
    return Source(concept.en, kind, behalf, None, concept.id)


def _united(statement: Statement, other: Statement) -> Statement:
    """Return a statement with the evidence of another one that is the same."""
    places = {evidence.where for evidence in statement.evidences}
    more = tuple(evidence for evidence in other.evidences if evidence.where not in places)
    return replace(statement, evidences=statement.evidences + more)


@cache
def _named() -> Mapping[str, Concept]:
    """Return the actors of the ontology by their French and English names; the English ones have it."""
    return dict(_names())


def _names() -> Iterator[tuple[str, Concept]]:
    actors = [one for one in concepts().values() if one.kind not in (ConceptKind.ITEM, ConceptKind.PLACE)]
    yield from ((one.fr, one) for one in actors)
    yield from ((one.en, one) for one in actors)
