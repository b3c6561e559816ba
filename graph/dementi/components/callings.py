"""The common nouns and the offices that stand for somebody: « ministère », « porte-parole », « les rebelles ».

No component: how ``fr/lexicons/actors.toml`` is read by all who look for actors.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dementi.lexicon import FRENCH, entries


@dataclass(frozen=True, slots=True)
class ActorNoun:
    """A common noun that stands for somebody; see actors.toml.

    ``among``: English names of the states that it can mean, where it says what kind of state: « l'île ».
    """

    lemma: str
    kind: str
    english: str
    plural: str
    company: bool = False
    among: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Title:
    """An office or a calling: its forms in the singular, and the English for one and for several."""

    forms: tuple[str, ...]
    english: str
    plural: str


@cache
def load_nouns(path: Path = FRENCH / "actors.toml") -> dict[str, ActorNoun]:
    """Read the nouns for actors, keyed by lemma.

    Raises:
        ValueError: As ``lexicon.entries``; or a kind is unknown.
    """
    nouns = {entry.lemma: entry for entry in entries(path, "noun", ActorNoun)}
    kinds = {"armed", "group", "organization", "state", "media", "unattributed"}
    for entry in nouns.values():
        if entry.kind not in kinds:
            raise ValueError(f"{path.name}: {entry.lemma}: kind {entry.kind!r} is none of {', '.join(sorted(kinds))}")
    return nouns


@cache
def load_titles(path: Path = FRENCH / "actors.toml") -> dict[str, Title]:
    """Read the offices and callings, keyed by their forms in singular and plural, also « ex-ministre ».

    Raises:
        ValueError: As ``lexicon.entries``.
    """
    titles = [(form, entry) for entry in entries(path, "title", Title) for form in entry.forms]
    return {f"{was}{form}{ending}": entry for was in ("", "ex-") for ending in ("s", "") for form, entry in titles}
