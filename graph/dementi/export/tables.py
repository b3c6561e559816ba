"""A graph as tables: which there are, and their rows, in order and a few articles at a time.

What belongs to articles (statements, evidence, relays) is asked for some articles at a time, so that a graph may be
larger than memory; actors, items and claims are far fewer, and come at once.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeAlias

from pyoxigraph import NamedNode

from dementi.export.content import Content
from dementi.export.days import first_day, last_day
from dementi.networks import type_of
from dementi.store import Row

Cells: TypeAlias = dict[str, Any]  # by column: str, int, bool, a list of str, None

AT_A_TIME = 500  # articles
_HERE = Path(__file__).parent
_HOLE, _FILLED = "VALUES ?in { }", "VALUES ?in { %s }"  # of the articles that are asked for
_ARTICLES = "SELECT ?article ?id WHERE { ?article rdf:type dem:Article ; dct:identifier ?id }"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        name: What it is called.
        means: What it holds, for who reads it.
        type: ``text``, ``integer``, ``boolean``, ``day`` or ``list``.
        key: It tells the rows apart, alone or with others that do.
        of: The table whose rows it names, "" for none.
    """

    name: str
    means: str
    type: str = "text"
    key: bool = False
    of: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Attributes:
        name: What it is called.
        title: What it holds.
        label: The column that stands for a row where there is place for one.
        facets: The columns of few different values by which rows are counted.
        columns: In their order.
        days: Columns that follow from a date in another: by name, that other and what makes the day of it.
    """

    name: str
    title: str
    label: str
    facets: Sequence[str]
    columns: Sequence[Column]
    days: Mapping[str, tuple[str, Callable[[str], str]]]

    @property
    def key(self) -> list[str]:
        """The columns that tell the rows apart."""
        return [column.name for column in self.columns if column.key]


@cache
def tables() -> Mapping[str, Table]:
    """Return the tables by name, each after those that it names, as far as they are others."""
    found = tomllib.loads((_HERE / "tables.toml").read_text(encoding="utf-8"))
    return {name: _table(name, written) for name, written in found.items()}


def rows(content: Content, table: Table) -> Iterator[Cells]:
    """Yield the rows of a table in the order of their articles and keys; what is not known is None."""
    make = {"articles": _articles, "actors": _actors, "claims": _claims, "statements": _statements}.get(table.name)
    for one in make(content) if make else _asked(content, table.name):
        for name, (date, day) in table.days.items():
            one[name] = day(str(one[date])) if one.get(date) else None
        yield {column.name: one.get(column.name) for column in table.columns}


def _table(name: str, written: Mapping[str, Any]) -> Table:
    columns, days = [], {}
    for column, said in written["columns"].items():
        for word, day in (("from", first_day), ("until", last_day)):
            if word in said:
                days[column] = (said.pop(word), day)
        columns.append(Column(column, **said))
    return Table(name, written["title"], written["label"], written.get("facets", []), columns, days)


def _asked(content: Content, name: str) -> Iterator[Row]:
    """Yield what a query gives, in order: as a whole, or for some articles at a time where it asks for some."""
    if _HOLE not in _query(name):
        yield from sorted(content.ask(_query(name), {}), key=itemgetter(*tables()[name].key))
        return
    for some in batches(content):
        yield from of_articles(content, name, some)


def of_articles(content: Content, name: str, articles: Sequence[str]) -> list[Row]:
    """Return what a query gives for some articles, in their order."""
    place = {article: at for at, article in enumerate(articles)}
    order = itemgetter(*_order(name))
    found = content.ask(_query(name).replace(_HOLE, _FILLED % " ".join(str(NamedNode(iri)) for iri in articles)), {})
    return sorted(found, key=lambda row: (place[_article(row)], order(row)))


def _query(name: str) -> str:
    return (_HERE / f"{name}.rq").read_text(encoding="utf-8")


def _order(name: str) -> list[str]:
    """Return the columns by which rows are in order, those of one article among themselves."""
    if name not in tables():
        return ["statement"]
    key = tables()[name].key
    return ["start_char", "end_char", *key] if name == "statements" else key


def _article(row: Row) -> str:
    """Return the IRI of the article to which a row belongs."""
    return str(row.get("iri") or row.get("statement") or row["id"]).partition("#")[0]


def batches(content: Content) -> Iterator[list[str]]:
    """Yield the IRIs of articles in the order of their ids, some at a time."""
    known = sorted((str(row["id"]), str(row["article"])) for row in content.ask(_ARTICLES, {}))
    each = (iri for _, iri in known)
    while some := list(islice(each, AT_A_TIME)):
        yield some


def _articles(content: Content) -> Iterator[Cells]:
    for row in _asked(content, "articles"):
        article = content.text(str(row["id"]))
        yield row | {"text": article.text if article else None}


def _actors(content: Content) -> Iterator[Cells]:
    for row in _asked(content, "actors"):
        yield row | {"type": type_of(row["class"]), "local": "#" in str(row["id"])}


def _claims(content: Content) -> Iterator[Cells]:
    contested = {row["claim"] for row in _asked(content, "contests")}
    for row in _asked(content, "claims"):
        yield row | {"contested": row["id"] in contested}


def _statements(content: Content) -> Iterator[Cells]:
    for some in batches(content):
        via: dict[object, list[object]] = defaultdict(list)
        for relay in of_articles(content, "relays", some):
            via[relay["statement"]].append(relay["relay_label"])
        for row in of_articles(content, "statements", some):
            yield row | {"via": via[row["id"]]}
