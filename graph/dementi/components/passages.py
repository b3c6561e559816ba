"""The shape of what the trained reader is shown of a text, in numbers, and the limits of it.

No component: what ``showing`` fills and ``network`` calculates with.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from dementi.components.discussion import FAMILY
from dementi.components.stance import side
from dementi.lexicon import bare, load_transfers
from dementi.records import (
    Act,
    Actor,
    Kind,
    Mention,
    Source,
    SourceKind,
    Stance,
    Transfer,
)
from dementi.terms import concepts

Numbers: TypeAlias = NDArray[np.float32]
Places: TypeAlias = NDArray[np.int64]
Claimed = tuple[int, int, int, int]  # supplier, recipient, item and kind, by their places in the passage

LONGEST = 600  # tokens of a passage; few articles are longer
PARTIES, SIDES, ITEMS = 20, 13, 6  # most of each in a passage: those most named; sides are who can give or take
NAMINGS, THINGS, EVENTS = 96, 40, 60  # most places where they are named, and of words for what happens
SORTS, ALIKE = 3, 3  # namings of parties, of items, and events; of two: of one party, of one item, or neither
KINDS = tuple(Kind)
STANCES = tuple(Stance)
SOURCE_KINDS = (SourceKind.STATE, SourceKind.ORGANIZATION, SourceKind.PERSON, SourceKind.GROUP, SourceKind.MEDIA)
FAMILIES = tuple(
    "drone missile fighter-aircraft air-defence ammunition artillery armour naval components technology satellite"
    " weapons".split()
)
ALIKE_ITEMS = FAMILY | {"helicopter": "fighter-aircraft"}  # gold statements are compared so (score.py)
NOBODY = frozenset({SourceKind.ARTICLE, SourceKind.UNATTRIBUTED})
CLASSES = tuple("NOUN VERB ADJ ADV ADP DET PROPN PRON AUX CCONJ SCONJ NUM PUNCT SPACE X SYM INTJ PART".split())
TAGS = ("", *CLASSES)  # word classes by their number
TELLING = tuple(TAGS.index(name) for name in ("NOUN", "VERB", "AUX", "ADJ"))  # these can be predicates
RELATIONS = tuple(
    "punct det case nmod nsubj ROOT amod obj advmod obl:mod aux:tense dep mark conj obl:arg cc obl xcomp acl appos"
    " nummod flat:name acl:relcl ccomp parataxis nsubj:pass aux:pass advcl cop iobj fixed expl:subj expl:pv obl:agent"
    " parataxis:insert expl:comp aux:caus expl:pass".split()
)
# Mood and tense as the morphologizer writes them; the first that fits.
MOODS = (
    "Mood=Cnd",
    "Mood=Sub",
    "Tense=Fut",
    "Tense=Imp",
    "VerbForm=Inf",
    "VerbForm=Part",
    "Mood=Imp",
    "Tense=Past",
    "Tense=Pres",
)
GAPS = np.array((2, 4, 7, 12, 20, 40))  # tokens between two places, where the next class of distance begins
FAR = 3  # sentences between two places, from which on more are as many
APART = 2 * FAR + 1  # how many sentences two places can lie apart, beyond which it is all one
SEPARATIONS = APART * 2 * (len(GAPS) + 1)
AROUND = 2  # tokens beside a predicate with its arguments in which its parties are named
VIEWS = 4  # of a claim: found as a transfer, spelt out in a clause, put forward by somebody, standing
WAYS = 3  # in which somebody takes a stance on a claim: it stands, it was found, the claim lies in what he says
STANDING = 0  # the first of them
SAYINGS = 5  # what of an item is seen of who speaks; see ``_speech``


def family(item: str | None) -> str:
    """Return the class in which items are compared: missiles of all kinds are one, so are aircraft."""
    return ALIKE_ITEMS.get(item or "", item or "weapons")


@cache
def frames() -> dict[tuple[str, str], str]:
    """Return the first frame of each verb and noun of transfer, by word class and first word of its lemma."""
    found: dict[tuple[str, str], str] = {}
    for verb in load_transfers().verbs:
        found.setdefault(("VERB", bare(verb.lemma).split()[0]), verb.frame)
    for noun in load_transfers().nouns:
        found.setdefault(("NOUN", noun.lemma.split()[0]), noun.frame)
    return found


@cache
def channels() -> dict[str, int]:
    """Return what a word can be marked as, each with its place among the marks."""
    stances = [stance.value for stance in STANCES]
    names = (
        *(f"party {kind.value}" for kind in SOURCE_KINDS),
        *(f"item {name}" for name in FAMILIES),
        *(f"act {act.value}" for act in Act),
        *(f"frame {name}" for name in sorted(set(frames().values()))),
        *(f"{part} {stance}" for part in ("cue", "said", "says") for stance in stances),
        *"adjective negated unsaid quoted begins predicate denied supposed spelt giver taker thing clear".split(),
    )
    return {name: place for place, name in enumerate(names)}


def holder(source: Source) -> str | None:
    """Return the name by which a source counts as one party: its side, else its own; None for nobody.

    A private firm sells in its own name (guidelines, case 17).
    """
    if source.kind in NOBODY:
        return None
    own = source.concept is not None and concepts()[source.concept].private
    return source.name if own else side(source) or source.name


@dataclass(slots=True)
class Passage:
    """A stretch of a document in numbers: n words; m namings of p parties; t things of i items.

    Attributes:
        doc: The document.
        first: Its first token; the places below count from it.
        words: n lemmas; names stand as what they name.
        forms: (n,) The rows of their forms in ``forms``, that of none for names.
        trees: Word class, relation and mood of each word (3, n).
        heads: (n,) The place of each word's head.
        sentences: (n,) The number of each word's sentence.
        marks: (n, channels) What each word is.
        parties: Who is named; those that can give or take come first.
        sides: How many of them can.
        items: Which families of equipment are named.
        namings: m actors, each with its party's place.
        things: t mentions, each with its item's place.
        kinds: (p, 6) What each party is, and how often it is named.
        found: (s, s, i, 4, VIEWS) What the rules make of each claim; s parties can give or take.
        stances: Of claims that rules know (p + 1, 3, WAYS): who takes which stance; nobody comes last.
        speech: (p + 1, i, 3, SAYINGS) Who takes which stance near which item; nobody comes last.
    """

    doc: Doc
    first: int
    words: list[str]
    forms: Places
    trees: Places
    heads: Places
    sentences: Places
    marks: Numbers
    parties: list[str]
    sides: int
    items: list[str]
    namings: list[tuple[Actor, int]]
    things: list[tuple[Mention, int]]
    kinds: Numbers
    found: Numbers
    stances: dict[Claimed, Numbers]
    speech: Numbers

    def party(self, source: Source) -> int | None:
        """Return the place of a source's party, None where it is not in the passage; nobody comes last."""
        name = holder(source)
        if name is None:
            return len(self.parties)
        return self.parties.index(name) if name in self.parties else None

    def claim(self, transfer: Transfer) -> Claimed | None:
        """Return the places of the parts of a transfer, None where one is not in the passage."""
        item, sides = family(transfer.item), self.parties[: self.sides]
        if transfer.supplier not in sides or transfer.recipient not in sides or item not in self.items:
            return None
        supplier, recipient = sides.index(transfer.supplier), sides.index(transfer.recipient)
        return supplier, recipient, self.items.index(item), KINDS.index(transfer.kind)


def separations(here: Places, there: Places, sentences: Places) -> Places:
    """Return how two sets of places lie to each other, as numbers below ``SEPARATIONS``."""
    apart = there[None] - here[:, None]
    sentences = np.clip(sentences[there][None] - sentences[here][:, None], -FAR, FAR) + FAR
    gap = np.searchsorted(GAPS, np.abs(apart), side="right") + (apart <= 0) * (len(GAPS) + 1)
    classes: Places = sentences * 2 * (len(GAPS) + 1) + gap
    return classes
