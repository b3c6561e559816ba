"""The ``dementi`` command for many calls: loading is done once, and each call is a process forked from there.

    python tests/warm.py ADDRESS            # listens; each call runs dementi.cli.main as the installed command does
    python -IS tests/warm.py ADDRESS ARG …  # calls: hands over arguments, folder, environment and standard streams

A call starts with nothing of another. Where loading takes seconds and the call milliseconds, pages full of calls can be
tests.
"""

import json
import os
import signal
import socket
import sys
from pathlib import Path

SIGPIPE_CODE = 128 + signal.SIGPIPE  # as shells say it


def call(address: str, args: list[str]) -> int:
    """Run a command in the listening process's child, with our streams, and return its exit code."""
    with socket.socket(socket.AF_UNIX) as there:
        there.connect(address)
        socket.send_fds(there, [b"\n"], [0, 1, 2])
        there.sendall(json.dumps([args, str(Path.cwd()), dict(os.environ)]).encode())
        there.shutdown(socket.SHUT_WR)
        return int(there.recv(16) or SIGPIPE_CODE)  # without a word: its reader went


def listen(address: str) -> None:
    """Load all that commands need, then answer calls until the standard input ends."""
    from dementi import cli, corpus, pipeline, records, statements, store, views  # noqa: F401  (for the children)

    # What reads the first text loads the lexicons.
    statements.statements(
        pipeline.annotate(records.Article("x", "Belgrade dément avoir livré des obus."), pipeline.build())
    )
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX) as here:
        here.bind(address)
        here.listen()
        print("ready", flush=True)
        while True:
            there, _ = here.accept()
            if os.fork() == 0:
                here.close()
                _answer(there, cli.main)
            there.close()


def _answer(there: socket.socket, main) -> None:
    """Run a call in this process, say its exit code, and end."""
    _, streams, _, _ = socket.recv_fds(there, 1, 3)
    args, folder, environment = json.loads(b"".join(iter(lambda: there.recv(65536), b"")))
    for stream, own in zip(streams, (0, 1, 2), strict=True):
        os.dup2(stream, own)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["dementi", *args]
    code = 1
    try:
        main()
    except SystemExit as end:
        code = end.code or 0
    finally:
        sys.stdout.flush()
        there.sendall(str(code).encode())
        os._exit(code)


if __name__ == "__main__":
    if len(sys.argv) == 2:
        listen(sys.argv[1])
    else:
        sys.exit(call(sys.argv[1], sys.argv[2:]))
