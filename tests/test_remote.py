"""SPARQL servers elsewhere: the real oxigraph server over HTTP, behind a password or not, and some that misbehave."""

import base64
import http.client
import json
import socket
import subprocess
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from pyoxigraph import RdfFormat, parse

from dementi import publishing, questions, rdf, remote, store
from dementi.publishing import DIGESTS, publish
from dementi.remote import PASSWORD, TOKEN, USER, Refused, Remote
from dementi.serving.engine import binary
from queries.corpus import UNDATED, corpus, hostile

GIVEN = {"actor": "Iran", "about": "drone", "article": "accusation"}
SECRET = "the-password-of-nobody"
STATEMENTS = "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a dem:Statement }"


@pytest.fixture(autouse=True)
def no_credentials(monkeypatch):
    for name in (USER, PASSWORD, TOKEN):
        monkeypatch.delenv(name, raising=False)


@contextmanager
def oxigraph(*options):
    """Give the address of an empty oxigraph server; its default graph is no union unless an option says so."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [binary(), "serve", "--bind", f"127.0.0.1:{port}", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        try:
            assert b"Listening" in process.stderr.readline()
            yield f"http://127.0.0.1:{port}"
        finally:
            process.kill()


@contextmanager
def answering(answer):
    """Give the address of a server that answers a request by a function of its handler, and the paths asked for."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do(self):
            asked.append(f"{self.command} {self.path}")
            answer(self)

        do_GET = do_POST = do_PUT = do_DELETE = do  # noqa: N815 (http.server's names)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


def reply(handler, status, body=b"", **headers):
    handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
    handler.send_response(status)
    for name, value in {"Content_Length": len(body), **headers}.items():
        handler.send_header(name.replace("_", "-"), str(value))
    handler.end_headers()
    handler.wfile.write(body)


def guarding(address, wanted):
    """Return the answers of a proxy before a server that lets nobody pass without this Authorization."""

    def answer(handler):
        if handler.headers.get("Authorization") != wanted:
            reply(handler, 401, b"no", WWW_Authenticate="Basic")
            return
        body = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        kept = {name: value for name, value in handler.headers.items() if name in ("Accept", "Content-Type")}
        connection = http.client.HTTPConnection(address.removeprefix("http://"))
        connection.request(handler.command, handler.path, body, kept)
        response = connection.getresponse()
        content = response.read()
        handler.send_response(response.status)
        handler.send_header("Content-Type", response.headers.get("Content-Type", ""))
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)
        connection.close()

    return answer


@pytest.fixture(scope="module")
def server():
    with oxigraph() as address:
        publish(store.load(rdf.nquads(corpus())), Remote(address))
        yield address


def here(articles):
    """Return the sorted lines of what a store holds of articles; Oxigraph has one type for all integers."""
    return "".join(sorted(f"{quad} .\n" for quad in store.load(rdf.nquads(articles))))


def there(address):
    """Return the sorted lines of all that stands on a server, without the digests."""
    connection = http.client.HTTPConnection(address.removeprefix("http://"))
    connection.request("GET", "/store", headers={"Accept": "application/n-quads"})
    quads = parse(connection.getresponse().read(), format=RdfFormat.N_QUADS)
    lines = sorted(f"{quad} .\n" for quad in quads if quad.graph_name.value != DIGESTS)
    connection.close()
    return "".join(lines)


@pytest.mark.parametrize("name", store.questions())
def test_the_same_rows_as_from_the_disk(server, name):
    text = store.query_text(name)
    given = {param: GIVEN[param] for param in questions.needed(text)}
    local = store.load(rdf.nquads(corpus()))
    assert Remote(server).ask(name, given) == store.ask(local, name, given)
    english = given | ({"lang": "en"} if "lang" in store.parameters(text) else {})
    assert Remote(f"{server}/query").ask(name, english) == store.ask(local, name, english)


def test_values_are_typed(server):
    query = 'SELECT (1 AS ?i) (1.5 AS ?d) (true AS ?b) (dem:Denial AS ?iri) ("x"@fr AS ?t) ?none WHERE {}'
    assert Remote(server).ask(query) == store.ask(store.load(""), query)
    assert Remote(server).ask("ASK { ?s a dem:Statement }") == [{"answer": True}]
    (row,) = Remote(server).ask("CONSTRUCT { dem:a dem:b 1 } WHERE {}")
    assert (row["object"], row["subject"][-2:]) == (1, "#a")


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * FROM <http://127.0.0.1:9/> WHERE { ?s ?p ?o }", "FROM"),
        ("INSERT DATA { dem:a dem:b dem:c }", "does not parse"),
        ("conteste", "no such question"),
    ],
)
def test_the_same_guard(query, message):
    with answering(lambda handler: reply(handler, 200)) as (address, asked), pytest.raises(ValueError, match=message):
        Remote(address).ask(query)
    assert asked == []


@pytest.mark.parametrize("options", [(), ("--union-default-graph",)])
def test_publishing_sends_what_differs(options):
    with oxigraph(*options) as address:
        all_of_it, fewer = corpus(), [pair for pair in corpus() if pair[0] is not UNDATED]
        there_now = Remote(address)
        first = publish(store.load(rdf.nquads(fewer)), there_now)
        assert (first.sent, first.dropped, first.kept) == (2, 0, 0)
        assert there(address) == here(fewer)
        more = publish(store.load(rdf.nquads(all_of_it)), there_now)
        assert (more.sent, more.dropped, more.kept) == (1, 0, 2)
        assert there(address) == here(all_of_it)
        again = publish(store.load(rdf.nquads(all_of_it)), there_now)
        assert (again.sent, again.dropped, again.kept) == (0, 0, 3)
        less = publish(store.load(rdf.nquads(fewer)), there_now)
        assert (less.sent, less.dropped, less.kept) == (0, 1, 2)
        assert there(address) == here(fewer)
        assert there_now.ask(STATEMENTS) == [{"n": 7}]


def test_publishing_in_small_parts(monkeypatch):
    monkeypatch.setattr(publishing, "LINES", 3)
    monkeypatch.setattr(publishing, "AT_ONCE", 1)
    with oxigraph() as address:
        publish(store.load(rdf.nquads(corpus())), Remote(address))
        assert there(address) == here(corpus())
        publish(store.load(rdf.nquads(hostile())), Remote(address))
        assert there(address) == here(hostile())


def test_what_is_cut_is_put_right_later(monkeypatch):
    """Whatever request is the last to arrive, the next publication makes good."""
    quads = store.load(rdf.nquads(corpus()))
    send = Remote._send
    with oxigraph() as address:
        for last in range(1, 40):
            publish(store.load(rdf.nquads(hostile())), Remote(address))
            left = iter(range(last))

            def some(self, *args, left=left, **more):
                if next(left, None) is None:
                    raise Refused("cut")
                return send(self, *args, **more)

            with monkeypatch.context() as patched:
                patched.setattr(Remote, "_send", some)
                try:
                    publish(quads, Remote(address))
                    break
                except Refused:
                    pass
            publish(quads, Remote(address))
            assert there(address) == here(corpus()), f"cut after {last} requests"
        assert last > 10


def test_graphs_of_others_stay(server):
    with oxigraph() as address:
        Remote(address).put(
            "http://example.org/theirs", "<http://a.example/s> <http://a.example/p> 'o' .\n".replace("'", '"')
        )
        publish(store.load(rdf.nquads(corpus())), Remote(address))
        publish(store.load(""), Remote(address))
        assert there(address) == '<http://a.example/s> <http://a.example/p> "o" <http://example.org/theirs> .\n'


@pytest.mark.parametrize(
    ("variables", "wanted"),
    [
        ({USER: "zoé", PASSWORD: SECRET}, f"Basic {base64.b64encode(f'zoé:{SECRET}'.encode()).decode()}"),
        ({TOKEN: SECRET}, f"Bearer {SECRET}"),
    ],
)
def test_credentials_come_from_the_environment(server, monkeypatch, caplog, variables, wanted):
    with answering(guarding(server, wanted)) as (address, _):
        with pytest.raises(Refused, match=f"wants credentials.*{USER}"):
            Remote(address).ask(STATEMENTS)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        guarded = Remote(address)
        assert guarded.ask(STATEMENTS) == [{"n": 9}]
        assert publish(store.load(rdf.nquads(corpus())), guarded).kept == 3
        assert SECRET not in repr(guarded)
        monkeypatch.setenv(next(iter(variables)), "other")
        monkeypatch.setenv(PASSWORD, "another secret")
        with pytest.raises(Refused, match="does not accept") as caught:
            Remote(address).ask(STATEMENTS)
    assert "secret" not in str(caught.value) + caplog.text and SECRET not in caplog.text


def test_credentials_do_not_follow_a_redirection(server, monkeypatch):
    monkeypatch.setenv(TOKEN, SECRET)
    seen = []
    with (
        answering(lambda handler: (seen.append(dict(handler.headers)), reply(handler, 200))) as (elsewhere, _),
        answering(lambda handler: reply(handler, 307, Location=f"{elsewhere}/query?token={SECRET}")) as (address, _),
        pytest.raises(Refused, match="sends us to") as caught,
    ):
        Remote(address).ask(STATEMENTS)
    assert seen == [] and SECRET not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "message"),
    [
        (f"http://user:{SECRET}@127.0.0.1:7878", USER),
        ("127.0.0.1:7878", "for example http://"),
        ("ftp://127.0.0.1", "for example http://"),
        ("http://127.0.0.1:7878/?x=1", "for example http://"),
    ],
)
def test_addresses_that_are_none(url, message):
    with pytest.raises(ValueError, match=message) as caught:
        Remote(url)
    assert SECRET not in str(caught.value)


def test_a_password_in_clear_is_warned_of(monkeypatch, caplog):
    monkeypatch.setenv(TOKEN, SECRET)
    Remote("http://127.0.0.1:1")
    assert caplog.text == ""
    Remote("http://graph.example")
    assert "unencrypted" in caplog.text and SECRET not in caplog.text


@pytest.mark.parametrize(
    ("url", "query", "update", "graphs"),
    [
        (
            "http://h.example/ds/query",
            "http://h.example/ds/query",
            "http://h.example/ds/update",
            "http://h.example/ds/store",
        ),
        (
            "http://h.example/ds/sparql",
            "http://h.example/ds/sparql",
            "http://h.example/ds/update",
            "http://h.example/ds/store",
        ),
    ],
)
def test_addresses_beside_each_other(url, query, update, graphs):
    found = Remote(url)
    assert (found.query_endpoint, found.update_endpoint, found.graphs_endpoint) == (query, update, graphs)
    assert Remote(url, "http://u.example", "http://g.example").update_endpoint == "http://u.example"
    assert Remote(url, graphs_url="http://g.example").graphs_endpoint == "http://g.example"


def test_a_query_endpoint_of_any_name(server):
    def answer(handler):
        if handler.path == "/repositories/mine":
            handler.path = "/query"
            guarding(server, None)(handler)
        else:
            reply(handler, 404)

    with answering(answer) as (address, _):
        assert Remote(f"{address}/repositories/mine").ask(STATEMENTS) == [{"n": 9}]


JSON = "application/sparql-results+json"
WHOLE = json.dumps({"head": {"vars": ["n"]}, "results": {"bindings": []}}).encode()


@pytest.mark.parametrize(
    ("status", "kind", "body", "length", "message"),
    [
        (200, "text/html", b"<html>Welcome</html>", None, "text/html, not one to a SPARQL query"),
        (200, JSON, WHOLE[:-9], None, "cut or broken"),
        (200, JSON, WHOLE[:-9] + b"The SPARQL operation has been cancelled", None, "cut or broken"),
        (200, JSON, WHOLE[:-9], len(WHOLE), "the answer is cut"),
        (404, "text/html", b"<html>Nothing</html>", None, "HTTP 404.*--store-update"),
        (500, "text/plain", b"it is the disk", None, "HTTP 500: it is the disk"),
        (500, "text/html", b"<html>oops</html>", None, "HTTP 500$"),
        (400, "text/plain", b"error at 1:1", None, "HTTP 400: error at 1:1"),
    ],
)
def test_answers_that_are_none(status, kind, body, length, message):
    def answer(handler):
        reply(handler, status, body, Content_Type=kind, **({"Content_Length": length} if length else {}))
        handler.close_connection = True

    with (
        answering(answer) as (address, _),
        pytest.raises((Refused, ValueError), match=message) as caught,
    ):
        Remote(f"{address}/query").ask(STATEMENTS)
    assert address in str(caught.value)


def test_nobody_there(monkeypatch):
    monkeypatch.setattr(remote, "AGAIN", 1)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{probe.getsockname()[1]}"
        with pytest.raises(Refused, match="nobody answers there; is the server running"):
            Remote(address).ask(STATEMENTS)


def test_a_server_that_is_too_slow_is_asked_once(monkeypatch):
    monkeypatch.setattr(remote, "ANSWERING", 0.2)
    with (
        answering(lambda handler: time.sleep(1)) as (address, asked),
        pytest.raises(Refused, match="no answer within"),
    ):
        Remote(f"{address}/query").ask(STATEMENTS)
    assert asked == ["POST /query"]


def test_a_busy_server_and_a_lost_connection_are_tried_again(server):
    def answer(handler):
        if len(asked) == 1:
            reply(handler, 503, b"busy")
        elif len(asked) == 2:
            handler.connection.close()
        else:
            guarding(server, None)(handler)

    with answering(answer) as (address, asked):
        assert Remote(f"{address}/query").ask(STATEMENTS) == [{"n": 9}]
    assert len(asked) > 3


def test_an_answer_has_bounds(server, monkeypatch):
    monkeypatch.setattr(remote, "LONGEST", 1000)
    with pytest.raises(Refused, match="longer than"):
        Remote(server).ask("SELECT * WHERE { ?s ?p ?o }")


def test_on_the_command_line(dementi, tmp_path):
    (tmp_path / "a.txt").write_text("Téhéran dément avoir livré des drones à Moscou.", encoding="utf-8")
    folder = tmp_path / "graph"
    with oxigraph() as address:
        done = dementi("build", tmp_path / "a.txt", "--out", folder, "--store", address)
        assert done.returncode == 0, done.stderr
        assert f"1 articles sent to {address}" in done.stderr
        again = dementi("publish", "--graph", folder, "--store", address)
        assert again.returncode == 0 and "0 articles sent" in again.stderr
        here = dementi("query", "denials", "--graph", folder)
        assert here.stdout and dementi("query", "denials", "--store", address).stdout == here.stdout
        for source in (["--graph", folder, "--quotes-only"], ["--store", address]):  # a server has no whole texts
            assert dementi("view", *source, "-o", tmp_path / f"{source[0]}.html").returncode == 0
        assert (tmp_path / "--graph.html").read_bytes() == (tmp_path / "--store.html").read_bytes()
    gone = dementi("query", "denials", "--store", address)
    assert gone.returncode == 1 and "is the server running" in gone.stderr
    shown = dementi("query", "denials", "--store", f"http://user:{SECRET}@127.0.0.1")
    assert shown.returncode != 0 and USER in shown.stderr and SECRET not in shown.stderr
