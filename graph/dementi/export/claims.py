"""Claims in the words of schema.org, as JSON-LD with its context inside; every term is one of schema.org.

A ``Claim`` has those who assert it as ``author``, and each assertion as ``appearance``: a ``Quotation`` with its words,
its date and the ``NewsArticle`` that it is part of; ``firstAppearance`` is the earliest that has a date. schema.org has
no word for who denies a claim; its nearest is ``DisagreeAction``, « expressing a difference of opinion with the
object »: the ``agent`` denies, the ``object`` is the claim, and the ``result`` the ``Quotation``. There is no
``ClaimReview``: that would rate what is true. Stances that leave a claim open are left out, and so are sources that
nobody names; a state is a ``Country`` and, since it speaks, a ``GovernmentOrganization``.

``<`` is written as an escape, so that the file may stand in a page as it is.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from dementi.export.content import Content
from dementi.export.tables import Cells, rows, tables

_CONTEXT = {"@vocab": "https://schema.org/", "name": {"@container": "@language"}}
_TYPES: Mapping[str, str | list[str]] = {
    "state": ["Country", "GovernmentOrganization"],
    "media": "NewsMediaOrganization",
    "person": "Person",
    **dict.fromkeys(("collective", "armed-group", "organization"), "Organization"),
}
_UNNAMED = ("group", "unattributed")


def schema(content: Content, path: Path) -> None:
    """Write articles, actors and items, then each claim with who asserts and who denies it."""
    actors = {one["id"]: one for one in rows(content, tables()["actors"])}
    outlets: dict[str, str] = {}
    said: dict[str, list[Cells]] = defaultdict(list)
    for one in rows(content, tables()["statements"]):
        if one["stance"] != "uncertain":
            said[one["precise"]].append(one)
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write(f'{{"@context": {_json(_CONTEXT)},\n"@graph": [\n')
        nodes = _nodes(content, actors, outlets, said)
        out.writelines(f"{',' if place else ''}{_json(node)}\n" for place, node in enumerate(nodes))
        out.write("]}\n")


def _nodes(
    content: Content, actors: Mapping[str, Cells], outlets: dict[str, str], said: Mapping[str, list[Cells]]
) -> Iterator[dict[str, Any]]:
    for article in rows(content, tables()["articles"]):
        if article["outlet"]:
            outlets[article["id"]] = article["outlet"]
        yield _article(article)
    for actor in actors.values():
        if not actor["local"]:
            yield _named(actor, _TYPES.get(actor["type"], "Thing"))
    for item in rows(content, tables()["items"]):
        yield _named(item, "Thing")
    for claim in rows(content, tables()["claims"]):
        yield from _claim(claim, said.get(claim["id"], ()), actors, outlets)


def _claim(
    claim: Cells, said: Iterable[Cells], actors: Mapping[str, Cells], outlets: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """Yield a claim, and the denials of it."""
    authors: dict[str, None] = {}
    appearances, denials = [], []
    for one in said:
        agent = _agent(one, actors, outlets)
        quotation = _known(
            {
                "@id": one["id"],
                "@type": "Quotation",
                "text": one["quote"],
                "author": {"@id": agent} if agent else None,
                "dateCreated": one["date"],
                "isPartOf": {"@id": _article_of(one)},
            }
        )
        if one["stance"] == "asserts":
            authors |= {agent: None} if agent else {}
            appearances.append(quotation)
        else:
            of = {"agent": quotation.get("author"), "object": {"@id": claim["id"]}, "result": quotation}
            denials.append(_known({"@type": "DisagreeAction"} | of))
    dated = sorted((one["dateCreated"], one["@id"]) for one in appearances if "dateCreated" in one)
    parts = [{"@id": claim[name]} for name in ("supplier", "recipient", "item") if claim[name]]
    told = {"about": parts, "author": [{"@id": agent} for agent in authors], "appearance": appearances}
    first = {"firstAppearance": {"@id": dated[0][1]}} if dated else {}
    yield _named(claim, "Claim") | {name: values for name, values in told.items() if values} | first
    yield from denials


def _agent(one: Cells, actors: Mapping[str, Cells], outlets: Mapping[str, str]) -> str | None:
    """Return the IRI of who takes a stance: of an article's own voice the outlet, None for whom nobody names."""
    kind = actors[one["source"]]["type"]
    if kind == "article-voice":
        return outlets.get(one["article"])
    return None if kind in _UNNAMED else one["source"]


def _article_of(one: Cells) -> str:
    return str(one["id"]).partition("#")[0]


def _article(article: Cells) -> dict[str, Any]:
    outlet = {"@id": article["outlet"]} if article["outlet"] else None
    told = {"headline": article["title"], "datePublished": article["date"], "publisher": outlet, "url": article["url"]}
    told |= {"inLanguage": article["language"], "identifier": article["id"]}
    return {"@id": article["iri"], "@type": "NewsArticle"} | _known(told)


def _named(thing: Cells, kind: str | list[str]) -> dict[str, Any]:
    return {"@id": thing["id"], "@type": kind, "name": {"fr": thing["label"], "en": thing["label_en"]}}


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")
