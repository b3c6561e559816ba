"""What several commands take: paths, language, pipeline, folder and format."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dementi.terminal import Format


class Language(StrEnum):
    """Languages that are read."""

    FR = "fr"


Paths = Annotated[
    list[str], typer.Argument(metavar="PATH", help="Text files, folders of them, or - for standard input.")
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
