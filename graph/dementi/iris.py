"""The IRIs of things: made of content, readable, and telling by themselves what the thing is.

Whoever the ontology knows has one IRI, ``…/id/actor/iran``. Others are known by what articles tell of them: people by
name and affiliation, ``…/id/person/NAME/AFFILIATION``; bodies and outlets by name, ``…/id/organization/NAME``,
``…/id/media/NAME``. Parties and those for whom somebody speaks are bodies too (the guidelines have states and
organisations there): so a firm is one, whether it speaks or sells, and never one with a person of its name. A relay may
be an outlet or a person, and nothing is told but the name: ``…/id/name/NAME``. A claim is made of its parts,
``…/id/claim/transfer/iran/russia/drone``. So what all articles share can be said from the IRIs alone.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from hashlib import sha256
from urllib.parse import quote, unquote

from dementi.records import Claim, Concept, ConceptKind, Source, SourceKind
from dementi.terms import BASE, concept_iri, concepts

PERSON, ORGANIZATION, MEDIA, NAME = "person", "organization", "media", "name"  # rooms of those who are not listed
# Nobody is nobody twice: these sources belong to their article and never merge with those of another.
LOCAL = (SourceKind.ARTICLE, SourceKind.UNATTRIBUTED, SourceKind.GROUP)
NOBODY = "_"  # in the place of an affiliation or a role that is not told; no concept has it as its id
# A side ends with these: whoever speaks for them speaks for nobody else.
_SIDES = (ConceptKind.STATE, ConceptKind.COLLECTIVE, ConceptKind.ARMED_GROUP)
_NOT_ACTORS = (ConceptKind.ITEM, ConceptKind.PLACE)
_KEY_LENGTH = 16  # hexadecimal digits: 64 bits, unique among the statements of one article beyond doubt
_REMEMBERED = 1 << 14  # names; quoting one takes as long as five triples
_ROOMS = {SourceKind.PERSON: PERSON, SourceKind.MEDIA: MEDIA}  # of sources; all others are bodies


@lru_cache(maxsize=_REMEMBERED)
def article_iri(article_id: str) -> str:
    """Return the IRI of an article, which is also its named graph."""
    return f"{BASE}article/{quote(article_id, safe='')}"


def statement_id(source: str, stance: str, claim: Claim) -> str:
    """Return the last part of a statement's IRI: a hash of who, which stance and which claim, aliases or not."""
    what = "\n".join((source, stance, claim_iri(claim)))
    return f"statement-{sha256(what.encode()).hexdigest()[:_KEY_LENGTH]}"


def review_iri(article: str) -> str:
    """Return the IRI of the named graph of the decisions on the statements of an article, given by its own IRI."""
    return f"{BASE}review/{parts(article)[1][0]}"


def cluster_iri(article_id: str) -> str:
    """Return the IRI of a syndication cluster, named after the article in it whose id is the smallest."""
    return f"{BASE}cluster/{quote(article_id, safe='')}"


@cache
def listed() -> dict[str, str]:
    """Return the IRIs of the actors of the ontology by English name."""
    return {c.en: concept_iri(c.id) for c in concepts().values() if c.kind not in _NOT_ACTORS}


def name_iri(name: str) -> str:
    """Return the IRI of somebody of whom nothing is told but the English name: a relay."""
    return listed().get(name) or unlisted_iri(NAME, name)


def body_iri(name: str) -> str:
    """Return the IRI of a party, or of whom somebody speaks for, by the English name."""
    return listed().get(name) or unlisted_iri(ORGANIZATION, name)


def local_iri(article_id: str, name: str) -> str:
    """Return the IRI of a source that belongs to an article: its own voice, a group, nobody."""
    return f"{article_iri(article_id)}#source-{_spelled(name)}"


def actor_iri(source: Source) -> str:
    """Return the IRI of a source that does not belong to an article: of its concept, or of its kind and name."""
    if source.concept:
        return concept_iri(source.concept)
    behalf = body_iri(source.on_behalf_of) if source.on_behalf_of else None
    return listed().get(source.name) or unlisted_iri(_ROOMS.get(source.kind, ORGANIZATION), source.name, behalf)


def media_iri(name: str) -> str:
    """Return the IRI of an outlet by its name."""
    return listed().get(name) or unlisted_iri(MEDIA, name)


def unlisted_iri(room: str, name: str, behalf: str | None = None) -> str:
    """Return the IRI of somebody whom the ontology does not know; of people it tells for whom they speak."""
    here = f"{BASE}{room}/{_spelled(name)}"
    return f"{here}/{segment(behalf)}" if room == PERSON else here


def claim_iri(claim: Claim, named: Callable[[str], str] = body_iri) -> str:
    """Return the IRI of a claim; ``_`` where nobody is named.

    Args:
        claim: With any item, its class or narrower.
        named: Gives the IRI of a party by its English name.
    """
    supplier, recipient = (segment(named(name) if name else None) for name in (claim.supplier, claim.recipient))
    return f"{BASE}claim/{claim.kind}/{supplier}/{recipient}/{claim.item}"


def parts(iri: str) -> tuple[str, list[str]]:
    """Return the room of a thing ("actor", "person", "claim" …) and the segments of its IRI after it, as written."""
    room, *rest = iri.removeprefix(BASE).split("/")
    return room, rest


def segment(iri: str | None) -> str:
    """Return what stands for an actor in another IRI: ``iran``, ``organization:X``, ``person:X:iran``, or ``_``."""
    if iri is None:
        return NOBODY
    room, rest = parts(iri)
    return rest[0] if room == "actor" else ":".join((room, *rest))


def actor_of(written: str) -> str | None:
    """Return the IRI of the actor for which a segment stands, None for ``_``: the inverse of ``segment``."""
    if written == NOBODY:
        return None
    room, colon, rest = written.partition(":")
    if not colon:
        return f"{BASE}actor/{written}"
    return f"{BASE}{room}/{'/'.join(rest.split(':', 1)) if room == PERSON else rest}"


def concept_of(iri: str) -> Concept | None:
    """Return the concept of an actor or item by its IRI, None where the ontology does not list it."""
    room, rest = parts(iri)
    return concepts().get(rest[0]) if room in ("actor", "item") else None


def names(iri: str) -> tuple[str, str]:
    """Return the English and French name of an actor or item."""
    concept = concept_of(iri)
    if concept:
        return concept.en, concept.fr
    name = unquote(parts(iri)[1][0].replace("_", " "))
    return name, name


def behalf_of(iri: str) -> str | None:
    """Return for whom an actor speaks, by its office or by the affiliation in its IRI, or None."""
    concept = concept_of(iri)
    if concept:
        return concept_iri(concept.behalf) if concept.behalf and not concept.located else None
    room, rest = parts(iri)
    return actor_of(rest[1]) if room == PERSON else None


def side_of(iri: str) -> str:
    """Return for whom an actor's words count: the end of the chain of those for whom it speaks, else itself.

    The chain also ends at who speaks for itself, as an international organisation or an unrecognised state does.
    """
    concept = concept_of(iri)
    behalf = None if concept and concept.kind in _SIDES else behalf_of(iri)
    return side_of(behalf) if behalf and behalf != iri else iri


@lru_cache(maxsize=_REMEMBERED)
def _spelled(name: str) -> str:
    """Return a name as an IRI segment that no other name shares: spaces as underscores, the rest percent-encoded."""
    return quote(name, safe="").replace("_", "%5F").replace("%20", "_")
