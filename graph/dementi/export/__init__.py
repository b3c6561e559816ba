"""A graph in the formats that other programs read; each is written aside and then takes its place.

``content`` is what is exported, ``placing`` puts it in its place; a module a family of formats: ``rdf`` and ``linked``
(N-Quads, TriG, Turtle, JSON-LD), ``graphs`` (GraphML, GEXF); ``tables`` (which there are, and their rows, with
``days``) for ``delimited`` (CSV), ``parquet`` and ``sqlite``; ``claims`` (schema.org) and ``brat``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from dementi.export import brat, claims, delimited, graphs, linked, parquet, rdf, sqlite
from dementi.export.content import Content, of_folder, of_server
from dementi.export.placing import placed, streams
from dementi.networks import PROJECTIONS, network

if TYPE_CHECKING:
    from dementi.networks import Network

__all__ = ["FORMATS", "PROJECTIONS", "Content", "form_of", "of_folder", "of_server", "write"]

_OF_CONTENT: Mapping[str, Callable[[Content, Path], None]] = {
    "ttl": rdf.turtle,
    "trig": rdf.trig,
    "nq": rdf.nquads,
    "jsonld": linked.jsonld,
    "schema": claims.schema,
    "csv": delimited.folder_of_csv,
    "parquet": parquet.folder_of_parquet,
    "sqlite": sqlite.database,
    "brat": brat.folder_of_brat,
}
_OF_NETWORK: Mapping[str, Callable[[Network, Path], None]] = {"graphml": graphs.graphml, "gexf": graphs.gexf}
FORMATS = (*_OF_CONTENT, *_OF_NETWORK)


def write(content: Content, form: str, path: str | Path, projection: str = "claims") -> None:
    """Write a graph to a file or folder, which takes its place only when all is written.

    Args:
        content: The graph, ``of_folder`` or ``of_server``.
        form: One of ``FORMATS``.
        path: Where to; a file there is replaced, a folder only if it holds tables that were exported. Beside
            ``NAME.sqlite`` stands ``NAME.metadata.json`` for Datasette, which is replaced, too.
        projection: For GraphML and GEXF, which network: see ``networks``.

    Raises:
        ValueError: There is no such format or projection; the message lists those there are.
        FileExistsError: The folder holds something else.
        ImportError: The format needs an extra; the message says which.
    """
    if form not in FORMATS:
        raise ValueError(f"{form}: no such format; there are {', '.join(FORMATS)}")
    with placed(Path(path)) as aside:
        if form in _OF_NETWORK:
            _OF_NETWORK[form](network(content.ask, projection), aside)
        else:
            _OF_CONTENT[form](content, aside)
    if form == "sqlite" and not streams(Path(path)):
        with placed(Path(path).with_name(f"{Path(path).stem}.metadata.json")) as aside:
            aside.write_text(sqlite.metadata(Path(path).stem), encoding="utf-8", newline="\n")


def form_of(path: str | Path) -> str:
    """Return the format that the end of a path tells: ``gexf`` of ``claims.gexf``.

    Raises:
        ValueError: It tells none; the message lists those there are.
    """
    form = Path(path).suffix.removeprefix(".").lower()
    if form not in FORMATS:
        raise ValueError(f"{path}: its end does not tell the format; name one of {', '.join(FORMATS)}")
    return form
