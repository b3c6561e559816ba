"""The rows of the network as columns of numbers, and each text once: so the page is small, and quick to read.

Things (sources, claims, actors, items, outlets, articles) are tables; a row names them by their places there. What
only the panel shows is apart, so that the page need not read it before somebody looks.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from dementi.records import Article, Concept
from dementi.store import Row
from dementi.terms import BASE, concept_iri, concepts
from dementi.views.naming import claim_parts, is_local, sorting, source_name

Columns = dict[str, list[Any]]
Text = Callable[[str], Article | None]  # the article of an id, None where its text may not be shown
To = Callable[[object], str]  # the link to the page of a thing, "" where there is none


def no_text(_: str) -> None:
    """Give no text: quotations alone are shown."""


class Places(dict[Any, int]):
    """Where each thing stands in a table that grows by what is asked for."""

    def __missing__(self, thing: Any) -> int:
        self[thing] = len(self)
        return self[thing]


class Tables:
    """The things that rows name, in the order in which the page lists them.

    Args:
        rows: What ``network.rq`` gives of evidence, in the order of the page.
        order: The claims, by rank.
        lang: Language of the names of items.
        words: What the page says.
    """

    def __init__(self, rows: Sequence[Row], order: Sequence[str], lang: str, words: Mapping[str, Any]) -> None:
        first = {row[key]: row for row in reversed(rows) for key in ("source", "claim", "articleIri")}
        self.first, self.words, self.lang = first, words, lang
        self.claims = {claim: place for place, claim in enumerate(order)}
        names = {row["source"]: source_name(first[row["source"]], words) for row in rows}
        self.source_names = names
        self.sources = _listed({str(source): name for source, name in names.items()})
        named = {str(row[iri]): str(row[name]) for row in rows for iri, name in _ACTORS if row[iri]}
        self.actor_names, self.actors = named, _listed(named)
        self.outlet_names = {str(row["outlet"]): str(row["publisher"]) for row in rows if row["outlet"]}
        self.outlets = _listed(self.outlet_names)
        self.articles = list(dict.fromkeys(row["articleIri"] for row in rows))
        self.items = _item_tree({str(row["itemIri"]) for row in rows}, lang)

    def packed(self, contested: Collection[str], to: To) -> dict[str, Columns]:
        """Return the tables as columns."""
        side = {row["source"]: self.actors[str(row["side"])] for row in self.first.values()}
        return {
            "sources": {
                "id": [_short(source) for source in self.sources],
                "name": [self.source_names[source] for source in self.sources],
                "side": [side[source] for source in self.sources],
                "local": [int(is_local(self.first[source])) for source in self.sources],
                "link": _links(self.sources, to),
            },
            "claims": {
                "id": [_short(claim) for claim in self.claims],
                "name": [self.claim_name(claim) for claim in self.claims],
                "kind": [self.first[claim]["kind"] for claim in self.claims],
                "supplier": [self.party(claim, "from") for claim in self.claims],
                "recipient": [self.party(claim, "to") for claim in self.claims],
                "contested": [int(claim in contested) for claim in self.claims],
                "link": _links(self.claims, to),
            },
            "actors": {
                "id": [_short(actor) for actor in self.actors],
                "name": [self.actor_names[actor] for actor in self.actors],
                "local": [int("#" in actor) for actor in self.actors],
                "link": _links(self.actors, to),
            },
            "items": {
                "id": [item.id for item, _ in self.items.values()],
                "name": [self._name(item) for item, _ in self.items.values()],
                "depth": [depth for _, depth in self.items.values()],
            },
            "outlets": {
                "id": [_short(outlet) for outlet in self.outlets],
                "name": [self.outlet_names[outlet] for outlet in self.outlets],
            },
            "articles": self._articles(to),
        }

    def claim_name(self, claim: str) -> str:
        """Return what to call a claim."""
        return str(self.words["colon"]).join(claim_parts(self.first[claim], self.words))

    def party(self, claim: str, role: str) -> int:
        """Return the place of a party to a claim among the actors, -1 if it has none."""
        actor = self.first[claim][role]
        return self.actors[str(actor)] if actor else -1

    def _articles(self, to: To) -> Columns:
        clusters = Places()
        rows = [self.first[article] for article in self.articles]
        return {
            "id": [row["article"] for row in rows],
            "title": [row["title"] or "" for row in rows],
            "outlet": [self.outlets[str(row["outlet"])] if row["outlet"] else -1 for row in rows],
            "cluster": [clusters[row["cluster"] or row["articleIri"]] for row in rows],
            "link": _links(self.articles, to),
        }

    def _name(self, item: Concept) -> str:
        return item.fr if self.lang == "fr" else item.en


_AROUND = 140  # characters on each side of a quotation
_ACTORS = (("side", "sideName"), ("from", "supplier"), ("to", "recipient"))
_TEXTS = ("date", "via", "quantity", "when", "act", "status", "stance")  # few different ones: told by their places


def packed_rows(rows: Sequence[Row], tables: Tables, contested: Sequence[bool]) -> dict[str, Any]:
    """Return the rows as columns, and the texts that they name by their places."""
    items = {iri: place for place, iri in enumerate(tables.items)}
    articles = {iri: place for place, iri in enumerate(tables.articles)}
    statements = Places()
    texts = {name: Places() for name in _TEXTS}
    columns: Columns = {
        "statement": [statements[row["statement"]] for row in rows],
        "source": [tables.sources[str(row["source"])] for row in rows],
        "claim": [tables.claims[str(row["claim"])] for row in rows],
        "item": [items[str(row["itemIri"])] for row in rows],
        "article": [articles[row["articleIri"]] for row in rows],
        "hedged": [int(bool(row["hedged"])) for row in rows],
        "contested": [int(one) for one in contested],
        **{name: [texts[name][row[name] or ""] for row in rows] for name in _TEXTS},
    }
    return {"rows": columns, "texts": {name: list(found) for name, found in texts.items()}}


def packed_quotes(rows: Sequence[Row], text: Text) -> Columns:
    """Return what only the panel and the table show: the words, where they stand, and the words around them."""
    texts = {article: text(str(article)) for article in {row["article"]: None for row in rows}}
    around = [_around(texts[row["article"]], int(row["start"] or 0), int(row["end"] or 0)) for row in rows]
    return {
        "statement": [str(row["statement"]).rpartition("#")[2] for row in rows],
        "start": [row["start"] for row in rows],
        "end": [row["end"] for row in rows],
        "quote": [row["quote"] for row in rows],
        "before": [before for before, _ in around] if any(texts.values()) else [],
        "after": [after for _, after in around] if any(texts.values()) else [],
    }


def _around(article: Article | None, start: int, end: int) -> tuple[str, str]:
    """Return the words before and after a place, as far as its paragraph goes, and no further than ``_AROUND``."""
    if article is None:
        return "", ""
    before = article.text[max(0, start - _AROUND) : start].rpartition("\n\n")[2]
    after = article.text[end : end + _AROUND].partition("\n\n")[0]
    if len(before) == _AROUND:
        before = "…" + before[before.find(" ") :]
    if len(after) == _AROUND:
        after = after[: after.rfind(" ") + 1] + "…"
    return before.replace("\n", " "), after.replace("\n", " ")


def _listed(names: Mapping[str, str]) -> dict[str, int]:
    """Return the places of things in the order of their names."""
    ordered = sorted(names, key=lambda iri: (sorting(names[iri]), iri))
    return {iri: place for place, iri in enumerate(ordered)}


def _links(things: Iterable[Any], to: To) -> list[str]:
    """Return the links to the pages of things; nothing where there are no pages."""
    found = [to(thing) for thing in things]
    return found if any(found) else []


def _short(iri: str) -> str:
    return iri.removeprefix(BASE)


def _item_tree(met: Collection[str], lang: str) -> dict[str, tuple[Concept, int]]:
    """Return items with all that is broader than they, each before what is narrower, and how deep it lies."""
    known = {concept_iri(concept.id): concept for concept in concepts().values() if concept.item_class}
    under: dict[str | None, list[Concept]] = {}
    seen: set[str] = set()
    for iri in met:
        concept: Concept | None = known[iri]
        while concept and concept.id not in seen:
            seen.add(concept.id)
            under.setdefault(concept.broader, []).append(concept)
            concept = concepts().get(concept.broader) if concept.broader else None
    found: dict[str, tuple[Concept, int]] = {}

    def walk(above: str | None, depth: int) -> None:
        for concept in sorted(
            under.get(above, ()), key=lambda one: (sorting(one.fr if lang == "fr" else one.en), one.id)
        ):
            found[concept_iri(concept.id)] = (concept, depth)
            walk(concept.id, depth + 1)

    walk(None, 0)
    return found
