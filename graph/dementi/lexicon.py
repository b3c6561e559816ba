"""The words of a language as typed entries, checked once at load; every error names the file, the entry and the cure.

Lexicons are TOML arrays of tables in ``<language>/lexicons``; each table has a frozen dataclass here, whose fields are
the keys that an entry may hold. Words are matched by inflected form (the trained lemmatizer is wrong on just the words
that matter), through ``inflections.tsv``, which ``scripts/inflect.py`` generates. Nothing here knows spaCy.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any, ClassVar

from dementi.entries import entries as entries  # for components with a lexicon of their own
from dementi.entries import read, typed
from dementi.records import STANCE_OF_ACT, Act, Kind, Stance, Status

FRENCH = Path(__file__).parent / "fr" / "lexicons"
REGENERATE = "run scripts/inflect.py"
_COLUMNS = ["form", "lemma", "pos", "feats"]
_REFLEXIVE = ("se ", "s'")  # "se doter", "s'équiper"; not "semer", "signer"


class Syntax(StrEnum):
    """What a cue may govern: the place where its content stands."""

    QUE = "que"  # a que-clause
    INF = "inf"  # an infinitive, with or without preposition, whose subject is the source
    NOUN = "noun"  # a noun for a claim or an event, or a pronoun for one
    INCISE = "incise"  # a quotation that it frames: "…, a démenti Moscou"
    ABSOLUTE = "absolute"  # nothing: the claim under discussion is meant
    TARGET = "target"  # an infinitive or noun whose subject is the object of the cue: "accuse l'Iran de livrer"


class Role(StrEnum):
    """Which part of a claim an argument fills."""

    SUPPLIER = "supplier"
    RECIPIENT = "recipient"
    ITEM = "item"


@functools.cache
def bare(lemma: str) -> str:
    """Return a verb without its reflexive pronoun, as ``inflections`` has it ("se doter" gives "doter")."""
    for pronoun in _REFLEXIVE:
        lemma = lemma.removeprefix(pronoun)
    return lemma


@dataclass(frozen=True, slots=True)
class Cue:
    """What every cue has: the act it performs, and an example that holds it.

    Attributes:
        act: The speech act; the stance follows from it.
        example: A sentence with the entry in it.
        trap: A sentence in which the same word means something else, or None.
    """

    act: Act
    example: str
    trap: str | None = field(default=None, kw_only=True)

    @property
    def stance(self) -> Stance:
        """The stance that goes with the act."""
        return STANCE_OF_ACT[self.act]


@dataclass(frozen=True, slots=True)
class VerbCue(Cue):
    """A verb that reports, denies or leaves open; "se …" or "s'…" where it only counts as a reflexive."""

    lemma: str
    syntax: tuple[Syntax, ...]
    key: ClassVar = ("lemma",)


@dataclass(frozen=True, slots=True)
class ExpressionCue(Cue):
    """A verb that only counts with fixed ``words`` behind it; adverbs and auxiliaries may stand between."""

    verb: str
    words: str
    syntax: tuple[Syntax, ...]
    key: ClassVar = ("verb", "words")


@dataclass(frozen=True, slots=True)
class NounCue(Cue):
    """A noun for a speech act; as an ``anaphor`` it can point back at a claim ("ces accusations")."""

    lemma: str
    anaphor: bool
    plural: str | None = None
    key: ClassVar = ("lemma",)


@dataclass(frozen=True, slots=True)
class AdjectiveCue(Cue):
    """What makes a claim denied, doubted or confirmed when said of it.

    Attributes:
        form: Masculine singular; may be several words.
        negated: The act of its negation (« il n'est pas établi que »); None where that takes no stance.
        forms: Masculine and feminine singular, masculine and feminine plural, where no rule gives them.
    """

    form: str
    forms: tuple[str, ...] = ()
    negated: Act | None = None
    key: ClassVar = ("form",)


@dataclass(frozen=True, slots=True)
class PredicateCue(Cue):
    """A noun that dismisses the claim of which it is said ("c'est de la propagande")."""

    lemma: str
    plural: str | None = None
    key: ClassVar = ("lemma",)


@dataclass(frozen=True, slots=True)
class PrepositionCue(Cue):
    """Words that stand before a source ("selon", "à en croire")."""

    form: str
    key: ClassVar = ("form",)

    @property
    def forms(self) -> tuple[str, ...]:
        """The form, and its contractions and elision where it ends in "de" ("de l'aveu du", "… des", "… d'")."""
        if not self.form.endswith(" de"):
            return (self.form,)
        return (self.form, *(self.form.removesuffix("de") + end for end in ("du", "des", "d'")))


@dataclass(frozen=True, slots=True)
class Frame:
    """Which argument of a verb or noun fills which role.

    Attributes:
        name: By which verbs and nouns refer to it.
        roles: "subject", "object" or a preposition ("à" stands for "au" and "aux" too) to the role it fills.
    """

    name: str
    roles: Mapping[str, Role] = field(hash=False)
    key: ClassVar = ("name",)


@dataclass(frozen=True, slots=True)
class TransferVerb:
    """A verb by which equipment changes hands, is made, used or taught; one entry per frame that it takes.

    Attributes:
        lemma: Infinitive, "se …" or "s'…" where it only counts as a reflexive.
        frame: Name of its frame.
        kind: What it says happens.
        example: A sentence with the entry in it.
        status: Where the verb says it, whatever its tense.
        trap: A sentence in which the same word means something else, or None.
        beside: Words of which one must stand behind it, as « livraison » behind « prendre »; empty for most.
    """

    lemma: str
    frame: str
    kind: Kind
    example: str
    status: Status | None = None
    trap: str | None = None
    beside: tuple[str, ...] = ()
    key: ClassVar = ("lemma", "frame")


@dataclass(frozen=True, slots=True)
class TransferNoun:
    """A noun by which the same happens; see ``TransferVerb``. Its plural goes by rule unless ``plural`` says it."""

    lemma: str
    frame: str
    kind: Kind
    example: str
    status: Status | None = None
    trap: str | None = None
    plural: str | None = None
    key: ClassVar = ("lemma", "frame")


@dataclass(frozen=True, slots=True)
class Inflection:
    """One reading of one inflected form; ``pos`` and ``feats`` as in Universal Dependencies."""

    form: str
    lemma: str
    pos: str
    feats: str


@dataclass(frozen=True, slots=True)
class WordList:
    """Words that share a property, matched as they stand: scripts/inflect.py takes no notice of them."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Attributions:
    """Every cue, in the order of the file."""

    verbs: tuple[VerbCue, ...]
    expressions: tuple[ExpressionCue, ...]
    nouns: tuple[NounCue, ...]
    adjectives: tuple[AdjectiveCue, ...]
    predicates: tuple[PredicateCue, ...]
    prepositions: tuple[PrepositionCue, ...]


@dataclass(frozen=True, slots=True)
class Transfers:
    """Frames by name; verbs and nouns in the order of the file."""

    frames: Mapping[str, Frame]
    verbs: tuple[TransferVerb, ...]
    nouns: tuple[TransferNoun, ...]


@functools.cache
def load_attributions(folder: Path = FRENCH) -> Attributions:
    """Return the cues of ``attributions.toml`` in ``folder``.

    Raises:
        ValueError: As ``entries``; or a word has no inflections, or one form stands for two stances.
    """
    path = folder / "attributions.toml"
    tables = read(path, _CUES)
    found = {table: typed(path, tables, table, cls) for table, cls in _CUES.items()}
    _check_stances(path, found)
    return Attributions(*found.values())


def _check_stances(path: Path, found: Mapping[str, tuple[Any, ...]]) -> None:
    """Refuse a form that two entries claim for different stances: the text could not tell which is meant."""
    owners: dict[tuple[Any, ...], tuple[str, Stance]] = {}
    for table, cues in found.items():
        for cue in cues:
            name = " ".join(getattr(cue, part) for part in cue.key)
            for form in _surface(path, table, cue):
                owner, stance = owners.setdefault(form, (name, cue.stance))
                if stance is not cue.stance:
                    words = " ".join(map(str, form[1:]))
                    raise ValueError(
                        f"{path.name}: [[{table}]] {name}: form {words!r} {cue.stance}, but {owner!r} has it as"
                        f" {stance}; drop one"
                    )


def _surface(path: Path, table: str, cue: Any) -> Iterator[tuple[Any, ...]]:
    """Yield everything by which the text can show ``cue``: a part of speech and the words."""
    match cue:
        case VerbCue(lemma=lemma):
            for form in _forms(path, table, bare(lemma), "VERB"):
                yield "VERB", "se" if lemma != bare(lemma) else "", form
        case ExpressionCue(verb=verb, words=words):
            for form in _forms(path, table, bare(verb), "VERB"):
                yield "VERB", "se" if verb != bare(verb) else "", form, words
        case NounCue(lemma=lemma) | PredicateCue(lemma=lemma):
            for form in _forms(path, table, lemma, "NOUN"):
                yield "NOUN", form
        case AdjectiveCue(form=lemma, forms=forms):
            for form in forms or _forms(path, table, lemma, "ADJ"):
                yield "ADJ", form
        case _:
            yield "ADP", cue.form


def _forms(path: Path, table: str, lemma: str, pos: str) -> tuple[str, ...]:
    """Return every form of a word; of several words (« fausse nouvelle »), themselves."""
    if " " in lemma:
        return (lemma,)
    try:
        return _forms_by_lemma(path.parent)[lemma, pos]
    except KeyError:
        raise ValueError(f"{path.name}: [[{table}]] {lemma}: no {pos} in inflections.tsv; {REGENERATE}") from None


@functools.cache
def load_transfers(folder: Path = FRENCH) -> Transfers:
    """Return the frames, verbs and nouns of ``transfers.toml`` in ``folder``.

    Raises:
        ValueError: As ``entries``; or a word has no inflections, or its frame is not in the file.
    """
    path = folder / "transfers.toml"
    tables = read(path, ("frame", "verb", "noun", *_BESIDE))
    frames = {frame.name: frame for frame in typed(path, tables, "frame", Frame)}
    found = Transfers(
        MappingProxyType(frames),
        typed(path, tables, "verb", TransferVerb),
        typed(path, tables, "noun", TransferNoun),
    )
    words: tuple[TransferVerb | TransferNoun, ...] = (*found.verbs, *found.nouns)
    for entry in words:
        table = "verb" if isinstance(entry, TransferVerb) else "noun"
        if entry.frame not in frames:
            raise ValueError(
                f"{path.name}: [[{table}]] {entry.lemma}: no frame {entry.frame!r}; there are {', '.join(frames)}"
            )
        _forms(path, table, bare(entry.lemma), table.upper())
    return found


@functools.cache
def word_list(file: str, table: str, folder: Path = FRENCH) -> frozenset[str]:
    """Return the words of all ``[[table]]`` of a lexicon that says no more of them than that they are in it.

    Raises:
        ValueError: As ``entries``; or the file has no such table.
    """
    path = folder / file
    found = frozenset(word for entry in entries(path, table, WordList) for word in entry.words)
    if not found:
        raise ValueError(f"{path.name}: no [[{table}]]; add it with its words")
    return found


@functools.cache
def inflections(folder: Path = FRENCH) -> Mapping[str, tuple[Inflection, ...]]:
    """Return the readings of every inflected form in ``inflections.tsv`` of ``folder``, by lower-case form.

    Raises:
        ValueError: The file is not the sorted four-column table that ``scripts/inflect.py`` writes.
    """
    path = folder / "inflections.tsv"
    header, *lines = path.read_text(encoding="utf-8").splitlines() or [""]
    rows = [line.split("\t") for line in lines]
    if header.split("\t") != _COLUMNS or any(len(row) != len(_COLUMNS) for row in rows):
        raise ValueError(f"{path.name}: columns are not {', '.join(_COLUMNS)} throughout; {REGENERATE}")
    if any(later <= earlier for earlier, later in pairwise(rows)):
        raise ValueError(f"{path.name}: rows are not sorted, or one stands twice; {REGENERATE}")
    found: dict[str, list[Inflection]] = {}
    for form, lemma, pos, feats in rows:
        found.setdefault(form.lower(), []).append(Inflection(form, lemma, pos, feats))
    return MappingProxyType({form: tuple(readings) for form, readings in found.items()})


@functools.cache
def _forms_by_lemma(folder: Path) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Return the forms of every (lemma, part of speech)."""
    found: dict[tuple[str, str], set[str]] = {}
    for form, readings in inflections(folder).items():
        for reading in readings:
            found.setdefault((reading.lemma, reading.pos), set()).add(form)
    return {word: tuple(sorted(forms)) for word, forms in found.items()}


_BESIDE = (
    "reciprocal",
    "dealing",
    "causative",
    "sending",
    "war",
    "origin",
    "design",
    "knowhow",
    "making",
    "arming",
    "built",
    "band",
    "maker",
    "agreeing",
    "sponsoring",
    "firm",
    "holder",
    "resale",
    "order",
    "tidings",
    "bartering",
    "hiring",
    "request",
    "winning",
    "market",
    "used",
    "deal",
    "ground",
    "partner",
    "site",
    "consent",
    "package",
    "dealer",
    "civil",
    "going",
    "visit",
    "kind",
    "fiction",
    "region",
)  # lists of words in transfers.toml, read by ``word_list``
_CUES: Mapping[str, type[Any]] = {
    "verb": VerbCue,
    "expression": ExpressionCue,
    "noun": NounCue,
    "adjective": AdjectiveCue,
    "predicate": PredicateCue,
    "preposition": PrepositionCue,
}
