"""What French words are like: a row of numbers for each common form, near to those of words that are used alike.

No component: what ``network`` looks up besides lemmas, so that a verb which the reader has never met is not unknown to
it. ``scripts/vectors.py`` makes the file from vectors that others have learnt from much French (which, says the
script).
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from dementi.components.passages import Numbers, Places
from dementi.lexicon import FRENCH

VECTORS = FRENCH.parent / "vectors.npz"
STEPS = 127  # that eight bits can count up and down; rows told so fine are as good as whole, in a quarter of the room
UNKNOWN = 0  # the row of a form that is not among them: zeros


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms that are known.

    Attributes:
        places: The row of each form, in small letters.
        rows: (k, d) What is known of them; several forms may share a row.
    """

    places: dict[str, int]
    rows: Numbers


def save(words: Sequence[str], places: Places, rows: Numbers, path: Path = VECTORS) -> None:
    """Write forms, the row of each, and the rows as whole numbers of steps: 127 to the largest of a dimension."""
    steps = np.abs(rows).max(0) / STEPS
    whole, names = np.rint(rows / steps).astype(np.int8), np.array("\n".join(words))
    np.savez_compressed(path, forms=names, places=places.astype(np.uint16), rows=whole, steps=steps.astype(np.float32))


@cache
def load(path: Path = VECTORS) -> Forms:
    """Return the forms that are known.

    Raises:
        ValueError: The file is not one that ``save`` wrote.
    """
    try:
        with path.open("rb") as file, np.load(file) as stored:
            words, places = str(stored["forms"]).split("\n"), stored["places"].tolist()
            rows = stored["rows"] * stored["steps"]
        known = dict(zip(words, (place + 1 for place in places), strict=True))
    except (OSError, EOFError, KeyError, ValueError, TypeError, AttributeError, BadZipFile, zlib.error) as error:
        raise ValueError(f"{path.name}: holds no forms ({error}); run scripts/vectors.py") from error
    return Forms(known, np.concatenate([np.zeros_like(rows[:1]), rows]))
