"""Which common nouns stand for somebody: « le ministre », « des responsables », not « une aide militaire ».

No component: the part of ``actors`` that tells nouns for actors from the same words that mean something else.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from dementi.components.phrases import Phrases
from dementi.fr.grammar import right
from dementi.records import Use

CHARGED = frozenset("chargé chargée chargés chargées".split())  # « le chargé d'affaires »
DEPUTY = frozenset("adjoint adjointe".split())
RANKED = frozenset("permanent permanente général générale".split())  # before « adjoint », which goes with their noun
POINTING = frozenset("ce cet cette ces".split())
INDEFINITE = frozenset("un une des plusieurs certains certaines quelques d' deux trois".split())


@dataclass(frozen=True, slots=True)
class Phrase:
    """A common noun with its phrase, as far as it is read before anybody is found for it.

    Attributes:
        noun: The noun's token.
        lemma: Its entry in actors.toml, "" for an office that has none.
        first: Index of the phrase's first token.
        last: Index of its last token, included.
        titled: The noun is an office or a calling.
        plural: It means several.
        definite: It can point back at somebody known.
    """

    noun: Token
    lemma: str
    first: int
    last: int
    titled: bool
    plural: bool
    definite: bool

    @property
    def qualified(self) -> bool:
        """Say whether it says more of somebody than « le » and a noun: then it is somebody else."""
        return self.last > self.noun.i or self.first < self.noun.i - 1 or self.noun.i == 0

    @property
    def bare(self) -> bool:
        """Say whether it is no more than « les » and a noun; « ces rebelles » points at others."""
        return self.definite and not self.qualified and self.noun.doc[self.first].lower_ not in POINTING


class Standing:
    """The nouns for actors of one document."""

    def __init__(self, doc: Doc, phrases: Phrases) -> None:
        self.doc = doc
        self.phrases = phrases

    def read(self, token: Token) -> Phrase | None:
        """Return the phrase of a noun that stands for somebody; None where the word is something else."""
        lower, lemma = token.lower_, token.lemma_
        titled = lower in self.phrases.titles
        if lemma not in self.phrases.nouns:
            lemma = lower.rstrip("s") if titled else ""
        before = token.nbor(-1) if token.i else None
        noun = titled and before is not None and before.pos_ == "DET"  # « l'envoyée », whatever the tagger says
        if lower in CHARGED:
            if [t.lower_ for t in right(token, 2)] != ["d'", "affaires"]:
                return None  # « le ministre chargé du Commerce »
        elif not lemma or token.pos_ in ("VERB", "AUX") and not noun or token.pos_ == "ADJ" and not titled:
            return None
        if lemma == "militaire" and (token.pos_ != "NOUN" or before is not None and before.pos_ == "NOUN"):
            return None  # « aide militaire »
        if lower in DEPUTY and before is not None and before.lower_ in RANKED:  # « représentant permanent adjoint »
            return None
        if token.i in self.phrases.mention_at and self.phrases.mention_at[token.i].use is not Use.ADJECTIVE:
            return None
        if lemma == "partie" and before is not None and before.lower_ in INDEFINITE:  # « une partie des chars »
            return None
        if token.lower_ == "presse" and before is not None and before.lower_ == "de":  # « conférence de presse »
            return None
        if token.lower_ == "groupe" and self._of_people(token):  # « un groupe d'experts »: the experts
            return None
        first, last = self.phrases.extent(token.i)
        plural = token.lower_.endswith(("s", "aux")) and token.lower_ != "pays"
        if plural and (of := self._one_of(first)) is not None:
            first, plural = of, False
        return Phrase(token, lemma, first, last, titled, plural, self._definite(first))

    def _definite(self, first: int) -> bool:
        """Say whether a phrase can point back: neither « un ministre » nor « l'un des ministres »."""
        opening = [token.lower_ for token in self.doc[first : first + 2]]
        return opening[0] not in INDEFINITE and opening not in (["l'", "un"], ["l'", "une"])

    def _one_of(self, first: int) -> int | None:
        """Return the first token of « un des », « l'une de ses » before a plural, None where there is none."""
        at = first - (self.doc[first].lower_ != "des")
        if at < 1 or self.doc[at].lower_ not in ("des", "de") or self.doc[at - 1].lower_ not in ("un", "une"):
            return None
        return at - 1 - (at > 1 and self.doc[at - 2].lower_ == "l'")

    def _of_people(self, noun: Token) -> bool:
        """Say whether a noun counts unnamed people."""
        following = list(right(noun, 2))
        if len(following) < 2 or following[0].lower_ not in ("de", "d'"):
            return False
        kind = self.phrases.nouns.get(following[1].lemma_)
        return kind is not None and kind.kind == "group"
