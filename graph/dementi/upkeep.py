"""The commands that make a graph and keep it up to date: ``build``, ``add``, ``remove``, ``rebuild``, ``status``."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dementi import sharing
from dementi.generations import INDEX, SITE
from dementi.options import Columns, GraphFolder, InputFormat, Lang, MetadataFile, Model, Paths, QuotesOnly, given
from dementi.sharing import Graphs, Publish, Updates
from dementi.terminal import NOTHING, Format, Messages, Stop, write, write_rows

if TYPE_CHECKING:
    from dementi.workspace import Counts, Done


def build(
    paths: Paths,
    out: Annotated[Path, typer.Option(metavar="DIR", help="The folder to write.")],
    open_page: Annotated[bool, typer.Option("--open", help="Show the pages in a browser.")] = False,
    quotes_only: QuotesOnly = False,
    server: Publish = None,
    updates: Updates = "",
    graphs: Graphs = "",
    form: InputFormat = None,
    columns: Columns = "",
    metadata: MetadataFile = None,
    lang: Lang = None,
    model: Model = None,
) -> None:
    """Build the graph, to ask and to look at.

    Writes articles.jsonl, statements.jsonl, graph.nq, the folder store and the folder site, whose index.html leads to
    all pages. What has these names is replaced when all is made, and not before.
    """
    from dementi import graph
    from dementi.graph import NoArticle

    began, inputs = time.monotonic(), given(paths, form, columns, metadata)
    with Messages().watching() as messages:
        try:
            built = graph.build(inputs, out, lang=lang, model=model, quotes_only=quotes_only, tell=messages.tell)
        except NoArticle:
            built = None
    if built is None:
        messages.say(f"nothing is built: there is no article; {out} is left as it was")
    else:
        page, counts = (out / SITE / INDEX).resolve(), built.counts
        messages.say(
            f"{counts.articles} articles, {counts.statements} statements, {counts.quads} quads"
            f" in {time.monotonic() - began:.1f} s; look at {page.as_uri()}"
        )
        _say_if_partial(messages, counts, out)
        if server:
            sharing.publish(server, out, updates, graphs)
        if open_page:
            sharing.browse(page.as_uri())
    messages.end("the rest is done" if built else "there is no rest")


def add(
    paths: Paths,
    graph: GraphFolder = Path(),
    server: Publish = None,
    updates: Updates = "",
    graphs: Graphs = "",
    form: InputFormat = None,
    columns: Columns = "",
    metadata: MetadataFile = None,
    lang: Lang = None,
    model: Model = None,
) -> None:
    """Add articles to a graph, or replace them.

    Articles that are there already, unchanged, are left as they are. All is published at once when it is done, a
    thousand articles at a time; until then, and if this is ended before, the graph stays what it was.
    """
    from dementi import corpus
    from dementi.workspace import Done

    began, done, inputs = time.monotonic(), Done(), given(paths, form, columns, metadata)
    with Messages().watching() as messages:
        for step in corpus.add(inputs, graph, messages.tell, lang, model):
            done += step
            if done.added + done.replaced > corpus.BATCH and step.added + step.replaced:
                messages.say(f"{done.added + done.replaced} articles are published")
    messages.say(_summary(done, time.monotonic() - began))
    _say_if_partial(messages, done.counts, graph)
    if server:
        sharing.publish(server, graph, updates, graphs)
    messages.end()


def remove(
    ids: Annotated[list[str], typer.Argument(metavar="ID", help="Ids of articles, as in articles.jsonl.")],
    graph: GraphFolder = Path(),
    server: Publish = None,
    updates: Updates = "",
    graphs: Graphs = "",
) -> None:
    """Remove articles from a graph."""
    from dementi import corpus

    began = time.monotonic()
    messages = Messages()
    done = corpus.remove(ids, graph, messages.tell)
    if not done.removed:
        raise Stop("nothing is removed", "the graph is what it was", NOTHING)
    messages.say(_summary(done, time.monotonic() - began))
    if server:
        sharing.publish(server, graph, updates, graphs)
    messages.end()


def rebuild(
    graph: GraphFolder = Path(),
    extract: Annotated[
        bool, typer.Option("--extract", help="Read articles again that another version has read.")
    ] = False,
    model: Model = None,
) -> None:
    """Make a graph anew of its own articles.

    It follows what aliases.jsonl says now, and what this version derives. Articles are read again only if so wished.
    """
    from dementi import corpus

    began = time.monotonic()
    with Messages().watching() as messages:
        first, *steps = corpus.rebuild(graph, messages.tell, extract, model)
    counts = (steps or [first])[-1].counts
    again = f"{sum(step.replaced for step in steps)} articles read again; " if extract else ""
    messages.say(
        f"rebuilt in {time.monotonic() - began:.1f} s: {again}{counts.articles} articles,"
        f" {counts.statements} statements, {counts.quads} quads,"
        f" {first.compared + sum(step.compared for step in steps)} candidate comparisons"
    )
    messages.end()


def status(
    graph: GraphFolder = Path(),
    form: Annotated[Format | None, typer.Option("--format", help="Lines to read, else one of these formats.")] = None,
) -> None:
    """Say what a graph holds, by which extractor it was read, and who writes to it."""
    from dementi import condition

    found = condition.of(graph)
    if form is Format.JSON:
        write(json.dumps(found, ensure_ascii=False, indent=2) + "\n")
    elif form:
        write_rows([condition.flat(found)], form)
    else:
        write("".join(f"{name:<12}{value}\n" for name, value in condition.flat(found).items()))


def _say_if_partial(messages: Messages, counts: Counts, graph: Path) -> None:
    """Say how to get the pages that are not written after each change of a large graph."""
    from dementi import workspace

    if counts.statements > workspace.WHOLE:
        messages.say(
            f"of {counts.statements} statements only index and network are written;"
            f" all pages: dementi view --graph {graph} -o SITE, or dementi serve --graph {graph}"
        )


def _summary(done: Done, seconds: float) -> str:
    """Return one line on what was done, and on what there is now."""
    parts = [f"{getattr(done, name)} {name}" for name in ("added", "replaced", "reviewed", "unchanged", "removed")]
    return (
        f"{', '.join(part for part in parts if part[0] != '0') or 'nothing changed'}: {done.statements} statements,"
        f" {done.compared} candidate comparisons, {seconds:.1f} s; now {done.counts.articles} articles,"
        f" {done.counts.statements} statements, {done.counts.quads} quads"
    )
