"""The actors of a document, looked up by the places where they stand.

No component: what those after ``actors`` read.
"""

from __future__ import annotations

from spacy.tokens import Doc

from dementi.records import Actor


class Cast:
    """The actors of a document by their tokens, for the components that come after.

    Attributes:
        heads: Actors that take part in clauses, by the token that stands for them.
        qualifiers: Those that are adjectives (« iraniens »), by the same.
        inside: Actors that take part in clauses, by every token of their phrase; the outermost phrase wins.
        around: The same, with adjectives.
        starts: Actors that take part in clauses, by the first token of their phrase.
        ends: The first of them by the last token.
    """

    def __init__(self, doc: Doc) -> None:
        actors: list[Actor] = doc._.actors
        self.heads = {actor.head: actor for actor in actors if not actor.qualifier}
        self.qualifiers = {actor.head: actor for actor in actors if actor.qualifier}
        self.inside: dict[int, Actor] = {}
        self.around: dict[int, Actor] = {}
        for actor in actors:
            for i in range(actor.first, actor.last + 1):
                self.around.setdefault(i, actor)
                if not actor.qualifier:
                    self.inside.setdefault(i, actor)
        self.starts: dict[int, list[Actor]] = {}
        self.ends: dict[int, Actor] = {}
        for actor in self.heads.values():
            self.starts.setdefault(actor.first, []).append(actor)
            self.ends.setdefault(actor.last, actor)

    def alone(self, first: int, last: int) -> bool:
        """Say whether the tokens between two, both included, are somebody and nothing else but an article."""
        actor = self.ends.get(last)
        return actor is not None and actor.first - first in (0, 1)

    def starting(self, first: int, last: int) -> list[Actor]:
        """Return the actors that take part in clauses whose phrases begin between two tokens, both included."""
        return [actor for i in range(first, last + 1) for actor in self.starts.get(i, ())]
