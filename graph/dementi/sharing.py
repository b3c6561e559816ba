"""The commands and options that have to do with servers: to be one, and to use one elsewhere."""

from __future__ import annotations

import secrets
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dementi.options import GraphFolder

if TYPE_CHECKING:
    from dementi.graph import Graph

Server = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="URL",
        help="A SPARQL server or its query endpoint, instead of a folder.",
        envvar="DEMENTI_STORE",
    ),
]
Publish = Annotated[
    str | None,
    typer.Option("--store", metavar="URL", help="Publish on this SPARQL server too.", envvar="DEMENTI_STORE"),
]
Updates = Annotated[str, typer.Option("--store-update", metavar="URL", help="Its update endpoint, if not URL/update.")]
Graphs = Annotated[str, typer.Option("--store-graphs", metavar="URL", help="Its graph store, if not URL/store.")]


def opened(graph: Path, server: str | None = None) -> Graph:
    """Return the graph of a server, or of a folder."""
    from dementi import graph as graphs

    return graphs.open_server(server) if server else graphs.open_folder(graph)


def publish(
    server: Annotated[str, typer.Option("--store", metavar="URL", help="A SPARQL server.", envvar="DEMENTI_STORE")],
    graph: GraphFolder = Path(),
    updates: Updates = "",
    graphs: Graphs = "",
) -> None:
    """Make a SPARQL server hold what a folder holds.

    Sends what differs, and takes away what is gone here. Credentials come from DEMENTI_STORE_USER and
    DEMENTI_STORE_PASSWORD, or from DEMENTI_STORE_TOKEN.
    """
    from dementi import publishing, remote, store

    done = publishing.publish(store.open_store(graph), remote.Remote(server, updates, graphs))
    print(
        f"dementi: {done.sent} articles sent to {server}, {done.kept} were there, {done.dropped} taken away",
        file=sys.stderr,
    )


def serve(
    graph: GraphFolder = Path(),
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to listen to; 0 takes a free one.")] = 7878,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="The address to listen to.")] = "127.0.0.1",
    allow_host: Annotated[
        list[str] | None, typer.Option(metavar="NAME[:PORT]", help="A further name by which browsers may call it.")
    ] = None,
    seconds: Annotated[
        int, typer.Option("--timeout", min=1, metavar="SECONDS", help="How long a query may take.")
    ] = 30,
    open_page: Annotated[bool, typer.Option("--open", help="Show the network in a browser.")] = False,
    review: Annotated[
        bool, typer.Option("--review", help="Take decisions on statements from whoever has the token that it says.")
    ] = False,
) -> None:
    """Answer SPARQL queries over HTTP, for reading, and show the network and a page to ask on.

    For this machine alone, unless --host says otherwise: there is no password. Ctrl-C ends it. A graph that is built
    or added to meanwhile is taken up by itself.
    """
    from dementi import serving

    token = secrets.token_urlsafe(24) if review else ""

    def tell(address: str) -> None:
        print(f"dementi: {address} shows the graph, {address}sparql answers queries; Ctrl-C ends", file=sys.stderr)
        if token:
            print(f"dementi: the token for decisions on the pages of articles: {token}", file=sys.stderr, flush=True)
        if open_page:
            browse(address)

    if host not in ("127.0.0.1", "::1", "localhost"):
        print(f"dementi: whoever reaches {host} can read the graph: there is no password", file=sys.stderr)
    serving.serve(graph, host, port, allow_host or (), seconds, tell, token)


def browse(address: str) -> None:
    """Open a page in a browser, or say that there is none."""
    import webbrowser

    if not webbrowser.open(address):
        print("dementi: no browser was found; open the page yourself", file=sys.stderr)
