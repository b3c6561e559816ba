"""What tests share: the real entry point, and one build of the seeds."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

# A shell gives its background jobs an ignored SIGINT, which they pass on: the commands under test are to hear it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds"
# For every process that the tests start; the warnings of third parties are counted in the tests' own process.
os.environ |= {"PYTHONPATH": str(ROOT / "graph"), "PYTHONWARNINGS": "ignore"}

Run = Callable[..., subprocess.CompletedProcess[str]]


def run_dementi(*args: object, cwd: Path | None = None, stdin: str | bytes = "") -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own; output as text in UTF-8."""
    given = stdin.encode() if isinstance(stdin, str) else stdin
    done = subprocess.run(
        [sys.executable, "-m", "dementi", *map(str, args)],
        cwd=cwd,
        input=given,
        capture_output=True,
        check=False,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture(scope="session")
def dementi() -> Run:
    return run_dementi


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that ``dementi build seeds`` writes; to be read only."""
    out = tmp_path_factory.mktemp("built") / "graph"
    done = run_dementi("build", SEEDS, "--out", out)
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="session")
def gold() -> Path:
    """The folder of gold sets that are no part of the project."""
    place = os.environ.get("DEMENTI_GOLD")
    if not place:
        pytest.skip("DEMENTI_GOLD names no folder of gold sets")
    return Path(place)
