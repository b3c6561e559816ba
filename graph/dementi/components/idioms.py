"""Idioms by which somebody reacts to what was said: « n'en souffle mot », « tombe des nues », « jure que non ».

No component: the part of ``cues`` that matches the entries of idioms.toml. Where an idiom has its own clitics or is one
only when it is negated, the negation is part of it and not composed into its act.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import ClassVar

from spacy.tokens import Token

from dementi.fr import grammar
from dementi.lexicon import FRENCH, Syntax, bare, entries
from dementi.records import Act, CueMention

STRETCH = 5  # tokens between a verb and the fixed words of its idiom, at the most
LONGEST = 12  # words of an idiom, at the most
NEAR = 5  # tokens before a verb in which its clitics stand
FULL = {"n'": "ne", "s'": "se", "l'": "le", "-en": "en", "-y": "y"}
# What may follow a gesture: « hausse les épaules devant ces accusations »; « … et boit son café » is none.
AFTER = frozenset("devant face quand lorsque aujourd'hui lundi mardi mercredi jeudi vendredi samedi dimanche".split())
ENDS = frozenset((".", ",", ";", ":", "!", "?", "...", "…", '"', ")"))
VERBS = (Syntax.NOUN, Syntax.ABSOLUTE)


@dataclass(frozen=True, slots=True)
class Reaction:
    """A verb that with its ``words`` and clitics takes a stance on what was said; see idioms.toml."""

    lemmas: tuple[str, ...]
    act: Act
    example: str
    words: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    negated: bool = False
    alone: bool = False
    direct: bool = False
    trap: str | None = None
    key: ClassVar = ("example",)


@dataclass(frozen=True, slots=True)
class Clause:
    """Words that judge what was said, with or without « cela » before them; see idioms.toml.

    With ``subjects`` each of these stands before each of the words: « aucun contrat » « n'a été signé ».
    """

    act: Act
    words: tuple[str, ...]
    example: str
    subjects: tuple[str, ...] = ()
    trap: str | None = None
    key: ClassVar = ("example",)

    @property
    def phrases(self) -> tuple[str, ...]:
        """Return the words as they stand in a text."""
        return tuple(f"{s} {words}" for s in self.subjects for words in self.words) if self.subjects else self.words


Rows = Mapping[str, list[tuple[str, tuple[str, ...], Reaction]]]


def split(words: str) -> tuple[str, ...]:
    """Return the tokens of fixed words: "d'après" gives d', après."""
    return tuple(words.replace("'", "' ").split())


@cache
def clauses(path: Path = FRENCH / "idioms.toml") -> tuple[Clause, ...]:
    """Read the clauses that judge a claim."""
    return entries(path, "clause", Clause)


@cache
def reactions(path: Path = FRENCH / "idioms.toml") -> Rows:
    """Read the reactions, by their verb without its reflexive pronoun: lemma, words and entry, the longest first."""
    rows: dict[str, list[tuple[str, tuple[str, ...], Reaction]]] = {}
    for entry in entries(path, "reaction", Reaction):
        for lemma in entry.lemmas:
            rows.setdefault(bare(lemma), []).extend((lemma, split(words), entry) for words in entry.words or ("",))
    for found in rows.values():
        found.sort(key=lambda row: -len(row[1]))
    return rows


def reaction(verb: Token, is_negated: Callable[[Token], bool]) -> CueMention | None:
    """Return the cue of the longest idiom that a verb begins, negated where it must be and only there."""
    rows = reactions().get(verb.lemma_)
    if not rows:
        return None
    following = grammar.right(verb, STRETCH + 2 * LONGEST)
    behind = [t for t in following if t.text != '"']  # « s'en tient à un « no comment » »
    words = tuple(t.lower_ for t in behind)
    clitics = _clitics(verb)
    reach = _reach(behind, words)
    starts = {"", *words[:reach]}  # most idioms do not begin with any word that stands there
    for lemma, fixed, entry in rows:
        if fixed and fixed[0] not in starts:
            continue
        start = next((at for at in range(reach) if words[at : at + len(fixed)] == fixed), None)
        if start is None or not clitics.issuperset(entry.before) or lemma != bare(lemma) and "se" not in clitics:
            continue
        last = behind[start + len(fixed) - 1].i if fixed else verb.i
        if (entry.alone or not fixed and not entry.before) and not _ends(verb, last):
            continue
        if "ne" not in entry.before and is_negated(verb) != entry.negated:
            continue
        if entry.direct and start:
            continue
        alone = entry.alone or entry.direct or bool({"en", "y", "le"}.intersection(entry.before))
        syntax = (Syntax.ABSOLUTE,) if alone else VERBS
        name = " ".join((bare(lemma), *fixed)).replace("' ", "'")
        return CueMention(verb.i, last, entry.act, "expression", syntax, name, entry.negated)
    return None


def _reach(behind: list[Token], words: tuple[str, ...]) -> int:
    """Return within how many tokens behind a verb fixed words may begin, no other verb between."""
    stops = (at for at, word in enumerate(words) if word in grammar.BOUNDARIES or behind[at].pos_ == "VERB")
    return min(next(stops, STRETCH), STRETCH) + 1


def _clitics(verb: Token) -> frozenset[str]:
    """Return the small words before a verb and its auxiliaries, unelided."""
    anchor = grammar.anchor(verb)
    found = [FULL.get(t.lower_, t.lower_) for t in grammar.left(verb, verb.i - anchor.i + NEAR)]
    return frozenset(found)


def _ends(verb: Token, last: int) -> bool:
    """Say whether a clause ends behind an idiom, but for an adverbial."""
    doc = verb.doc
    following = (t for t in doc[last + 1 : verb.sent.end] if t.pos_ != "ADV" and not t.is_space)
    token = next(following, None)
    return token is None or token.text in ENDS or token.lower_ in AFTER
