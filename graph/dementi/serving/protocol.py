"""SPARQL 1.1 Protocol, queries only: what a request asks, and whether it may.

Source: https://www.w3.org/TR/sparql11-protocol/, section 2.1.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from werkzeug.exceptions import BadRequest, Forbidden, RequestEntityTooLarge, UnsupportedMediaType
from werkzeug.wrappers import Request

from dementi.guard import Outside, checked
from dementi.terms import PREFIXES

LONGEST = 100_000  # characters of a query
FORMATS: Mapping[str, str] = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
}
# Whoever does not say what they take, and browsers, which take anything, get JSON or Turtle.
ANYTHING = "application/sparql-results+json, text/turtle"
_ELSEWHERE = ("default-graph-uri", "named-graph-uri", "using-graph-uri", "using-named-graph-uri")


def asked(request: Request) -> str:
    """Return the query of a request, past the guard and with the prefixes of the ontology declared.

    Raises:
        HTTPException: There is none, it does not parse, or it asks for what is not given; the description says why.
    """
    query = guarded(_query(request))
    for parameter in _ELSEWHERE:
        if request.values.get(parameter):
            raise Forbidden(f"{parameter}: the graph is asked as a whole; write GRAPH <…> {{ … }} in the query instead")
    return query


def guarded(query: str) -> str:
    """Return a query that the guard let pass, with the prefixes of the ontology declared.

    Raises:
        HTTPException: It is too long, does not parse, or leads out of the graph.
    """
    if len(query) > LONGEST:
        raise RequestEntityTooLarge(f"the query is longer than {LONGEST} characters")
    try:
        # In one line with the query: the lines of its errors are the user's own.
        return declared() + checked(query)
    except Outside as error:
        raise Forbidden(str(error)) from error
    except ValueError as error:
        raise BadRequest(str(error)) from error


def declared() -> str:
    """Return declarations of the ontology's prefixes, in one line; a query may declare them again."""
    return "".join(f"PREFIX {prefix}: <{namespace}> " for prefix, namespace in PREFIXES.items())


def in_place(message: str) -> str:
    """Return a message of Oxigraph with the column counted as if no prefix had been declared: « at 1:17 »."""
    return re.sub(r"\bat 1:(\d+)", lambda at: f"at 1:{int(at[1]) - len(declared())}", message)


def accepted(request: Request) -> str:
    """Return the media types that an answer may have.

    Raises:
        BadRequest: ``?format=`` names none that is known.
    """
    wanted = request.values.get("format") or request.values.get("output")
    if wanted:
        if wanted not in FORMATS:
            raise BadRequest(f"format={wanted}: choose one of {', '.join(FORMATS)}")
        return FORMATS[wanted]
    accept = request.headers.get("Accept", "").strip()
    return ANYTHING if not accept or accept.startswith("*/*") or "text/html" in accept else accept


def _query(request: Request) -> str:
    """Return the one query of a request, as any of the three ways of the protocol carries it."""
    kind = request.mimetype
    if request.method == "POST" and kind == "application/sparql-query":
        return _text(request.get_data())
    if request.method == "POST" and kind == "application/sparql-update" or "update" in request.values:
        raise Forbidden("updates are not taken here: the graph is only read; `dementi add` and `remove` change it")
    if request.method == "POST" and kind != "application/x-www-form-urlencoded":
        raise UnsupportedMediaType(
            f"{kind or 'no media type'}: send application/sparql-query or application/x-www-form-urlencoded"
        )
    queries = (request.form if request.method == "POST" else request.args).getlist("query")
    if len(queries) != 1 or not queries[0].strip():
        raise BadRequest(
            "no query" if not queries else "one query at a time" if len(queries) > 1 else "the query is empty"
        )
    return queries[0]


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest("the query is not in UTF-8") from error
