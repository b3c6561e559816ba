"""What the predicates of a document know of each other: roles shared by the same item, the same predicate, one pair.

No component: the part of ``transfers`` that comes when all predicates are read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc

from dementi.components.attachment import by_strangers
from dementi.components.discussion import Discussion, Pair
from dementi.components.makers import Makers
from dementi.lexicon import word_list
from dementi.records import SPEAKER, Kind, Transfer
from dementi.terms import concepts

RESALE = word_list("transfers.toml", "resale")


class Joints:
    """The transfers of one document as far as each predicate tells them."""

    def __init__(self, doc: Doc, claims: Discussion, makers: Makers) -> None:
        self.doc = doc
        self.claims = claims
        self.makers = makers

    def find(self) -> Iterator[Transfer]:
        """Yield the transfers with the roles that others of them fill, in text order."""
        found = [self._foretold(transfer) for transfer in self._joined(self.claims.found)]
        told: dict[tuple[int, str | None], str] = {
            (t.at, t.recipient): t.supplier for t in found if t.supplier and t.recipient
        }
        for transfer in found:  # « dix chars et vingt obusiers ont été livrés »: who gave the ones gave the others
            given = told.get((transfer.at, transfer.recipient)) if transfer.supplier is None else None
            yield replace(transfer, supplier=given) if given else transfer

    def _joined(self, found: list[Transfer]) -> Iterator[Transfer]:
        """Yield transfers with roles shared between predicates of one item.

        « des drones iraniens utilisés par la Russie ».
        """
        of_item: dict[int, list[Transfer]] = {}
        for transfer in found:
            of_item.setdefault(transfer.item_at, []).append(transfer)
        for transfer in found:
            supplier, recipient = self._shared(transfer, of_item[transfer.item_at])
            full = supplier is not None and recipient is not None
            if transfer.kind is not Kind.TRANSFER and not full and not transfer.open_role or supplier == recipient:
                continue
            explicit = transfer.explicit
            if (supplier, recipient) != (transfer.supplier, transfer.recipient):
                explicit = (supplier is not None) + (recipient is not None)
            yield replace(transfer, supplier=supplier, recipient=recipient, explicit=explicit)

    def _foretold(self, transfer: Transfer) -> Transfer:
        """Return a transfer with the party that only a later sentence names, where all that is said agrees on it.

        A headline or lead is told before its claim: « Séoul confirme que dix chars ont été livrés à Varsovie ».
        """
        one = (transfer.supplier is None) != (transfer.recipient is None)
        if transfer.kind is not Kind.TRANSFER or not one or SPEAKER in (transfer.supplier, transfer.recipient):
            return transfer
        if by_strangers(self.doc, transfer):
            return transfer
        supplier, recipient = self.claims.only(transfer.item, transfer.supplier, transfer.recipient)
        made = self.makers.made(transfer).maker
        if transfer.supplier is None and made is not None and concepts()[made].en != supplier:
            return transfer  # « aucune batterie S-300 »: who sold other batteries is not assumed to sell Moscow's
        return replace(transfer, supplier=supplier, recipient=recipient) if supplier else transfer

    def _shared(self, transfer: Transfer, same: list[Transfer]) -> Pair:
        """Return the parties of a transfer with what the predicates of its item know, its own among them."""
        supplier, recipient = transfer.supplier, transfer.recipient
        if transfer.rule.startswith("move:"):  # « ont atterri à Tunis avec des drones destinés au Mali »
            meant = next((t.recipient for t in same if t.rule.endswith(":destiner") and t.recipient), None)
            recipient = meant or recipient
        if supplier is None and not transfer.open_role:
            wanted = (recipient, None) if transfer.kind is Kind.USE else (recipient,)
            supplier = next((t.supplier for t in same if t.supplier and t.recipient in wanted), None)
        if transfer.kind is Kind.TRANSFER and (supplier is None) != (recipient is None):
            full = (t for t in same if t.kind is Kind.TRANSFER and t.supplier and t.recipient)
            whole = next((t for t in full if supplier in (None, t.supplier) and recipient in (None, t.recipient)), None)
            if whole:
                return whole.supplier, whole.recipient
            half = next((t for t in same if self._completes(transfer, t, supplier, recipient)), None)
            if half:  # « transportant des missiles destinés aux Houthis », « reçu des chars achetés à Minsk »
                return supplier or half.supplier, recipient or half.recipient
        given = (t for t in same if t.kind is Kind.TRANSFER and t.supplier == recipient and t.recipient)
        if transfer.kind is Kind.USE and (handed := next(given, None)) and self._pronoun_user(transfer.at):
            return handed.supplier, handed.recipient  # who uses what was just delivered received it
        if recipient is None and transfer.kind is Kind.TRANSFER:
            users = (t.recipient for t in same if t.kind is Kind.USE and t.supplier in (supplier, None))
            recipient = next((user for user in users if user), None)
        return supplier, recipient

    def _completes(self, one: Transfer, other: Transfer, supplier: str | None, recipient: str | None) -> bool:
        """Say whether another predicate of the same item names just the party that is missing."""
        resold = any(self.doc[t.at].lemma_ in RESALE or t.kind is not Kind.TRANSFER for t in (one, other))
        apart = self.doc[one.at].sent != self.doc[other.at].sent  # « nous en avons reçu »: other ones
        fits = (
            not apart
            and (other.supplier is None) != (supplier is None)
            and (other.recipient is None) != (recipient is None)
        )
        return fits and not resold and (supplier or other.supplier) != (recipient or other.recipient)

    def _pronoun_user(self, at: int) -> bool:
        """Say whether a pronoun is the subject of a verb of use: « il s'en sert »."""
        return any(child.pos_ == "PRON" and child.dep_.startswith("nsubj") for child in self.doc[at].children)
