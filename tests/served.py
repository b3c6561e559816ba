"""The real front in a process of its own, and requests to it that say exactly what they mean."""

import http.client
import json
import re
import subprocess
import sys
from contextlib import contextmanager
from urllib.parse import urlencode

import psutil

from dementi import rdf, store
from queries.corpus import corpus

HEAVY = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o"  # more rows than a processor counts in a day


def stored(folder, articles=None):
    """Write the store of a few articles, or put it in the place of the one there."""
    (folder / "graph.nq").write_text(rdf.nquads(articles or corpus()), encoding="utf-8")
    store.create(folder / "store", folder / "graph.nq")
    return folder


@contextmanager
def serving(folder, *options):
    """Give a running `dementi serve`."""
    command = [sys.executable, "-m", "dementi", "serve", "--graph", str(folder), "--port", "0", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield Served(process)
        finally:
            if process.poll() is None:
                process.terminate()
            process.communicate(timeout=30)


class Served:
    def __init__(self, process):
        self.process = process
        self.said = process.stderr.readline()
        self.port = int(re.search(r"http://127\.0\.0\.1:(\d+)/ ", self.said)[1])
        self.host = f"127.0.0.1:{self.port}"

    def ask(self, path, body=None, method=None, **headers):
        """Return status, headers and body; names of headers with _ for -."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            connection.request(method or ("GET" if body is None else "POST"), path, body, given)
            response = connection.getresponse()
            return response.status, response.headers, response.read()
        finally:
            connection.close()

    def get(self, path, params=(), **headers):
        return self.ask(f"{path}?{urlencode(dict(params))}", **headers)

    def sparql(self, query, accept="application/sparql-results+json"):
        return self.ask("/sparql", query.encode(), Content_Type="application/sparql-query", Accept=accept)

    def rows(self, name, **params):
        status, _, body = self.get(f"/queries/{name}", params)
        assert status == 200, body
        return json.loads(body)

    def engines(self):
        """Return the oxigraph processes of this front."""
        below = psutil.Process(self.process.pid).children(recursive=True)
        return [process for process in below if process.name() == "oxigraph"]
