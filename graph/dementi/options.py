"""What several commands take: paths, language, pipeline, folder and format."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dementi.intake.inputs import Form, Inputs
from dementi.terminal import USAGE, Format, Stop


class Language(StrEnum):
    """Languages that are read."""

    FR = "fr"


Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH",
        help="Text, HTML, JSON Lines, CSV, TSV, Parquet or feeds, folders of them, or - for standard input.",
    ),
]
InputFormat = Annotated[
    Form | None,
    typer.Option("--input-format", help="Take standard input, or the files named, as in this format."),
]
Columns = Annotated[
    str,
    typer.Option(metavar="OURS=THEIRS,…", help="Which column of a table holds what: text=corps,date=jour."),
]
MetadataFile = Annotated[
    Path | None,
    typer.Option(
        "--metadata", metavar="FILE", help="CSV, TOML or JSON Lines that says, by id, what is known of articles."
    ),
]
Lang = Annotated[Language | None, typer.Option(help="Take every article as in this language, and do not look.")]
Model = Annotated[
    str | None, typer.Option(metavar="PATH|NAME", help="A spaCy pipeline of yours in the place of the one inside.")
]
Output = Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="Where to write.")]
GraphFolder = Annotated[
    Path, typer.Option("--graph", metavar="DIR", help="What dementi build wrote.", envvar="DEMENTI_GRAPH")
]
Rows = Annotated[Format | None, typer.Option("--format", help="A table (without IRIs) on a terminal, else JSON Lines.")]
QuotesOnly = Annotated[
    bool, typer.Option("--quotes-only", help="Leave whole texts out of the pages of articles; quotations stay.")
]


def given(paths: list[str], form: Form | None, columns: str, metadata: Path | None) -> Inputs:
    """Return the articles that a command is to read; what is wrong with how to read them ends it."""
    if not columns:
        return Inputs(paths, form, metadata=metadata)
    from dementi.intake.columns import wishes

    try:
        return Inputs(paths, form, wishes(columns), metadata)
    except ValueError as error:
        raise Stop(f"--{error}", "for example --columns text=corps,date=jour", USAGE) from error
