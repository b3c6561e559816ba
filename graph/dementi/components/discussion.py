"""The claims under discussion: the transfers found so far, by what a later clause can name of them.

No component: the part of ``transfers`` that remembers. Every question is answered in the same time however long the
document is.
"""

from __future__ import annotations

from collections.abc import Set

from dementi.records import SPEAKER, Kind, Transfer

# « des missiles », of ballistic ones before: one family, as the guidelines count them.
FAMILY = {"ballistic-missile": "missile", "cruise-missile": "missile"}
ANY, DELIVERY = "*", "transfer"  # in place of an item: whatever it is; whatever it is, of the kind "transfer"

SIDELINES = (Kind.PRODUCTION, Kind.TRAINING)

Pair = tuple[str | None, str | None]  # supplier, recipient


class Discussion:
    """The transfers of one document as far as it is read; ``found`` has them in text order."""

    def __init__(self) -> None:
        self.found: list[Transfer] = []
        self._full: dict[tuple[str, str | None, str | None], Transfer] = {}
        self._models: dict[tuple[str, str | None, str | None], Transfer] = {}
        self._certain: dict[frozenset[str], Transfer] = {}
        self._pairs: set[Pair] = set()
        self._fitting: dict[tuple[str, str | None, str | None], set[Pair]] = {}
        self._suppliers: dict[tuple[str, Kind], dict[str, None]] = {}

    def add(self, transfer: Transfer) -> None:
        """Take a transfer into the discussion."""
        self.found.append(transfer)
        supplier, recipient = transfer.supplier, transfer.recipient
        if not supplier or not recipient or SPEAKER in (supplier, recipient):
            return  # who « nous » are is found later
        latest = self._suppliers.setdefault((transfer.item, transfer.kind), {})
        latest.pop(supplier, None)  # so that it stands last
        latest[supplier] = None
        items = [FAMILY.get(transfer.item, transfer.item), ANY]
        if transfer.kind is Kind.TRANSFER:
            items.append(DELIVERY)
            for fitting in ((supplier, None), (None, recipient), (None, None)):
                self._models[(transfer.item_concept, *fitting)] = transfer
            self._pairs.add((supplier, recipient))
            for one in ((items[0], supplier, None), (items[0], None, recipient)):
                self._fitting.setdefault(one, set()).add((supplier, recipient))
        for item in items:
            for named in ((supplier, recipient), (supplier, None), (None, recipient), (None, None)):
                if transfer.kind in SIDELINES:  # a factory does not make its builder who delivered before
                    self._full.setdefault((item, *named), transfer)
                else:
                    self._full[(item, *named)] = transfer
        if not transfer.hypothetical:
            for parties in ((), (supplier,), (recipient,), (supplier, recipient)):
                self._certain[frozenset(parties)] = transfer

    def forget(self) -> None:
        """Begin another discussion: nothing of what was said before completes what comes."""
        for memory in (self._full, self._certain, self._pairs, self._fitting, self._suppliers):
            memory.clear()

    def on(self, item: str, supplier: str | None, recipient: str | None) -> Transfer | None:
        """Return the last claim with both parties on items of one family that fits the parties named.

        ``item`` may be ``ANY`` or ``DELIVERY``.
        """
        return self._full.get((FAMILY.get(item, item), supplier, recipient))

    def of_model(self, model: str, supplier: str | None, recipient: str | None) -> Transfer | None:
        """Return the last delivery of a model between parties that fit those named."""
        return self._models.get((model, supplier, recipient))

    def between(self, parties: Set[str | None]) -> Transfer | None:
        """Return the last claim that is no mere supposition, in which all these take part, in whichever role."""
        return self._certain.get(frozenset(party for party in parties if party is not None))

    def only_pair(self) -> Pair:
        """Return the parties of all deliveries in question where they are the same ones; else nobody."""
        return next(iter(self._pairs)) if len(self._pairs) == 1 else (None, None)

    def deliverer(self, recipient: str | None) -> str | None:
        """Return who delivers to somebody, whatever it is, where only one does."""
        found = {supplier for supplier, whom in self._pairs if whom == recipient}
        return next(iter(found)) if len(found) == 1 else None

    def only(self, item: str, supplier: str | None, recipient: str | None) -> Pair:
        """Return the parties of all deliveries of such items that fit those named, where they are the same ones."""
        pairs = self._fitting.get((FAMILY.get(item, item), supplier, recipient), set())
        return next(iter(pairs)) if len(pairs) == 1 else (None, None)

    def supplier(self, item: str, kind: Kind, recipient: str | None) -> str | None:
        """Return who was last named to supply an item in this way, and is not the recipient."""
        return next((party for party in reversed(self._suppliers.get((item, kind), {})) if party != recipient), None)
