"""Transfers that no rule reads, or not wholly: their parties from the ranker, where it is sure enough.

No component: the last step of ``transfers``. What a clause names with both parties stands as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import replace

from spacy.tokens import Token

from dementi.components.attachment import by_strangers
from dementi.components.counts import counted
from dementi.components.joints import RESALE
from dementi.components.origins import Origins
from dementi.components.progress import STATUS_OF_TENSE
from dementi.components.ranking import Ranked, Ranker, Signs
from dementi.components.topics import Topics
from dementi.fr import grammar, negation
from dementi.records import SPEAKER, Act, Kind, Mention, SourceKind, Transfer

MEND = 0.12  # likelihood from which the ranker's pair replaces one that discourse completed
FILL = 0.2  # the same where it takes a place that nobody has
ADD = 0.08  # likelihood from which it makes a claim of an item of which no rule tells
SURE = 0.15  # likelihood from which it may make one of whom the clause has in another part
# Signs of who speaks of others' transfers; who denies, confirms or announces speaks of his own.
TELLING = frozenset(
    (
        *(f"says:{act}" for act in (Act.STATES, Act.ACCUSES, Act.REPORTS, Act.WARNS, Act.ESTIMATES)),
        "selon:before",
        "selon:after",
    )
)
# Links of places and of those whom something passes by: rules that read the clause gave them no role.
PLACE = frozenset(
    f"{link}:{side}" for link in ("en", "par", "dans", "sur", "contre", "depuis") for side in ("before", "after")
)
NEAR = 6  # tokens within which two items are of one phrase
INSIDE = ("NOUN", "PROPN", "ADJ", "NUM", "ADP", "DET")  # what such a phrase is made of
INFERRED = "inferred:"  # the rule of what is found so
POSSESSIVES = frozenset("son sa ses leur leurs".split())
PRICES = frozenset("paiement échange contrepartie compensation retour".split())
RESTRICTION = 3  # tokens between a verb and its « ne », its « que »
REACH = 6  # arcs from an item up to the verb of its clause


class Inference:
    """The transfers of one document, with what the ranker adds to those of the rules."""

    def __init__(self, origins: Origins, topics: Topics, found: list[Transfer], unfilled: list[Transfer]) -> None:
        self.doc = origins.doc
        self.predicates = origins.predicates
        self.found = found
        self.unfilled = {transfer.item_at: transfer for transfer in unfilled}
        self.parties = origins.parties
        self.topics = topics
        self.ranker = Ranker(origins, found)
        self.pairs = {(t.supplier, t.recipient) for t in found if t.supplier and t.recipient}

    def find(self) -> Iterator[Transfer]:
        """Yield the transfers of the rules, mended, then those of items of which no rule tells."""
        told = set(self.predicates.told)
        for transfer in self.found:
            told.add(transfer.item_at)
            yield self._mended(transfer)
        for mention in self.predicates.items:
            if mention.first in told or self._within(mention, told) or self._carries(mention, told):
                continue
            if self._names(mention) or self._lacking(mention):
                continue
            signs = self.ranker.signs(mention)
            ranked = self.ranker.best(signs)
            if ranked is None or self._backwards(ranked):
                continue
            likely = ranked.likelihood * self.ranker.told(mention)
            bystanding = self._bystanding(signs, {ranked.supplier, ranked.recipient})
            owned = mention.first > 0 and self.doc[mention.first - 1].lower_ in POSSESSIVES
            if likely >= (SURE if bystanding else ADD) and not owned:  # « ses bombes » are one's own
                if (known := self.unfilled.get(mention.first)) is not None:
                    yield replace(known, supplier=ranked.supplier, recipient=ranked.recipient, explicit=0)
                else:
                    yield self._claim(mention, ranked)

    def _backwards(self, ranked: Ranked) -> bool:
        """Say whether rules read transfers from the recipient to the supplier, and none the way that is likeliest."""
        there = (ranked.supplier, ranked.recipient)
        return there[::-1] in self.pairs and there not in self.pairs

    def _within(self, mention: Mention, told: set[int]) -> bool:
        """Say whether an item stands in the phrase of one that a rule tells of: « des pièces de missiles »."""
        if self._apposed(mention, told):
            return True
        for step in (-1, 1):
            for i in range(mention.first + step, mention.first + step * NEAR, step):
                inside = 0 <= i < len(self.doc) and self.doc[i].pos_ in INSIDE
                if not inside or step > 0 and self.doc[i].is_sent_start:
                    break
                if i in told:
                    return True
        return False

    def _apposed(self, mention: Mention, told: set[int]) -> bool:
        """Say whether an item is what the one beside it is called: « des J-7, avions de fabrication chinoise »."""
        doc, beside = self.doc, []
        if mention.first > 1 and doc[mention.first - 1].text == ",":
            beside.append(mention.first - 2)
        if mention.last + 2 < len(doc) and doc[mention.last + 1].text == ",":
            beside.append(mention.last + 2)
        others = (self.predicates.item_at[i] for i in beside if i in self.predicates.item_at)
        return any(o.first in told and o.concept.item_class == mention.concept.item_class for o in others)

    def _lacking(self, mention: Mention) -> bool:
        """Say whether an item is a leave, or what somebody would be without: « une licence », « sans ces pièces »."""
        near = [t.lower_ for t in grammar.left(self.doc[mention.first], 2)]
        return mention.where.exact.lower().startswith("licence") or "sans" in near

    def _names(self, mention: Mention) -> bool:
        """Say whether an item only says who a body is: « l'Observatoire des armements »."""
        before = self.parties.cast.starting(max(mention.first - NEAR, 0), mention.first)
        bodies = (a.source for a in before if a.source.kind is SourceKind.ORGANIZATION and a.source.concept is None)
        return any(mention.where.exact in body.name for body in bodies)

    def _carries(self, mention: Mention, told: set[int]) -> bool:
        """Say whether a ship only brings what its sentence tells of: « un navire transportant des missiles »."""
        sentence = self.doc[mention.first].sent
        return mention.concept.item_class == "naval" and any(i in told for i in range(sentence.start, sentence.end))

    def _mended(self, transfer: Transfer) -> Transfer:
        """Return a transfer with the likeliest parties, where its clause does not name both.

        Nobody who is named in the clause is replaced, nobody takes part who only tells of it.
        """
        mention = self.predicates.item_at.get(transfer.item_at)
        own = {transfer.supplier, transfer.recipient}
        if mention is None or transfer.kind is not Kind.TRANSFER or transfer.spelt_out or SPEAKER in own:
            return transfer
        signs = self.ranker.signs(mention)
        ranked = self.ranker.best(signs)
        bar = FILL if None in own else MEND
        if ranked is None or ranked.likelihood < bar or transfer.rule.split(":")[1] in RESALE:
            return transfer
        if self._backwards(ranked):
            return transfer
        if None in own and (self._somebody_else(transfer) or self._price(mention)):
            return transfer
        mended = {ranked.supplier, ranked.recipient}
        kept = any("in-clause" in signs.get(party or "", ()) for party in own - mended)
        if kept or self._bystanding(signs, mended - own) or transfer.explicit and own.isdisjoint(mended):
            return transfer
        return replace(transfer, supplier=ranked.supplier, recipient=ranked.recipient)

    def _bystanding(self, signs: Mapping[str, Signs], parties: Set[str]) -> bool:
        """Say whether one of these only tells of a transfer, or is where an item is."""
        return any(
            not TELLING.isdisjoint(signs[party]) or PLACE & signs[party] and "in-clause" in signs[party]
            for party in parties
        )

    def _price(self, mention: Mention) -> bool:
        """Say whether an item is what is given in return, the other way: « en paiement de leurs drones »."""
        return any(t.lower_ in PRICES for t in grammar.left(self.doc[mention.first], NEAR))

    def _somebody_else(self, transfer: Transfer) -> bool:
        """Say whether somebody has the open role of whom nothing is known: « des rebelles ont reçu », « à l'île »."""
        verb = self.doc[transfer.at]
        subject = self.parties.subject(verb) if verb.pos_ in grammar.VERBAL and not grammar.is_passive(verb) else None
        unknown = subject is not None and subject.i in self.parties.cast.heads and self.parties.party(subject) is None
        return unknown or by_strangers(self.doc, transfer) or self.topics.unread(transfer)

    def _claim(self, mention: Mention, ranked: Ranked) -> Transfer:
        """Return the claim that an item is said to go from one party to another."""
        item = self.doc[mention.first]
        verb = self._verb(item)
        at = verb if verb is not None else item
        negated = negation.negated_noun(item) or verb is not None and (negation.is_negated(verb) or _imagined(verb))
        tense = grammar.tense(at) if verb is not None else "noun"
        return Transfer(
            at=at.i,
            kind=Kind.TRANSFER,
            supplier=ranked.supplier,
            recipient=ranked.recipient,
            item=mention.concept.item_class or "weapons",
            item_concept=mention.concept.id,
            item_text=mention.where,
            item_at=mention.first,
            first=min(at.i, mention.first),
            last=max(at.i, mention.last),
            negated=negated,
            conditional=tense.startswith("conditional"),
            status=STATUS_OF_TENSE[tense],
            quantity=counted(self.doc, mention, self.predicates.item_at),
            rule=INFERRED,
            explicit=0,
        )

    def _verb(self, item: Token) -> Token | None:
        """Return the verb on which an item hangs."""
        token = item
        for _ in range(REACH):
            if token.pos_ == "VERB":
                return token
            if token.head == token:
                return None
            token = token.head
        return None


def _imagined(verb: Token) -> bool:
    """Say whether goods are said to exist nowhere else: « n'existent que dans l'imagination de Kiev »."""
    restricted = any(t.lower_ in ("que", "qu'") for t in grammar.right(verb, RESTRICTION))
    return (
        verb.lemma_ == "exister"
        and restricted
        and any(t.lower_ in ("ne", "n'") for t in grammar.left(verb, RESTRICTION))
    )
