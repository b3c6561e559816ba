"""What a query of a user's may ask: the graph itself, and nothing but reading it.

Oxigraph follows SERVICE to any address; so every query that is not of our making is parsed here first, and what leads
out of the store is refused on the parsed query. rdflib's parser knows SPARQL 1.1 queries and no updates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

_REFUSED = {
    "ServiceGraphPattern": "the query asks another server (SERVICE); only the graph itself is asked",
    "DatasetClause": "the query names its data (FROM); leave FROM out, or write GRAPH <…> { … }",
}


class Outside(ValueError):
    """A query that asks for something outside the graph."""


@lru_cache(maxsize=64)  # pages put the same few for each of their things, and parsing takes longer than answering
def checked(query: str) -> str:
    r"""Return a query as both parsers read it alike, if it keeps to the store.

    The parsers of rdflib and Oxigraph disagree on two points, either of which could hide a SERVICE from the guard, and
    both are taken away here: a carriage return ends a comment for Oxigraph only; rdflib resolves ``\u0022`` before it
    looks for strings, Oxigraph after.

    Raises:
        Outside: It asks for something outside the store.
        ValueError: It does not parse as a query; an update does not.
    """
    query = query.replace("\r\n", "\n").replace("\r", "\n")
    if re.search(r"\\u", query, re.IGNORECASE):
        raise ValueError("the query has a \\u escape; write the character itself")
    try:
        parts = set(_parts(_parsed(query)))
    except RecursionError as error:
        raise ValueError("the query is nested too deeply; make it flatter") from error
    for part, message in _REFUSED.items():
        if part in parts:
            raise Outside(message)
    return query


def _parsed(query: str) -> Any:
    """Return rdflib's parse tree of a query."""
    from pyparsing import ParseException
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        return parseQuery(query)
    except ParseException as error:
        where = f"line {error.lineno}, column {error.column}: {error.line.strip()!r}"
        raise ValueError(f"the query does not parse: {where}; SELECT, ASK, CONSTRUCT or DESCRIBE is meant") from error


def _parts(tree: Any) -> Iterator[str]:
    """Yield the name of every production in a parse tree of rdflib."""
    yield getattr(tree, "name", "") if isinstance(tree, dict) else ""
    if isinstance(tree, (str, bytes)):
        return
    for part in tree.values() if isinstance(tree, dict) else tree if hasattr(tree, "__iter__") else ():
        yield from _parts(part)
