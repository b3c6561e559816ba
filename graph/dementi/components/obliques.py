"""Which preposition gives somebody a role beside a predicate, and which belongs to another word.

No component: the part of ``transfers`` that reads prepositional phrases, by word order and frame.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from dementi.components.adjuncts import preposition_of
from dementi.components.attachment import (
    found_there,
    of_another,
    of_nobody,
    of_other_noun,
    of_site,
    opens_sentence,
    sent_from,
)
from dementi.components.callings import load_nouns
from dementi.components.origins import at_war
from dementi.components.parties import Parties
from dementi.components.predicates import Predicates
from dementi.fr import grammar
from dementi.lexicon import Frame, word_list
from dementi.records import Actor, ConceptKind
from dementi.terms import concepts

BANDS = word_list("transfers.toml", "band")
# Prepositions whose phrase may stand before the predicate.
LEFT = ("à", "vers", "par", "au profit de", "depuis", "à destination de", "en direction de")


class Obliques:
    """The prepositional phrases of one document."""

    def __init__(self, doc: Doc, predicates: Predicates, parties: Parties) -> None:
        self.doc = doc
        self.predicates = predicates
        self.parties = parties

    def key(self, actor: Actor, at: Token, frame: Frame) -> str | None:
        """Return the preposition that gives an actor a role beside a predicate, or None."""
        key = preposition_of(self.doc, actor.first, frame)
        if (
            at_war(self.doc, actor, self.predicates.item_at)
            or of_nobody(actor, self.parties.cast)
            or key == "par"
            and self.parties.tells(actor, at)
        ):
            return None
        if key == "à" and frame.name == "receive" and self.doc[actor.first - 1].lower_ in ("l'", "la"):
            return "de"  # « n'a ni acheté ni reçu d'obus à l'Inde »: one receives « en Inde », « à New Delhi »
        if key == "de" and frame.name == "give" and at.pos_ != "NOUN" and not sent_from(actor, at):
            return None
        if key == "de" and at.pos_ != "NOUN" and of_site(self.doc, actor):
            return None  # « reçu par l'aéroport de Minsk »
        if key == "de" and at.pos_ == "NOUN" and of_other_noun(self.doc, actor, at, self.predicates.item_at):
            return None  # « la vente, bloquée par le veto de la Suisse »
        active = not (grammar.is_passive(at) or grammar.undergone(at) or grammar.causing(at))
        if key == "par" and at.pos_ in grammar.VERBAL and active:
            return None  # « Moscou n'a pas livré les armes payées par Erevan »
        if key == "de" and any(t.lower_ in ("à", "au", "aux", "vers") for t in self.doc[at.i + 1 : actor.first - 1]):
            return None  # « ventes à la région chinoise de Taïwan »
        if key == "de" and frame.name == "move" and self.doc[max(actor.first - 2, 0)].pos_ in ("NOUN", "PROPN", "ADJ"):
            return None  # « l'aéroport polonais de … » is no origin
        if actor.first > at.i and at.pos_ in grammar.VERBAL and found_there(self.doc, actor):
            return None  # « a vendu à Minsk des fusils retrouvés en Syrie »
        within = self.parties.cast.inside.get(actor.head, actor) is not actor  # « l'ambassade à Ankara »
        if frame.name == "produce" and of_another(self.doc, actor, at):
            return None  # « sont assemblés à partir de puces gravées à Taïwan »
        if actor.first < at.i and self._of_noun(actor):
            return None  # « inquiet des livraisons au Mali, Niamey achète »
        apart = key not in LEFT and not (key == "de" and opens_sentence(self.doc, actor))
        return None if actor.first < at.i and (apart or within or of_another(self.doc, actor, at)) else key

    def given(self, at: Token, actor: Actor, frame: Frame) -> bool:
        """Say whether those in arms get what a predicate gives, told between it and an actor: « à un groupe ».

        Not « à la police en Serbie », nor « à la Serbie et en Syrie ».
        """
        link = self.doc[max(actor.first - 2, 0)]
        between = self.parties.cast.starting(at.i + 1, actor.first - 1)
        others = (other for other in between if preposition_of(self.doc, other.first, frame) == "à")
        return link.lower_ not in ("et", ",") and any(self._bears_arms(other) for other in others)

    def _bears_arms(self, actor: Actor) -> bool:
        """Say whether somebody is an armed group: a listed one, or one that is called so."""
        listed = concepts().get(actor.source.concept or "")
        if listed is not None and listed.kind is ConceptKind.ARMED_GROUP:
            return True
        lemma = self.doc[actor.head].lemma_
        noun = load_nouns().get(lemma)
        return lemma in BANDS or noun is not None and noun.kind == "armed"

    def _of_noun(self, actor: Actor) -> bool:
        """Say whether a phrase before a predicate belongs to a noun for another transfer right before it."""
        words = [t for t in grammar.left(self.doc[actor.first], 5) if t.pos_ not in ("ADP", "DET", "ADJ")]
        nouns = self.predicates.nouns
        return (
            bool(words)
            and words[0].pos_ == "NOUN"
            and words[0].lemma_ in nouns
            and words[0].i not in self.predicates.item_at
        )

    def importer(self, actor: Actor, at: Token, frame: Frame) -> bool:
        """Say whether « de » links who buys to a purchase: « les importations de l'Inde », not « de Chine »."""
        near = {t.lower_ for t in self.doc[max(actor.first - 1, 0) : actor.first + 1]}
        return frame.name == "take" and at.lemma_ == "importation" and not near.isdisjoint(("la", "l'"))
