"""The blocks of code in Markdown pages, and what they say when they run.

A block of ``sh``, ``python`` or ``sparql`` runs. The block right after it, if it is in one of OUTPUTS and nothing
stands between the two, is what it says, to the letter; a ``python`` block may say it in comments instead, ``# -> 42``.
The blocks of a page run one after another: in one folder that holds ``seeds``, and in one namespace.

    python tests/blocks.py COOKBOOK.md …    # writes what blocks really say into the blocks after them
"""

import contextlib
import io
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).parents[1]
RUN = ("sh", "python", "sparql")
# The languages of outputs, and how a query is asked to answer in them.
OUTPUTS = {"text": "table", "json": "json", "jsonl": "jsonl", "csv": "csv", "turtle": "ttl"}
# What a line of a shell block begins with, and each part of its pipes.
SAFE = ("dementi", "cd", "cat", "sort", "head")
FENCE = re.compile(r"^(?P<indent> *)```(?P<language>\w*)\n(?P<code>.*?)^(?P=indent)```\n", re.M | re.S)
HERE = re.compile(r"<<'(\w+)'\n.*?^\1$\n?", re.M | re.S)  # cat > a.txt <<'FIN' … FIN
SAID = re.compile(r"# -> (.*)$", re.M)
# « 4.2 s » and « 1810 quads »: how quick a machine is, and how many triples say a thing, are not what a page is about.
VARIES = re.compile(r"\b[\d.]+(?= (?:s|quads)\b)")
BUILD = "dementi build seeds --out dementi-seeds"


@dataclass(frozen=True)
class Block:
    """A block of code, and what the page says that it says.

    Attributes:
        page: The name of the page.
        line: The line of the page where it begins, counted from 1.
        language: What stands after the fence.
        code: The code, its indentation taken off.
        form: The language of the block that shows its output; "" without one.
        output: What that block holds; None without one.
        span: Where in the page the output stands.
        indent: By how many blanks it is indented.
    """

    page: str
    line: int
    language: str
    code: str
    form: str = ""
    output: str | None = None
    span: tuple[int, int] = (0, 0)
    indent: int = 0

    @property
    def first(self) -> str:
        """The first line, by which a block is named."""
        return self.code.partition("\n")[0]

    def __str__(self) -> str:
        return f"{self.page}:{self.line}: {self.first}"


def blocks(page: Path) -> list[Block]:
    """Return the blocks of a page in their order; an output is part of the block that says it."""
    text = page.read_text(encoding="utf-8")
    found: list[Block] = []
    end = -1
    for match in FENCE.finditer(text):
        code = re.sub(rf"^{match['indent']}", "", match["code"], flags=re.M)
        follows = found and end >= 0 and not text[end : match.start()].strip()
        before = found[-1] if found else None
        if follows and before and before.language in RUN and before.output is None and match["language"] in OUTPUTS:
            output = {"form": match["language"], "output": code, "span": match.span("code")}
            found[-1] = replace(before, indent=len(match["indent"]), **output)
        else:
            line = text.count("\n", 0, match.start()) + 1
            found.append(Block(page.name, line, match["language"], code))
        end = match.end()
    return found


def unsafe(code: str) -> list[str]:
    """Return the lines of a shell block that begin with what is not in SAFE, or hold more than a pipe of such."""
    lines = HERE.sub("\n", code).replace("\\\n", " ").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#") and not _safe(line)]


def _safe(line: str) -> bool:
    bare = re.sub(r"'[^']*'|\"[^\"$`]*\"", "x", line)
    parts = bare.split(" | ")
    return not re.search(r"[;&`$]", bare) and all(part.split()[0] in SAFE for part in parts)


def plain(text: str) -> str:
    """Return an output without what varies: times, numbers of quads, blanks at the ends of lines."""
    return "\n".join(line.rstrip() for line in VARIES.sub("0", text).strip("\n").splitlines())


@contextlib.contextmanager
def command(folder: Path) -> Iterator[Path]:
    """Give a folder for PATH that holds nothing but ``dementi``, which needs no time to load (see warm.py)."""
    warm, address, script = Path(__file__).with_name("warm.py"), folder / "socket", folder / "bin" / "dementi"
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -IS "{warm}" "{address}" "$@"\n')
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    environment = os.environ | {"PYTHONPATH": str(ROOT / "graph"), "PYTHONWARNINGS": "ignore"}
    with subprocess.Popen(
        [sys.executable, warm, address], stdout=subprocess.PIPE, text=True, env=environment
    ) as server:
        try:
            assert server.stdout and server.stdout.readline() == "ready\n"
            yield script.parent
        finally:
            server.terminate()


class Session:
    """A folder and a namespace in which the blocks of a page run, one after another."""

    def __init__(self, folder: Path, commands: Path, built: Path | None = None) -> None:
        """Prepare the folder.

        Args:
            folder: An empty folder.
            commands: A folder with the command ``dementi``.
            built: What the command BUILD has written, to be copied where a block runs it; None runs it.
        """
        self.folder, self.built = folder, built
        self.names: dict[str, object] = {"__name__": "__main__"}
        shutil.copytree(ROOT / "seeds", folder / "seeds")
        shutil.copytree(ROOT / "tests" / "gold", folder / "tests" / "gold")
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith("DEMENTI_")} | {
            "PATH": f"{commands}:{os.environ['PATH']}",
            "LC_ALL": "C.UTF-8",
        }

    def run(self, block: Block) -> str:
        """Run a block and return what it says, messages first.

        Raises:
            AssertionError: It ends with an exit code other than 0.
        """
        if block.language == "python":
            return self._python(block.code)
        if block.language == "sparql":
            form = OUTPUTS.get(block.form, "table")
            return self._shell(f"dementi query - --graph dementi-seeds --format {form}", block.code)
        if self.built and block.code.strip() == BUILD and not (self.folder / "dementi-seeds").exists():
            shutil.copytree(self.built, self.folder / "dementi-seeds")
            return block.output or ""
        return self._shell(block.code)

    def _shell(self, code: str, stdin: str = "") -> str:
        done = subprocess.run(
            ["bash", "-e", "-c", code],
            cwd=self.folder,
            env=self.environment,
            input=stdin.encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        said = done.stdout.decode().replace(str(self.folder), "…")
        assert done.returncode == 0, f"exit code {done.returncode}: {said}"
        return said

    def _python(self, code: str) -> str:
        said = io.StringIO()
        with contextlib.chdir(self.folder), contextlib.redirect_stdout(said):
            exec(compile(code, "a page", "exec"), self.names)
        return said.getvalue().replace(str(self.folder), "…")


def shown(block: Block) -> str | None:
    """Return what a page says that a block says: in the block after it, or in its comments; None if nothing."""
    comments = SAID.findall(block.code) if block.language == "python" else []
    return block.output if block.output is not None else "\n".join(comments) if comments else None


def main(pages: list[str]) -> None:
    """Write what the blocks of pages say into the blocks after them."""
    from test_pages_run import NOT_RUN

    with tempfile.TemporaryDirectory() as folder, command(Path(folder)) as commands:
        for name in pages:
            with tempfile.TemporaryDirectory() as place:
                rewrite(ROOT / name, Session(Path(place), commands), NOT_RUN)


def rewrite(page: Path, session: Session, left_out: Container[tuple[str, str]]) -> None:
    """Run the blocks of a page and write what they say below them; tell what fails, and which comments are wrong."""
    text, parts, end = page.read_text(encoding="utf-8"), [], 0
    for block in blocks(page):
        if block.language not in RUN or (block.page, block.first) in left_out:
            continue
        try:
            said = session.run(block)
        except Exception as error:
            print(f"{block}: {error}", file=sys.stderr)
            continue
        if block.output is not None and plain(said) != plain(block.output):
            indent = " " * block.indent
            new = "".join(f"{indent}{line}".rstrip() + "\n" for line in said.strip("\n").splitlines())
            parts += [text[end : block.span[0]], new]
            end = block.span[1]
        elif plain(said) != plain(shown(block) or said):
            print(f"{block}: says {said!r}", file=sys.stderr)
    page.write_text("".join([*parts, text[end:]]), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT / "graph"), str(ROOT / "tests")]
    main(sys.argv[1:])
