"""The trained reader's network: from a passage in numbers to how likely each claim and each stance on it is.

No component: the part of ``reading`` that calculates. Words see their neighbours, their heads and dependents; those
that name a party or an item, or say what happens or that somebody speaks, then see all the others, and three times
each other, before the last time all the others again. Every naming of a party is compared with every naming of an item
and of another party, and with every word for what happens; a claim is scored by its supplier, recipient and item, also
as they go together at one naming of the item, or at one event, which may be named far from all of them, a stance by who
takes it, on what, and what the rules found (``holding``). What all this is made of is in ``layers``.

One definition for learning and for reading: ``scripts/train_reader.py`` runs it over batches with another library of
arrays (``Backend``), here numpy does. Weights are in ``fr/reader.npz``.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from dementi.components import forms
from dementi.components.layers import (
    NUMPY,
    STEEP,
    TINY,
    Backend,
    Weights,
    attending,
    compared,
    gate,
    layer,
    mixed,
    normed,
    pooled,
    summed,
)
from dementi.components.passages import KINDS, Numbers, channels
from dementi.lexicon import FRENCH

WEIGHTS = FRENCH.parent / "reader.npz"
LAYERS = 3
NODES, LOOKS = 3, {0: "look", 2: "again"}  # times that namings and events see each other; before which, all words
SUPPLIES, RECEIVES, TAKES = 0, 1, 2  # scores of namings of a party and an item: it gives it, gets it, takes a stance
PAIRS = 0  # score of two namings of parties; then three for who speaks of a supplier, three of a recipient
NEVER = -15.0  # log odds of what cannot be


def absent(b: Mapping[str, Any], xp: Any) -> Any:
    """Return what hides the namings and events that only fill up: a bias for each, 0 where it is one (n,)."""
    named = xp.concatenate([b["whose"].sum(1), b["which"].sum(1), b["happening"]])
    return xp.where(named > 0, 0, np.float32(NEVER * 2))


def _nodes(w: Weights, b: Mapping[str, Any], on: Backend, rows: Any) -> Any:
    """Return a row for each naming of a party, then of an item, then each event, seeing all words and each other.

    Events are words for what happens or that somebody speaks.
    """
    xp = on.xp
    blank = xp.where(b["mask"] > 0, 0, np.float32(NEVER * 2))
    words, rows = rows, rows[xp.concatenate([b["ends"], b["things"], b["events"]])]
    hidden = absent(b, xp)
    for number in range(NODES):
        if look := LOOKS.get(number):
            rows = attending(w, on, rows, words, xp.take(w[f"{look} apart"], b["seen"], axis=1) + blank, look)
        name = f"node {number}"
        lies = (("apart", "around"), ("alike", "alike"), ("sorts", "sorts"))
        bias = sum(xp.take(w[f"{name} {part}"], b[table], axis=1) for part, table in lies)
        rows = attending(w, on, rows, rows, bias + hidden, name)
    return rows


def encode(w: Weights, b: Mapping[str, Any], on: Backend) -> tuple[Any, Any, Any, Any]:
    """Return rows of numbers: one for each naming of a party, naming of an item, event, and word."""
    xp = on.xp
    marks = xp.maximum(b["marks"] @ w["marks"], 0)
    trees = [w[name][b["trees"][place]] for place, name in enumerate(("classes", "relations", "moods"))]
    rows = on.drop(xp.concatenate([w["words"][b["words"]], w["forms"][b["forms"]], *trees, marks], -1), 0.08)
    rows = normed(xp, xp.maximum(rows @ w["enter"] + w["enter bias"], 0)) * b["mask"][:, None]
    for number in range(LAYERS):
        rows = layer(w, b, on, rows, f"layer {number}")
    nodes = _nodes(w, b, on, rows)
    parties, things = b["ends"].shape[0], b["things"].shape[0]
    return nodes[:parties], nodes[parties : parties + things], nodes[parties + things :], rows


@dataclass(frozen=True, slots=True)
class Events:
    """What each of e events tells, however far from it the parts are named.

    Attributes:
        gives: (p, e) How likely each party is the supplier there.
        takes: The same of the recipient.
        about: (i, e) How likely it is about each item.
        happens: (4, e) How likely it is of each kind.
        says: (p + 1, e, 3) How likely each takes a stance there; nobody comes last.
    """

    gives: Any
    takes: Any
    about: Any
    happens: Any
    says: Any


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores of a passage, from which those of any stance are made; nobody is the last party.

    Attributes:
        claims: (s, s, i, 4) Log odds that somebody takes a stance on a claim.
        of_items: (p + 1, i, 3) Who takes a stance on what is said of an item.
        of_givers: (p + 1, p, 3) Who takes one on what is said of a supplier.
        of_takers: The same of a recipient.
        speaks: (p + 1, 3) Who takes one at all.
        namings: (m, t, 5) The scores of each naming of a party with one of an item.
        heard: (m, 3), (t, 3) Of each naming, that it is of a source, and that it stands in what is said.
        gives: (p, t) How likely each party is the supplier at each naming of an item.
        takes: The same of the recipient.
        says: (p + 1, t, 3) How likely each takes a stance there; nobody comes last.
        events: What each event, a word for what happens or that somebody speaks, tells.
        told: (s, s, i, 4) Log likelihood that the parts of a claim go together at one event.
        rows: (m + t + e, WIDTH) The namings of parties, those of items, and the events.
        words: (n, WIDTH) The words before those see them; for learning only.
    """

    claims: Any
    of_items: Any
    of_givers: Any
    of_takers: Any
    speaks: Any
    namings: Any
    heard: tuple[Any, Any]
    gives: Any
    takes: Any
    says: Any
    events: Events
    told: Any
    rows: Any
    words: Any


def _roles(xp: Any, scores: Any, whose: Any) -> Any:
    """Return how likely each party, and else none, has a role at each naming of an item: (m, t), (m, p) to (p, t)."""
    odds = whose.T @ xp.exp(xp.clip(scores, -STEEP, STEEP))
    return odds / (1 + odds.sum(0))


def _sayings(xp: Any, scores: Any, own: Any, whose: Any) -> Any:
    """Return how likely each party, and last nobody, takes each stance at each naming of an item (p + 1, t, 3)."""
    odds = xp.exp(xp.clip(scores, -STEEP, STEEP)).transpose(2, 0, 1)
    odds = xp.matmul(whose.T, odds).transpose(1, 2, 0)
    odds = xp.concatenate([odds, xp.exp(xp.clip(own, -STEEP, STEEP))[None]])
    return odds / (1 + odds)


def _events(w: Weights, b: Mapping[str, Any], on: Backend, ends: Any, things: Any, events: Any) -> Events:
    """Return what each event tells, of rows of namings of parties, of items, and of events."""
    xp, parties, behind = on.xp, ends.shape[0], ends.shape[0] + things.shape[0]
    roles = compared(w, on, ends, events, b["around"][:parties, behind:], "event")
    about = compared(w, on, things, events, b["around"][parties:behind, behind:], "topic")
    return Events(
        _roles(xp, roles[..., SUPPLIES], b["whose"]) * b["happening"],
        _roles(xp, roles[..., RECEIVES], b["whose"]),
        _roles(xp, about[..., 0], b["which"]),
        gate(xp, events @ w["event happens"] + w["event happens bias"]).T,
        _sayings(xp, roles[..., TAKES:], events @ w["own event"], b["whose"]),
    )


def score(w: Weights, b: Mapping[str, Any], on: Backend = NUMPY) -> Scores:
    """Return the scores of a passage."""
    xp = on.xp
    *nodes, words = encode(w, b, on)
    ends, things, events = (on.drop(rows, 0.06) for rows in nodes)
    whose, which = b["whose"], b["which"]
    namings = compared(w, on, ends, things, b["to_things"], "item")
    of_items = pooled(xp, namings, whose, which)
    of_parties = pooled(xp, compared(w, on, ends, ends, b["to_ends"], "pair"), whose, whose)
    kinds = summed(xp, things @ w["happens"] + w["happens bias"], which)
    speaks = summed(xp, ends @ w["speaks"], whose)
    own = summed(xp, things @ w["own item"], which)[None]
    about = summed(xp, ends @ w["own party"], whose)[None]
    gives, takes = (_roles(xp, namings[..., role], whose) for role in (SUPPLIES, RECEIVES))
    says = _sayings(xp, namings[..., TAKES:], things @ w["own item"], whose)
    sides = len(b["able"])
    whole = gives[:sides, None] * takes[None, :sides]  # (s, s, t)
    whole = whole[:, :, None] * gate(xp, things @ w["happens"] + w["happens bias"]).T
    joint = xp.log(xp.matmul(whole, which) + TINY).swapaxes(2, 3)  # (s, s, i, k)
    telling = _events(w, b, on, ends, things, events)
    told = telling.gives[:sides, None] * telling.takes[None, :sides]  # (s, s, e)
    told = xp.tensordot(told, telling.about[:, None] * telling.happens[None], ((2,), (2,)))  # (s, s, i, k)
    told = xp.log(told + TINY)
    heard = ends @ w["speaks"] + w["speaks bias"], things @ w["heard"] + w["heard bias"]
    return Scores(
        _claims(w, b, xp, of_items, of_parties[..., PAIRS], kinds, joint, told),
        xp.concatenate([of_items[..., TAKES:], own]),
        xp.concatenate([of_parties[..., 1:4], about[..., :3]]),
        xp.concatenate([of_parties[..., 4:7], about[..., 3:]]),
        xp.concatenate([speaks, xp.zeros_like(speaks[:1])]),
        namings,
        heard,
        gives,
        takes,
        says,
        telling,
        told,
        xp.concatenate([ends, things, events]),
        words,
    )


def _claims(w: Weights, b: Mapping[str, Any], xp: Any, of_items: Any, pairs: Any, kinds: Any, *joints: Any) -> Any:
    """Return the log odds of all claims (s, s, i, 4); ``joints`` are those of their parts at one item, at one event."""
    joint, told = joints
    found, able = b["found"], b["able"]
    sides = len(able)
    giving, taking, pairs = of_items[:sides, :, SUPPLIES], of_items[:sides, :, RECEIVES], pairs[:sides, :sides]
    best = [xp.where(able[:, None], part, -STEEP).max(0) for part in (giving, taking)]
    whole = giving[:, None, :, None] + taking[None, :, :, None] + pairs[:, :, None, None]
    found = xp.moveaxis(found, -1, 0)
    here = found[:1]
    signs = (
        (giving / 4)[None, :, None, :, None],
        (taking / 4)[None, None, :, :, None],
        (pairs / 4)[None, :, :, None, None],
        (giving / 4)[None, None, :, :, None],
        (taking / 4)[None, :, None, :, None],
        (pairs / 4).T[None, :, :, None, None],
        (kinds / 4)[None, None, None],
        ((giving - best[0]) / 4)[None, :, None, :, None],
        ((taking - best[1]) / 4)[None, None, :, :, None],
        ((pairs - pairs.max()) / 4)[None, :, :, None, None],
        (whole / 4)[None],
        (joint / 4)[None],
        ((joint - joint.max()) / 4)[None],
        found,
        found.swapaxes(1, 2),
        here.max(3, keepdims=True),
        xp.eye(len(KINDS), dtype=np.float32)[:, None, None, None],
        here.sum((1, 2), keepdims=True) / 3,
        here.sum((3, 4), keepdims=True) / 3,
        b["size"][:, None, None, None, None],
        (told / 4)[None],
        ((told - told.max()) / 4)[None],
    )
    odds = mixed(xp, w, signs, "claim") + (whole + kinds[None, None]) / 4 + joint / 2
    possible = able[:, None] & able[None] & ~xp.eye(sides, dtype=bool)
    return xp.where(possible[:, :, None, None], odds, NEVER)


@dataclass(frozen=True, slots=True)
class Reader:
    """What has been learnt.

    Attributes:
        weights: The weights by name.
        words: The number of each lemma that is known.
    """

    weights: dict[str, Numbers]
    words: dict[str, int]


def save(weights: Mapping[str, Numbers], words: Iterable[str], path: Path = WEIGHTS) -> None:
    """Write weights with half the digits that they were learnt with, and the names that give them their meaning."""
    named: dict[str, Any] = {":words": np.array(list(words)), ":channels": np.array(list(channels()))}
    named |= {name: np.asarray(value).astype(np.float16) for name, value in weights.items() if name != "forms"}
    np.savez_compressed(path, **named)


@cache
def load(path: Path = WEIGHTS) -> Reader:
    """Return the trained reader, its marks in the order of today's channels.

    A frame or an act that a lexicon has got since is none that the reader knows; it takes no notice of it.

    Raises:
        ValueError: The file is not one that ``save`` wrote.
    """
    try:
        with path.open("rb") as file, np.load(file) as stored:
            held = {name: stored[name] for name in stored.files}
        words, marked = held.pop(":words").tolist(), held.pop(":channels").tolist()
        weights = {name: value.astype(np.float32) for name, value in held.items()}
        known = dict(zip(marked, weights["marks"], strict=True))
        unknown = np.zeros(weights["marks"].shape[1], np.float32)
        weights["marks"] = np.stack([known.get(name, unknown) for name in channels()])
    except (OSError, EOFError, KeyError, ValueError, TypeError, AttributeError, BadZipFile, zlib.error) as error:
        raise ValueError(f"{path.name}: is no trained reader ({error}); run scripts/train_reader.py") from error
    weights["forms"] = forms.load().rows
    return Reader(weights, {word: number for number, word in enumerate(words)})


def likelihood(odds: Any) -> Any:
    """Return the probability that goes with log odds."""
    return 1 / (1 + np.exp(-odds))
