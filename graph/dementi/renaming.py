"""The commands that say who is who: lines of the file of aliases, which counts whenever the graph is written."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from dementi.terminal import NOTHING, USAGE, Format, Stop, write_rows

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Say who is who: merge actors, split them, undo it.",
    epilog="Actors are named in English or French, or by their IRI. The graph follows when it is built again.",
)

Folder = Annotated[
    Path, typer.Option("--graph", metavar="DIR", help="What dementi build wrote.", envvar="DEMENTI_GRAPH")
]
File = Annotated[
    Path | None, typer.Option("--file", metavar="FILE", help="The file of aliases, if it is not aliases.jsonl in DIR.")
]
Why = Annotated[str, typer.Option(metavar="TEXT", help="For whoever reads the file later.")]


@app.command()
def merge(
    actor: Annotated[str, typer.Argument(metavar="ACTOR", help="Who goes.")],
    into: Annotated[str, typer.Argument(metavar="INTO", help="Who it really is.")],
    graph: Folder = Path(),
    file: File = None,
    why: Why = "",
) -> None:
    """Say that two actors are one."""
    _append(graph, file, {"op": "merge", "actor": actor, "into": into, "why": why})


@app.command()
def split(
    actor: Annotated[str, typer.Argument(metavar="ACTOR", help="Who is somebody else there.")],
    new: Annotated[str, typer.Option("--as", metavar="NAME", help="Who it is there.")],
    article: Annotated[str, typer.Option(metavar="ID", help="In this article.")] = "",
    behalf: Annotated[str, typer.Option("--on-behalf-of", metavar="NAME", help="Where it speaks for this one.")] = "",
    graph: Folder = Path(),
    file: File = None,
    why: Why = "",
) -> None:
    """Say that an actor is two."""
    if bool(article) == bool(behalf):
        raise Stop("where is it somebody else?", "give either --article or --on-behalf-of", USAGE)
    where = {"article": article} if article else {"on_behalf_of": behalf}
    _append(graph, file, {"op": "split", "actor": actor, **where, "as": new, "why": why})


@app.command()
def undo(
    line: Annotated[int, typer.Argument(metavar="LINE", help="Its number, as dementi alias list says it.")],
    graph: Folder = Path(),
    file: File = None,
    why: Why = "",
) -> None:
    """Take a line back; it stays in the file, with one more that undoes it."""
    _append(graph, file, {"op": "undo", "line": line, "why": why})


@app.command("list")
def listed(
    graph: Folder = Path(),
    file: File = None,
    form: Annotated[Format | None, typer.Option("--format", help="A table on a terminal, else JSON Lines.")] = None,
) -> None:
    """Say which lines there are, and which are undone."""
    from dementi import aliases

    rows = aliases.entries(file or graph / aliases.FILE)
    write_rows(rows, form)
    if not rows:
        raise Stop("nobody has an alias", "dementi alias merge ACTOR INTO", NOTHING)


def _append(graph: Path, file: Path | None, entry: dict[str, object]) -> None:
    from dementi import aliases

    for doubt in _unknown(graph, entry):
        print(f"dementi: warning: {doubt}", file=sys.stderr)
    path = file or graph / aliases.FILE
    number = aliases.append(path, {key: value for key, value in entry.items() if value != ""})
    print(f"dementi: {path}: line {number} is added; it counts after dementi rebuild --graph {graph}", file=sys.stderr)


def _unknown(graph: Path, entry: Mapping[str, object]) -> Iterator[str]:
    """Yield whom or what a line speaks of that the graph does not have: a slip of the pen, or an article to come."""
    from dementi import references, store

    try:
        look = partial(store.ask, store.open_store(graph))
    except FileNotFoundError:
        return
    for key in ("actor", "on_behalf_of", "article"):
        try:
            if key in entry:
                (references.article if key == "article" else references.actors)(str(entry[key]), look)
        except ValueError as error:
            yield str(error)
