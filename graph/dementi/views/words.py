"""What the pages say, by language."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


def words(lang: str) -> dict[str, Any]:
    """Return what pages say in a language, by the name of the place.

    Raises:
        ValueError: The pages do not speak this language.
    """
    known = _words()
    if lang not in known:
        raise ValueError(f"{lang}: the page speaks {', '.join(known)}; choose one of them")
    return known[lang]


@cache
def _words() -> dict[str, dict[str, Any]]:
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
