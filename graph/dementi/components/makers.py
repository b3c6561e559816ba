"""Whose goods are bought: a system by its make, where the article names its state and speaks of a purchase.

No component: the part of ``transfers`` that knows makers. What is given away may be anybody's, whoever built it; what
is ordered new comes from who makes it.
"""

from __future__ import annotations

from functools import cached_property

from spacy.tokens import Doc

from dementi.components.parties import Parties
from dementi.components.predicates import Predicates
from dementi.fr import sentences
from dementi.lexicon import word_list
from dementi.records import Concept, Kind, Transfer
from dementi.terms import concepts

MARKET = word_list("transfers.toml", "market")
USED = word_list("transfers.toml", "used")  # « des F-16 d'occasion » are anybody's


class Makers:
    """The makers of one document's items.

    Attributes:
        named: English names of the states that the article names.
        bought: Ids of the systems that it says are bought or sold.
    """

    def __init__(self, doc: Doc, predicates: Predicates, parties: Parties) -> None:
        self.predicates = predicates
        cast = parties.cast
        sources = (actor.source for actor in (*cast.heads.values(), *cast.qualifiers.values()))
        self.named = {source.on_behalf_of or source.name for source in sources}
        self.bought: set[str] = set()
        for at, options in predicates.found:
            if options[0].lemma in MARKET:
                first, last = predicates.zone(at)
                self.bought.update(predicates.make(mention.first).id for mention in predicates.items_from(first, last))
        self.doc = doc

    @cached_property
    def used(self) -> bool:
        """Something in the document is second-hand."""
        found = (t for t in sentences.every(self.doc) if t.lower_ in USED)
        return any(t.i and t.nbor(-1).lower_ == "d'" or t.pos_ != "NOUN" for t in found)

    def made(self, transfer: Transfer) -> Concept:
        """Return what an item is, by its own name or that of what it resumes."""
        at = transfer.item_at
        return self.predicates.make(at) if at in self.predicates.item_at else concepts()[transfer.item_concept]

    def maker(self, transfer: Transfer) -> str | None:
        """Return the state that designed an item, where the article names it."""
        made = self.made(transfer).maker
        name = concepts()[made].en if made else None
        return name if name in self.named else None

    def seller(self, transfer: Transfer) -> str | None:
        """Return the state that makes what is bought; nobody where it is not said to be, or may be second-hand."""
        if transfer.kind is not Kind.TRANSFER or self.made(transfer).id not in self.bought or self.used:
            return None
        name = self.maker(transfer)
        return name if name != transfer.recipient else None
