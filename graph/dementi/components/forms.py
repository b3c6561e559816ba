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
    """Write forms, the row of each, and the rows with half the digits that they have."""
    np.savez_compressed(
        path, forms=np.array("\n".join(words)), places=places.astype(np.uint16), rows=rows.astype(np.float16)
    )


@cache
def load(path: Path = VECTORS) -> Forms:
    """Return the forms that are known.

    Raises:
        ValueError: The file is not one that ``save`` wrote.
    """
    try:
        with path.open("rb") as file, np.load(file) as stored:
            words, places, rows = str(stored["forms"]).split("\n"), stored["places"].tolist(), stored["rows"]
        known = dict(zip(words, (place + 1 for place in places), strict=True))
    except (OSError, EOFError, KeyError, ValueError, TypeError, AttributeError, BadZipFile, zlib.error) as error:
        raise ValueError(f"{path.name}: holds no forms ({error}); run scripts/vectors.py") from error
    return Forms(known, np.concatenate([np.zeros((1, rows.shape[1]), np.float32), rows.astype(np.float32)]))
