"""Transfers that no rule reads, or not wholly: their parties from the ranker, where it is sure enough.

No component: the last step of ``transfers``. What a clause names with both parties stands as it is.
"""

from __future__ import annotations


from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from dementi.components.counts import counted
from dementi.components.parties import Parties
from dementi.components.predicates import Predicates
from dementi.components.progress import STATUS_OF_TENSE
from dementi.components.ranking import Ranked, Ranker
from dementi.fr import grammar, negation
from dementi.records import SPEAKER, Kind, Mention, Transfer

MEND = 0.1  # likelihood from which the ranker's pair replaces one that discourse completed
ADD = 0.2  # likelihood from which it makes a claim of an item of which no rule tells
REACH = 6  # arcs from an item up to the verb of its clause


class Inference:
    """The transfers of one document, with what the ranker adds to those of the rules."""

    def __init__(
        self, doc: Doc, predicates: Predicates, parties: Parties, found: list[Transfer], unfilled: list[Transfer]
    ) -> None:
        self.doc = doc
        self.predicates = predicates
        self.found = found
        self.unfilled = {transfer.item_at: transfer for transfer in unfilled}
        self.ranker = Ranker(doc, predicates, parties, found)

    def find(self) -> Iterator[Transfer]:
        """Yield the transfers of the rules, mended, then those of items of which no rule tells."""
        told = set()
        for transfer in self.found:
            told.add(transfer.item_at)
            yield self._mended(transfer)
        for mention in self.predicates.items:
            if mention.first in told:
                continue
            ranked = self.ranker.best(mention)
            if ranked and ranked.likelihood * self.ranker.told(mention) >= ADD:
                if (known := self.unfilled.get(mention.first)) is not None:
                    yield replace(known, supplier=ranked.supplier, recipient=ranked.recipient, explicit=0)
                else:
                    yield self._claim(mention, ranked)

    def _mended(self, transfer: Transfer) -> Transfer:
        """Return a transfer with the likeliest parties, where its clause does not name both."""
        mention = self.predicates.item_at.get(transfer.item_at)
        if mention is None or transfer.kind is not Kind.TRANSFER or transfer.explicit == 2:
            return transfer
        if SPEAKER in (transfer.supplier, transfer.recipient):
            return transfer
        ranked = self.ranker.best(mention)
        if ranked is None or ranked.likelihood < MEND:
            return transfer
        if transfer.explicit and ranked.supplier != transfer.supplier and ranked.recipient != transfer.recipient:
            return transfer
        return replace(transfer, supplier=ranked.supplier, recipient=ranked.recipient)

    def _claim(self, mention: Mention, ranked: Ranked) -> Transfer:
        """Return the claim that an item is said to go from one party to another."""
        item = self.doc[mention.first]
        verb = self._verb(item)
        at = verb if verb is not None else item
        negated = negation.negated_noun(item) or verb is not None and negation.is_negated(verb)
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
            rule="inferred:",
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
