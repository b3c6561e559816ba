"""The claims under discussion: the transfers found so far, by what a later clause can name of them.

No component: the part of ``transfers`` that remembers.
"""

from __future__ import annotations

from dementi.records import Kind, Transfer

# « des missiles », of ballistic ones before: one family, as the guidelines count them.
FAMILY = {"ballistic-missile": "missile", "cruise-missile": "missile"}


class Discussion:
    """The transfers of one document as far as it is read; ``found`` has them in text order."""

    def __init__(self) -> None:
        self.found: list[Transfer] = []
        self._full: dict[tuple[str, str | None, str | None], Transfer] = {}
        self._suppliers: dict[tuple[str, Kind], dict[str, None]] = {}

    def add(self, transfer: Transfer) -> None:
        """Take a transfer into the discussion."""
        self.found.append(transfer)
        supplier, recipient = transfer.supplier, transfer.recipient
        if supplier is not None:
            latest = self._suppliers.setdefault((transfer.item, transfer.kind), {})
            latest.pop(supplier, None)  # so that it stands last
            latest[supplier] = None
        if supplier is None or recipient is None:
            return
        items = [FAMILY.get(transfer.item, transfer.item)]
        if transfer.kind is Kind.TRANSFER and supplier and recipient:
            items.append("")
        for item in items:
            for named in ((supplier, recipient), (supplier, None), (None, recipient), (None, None)):
                self._full[(item, *named)] = transfer

    def on(self, item: str, supplier: str | None, recipient: str | None) -> Transfer | None:
        """Return the last claim with both parties on items of one family that fits the parties named."""
        return self._full.get((FAMILY.get(item, item), supplier, recipient))

    def delivery(self, supplier: str | None = None, recipient: str | None = None) -> Transfer | None:
        """Return the last claim of the kind "transfer" with both parties that fits the parties named, on any item."""
        return self._full.get(("", supplier, recipient))

    def supplier(self, item: str, kind: Kind, recipient: str | None) -> str | None:
        """Return who was last named to supply an item in this way, and is not the recipient."""
        return next((party for party in reversed(self._suppliers.get((item, kind), {})) if party != recipient), None)
