"""The trained reader's network: from a passage in numbers to how likely each claim and each stance on it is.

No component: the part of ``reading`` that calculates. Words see their neighbours, their heads and dependents; those
that name a party or an item then see all the others. Every naming of a party is compared with every naming of an item
and of another party; a claim is scored by its supplier, recipient and item, a stance by who takes it, on what, and what
the rules found. Layers are gated convolutions, each channel by itself (Dauphin 2017, Chollet 2017), with one of
attention (Vaswani 2017); scores of namings are pooled as in relation extraction over documents (log-sum-exp, Verga
2018).

One definition for learning and for reading: ``scripts/train_reader.py`` runs it over batches with another library of
arrays (``Backend``), here numpy does. Weights are in ``fr/reader.npz``.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from dementi.components.passages import CLASSES, FAR, KINDS, STANCES, Numbers, Passage, Places, channels
from dementi.lexicon import FRENCH

WEIGHTS = FRENCH.parent / "reader.npz"
WIDTH, HEADS, LAYERS, RANK = 96, 4, 4, 24
SUPPLIES, RECEIVES, TAKES = 0, 1, 2  # scores of namings of a party and an item: it gives it, gets it, takes a stance
PAIRS = 0  # score of two namings of parties; then three for who speaks of a supplier, three of a recipient
STEEP = 12.0  # scores beyond are as sure
NEVER = -15.0  # log odds of what cannot be
TINY = 1e-5
LONG, MANY = 200.0, 6.0  # words and sides by which a passage's are measured

Weights = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Backend:
    """The library that calculates: numpy's functions or those that are like them.

    Attributes:
        xp: The module.
        gather: Sums the rows of words at their heads: (n, w), (n,) to (n, w).
        drop: Leaves out a share of values while learning; returns all of them otherwise.
    """

    xp: Any
    gather: Any
    drop: Any


def _at_heads(rows: Numbers, heads: Places) -> Numbers:
    """Sum rows at their heads."""
    order = np.argsort(heads, kind="stable")
    found, starts = np.unique(heads[order], return_index=True)
    sums = np.zeros_like(rows)
    sums[found] = np.add.reduceat(rows[order], starts, axis=0)
    return sums


NUMPY = Backend(np, _at_heads, lambda values, share: values)


def inputs(passage: Passage, words: Mapping[str, int], classes: tuple[str, ...]) -> dict[str, Any]:
    """Return a passage as the network takes it.

    Args:
        passage: What is read.
        words: The number of each lemma that it knows.
        classes: Word classes by their number, for « <NOUN> » in the place of an unknown noun.
    """
    unknown = [words[f"<{name}>"] for name in classes]
    tags = passage.trees[0].tolist()
    ends = np.array([a.head - passage.first for a, _ in passage.namings], np.int64)
    things = np.array([m.first - passage.first for m, _ in passage.things], np.int64)
    who, what = [place for _, place in passage.namings], [place for _, place in passage.things]
    standing = np.zeros((len(passage.parties) + 1, len(STANCES)), np.float32)
    for ways in passage.stances.values():
        standing = np.maximum(standing, ways[:, :, 0])
    return {
        "words": np.array([words.get(w, unknown[t]) for w, t in zip(passage.words, tags, strict=True)], np.int64),
        "trees": passage.trees,
        "heads": passage.heads,
        "sentences": passage.sentences,
        "marks": passage.marks,
        "mask": np.ones(len(tags), np.float32),
        "ends": ends,
        "things": things,
        "whose": np.eye(len(passage.parties), dtype=np.float32)[who],
        "which": np.eye(len(passage.items), dtype=np.float32)[what],
        "to_things": passage.separations(ends, things),
        "to_ends": passage.separations(ends, ends),
        "able": np.arange(len(passage.parties)) < passage.sides,
        "there": np.ones(len(passage.parties), np.float32),
        "kinds": passage.kinds,
        "found": passage.found,
        "speech": passage.speech,
        "standing": standing,
        "size": np.array([min(len(tags), 2 * LONG) / LONG, passage.sides / MANY], np.float32),
    }


def _normed(xp: Any, rows: Any) -> Any:
    """Return rows with mean 0 and variance 1."""
    rows = rows - rows.mean(-1, keepdims=True)
    return rows / xp.sqrt((rows * rows).mean(-1, keepdims=True) + TINY)


def _gate(xp: Any, values: Any) -> Any:
    return 1 / (1 + xp.exp(-values))


def _layer(w: Weights, b: Mapping[str, Any], on: Backend, rows: Any, name: str) -> Any:
    """Let each word see its neighbours, its head and its dependents."""
    xp, mask = on.xp, b["mask"][:, None]
    none, near = xp.zeros_like(rows[:1]), w[f"{name} near"]
    seen = rows * near[0] + xp.concatenate([none, rows[:-1]]) * near[1] + xp.concatenate([rows[1:], none]) * near[2]
    seen = seen + rows[b["heads"]] * near[3] + xp.tanh(on.gather(rows * mask, b["heads"]) / 3) * near[4]
    out = seen @ w[f"{name} in"] + w[f"{name} bias"]
    out = out[:, :WIDTH] * _gate(xp, out[:, WIDTH:])
    return _normed(xp, rows + on.drop(out, 0.2)) * w[f"{name} scale"] * mask


def _looking(w: Weights, b: Mapping[str, Any], on: Backend, rows: Any, places: Any) -> Any:
    """Let the words at some places see all the words, by what they are and how many sentences lie between."""
    xp, size = on.xp, WIDTH // HEADS
    here = rows[places]
    ask, key, value = (
        (of @ w[name]).reshape(-1, HEADS, size).swapaxes(0, 1)
        for of, name in ((here, "ask"), (rows, "key"), (rows, "value"))
    )
    apart = xp.clip(b["sentences"][None] - b["sentences"][places][:, None], -FAR, FAR) + FAR
    scores = xp.matmul(ask, key.swapaxes(1, 2)) / np.float32(size**0.5) + w["apart"][:, apart]
    scores = xp.where(b["mask"] > 0, scores, -1e9)
    scores = xp.exp(scores - scores.max(-1, keepdims=True))
    scores = scores / scores.sum(-1, keepdims=True)
    here = _normed(xp, here + on.drop(xp.matmul(scores, value).swapaxes(0, 1).reshape(-1, WIDTH) @ w["out"], 0.2))
    out = here @ w["last in"] + w["last bias"]
    return _normed(xp, here + on.drop(out[:, :WIDTH] * _gate(xp, out[:, WIDTH:]), 0.2)) * w["last scale"]


def encode(w: Weights, b: Mapping[str, Any], on: Backend) -> tuple[Any, Any]:
    """Return a row of numbers for each naming of a party, and one for each naming of an item."""
    xp = on.xp
    marks = xp.maximum(b["marks"] @ w["marks"], 0)
    trees = [w[name][b["trees"][place]] for place, name in enumerate(("classes", "relations", "moods"))]
    rows = on.drop(xp.concatenate([w["words"][b["words"]], *trees, marks], -1), 0.25)
    rows = _normed(xp, xp.maximum(rows @ w["enter"] + w["enter bias"], 0)) * b["mask"][:, None]
    for number in range(LAYERS):
        rows = _layer(w, b, on, rows, f"layer {number}")
    named = _looking(w, b, on, rows, xp.concatenate([b["ends"], b["things"]]))
    parties = b["ends"].shape[0]
    return named[:parties], named[parties:]


def _compared(w: Weights, on: Backend, left: Any, right: Any, apart: Any, name: str) -> Any:
    """Return scores of each row of one kind with each of another (l, r, k)."""
    scores = w[f"{name} apart"].shape[1]
    one, other = (
        (rows @ w[f"{name} {side}"]).reshape(-1, scores, RANK).swapaxes(0, 1)
        for rows, side in ((left, "left"), (right, "right"))
    )
    both = on.xp.matmul(one, other.swapaxes(1, 2)).transpose(1, 2, 0) / np.float32(RANK**0.5)
    alone = (left @ w[f"{name} left alone"])[:, None] + (right @ w[f"{name} right alone"])[None]
    return both + alone + w[f"{name} apart"][apart]


def _pooled(xp: Any, scores: Any, rows: Any, columns: Any) -> Any:
    """Pool the scores of namings to those of what they name: (l, m, k) with (l, p) and (m, i) to (p, i, k)."""
    there = (rows.sum(1)[:, None, None] * columns.sum(1)[None, :, None]) > 0
    odds = xp.where(there, xp.exp(xp.clip(scores, -STEEP, STEEP)), 0)
    halves = xp.matmul(odds.transpose(2, 0, 1), columns)  # (k, l, i)
    return xp.log(xp.matmul(rows.T, halves).transpose(1, 2, 0) + TINY)


def _summed(xp: Any, scores: Any, rows: Any) -> Any:
    """Pool the scores of namings to those of what they name: (l, k) with (l, p) to (p, k)."""
    return xp.log(rows.T @ xp.exp(xp.clip(scores, -STEEP, STEEP)) + TINY)


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores of a passage, from which those of any stance are made; nobody is the last party.

    Attributes:
        claims: (p, p, i, 4) Log odds that somebody takes a stance on a claim.
        of_items: (p + 1, i, 3) Who takes a stance on what is said of an item.
        of_givers: (p + 1, p, 3) Who takes one on what is said of a supplier.
        of_takers: The same of a recipient.
        speaks: (p + 1, 3) Who takes one at all.
        namings: (m, t, 5) The scores of each naming of a party with one of an item.
        heard: (m, 3), (t, 3) Of each naming, that it is of a source, and that it stands in what is said.
    """

    claims: Any
    of_items: Any
    of_givers: Any
    of_takers: Any
    speaks: Any
    namings: Any
    heard: tuple[Any, Any]


def score(w: Weights, b: Mapping[str, Any], on: Backend = NUMPY) -> Scores:
    """Return the scores of a passage."""
    xp = on.xp
    ends, things = (on.drop(rows, 0.2) for rows in encode(w, b, on))
    whose, which = b["whose"], b["which"]
    namings = _compared(w, on, ends, things, b["to_things"], "item")
    of_items = _pooled(xp, namings, whose, which)
    of_parties = _pooled(xp, _compared(w, on, ends, ends, b["to_ends"], "pair"), whose, whose)
    kinds = _summed(xp, things @ w["happens"] + w["happens bias"], which)
    speaks = _summed(xp, ends @ w["speaks"], whose)
    own = _summed(xp, things @ w["own item"], which)[None]
    about = _summed(xp, ends @ w["own party"], whose)[None]
    heard = ends @ w["speaks"] + w["speaks bias"], things @ w["heard"] + w["heard bias"]
    return Scores(
        _claims(w, b, xp, of_items, of_parties[..., PAIRS], kinds),
        xp.concatenate([of_items[..., TAKES:], own]),
        xp.concatenate([of_parties[..., 1:4], about[..., :3]]),
        xp.concatenate([of_parties[..., 4:7], about[..., 3:]]),
        xp.concatenate([speaks, xp.zeros_like(speaks[:1])]),
        namings,
        heard,
    )


def _claims(w: Weights, b: Mapping[str, Any], xp: Any, of_items: Any, pairs: Any, kinds: Any) -> Any:
    """Return the log odds of all claims (p, p, i, 4)."""
    giving, taking = of_items[..., SUPPLIES], of_items[..., RECEIVES]
    found = b["found"]
    able = b["able"]
    shape = found.shape[:4]
    best = [xp.where(able[:, None], part, -STEEP).max(0) for part in (giving, taking)]
    whole = giving[:, None, :, None] + taking[None, :, :, None] + pairs[:, :, None, None]
    scores = (
        giving[:, None, :, None],
        taking[None, :, :, None],
        pairs[:, :, None, None],
        giving[None, :, :, None],
        taking[:, None, :, None],
        pairs.T[:, :, None, None],
        kinds[None, None],
        (giving - best[0])[:, None, :, None],
        (taking - best[1])[None, :, :, None],
        (pairs - pairs.max())[:, :, None, None],
        whole,
    )
    signs = xp.stack([xp.broadcast_to(part, shape) for part in scores], -1) / 4
    ones = xp.ones_like(found[..., :1])
    here = found[..., :1]
    parts = (
        signs,
        found,
        found.swapaxes(0, 1),
        here.max(2, keepdims=True) * ones,
        xp.eye(len(KINDS), dtype=np.float32) * ones,
        here.sum((0, 1), keepdims=True) / 3 * ones,
        here.sum((2, 3), keepdims=True) / 3 * ones,
        b["size"] * ones,
    )
    hidden = xp.maximum(xp.concatenate(parts, -1) @ w["claim in"] + w["claim bias"], 0)
    odds = (hidden @ w["claim out"] + w["claim out bias"])[..., 0] + (whole + kinds[None, None]) / 2
    possible = able[:, None] & able[None] & ~xp.eye(shape[0], dtype=bool)
    return xp.where(possible[:, :, None, None], odds, NEVER)


def stances(w: Weights, b: Mapping[str, Any], of: Scores, claims: Any, ways: Any, xp: Any = np) -> Any:
    """Return the log odds that each party, and last nobody, takes each stance on some claims (c, p + 1, 3).

    Args:
        w: The weights.
        b: The passage.
        of: Its scores.
        claims: (c, 4) The claims, as ``Claimed``.
        ways: (c, p + 1, 3, 3) What the rules make of each, as in ``Passage.stances``.
        xp: The library that calculates.
    """
    giver, taker, item, kind = claims.T
    size = (len(claims), of.speaks.shape[0], len(STANCES))
    items, givers, takers = (
        table[:, place].swapaxes(0, 1)
        for table, place in ((of.of_items, item), (of.of_givers, giver), (of.of_takers, taker))
    )
    whole = items + givers + takers
    there = xp.concatenate([b["there"], xp.ones_like(b["there"][:1])])[None, :, None]
    best = xp.where(there > 0, whole, -30.0).max(1, keepdims=True)
    claim = of.claims[giver, taker, item, kind][:, None, None, None]
    places = xp.arange(size[1])
    roles = xp.stack(
        [places[None] == part for part in (size[1] - 1 + 0 * giver[:, None], giver[:, None], taker[:, None])], -1
    )
    roles = roles[:, :, None].astype(np.float32)
    each = xp.eye(len(STANCES), dtype=np.float32)
    stands = ways[..., :1]
    kinds = xp.concatenate([b["kinds"], xp.zeros_like(b["kinds"][:1])])
    scores = (
        items,
        givers,
        takers,
        whole,
        xp.broadcast_to(of.speaks[None], size),
        whole - whole.max(-1, keepdims=True),
        whole - best,
    )
    parts = (
        xp.stack(scores, -1) / 4,
        claim / 4,
        roles,
        kinds[None, :, None],
        ways,
        stands.max(2, keepdims=True) - stands,
        stands.max((1, 2), keepdims=True),
        stands.max(1, keepdims=True),
        b["standing"][None, ..., None],
        b["speech"][:, item].swapaxes(0, 1),
        each,
        xp.eye(len(KINDS), dtype=np.float32)[kind][:, None, None],
        b["found"][giver, taker, item, kind][:, None, None],
        (roles[..., None, :] * each[:, :, None]).reshape(len(claims), size[1], len(STANCES), -1),
        (claim - of.claims.max()) / 4,
        b["size"],
    )
    signs = xp.concatenate([xp.broadcast_to(part, (*size, part.shape[-1])) for part in parts], -1)
    hidden = xp.maximum(signs @ w["stance in"] + w["stance bias"], 0)
    odds = (hidden @ w["stance out"] + w["stance out bias"])[..., 0] + whole / 2
    return xp.where(there > 0, odds, NEVER)


@dataclass(frozen=True, slots=True)
class Reader:
    """What has been learnt: weights by name, and the number of each lemma that is known."""

    weights: dict[str, Numbers]
    words: dict[str, int]
    classes: tuple[str, ...]


def save(weights: Mapping[str, Numbers], words: Mapping[str, int], path: Path = WEIGHTS) -> None:
    """Write weights with half the digits that they were learnt with, and the names that give them their meaning."""
    small = {name: np.asarray(value).astype(np.float16) for name, value in weights.items()}
    named = {":words": np.array(list(words)), ":channels": np.array(list(channels()))}
    np.savez_compressed(path, **small, **named)  # type: ignore[arg-type]  # the stubs take names for options


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
        weights["stance out bias"]  # stored last: a file that was cut short lacks it
    except (OSError, EOFError, KeyError, ValueError, TypeError, AttributeError, BadZipFile, zlib.error) as error:
        raise ValueError(f"{path.name}: is no trained reader ({error}); run scripts/train_reader.py") from error
    unknown = np.zeros(weights["marks"].shape[1], np.float32)
    weights["marks"] = np.stack([known.get(name, unknown) for name in channels()])
    return Reader(weights, {word: number for number, word in enumerate(words)}, ("", *CLASSES))


def likelihood(odds: Any) -> Any:
    """Return the probability that goes with log odds."""
    return 1 / (1 + np.exp(-odds))
