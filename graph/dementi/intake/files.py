"""Which files there are to be read, and of which format each is."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from dementi.intake.inputs import STDIN, SUFFIXES, File, Form, Inputs
from dementi.intake.metadata import MANIFEST
from dementi.intake.problems import Problem

OTHER_FORMATS = frozenset({".json", ".jsonld"})
# A folder that dementi build wrote holds these; its pages and lines are no articles to be read, articles.jsonl is.
BUILT = frozenset({"articles.jsonl", "statements.jsonl", "graph.nq"})
ASSETS = ("_files", "_fichiers")  # what browsers put beside a page that they save, its frames among them
READ = ", ".join(SUFFIXES)

log = logging.getLogger(__name__)


def files(inputs: Inputs) -> Iterator[File | Problem]:
    """Yield every file named, those of folders among them, each once, and what is wrong with a name."""
    named: dict[Path, File] = {}
    for found in _all(inputs):
        if isinstance(found, Problem):
            yield found
            continue
        real = Path(os.path.realpath(found.path))  # links in a circle are no error here; whoever opens them tells
        # Of several names for one file its own is best, so that the id does not hang on the order of the arguments.
        named[real] = min(named.get(real, found), found, key=lambda file: (file.path.absolute() != real, file.path))
    yield from named.values()


def _all(inputs: Inputs) -> Iterator[File | Problem]:
    """Yield every file named, and those of folders."""
    for path in map(Path, inputs.paths):
        if path == STDIN:
            yield File(path, inputs.form or Form.TEXT)
        elif path.is_dir():
            yield from _folder(path, inputs.metadata)
        elif not path.exists():
            yield Problem(str(path), "no such file or folder", "check the spelling")
        elif path.name == MANIFEST:
            log.info("%s: a manifest describes articles and is none", path)
        elif inputs.form is None and path.suffix.lower() in OTHER_FORMATS:
            yield Problem(
                str(path), f"{path.suffix} files are not read yet", "write JSON Lines, an article a line: .jsonl"
            )
        else:
            yield File(path, inputs.form or SUFFIXES.get(path.suffix.lower(), Form.TEXT))


def _folder(folder: Path, metadata: Path | None) -> Iterator[File | Problem]:
    """Yield the files below ``folder`` that can hold articles; hidden ones are passed over, others noted in the log."""
    faults: list[OSError] = []
    found: list[Path] = []
    for where, folders, names in os.walk(folder, onerror=faults.append):
        if set(names) >= BUILT:
            log.info("%s: passed over; a graph that dementi built. Its articles.jsonl can be read", where)
            folders.clear()
            continue
        folders[:] = [name for name in folders if not name.startswith(".") and not _assets(name, names)]
        for name in names:
            path = Path(where, name)
            waits = path.is_fifo() or path.is_socket()  # until somebody writes, which may be never
            if path.suffix.lower() in SUFFIXES and not name.startswith(".") and not waits:
                found.append(path)
            elif name != MANIFEST:
                log.info("%s: passed over; of a folder, files are read whose names end in %s", path, READ)
    for fault in faults:
        yield Problem(str(fault.filename), fault.strerror or "cannot be read", "check its permissions")
    if not found and not faults:
        yield Problem(str(folder), "no article in this folder", f"articles are files whose names end in {READ}")
    found = [path for path in found if not (metadata and path.resolve() == metadata.resolve())]
    yield from (File(path, SUFFIXES[path.suffix.lower()], named=False) for path in sorted(found))


def _assets(folder: str, names: Sequence[str]) -> bool:
    """Say whether a folder holds the parts of a page saved beside it."""
    stem = next((folder.removesuffix(end) for end in ASSETS if folder.endswith(end)), None)
    return stem is not None and any(
        Path(name).stem == stem and name.lower().endswith(("html", "htm")) for name in names
    )
