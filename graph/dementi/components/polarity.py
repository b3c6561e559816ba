"""How the negation of a cue changes its act: the tables of stance.toml.

No component: the part of ``cues`` that reads them. Terms: act and stance as in the annotation guidelines.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dementi.lexicon import FRENCH, entries
from dementi.records import Act


@dataclass(frozen=True, slots=True)
class Negated:
    """What an act becomes when its cue is negated."""

    act: Act
    becomes: Act
    example: str


@dataclass(frozen=True, slots=True)
class NegatedVerb:
    """What a single verb becomes when it is negated."""

    lemma: str
    becomes: Act
    example: str


@dataclass(frozen=True, slots=True)
class Lemmas:
    """A list of words that share a property."""

    lemmas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NothingKnown:
    """Nouns of which having none leaves a claim open."""

    nouns: tuple[str, ...]
    act: Act


@dataclass(frozen=True, slots=True)
class Polarity:
    """The tables of stance.toml."""

    negated: Mapping[Act, Act]
    verbs: Mapping[str, Act]
    only_negated: frozenset[str]
    performed: frozenset[str]
    performed_when_negated: frozenset[str]
    judging: frozenset[str]
    nothing_known: Mapping[str, Act]


@cache
def load_polarity(path: Path = FRENCH / "stance.toml") -> Polarity:
    """Read how negation changes cues.

    Raises:
        ValueError: As ``lexicon.entries``.
    """
    return Polarity(
        {entry.act: entry.becomes for entry in entries(path, "negated", Negated)},
        {entry.lemma: entry.becomes for entry in entries(path, "negated_verb", NegatedVerb)},
        frozenset(lemma for entry in entries(path, "only_negated", Lemmas) for lemma in entry.lemmas),
        frozenset(lemma for entry in entries(path, "performed", Lemmas) for lemma in entry.lemmas),
        frozenset(lemma for entry in entries(path, "performed_when_negated", Lemmas) for lemma in entry.lemmas),
        frozenset(lemma for entry in entries(path, "judging", Lemmas) for lemma in entry.lemmas),
        {noun: entry.act for entry in entries(path, "nothing_known", NothingKnown) for noun in entry.nouns},
    )
