"""Starts the front and the engine, and stops both."""

from __future__ import annotations

import errno
import logging
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType
from typing import NoReturn

from waitress.server import create_server

from dementi.serving import gate
from dementi.serving.engine import AT_ONCE, Engine
from dementi.serving.front import LARGEST, Front

THREADS = AT_ONCE + 4  # pages are answered while all queries run
MOST_HEADERS = 2**18  # bytes; a query may stand in the address
_PLACEHOLDER = frozenset[str]()


def serve(
    graph: Path,
    host: str,
    port: int,
    allowed: Sequence[str],
    seconds: int,
    tell: Callable[[str], None],
    token: str = "",
) -> None:
    """Answer over HTTP until we are told to stop (SIGINT, SIGTERM).

    Args:
        graph: What `dementi build` wrote.
        host: The address to listen to.
        port: Its port; 0 takes a free one.
        allowed: Names besides those of the loopback interface by which we may be called.
        seconds: How long a query may take.
        tell: Is called once with our address, when requests are answered.
        token: By which decisions on statements are taken; "" to take none.

    Raises:
        FileNotFoundError: There is no graph, or no oxigraph program.
        OSError: The port is taken, or not ours to take.
    """
    engine = Engine(graph, seconds)
    front = Front(engine, _PLACEHOLDER, token)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a queue of requests is no news
    try:
        server = create_server(
            front,
            host=host,
            port=port,
            threads=THREADS,
            ident=None,
            max_request_body_size=LARGEST,
            max_request_header_size=MOST_HEADERS,
            channel_timeout=60,
            connection_limit=200,
        )
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise OSError(
                f"port {port} of {host} is taken; choose another with --port, or --port 0 for a free one"
            ) from error
        raise
    own = server.effective_port
    front.known = gate.names(host, own, allowed)
    try:
        engine.asset("logo.svg")  # whatever keeps the engine from working is said now
        _listen()
        threading.Timer(
            0, tell, (f"http://{gate.bracketed('127.0.0.1' if host in gate.EVERYWHERE else host)}:{own}/",)
        ).start()
        server.run()
    finally:
        engine.close()
        server.close()


def _listen() -> None:
    """End well on SIGTERM and on Ctrl-C, whatever we are at; but a job of a shell that is to ignore Ctrl-C does."""
    signal.signal(signal.SIGTERM, _stop)
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, _stop)


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    sys.exit(0)
