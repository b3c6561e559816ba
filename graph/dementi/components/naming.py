"""How rows name whom a phrase means: the source of a concept, the side that a phrase speaks for, « US officials ».

No component: the part of ``actors`` that turns words into names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from spacy.tokens import Doc, Token

from dementi.components.phrases import ActorNoun
from dementi.records import Concept, ConceptKind, Mention, Selector, Source, SourceKind
from dementi.terms import concepts

WEST = "western-countries"  # a side of nobody in particular: who speaks for it speaks for no state
GROUPS_OF_STATES = (WEST, "nato-countries", "european-countries")
SPEAKS_FOR_ITSELF = {ConceptKind.STATE, ConceptKind.COLLECTIVE, ConceptKind.ARMED_GROUP}
# French names of states in -e are feminine (la Russie), but for these.
MASCULINE_IN_E = frozenset("mexique cambodge mozambique zimbabwe belize suriname".split())
SOURCE_KINDS = {
    ConceptKind.STATE: SourceKind.STATE,
    ConceptKind.COLLECTIVE: SourceKind.ORGANIZATION,
    ConceptKind.ARMED_GROUP: SourceKind.ORGANIZATION,
    ConceptKind.ORGANIZATION: SourceKind.ORGANIZATION,
    ConceptKind.MEDIA: SourceKind.MEDIA,
    ConceptKind.PERSON: SourceKind.PERSON,
    ConceptKind.PLACE: SourceKind.STATE,
}


@cache
def by_english() -> Mapping[str, Concept]:
    """Return every concept by its English name, of which no two share one."""
    return {concept.en: concept for concept in concepts().values()}


def name_of(concept_id: str | None) -> str | None:
    """Return the English name of a concept."""
    return concepts()[concept_id].en if concept_id else None


def words(doc: Doc, first: int, last: int) -> Selector:
    """Return the selector of tokens first to last, both included."""
    selector: Selector = doc._.article.select(doc[first].idx, doc[last].idx + len(doc[last]))
    return selector


def source_of(concept: Concept, doc: Doc, first: int, last: int) -> Source:
    """Return the source that a concept is when the text names it at these tokens."""
    kind, text = SOURCE_KINDS[concept.kind], words(doc, first, last)
    if concept.id in GROUPS_OF_STATES:
        return Source(concept.en, SourceKind.GROUP, None, text, concept.id)
    if concept.kind is ConceptKind.MEDIA:
        return Source(concept.en, kind, None, text, concept.id)
    behalf = concept.en if concept.kind in SPEAKS_FOR_ITSELF else name_of(concept.behalf)
    if concept.kind is ConceptKind.PLACE:  # « la Crimée » is read as the state in which it lies
        return Source(behalf or concept.en, kind, behalf, text, concept.behalf)
    return Source(concept.en, kind, behalf, text, concept.id)


def side_of(mentions: Sequence[Mention]) -> str | None:
    """Return the English name of the state or body that a phrase speaks for: the first that it names."""
    for mention in mentions:
        concept = mention.concept
        if concept.kind in SPEAKS_FOR_ITSELF:
            return None if concept.id == WEST else concept.en
        if concept.kind in (ConceptKind.ORGANIZATION, ConceptKind.PERSON) and concept.behalf:
            return name_of(concept.behalf)
    return None


def describe(side: str | None, noun: ActorNoun, plural: bool, mentions: Sequence[Mention]) -> str:
    """Return the English description of an unnamed group or body: "US officials", "unnamed sources"."""
    head = noun.plural if plural else noun.english
    state = by_english().get(side or "")
    if state and state.kind in SPEAKS_FOR_ITSELF:
        return f"{state.adjective or state.en} {head}"
    if any(mention.concept.id == WEST for mention in mentions):
        return f"Western {head}"
    return f"unnamed {head}" if noun.kind == "group" else head


def gender_of(token: Token, concept: Concept | None = None) -> str | None:
    """Return Masc or Fem where concept, determiner or morphology tell, else None."""
    if concept and concept.female is not None:
        return "Fem" if concept.female else "Masc"
    if concept and concept.kind is ConceptKind.STATE:
        feminine = concept.fr.rstrip("s").endswith("e") and concept.fr.lower() not in MASCULINE_IN_E
        return "Fem" if feminine else "Masc"
    before = token.nbor(-1).lower_ if token.i else ""
    if before in ("la", "une", "cette", "mme"):
        return "Fem"
    if before in ("le", "un", "du", "au", "ce", "m."):
        return "Masc"
    return next(iter(token.morph.get("Gender", [])), None)


def noun_names(concept: Concept) -> frozenset[str]:
    """Return the nouns by which « le … » may point back at a concept: « le quotidien » at a newspaper."""
    if concept.kind is ConceptKind.MEDIA:
        return frozenset("quotidien journal publication agence chaîne magazine site média".split())
    if concept.kind is ConceptKind.COLLECTIVE:
        return frozenset("organisation bloc alliance".split())
    if concept.kind is ConceptKind.ORGANIZATION:
        bodies = frozenset("ministère agence entreprise société groupe constructeur".split())
        return bodies & frozenset(concept.fr.lower().split())
    return frozenset()
