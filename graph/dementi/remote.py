"""A SPARQL 1.1 server elsewhere in the place of the store on disk: questions put to it, and what is published there.

It needs Query, Update and the Graph Store Protocol, as Oxigraph and Fuseki have them. All that is sent may be sent
again without harm (there are no blank nodes, and graphs are sets): so a lost connection is tried anew, but no request
that took too long. urllib3 does the talking: it keeps connections open, and spaCy brings it along.
"""

from __future__ import annotations

import logging
import os
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import TracebackType
from urllib.parse import quote, urlsplit

import urllib3
from urllib3.exceptions import HTTPError, MaxRetryError, NewConnectionError, ReadTimeoutError, TimeoutError
from urllib3.util import Retry, Timeout

from dementi.store import Solutions, prepared, received
from dementi.terms import PREFIXES

CONNECTING, ANSWERING = 10.0, 120.0  # seconds
BUSY = (502, 503)  # what HTTP calls it; a server that says so has done nothing yet
AGAIN = 3  # times that a request is tried again
LONGEST = 2**28  # bytes of an answer
USER, PASSWORD, TOKEN = "DEMENTI_STORE_USER", "DEMENTI_STORE_PASSWORD", "DEMENTI_STORE_TOKEN"
_QUERIES = ("query", "sparql")  # last part of the address of a query endpoint, where it has one of its own
_QUERY, _UPDATE, _TRIPLES = "application/sparql-query", "application/sparql-update", "application/n-triples"
_NOTHING_THERE, _NOT_ALLOWED = (404, 405), (401, 403)  # what HTTP calls it
_ANSWERS = "application/sparql-results+json, application/n-triples;q=0.9, text/turtle;q=0.8"
# How servers are told to look at all named graphs together: not at all, Oxigraph's way, Jena's way.
_UNIONS: tuple[Mapping[str, str], ...] = (
    {},
    {"union-default-graph": "true"},
    {"default-graph-uri": "urn:x-arq:UnionGraph"},
)

log = logging.getLogger(__name__)


class Refused(OSError):
    """The server does not answer, or not as it should; the message names the address and the remedy.

    Attributes:
        status: Its HTTP status, 0 where there is none.
    """

    def __init__(self, message: str, status: int = 0) -> None:
        super().__init__(message)
        self.status = status


class _Patient(Retry):
    """Tries again what may only have been lost on the way, not what a server did not manage in its time."""

    def increment(
        self,
        method: str | None = None,
        url: str | None = None,
        response: urllib3.BaseHTTPResponse | None = None,
        error: Exception | None = None,
        _pool: urllib3.connectionpool.ConnectionPool | None = None,
        _stacktrace: TracebackType | None = None,
    ) -> _Patient:
        if isinstance(error, ReadTimeoutError):
            raise error
        return super().increment(method, url, response, error, _pool, _stacktrace)


@dataclass(frozen=True)
class Remote:
    """A SPARQL server.

    Args:
        url: Its address, as ``http://127.0.0.1:7878``, or that of its query endpoint, which ends in ``/query`` or
            ``/sparql`` (``http://127.0.0.1:3030/dementi/query``).
        update_url: Where updates go; ``update`` beside the query endpoint if left out.
        graphs_url: Where the Graph Store Protocol is spoken; ``store`` beside it if left out. Fuseki's is ``data``.

    Raises:
        ValueError: An address is none, or holds a password.
    """

    url: str
    update_url: str = ""
    graphs_url: str = ""

    def __post_init__(self) -> None:
        for address in filter(None, (self.url, self.update_url, self.graphs_url)):
            parts = urlsplit(address)
            if parts.username or parts.password:
                raise ValueError(f"a password in an address is seen by all: set {USER} and {PASSWORD} instead")
            if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
                raise ValueError(f"{address}: not the address of a server; for example http://127.0.0.1:7878")
            if parts.scheme == "http" and self._credentials and parts.hostname not in ("localhost", "127.0.0.1", "::1"):
                log.warning("%s: the password travels unencrypted; an address in https would be better", address)

    @cached_property
    def query_endpoint(self) -> str:
        """Where queries go: ``query`` below the address, or the address itself where there is nothing of the kind."""
        if self._base != self.url.rstrip("/"):
            return self.url
        try:
            self._send(f"{self._base}/query", "POST", b"ASK {}", {"Content-Type": _QUERY, "Accept": _ANSWERS})
        except Refused as error:
            if error.status in _NOTHING_THERE:
                return self.url
            raise
        return f"{self._base}/query"

    @property
    def update_endpoint(self) -> str:
        """Where updates go."""
        return self.update_url or f"{self._base}/update"

    @property
    def graphs_endpoint(self) -> str:
        """Where whole graphs are put."""
        return self.graphs_url or f"{self._base}/store"

    def ask(self, name_or_text: str, params: Mapping[str, str] | None = None) -> Solutions:
        """Answer a question over all graphs together: as ``store.ask``, with the same guard and the same rows.

        Raises:
            ValueError: As ``store.ask``; the answer is cut, or is none to a SPARQL query.
            Refused: The server does not answer.
        """
        return self._look(prepared(name_or_text, params, self._look))

    def graph(self, name: str) -> str:
        """Return the triples of a graph as N-Triples; none where there is no such graph."""
        return self._send(self._graph(name), "GET", headers={"Accept": _TRIPLES}, missing=True)[0].decode("utf-8")

    def put(self, name: str, triples: str) -> None:
        """Make N-Triples the whole of a graph."""
        self._send(self._graph(name), "PUT", triples.encode("utf-8"), {"Content-Type": _TRIPLES})

    def add(self, name: str, triples: str) -> None:
        """Add N-Triples to a graph."""
        self._send(self._graph(name), "POST", triples.encode("utf-8"), {"Content-Type": _TRIPLES})

    def drop(self, name: str) -> None:
        """Take a graph away."""
        self._send(self._graph(name), "DELETE", missing=True)

    def update(self, text: str) -> None:
        """Run an update of our own making."""
        self._send(self.update_endpoint, "POST", text.encode("utf-8"), {"Content-Type": _UPDATE})

    def rows(self, query: str) -> Solutions:
        """Return the rows of a query of our own making that names its graphs."""
        return self._rows(query, {})

    @property
    def _base(self) -> str:
        before, _, last = self.url.rstrip("/").rpartition("/")
        return before if last in _QUERIES else self.url.rstrip("/")

    @cached_property
    def _union(self) -> Mapping[str, str]:
        """How this server is told to look at all graphs together, as the first way by which it sees an article."""
        for union in _UNIONS:
            try:
                if self._rows("ASK { ?article a dem:Article }", union)[0]["answer"]:
                    return union
            except (Refused, ValueError):
                if not union:
                    raise
        if self._rows("ASK { GRAPH ?graph { ?article a dem:Article } }", {})[0]["answer"]:
            raise Refused(
                f"{self.query_endpoint}: queries do not see named graphs; let its default graph be their union"
            )
        return {}

    def _look(self, query: str) -> Solutions:
        """Return the rows of a query over all graphs together."""
        return self._rows(query, self._union)

    def _rows(self, query: str, fields: Mapping[str, str]) -> Solutions:
        declared = "".join(f"PREFIX {prefix}: <{namespace}> " for prefix, namespace in PREFIXES.items())
        form = "&".join(
            f"{key}={quote(value, safe='')}" for key, value in {"query": declared + query, **fields}.items()
        )
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": _ANSWERS}
        body, kind = self._send(self.query_endpoint, "POST", form.encode("ascii"), headers)
        try:
            return received(body, kind)
        except ValueError as error:
            raise ValueError(f"{self.query_endpoint}: {error}") from error

    def _graph(self, name: str) -> str:
        return f"{self.graphs_endpoint}?graph={quote(name, safe='')}"

    @cached_property
    def _credentials(self) -> dict[str, str]:
        """The header that says who we are; from the environment alone, and never shown."""
        user, password, token = (os.environ.get(name, "") for name in (USER, PASSWORD, TOKEN))
        if token:
            return {"Authorization": f"Bearer {token}"}
        if user or password:
            return {"Authorization": f"Basic {b64encode(f'{user}:{password}'.encode()).decode()}"}
        return {}

    @cached_property
    def _pool(self) -> urllib3.PoolManager:
        again = _Patient(
            AGAIN, allowed_methods=None, status_forcelist=BUSY, backoff_factor=0.3, redirect=0, raise_on_status=False
        )
        return urllib3.PoolManager(retries=again, timeout=Timeout(connect=CONNECTING, read=ANSWERING))

    def _send(
        self,
        address: str,
        method: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        missing: bool = False,
    ) -> tuple[bytes, str]:
        """Return body and media type of a whole answer.

        Raises:
            Refused: There is none.
        """
        shown = address.partition("?")[0]
        all_headers = {**self._credentials, **(headers or {})}
        try:
            answer = self._pool.request(
                method, address, body=body, headers=all_headers, preload_content=False, redirect=False
            )
            with answer:
                content = b"".join(_bounded(answer, shown))
        except TimeoutError as error:
            raise Refused(f"{shown}: no answer within {ANSWERING:.0f} s; ask for less") from error
        except MaxRetryError as error:
            raise Refused(f"{shown}: {_why(error)}") from error
        except HTTPError as error:
            raise Refused(f"{shown}: the answer is cut: {error}") from error
        kind = answer.headers.get("Content-Type", "")
        if 200 <= answer.status < 300:
            return content, kind
        if answer.status == 404 and missing:
            return b"", kind
        where = answer.headers.get("Location", "").partition("?")[0]
        raise Refused(f"{shown}: {self._refusal(answer.status, kind, content, where)}", answer.status)

    def _refusal(self, status: int, kind: str, content: bytes, location: str) -> str:
        """Return what an answer that is none means, and what to do."""
        if status in _NOT_ALLOWED:
            given = "does not accept the credentials given" if self._credentials else "wants credentials"
            return f"the server {given} (HTTP {status}); set {USER} and {PASSWORD}, or {TOKEN}"
        if status in _NOTHING_THERE:
            hint = "is it a SPARQL endpoint? --store-update and --store-graphs name those that stand elsewhere"
            return f"nothing of the kind is there (HTTP {status}); {hint}"
        if 300 <= status < 400:
            return f"the server sends us to {location or 'nowhere'} (HTTP {status}); give that address"
        said = "" if "html" in kind else content[:300].decode("utf-8", "replace").strip()
        return f"HTTP {status}" + (f": {said}" if said else "")


def _bounded(answer: urllib3.BaseHTTPResponse, shown: str) -> Iterator[bytes]:
    """Yield the pieces of an answer, up to a bound."""
    length = 0
    for piece in answer.stream(2**16):
        length += len(piece)
        if length > LONGEST:
            raise Refused(f"{shown}: the answer is longer than {LONGEST >> 20} MiB; ask for less, or add LIMIT")
        yield piece


def _why(error: MaxRetryError) -> str:
    """Return why no connection came about, in a word, without addresses that urllib3 repeats."""
    if isinstance(error.reason, NewConnectionError):
        return "nobody answers there; is the server running?"
    if isinstance(error.reason, TimeoutError):
        return f"no answer within {ANSWERING:.0f} s; is the server busy?"
    return f"the connection fails: {type(error.reason).__name__}"
