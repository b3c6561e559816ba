"""A passage as the arrays that the trained reader's network takes.

No component: the part of ``reading`` that chooses words and numbers them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import compress
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dementi.components.passages import EVENTS, SORTS, STANCES, STANDING, TAGS, Passage, Places, channels, separations

UNSEEN = [TAGS.index(name) for name in ("DET", "PUNCT", "SPACE")]
ASKING = ("?", ":")  # and what opens a list, or what somebody says
EVENTFUL = ("act ", "cue ", "frame ", "predicate")
CLIMBED = 3  # words that are not seen, between a word and its head
LONG, MANY = 200.0, 6.0  # words and sides by which a passage's are measured


def arrays(passage: Passage, words: Mapping[str, int]) -> dict[str, Any]:
    """Return a passage as the network takes it.

    Args:
        passage: What is read.
        words: The number of each lemma that it knows, and of « <NOUN> » in the place of an unknown noun.
    """
    unknown = [words[f"<{name}>"] for name in TAGS]
    ends, things = _named(passage)
    kept = seen(passage)
    place = np.maximum(np.cumsum(kept) - 1, 0)  # among the words kept, of each word
    heads, tags = place[_governing(passage.heads, kept)][kept], passage.trees[0][kept]
    sentences, marks = passage.sentences[kept], passage.marks[kept]
    marks[:, channels()["begins"]] = np.diff(sentences, prepend=-1) > 0
    lemmas = compress(passage.words, kept)
    marked = np.flatnonzero(marks[:, _eventful()].any(1))[:EVENTS]
    nodes = np.concatenate([place[ends], place[things], marked])
    who, what = [place for _, place in passage.namings], [place for _, place in passage.things]
    sorts = np.repeat(range(SORTS), (len(ends), len(things), len(marked)))
    labels = np.concatenate([who, what, marked])
    same = (labels[:, None] == labels) & (sorts[:, None] == sorts)  # two that name the same
    standing = np.zeros((len(passage.parties) + 1, len(STANCES)), np.float32)
    for ways in passage.stances.values():
        standing = np.maximum(standing, ways[:, :, STANDING])
    return {
        "words": np.array([words.get(w, unknown[t]) for w, t in zip(lemmas, tags.tolist(), strict=True)], np.int64),
        "forms": passage.forms[kept],
        "trees": passage.trees[:, kept],
        "heads": heads,
        "dependents": dependents(heads),
        "sentences": sentences,
        "marks": marks,
        "mask": np.ones(len(tags), np.float32),
        "ends": place[ends],
        "things": place[things],
        "events": marked,
        "happening": np.ones(len(marked), np.float32),
        "around": separations(nodes, nodes, sentences),
        "seen": separations(nodes, np.arange(len(tags)), sentences),
        "alike": same * np.array((1, 2, 0))[sorts],
        "sorts": SORTS * sorts[:, None] + sorts,
        "whose": np.eye(len(passage.parties), dtype=np.float32)[who],
        "which": np.eye(len(passage.items), dtype=np.float32)[what],
        "to_things": separations(ends, things, passage.sentences),
        "to_ends": separations(ends, ends, passage.sentences),
        "able": np.ones(passage.sides, bool),
        "there": np.ones(len(passage.parties), np.float32),
        "kinds": passage.kinds,
        "found": passage.found,
        "speech": passage.speech,
        "standing": standing,
        "size": np.array([min(len(passage.words), 2 * LONG) / LONG, passage.sides / MANY], np.float32),
    }


@cache
def _eventful() -> list[int]:
    """Return the marks of words that say what happens or that somebody speaks."""
    return [place for name, place in channels().items() if name.startswith(EVENTFUL)]


def _named(passage: Passage) -> tuple[Places, Places]:
    """Return the places of the words that name a party, and of those that name an item."""
    ends = [actor.head - passage.first for actor, _ in passage.namings]
    return np.array(ends, np.int64), np.array(
        [mention.first - passage.first for mention, _ in passage.things], np.int64
    )


def seen(passage: Passage) -> NDArray[np.bool_]:
    """Say of each word whether it is seen: articles and punctuation are not, but for what makes a question or a list.

    They are four words in ten, and say little that is not marked on others.
    """
    kept = ~np.isin(passage.trees[0], UNSEEN)
    for named in _named(passage):
        kept[named] = True
    kept[[place for place, word in enumerate(passage.words) if word in ASKING]] = True
    return kept


def _governing(heads: Places, kept: NDArray[np.bool_]) -> Places:
    """Return the nearest seen word above each."""
    for _ in range(CLIMBED):
        heads = np.where(kept[heads], heads, heads[heads])
    return heads


def dependents(heads: Places) -> Places:
    """Return the places of four dependents of each word (4, n), n for none: first, next before, next behind, last."""
    size = len(heads)
    order = np.flatnonzero(heads != np.arange(size))  # a root is its own head
    left, right = order[order < heads[order]], order[order > heads[order]]
    table = np.full((4, size), size)
    for row, chosen in enumerate((order[::-1], left, right[::-1], order)):
        table[row, heads[chosen]] = chosen  # of several, the one that comes last here
    return table
