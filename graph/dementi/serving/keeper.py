"""Runs a program and ends it with whoever started us, however that one ended: a script of its own, run by its path.

Whoever starts this process holds the other end of our standard input. When that end closes, at a good end or by
`kill -9`, the program is killed. Linux also kills it when this process itself is killed, and lets it call nobody: the
oxigraph server follows SERVICE to any address, and has no option that forbids it.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import signal
import subprocess
import sys
import threading

# Of Linux's <sys/prctl.h>, <linux/seccomp.h>, <linux/filter.h>.
PR_SET_PDEATHSIG, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS = 1, 22, 38
SECCOMP_MODE_FILTER = 2
ALLOW, REFUSE = 0x7FFF0000, 0x00050000 | errno.EACCES
LOAD, IF_EQUAL, RETURN = 0x20, 0x15, 0x06
NUMBER_AT, ARCHITECTURE_AT = 0, 4  # in a struct seccomp_data
# By machine: what the kernel calls it (<linux/audit.h>), and its number of the call connect(2).
CONNECT = {"x86_64": (0xC000003E, 42), "aarch64": (0xC00000B7, 203)}


class Instruction(ctypes.Structure):
    """A struct sock_filter: what to do, by how many to jump if it holds or not, and its operand."""

    _fields_ = (("code", ctypes.c_ushort), ("yes", ctypes.c_ubyte), ("no", ctypes.c_ubyte), ("operand", ctypes.c_uint))


class Filter(ctypes.Structure):
    """A struct sock_fprog: how many instructions, and where they are."""

    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.POINTER(Instruction)))


def keep(command: list[str]) -> int:
    """Run a program until it ends or our standard input does; return its exit code."""
    bound = _bound if sys.platform == "linux" else None
    # No thread has been started yet, which alone makes preexec_fn safe.
    program = subprocess.Popen(command, stdin=subprocess.DEVNULL, preexec_fn=bound)
    threading.Thread(target=_watch, args=(program,), daemon=True).start()
    return program.wait()


def _bound() -> None:
    """Ask the kernel to kill this process when its parent goes, and to refuse it connections to others.

    A kernel without seccomp does not refuse; nor do we on a machine of another kind.
    """
    prctl = ctypes.CDLL(None).prctl
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    known = CONNECT.get(platform.machine())
    if known:
        prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)  # else only root may set a filter
        prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(_without_connect(*known)), 0, 0)


def _without_connect(architecture: int, connect: int) -> Filter:
    """Return a filter of system calls that lets pass all but one."""
    steps = (
        Instruction(LOAD, 0, 0, ARCHITECTURE_AT),
        Instruction(IF_EQUAL, 0, 3, architecture),
        Instruction(LOAD, 0, 0, NUMBER_AT),
        Instruction(IF_EQUAL, 0, 1, connect),
        Instruction(RETURN, 0, 0, REFUSE),
        Instruction(RETURN, 0, 0, ALLOW),
    )
    return Filter(len(steps), (Instruction * len(steps))(*steps))


def _watch(program: subprocess.Popen[bytes]) -> None:
    """Kill the program at the end of our standard input."""
    sys.stdin.buffer.read()
    program.kill()


if __name__ == "__main__":
    sys.exit(keep(sys.argv[1:]))
