"""The front that browsers and SPARQL tools meet: it checks who asks and what, and passes queries on to the engine."""

from __future__ import annotations

import csv
import io
import json
import mimetypes
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from werkzeug.exceptions import BadRequest, HTTPException, MethodNotAllowed, NotAcceptable, NotFound
from werkzeug.routing import Map, Rule
from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response
from werkzeug.wsgi import FileWrapper

from dementi import questions, store, views
from dementi.serving import gate, protocol
from dementi.serving.engine import Answer, Engine, Unanswered
from dementi.serving.receiving import Receiving
from dementi.serving.site import Site
from dementi.terms import ONTOLOGY
from dementi.views.site import INDEX, LANGUAGES, in_language

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

LARGEST = 2**20  # bytes of a request's body; a query is at most a tenth of that
ROUTES = Map(
    [
        Rule("/", endpoint="home", methods=["GET"]),
        *(
            Rule(f"{below}{page}", endpoint="page", methods=["GET"], defaults={"lang": lang})
            for lang, below in (("fr", "/"), ("en", "/en/"))
            for page in ("<any('index.html', 'network.html'):name>", "<any(article, claim, actor):room>/<name>")
        ),
        Rule("/review", endpoint="review", methods=["POST"]),
        Rule("/query", endpoint="query", methods=["GET"]),
        Rule("/sparql", endpoint="sparql", methods=["GET", "POST"]),
        Rule("/queries", endpoint="questions", methods=["GET"]),
        Rule("/queries/<name>", endpoint="question", methods=["GET"]),
        Rule("/ontology", endpoint="ontology", methods=["GET"]),
        Rule("/static/<name>", endpoint="static", methods=["GET"]),
        Rule("/favicon.ico", endpoint="icon", methods=["GET"]),
    ],
    strict_slashes=False,
)
REFERENCE = ONTOLOGY / "reference.html"
OWN_POLICY = "frame-ancestors 'none'"  # a page that states its policy itself cannot say this; no browser heeds it there
BUNDLED = ("yasgui.min.js", "yasgui.min.css")  # what the oxigraph server brings along


class Front:
    """The WSGI application.

    Args:
        engine: Answers queries.
        known: Values of the Host header that mean us.
        token: By which decisions are taken; "" to take none.
    """

    def __init__(self, engine: Engine, known: frozenset[str], token: str = "") -> None:
        self.engine, self.known = engine, known
        self.site = Site(engine, self._ask, bool(token))
        self._receiving = Receiving(engine.graph, token)
        self._bundled = lru_cache(maxsize=len(BUNDLED))(engine.asset)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        request = Request(environ)
        request.max_content_length = LARGEST
        try:
            response = self._answered(request)
        except HTTPException as error:
            response = self._refused(request, error.code or 500, error.description or "", error.get_headers(environ))
        except Unanswered as error:
            response = self._refused(request, error.status, str(error), [("Retry-After", "5")])
        except OSError as error:  # the folder of the graph is gone, or cannot be read
            response = self._refused(request, 503, str(error), [])
        return gate.seal(response)(environ, start_response)

    def _answered(self, request: Request) -> Response:
        """Return the answer to a request that may be asked."""
        gate.check(request, self.known)
        try:
            endpoint, values = ROUTES.bind_to_environ(request.environ).match()
        except NotFound as error:
            raise NotFound(
                "there are /, /network.html, /query, /sparql, /queries, /queries/NAME and /ontology"
            ) from error
        except MethodNotAllowed as error:
            methods = ", ".join(error.valid_methods or ())
            raise MethodNotAllowed(error.valid_methods, f"{request.method}: this address takes {methods}") from error
        views_of: Mapping[str, Callable[..., Response]] = {
            "home": self._home,
            "page": self._site_page,
            "review": self._receiving.take,
            "query": self._query_page,
            "sparql": self._sparql,
            "questions": self._questions,
            "question": self._question,
            "ontology": self._ontology,
            "static": self._static,
            "icon": lambda request: Response(status=204),
        }
        return views_of[endpoint](request, **values)

    def _sparql(self, request: Request) -> Response:
        """Answer by the SPARQL protocol."""
        answer = self._answer(protocol.asked(request), protocol.accepted(request))
        wrapped = request.environ.get("wsgi.file_wrapper", FileWrapper)(answer.body)
        response = Response(wrapped, content_type=answer.type, direct_passthrough=True)
        response.content_length = answer.length
        response.vary.add("Accept")
        return response

    def _home(self, request: Request) -> Response:
        """Lead to the index in the language of the browser."""
        response = redirect(f"/{in_language(INDEX, _language(request))}")
        response.vary.add("Accept-Language")
        return response

    def _site_page(self, request: Request, lang: str, name: str, room: str = "") -> Response:
        """Return a page of the site; its own policy stands in it."""
        page = f"{room}/{name}" if room else name
        made = self.site.page(page, lang)
        if made is None:
            raise NotFound(f"{page}: there is no such page; {in_language(INDEX, lang)} leads to all that are")
        return _page(request, made, OWN_POLICY)

    def _query_page(self, request: Request) -> Response:
        """Return the page on which queries are written, with the answer to one where it came without JavaScript."""
        text, name = request.args.get("query", ""), request.args.get("name", "")
        if name and not text:
            text = questions.example(_known(name), _language(request))
        rows, problem = None, ""
        if request.args.get("query"):
            try:
                rows = self._rows(protocol.guarded(text))
            except (HTTPException, Unanswered) as error:
                problem = str(getattr(error, "description", None) or error)
        page = views.query_page(_language(request), text, rows, problem)
        return _page(request, page, views.QUERY_POLICY)

    def _questions(self, request: Request) -> Response:
        """Return which questions there are, and what they take."""
        listed = [
            {"name": name, "question": question, "parameters": store.parameters(path.read_text(encoding="utf-8"))}
            for name, (question, path) in store.questions().items()
        ]
        return _json(listed)

    def _question(self, request: Request, name: str) -> Response:
        """Return the rows of a question; its parameters stand in the address."""
        _known(name)
        params = {key: value for key, value in request.args.items() if key != "format"}
        try:
            rows = self._ask(name, params)
        except ValueError as error:
            raise BadRequest(str(error)) from error
        best = request.accept_mimetypes.best_match(["application/json", "text/csv"], "application/json")
        form = request.args.get("format", "csv" if best == "text/csv" else "json")
        if form not in ("json", "csv"):
            raise BadRequest(f"format={form}: choose json or csv")
        return _json(rows) if form == "json" else _csv(rows)

    def _ontology(self, request: Request) -> Response:
        """Return what the terms of the graph mean, in both languages; its own policy stands in the page."""
        return _page(request, REFERENCE.read_text(encoding="utf-8"), OWN_POLICY)

    def _static(self, request: Request, name: str) -> Response:
        """Return a script or style of a page."""
        if name in BUNDLED:
            content = self._bundled(name)
        elif name in views.STATIC:
            content = views.STATIC[name].read_bytes()
        else:
            raise NotFound(f"{name}: there is no such file")
        kind = mimetypes.types_map[f".{name.rpartition('.')[2]}"]
        response = Response(content, content_type=f"{kind}; charset=utf-8")
        response.add_etag()
        return response.make_conditional(request)

    def _ask(self, question: str, params: Mapping[str, str]) -> store.Solutions:
        """Return the rows of a shipped question, or of a query of ours, with parameters as users name things."""
        return self._rows(protocol.declared() + store.prepared(question, params, self._look))

    def _look(self, query: str) -> list[store.Row]:
        """Return the rows of a query of ours, by which names are looked up."""
        return self._rows(protocol.declared() + query)

    def _rows(self, query: str) -> store.Solutions:
        """Return the rows of a query, as `dementi query` gives them.

        Raises:
            Unanswered: There is no whole answer.
            HTTPException: The engine does not understand the query.
        """
        answer = self._answer(query, protocol.ANYTHING)
        with answer.body as body:
            return store.received(body.read(), answer.type)

    def _answer(self, query: str, accept: str) -> Answer:
        """Return the engine's answer to a query.

        Raises:
            Unanswered: There is no whole answer.
            HTTPException: The engine does not understand the query, or has no such media type.
        """
        answer = self.engine.query(query, accept)
        if answer.status == 200:
            return answer
        with answer.body as body:
            said = protocol.in_place(body.read().decode("utf-8", "replace"))
        raise NotAcceptable(said) if answer.status == 406 else BadRequest(said)

    def _refused(self, request: Request, status: int, message: str, headers: Iterable[tuple[str, str]]) -> Response:
        """Return why there is no answer: as a page for browsers, in one line for all others."""
        more = [(name, value) for name, value in headers if name.lower() in ("allow", "retry-after", "location")]
        if request.path != "/sparql" and "text/html" in request.headers.get("Accept", ""):
            page = views.error_page(_language(request), status, message)
            response = Response(page, status, content_type="text/html; charset=utf-8")
            response.headers["Content-Security-Policy"] = views.ERROR_POLICY
        else:
            response = Response(f"{' '.join(message.split())}\n", status, content_type="text/plain; charset=utf-8")
        response.headers.extend(more)
        return response


def _language(request: Request) -> str:
    """Return the language of a page: as the address says, else as the browser wishes."""
    if request.path.startswith("/en/"):
        return "en"
    wanted = request.args.get("lang")
    return wanted if wanted in LANGUAGES else request.accept_languages.best_match(LANGUAGES, LANGUAGES[0])


def _known(name: str) -> str:
    """Return the text of a question."""
    if name not in store.questions():
        raise NotFound(f"{name}: no such question; there are {', '.join(store.questions())}")
    return store.query_text(name)


def _page(request: Request, page: str, policy: str) -> Response:
    response = Response(page, content_type="text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = policy
    response.vary.add("Accept-Language")
    response.add_etag()
    return response.make_conditional(request)


def _json(value: Any) -> Response:
    return Response(json.dumps(value, ensure_ascii=False, indent=2) + "\n", content_type="application/json")


def _csv(rows: list[store.Row]) -> Response:
    text = io.StringIO()
    if rows:
        writer = csv.DictWriter(text, list(rows[0]), lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)
    return Response(text.getvalue(), content_type="text/csv; charset=utf-8")
