"""Learn the weights of ``components/network.py`` from texts with their statements.

    python scripts/train_reader.py TEXTS … [--gold GOLD ARTICLES …] [--left-out TEXTS …] [--epochs N M] [--from FILE]

A line a text: {"id", "date", "text", "rows"}, a row the eleven fields of ``FIELDS``; marked sentences are taken too
(``tests/cases/*.toml``). The texts in ``scripts/reader`` were written for this from the annotation guidelines: whoever
wrote them knew neither the rules nor the articles that are only scored. The weights that come with Démenti are
learnt from three of the files, from the marked sentences, and, with ``--gold``, from the five seeds and the thirty
articles of development; by ``press.jsonl`` the thresholds of ``reading`` were chosen, ``left_out_*.jsonl``
are only scored:

    cd scripts/reader && python ../train_reader.py short.jsonl middle.jsonl articles.jsonl ../../tests/cases/*.toml

The network learns for N epochs, then goes on for M more at a lower rate; what is kept is the moving mean of its weights
over the last seven hundred steps (Polyak and Juditsky 1992). With ``--from`` the first step is left out: it goes on
from weights that are there. The weights that come with Démenti were learnt as the texts became more, by rules a little
older than today's, and as the network grew: in 24 epochs of the first 1,708 articles, 13 of the first 3,574, 6 with two
fifths of the next 1,375, 10 with all of those; then, with what single events tell and a third look at each other, for 5
of the same, 6 and 7 with 1,505 more, 6 of all, and 4 and 3 with 1,320 more; then, each channel doubled (Net2Net, Chen
2016), for 6 of the same, and, with a second look at the words, 7 more, and once over 560 more and a quarter of the
others; then, with what each claim sees of where it is spoken of, for 3 of all, 2 with 500 more, 2 with as many again
and with stances that are weighed against each other, at last 2 with all of those, 900, and two thirds of the others;
then once with 600 more, twice with 600 again, and once with 600 and three quarters of the others, of the hardest each
twice in an epoch; then, on from the last of these, twice with 600 more and half of the others and once with 600 again;
with hidden words to be guessed as well, once for half of all, once with 900 more and once with 600 again, each with
half of the others; now, with three values in ten left out of those that were before, once for half of all, then, shown
where its evidence lies, 500 steps of the newer ones, and once with 600 more and half of the others; at last, told
twice as much of each form, once with 2,100 more and half of the others, once with 400 again, the 2,100 and an eighth of
the others, and 500 steps with short texts set among others; the newest always twice in their first epoch. Before the
last three, half of them, and behind them, three tenths, the mean with the weights before was taken (Wortsman 2022).
Since texts are learnt a few at a time the rate stays: then those not learnt from are fitted better than when it falls.

Prints how well statements are found in the texts left out, by the rules and with the reader. Needs jax and optax; an
epoch takes a quarter of an hour on two cores.

Learnt together are: which claims are spoken of, who takes which stance on each (those of gold, and the most likely
wrong ones), the same by what single events tell alone, which namings are of a source and which items stand in evidence.
What is so is to be told by an event in its evidence, and that is where the network is to look (as Ma 2023).
Some short texts are learnt from once more, set among paragraphs of others that say nothing of transfers (``sparse``).
Of one text in eight the reader is not told what the rules found, so that it also learns to do without them. Besides,
some words are hidden, to be guessed from what the layers see around them (Devlin 2019): even few texts teach more when
they are also what a network practises reading on (Krishna 2023).
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
import tomllib
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any
from unittest import mock

import jax
import jax.numpy as jnp
import numpy as np
import optax
from spacy.tokens import Doc

from dementi import articles, evaluation, pipeline, statements
from dementi.components import forms, holding, layers, network, passages, reading, showing
from dementi.components.arrays import arrays, seen
from dementi.components.layers import Backend
from dementi.components.passages import ITEMS, KINDS, PARTIES, SIDES, STANCES, Claimed, Passage, channels, family
from dementi.records import Article, SourceKind
from dementi.rows import flat_row

FIELDS = "source source_text source_kind on_behalf_of stance kind supplier recipient item evidence certain".split()
LEAST = 6  # texts' occurrences of a lemma that has numbers of its own
WORD, CLASS, RELATION, MOOD, MARKS = 48, 8, 12, 6, 64  # how many numbers each of them is
CLAIMS = 20  # claims of a passage whose stances are learnt in one step
BATCH = 8
TIMES = 3  # that an article of gold is learnt from in each epoch
RATE, SLOWER, DECAY, CLIP = 2e-3, 7e-4, 0.02, 2.0  # rates of the first step and of the second
WARM = 300  # steps in which the rate rises
MEMORY = 0.9985  # share of the moving mean that stays at a step
WITHOUT_RULES, WITHOUT_WORD = 0.12, 0.15
HIDDEN = 0.07  # share of words of which nothing is told but the class
GUESSED = {"guess": 40, "guess again": 16}  # hidden words, and namings and events, that are to be guessed in one step
SHARP = 3.0  # how far apart guesses are held, which are measured by the numbers of the words themselves
HEARD, LOOKS, GUESS = 0.5, 0.2, 0.08  # weights of the side questions, of where it looks, and of the guesses
ASIDE = 1e-3  # share of a look in evidence below which it counts as none
BRIEF, LINE = 320, 120  # characters of a text that is set among others; of a paragraph that is
SPARSE, AROUND = 1_500, (2, 6)  # how many such texts; paragraphs around each
RENEWED = (0, 1, 3, 5, 8, 14)  # epochs before which the likeliest wrong claims are looked for
SIZED = ("words", "ends", "things", "events")
SIZES = (  # that lessons are padded to
    (48, 14, 6, 12),
    (68, 18, 8, 14),
    (144, 30, 10, 28),
    (236, 42, 16, 38),
    (284, 56, 22, 50),
    (600, 96, 40, 60),
)
RULES = ("cue ", "said ", "says ", "predicate", "denied", "supposed", "spelt", "giver", "taker", "thing", "clear")

# "Serbia denies transfer Serbia > Ukraine ammunition (done)", as in tests/cases
MARKED = re.compile(
    rf"(?P<source>.+?) (?P<stance>{'|'.join(STANCES)}) (?P<kind>{'|'.join(KINDS)})"
    r" (?P<supplier>.+) > (?P<recipient>.+) (?P<item>[a-z-]+)(?: \([a-z]+\))?"
)

Row = dict[str, Any]
Arrays = dict[str, Any]


@dataclass(slots=True)
class Lesson:
    """A passage with what is to be learnt of it.

    Attributes:
        passage: What the reader sees.
        claims: Those of which gold has a statement.
        wanted: For each of them (p + 1, 3): 1 who takes which stance, -1 where only one annotator says so.
        heard: (m, 3), (t, 3): which namings are of a source in evidence of which stance, which items stand in it.
        beside: (m, t, 5) What namings and items that stand in one evidence are to each other, -1 where they do not.
        where: Of claims, who takes a stance on it and which: the stretches of evidence, among the words that are seen.
        arrays: The passage padded, once.
        likely: Claims to be compared with, the likeliest first.
    """

    passage: Passage
    claims: list[Claimed]
    wanted: dict[Claimed, np.ndarray]
    heard: tuple[np.ndarray, np.ndarray]
    beside: np.ndarray
    where: dict[Claimed, list[tuple[int, int, int, int]]]
    arrays: Arrays
    likely: list[Claimed]


def texts(path: Path) -> Iterator[tuple[Article, list[Row]]]:
    """Yield the texts of a file with their rows."""
    if path.suffix == ".toml":
        yield from marked(path)
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        given = json.loads(line)
        rows = [dict(zip(FIELDS, row, strict=True)) for row in given["rows"]]
        yield Article(given["id"], given["text"], date=given["date"]), rows


def marked(path: Path) -> Iterator[tuple[Article, list[Row]]]:
    """Yield marked sentences, whose rows say no more than the side and what stance it takes on which claim."""
    for number, case in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["case"]):
        rows = [dict.fromkeys(FIELDS) | MARKED.fullmatch(row).groupdict() for row in case["rows"]]  # type: ignore[union-attr]
        for row in rows:
            nobody = row["source"] in ("article", "unattributed")
            row |= {"source_kind": row["source"] if nobody else "state", "certain": 1}
            row |= {end: None for end in ("supplier", "recipient") if row[end] == "-"}
            row["on_behalf_of"] = None if nobody else row["source"]
        yield Article(f"{path.stem}-{number}", case["text"], date="2024-06"), rows


def sparse(paths: Iterable[Path], draw: random.Random) -> Iterator[tuple[Article, list[Row]]]:
    """Yield texts of a few sentences, each set among paragraphs of texts that have no statement.

    Those who write texts to learn from fill them with statements; of these alone is learnt that a text that is mostly
    about something else has none.
    """
    given = [one for path in paths for one in texts(path)]
    short = [(article, rows) for article, rows in given if rows and len(article.text) < BRIEF]
    others = [part for article, rows in given if not rows for part in article.text.split("\n\n") if len(part) > LINE]
    for article, rows in draw.sample(short, min(len(short), SPARSE)):
        around = draw.sample(others, draw.randint(*AROUND))
        at = draw.randint(0, len(around))
        text = "\n\n".join((*around[:at], article.text, *around[at:]))
        yield Article(f"{article.id}-sparse", text, date=article.date), rows


def annotated(gold: Path, folder: Path) -> Iterator[tuple[Article, list[Row]]]:
    """Yield the articles of a folder with their statements in a file of gold."""
    rows = evaluation.load(gold)
    for article in articles.read([str(folder)]):
        if not isinstance(article, Article):
            raise SystemExit(f"{folder}: {article}")
        yield article, [row | {"certain": int(not row.get("optional"))} for row in rows.get(article.id, ())]


def lesson(passage: Passage, rows: list[Row], text: str) -> Lesson:
    """Return what is to be learnt of a passage."""
    sides = {evaluation.canon(name): place for place, name in enumerate(passage.parties[: passage.sides])}
    wanted: dict[Claimed, np.ndarray] = {}
    heard = np.zeros((len(passage.namings), 3), np.float32), np.zeros((len(passage.things), 3), np.float32)
    beside = np.full((len(passage.namings), len(passage.things), 5), -1.0, np.float32)
    where: dict[Claimed, list[tuple[int, int, int, int]]] = defaultdict(list)
    sources = [_as_row(passage, place) for place in range(len(passage.parties) + 1)]
    for row in rows:
        stance = [s.value for s in STANCES].index(row["stance"])
        whose = [place for place, source in enumerate(sources) if evaluation.same_side(row, source)]
        ends = [sides.get(evaluation.canon(row[end])) for end in ("supplier", "recipient")]
        first, last = _stretch(passage, row, text)
        namings, things = _inside(passage, row, first, last)
        heard[0][[n for n in namings if passage.namings[n][1] in whose], stance] = 1
        heard[1][things, stance] = 1
        _set_beside(passage, namings, things, (*([end] for end in ends), whose), stance, beside)
        item = family(row["item"])
        if None in ends or item not in passage.items:
            continue
        claim = (ends[0], ends[1], passage.items.index(item), [k.value for k in KINDS].index(row["kind"]))
        table = wanted.setdefault(claim, np.zeros((len(passage.parties) + 1, 3), np.float32))
        table[whose, stance] = np.where(table[whose, stance] == 1, 1, 1 if row["certain"] else -1)
        start, end = (int(seen(passage)[: max(at - passage.first, 0)].sum()) for at in (first, last + 1))
        where[claim] += [(party, stance, start, end) for party in whose]
    return Lesson(passage, list(wanted), wanted, heard, beside, where, {}, [])


def _as_row(passage: Passage, place: int) -> Row:
    """Return a party as the source of a row."""
    if place == len(passage.parties):
        return {"source": "article", "source_kind": "article"}
    source = next(actor.source for actor, party in passage.namings if party == place)
    return {
        "source": source.name,
        "source_kind": source.kind.value,
        "on_behalf_of": source.on_behalf_of or (source.name if source.kind is SourceKind.STATE else None),
        "source_text": source.text.exact if source.text else None,
    }


def _stretch(passage: Passage, row: Row, text: str) -> tuple[int, int]:
    """Return the first and the last token of a row's evidence; of none, two between which there is nothing."""
    if not row["evidence"]:
        return 0, -1
    at = text.find(row["evidence"])
    starts = [token.idx for token in passage.doc]
    return bisect_right(starts, at) - 1, bisect_right(starts, at + len(row["evidence"]) - 1) - 1


def _inside(passage: Passage, row: Row, first: int, last: int) -> tuple[list[int], list[int]]:
    """Return the places of the namings and of the row's items that stand in its evidence, from its first token on."""
    if last < first:
        return [], []
    namings = [n for n, (a, _) in enumerate(passage.namings) if first - 1 <= a.first and a.last <= last + 1]
    item = family(row["item"])
    things = [n for n, (m, i) in enumerate(passage.things) if first <= m.first <= last and passage.items[i] == item]
    return namings, things


def _set_beside(
    passage: Passage,
    namings: list[int],
    things: list[int],
    roles: tuple[list[Any], ...],
    stance: int,
    beside: np.ndarray,
) -> None:
    """Set what namings in the evidence of a row are to its items: supplier, recipient, who takes which stance."""
    scores = (network.SUPPLIES, network.RECEIVES, network.TAKES + stance)
    for naming in namings:
        for thing in things:
            found = beside[naming, thing]
            found[:] = np.maximum(found, 0)
            for score, parties in zip(scores, roles, strict=True):
                if passage.namings[naming][1] in parties:
                    found[score] = 1


def known_words(lessons: Iterable[Lesson]) -> dict[str, int]:
    """Return a number for each lemma that is not rare, and for what stands for the others."""
    counted = Counter(word for one in lessons for word in set(one.passage.words))
    classes = [f"<{name}>" for name in passages.TAGS]
    lemmas = sorted(word for word, count in counted.items() if count >= LEAST and word not in classes)
    return {word: number for number, word in enumerate((*classes, *lemmas))}


def _padded(array: np.ndarray, *shape: int) -> np.ndarray:
    """Return an array with zeros behind."""
    array = array[tuple(slice(0, size) for size in shape)]
    return np.pad(array, [(0, size - have) for size, have in zip(shape, array.shape, strict=True)])


def _dependents(table: np.ndarray, n: int) -> np.ndarray:
    """Return the places of dependents among n words, n for none."""
    table = np.where(table == table.shape[1], n, table)
    return np.pad(table, [(0, 0), (0, n - table.shape[1])], constant_values=n)


def _node_places(have: Sequence[int], sizes: Sequence[int]) -> list[int]:
    """Return the places of nodes, each kind of node padded."""
    starts = zip((0, sizes[0], sizes[0] + sizes[1]), have, strict=True)
    return [start + n for start, count in starts for n in range(count)]


def _between_nodes(table: np.ndarray, have: Sequence[int], sizes: Sequence[int]) -> np.ndarray:
    """Return a table of pairs of nodes, each kind of node padded."""
    places = _node_places(have, sizes)
    out = np.zeros((sum(sizes), sum(sizes)), np.int64)
    out[np.ix_(places, places)] = table
    return out


def padded(one: Lesson, words: dict[str, int]) -> Arrays:
    """Return the arrays of a lesson in one of few sizes."""
    given = arrays(one.passage, words)
    n, m, t, e = next(
        (size for size in SIZES if all(len(given[name]) <= most for name, most in zip(SIZED, size, strict=True))),
        SIZES[-1],
    )
    parties = len(one.passage.parties)
    found, speech = given["found"], given["speech"]
    behind = np.zeros((PARTIES + 1, ITEMS, 3, passages.SAYINGS), np.float32)
    behind[:parties, : speech.shape[1]], behind[PARTIES, : speech.shape[1]] = speech[:-1], speech[-1]
    standing = np.zeros((PARTIES + 1, 3), np.float32)
    standing[:parties], standing[PARTIES] = given["standing"][:-1], given["standing"][-1]
    out = {
        "words": _padded(given["words"], n),
        "forms": _padded(given["forms"], n),
        "trees": _padded(given["trees"], 3, n),
        "heads": np.concatenate([given["heads"], np.arange(len(given["heads"]), n)]),
        "dependents": _dependents(given["dependents"], n),
        "sentences": np.pad(given["sentences"], (0, n - len(given["sentences"])), mode="edge"),
        "marks": _padded(given["marks"], n, len(channels())),
        "mask": _padded(given["mask"], n),
        "events": _padded(given["events"], e),
        "happening": _padded(given["happening"], e),
        "ends": _padded(given["ends"], m),
        "things": _padded(given["things"], t),
        "whose": _padded(given["whose"], m, PARTIES),
        "which": _padded(given["which"], t, ITEMS),
        "to_things": _padded(given["to_things"], m, t),
        "to_ends": _padded(given["to_ends"], m, m),
        "able": _padded(given["able"], SIDES),
        "there": _padded(given["there"], PARTIES),
        "kinds": _padded(given["kinds"], PARTIES, 6),
        "found": _padded(found, SIDES, SIDES, ITEMS, *found.shape[3:]),
        "speech": behind,
        "standing": standing,
        "size": given["size"],
        "items": (np.arange(ITEMS) < len(one.passage.items)).astype(np.float32),
        "heard 0": _padded(one.heard[0], m, 3),
        "heard 1": _padded(one.heard[1], t, 3),
        "beside": np.pad(
            one.beside[:m, :t],
            [(0, m - min(m, len(one.beside))), (0, t - min(t, one.beside.shape[1])), (0, 0)],
            constant_values=-1,
        ),
        "spoken": np.zeros((SIDES, SIDES, ITEMS, len(KINDS)), np.float32),
    }
    have = [len(given[name]) for name in SIZED[1:]]
    out |= {name: _between_nodes(given[name], have, (m, t, e)) for name in ("around", "alike", "sorts")}
    out["seen"] = np.zeros((m + t + e, n), np.uint8)
    out["seen"][_node_places(have, (m, t, e)), : given["seen"].shape[1]] = given["seen"]
    for claim in one.claims:
        out["spoken"][claim] = 1
    return out


def compared(one: Lesson, draw: random.Random) -> Arrays:
    """Return the arrays of a lesson with the claims whose stances are learnt this time."""
    out, passage = dict(one.arrays), one.passage
    nobody = [*range(len(passage.parties)), PARTIES]
    others = [claim for claim in one.likely if claim not in one.wanted]
    chosen = (one.claims[:CLAIMS] + others)[:CLAIMS]
    out["claims"] = _padded(np.array(chosen or [(0, 0, 0, 0)]), CLAIMS, 4)
    out["ways"] = np.zeros((CLAIMS, PARTIES + 1, 3, passages.WAYS), np.float32)
    out["wanted"] = np.zeros((CLAIMS, PARTIES + 1, 3), np.float32)
    out["counts"] = np.zeros((CLAIMS, PARTIES + 1, 3), np.float32)
    nodes, there = _nodes(out)
    out["evidence"] = np.zeros((CLAIMS, PARTIES + 1, 3, len(nodes)), bool)
    without = draw.random() < WITHOUT_RULES
    for number, claim in enumerate(chosen):
        out["counts"][number, nobody] = 1
        if claim in passage.stances and not without:
            out["ways"][number, nobody] = passage.stances[claim]
        if claim in one.wanted:
            out["wanted"][number, nobody] = one.wanted[claim] > 0
            out["counts"][number, nobody] = one.wanted[claim] >= 0
        for party, stance, first, end in one.where.get(claim, ()):
            out["evidence"][number, nobody[party], stance] |= there & (first <= nodes) & (nodes < end)
    if without:
        ruled = [place for name, place in channels().items() if name.startswith(RULES)]
        out |= {name: out[name] * 0 for name in ("found", "speech", "standing")}
        out["marks"] = out["marks"].copy()
        out["marks"][:, ruled] = 0
    rare = np.array([draw.random() < WITHOUT_WORD for _ in out["words"]])
    out["words"] = np.where(rare, out["trees"][0], out["words"])
    return out | _hidden(out, one.arrays["words"], draw)


def _nodes(out: Arrays) -> tuple[np.ndarray, np.ndarray]:
    """Return the words that are namings or events, and which of them do not only fill up."""
    return np.concatenate([out["ends"], out["things"], out["events"]]), network.absent(out, np) == 0


def _hidden(out: Arrays, words: np.ndarray, draw: random.Random) -> Arrays:
    """Return words and forms of which some are hidden, where words and nodes are to be guessed, and what they are."""
    hidden = np.array([draw.random() < HIDDEN for _ in words]) & (out["mask"] > 0)
    nodes, there = _nodes(out)
    told = hidden & (words >= len(passages.TAGS))  # a word without numbers of its own cannot be guessed
    wanted = {"guess": np.flatnonzero(told), "guess again": np.flatnonzero(there & told[nodes])}
    given = {
        "words": np.where(hidden, out["trees"][0], out["words"]),
        "forms": np.where(hidden, forms.UNKNOWN, out["forms"]),
    }
    for (name, at), found in zip(wanted.items(), (words, words[nodes]), strict=True):
        at = at[: GUESSED[name]]
        given |= {f"{name} at": _padded(at, GUESSED[name]), f"{name} word": _padded(found[at], GUESSED[name])}
        given[f"{name} there"] = _padded(np.ones(len(at), np.float32), GUESSED[name])
    return given


def beginning(key: Any, words: int) -> dict[str, Any]:
    """Return weights that know nothing."""
    keys = iter(jax.random.split(key, 150))
    wide, rank = layers.WIDTH, layers.RANK

    def drawn(*shape: int, scale: float | None = None) -> Any:
        return jax.random.normal(next(keys), shape) * (scale or shape[0] ** -0.5)

    w = {
        "words": drawn(words, WORD, scale=0.1),
        "classes": drawn(len(passages.TAGS), CLASS, scale=0.1),
        "relations": drawn(len(passages.RELATIONS) + 1, RELATION, scale=0.1),
        "moods": drawn(len(passages.MOODS) + 1, MOOD, scale=0.1),
        "marks": drawn(len(channels()), MARKS),
        "enter": drawn(WORD + forms.load().rows.shape[1] + CLASS + RELATION + MOOD + MARKS, wide),
        "enter bias": jnp.zeros(wide),
    }
    for number in range(network.LAYERS):
        w[f"layer {number} near"] = drawn(8, wide, scale=0.3) + jnp.array([0.7, *[0.2] * 7])[:, None]
    nodes = [f"node {number}" for number in range(network.NODES)]
    looks = network.LOOKS.values()
    for name in (*(f"layer {number}" for number in range(network.LAYERS)), *looks, *nodes):
        w |= {f"{name} in": drawn(wide, 2 * wide), f"{name} bias": jnp.zeros(2 * wide), f"{name} scale": jnp.ones(wide)}
    for name in (*looks, *nodes):
        w |= {f"{name} {part}": drawn(wide, wide) for part in ("ask", "key", "value")}
        w |= {f"{name} out": drawn(wide, wide) * 0.3}
    w |= {f"{name} apart": jnp.zeros((layers.HEADS, passages.SEPARATIONS)) for name in looks}
    for name in nodes:
        ways = {"apart": passages.SEPARATIONS, "alike": passages.ALIKE, "sorts": passages.SORTS**2}
        w |= {f"{name} {part}": jnp.zeros((layers.HEADS, count)) for part, count in ways.items()}
    w |= {f"query {part}": drawn(wide, wide) for part in ("giver", "taker", "item", "ask", "key", "value")}
    w |= {f"face {part}": drawn(wide, wide) for part in ("ask", "whom", "key", "value", "claim", "party")}
    for name, parts in (("query", 3), ("face", 4)):
        w |= {f"{name} in": drawn(wide, 2 * wide), f"{name} bias": jnp.zeros(2 * wide)}
        w |= {f"{name} out": drawn(wide, wide) * 0.3, f"{name} where": jnp.ones((layers.HEADS, parts))}
    w |= {"query kind": drawn(len(KINDS), wide, scale=0.3), "query scale": jnp.ones(wide)}
    w |= {"nobody": drawn(1, wide, scale=1.0), "face odds": jnp.zeros((wide, len(STANCES)))}
    for name, scores in (("item", 5), ("pair", 7), ("event", 5), ("topic", 1)):
        for hand in ("left", "right"):
            w[f"{name} {hand}"] = drawn(wide, scores * rank)
            w[f"{name} {hand} alone"] = drawn(wide, scores) * 0.5
        w[f"{name} apart"] = jnp.zeros((passages.SEPARATIONS, scores))
    alone = {"happens": 4, "own item": 3, "own party": 6, "speaks": 3, "heard": 3, "event happens": 4, "own event": 3}
    for name, scores in alone.items():
        w[name] = drawn(wide, scores) * 0.5
    w |= {
        "happens bias": jnp.array([1.0, -2, -1, -2]),
        "event happens bias": jnp.array([1.0, -2, -1, -2]),
        "told": jnp.array([[1.0, 2.0], [1.0, 2.0]]),  # slope and height of claims, of stances; for learning only
        "speaks bias": jnp.full(3, -2.0),
        "heard bias": jnp.full(3, -2.0),
    }
    for name, signs, hidden in (("claim", 32, 64), ("stance", 57, 128), ("second", 35, 64)):
        w |= {f"{name} in": drawn(signs, hidden), f"{name} bias": jnp.zeros(hidden)}
        w |= {f"{name} out": drawn(hidden, 1), f"{name} out bias": jnp.array([-3.0])}
    w |= {"second out": w["second out"] * 0, "second out bias": jnp.zeros(1)}
    for name in GUESSED:
        w |= {f"{name} in": drawn(wide, WORD), f"{name} bias": jnp.zeros(words)}
    return w


def backend(key: Any | None) -> Backend:
    """Return what calculates: with a key, values are left out at random."""
    keys = iter(jax.random.split(key, 150)) if key is not None else None

    def drop(values: Any, share: float) -> Any:
        if keys is None:
            return values
        kept = 1 - share
        return jnp.where(jax.random.bernoulli(next(keys), kept, values.shape), values / kept, 0)

    return Backend(jnp, drop)


def loss(w: Any, b: Arrays, key: Any) -> Any:
    """Return how wrong the network is about one lesson, in nats."""
    w = w | {"forms": jnp.asarray(forms.load().rows)}
    on = backend(key)
    of = network.score(w, b, on)
    wrong = optax.sigmoid_binary_cross_entropy
    possible = (of.claims > network.NEVER + 1) & (b["items"][None, None, :, None] > 0)
    claims = jnp.where(possible, wrong(of.claims, b["spoken"]), 0).sum()
    held = holding.stances(w, b, of, b["claims"], b["ways"], on)
    taken = (wrong(held.odds, b["wanted"]) * b["counts"]).sum()
    heard = (wrong(of.heard[0], b["heard 0"]) * b["whose"].sum(-1, keepdims=True)).sum()
    heard += (wrong(of.heard[1], b["heard 1"]) * b["which"].sum(-1, keepdims=True)).sum()
    beside = jnp.where(b["beside"] >= 0, wrong(of.namings, jnp.maximum(b["beside"], 0)), 0).sum()
    guesses = (_guesses(w, b, rows, name) for rows, name in zip((of.words, of.rows), GUESSED, strict=True))
    aside = HEARD * (heard + beside + _events(w, b, of, possible)) + LOOKS * _looks(b, held.seen)
    return claims + taken + aside + GUESS * sum(guesses)


def _events(w: Any, b: Arrays, of: network.Scores, possible: Any) -> Any:
    """Return how wrong single events are about claims and stances; what is so is to be told by one in its evidence."""
    wrong = optax.sigmoid_binary_cross_entropy
    (steep, base), (steeper, height) = w["told"]
    inside = b["evidence"][..., -len(b["events"]) :]
    each, whole = (jnp.where(at.any(-1, keepdims=True), at, True) for at in (inside, inside.any((1, 2))))
    at = holding.told(of.events, b["claims"])
    spoken = jnp.log((at * whole).sum(1) + layers.TINY) * steep + base
    taken = jnp.log(jnp.einsum("ce,pes,cpse->cps", at, of.events.says, each) + layers.TINY) * steeper + height
    out = jnp.where(possible & (b["spoken"] == 0), wrong(of.told * steep + base, 0.0), 0).sum()
    out += (wrong(spoken, 1.0) * b["spoken"][tuple(b["claims"].T)]).sum()
    return out + (wrong(taken, b["wanted"]) * b["counts"]).sum()


def _looks(b: Arrays, seen: Any) -> Any:
    """Return how far from its evidence the network looks for each stance that somebody takes."""
    inside = b["evidence"].any(2)  # (c, p + 1, n)
    so = inside.any(-1) & (b["wanted"].max(-1) > 0)
    return jnp.where(so, -jnp.log((seen.mean(0) * inside).sum(-1) + ASIDE), 0).sum()


def _guesses(w: Any, b: Arrays, rows: Any, name: str) -> Any:
    """Return how wrong the network guesses the words that were hidden."""
    odds = rows[b[f"{name} at"]] @ w[f"{name} in"] @ w["words"].T * SHARP + w[f"{name} bias"]
    wrong = optax.softmax_cross_entropy_with_integer_labels(odds, b[f"{name} word"])
    return (wrong * b[f"{name} there"]).sum()


@jax.jit
def _gradient(w: Any, b: Arrays, key: Any) -> Any:
    keys = jax.random.split(key, BATCH)
    return jax.value_and_grad(lambda w: jax.vmap(partial(loss, w))(b, keys).mean())(w)


@jax.jit
def _claims(w: Any, b: Arrays) -> Any:
    w = w | {"forms": jnp.asarray(forms.load().rows)}
    return jax.vmap(lambda one: network.score(w, one, backend(None)).claims)(b)


def by_size(lessons: list[Lesson], draw: random.Random) -> list[list[Lesson]]:
    """Return the lessons in batches of one size each, in any order."""
    grouped = defaultdict(list)
    for one in lessons:
        a = one.arrays
        grouped[len(a["words"])].append(one)
    batches = []
    for _, group in sorted(grouped.items(), key=lambda pair: pair[0]):
        draw.shuffle(group)
        batches += [group[at : at + BATCH] for at in range(0, len(group), BATCH)]
    draw.shuffle(batches)
    return batches


def look(w: Any, lessons: list[Lesson], draw: random.Random) -> None:
    """Find the likeliest claims of each lesson."""
    for group in by_size(lessons, draw):
        full = (group * BATCH)[:BATCH]
        found = np.array(_claims(w, {k: np.stack([one.arrays[k] for one in full]) for k in group[0].arrays}))
        for one, odds in zip(group, found, strict=False):
            odds[:, :, len(one.passage.items) :] = network.NEVER
            best = np.argsort(-odds, axis=None)[:CLAIMS]
            places = (tuple(int(v) for v in np.unravel_index(at, odds.shape)) for at in best)
            one.likely = [place for place in places if odds[place] > network.NEVER + 1]


def learn(lessons: list[Lesson], w: dict[str, Any], epochs: int, rate: float, seed: int) -> dict[str, np.ndarray]:
    """Return the weights that fit the lessons best, learnt on from some: the moving mean of them."""
    draw, key = random.Random(seed), jax.random.PRNGKey(seed)
    schedule = optax.warmup_constant_schedule(0, rate, WARM)
    rule = optax.chain(optax.clip_by_global_norm(CLIP), optax.adamw(schedule, weight_decay=DECAY))
    state, mean = rule.init(w), w

    @jax.jit
    def step(w: Any, mean: Any, state: Any, gradient: Any) -> Any:
        change, state = rule.update(gradient, state, w)
        w = optax.apply_updates(w, change)
        return w, jax.tree.map(lambda kept, now: kept * MEMORY + now * (1 - MEMORY), mean, w), state

    for epoch in range(epochs):
        began, total = time.monotonic(), 0.0
        if epoch in RENEWED:
            look(mean, lessons, draw)
        batches = by_size(lessons, draw)
        for group in batches:
            full = [compared(one, draw) for one in (group * BATCH)[:BATCH]]
            key, now = jax.random.split(key)
            value, gradient = _gradient(w, {k: np.stack([one[k] for one in full]) for k in full[0]}, now)
            w, mean, state = step(w, mean, state, gradient)
            total += float(value)
        print(f"epoch {epoch + 1}: {total / len(batches):.2f} nats, {time.monotonic() - began:.0f} s", flush=True)
    return {name: np.asarray(value) for name, value in mean.items() if not name.startswith(tuple(GUESSED))}


def resumed(reader: network.Reader, words: Collection[str]) -> tuple[dict[str, int], dict[str, Any]]:
    """Return the numbers of lemmas, and the weights to go on from; of what is new they are small, or know nothing.

    Nor do those by which hidden words are guessed, which only learning needs.
    """
    known = [word for word in reader.words if word in words]
    more = [word for word in words if word not in reader.words]
    weights = {name: jnp.asarray(value) for name, value in reader.weights.items() if name != "forms"}
    rows = np.random.default_rng(0).normal(scale=0.05, size=(len(more), WORD))
    held = weights["words"][np.array([reader.words[word] for word in known])]
    numbers = {word: number for number, word in enumerate((*known, *more))}
    weights = beginning(jax.random.PRNGKey(0), len(numbers)) | weights
    return numbers, weights | {"words": jnp.concatenate([held, jnp.asarray(rows, jnp.float32)])}


def lessons_of(given: Iterable[tuple[Article, list[Row]]]) -> list[Lesson]:
    """Return the lessons of texts, parsed and read by the rules."""
    found = ((ruled(article), article, rows) for article, rows in given)
    return [lesson(passage, rows, article.text) for doc, article, rows in found for passage in showing.passages(doc)]


def ruled(article: Article) -> Doc:
    """Return a text as the rules find it."""
    with mock.patch.object(pipeline, "COMPONENTS", pipeline.COMPONENTS[: pipeline.COMPONENTS.index("reading")]):
        return pipeline.annotate(article, pipeline.build())


def measure(paths: list[Path], reader: network.Reader) -> None:
    """Print how well statements are found in texts, by the rules and with the reader."""
    for path in paths:
        gold, before, after = {}, {}, {}
        for article, rows in texts(path):
            gold[article.id] = [row | ({} if row["certain"] else {"optional": True}) for row in rows]
            doc = ruled(article)
            doc._.read = doc._.sifted
            before[article.id] = [flat_row(one) for one in statements.statements(doc)]
            doc._.read = reading.read(doc, reader)
            after[article.id] = [flat_row(one) for one in statements.statements(doc)]
        for name, found in (("rules", before), ("reader", after)):
            result = evaluation.score(gold, found)
            core, denied = result["core"], result["denies"]["f1"]
            print(
                f"{path.stem:10} {name:7} P {core['precision']:.3f} R {core['recall']:.3f} F1 {core['f1']:.3f}"
                f" denies {denied:.3f} flips {result['flips']:.3f} swaps {result['swaps']:.3f}"
            )


def main() -> None:
    """Learn, write and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", nargs="*", type=Path)
    parser.add_argument("--gold", nargs=2, action="append", type=Path, default=[], metavar=("GOLD", "ARTICLES"))
    parser.add_argument("--left-out", nargs="*", type=Path, default=[])
    parser.add_argument("--epochs", nargs=2, type=int, default=(24, 13), metavar=("N", "M"))
    parser.add_argument("--from", dest="start", type=Path, help="weights to go on from")
    parser.add_argument("--out", type=Path, default=network.WEIGHTS)
    given = parser.parse_args()
    if given.texts:
        known = [annotated(*pair) for pair in given.gold * TIMES]
        lessons = lessons_of(chain(*map(texts, given.texts), sparse(given.texts, random.Random(0)), *known))
        words, start = known_words(lessons), None
        if given.start:
            words, start = resumed(network.load(given.start), words)
        for one in lessons:
            one.arrays = padded(one, words)
            one.likely = list(one.passage.stances)
        print(f"{len(lessons)} passages, {len(words)} words", flush=True)
        first = start or learn(lessons, beginning(jax.random.PRNGKey(0), len(words)), given.epochs[0], RATE, 0)
        network.save(learn(lessons, first, given.epochs[1], SLOWER, 1), words, given.out)
    measure(given.left_out, network.load(given.out))


if __name__ == "__main__":
    main()
