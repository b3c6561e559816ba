"""The network: what is stored comes back, a damaged file is refused by name, and sizes that only pad change nothing."""

from __future__ import annotations

import numpy as np
import pytest

from dementi import pipeline
from dementi.components import network, passages, showing
from dementi.components.arrays import arrays, dependents
from dementi.components.holding import stances
from dementi.components.network import NEVER, likelihood, load, save, score
from dementi.components.passages import STANCES, WAYS
from dementi.records import Article

TEXT = (
    "Selon Oslo, la Serbie a livré des missiles et des obus à la Libye. Belgrade dément ces informations, Rome se tait."
)


def passage() -> passages.Passage:
    doc = pipeline.annotate(Article("x", TEXT), pipeline.build())
    return next(showing.passages(doc))


def test_what_is_stored_comes_back(tmp_path):
    reader = load()
    save(reader.weights, reader.words, tmp_path / "reader.npz")
    again = load(tmp_path / "reader.npz")
    assert again.words == reader.words
    assert all(np.array_equal(again.weights[name], value) for name, value in reader.weights.items())


def test_no_weight_is_lost_to_half_the_digits():
    assert all(np.isfinite(value).all() for value in load().weights.values())


def test_a_mark_that_the_reader_has_not_learnt_says_nothing(tmp_path, monkeypatch):
    reader = load()
    save(reader.weights, reader.words, tmp_path / "reader.npz")
    names = {**network.channels(), "frame unheard-of": len(network.channels())}
    monkeypatch.setattr(network, "channels", lambda: names)
    load.cache_clear()
    try:
        marks = load(tmp_path / "reader.npz").weights["marks"]
    finally:
        load.cache_clear()
    assert not marks[-1].any() and np.array_equal(marks[:-1], reader.weights["marks"])


@pytest.mark.parametrize(
    "content", [b"", b"weights", b"PK\x03\x04", b"\x93NUMPY\x01\x00", network.WEIGHTS.read_bytes()[:-50]]
)
def test_a_file_that_is_no_reader_is_refused_by_name(tmp_path, content):
    path = tmp_path / "reader.npz"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"reader\.npz: is no trained reader .* run scripts/train_reader\.py"):
        load(path)


def test_words_know_their_dependents():
    """Of « on | a | vu | des | avions » the verb is the head of all, « avions » of « des »."""
    tree = dependents(np.array([2, 2, 2, 4, 2]))
    assert tree[:, 2].tolist() == [0, 1, 4, 4]  # first, next before, next behind, last
    assert tree[:, 4].tolist() == [3, 3, 5, 3]  # 5: none
    assert (tree[:, [0, 1, 3]] == 5).all()


def test_articles_and_marks_are_not_seen_but_what_hangs_on_them_is():
    here = passage()
    given = arrays(here, load().words)
    seen = len(given["words"])
    assert seen < len(here.words) == len(given["mask"]) + sum(c in (6, 13, 14) for c in here.trees[0].tolist())
    assert (given["heads"] < seen).all() and (given["dependents"] <= seen).all()
    for places, named in (("ends", here.namings), ("things", here.things)):
        assert len(given[places]) == len(named)
    words = {number: word for word, number in load().words.items()}
    assert {words[n] for n in given["words"][given["things"]].tolist()} == {"<item missile>", "<item ammunition>"}


def test_nobody_trades_with_himself_and_only_sides_trade():
    here = passage()
    claims = score(load().weights, arrays(here, load().words)).claims
    assert claims.shape == (here.sides, here.sides, len(here.items), 4)
    assert (claims[np.eye(here.sides, dtype=bool)] == NEVER).all()
    assert 0 <= likelihood(claims).min() < likelihood(claims).max() <= 1


def test_words_that_only_pad_change_nothing():
    """While learning, passages of like size are put side by side; what fills the rest must not count."""
    here, reader = passage(), load()
    given = arrays(here, reader.words)
    n = len(given["words"])
    more = dict(given)
    for name in ("words", "forms", "marks", "mask"):
        more[name] = np.concatenate([given[name], np.zeros((7, *given[name].shape[1:]), given[name].dtype)])
    more["trees"] = np.pad(given["trees"], ((0, 0), (0, 7)))
    more["heads"] = np.concatenate([given["heads"], np.arange(n, n + 7)])
    more["dependents"] = np.where(given["dependents"] == n, n + 7, given["dependents"])
    more["dependents"] = np.pad(more["dependents"], ((0, 0), (0, 7)), constant_values=n + 7)
    more["sentences"] = np.pad(given["sentences"], (0, 7), mode="edge")
    more |= {name: np.pad(given[name], (0, 3)) for name in ("events", "happening", "around", "alike", "sorts")}
    more["seen"] = np.pad(given["seen"], ((0, 3), (0, 7)))
    one, other = score(reader.weights, given), score(reader.weights, more)
    assert np.allclose(one.claims, other.claims, atol=1e-3)
    claims = np.array([(0, 1, 0, 0), (1, 0, 0, 0)])
    ways = np.zeros((2, len(here.parties) + 1, len(STANCES), WAYS), np.float32)
    pair = (stances(reader.weights, b, of, claims, ways).odds for b, of in ((given, one), (more, other)))
    assert np.allclose(*pair, atol=1e-3)


def test_what_happens_is_seen_beside_who_and_what():
    here, reader = passage(), load()
    given = arrays(here, reader.words)
    words = [here.words[place] for place in range(len(here.words)) if here.trees[0, place] not in (6, 13, 14)]
    assert {"livrer", "démentir"} <= {words[place] for place in given["events"].tolist()}
    nodes = len(given["ends"]) + len(given["things"]) + len(given["events"])
    assert given["around"].shape == (nodes, nodes)


def judged(claims: list[tuple[int, int, int, int]]) -> np.ndarray:
    here, reader = passage(), load()
    given = arrays(here, reader.words)
    ways = np.zeros((len(claims), len(here.parties) + 1, len(STANCES), WAYS), np.float32)
    return stances(reader.weights, given, score(reader.weights, given), np.array(claims), ways).odds


def test_the_order_of_claims_is_of_no_account():
    claims = [(0, 1, 0, 0), (1, 0, 0, 0), (0, 1, 1, 0)]
    assert np.allclose(judged(claims)[::-1], judged(claims[::-1]), atol=1e-4)


def test_claims_that_only_fill_up_change_nothing():
    """While learning, passages have as many claims, and what fills the rest is of nobody to himself."""
    claims = [(0, 1, 0, 0), (1, 0, 0, 0)]
    assert np.allclose(judged(claims), judged([*claims, (0, 0, 0, 0), (0, 0, 0, 0)])[:2], atol=1e-4)


def test_a_stance_is_weighed_against_those_on_other_claims():
    assert not np.allclose(judged([(0, 1, 0, 0)]), judged([(0, 1, 0, 0), (0, 1, 1, 0)])[:1], atol=1e-4)
