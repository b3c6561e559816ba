"""What French words are like: forms used alike lie near each other, and a damaged file is refused by name."""

from __future__ import annotations

import numpy as np
import pytest

from dementi.components.forms import UNKNOWN, VECTORS, load, save


def likeness(one: str, other: str) -> float:
    known = load()
    a, b = (known.rows[known.places[word]] for word in (one, other))
    return float(a @ b / np.linalg.norm(a) / np.linalg.norm(b))


@pytest.mark.parametrize(
    ("one", "near", "far"),
    [("nie", "réfute", "livre"), ("missiles", "obus", "banques"), ("vendu", "acheté", "mangé"), ("nord", "sud", "riz")],
)
def test_words_that_are_used_alike_are_near(one, near, far):
    assert likeness(one, near) > likeness(one, far) + 0.1


def test_an_unknown_form_says_nothing():
    known = load()
    assert not known.rows[UNKNOWN].any() and UNKNOWN not in known.places.values()
    assert np.isfinite(known.rows).all() and len(known.places) > 50_000


def test_what_is_stored_comes_back_to_half_a_step(tmp_path):
    path = tmp_path / "vectors.npz"
    save(["nie", "réfute", "obus"], np.array([1, 1, 0]), np.array([[0.5, 1], [2, 3]]), path)
    known = load(path)
    rows = np.array([known.rows[known.places[word]] for word in ("nie", "réfute", "obus")])
    assert (np.abs(rows - [[2, 3], [2, 3], [0.5, 1]]) <= np.array([2, 3]) / 127 / 2 + 1e-6).all()


@pytest.mark.parametrize("content", [b"", b"vectors", VECTORS.read_bytes()[:-50]])
def test_a_file_that_holds_no_forms_is_refused_by_name(tmp_path, content):
    path = tmp_path / "vectors.npz"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"vectors\.npz: holds no forms .* run scripts/vectors\.py"):
        load(path)
