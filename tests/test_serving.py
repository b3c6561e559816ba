"""The front over real HTTP: what it answers, whom and what it refuses, and how it ends."""

import csv
import errno
import http.client
import io
import json
import os
import platform
import re
import signal
import socket
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from functools import partial
from html import escape
from tempfile import SpooledTemporaryFile
from urllib.parse import urlencode

import psutil
import pytest

from dementi import rdf, store, views
from dementi.questions import example, needed
from dementi.serving import engine as engines
from dementi.serving import gate
from dementi.serving.engine import Answer, Engine, Unanswered
from dementi.serving.keeper import CONNECT
from dementi.terms import ONTOLOGY
from page import Page
from queries.corpus import HOSTILE, UNDATED, corpus, hostile
from served import HEAVY, serving, stored

STATEMENTS = "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a dem:Statement }"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return stored(tmp_path_factory.mktemp("graph"))


@pytest.fixture(scope="module")
def served(folder):
    with serving(folder, "--timeout", "1") as running:
        yield running


def count(body):
    return json.loads(body)["results"]["bindings"][0]["n"]["value"]


@contextmanager
def another_server():
    """Give the address of a server, and the list of who has called there."""
    calls = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def listen():
            try:
                while True:
                    calls.append(listening.accept())
            except OSError:
                pass

        threading.Thread(target=listen, daemon=True).start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/", calls


def test_a_query_comes_in_three_ways(served):
    form = urlencode({"query": STATEMENTS}).encode()
    answers = [
        served.get("/sparql", {"query": STATEMENTS}),
        served.ask("/sparql", form, Content_Type=FORM),
        served.sparql(STATEMENTS),
    ]
    assert [(status, headers["Content-Type"], count(body)) for status, headers, body in answers] == [
        (200, "application/sparql-results+json", "9")
    ] * 3


@pytest.mark.parametrize(
    ("accept", "kind", "start"),
    [
        ("text/csv", "text/csv; charset=utf-8", b"n\r\n9\r\n"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8", b"?n\n9\n"),
        ("application/sparql-results+xml", "application/sparql-results+xml", b"<?xml"),
        ("*/*", "application/sparql-results+json", b"{"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/sparql-results+json", b"{"),
    ],
)
def test_an_answer_is_of_the_type_asked_for(served, accept, kind, start):
    status, headers, body = served.sparql(STATEMENTS, accept)
    assert (status, headers["Content-Type"]) == (200, kind) and body.startswith(start)


def test_other_forms(served):
    assert served.sparql("ASK { ?s a dem:Statement }", "text/csv")[2] == b"true"
    assert served.sparql("SELECT ?s WHERE { ?s a dem:Nothing }", "text/csv")[::2] == (200, b"s\r\n")
    described = served.sparql("DESCRIBE article:aveu", "text/turtle")
    assert described[0] == 200 and b"article/aveu> " in described[2]
    assert served.sparql("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(false) }", "text/turtle")[::2] == (200, b"")
    assert served.get("/sparql", {"query": STATEMENTS, "format": "csv"})[2] == b"n\r\n9\r\n"
    assert served.sparql(f"PREFIX dem: <http://example.org/> {STATEMENTS}", "text/csv")[2] == b"n\r\n0\r\n"
    assert served.sparql(STATEMENTS, "image/png")[0] == 406
    status, headers, body = served.ask(f"/sparql?{urlencode({'query': STATEMENTS})}", method="HEAD")
    assert (status, headers["Content-Type"], body) == (200, "application/sparql-results+json", b"")


@pytest.mark.parametrize("name", store.questions())
def test_questions_answer_as_on_the_command_line(served, folder, name):
    given = {"actor": "Iran", "about": "drone", "article": "aveu"}
    params = {param: given[param] for param in needed(store.query_text(name))}
    rows = store.ask(store.open_store(folder), name, params)
    assert served.rows(name, **params) == rows
    status, headers, body = served.get(f"/queries/{name}", params | {"format": "csv"})
    table = list(csv.DictReader(io.StringIO(body.decode())))
    assert (status, headers["Content-Type"], len(table)) == (200, "text/csv; charset=utf-8", len(rows))
    assert served.ask(f"/queries/{name}?{urlencode(params)}", Accept="text/csv")[2] == body


def test_questions_take_parameters(served, folder):
    params = {"actor": "Turquie", "lang": "en"}
    assert served.rows("denials", **params) == store.ask(store.open_store(folder), "denials", params)
    status, _, body = served.get("/queries/denials", {"whom": "Iran"})
    assert status == 400 and b"whom: no such parameter; this question takes: actor" in body
    status, _, body = served.get("/queries/nonsense")
    assert status == 404 and b"there are accusations" in body
    assert served.get("/queries/denials", {"format": "xlsx"})[0] == 400
    listed = json.loads(served.get("/queries")[2])
    assert [one["name"] for one in listed] == list(store.questions())
    assert "actor" in next(one for one in listed if one["name"] == "denials")["parameters"]


def test_no_other_server_is_asked(served):
    with another_server() as (elsewhere, calls):
        for query in (
            f"SELECT * WHERE {{ SERVICE <{elsewhere}> {{ ?s ?p ?o }} }}",
            f"SELECT * WHERE {{ ?s ?p ?o FILTER(EXISTS {{ SERVICE SILENT <{elsewhere}> {{ ?s ?p ?o }} }}) }}",
            f"SELECT * FROM <{elsewhere}> WHERE {{ ?s ?p ?o }}",
            f"SELECT * FROM NAMED <{elsewhere}> WHERE {{ ?s ?p ?o }}",
        ):
            for status, _, body in (served.sparql(query), served.get("/query", {"query": query})):
                assert (status, b"SERVICE" in body or b"FROM" in body) in {(403, True), (200, True)}
        for parameter in ("default-graph-uri", "named-graph-uri"):
            assert served.get("/sparql", {"query": STATEMENTS, parameter: elsewhere})[0] == 403
        assert served.sparql(f"LOAD <{elsewhere}>")[0] == 400
        assert served.sparql(STATEMENTS)[0] == 200
        assert calls == []


@pytest.fixture
def behind(served):
    """Ask the engine itself, past the front: by method, path, body and media type; gives status and body."""
    (process,) = served.engines()
    ((host, port),) = {tuple(c.laddr) for c in process.net_connections() if c.status == psutil.CONN_LISTEN}

    def ask(method, path, body, kind):
        with closing(http.client.HTTPConnection(host, port, timeout=60)) as connection:
            connection.request(method, path, body, {"Content-Type": kind})
            response = connection.getresponse()
            return response.status, response.read()

    ask.host = host
    return ask


def test_the_engine_changes_nothing_for_whoever_finds_it(served, behind):
    turtle = "<http://a.example/> <http://a.example/> <http://a.example/> ."
    for method, path, body, kind in (
        ("POST", "/update", "CLEAR ALL", "application/sparql-update"),
        ("POST", "/update", "LOAD <http://127.0.0.1:9/>", "application/sparql-update"),
        ("PUT", "/store?default", turtle, "text/turtle"),
        ("POST", "/store", turtle, "text/turtle"),
        ("DELETE", "/store?default", "", "text/turtle"),
    ):
        assert behind(method, path, body, kind) == (403, b"The server is read-only")
    assert count(served.sparql(STATEMENTS)[2]) == "9"


@pytest.mark.skipif(sys.platform != "linux" or platform.machine() not in CONNECT, reason="the kernel does not refuse")
def test_the_engine_calls_nobody_for_whoever_finds_it(behind):
    with another_server() as (elsewhere, calls):
        for address in (elsewhere, elsewhere.replace("127.0.0.1", "localhost")):
            query = f"SELECT * WHERE {{ SERVICE <{address}> {{ ?s ?p ?o }} }}"
            assert b"Permission denied" in behind("POST", "/query", query, "application/sparql-query")[1]
        assert calls == []


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS has one loopback address")
def test_the_address_of_the_engine_is_drawn_by_lot(behind):
    assert len({behind.host, *(engines._free_place()[0] for _ in range(3))}) > 2
    assert behind.host.startswith("127.")


def test_one_loopback_address_will_do(monkeypatch):
    class Only(socket.socket):
        def bind(self, place):
            if place[0] != "127.0.0.1":
                raise OSError(errno.EADDRNOTAVAIL, "no such address")
            super().bind(place)

    monkeypatch.setattr(socket, "socket", Only)
    assert engines._free_place()[0] == "127.0.0.1"


@pytest.mark.parametrize(
    ("body", "kind", "status", "message"),
    [
        (b"SELECT", "application/sparql-query", 400, "line 1"),
        (b"\n\nSELECT * WHERE {", "application/sparql-query", 400, "line 3"),
        (b"SELECT * WHERE { ?s nowhere:p ?o }", "application/sparql-query", 400, "at 1:30: "),
        (b"SELECT * WHERE { \xff }", "application/sparql-query", 400, "UTF-8"),
        (b"CLEAR ALL", "application/sparql-query", 400, "SELECT"),
        (b"CLEAR ALL", "application/sparql-update", 403, "updates"),
        (b"update=CLEAR+ALL", FORM, 403, "updates"),
        (b"", FORM, 400, "no query"),
        (b"query=+", FORM, 400, "empty"),
        (b"query=ASK{}&query=ASK{}", FORM, 400, "one query"),
        (b"ASK {}", "text/plain", 415, "application/sparql-query"),
        (b"ASK { #" + b"x" * 100_000, "application/sparql-query", 413, "longer than 100000"),
    ],
)
def test_refused(served, body, kind, status, message):
    found, headers, said = served.ask("/sparql", body, Content_Type=kind)
    assert (found, headers["Content-Type"].partition(";")[0]) == (status, "text/plain")
    assert message in said.decode()


def test_a_body_without_end_is_not_taken_in(served):
    """It is refused while it comes: who is still sending then hears 413, or finds the connection closed."""
    try:
        status = served.ask("/sparql", b"query=" + b"x" * 2_000_000, Content_Type=FORM)[0]
    except (ConnectionResetError, BrokenPipeError):
        status = 413
    assert status == 413
    assert count(served.sparql(STATEMENTS)[2]) == "9"


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1:1", "127.0.0.1.evil.example:{port}", ""]
)
def test_only_our_own_names_are_answered(served, host):
    assert served.get("/sparql", {"query": STATEMENTS}, Host=host.format(port=served.port))[0] == 421


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "LOCALHOST", "[::1]"])
def test_our_own_names(served, host):
    status, _, body = served.get("/sparql", {"query": STATEMENTS}, Host=f"{host}:{served.port}")
    assert (status, count(body)) == (200, "9")


def test_further_names():
    assert "graph.example" in gate.names("0.0.0.0", 7878, ["graph.example"])
    assert "graph.example:7878" in gate.names("0.0.0.0", 7878, ["graph.example"])
    assert "0.0.0.0:7878" not in gate.names("0.0.0.0", 7878, [])
    assert {"[fd00::1]:7878", "localhost:7878"} <= gate.names("fd00::1", 7878, [])
    assert "localhost" in gate.names("127.0.0.1", 80, [])


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://{host}"}, 200),
        ({"Origin": "http://localhost:{port}"}, 200),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "http://127.0.0.1:1"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate"}, 403),
        ({"Sec_Fetch_Site": "same-origin", "Sec_Fetch_Mode": "cors"}, 200),
    ],
)
def test_pages_of_other_sites_may_not_ask(served, headers, status):
    filled = {name: value.format(host=served.host, port=served.port) for name, value in headers.items()}
    found = served.ask("/sparql", STATEMENTS.encode(), Content_Type="application/sparql-query", **filled)
    assert found[0] == status


def test_an_image_of_another_site_may_not_ask_but_a_link_may_lead_here(served):
    path = f"/sparql?{urlencode({'query': STATEMENTS})}"
    assert served.ask(path, Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="no-cors")[0] == 403
    assert served.ask("/index.html", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate")[0] == 200


@pytest.mark.parametrize(
    "path",
    ["/", "/index.html", "/query", "/sparql", "/queries/contested", "/ontology", "/nothing", "/static/asking.css"],
)
def test_every_answer_is_sealed(served, path):
    for headers in (
        served.ask(path)[1],
        served.ask(path, Accept="text/html")[1],
        served.ask(path, Host="evil.example")[1],
        served.ask(path, Origin="http://evil.example")[1],
    ):
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert not [name for name in headers if name.lower().startswith("access-control") or name == "Server"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("path", ["/", "/sparql", "/queries/contested"])
def test_methods_that_are_none_of_ours(served, method, path):
    status, headers, _ = served.ask(path, method=method)
    assert (status, "GET" in headers["Allow"]) == (405, True)
    assert served.ask("/", b"x")[0] == 405


@pytest.mark.parametrize(
    ("query", "accept"),
    [
        (f"SELECT * WHERE {{ {HEAVY} }}", "application/sparql-results+json"),
        (f"SELECT (COUNT(*) AS ?rows) WHERE {{ {HEAVY} }}", "text/csv"),
        (f"SELECT (COUNT(*) AS ?rows) WHERE {{ {HEAVY} }}", "application/sparql-results+xml"),
        (f"CONSTRUCT {{ ?a ?b ?o }} WHERE {{ {HEAVY} }}", "text/turtle"),
    ],
)
def test_what_takes_too_long_is_no_answer(served, query, accept):
    status, headers, body = served.sparql(query, accept)
    # Rows come so quickly that, on a quick machine, they are too many before the time is over.
    refusals = {504: b"more than 1 s", 422: b""} if query.startswith("SELECT *") else {504: b"more than 1 s"}
    assert headers["Content-Type"] == "text/plain; charset=utf-8" and b"bindings" not in body
    assert status in refusals and refusals[status] in body
    assert count(served.sparql(STATEMENTS)[2]) == "9"
    psutil.wait_procs(engines_gone := served.engines()[:-1], timeout=20)
    assert len(served.engines()) == 1, f"{engines_gone} hold on"


@pytest.mark.parametrize(
    ("kind", "body", "whole"),
    [
        ("application/sparql-results+json", b'{"head":{},"boolean":true}', True),
        ("application/sparql-results+json; charset=utf-8", b'{"results":{"bindings":[]}}\n', True),
        ("application/sparql-results+json", b'{"results":{"bindings":[The SPARQL operation has been cancelled', False),
        ("application/sparql-results+xml", b"<sparql></sparql>", True),
        ("application/sparql-results+xml", b"<sparql><results>The SPARQL operation has been cancelled", False),
        ("text/csv", b"n\r\n1\r\n", True),
        ("text/csv", b"n\r\nThe SPARQL operation has been cancelled\r\n", True),
        ("text/csv", b"n\r\nThe SPARQL operation has been cancelled", False),
        ("text/csv", b"", False),
        ("text/csv", b"false", True),
        ("text/turtle", b"<a> <b> <c> .\n", True),
        ("text/turtle", b"", True),
        ("text/turtle", b"<a> <b> <c> .\nThe SPARQL operation has been cancelled", False),
        ("application/rdf+xml", b"<rdf:RDF></rdf:RDF>", True),
        ("application/rdf+xml", b"<rdf:RDF><x>", False),
    ],
)
def test_what_is_cut_is_noticed(kind, body, whole):
    with SpooledTemporaryFile() as file:
        file.write(body)
        assert engines.is_whole(Answer(200, kind, file, len(body), "")) is whole


@pytest.fixture
def engine(folder):
    made = Engine(folder, 5)
    yield made
    made.close()


def test_an_answer_has_bounds(engine, monkeypatch):
    monkeypatch.setattr(engines, "LONGEST", 1000)
    with pytest.raises(Unanswered, match="longer than") as caught:
        engine.query("SELECT * WHERE { GRAPH ?g { ?s ?p ?o } }", "text/csv")
    assert caught.value.status == 422
    with engine.query("ASK {}", "text/csv").body as body:
        assert body.read() == b"true"


def test_too_many_at_once_are_told_to_wait(engine, monkeypatch):
    monkeypatch.setattr(engines, "WAITING", 0.01)
    monkeypatch.setattr(engine, "_turns", threading.BoundedSemaphore(1))
    with engine._turns, pytest.raises(Unanswered, match="in a moment") as caught:
        engine.query("ASK {}", "text/csv")
    assert caught.value.status == 503
    engine.query("ASK {}", "text/csv").body.close()


def test_many_at_once(served):
    with ThreadPoolExecutor(24) as pool:
        answers = list(pool.map(lambda _: served.sparql(STATEMENTS), range(48)))
    assert {(status, count(body)) for status, _, body in answers} == {(200, "9")}


def test_a_new_generation_is_taken_up(tmp_path):
    folder = stored(tmp_path)
    with serving(folder) as served:
        assert count(served.sparql(STATEMENTS)[2]) == "9"
        before, page = served.engines(), served.ask("/index.html")[2]
        stored(folder, [pair for pair in corpus() if pair[0] is not UNDATED])
        assert count(served.sparql(STATEMENTS)[2]) == "7"
        assert served.ask("/index.html")[2] != page
        gone, left = psutil.wait_procs(before, timeout=20)
        assert (len(gone), left, len(served.engines())) == (1, [], 1)


def test_a_lost_engine_is_started_again(folder):
    with serving(folder) as served:
        (lost,) = served.engines()
        lost.kill()
        assert count(served.sparql(STATEMENTS)[2]) == "9"
        assert lost.pid not in [process.pid for process in served.engines()]


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGKILL"])
def test_nothing_stays_behind(folder, name):
    with serving(folder) as served:
        below = psutil.Process(served.process.pid).children(recursive=True)
        assert {"oxigraph"} < {process.name() for process in below}
        served.process.send_signal(getattr(signal, name))
        assert psutil.wait_procs(below, timeout=20)[1] == []
        assert served.process.wait(timeout=20) == (-signal.SIGKILL if name == "SIGKILL" else 0)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a process with its parent")
def test_the_engine_ends_with_its_keeper(folder):
    with serving(folder) as served:
        (lost,) = served.engines()
        lost.parent().kill()
        assert psutil.wait_procs([lost], timeout=20)[1] == []
        assert count(served.sparql(STATEMENTS)[2]) == "9"


def test_pages_speak_two_languages(served):
    for path, french, english in (
        ("/query", "Questions toutes prêtes", "Ready-made questions"),
        ("/nothing", "Il n’y a rien à cette adresse", "There is nothing at this address"),
    ):
        asked = {"Accept": "text/html"}
        assert french in served.ask(path, **asked)[2].decode()
        assert english in served.ask(f"{path}?lang=en", **asked)[2].decode()
        assert english in served.ask(path, Accept_Language="de, en;q=0.8, fr;q=0.5", **asked)[2].decode()
        assert french in served.ask(f"{path}?lang=xx", **asked)[2].decode()


def test_the_root_leads_to_the_index_in_the_language_of_the_browser(served):
    for path, language, there in (
        ("/", "de, fr;q=0.5", "/index.html"),
        ("/", "en-GB, en;q=0.9, fr;q=0.5", "/en/index.html"),
        ("/?lang=en", "fr", "/en/index.html"),
        ("/", "de", "/index.html"),
    ):
        status, headers, _ = served.ask(path, Accept_Language=language)
        assert (status, headers["Location"], headers["Vary"]) == (302, there, "Accept-Language")


def test_pages_are_those_of_the_static_site(served, folder):
    """But for the menu: what is served has a page to ask on."""
    ask = partial(store.ask, store.open_store(folder))
    static = dict(views.pages(ask))
    assert {"claim/transfer.iran.russia.drone.html", "en/actor/iran.html", "article/aveu.html"} < static.keys()
    for address, page in static.items():
        status, headers, body = served.ask(f"/{address}")
        assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8"), address
        menu = re.compile(r' *<a href="[./]*(query|ontology)[^>]*>[^<]*</a>\n')
        assert menu.sub("", body.decode()) == menu.sub("", page), address
        assert b"query?lang=" in body


@pytest.mark.parametrize(
    "path",
    [
        "/claim/transfer.x.y.drone.html",
        "/actor/nobody.html",
        "/en/actor/sweden.html",
        "/article/none.html",
        "/article/aveu",
        "/claim/~.html",
        "/actor/iran~000000000000.html",
        "/en/network",
        "/de/index.html",
    ],
)
def test_unknown_names_give_the_page_of_errors(served, path):
    status, _, body = served.ask(path, Accept="text/html")
    assert (status, b'class="error"' in body) == (404, True)
    assert (b'lang="en"' in body.split(b">")[1]) == path.startswith("/en/")


@pytest.mark.parametrize("path", ["/index.html", "/network.html", "/en/actor/iran.html"])
def test_the_menu_has_each_place_once(served, path):
    menu = served.ask(path)[2].decode().partition("<nav")[2].partition("</nav>")[0]
    links = re.findall('href="([^"]*)"', menu)
    assert len(links) == 4 and len(set(links)) == 4  # index, network, queries, ontology


def test_things_without_a_plain_name_have_their_page(tmp_path):
    ask = partial(store.ask, store.load(rdf.nquads(hostile())))
    with serving(stored(tmp_path, hostile())) as served:
        found = [address for address, _ in views.pages(ask) if "~" in address]
        assert len(found) == 2 * (1 + 3)  # a claim; a source, its state and an outlet; in two languages
        assert {served.ask(f"/{address}")[0] for address in found} == {200}


def test_the_ontology_is_explained(served):
    status, headers, body = served.ask("/ontology")
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert body == (ONTOLOGY / "reference.html").read_bytes()
    assert "sandbox" not in headers["Content-Security-Policy"]  # links on the page would lead nowhere
    for path in ("/network.html", "/query", "/query?lang=en"):
        assert re.search('<a href="/?ontology">', served.ask(path)[2].decode())


def test_the_query_page_does_without_javascript(served):
    page = Page(served.ask("/query?name=denials")[2].decode())
    ((_, text),) = page.all("textarea")
    assert text.strip() == example(store.query_text("denials"), "fr").strip()
    asked = served.get("/query", {"query": "SELECT ?s ?n WHERE { ?s dct:identifier ?n } ORDER BY ?n", "lang": "en"})[2]
    page = Page(asked.decode())
    assert [text for _, text in page.all("th")] == ["s", "n"]
    assert [text for _, text in page.all("td")][1::2] == ["accusation", "aveu", "sans-date"]
    wrong = served.get("/query", {"query": "SELECT * WHERE { ?s <"})[2].decode()
    assert "does not parse" in wrong and "Sans réponse" in wrong
    assert "Rien ne répond" in served.get("/query", {"query": "SELECT * WHERE { ?s a dem:None }"})[2].decode()


def test_hostile_text_stays_text(tmp_path):
    with serving(stored(tmp_path, hostile())) as served:
        found = served.get("/query", {"query": "SELECT ?o WHERE { ?s oa:exact ?o }"})[2].decode()
        assert "<img" not in found and escape(HOSTILE, quote=False)[:40] in found
        for path in (
            f"/query?{urlencode({'query': HOSTILE})}",
            f"/queries/{'<img src=x onerror=alert(1)>'.replace(' ', '%20')}",
        ):
            assert b"<img" not in served.ask(path, Accept="text/html")[2]


def test_unchanged_pages_are_not_sent_again(served):
    for path in ("/network.html", "/query", "/ontology", "/static/yasgui.min.js"):
        status, headers, body = served.ask(path)
        assert status == 200 and body
        assert served.ask(path, If_None_Match=headers["ETag"])[::2] == (304, b"")


def test_what_keeps_it_from_serving_is_said(dementi, folder, served, tmp_path):
    nothing = dementi("serve", "--graph", tmp_path, "--port", "0")
    assert nothing.returncode == 1 and "dementi build" in nothing.stderr
    taken = dementi("serve", "--graph", folder, "--port", served.port)
    assert taken.returncode == 1 and f"port {served.port} of 127.0.0.1 is taken" in taken.stderr
    assert f"http://{served.host}/sparql answers queries" in served.said
