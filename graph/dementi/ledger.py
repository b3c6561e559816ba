"""What changes in a store, made at once, and noted as lines of its N-Quads, so that the file can follow.

The store forgets how a number was typed (``5`` of ``xsd:nonNegativeInteger`` becomes an integer), so that a quad read
from it may stand in the file in one of two ways; a line that the file does not have is passed over there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad, Store

from dementi.iris import article_iri, review_iri
from dementi.rdf import DERIVED, PROVENANCE, VOCABULARY
from dementi.terms import PREFIXES
from dementi.vocabulary import term

_VOCABULARY, _PROVENANCE, _DERIVED = NamedNode(VOCABULARY), NamedNode(PROVENANCE), NamedNode(DERIVED)
_SHARED = (_VOCABULARY, _PROVENANCE)
_INTEGER, _COUNT = (f"^^<{PREFIXES['xsd']}{name}>" for name in ("integer", "nonNegativeInteger"))


class Ledger:
    """Changes to one store.

    Attributes:
        store: The store, which is changed by ``put`` and ``drop`` as they are called.
        added: Lines to put into its N-Quads.
        removed: Lines to leave out of them.
    """

    def __init__(self, store: Store) -> None:
        """Note the changes of a store from now on."""
        self.store = store
        self.added: set[bytes] = set()
        self.removed: set[bytes] = set()

    def put(self, quads: Iterable[Quad]) -> None:
        """Add quads, those that are not there yet."""
        fresh = [quad for quad in dict.fromkeys(quads) if quad not in self.store]
        self.store.extend(fresh)
        for line in map(line_of, fresh):
            if line in self.removed:
                self.removed.remove(line)
            else:
                self.added.add(line)

    def describe(self, quads: Iterable[Quad]) -> None:
        """Put quads of the vocabulary, in the place of what it says of their subjects so far."""
        said: dict[Any, list[Quad]] = defaultdict(list)
        for quad in quads:
            said[quad.subject].append(quad)
        for subject, new in said.items():
            self.drop(set(self.store.quads_for_pattern(subject, None, None, _VOCABULARY)).difference(new))
        self.put(quad for new in said.values() for quad in new)

    def drop(self, quads: Iterable[Quad]) -> None:
        """Remove quads of the store."""
        for quad in quads:
            self.store.remove(quad)
            lines = _lines_of(quad)
            if self.added.isdisjoint(lines):
                self.removed.update(lines)
            else:
                self.added.difference_update(lines)

    def drop_article(self, article: str) -> set[NamedNode]:
        """Remove the graph of an article, the decisions on it and its provenance; return what they led to."""
        here = NamedNode(article)
        quads = [
            *self.store.quads_for_pattern(None, None, None, here),
            *self.store.quads_for_pattern(None, None, None, NamedNode(review_iri(article))),
            *self.store.quads_for_pattern(here, None, None, _PROVENANCE),
        ]
        self.drop(quads)
        return {quad.object for quad in quads if isinstance(quad.object, NamedNode)} - {here}

    def statements(self, articles: Iterable[str]) -> int:
        """Return how many statements these articles have, given by their ids."""
        kind, one = term("rdf:type"), term("dem:Statement")
        graphs = (NamedNode(article_iri(article)) for article in articles)
        return sum(1 for graph in graphs for _ in self.store.quads_for_pattern(None, kind, one, graph))

    def derived(self, thing: object, predicate: NamedNode | None = None) -> list[Quad]:
        """Return what rules have said of a thing, with this predicate or any; nothing of a mere value."""
        if not isinstance(thing, NamedNode):
            return []
        return list(self.store.quads_for_pattern(thing, predicate, None, _DERIVED))

    def forget(self, nodes: Iterable[NamedNode]) -> None:
        """Remove what the shared graphs say of things that nothing but derived lines refer to any more.

        What such a thing led to (a claim its item, an item the broader one) is looked at in its turn.
        """
        waiting = set(nodes)
        while waiting:
            node = waiting.pop()
            lines = [quad for graph in _SHARED for quad in self.store.quads_for_pattern(node, None, None, graph)]
            if lines and not self._referred(node):
                self.drop(lines)
                waiting |= {quad.object for quad in lines if isinstance(quad.object, NamedNode)}

    def close(self) -> None:
        """Give the store up when all of it is on the disk.

        Nobody else may hold it: open, it would go on to merge its files in the background and delete those that it has
        merged, under whoever opens the generation next.
        """
        self.store.flush()
        del self.store

    def _referred(self, node: NamedNode) -> bool:
        return any(quad.graph_name != _DERIVED for quad in self.store.quads_for_pattern(None, None, node, None))


def line_of(quad: Quad) -> bytes:
    """Return a quad as a line of N-Quads, without the line feed."""
    return f"{quad} .".encode()


def _lines_of(quad: Quad) -> set[bytes]:
    """Return the lines of N-Quads that a quad of a store may come from."""
    text = f"{quad} ."
    known = isinstance(quad.object, Literal) and f"^^{quad.object.datatype}" == _INTEGER
    return {text.encode(), text.replace(_INTEGER, _COUNT).encode()} if known else {text.encode()}
