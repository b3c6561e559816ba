"""Runs a program and ends it with whoever started us, however that one ended: a script of its own, run by its path.

Whoever starts this process holds the other end of our standard input. When that end closes, at a good end or by
`kill -9`, the program is killed. Linux also kills it when this process itself is killed.
"""

from __future__ import annotations

import ctypes
import signal
import subprocess
import sys
import threading

PR_SET_PDEATHSIG = 1  # of Linux's <sys/prctl.h>


def keep(command: list[str]) -> int:
    """Run a program until it ends or our standard input does; return its exit code."""
    bound = _bound_to_us if sys.platform == "linux" else None
    # No thread has been started yet, which alone makes preexec_fn safe.
    program = subprocess.Popen(command, stdin=subprocess.DEVNULL, preexec_fn=bound)
    threading.Thread(target=_watch, args=(program,), daemon=True).start()
    return program.wait()


def _bound_to_us() -> None:
    """Ask the kernel to kill this process when its parent goes."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _watch(program: subprocess.Popen[bytes]) -> None:
    """Kill the program at the end of our standard input."""
    sys.stdin.buffer.read()
    program.kill()


if __name__ == "__main__":
    sys.exit(keep(sys.argv[1:]))
