"""The SPARQL engine behind the front: the `oxigraph` server as a process of its own, which can be killed.

It reads one published generation of a store, read-only, on the loopback interface. It answers whoever finds it, past
the front's checks; so its address is drawn by lot, which no page of another site can guess, and it may call nobody (see
keeper). When the workspace publishes another generation, or a query outlives its time, a new process takes over and the
old one ends with the last query that it still answers.
"""

from __future__ import annotations

import http.client
import secrets
import shutil
import socket
import subprocess
import sys
import sysconfig
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO

from dementi.generations import release
from dementi.store import place

KEEPER = Path(__file__).with_name("keeper.py")
STARTING = 20.0  # seconds in which the server must listen; a store of some million quads takes well under one
GRACE = 3.0  # seconds that the server has, above its own time limit, to give up by itself
AT_ONCE = 4  # queries that run side by side
WAITING = 5.0  # seconds that a query waits for its turn
IN_MEMORY = 2**22  # bytes of an answer, more of it goes to a temporary file
LONGEST = 2**28  # bytes of an answer
_CHUNK = 2**16
# How whole answers end, by media type: Oxigraph ends what it had to cut with a sentence, under « 200 OK ».
_ENDINGS = {
    "application/sparql-results+json": (b"}",),
    "application/sparql-results+xml": (b"</sparql>",),
    "application/rdf+xml": (b"</rdf:RDF>",),
    "application/ld+json": (b"}", b"]"),
    "text/csv": (b"\n", b"true", b"false"),
    "text/tab-separated-values": (b"\n", b"true", b"false"),
}
_OF_TRIPLES = (b"\n",)


class Unanswered(Exception):
    """A query got no answer, or no whole one; ``status`` is what HTTP calls it."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Answer:
    """What the engine said.

    Attributes:
        status: As HTTP has it: 200, or 4xx with the reason in the body.
        type: Media type of the body, with its parameters.
        body: A file to read from its start.
        length: Bytes of the body.
        generation: Of the store that was asked.
    """

    status: int
    type: str
    body: IO[bytes]
    length: int
    generation: str


def binary() -> str:
    """Return the path of the `oxigraph` program.

    Raises:
        FileNotFoundError: It is not installed.
    """
    found = shutil.which("oxigraph", path=sysconfig.get_path("scripts")) or shutil.which("oxigraph")
    if not found:
        raise FileNotFoundError("the program oxigraph is not installed; get it with `pip install oxigraph`")
    return found


def generation(graph: Path) -> tuple[str, Path]:
    """Return what tells the published generation of a store from any other, and its folder."""
    folder = place(graph).resolve()
    mark = (folder / "CURRENT").stat()
    return f"{mark.st_ino:x}-{mark.st_mtime_ns:x}", folder


class Server:
    """One `oxigraph` process; ``end`` or our own end is also its end."""

    def __init__(self, folder: Path, name: str, seconds: int) -> None:
        self.generation, self.folder, self.users, self.retired = name, folder, 0, False
        self._said: deque[str] = deque(maxlen=5)
        self._listening = threading.Event()
        for _ in range(3):  # another program may take the port between our look and the server's start
            self.place = _free_place()
            limits = ("--union-default-graph", "--timeout-s", str(seconds))
            where = ("--location", str(folder), "--bind", "{}:{}".format(*self.place))
            command = [sys.executable, "-I", "-S", str(KEEPER), binary(), "serve-read-only", *where, *limits]
            # A session of its own: Ctrl-C in our terminal is ours to answer.
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                start_new_session=True,
            )
            threading.Thread(target=self._read, args=(self._process,), daemon=True).start()
            if self._listening.wait(STARTING) and self.alive:
                return
            self.end()
        raise Unanswered(503, f"the oxigraph server does not start: {' '.join(self._said) or 'it says nothing'}")

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process.poll() is None

    def end(self) -> None:
        """Kill the process."""
        with suppress(OSError):
            self._process.stdin.close()  # type: ignore[union-attr]
        self._process.wait()
        release(self.folder.parent)

    def _read(self, process: subprocess.Popen[bytes]) -> None:
        """Take note of what the server says, until it ends."""
        with process.stderr as lines:  # type: ignore[union-attr]
            for line in lines:
                self._said.append(line.decode("utf-8", "replace").strip())
                if b"Listening" in line:
                    self._listening.set()
        if process is self._process:
            self._listening.set()


class Engine:
    """Answers queries over the published generation of a store.

    Args:
        graph: What `dementi build` wrote, or its folder ``store``.
        seconds: How long a query may take.
    """

    def __init__(self, graph: Path, seconds: int) -> None:
        self.graph, self.seconds = graph, seconds
        self._lock = threading.Lock()
        self._turns = threading.BoundedSemaphore(AT_ONCE)
        self._server: Server | None = None

    def query(self, text: str, accept: str) -> Answer:
        """Answer a query that the guard let pass; the answer is whole, or there is none.

        Raises:
            Unanswered: It takes too long, its answer is too long, or too many are being asked.
        """
        if not self._turns.acquire(timeout=WAITING):
            raise Unanswered(503, f"{AT_ONCE} queries are being answered; ask again in a moment")
        try:
            try:
                return self._asked(text, accept)
            except (ConnectionError, http.client.HTTPException):  # it has been killed: reading again does no harm
                return self._asked(text, accept)
        except (ConnectionError, http.client.HTTPException) as error:
            raise Unanswered(503, "the oxigraph server ended amid the query; it may have run out of memory") from error
        finally:
            self._turns.release()

    def asset(self, name: str) -> bytes:
        """Return a file that the `oxigraph` server brings along, as ``yasgui.min.js``."""
        with self._serving() as server:
            connection = http.client.HTTPConnection(*server.place, timeout=self.seconds)
            with _closing(connection):
                connection.request("GET", f"/{name}")
                return connection.getresponse().read()

    def generation(self) -> str:
        """Return what tells the published generation from any other."""
        return generation(self.graph)[0]

    def close(self) -> None:
        """End the server."""
        with self._lock:
            server, self._server = self._server, None
        if server:
            server.end()

    def _asked(self, text: str, accept: str) -> Answer:
        deadline = time.monotonic() + self.seconds + GRACE
        with self._serving() as server:
            connection = http.client.HTTPConnection(*server.place, timeout=self.seconds + GRACE)
            try:
                with _closing(connection):
                    headers = {"Content-Type": "application/sparql-query", "Accept": accept}
                    connection.request("POST", "/query", text.encode("utf-8"), headers)
                    wire = connection.sock
                    response = connection.getresponse()
                    kind = response.headers.get("Content-Type", "text/plain")
                    body = _received(response, wire, deadline)
            except TimeoutError as error:
                self._retire(server)  # Oxigraph does not look at the clock everywhere
                raise self._late() from error
            except (ConnectionError, http.client.HTTPException):
                self._retire(server)
                raise
            answer = Answer(response.status, kind, body, body.tell(), server.generation)
        if answer.status == 200 and not is_whole(answer):
            body.close()
            raise self._late()
        body.seek(0)
        return answer

    def _late(self) -> Unanswered:
        return Unanswered(504, f"the query took more than {self.seconds} s; ask for less, or add LIMIT")

    @contextmanager
    def _serving(self) -> Iterator[Server]:
        """Give the server of the published generation, which does not end meanwhile unless by itself."""
        with self._lock:
            name, folder = generation(self.graph)
            if not self._server or self._server.generation != name or not self._server.alive:
                old, self._server = self._server, Server(folder, name, self.seconds)
                self._put_aside(old)
            server = self._server
            server.users += 1
        try:
            yield server
        finally:
            with self._lock:
                server.users -= 1
                if server.retired and not server.users:
                    server.end()

    def _retire(self, server: Server) -> None:
        """Let another server take the place of one that a query holds up."""
        with self._lock:
            if self._server is server:
                self._server = None
            self._put_aside(server)

    def _put_aside(self, server: Server | None) -> None:
        """Let a server end with the last query that it answers; the lock is held."""
        if server:
            server.retired = True
            if not server.users:
                server.end()


@contextmanager
def _closing(connection: http.client.HTTPConnection) -> Iterator[None]:
    try:
        yield
    finally:
        connection.close()


def _received(response: http.client.HTTPResponse, wire: socket.socket, deadline: float) -> IO[bytes]:
    """Return the body of a response as a file, its place at the end.

    Raises:
        TimeoutError: It is not there in time.
        Unanswered: It is too long.
    """
    body = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (whoever answers closes it)
    try:
        while chunk := response.read1(_CHUNK):
            body.write(chunk)
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError
            if body.tell() > LONGEST:
                raise Unanswered(422, f"the answer is longer than {LONGEST >> 20} MiB; ask for less, or add LIMIT")
            wire.settimeout(left)
    except BaseException:
        body.close()
        raise
    return body


def is_whole(answer: Answer) -> bool:
    """Whether a body ends as one of its type must."""
    kind = answer.type.partition(";")[0].strip()
    endings = _ENDINGS.get(kind, _OF_TRIPLES)
    longest = max(map(len, endings))
    answer.body.seek(max(0, answer.length - longest - 1))
    tail = answer.body.read()
    empty = not tail and kind not in _ENDINGS
    return empty or tail.endswith(endings) or tail.rstrip().endswith(endings)


def _free_place() -> tuple[str, int]:
    """Return an address of the loopback interface that nobody can guess, where there is more than one, and a port."""
    low, middle, high = (1 + secrets.randbelow(254) for _ in range(3))
    with socket.socket() as probe:
        try:
            probe.bind((f"127.{high}.{middle}.{low}", 0))
        except OSError:  # macOS has one such address
            probe.bind(("127.0.0.1", 0))
        host, port = probe.getsockname()
        return host, port
