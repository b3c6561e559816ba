"""What the trained reader's network is made of: layers that are put together in ``network``.

No component. Layers are gated convolutions, each channel by itself (Dauphin 2017, Chollet 2017), and attention (Vaswani
2017); scores of namings are pooled as in relation extraction over documents (log-sum-exp, Verga 2018). Each takes the
library of arrays that calculates, since learning needs another than reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np

WIDTH, HEADS, RANK = 128, 4, 32
DEEP = np.float32((WIDTH // HEADS) ** 0.5)
STEEP = 12.0  # scores beyond are as sure
TINY = 1e-5

Weights = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Backend:
    """The library that calculates: numpy's functions or those that are like them.

    Attributes:
        xp: The module.
        drop: Leaves out a share of values while learning; returns all of them otherwise.
    """

    xp: Any
    drop: Any


NUMPY = Backend(np, lambda values, share: values)


def normed(xp: Any, rows: Any) -> Any:
    """Return rows with a mean square of 1 (Zhang and Sennrich 2019)."""
    return rows / xp.sqrt(xp.einsum("...i,...i->...", rows, rows) / rows.shape[-1] + TINY)[..., None]


def mixed(xp: Any, w: Weights, signs: Iterable[Any], name: str) -> Any:
    """Return what a hidden layer makes of signs: arrays (k, …) of shapes that fit each other, to one (…) of odds.

    Signs of one shape are taken together, and only what they come to is spread over the others' places.
    """
    alike: dict[tuple[int, ...], list[tuple[Any, Any]]] = {}
    at, inward = 0, w[f"{name} in"]
    for sign in signs:
        alike.setdefault(sign.shape[1:], []).append((sign, inward[at : at + sign.shape[0]]))
        at += sign.shape[0]
    shapes = sorted(alike, key=lambda shape: (prod(shape), shape))
    hidden = w[f"{name} bias"].reshape(-1, *(1 for _ in shapes[-1]))
    for shape in shapes:
        rows = xp.concatenate([sign for sign, _ in alike[shape]]).reshape(-1, prod(shape))
        weights = xp.concatenate([weight for _, weight in alike[shape]])
        hidden = hidden + (weights.T @ rows).reshape(-1, *shape)
    return xp.tensordot(w[f"{name} out"][:, 0], xp.maximum(hidden, 0), 1) + w[f"{name} out bias"]


def gate(xp: Any, values: Any) -> Any:
    """Return how far each gate is open, from 0 to 1 (logistic function)."""
    return 1 / (1 + xp.exp(-values))


def layer(w: Weights, b: Mapping[str, Any], on: Backend, rows: Any, name: str) -> Any:
    """Let each word see its neighbours, its head and its dependents."""
    xp, near, none = on.xp, w[f"{name} near"], on.xp.zeros_like(rows[:1])
    ended = xp.concatenate([none, rows, none])
    seen = rows * near[0] + ended[:-2] * near[1] + ended[2:] * near[2] + rows[b["heads"]] * near[3]
    for number, places in enumerate(b["dependents"], 4):
        seen = seen + ended[1:][places] * near[number]
    out = seen @ w[f"{name} in"] + w[f"{name} bias"]
    out = out[:, :WIDTH] * gate(xp, out[:, WIDTH:])
    return normed(xp, rows + on.drop(out, 0.06)) * (w[f"{name} scale"] * b["mask"][:, None])


def heads(values: Any) -> Any:
    """Return rows (n, WIDTH) as each head sees them (HEADS, n, WIDTH / HEADS)."""
    return values.reshape(-1, HEADS, WIDTH // HEADS).swapaxes(0, 1)


def joined(seen: Any) -> Any:
    """Return what the heads see as rows again."""
    return seen.swapaxes(0, 1).reshape(-1, WIDTH)


def shares(xp: Any, scores: Any) -> Any:
    """Return how much each place counts, of scores over the last axis."""
    scores = xp.exp(scores - scores.max(-1, keepdims=True))
    return scores / scores.sum(-1, keepdims=True)


def gated(w: Weights, on: Backend, rows: Any, name: str) -> Any:
    """Let each row think over what it has seen."""
    out = rows @ w[f"{name} in"] + w[f"{name} bias"]
    out = out[:, :WIDTH] * gate(on.xp, out[:, WIDTH:])
    return normed(on.xp, rows + on.drop(out, 0.06))


def attending(w: Weights, on: Backend, here: Any, rows: Any, bias: Any, name: str) -> Any:
    """Let some rows see others, by what they are and how they lie to each other (heads, here, rows)."""
    ask, key, value = (heads(of @ w[f"{name} {part}"]) for of, part in ((here, "ask"), (rows, "key"), (rows, "value")))
    scores = on.xp.matmul(ask, key.swapaxes(1, 2)) / DEEP + bias
    seen = joined(on.xp.matmul(shares(on.xp, scores), value)) @ w[f"{name} out"]
    here = normed(on.xp, here + on.drop(seen, 0.06))
    return gated(w, on, here, name) * w[f"{name} scale"]


def compared(w: Weights, on: Backend, left: Any, right: Any, apart: Any, name: str) -> Any:
    """Return scores of each row of one kind with each of another (l, r, k)."""
    scores = w[f"{name} apart"].shape[1]
    one, other = (
        (rows @ w[f"{name} {side}"]).reshape(-1, scores, RANK).swapaxes(0, 1)
        for rows, side in ((left, "left"), (right, "right"))
    )
    both = on.xp.matmul(one, other.swapaxes(1, 2)).transpose(1, 2, 0) / np.float32(RANK**0.5)
    alone = (left @ w[f"{name} left alone"])[:, None] + (right @ w[f"{name} right alone"])[None]
    return both + alone + w[f"{name} apart"][apart]


def pooled(xp: Any, scores: Any, rows: Any, columns: Any) -> Any:
    """Pool the scores of namings to those of what they name: (l, m, k) with (l, p) and (m, i) to (p, i, k)."""
    there = (rows.sum(1)[:, None, None] * columns.sum(1)[None, :, None]) > 0
    odds = xp.where(there, xp.exp(xp.clip(scores, -STEEP, STEEP)), 0)
    halves = xp.matmul(odds.transpose(2, 0, 1), columns)  # (k, l, i)
    return xp.log(xp.matmul(rows.T, halves).transpose(1, 2, 0) + TINY)


def summed(xp: Any, scores: Any, rows: Any) -> Any:
    """Pool the scores of namings to those of what they name: (l, k) with (l, p) to (p, k)."""
    return xp.log(rows.T @ xp.exp(xp.clip(scores, -STEEP, STEEP)) + TINY)
