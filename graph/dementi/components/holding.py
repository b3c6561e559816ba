"""The second half of the trained reader's network: who takes which stance on the claims that are likely.

No component: the part of ``reading`` that goes on from the scores of ``network``. A stance is scored by who takes it,
on what, what the rules found, and one event that tells it all; each claim then looks at all namings and events, and
with each party once more at those that tell of both (localized context, Zhou 2021). At last stances are weighed against
each other (stacking, Wolpert 1992).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from dementi.components.layers import (
    DEEP,
    HEADS,
    NUMPY,
    TINY,
    Backend,
    Weights,
    attending,
    gate,
    gated,
    heads,
    joined,
    mixed,
    normed,
    shares,
)
from dementi.components.network import NEVER, Events, Scores, absent
from dementi.components.passages import KINDS, STANCES


@dataclass(frozen=True, slots=True)
class Held:
    """Who takes which stance on c claims; nobody is the last party.

    Attributes:
        odds: (c, p + 1, 3) Log odds of each.
        seen: (h, c, p + 1, n) How much each head looks at each naming and event for it; for learning only.
    """

    odds: Any
    seen: Any


def told(e: Events, claims: Any) -> Any:
    """Return how likely each event tells each claim (c, e)."""
    giver, taker, item, kind = claims.T
    return e.gives[giver] * e.takes[taker] * e.about[item] * e.happens[kind]


def spoken(e: Events, claims: Any, xp: Any = np) -> Any:
    """Return the log likelihood that each takes each stance on a claim at one event that tells it (c, p + 1, 3)."""
    return xp.log(xp.tensordot(told(e, claims), e.says, ((1,), (1,))) + TINY)


def _whose(b: Mapping[str, Any], on: Backend, claims: Any) -> tuple[Any, Any]:
    """Return which namings are of each party, and last of nobody (p + 1, n), and of a claim's parts (3, c, n)."""
    xp, whose, which = on.xp, b["whose"], b["which"]
    giver, taker, item, _ = claims.T
    m, t, e = len(whose), len(which), len(b["happening"])
    parties = xp.pad(whose.T, ((0, 1), (0, t + e)))
    items = xp.pad(which.T, ((0, 0), (m, e)))
    return parties, xp.stack([parties[giver], parties[taker], items[item]])


def _faced(w: Weights, b: Mapping[str, Any], on: Backend, rows: Any, claims: Any) -> Held:
    """Return how each party's stance on each claim looks from where both are spoken of."""
    xp, m = on.xp, len(b["whose"])
    giver, taker, item, kind = claims.T
    own, parts = _whose(b, on, claims)
    hidden = absent(b, xp)
    parties = xp.concatenate([normed(xp, b["whose"].T @ rows[:m]), w["nobody"]])
    items = normed(xp, b["which"].T @ rows[m : m + len(b["which"])])
    claim = (parties @ w["query giver"])[giver] + (parties @ w["query taker"])[taker]
    claim = normed(xp, claim + (items @ w["query item"])[item] + w["query kind"][kind])
    bias = xp.tensordot(w["query where"], parts, ((1,), (0,))) + hidden
    claim = attending(w, on, claim, rows, bias, "query")

    key, value = heads(rows @ w["face key"]).swapaxes(1, 2), heads(rows @ w["face value"])
    near = xp.matmul(heads(claim @ w["face ask"]), key) / DEEP + hidden
    near = near + xp.tensordot(w["face where"][:, :3], parts, ((1,), (0,)))
    said = xp.matmul(heads(parties @ w["face whom"]), key) / DEEP + w["face where"][:, 3, None, None] * own
    looks = shares(xp, near[:, :, None] + said[:, None])
    seen = joined(xp.matmul(looks.reshape(HEADS, -1, len(rows)), value)) @ w["face out"]
    both = (claim @ w["face claim"])[:, None] + (parties @ w["face party"])[None]
    both = gated(w, on, on.drop(normed(xp, both.reshape(seen.shape) + seen), 0.06), "face")
    return Held((both @ w["face odds"]).reshape(*looks.shape[1:3], len(STANCES)), looks)


def stances(w: Weights, b: Mapping[str, Any], of: Scores, claims: Any, ways: Any, on: Backend = NUMPY) -> Held:
    """Return who takes which stance on some claims.

    Args:
        w: The weights.
        b: The passage.
        of: Its scores.
        claims: (c, 4) The claims, as ``Claimed``.
        ways: (c, p + 1, 3, 3) What the rules make of each, as in ``Passage.stances``.
        on: What calculates.
    """
    xp = on.xp
    giver, taker, item, kind = claims.T
    size = (len(claims), of.speaks.shape[0], len(STANCES))
    items, givers, takers = (
        table[:, place].swapaxes(0, 1)
        for table, place in ((of.of_items, item), (of.of_givers, giver), (of.of_takers, taker))
    )
    whole = items + givers + takers
    at = of.gives[giver] * of.takes[taker] * b["which"].T[item]  # (c, t)
    joint = xp.log(xp.tensordot(at, of.says, ((1,), (1,))) + TINY)  # (c, p + 1, 3)
    faced, events = _faced(w, b, on, of.rows, claims), spoken(of.events, claims, xp)
    there = xp.concatenate([b["there"], xp.ones_like(b["there"][:1])])[None, :, None]
    best = xp.where(there > 0, whole, -30.0).max(1, keepdims=True)
    claim = of.claims[giver, taker, item, kind][:, None, None]
    places = xp.arange(size[1])
    held = (size[1] - 1 + 0 * giver[:, None], giver[:, None], taker[:, None])
    roles = xp.stack([places[None] == part for part in held])[..., None].astype(np.float32)
    each = xp.eye(len(STANCES), dtype=np.float32)
    ways = xp.moveaxis(ways, -1, 0)
    stands = ways[:1]
    kinds = xp.concatenate([b["kinds"], xp.zeros_like(b["kinds"][:1])])
    signs = (
        items[None] / 4,
        givers[None] / 4,
        takers[None] / 4,
        whole[None] / 4,
        of.speaks[None, None] / 4,
        (whole - whole.max(-1, keepdims=True))[None] / 4,
        (whole - best)[None] / 4,
        joint[None] / 4,
        (joint - joint.max((1, 2), keepdims=True))[None] / 4,
        claim[None] / 4,
        roles,
        kinds.T[:, None, :, None],
        ways,
        stands.max(3, keepdims=True) - stands,
        stands.max((2, 3), keepdims=True),
        stands.max(2, keepdims=True),
        b["standing"][None, None],
        xp.moveaxis(b["speech"][:, item], (-1, 1), (0, 1)),
        each[:, None, None],
        xp.eye(len(KINDS), dtype=np.float32)[:, kind, None, None],
        xp.moveaxis(b["found"][giver, taker, item, kind], -1, 0)[..., None, None],
        (roles[:, None] * each[:, None, None]).reshape(-1, *size),
        (claim - of.claims.max())[None] / 4,
        b["size"][:, None, None, None],
        events[None] / 4,
        (events - events.max((1, 2), keepdims=True))[None] / 4,
        events.max((1, 2), keepdims=True)[None] / 4,
    )
    odds = mixed(xp, w, signs, "stance") + whole / 4 + joint / 2 + faced.odds
    odds = xp.where(there > 0, odds, NEVER)
    return Held(xp.where(there > 0, odds + _second(w, xp, claims, odds, roles), NEVER), faced.seen)


def _second(w: Weights, xp: Any, claims: Any, odds: Any, roles: Any) -> Any:
    """Return what each stance gains by the others that are likely, in log odds (c, p + 1, 3) (stacking, Wolpert 1992).

    Those of others on the same claim, of the same source on others, and on claims that differ in one part or are the
    other way round: who denies drones mostly denies the missiles that he is said to have sent with them.

    Args:
        w: The weights.
        xp: The library that calculates.
        claims: (c, 4) The claims, as ``Claimed``.
        odds: (c, p + 1, 3) The log odds of each stance by itself.
        roles: (3, c, p + 1, 1) Whose stance it is: nobody's, the supplier's, the recipient's.
    """
    real = claims[:, 0] != claims[:, 1]  # while learning, some only fill up
    odds = xp.clip(xp.where(real[:, None, None], odds, NEVER), NEVER, -NEVER)
    gives, takes, items, kinds = (part[:, None] == part[None] for part in claims.T)
    turned = (claims[:, :1] == claims[None, :, 1]) & (claims[:, 1:2] == claims[None, :, 0]) & items
    related = (
        turned,
        gives & takes & kinds & ~items,
        gives & items & ~takes,
        takes & items & ~gives,
        gives & takes & items & ~kinds,
    )
    near = xp.stack(
        [xp.where((which & real[None])[..., None, None], odds[None], NEVER).max(1) / 4 for which in related]
    )
    each, sure = (xp.moveaxis(values, -1, 0)[..., None] for values in (odds / 4, gate(xp, odds)))  # (3, c, p + 1, 1)
    signs = (
        (odds / 4)[None],
        each,
        each.max(2, keepdims=True),
        each.max(1, keepdims=True),
        sure.sum(2, keepdims=True) / 2,
        sure.sum(1, keepdims=True) / 4,
        near,
        near.max(2, keepdims=True),
        ((odds - odds.max(0, keepdims=True)) / 4)[None],
        ((odds - odds.max(1, keepdims=True)) / 4)[None],
        roles,
        xp.eye(len(STANCES), dtype=np.float32)[:, None, None],
        (odds.max() / 4).reshape(1, 1, 1, 1),
    )
    return mixed(xp, w, signs, "second")
