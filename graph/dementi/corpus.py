"""The whole line: articles in, statements and their graph out."""

from __future__ import annotations

import logging
import os
from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, TextIO, TypeVar

from dementi import articles, generations, pipeline, provenance, reported, reviews, statements, workspace
from dementi.annotated import Annotated
from dementi.articles import Given, Problem
from dementi.explained import Explained, explain
from dementi.records import Article
from dementi.reviews import Decision
from dementi.workspace import Done

BATCH = 1_000  # articles; so many are published at a time, so that whoever ends a long addition loses little

log = logging.getLogger(__name__)

Tell = Callable[[Problem | Article], None]
Doc = Any  # spaCy's, of which nothing is known from here on
Made = TypeVar("Made")


def read(paths: Given, tell: Tell, lang: str | None = None, model: str | None = None) -> Iterator[Annotated]:
    """Yield articles with their statements in the order of their ids; the arguments are those of ``each``."""
    return each(_annotated(model), paths, tell, lang, model)


def attributed(paths: Given, tell: Tell, lang: str | None = None, model: str | None = None) -> Iterator[dict[str, Any]]:
    """Yield the id and the reported speech of articles, whatever they are about; arguments as of ``each``."""
    return each(_attributed, paths, tell, lang, model)


def explained(paths: Given, tell: Tell, lang: str | None = None, model: str | None = None) -> Iterator[Explained]:
    """Yield articles with everything that was found in them; the arguments are those of ``each``."""
    return each(_explained, paths, tell, lang, model)


def each(
    make: Callable[[Article, Doc], Made],
    paths: Given,
    tell: Tell,
    lang: str | None = None,
    model: str | None = None,
    wanted: Callable[[Article], bool] = lambda article: True,
) -> Iterator[Made]:
    """Yield what is made of each article, in the order of their ids.

    Args:
        make: Makes it of an article and of what the pipeline found in it.
        paths: Files, folders, "-"; as ``articles.Inputs``, with how they are to be read.
        tell: Is called with each article when its turn comes, and with each problem.
        lang: Language of all of them, None to tell it from the text.
        model: A spaCy pipeline, by path or name, in the place of the one that comes with the project.
        wanted: Says which articles are to be looked into at all.
    """
    nlp: Any = None
    for found in articles.read(paths, lang):
        tell(found)
        if isinstance(found, Problem) or not wanted(found):
            continue
        nlp = nlp or pipeline.build(found.lang, model)
        try:
            made = make(found, pipeline.annotate(found, nlp))
        except Exception as error:  # whatever one article brings about, the others are read
            log.debug("%s", found.id, exc_info=True)
            tell(
                Problem(
                    found.id, f"{type(error).__name__}: {_first_line(error)}", "leave it out, and report it: --debug"
                )
            )
        else:
            yield made


def _annotated(model: str | None) -> Callable[[Article, Doc], Annotated]:
    """Return what makes statements of an article that a pipeline has read."""
    extraction = provenance.extraction(model)

    def annotated(article: Article, doc: Doc) -> Annotated:
        found = Annotated(article, statements.statements(doc), extraction)
        deque(found.quads(), maxlen=0)  # what cannot be said in triples is a fault of this article, and of no other
        return found

    return annotated


def _explained(article: Article, doc: Doc) -> Explained:
    return explain(doc)


def _attributed(article: Article, doc: Doc) -> dict[str, Any]:
    return {"id": article.id, "attributions": reported.attribution_rows(doc)}


def build(
    paths: Given,
    out: Path,
    tell: Tell,
    lang: str | None = None,
    model: str | None = None,
    quotes_only: bool = False,
) -> Done | None:
    """Publish the graph of these articles in the folder ``out``; return what was done.

    Without a single article nothing is written, and None returned. Until all is made, what stood in ``out`` stays; of
    other files in it nothing is touched. With ``quotes_only`` the pages leave out whole texts, these and later ones.

    Raises:
        generations.Busy: Another process writes to ``out``.
        OSError: ``out`` cannot be written.
    """
    with generations.writing(out) as writer:
        return workspace.build(writer, read(paths, tell, lang, model), quotes_only)


def add(paths: Given, graph: Path, tell: Tell, lang: str | None = None, model: str | None = None) -> Iterator[Done]:
    """Add articles to the graph in a folder, or replace them there; yield what was done each time some are published.

    An article that is there with the same text, metadata and extraction is left as it is. All is published at once,
    unless it is much (see ``BATCH``): then in steps, each a whole graph.

    Raises:
        FileNotFoundError: There is no graph.
        generations.Busy: Another process writes to it.
    """
    generations.published(graph)
    with generations.writing(graph) as writer:
        extraction = provenance.extraction(model)
        same: list[str] = []

        def changed(article: Article) -> bool:
            there = workspace.holds(generations.published(graph), article, extraction)
            same.extend([article.id] if there else [])
            return not there

        found = each(_annotated(model), paths, tell, lang, model, changed)
        while batch := list(islice(found, BATCH)):
            yield workspace.update(writer, batch)
        yield Done(unchanged=len(same), counts=workspace.counts_of(generations.published(graph)))


def rebuild(graph: Path, tell: Tell, extract: bool = False, model: str | None = None) -> Iterator[Done]:
    """Make the graph in a folder anew of its own articles and statements; yield what was done in each step.

    Args:
        graph: The folder.
        tell: Is called with each article that is read again, and with each problem; an article that has one stays.
        extract: Also read those articles again that were read by another extraction than is done now.
        model: A spaCy pipeline, by path or name, in the place of the one that comes with the project.

    Raises:
        FileNotFoundError: There is no graph.
        generations.Busy: Another process writes to it.
    """
    generations.published(graph)
    with generations.writing(graph) as writer:
        yield workspace.rebuild(writer)
    if extract:
        yield from add([graph / workspace.TEXTS], graph, tell, None, model)


def remove(ids: Collection[str], graph: Path, tell: Tell) -> Done:
    """Remove articles from the graph in a folder; those that are not there are told as problems.

    Raises:
        FileNotFoundError: There is no graph.
        generations.Busy: Another process writes to it.
    """
    generations.published(graph)
    with generations.writing(graph) as writer:
        there = workspace.rows_of(generations.published(graph), ids).keys()
        for one in dict.fromkeys(one for one in ids if one not in there):
            tell(Problem(one, f"no article of this id in {graph}", "articles.jsonl there has the ids"))
        if there:
            return workspace.update(writer, (), there)
        return Done(counts=workspace.counts_of(generations.published(graph)))


def review(graph: Path, decisions: Sequence[Decision]) -> tuple[list[Decision], Done]:
    """Add decisions to those on the graph in a folder, and let it follow all; return those added and what was done.

    Raises:
        FileNotFoundError: There is no graph.
        generations.Busy: Another process writes to it.
        ValueError: The file of decisions is wrong, or no longer begins as it did when the graph was made.
    """
    generations.published(graph)
    with generations.writing(graph) as writer:
        added = reviews.append(graph, decisions)
        counts = workspace.counts_of(generations.published(graph))
        if reviews.load(graph, counts.decisions).version == counts.decisions:
            return added, Done(counts=counts)
        return added, workspace.update(writer, ())


@contextmanager
def written(path: Path) -> Iterator[TextIO]:
    """Give a file to write that takes the name ``path`` only when all is written; devices are written straight."""
    if path.exists() and not path.is_file():
        with _text(path) as file:
            yield file
        return
    target = path.resolve()  # a link stays a link
    aside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with _text(aside) as file:
            yield file
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)


def _text(path: Path) -> TextIO:
    return path.open("w", encoding="utf-8", newline="\n")


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [""])[0]
