"""A corpus that nobody wrote, of the shape that news has: as many articles as are wanted, always the same ones.

Few actors and claims are in most of the articles, most are in few (Zipf). Parties to a claim mostly deny it, others
mostly assert it, and some change their position at a date. Some articles reprint another under a headline of their own.
States, institutions, media and items are those of the ontology; people are invented, so are all the words. Article and
statements follow from the article's number alone, so that a larger corpus begins with the smaller one.
"""

from __future__ import annotations

import bisect
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import accumulate

from dementi.records import (
    ARTICLE_SOURCE,
    Act,
    Article,
    Claim,
    Concept,
    ConceptKind,
    Evidence,
    Kind,
    Period,
    Quantity,
    Selector,
    Source,
    SourceKind,
    Stance,
    Statement,
    Status,
)
from dementi.terms import concepts

CLAIMS = 20_000  # different ones, the first of them in a tenth of all statements
PEOPLE = 2_000
FIRST_DAY, DAYS = date(2022, 1, 1), 1_760  # up to autumn 2026
REPRINTS = 0.15  # of the articles
SLIPS = 0.02  # of the statements: against what the source says otherwise
NEAR = 30  # articles; a reprint follows its dispatch within as many
VOCABULARY = 8_000  # invented words, of which the text around the statements is made
CUES = {
    Act.STATES: "affirme",
    Act.REPORTS: "rapporte",
    Act.ACCUSES: "dénonce",
    Act.CONFIRMS: "confirme",
    Act.ADMITS: "reconnaît",
    Act.DENIES: "dément",
    Act.REJECTS: "rejette l’idée",
    Act.NO_COMMENT: "ne veut pas dire",
}
ACTS = {
    Stance.ASSERTS: (Act.STATES, Act.REPORTS, Act.ACCUSES, Act.CONFIRMS),
    Stance.DENIES: (Act.DENIES, Act.REJECTS),
    Stance.UNCERTAIN: (Act.NO_COMMENT,),
}
VERBS = {Kind.TRANSFER: "livré", Kind.PRODUCTION: "produit", Kind.USE: "employé", Kind.TRAINING: "formé à l’emploi de"}
KINDS, KIND_WEIGHTS = tuple(VERBS), (85, 5, 7, 3)
STATUS_WEIGHTS = (50, 15, 10, 5, 5, 15)  # in the order of Status
SOURCE_KINDS, SOURCE_WEIGHTS = tuple(SourceKind), (20, 15, 25, 10, 8, 12, 10)  # in the order of SourceKind


@dataclass(frozen=True, slots=True)
class Told:
    """A claim with the number that tells how often it is told: 0 is the one told most."""

    rank: int
    claim: Claim
    concept: Concept


@dataclass(slots=True)
class Draft:
    """A text as it grows."""

    text: str = ""

    def add(self, words: str) -> Selector:
        """Append words and return where they stand."""
        start = len(self.text)
        self.text += words
        return Selector(start, len(self.text), words)


def article(number: int) -> tuple[Article, list[Statement]]:
    """Return the article of a number and what is stated in it, in text order."""
    chance = random.Random(f"print {number}")
    article_id = f"invented-{number:07}"
    content = _content(number)
    told_on = FIRST_DAY + timedelta(days=random.Random(f"day {content}").randrange(DAYS))
    day = told_on + timedelta(days=chance.randrange(3) if content != number else 0)
    publisher = _zipf(_named(ConceptKind.MEDIA), chance).en if chance.random() < 0.9 else None
    title = _filler(chance, 7)
    draft = Draft()
    draft.add(f"{title}\n\n")
    statements = _statements(article_id, random.Random(f"content {content}"), draft, told_on)
    precision = chance.choices((10, 7, 0), (90, 5, 5))[0]
    known = day.isoformat()[:precision] or None
    return Article(article_id, draft.text, date=known, publisher=publisher, title=title), statements


def _content(number: int) -> int:
    """Return the number of the article that this one reprints, its own if it reprints none."""
    chance = random.Random(f"reprint {number}")
    if number >= NEAR and chance.random() < REPRINTS:
        return _content(number - chance.randrange(1, NEAR))
    return number


def _statements(article_id: str, chance: random.Random, draft: Draft, day: date) -> list[Statement]:
    """Write the body of an article and return its statements: some on one claim, some on another."""
    topics = [_told(chance) for _ in range(chance.choice((1, 1, 2, 3)))]
    found: dict[tuple[str, Stance, Claim], Statement] = {}
    for _ in range(chance.choice((1, 2, 3, 4, 5, 5, 6, 7, 8, 10))):
        for _ in range(chance.randrange(1, 4)):
            draft.add(f"{_filler(chance, chance.randrange(10, 25))}. ")
        one = _statement(article_id, chance, draft, chance.choice(topics), day)
        key = (one.source.name, one.stance, one.claim)
        if known := found.get(key):
            one = replace(known, evidences=known.evidences + one.evidences)
        found[key] = one
    return list(found.values())


def _statement(article_id: str, chance: random.Random, draft: Draft, told: Told, day: date) -> Statement:
    """Write one sentence and return what it states."""
    source = _source(chance, told)
    side = source.on_behalf_of or source.name
    stance = Stance.ASSERTS if source is ARTICLE_SOURCE else _stance(side, told, day, chance)
    act = Act.STATES if source is ARTICLE_SOURCE else chance.choice(ACTS[stance])
    start = len(draft.text)
    cue = None
    if source is not ARTICLE_SOURCE:
        source = replace(source, text=draft.add(source.name))
        draft.add(" ")
        cue = draft.add(CUES[act])
        draft.add(" que ")
    draft.add(_clause(told))
    where = Selector(start, len(draft.text), draft.text[start:])
    draft.add(". " if chance.random() < 0.7 else ".\n\n")
    return Statement(
        article_id,
        source,
        stance,
        act,
        told.claim,
        told.concept.fr,
        cue,
        (_evidence(chance, where, day),),
        hedged=chance.random() < 0.1,
        via=_relays(chance),
        item_concept=told.concept.id,
        rule="invented",
        said_on=(day - timedelta(days=chance.randrange(4))).isoformat() if chance.random() < 0.3 else None,
    )


def _evidence(chance: random.Random, where: Selector, day: date) -> Evidence:
    """Return a place with a status, and now and then a quantity and a period."""
    status = chance.choices(tuple(Status), STATUS_WEIGHTS)[0]
    number = chance.randrange(2, 500)
    quantity = Quantity(str(number), number, number) if chance.random() < 0.15 else None
    year = day.year - chance.randrange(2)
    when = Period(str(year), f"{year}-01-01", f"{year + 1}-01-01") if chance.random() < 0.2 else None
    return Evidence(where, status, quantity, when)


def _stance(side: str, told: Told, day: date, chance: random.Random) -> Stance:
    """Return how a side stands to a claim on a day: always alike, or changed once; but for slips and silence."""
    if chance.random() < 0.07:
        return Stance.UNCERTAIN
    nature = random.Random(f"{side} {told.rank}")
    denies = nature.random() < (0.75 if side in (told.claim.supplier, told.claim.recipient) else 0.12)
    changes_on = FIRST_DAY + timedelta(days=nature.randrange(DAYS))
    if nature.random() < 0.15 and day >= changes_on:
        denies = not denies
    if chance.random() < SLIPS:
        denies = not denies
    return Stance.DENIES if denies else Stance.ASSERTS


def _source(chance: random.Random, told: Told) -> Source:
    """Return who speaks; parties to the claim speak most."""
    kind = chance.choices(SOURCE_KINDS, SOURCE_WEIGHTS)[0]
    parties = [name for name in (told.claim.supplier, told.claim.recipient) if name]
    state = chance.choice(parties) if parties and chance.random() < 0.5 else _zipf(_parties(), chance).en
    match kind:
        case SourceKind.ARTICLE:
            return ARTICLE_SOURCE
        case SourceKind.UNATTRIBUTED:
            return Source("unattributed", kind)
        case SourceKind.GROUP:
            return Source(f"{state} officials", kind, state)
        case SourceKind.PERSON:
            number = int(PEOPLE ** chance.random())
            return Source(f"Ana Exemple {number}", kind, _zipf(_parties(), random.Random(number)).en)
        case SourceKind.MEDIA:
            media = _zipf(_named(ConceptKind.MEDIA), chance)
            return Source(media.en, kind, concept=media.id)
        case SourceKind.ORGANIZATION:
            body = _zipf(_named(ConceptKind.ORGANIZATION), chance)
            return Source(body.en, kind, concepts()[body.behalf].en if body.behalf else None, concept=body.id)
        case _:
            return Source(state, SourceKind.STATE, concept=_by_name()[state].id)


def _relays(chance: random.Random) -> tuple[str, ...]:
    count = chance.choices((0, 1, 2), (86, 12, 2))[0]
    return tuple(_zipf(_named(ConceptKind.MEDIA), chance).en for _ in range(count))


def _told(chance: random.Random) -> Told:
    """Return a claim, the first ones more often."""
    return _claim(bisect.bisect(_cumulated(CLAIMS), chance.random() * _cumulated(CLAIMS)[-1]))


@cache
def _claim(rank: int) -> Told:
    """Return the claim of a rank: general or specific, now and then with a role that nobody fills."""
    chance = random.Random(f"claim {rank}")
    supplier, recipient = chance.choice(_parties()[: 5 + rank]).en, chance.choice(_parties()[: 5 + rank]).en
    items = _items()
    item = chance.choice([one for one in items if one.id == one.item_class] if chance.random() < 0.4 else items)
    kind = chance.choices(KINDS, KIND_WEIGHTS)[0]
    claim = Claim(
        kind,
        None if chance.random() < 0.1 else supplier,
        None if kind is not Kind.TRANSFER or recipient == supplier or chance.random() < 0.15 else recipient,
        str(item.item_class),
    )
    return Told(rank, claim, item)


def _clause(told: Told) -> str:
    claim, known = told.claim, _by_name()
    supplier = known[claim.supplier].fr if claim.supplier else "quelqu’un"
    end = f" à {known[claim.recipient].fr}" if claim.recipient else ""
    return f"{supplier} aurait {VERBS[claim.kind]} {told.concept.fr}{end}"


def _zipf(among: Sequence[Concept], chance: random.Random) -> Concept:
    """Return one of these, the first ones more often."""
    return among[bisect.bisect(_cumulated(len(among)), chance.random() * _cumulated(len(among))[-1])]


@cache
def _cumulated(count: int) -> list[float]:
    return list(accumulate(1 / rank for rank in range(1, count + 1)))


def _filler(chance: random.Random, words: int) -> str:
    """Return invented words that no two articles have in one order."""
    return " ".join(_words()[int(VOCABULARY ** chance.random()) - 1] for _ in range(words)).capitalize()


@cache
def _words() -> list[str]:
    chance = random.Random("words")
    syllables = [
        onset + vowel for onset in "b c d f g l m n p r s t v tr pl".split() for vowel in "a e i o u é".split()
    ]
    return ["".join(chance.choices(syllables, k=chance.choice((1, 2, 2, 3)))) for _ in range(VOCABULARY)]


@cache
def _named(kind: ConceptKind) -> list[Concept]:
    """Return the concepts of a kind in an order of their own, always the same."""
    return _shuffled(concept for concept in concepts().values() if concept.kind is kind)


@cache
def _parties() -> list[Concept]:
    """Return those who deliver and receive: states, and behind the first of them some armed groups and unions."""
    others = _named(ConceptKind.ARMED_GROUP)[:20] + _named(ConceptKind.COLLECTIVE)[:10]
    states = _named(ConceptKind.STATE)
    return states[:10] + _shuffled(states[10:] + others)


@cache
def _items() -> list[Concept]:
    return _shuffled(concept for concept in concepts().values() if concept.kind is ConceptKind.ITEM)


@cache
def _by_name() -> dict[str, Concept]:
    return {concept.en: concept for concept in _parties()}


def _shuffled(found: Iterable[Concept]) -> list[Concept]:
    ordered = sorted(found, key=lambda concept: concept.id)
    random.Random("order").shuffle(ordered)
    return ordered
