"""The command that writes a graph in the formats of other programs."""

from __future__ import annotations

import shutil
import sys
import tempfile
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dementi.options import GraphFolder
from dementi.sharing import Server
from dementi.terminal import STDOUT, USAGE, Stop, write


class Form(StrEnum):
    """What a graph can be written as; a test compares it with ``export.FORMATS``."""

    TTL = "ttl"
    TRIG = "trig"
    NQ = "nq"
    JSONLD = "jsonld"
    SCHEMA = "schema"
    CSV = "csv"
    PARQUET = "parquet"
    SQLITE = "sqlite"
    BRAT = "brat"
    GRAPHML = "graphml"
    GEXF = "gexf"


class Projection(StrEnum):
    """Which network is drawn of a graph; a test compares it with ``networks.PROJECTIONS``."""

    CLAIMS = "claims"
    FLOWS = "flows"
    SIDES = "sides"
    ECHOES = "echoes"


def export(
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="PATH", help="Where to write: a file, a folder, or - for a stream."),
    ],
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
    from dementi import graph as graphs

    try:
        chosen = form or exports.form_of(output)
    except ValueError as error:
        raise Stop(str(error), "for example --format gexf", USAGE) from error
    opened = graphs.open(server or graph)
    with tempfile.TemporaryDirectory(prefix="dementi-") as folder:
        place = Path(folder) / "out" if output == STDOUT else output
        opened.export(place, chosen, projection=projection, quotes_only=quotes_only)
        if output != STDOUT:
            hint = f"; datasette {output} --metadata {output.with_suffix('')}.metadata.json shows it"
            print(f"dementi: {output}: {chosen}{hint if chosen == Form.SQLITE else ''}", file=sys.stderr)
        elif place.is_dir():
            raise Stop(f"{chosen}: is a folder, not one stream", "name it with -o", USAGE)
        else:
            write("")
            with place.open("rb") as made:
                shutil.copyfileobj(made, sys.stdout.buffer)
