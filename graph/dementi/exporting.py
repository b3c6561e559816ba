"""The command that writes a graph in the formats of other programs."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dementi.options import GraphFolder
from dementi.sharing import Server
from dementi.terminal import USAGE, Stop

if TYPE_CHECKING:
    from dementi.export import Content


class Form(StrEnum):
    """What a graph can be written as; a test compares it with ``export.FORMATS``."""

    TTL = "ttl"
    TRIG = "trig"
    NQ = "nq"
    JSONLD = "jsonld"
    GRAPHML = "graphml"
    GEXF = "gexf"


class Projection(StrEnum):
    """Which network is drawn of a graph; a test compares it with ``networks.PROJECTIONS``."""

    CLAIMS = "claims"
    FLOWS = "flows"
    SIDES = "sides"
    ECHOES = "echoes"


def export(
    output: Annotated[Path, typer.Option("--output", "-o", metavar="PATH", help="Where to write: a file or folder.")],
    form: Annotated[Form | None, typer.Option("--format", help="By the end of PATH if left out.")] = None,
    graph: GraphFolder = Path(),
    server: Server = None,
    projection: Annotated[Projection, typer.Option(help="Which network, for graphml and gexf.")] = Projection.CLAIMS,
    quotes_only: Annotated[bool, typer.Option("--quotes-only", help="Leave whole texts out; quotations stay.")] = False,
) -> None:
    """Write a graph for other programs.

    The same graph gives the same bytes, and what was at PATH stays until all is written.
    """
    from dementi import export as exports

    form = form or _by_name(output)
    exports.write(_content(graph, server, quotes_only), form, output, projection)
    print(f"dementi: {output}: {form}", file=sys.stderr)


def _content(graph: Path, server: str | None, quotes_only: bool) -> Content:
    from dementi import export as exports
    from dementi.remote import Remote

    return exports.of_server(Remote(server)) if server else exports.of_folder(graph, quotes_only)


def _by_name(output: Path) -> Form:
    """Return the format that the end of a path tells."""
    try:
        return Form(output.suffix.removeprefix("."))
    except ValueError as error:
        raise Stop(f"{output}: does not tell the format", f"--format is one of {', '.join(Form)}", USAGE) from error
