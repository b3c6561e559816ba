"""The whole line: articles in, statements and their graph out; what is written is written aside, then renamed."""

from __future__ import annotations

import json
import logging
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO, TypeVar

from dementi import articles, pipeline, provenance, rdf, reported, rows, statements, store, views
from dementi.articles import Problem
from dementi.explained import Explained, explain
from dementi.records import Article, Statement

METADATA = ("lang", "date", "publisher", "title", "origin", "rights")
OUTPUTS = ("articles.jsonl", "statements.jsonl", "graph.nq", "store", "index.html")
ASIDE = ".building"  # the folder inside the output's in which a build is made; one left behind is swept by the next

log = logging.getLogger(__name__)

Tell = Callable[[Problem | Article], None]
Doc = Any  # spaCy's, of which nothing is known from here on
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article, its statements in text order, and its lines of the graph."""

    article: Article
    statements: list[Statement]
    quads: str

    def text(self) -> dict[str, Any]:
        """Return the article with its version and metadata: a line of ``articles.jsonl``."""
        article = self.article
        return {"id": article.id, "hash": article.hash} | _metadata(article) | {"text": article.text}

    def flat(self) -> dict[str, Any]:
        """Return the article's metadata and its statements as rows: a line of ``statements.jsonl``."""
        said = [rows.flat_row(s) | {"claim": rdf.claim_iri(s.claim)} for s in self.statements]
        return {"id": self.article.id} | _metadata(self.article) | {"statements": said}


@dataclass(frozen=True, slots=True)
class Built:
    """How much a build wrote: articles, statements, and quads of the graph."""

    articles: int
    statements: int
    quads: int


def read(
    paths: Sequence[str | Path], tell: Tell, lang: str | None = None, model: str | None = None
) -> Iterator[Annotated]:
    """Yield articles with their statements in the order of their ids; the arguments are those of ``each``."""
    return each(_annotated, paths, tell, lang, model)


def attributed(
    paths: Sequence[str | Path], tell: Tell, lang: str | None = None, model: str | None = None
) -> Iterator[dict[str, Any]]:
    """Yield the id and the reported speech of articles, whatever they are about; arguments as of ``each``."""
    return each(_attributed, paths, tell, lang, model)


def explained(
    paths: Sequence[str | Path], tell: Tell, lang: str | None = None, model: str | None = None
) -> Iterator[Explained]:
    """Yield articles with everything that was found in them; the arguments are those of ``each``."""
    return each(_explained, paths, tell, lang, model)


def each(
    make: Callable[[Article, Doc], Made],
    paths: Sequence[str | Path],
    tell: Tell,
    lang: str | None = None,
    model: str | None = None,
) -> Iterator[Made]:
    """Yield what is made of each article, in the order of their ids.

    Args:
        make: Makes it of an article and of what the pipeline found in it.
        paths: Files, folders, "-".
        tell: Is called with each article when its turn comes, and with each problem.
        lang: Language of all of them, None to tell it from the text.
        model: A spaCy pipeline, by path or name, in the place of the one that comes with the project.
    """
    nlp: Any = None
    for found in articles.read(paths, lang):
        tell(found)
        if isinstance(found, Problem):
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


def _annotated(article: Article, doc: Doc) -> Annotated:
    said = statements.statements(doc)
    return Annotated(article, said, rdf.nquads([(article, said)]))


def _explained(article: Article, doc: Doc) -> Explained:
    return explain(doc)


def _attributed(article: Article, doc: Doc) -> dict[str, Any]:
    return {"id": article.id, "attributions": reported.attribution_rows(doc)}


def build(
    paths: Sequence[str | Path], out: Path, tell: Tell, lang: str | None = None, model: str | None = None
) -> Built | None:
    """Write articles, statements, graph, store and network page to the folder ``out``; return how much that was.

    Without a single article nothing is written, and None returned. Until all is made, what stood in ``out`` stays; of
    other files in it nothing is touched.

    Raises:
        OSError: ``out`` cannot be written.
    """
    fresh = not out.exists()
    out.mkdir(parents=True, exist_ok=True)
    aside = out / ASIDE
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir()
    built = None
    try:
        built = _make(aside, read(paths, tell, lang, model), model)
        if built.articles:
            _switch(aside, out)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
        if fresh and not (built and built.articles):
            out.rmdir()
    return built if built.articles else None


def _make(folder: Path, found: Iterator[Annotated], model: str | None) -> Built:
    """Write all outputs to ``folder``."""
    extraction = provenance.extraction(model)
    quads: set[str] = set()
    count = said = 0
    with _text(folder / "articles.jsonl") as texts, _text(folder / "statements.jsonl") as flat:
        for annotated in found:
            texts.write(_line_of(annotated.text()))
            flat.write(_line_of(annotated.flat()))
            quads.update(annotated.quads.rstrip("\n").split("\n"))
            quads.update(f"{quad} ." for quad in rdf.provenance_quads(annotated.article, extraction))
            count += 1
            said += len(annotated.statements)
    if count:
        with _text(folder / "graph.nq") as graph:
            graph.writelines(f"{quad}\n" for quad in sorted(quads))
        store.create(folder / "store", folder / "graph.nq")
        page = views.network(store.open_store(folder / "store"))
        (folder / "index.html").write_text(page, encoding="utf-8", newline="")
    return Built(count, said, len(quads))


def _switch(aside: Path, out: Path) -> None:
    """Move the outputs from ``aside`` to ``out``, each by a rename, and what they replace to ``aside``."""
    for name in OUTPUTS:
        if (out / name).exists():
            (out / name).rename(aside / f"old-{name}")
        (aside / name).rename(out / name)


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


def _metadata(article: Article) -> dict[str, str | None]:
    return {key: getattr(article, key) for key in METADATA}


def _line_of(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [""])[0]
