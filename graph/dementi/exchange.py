"""Articles put in the place of others in one store, with all that follows: shared things, clusters, derived lines."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from dementi import meeting, rdf
from dementi.aliases import Aliases
from dementi.annotated import Annotated
from dementi.ledger import Ledger
from dementi.sayings import Sayings
from dementi.syndication import Syndication, own_text
from dementi.vocabulary import term


@dataclass
class Exchange:
    """Changes of one store.

    Attributes:
        ledger: Of the store.
        reprints: The clusters of its articles.
        sayings: Of its articles.
        aliases: Who is meant by whom.
        compared: How many candidate comparisons were made so far.
    """

    ledger: Ledger
    reprints: Syndication
    sayings: Sayings
    aliases: Aliases
    compared: int = 0

    def derive(self, ids: Iterable[str]) -> None:
        """Write what follows from all articles of a store that has nothing derived yet."""
        self._cluster(ids)
        self._settle(meeting.everything(self.ledger.store))

    def change(self, put: Sequence[Annotated], there: Collection[str]) -> None:
        """Remove articles that are there, by their ids, and put others, or the same anew."""
        coming = {one.article.id for one in put}
        ids = coming | set(there)
        iris = set(map(rdf.article_iri, ids))
        before = meeting.touched(self.ledger.store, iris)
        led_to = self._remove(coming, there)
        self.ledger.put(quad for one in put for quad in one.quads(self.aliases))
        for one in put:
            self.reprints.put(one.article.id, own_text(one.article))
        things = {thing for one in put for thing in one.things(self.aliases)}
        self.ledger.describe(rdf.vocabulary_quads(things))
        self.ledger.forget(led_to)
        iris |= self._cluster(ids)
        self._settle(before | meeting.touched(self.ledger.store, iris))

    def _settle(self, touched: meeting.Touched) -> None:
        """Let the rules write what follows."""
        delta = meeting.settle(self.ledger.store, self.sayings, touched)
        self.ledger.drop(delta.removed)
        self.ledger.put(delta.added)
        self.compared += self.reprints.compared + delta.compared

    def _remove(self, put: Collection[str], there: Collection[str]) -> set[NamedNode]:
        """Remove articles, of which some will be put again; return the things to which they led."""
        led_to: set[NamedNode] = set()
        for one in there:
            led_to |= self.ledger.drop_article(rdf.article_iri(one))
            if one not in put:
                self.reprints.drop(one)
        return led_to

    def _cluster(self, ids: Iterable[str]) -> set[str]:
        """Say anew in which clusters articles are; return the IRIs of those whose cluster may be another now."""
        changed = self.reprints.settle(ids)
        for one in changed:
            for quad in self.ledger.derived(NamedNode(rdf.article_iri(one)), term("dem:inCluster")):
                self.ledger.drop([quad, *self.ledger.derived(quad.object)])
        for members in set(changed.values()):
            self.ledger.put(rdf.cluster_quads(members))
        return {rdf.article_iri(one) for one in changed}
