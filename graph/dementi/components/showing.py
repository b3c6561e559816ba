"""How a document becomes passages: what the trained reader is shown of it.

No component: the part of ``reading`` that fills ``Passage``. Names are left out on purpose: of a state, a person or a
missile the reader sees only that it is one, so that what it has learnt of some holds for all. A text longer than a
passage is read passage by passage, so that time grows with the text and no faster.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from spacy.strings import get_string_id
from spacy.tokens import Doc

from dementi.components.bystanders import bystanders
from dementi.components.forms import UNKNOWN
from dementi.components.forms import load as load_forms
from dementi.components.naming import GROUPS_OF_STATES
from dementi.components.passages import (
    AROUND,
    CLASSES,
    FAMILIES,
    ITEMS,
    KINDS,
    LONGEST,
    MOODS,
    NAMINGS,
    PARTIES,
    RELATIONS,
    SAYINGS,
    SIDES,
    SOURCE_KINDS,
    STANCES,
    TELLING,
    THINGS,
    VIEWS,
    WAYS,
    Claimed,
    Numbers,
    Passage,
    Places,
    channels,
    family,
    frames,
    holder,
)
from dementi.components.places import between
from dementi.components.stance import side
from dementi.components.unnamed import unnamed
from dementi.fr.sentences import sentence_starts
from dementi.records import (
    STANCE_OF_ACT,
    Actor,
    Assertion,
    Attribution,
    CueMention,
    Mention,
    SourceKind,
    Transfer,
)


@dataclass(slots=True)
class Told:
    """What the components before found, in text order, to be asked for by stretch."""

    actors: list[Actor]
    items: list[Mention]
    cues: list[CueMention]
    transfers: list[Transfer]
    attributions: list[Attribution]
    assertions: list[Assertion]
    standing: frozenset[int]  # ``id`` of the assertions that stand

    @classmethod
    def of(cls, doc: Doc) -> Told:
        """Return what was found in a document."""
        return cls(
            sorted((a for a in (*doc._.actors, *bystanders(doc)) if holder(a.source)), key=lambda a: a.first),
            sorted((m for m in (*doc._.mentions, *unnamed(doc)) if _is_item(m)), key=lambda m: m.first),
            sorted(doc._.cues, key=lambda c: c.at),
            sorted(doc._.transfers, key=lambda t: t.at),
            sorted(doc._.attributions, key=lambda a: a.at),
            sorted((*doc._.assertions, *doc._.anaphora), key=lambda a: a.at),
            frozenset(id(a) for a in doc._.sifted),
        )

    def within(self, first: int, end: int) -> Told:
        """Return what was found from one token to before another."""
        return Told(
            [a for a in between(self.actors, first, end - 1, lambda a: a.first) if a.last < end],
            [m for m in between(self.items, first, end - 1, lambda m: m.first) if m.last < end],
            between(self.cues, first, end - 1, lambda c: c.at),
            between(self.transfers, first, end - 1, lambda t: t.at),
            between(self.attributions, first, end - 1, lambda a: a.at),
            between(self.assertions, first, end - 1, lambda a: a.at),
            self.standing,
        )


def passages(doc: Doc) -> Iterator[Passage]:
    """Yield the passages of a document in which there is equipment, and two who could give and take it."""
    told = Told.of(doc)
    parse: _Parse | None = None
    for first, end in _stretches(doc):
        inside = told.within(first, end)
        sides = {holder(a.source) for a in inside.actors if _gives(a)}
        if not inside.items or len(sides) < 2:
            continue
        parse = parse or _Parse.of(doc)
        yield _passage(doc, inside, parse, first, end)


def _stretches(doc: Doc) -> Iterator[tuple[int, int]]:
    """Yield the first token of each passage and the one behind its last; passages end where sentences do."""
    starts, first = sentence_starts(doc), 0
    while len(doc) - first > LONGEST:
        end = next((i for i in range(first + LONGEST, first, -1) if starts[i]), first + LONGEST)
        yield first, end
        first = end
    yield first, len(doc)


def _is_item(mention: Mention) -> bool:
    """Say whether what is named is equipment of a kind that the reader knows."""
    return bool(mention.concept.item_class) and family(mention.concept.item_class) in FAMILIES


def _gives(actor: Actor) -> bool:
    """Say whether somebody can give or take: states, also several together, and bodies; not media."""
    source = actor.source
    together = source.concept in GROUPS_OF_STATES
    return source.kind is not SourceKind.MEDIA and (together or side(source) is not None)


@dataclass(slots=True)
class _Parse:
    """The parse of a document as plain lists, read once."""

    lemmas: list[str]
    forms: Places
    trees: Places
    heads: Places
    sentences: Places

    @classmethod
    def of(cls, doc: Doc) -> _Parse:
        """Return the parse of a document."""
        strings = doc.vocab.strings
        columns = doc.to_array(["LEMMA", "POS", "DEP", "MORPH", "HEAD", "LOWER"])
        lemma, class_, relation, morph, _, lower = (columns[:, n].tolist() for n in range(6))
        moods = {value: _mood(strings[value]) if value else 0 for value in set(morph)}
        trees = np.array(
            (_numbered(class_, CLASSES), _numbered(relation, RELATIONS), [moods[value] for value in morph]), np.int64
        )
        heads = np.arange(len(doc)) + columns[:, 4].astype(np.int64)
        sentences = np.cumsum(sentence_starts(doc)).astype(np.int64)
        known = _rows()
        forms = np.array([known.get(value, UNKNOWN) for value in lower], np.int64)
        spelt = {value: strings[value].lower() if value else "" for value in set(lemma)}
        return cls([spelt[value] for value in lemma], forms, trees, heads, sentences)


@cache
def _rows() -> dict[int, int]:
    """Return the row of each known form, by spaCy's number for it."""
    return {get_string_id(form): row for form, row in load_forms().places.items()}


def _numbered(values: list[int], names: tuple[str, ...]) -> list[int]:
    """Return the places of names, given as spaCy's numbers, counted from 1; 0 for others."""
    places = _places(names)
    return [places.get(value, 0) for value in values]


@cache
def _places(names: tuple[str, ...]) -> dict[int, int]:
    return {get_string_id(name): place for place, name in enumerate(names, 1)}


@cache
def _mood(morph: str) -> int:
    """Return the place of the mood or tense of a word, counted from 1; 0 where it has none."""
    return next((place for place, mood in enumerate(MOODS, 1) if mood in morph), 0)


def _passage(doc: Doc, told: Told, parse: _Parse, first: int, end: int) -> Passage:
    """Return a stretch of a document in numbers."""
    told.actors, told.items = told.actors[:NAMINGS], told.items[:THINGS]
    named: Counter[str] = Counter()
    for actor in told.actors:
        named[holder(actor.source) or ""] += 1  # in the order in which they are first named
    able = {holder(a.source) for a in told.actors if _gives(a)}
    ranked = sorted(named, key=lambda name: -named[name])
    sides = [name for name in ranked if name in able][:SIDES]
    parties = (sides + [name for name in ranked if name not in able])[:PARTIES]
    counted = Counter(family(m.concept.item_class) for m in told.items)
    items = sorted(counted, key=lambda name: (-counted[name], name))[:ITEMS]
    place = {name: n for n, name in enumerate(parties)}
    namings = [(a, place[who]) for a in told.actors if (who := holder(a.source)) in place]
    things = [(m, items.index(who)) for m in told.items if (who := family(m.concept.item_class)) in items]
    passage = Passage(
        doc,
        first,
        parse.lemmas[first:end],
        parse.forms[first:end].copy(),
        parse.trees[:, first:end],
        np.clip(parse.heads[first:end] - first, 0, end - first - 1),
        parse.sentences[first:end],
        np.zeros((end - first, len(channels())), np.float32),
        parties,
        len(sides),
        items,
        namings,
        things,
        _kinds(told.actors, place, named),
        np.zeros((len(sides), len(sides), len(items), len(KINDS), VIEWS), np.float32),
        {},
        np.zeros((len(parties) + 1, len(items), len(STANCES), SAYINGS), np.float32),
    )
    _name(passage, told)
    _mark(passage, told, parse)
    _weigh(passage, told)
    _speech(passage, told)
    return passage


def _kinds(actors: list[Actor], place: dict[str, int], named: Counter[str]) -> Numbers:
    """Return what each party is, and how often it is named, five times at most."""
    kinds = np.zeros((len(place), len(SOURCE_KINDS) + 1), np.float32)
    for actor in actors:
        who = holder(actor.source) or ""
        if who in place:
            kinds[place[who], SOURCE_KINDS.index(actor.source.kind)] = 1
            kinds[place[who], -1] = min(named[who], 5) / 5
    return kinds


def _name(passage: Passage, told: Told) -> None:
    """Mark who and what is named, and put what they are in the place of their names."""
    channel, first = channels(), passage.first
    for mention in told.items:
        name = f"item {family(mention.concept.item_class)}"
        here = slice(mention.first - first, mention.last + 1 - first)
        passage.marks[here, channel[name]] = 1
        passage.words[here] = [f"<{name}>"] * (mention.last + 1 - mention.first)
        passage.forms[here] = UNKNOWN
    for actor in told.actors:
        name = f"party {actor.source.kind.value}"
        here = slice(actor.first - first, actor.last + 1 - first)
        passage.marks[here, channel[name]] = 1
        if actor.qualifier:
            passage.marks[actor.head - first, channel["adjective"]] = 1
        if actor.qualifier or passage.doc[actor.head].text[:1].isupper():
            passage.words[here] = [f"<{name}>"] * (actor.last + 1 - actor.first)
            passage.forms[here] = UNKNOWN


def _mark(passage: Passage, told: Told, parse: _Parse) -> None:
    """Mark the other words: cues, predicates, quotations, what is said and who says it."""
    channel, first, marks = channels(), passage.first, passage.marks
    end = first + len(passage.words)
    for cue in told.cues:
        signs = {f"act {cue.act.value}": True, "negated": cue.negated, "unsaid": cue.unsaid}
        for name, holds in signs.items():
            marks[cue.at - first, channel[name]] = holds
    known = frames()
    for place in np.flatnonzero(np.isin(passage.trees[0], TELLING)).tolist():
        name = "NOUN" if passage.trees[0, place] == TELLING[0] else "VERB"
        if frame := known.get((name, parse.lemmas[first + place])):
            marks[place, channel[f"frame {frame}"]] = 1
    for quote in passage.doc._.quotes:
        if first <= quote.last and quote.first < end:
            marks[max(quote.first - first, 0) : quote.last + 1 - first, channel["quoted"]] = 1
    for transfer in told.transfers:
        _mark_transfer(passage, told, transfer)
    for attribution in told.attributions:
        _mark_attribution(passage, told, attribution)


def _mark_transfer(passage: Passage, told: Told, transfer: Transfer) -> None:
    """Mark the predicate and the parts of a transfer."""
    channel, first, marks = channels(), passage.first, passage.marks
    at, clear = transfer.at - first, transfer.spelt_out
    signs = {"predicate": True, "denied": transfer.negated, "supposed": transfer.hypothetical, "spelt": clear}
    for name, holds in signs.items():
        marks[at, channel[name]] = holds
    if 0 <= transfer.item_at - first < len(marks):
        marks[transfer.item_at - first, channel["thing"]] = 1
        marks[transfer.item_at - first, channel["clear"]] = clear
    for actor in between(told.actors, transfer.first - AROUND, transfer.last + AROUND, lambda a: a.first):
        who = holder(actor.source)
        if who == transfer.supplier:
            marks[actor.head - first, channel["giver"]] = 1
        elif who == transfer.recipient:
            marks[actor.head - first, channel["taker"]] = 1


def _mark_attribution(passage: Passage, told: Told, attribution: Attribution) -> None:
    """Mark the cue, the content and the source of reported speech."""
    channel, first, marks = channels(), passage.first, passage.marks
    stance, at = STANCE_OF_ACT[attribution.act].value, attribution.at - first
    marks[at, channel[f"cue {stance}"]] = 1
    for begin, last in attribution.content:
        marks[max(begin - first, 0) : max(last + 1 - first, 0), channel[f"said {stance}"]] = 1
    sentence = passage.sentences[at]
    near = np.searchsorted(passage.sentences, (sentence, sentence + 1)) + first
    for actor in between(told.actors, int(near[0]), int(near[1]) - 1, lambda a: a.first):
        if actor.source.name == attribution.source.name:
            marks[actor.head - first, channel[f"says {stance}"]] = 1


def _weigh(passage: Passage, told: Told) -> None:
    """Set what the rules make of each claim, and who takes which stance on it."""
    for transfer in told.transfers:
        if claim := passage.claim(transfer):
            passage.found[claim][0] = 1
            passage.found[claim][1] = max(passage.found[claim][1], transfer.spelt_out)
    for assertion in told.assertions:
        claim, who = passage.claim(assertion.transfer), passage.party(assertion.source)
        if claim is None:
            continue
        passage.found[claim][2] = 1
        passage.found[claim][3] = max(passage.found[claim][3], id(assertion) in told.standing)
        if who is not None:
            ways = _ways(passage, claim)[who, STANCES.index(assertion.stance)]
            ways[0] = max(ways[0], id(assertion) in told.standing)
            ways[1] = 1
    for attribution in told.attributions:
        who, stance = passage.party(attribution.source), STANCES.index(STANCE_OF_ACT[attribution.act])
        for transfer in told.transfers:
            if who is not None and attribution.covers(transfer.at) and (claim := passage.claim(transfer)):
                _ways(passage, claim)[who, stance, 2] = 1


def _ways(passage: Passage, claim: Claimed) -> Numbers:
    """Return who takes which stance on a claim, to be set."""
    none = np.zeros((len(passage.parties) + 1, len(STANCES), WAYS), np.float32)
    return passage.stances.setdefault(claim, none)


def _speech(passage: Passage, told: Told) -> None:
    """Set who takes which stance near which item.

    For each: the item lies in what he says, he answers what came before behind its first naming, he speaks at all, he
    speaks in a sentence that names it, he speaks behind its first naming.
    """
    at = [[m.first for m, item in passage.things if item == n] for n in range(len(passage.items))]
    sentences = [{int(passage.sentences[place - passage.first]) for place in places} for places in at]
    for attribution in told.attributions:
        who = passage.party(attribution.source)
        if who is None:
            continue
        stance = STANCES.index(STANCE_OF_ACT[attribution.act])
        here = int(passage.sentences[attribution.at - passage.first])
        for item, places in enumerate(at):
            behind = bool(places) and attribution.at > places[0]
            seen = (
                any(attribution.covers(place) for place in places),
                attribution.anaphor and behind,
                True,
                here in sentences[item],
                behind,
            )
            passage.speech[who, item, stance] = np.maximum(passage.speech[who, item, stance], seen)
