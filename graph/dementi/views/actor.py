"""The page of an actor: its positions in time, claim by claim, whom it opposes, and who it is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dementi.iris import concept_of, names
from dementi.records import Concept
from dementi.store import Row
from dementi.terms import concepts
from dementi.views.claim import STANCES
from dementi.views.moments import ends, marks, spread
from dementi.views.site import Place, known, rendered
from dementi.views.told import LOCAL, UNDATED, Told, claim_name, day, is_limited, source_name, told
from dementi.views.words import words as words_of

PUBLISHED = 50  # articles of an outlet that its page lists, the latest
FORMS = 12  # names by which articles call it, at the most


@dataclass(frozen=True, slots=True)
class Positions:
    """What an actor says of one claim, in time.

    Attributes:
        name: Of the claim.
        link: To its page.
        said: The statements in order.
        turns: Where it changed: from which stance to which, in words.
        summary: The stances in their order, in words, each once in a row: « démenti, puis assertion ».
    """

    name: str
    link: str
    said: tuple[Told, ...]
    turns: tuple[tuple[str, str, str], ...]
    summary: str


def actor_page(
    actor: str,
    place: Place,
    statements: Sequence[Row],
    standing: Sequence[Row],
    agreement: Sequence[Row],
    articles: Sequence[Row],
    limit: int | None = None,
) -> str | None:
    """Return the page of an actor, None where the graph says nothing of it.

    Args:
        actor: Its IRI.
        place: Where the page lies.
        statements: Rows of ``statements.rq``: what it says, who speaks for it, and what it passes on.
        standing: Rows of ``standing.rq``: claims in which it is supplier or recipient; others are passed over.
        agreement: Rows of the question ``agreement``.
        articles: Rows of ``articles.rq``: those that it published.
        limit: Most statements that were asked for; where there are as many, the page says so.
    """
    words = words_of(place.lang)
    rows = [row for row in statements if actor in (row["source"], row["side"], row["behalf"])]
    about = [row for row in standing if actor in (row["supplier"], row["recipient"])]
    relayed = [row for row in statements if row["relayIri"] == actor and row not in rows]
    if not (rows or about or relayed or articles):
        return None
    said = told(rows, place)
    name = _name(actor, rows, place.lang)
    shown = articles[:PUBLISHED]
    return rendered(
        "actor.html",
        place,
        name,
        ["reading.css", "actor.css"],
        own=words["actor_page"],
        name=name,
        limited=is_limited(statements, limit),
        concept=_concept(concept_of(actor), place),
        forms=_forms(actor, rows, name),
        side=_side(actor, rows, place),
        voices=_voices(actor, rows, place),
        positions=_positions(said, place, words),
        marks=marks,
        where=spread(one.date for one in said),
        ends=ends(said),
        undated=any(one.date == UNDATED for one in said),
        counts=[(stance, sum(one.stance == stance for one in said)) for stance in STANCES],
        opposed=[row for row in agreement if row["opposite"]],
        agreeing=[row for row in agreement if row["same"] and not row["opposite"]],
        about=_about(about, place, words),
        relayed=told(relayed, place),
        published=[
            (day(row["date"], words), known(row, "title", "article"), place.to(row["articleIri"])) for row in shown
        ],
        more=len(articles) - len(shown),
    )


def _name(actor: str, rows: Sequence[Row], lang: str) -> str:
    label = next((row["sourceName"] for row in rows if row["source"] == actor), None)
    label = label or next((row["sideName"] for row in rows if row["side"] == actor), None)
    return str(label or names(actor)[lang == "fr"])


def _concept(concept: Concept | None, place: Place) -> Mapping[str, Any]:
    """Return what the ontology knows of an actor: for whom it speaks, and which offices it held."""
    if not concept:
        return {}
    words = words_of(place.lang)
    behalf = concepts().get(concept.behalf or "") if concept.behalf != concept.id else None
    offices = [
        (
            office.fr if place.lang == "fr" else office.en,
            day(office.since, words) if office.since else "",
            day(office.until, words) if office.until else "",
        )
        for office in concept.offices
    ]
    return {
        "kind": words["actor_page"]["kinds"][concept.kind.value],
        "behalf": (behalf.fr if place.lang == "fr" else behalf.en) if behalf else "",
        "offices": offices,
        "forms": sorted({form.text for form in concept.forms if not form.context})[:FORMS],
    }


def _forms(actor: str, rows: Sequence[Row], name: str) -> list[str]:
    """Return how articles call it where it speaks itself, the most frequent first."""
    found = Counter(
        " ".join(str(row["sourceText"]).split()) for row in rows if row["source"] == actor and row["sourceText"]
    )
    return [form for form, _ in sorted(found.items(), key=lambda pair: (-pair[1], pair[0])) if form != name][:FORMS]


def _side(actor: str, rows: Sequence[Row], place: Place) -> tuple[str, str]:
    """Return for whom it speaks, where that is somebody else, and the link."""
    own = next((row for row in rows if row["source"] == actor and row["side"] != actor), None)
    return (str(own["sideName"]), place.to(own["side"])) if own else ("", "")


def _voices(actor: str, rows: Sequence[Row], place: Place) -> list[tuple[str, str, int]]:
    """Return who speaks for it: name, link, and how often, the most frequent first."""
    words = words_of(place.lang)
    found: Counter[tuple[str, str]] = Counter()
    for row in {row["statement"]: row for row in rows if row["source"] != actor}.values():
        found[source_name(row, words), "" if row["sourceType"] in LOCAL else place.to(row["source"])] += 1
    return [(*voice, count) for voice, count in sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))]


def _positions(said: Sequence[Told], place: Place, words: Mapping[str, Any]) -> list[Positions]:
    """Return what is said claim by claim: where a position changed first, then of which most is said."""
    claims: dict[str, list[Told]] = defaultdict(list)
    for one in said:
        claims[str(one.row["claim"])].append(one)
    found = []
    for claim, group in claims.items():
        turns = dict.fromkeys((str(one.row["change"]), one.stance, one.id) for one in group if one.change)
        name = claim_name(claim, group[0].row["claimName"], words)
        found.append(Positions(name, place.to(claim), tuple(group), tuple(turns), _summary(group, words)))
    return sorted(found, key=lambda one: (not one.turns, -len({s.stance for s in one.said}), -len(one.said), one.name))


def _summary(said: Sequence[Told], words: Mapping[str, Any]) -> str:
    stances = [one.stance for one in said]
    turning = [stance for i, stance in enumerate(stances) if i == 0 or stances[i - 1] != stance]
    return str(words["actor_page"]["then"]).join(words["stances"][stance] for stance in turning)


def _about(standing: Sequence[Row], place: Place, words: Mapping[str, Any]) -> list[tuple[str, str, dict[str, int]]]:
    """Return the claims in which it is supplier or recipient: name, link, counts by stance; the most attested first."""
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    labels: dict[str, object] = {}
    for row in standing:
        counts[str(row["claim"])][str(row["stance"])] = int(str(row["statements"]))
        labels[str(row["claim"])] = row["what"]
    ranked = sorted(counts, key=lambda one: (-sum(counts[one].values()), one))
    return [(claim_name(one, labels[one], words), place.to(one), counts[one]) for one in ranked]
