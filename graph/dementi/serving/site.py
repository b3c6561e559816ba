"""The pages of the site, each made when it is first asked for, and kept as long as the graph is the same."""

from __future__ import annotations

from functools import lru_cache

from dementi import store, views, workspace
from dementi.records import Article
from dementi.serving.engine import Engine
from dementi.store import Ask
from dementi.views.site import INDEX, NETWORK, Place

KEPT = 300  # pages; each from some kilobytes to some megabytes


class Site:
    """Makes and keeps pages.

    Args:
        engine: Answers queries.
        ask: Puts questions to it.
        saves: Decisions can be handed in.
    """

    def __init__(self, engine: Engine, ask: Ask, saves: bool = False) -> None:
        self._engine, self._ask, self._saves = engine, ask, saves
        self._kept = lru_cache(maxsize=KEPT)(self._made)
        self._things = lru_cache(maxsize=len(views.ROOMS))(self._found)

    def page(self, page: str, lang: str) -> str | None:
        """Return a page by its address in French, None where there is none; one that failed is tried again."""
        return self._kept(page, lang, self._engine.generation())

    def _made(self, page: str, lang: str, generation: str) -> str | None:
        """Return a page; the generation is there to tell pages apart."""
        place = Place(page, lang, live=True, saves=self._saves)
        if page == INDEX:
            return views.index_page(self._ask, place)
        if page == NETWORK:
            return views.network_page(self._ask, lang, place, self._text)
        iri = views.plain_iri(page) or self._things(page.partition("/")[0], generation).get(page)
        return views.page(self._ask, iri, place, self._text) if iri else None

    def _found(self, room: str, generation: str) -> dict[str, str]:
        """Return the IRI of each thing whose address does not tell it, by the address in French."""
        return views.addresses(self._ask, room)

    def _text(self, article: str) -> Article | None:
        """Return an article with its text, unless the folder was built without, or is of a store alone."""
        generation = store.place(self._engine.graph).parent
        try:
            return workspace.texts_of(generation)(article)
        except FileNotFoundError:
            return None
