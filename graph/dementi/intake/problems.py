"""What can be wrong with an input."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with an input.

    Attributes:
        path: The input as it was named, or where it was found.
        message: What is wrong, in words.
        hint: What to do about it, or "".
        failed: The input could not be used; otherwise it was used all the same, or left out on purpose.
    """

    path: str
    message: str
    hint: str = ""
    failed: bool = True

    def __str__(self) -> str:
        return f"{self.path}: {self.message}" + (f" ({self.hint})" if self.hint else "")


class Unusable(ValueError):
    """An input that gives no article; ``args`` are the message, the hint and whether that is a failure."""


class NoArticles(Unusable):
    """A file that holds something else than articles: a fault where it was named, nothing of note in a folder."""
