"""The page of a claim: its two sides in time, how often it is attested, and which claims are broader and narrower."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from dementi.iris import names
from dementi.store import Row
from dementi.views.moments import ends, marks, spread
from dementi.views.site import Place, rendered
from dementi.views.told import UNDATED, Told, claim_name, day, is_limited, told
from dementi.views.words import words as words_of

STANCES = ("asserts", "denies", "uncertain")
RELATIONS = ("broader", "narrower", "contested_by", "contests")


@dataclass(frozen=True, slots=True)
class Related:
    """Another claim: what to call it, the link to it, and how often each stance is taken on it."""

    name: str
    link: str
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """What is said at one date: by those who assert, and by those who deny or leave open."""

    day: str
    asserting: tuple[Told, ...]
    others: tuple[Told, ...]


def claim_page(
    claim: str,
    place: Place,
    statements: Sequence[Row],
    standing: Sequence[Row],
    relations: Sequence[Row],
    limit: int | None = None,
) -> str | None:
    """Return the page of a claim, None where nothing is said of it.

    Args:
        claim: Its IRI.
        place: Where the page lies.
        statements: Rows of ``statements.rq``: of the claim, and denials of something broader; others are passed over.
        standing: Rows of ``standing.rq``, of the claim and of those around it.
        relations: Rows of ``refinements.rq``, of the claim.
        limit: Most statements that were asked for; where there are as many, the page says so.
    """
    words = words_of(place.lang)
    around = _around(claim, relations)
    rows = [row for row in statements if _belongs(row, claim, around["contested_by"])]
    own = [row for row in standing if row["claim"] == claim]
    if not rows and not own:
        return None
    name = claim_name(claim, _label(claim, rows, own), words)
    said = told(rows, place)
    return rendered(
        "claim.html",
        place,
        name,
        ["reading.css", "claim.css"],
        own=words["claim_page"],
        name=name,
        limited=is_limited(statements, limit),
        moments=_moments(said),
        said=said,
        marks=marks,
        ends=ends(said),
        undated=any(one.date == UNDATED for one in said),
        where=spread(one.date for one in said),
        wider={one.id for one in said if claim not in (one.row["claim"], one.row["precise"])},
        narrower={one.id for one in said if one.row["precise"] != claim and one.row["claim"] == claim},
        standing=sorted(own, key=lambda row: STANCES.index(str(row["stance"]))),
        day=lambda date: day(date, words),
        related={kind: _related(around[kind], standing, place) for kind in RELATIONS if around[kind]},
        parties=_parties(own, place),
    )


def _around(claim: str, relations: Sequence[Row]) -> dict[str, set[str]]:
    """Return the claims around one, by how they stand to it."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in relations:
        names = ("broader", "narrower") if row["relation"] == "refines" else ("contested_by", "contests")
        if row["claim"] == claim:
            found[names[0]].add(str(row["other"]))
        if row["other"] == claim:
            found[names[1]].add(str(row["claim"]))
    for kind in RELATIONS:
        found[kind] = found[kind] - ({claim} if kind == "contests" else set())
    return found


def _belongs(row: Row, claim: str, contesting: set[str]) -> bool:
    """Say whether a statement is of a claim, or denies what is broader."""
    return claim in (row["claim"], row["precise"]) or (row["stance"] == "denies" and row["precise"] in contesting)


def _label(claim: str, rows: Sequence[Row], own: Sequence[Row]) -> object:
    named = [row["claimName"] for row in rows if row["claim"] == claim]
    named += [row["preciseName"] for row in rows if row["precise"] == claim]
    return next(iter([*(row["what"] for row in own), *named]), None)


def _moments(said: Sequence[Told]) -> list[Moment]:
    """Return what is said date by date."""
    found = []
    for _, group in groupby(said, key=lambda one: one.date):
        at = list(group)
        asserting = tuple(one for one in at if one.stance == "asserts")
        found.append(Moment(at[0].day, asserting, tuple(one for one in at if one.stance != "asserts")))
    return found


def _related(claims: set[str], standing: Sequence[Row], place: Place) -> list[Related]:
    """Return claims with their counts, the most attested first."""
    words: Mapping[str, Any] = words_of(place.lang)
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    names: dict[str, object] = {}
    for row in standing:
        if row["claim"] in claims:
            counts[str(row["claim"])][str(row["stance"])] = int(str(row["statements"]))
            names[str(row["claim"])] = row["what"]
    ranked = sorted(counts, key=lambda one: (-sum(counts[one].values()), one))
    return [
        Related(
            claim_name(one, names[one], words),
            place.to(one),
            tuple((stance, counts[one][stance]) for stance in STANCES if stance in counts[one]),
        )
        for one in ranked
    ]


def _parties(own: Sequence[Row], place: Place) -> list[tuple[str, str, str]]:
    """Return supplier and recipient of a claim: the role, the name, the link."""
    first = own[0] if own else {}
    told_of = [(role, str(first[role])) for role in ("supplier", "recipient") if first.get(role)]
    return [(role, names(iri)[place.lang == "fr"], place.to(iri)) for role, iri in told_of]
