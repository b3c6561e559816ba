"""What is to stand in the graph ``derived``: collected line by line, then compared with what stands there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from dementi.rdf import DERIVED
from dementi.said import Reading
from dementi.vocabulary import term

_GRAPH = NamedNode(DERIVED)
# The graph also has the syndication clusters, which are not of these rules.
_RULED = (
    "dem:refines dem:contestedBy dem:attestation dem:stance dem:statements dem:sources dem:sides dem:outlets "
    "dem:witnesses dem:clusters dem:first dem:last dem:changesFrom dem:admitsAfterDenying dem:deniesAfterAsserting "
    "dem:sideChangesFrom dem:contradicts dem:retracts dem:settled"
).split()


@dataclass(frozen=True)
class Delta:
    """What must change in the graph ``derived``; both in no order.

    Attributes:
        removed: Lines that stand there and no longer hold.
        added: Lines that hold and do not stand there.
        compared: How many pairs were looked at: statements for their positions, claims for refinement.
    """

    removed: list[Quad]
    added: list[Quad]
    compared: int


class Draft:
    """Lines that hold, and lines that hold only if somebody says so.

    Args:
        reading: The store.
        fresh: Everything is said anew: no line holds unless somebody says so.
    """

    def __init__(self, reading: Reading, fresh: bool) -> None:
        self.reading, self.fresh = reading, fresh
        self._lines: dict[Quad, bool] = {}

    def hold(self, subject: str, name: str, value: str | NamedNode | Literal) -> None:
        """Say that a line holds; a plain text is an IRI."""
        node = NamedNode(value) if isinstance(value, str) else value
        self._lines[Quad(NamedNode(subject), term(name), node, _GRAPH)] = True

    def doubt(self, subject: str | None, name: str | None, value: str | None = None) -> None:
        """Let the lines that match hold only if somebody says so."""
        if self.fresh:
            return
        pattern = (subject and NamedNode(subject), name and term(name), value and NamedNode(value), _GRAPH)
        for quad in self.reading.store.quads_for_pattern(*(part or None for part in pattern)):
            self._lines.setdefault(quad, False)

    def delta(self, compared: int) -> Delta:
        """Return what must change."""
        store = self.reading.store
        if self.fresh:
            standing = set(_ruled(store.quads_for_pattern(None, None, None, _GRAPH)))
            return Delta(list(standing - self._lines.keys()), list(self._lines.keys() - standing), compared)
        removed = [quad for quad, holds in self._lines.items() if not holds]
        return Delta(removed, [quad for quad, holds in self._lines.items() if holds and quad not in store], compared)


def _ruled(quads: Iterable[Quad]) -> Iterable[Quad]:
    """Return the lines that are of these rules."""
    names, kind = {term(name) for name in _RULED}, term("dem:Attestation")
    return (quad for quad in quads if quad.predicate in names or quad.object == kind)
