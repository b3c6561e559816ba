"""The graph in Python: build one of articles or open one, ask it, look at it.

What the command line does, it does by these functions.
"""

from __future__ import annotations

import shutil
import tempfile
import warnings
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from dementi import export, fulltext, generations, networks, presentation, questions, remote, store, views, workspace
from dementi.annotated import Annotated
from dementi.articles import Inputs, Problem
from dementi.records import Article
from dementi.results import DATES, Result, Statements, graph_statement
from dementi.store import Ask, Row, Solutions
from dementi.views.site import Place
from dementi.workspace import Counts

if TYPE_CHECKING:
    import networkx
    from rdflib import Dataset

    from dementi.corpus import Tell

Source: TypeAlias = str | Path  # a file, a folder
Texts: TypeAlias = Source | Article | Sequence[Source | Article] | Inputs
Picture: TypeAlias = Literal["claims", "flows", "sides"]
MOST = 1000  # statements given, if nothing else is wished; more take their time
HEIGHT = 720  # CSS pixels of what is shown inline
_HTTP = ("http://", "https://")
_ORIGINS = """
SELECT ?id ?url ?origin WHERE {
  VALUES ?id { %s } ?article dct:identifier ?id .
  OPTIONAL { ?article schema:url ?url }
  OPTIONAL { ?article dct:source ?origin }
}
"""


class NoArticle(ValueError):
    """There is no article of which a graph could be made; nothing is written."""


class Graph:
    """A graph that is read: what was published when it was opened, whatever is added to its folder later.

    Args:
        ask: Answers questions.
        place: The folder, or the address of the server.
        generation: The folder of what is read, None of a server.
    """

    def __init__(self, ask: Ask, place: Source, generation: Path | None = None) -> None:
        self._ask, self.place, self._generation = ask, place, generation

    def query(self, question: str, /, **params: object) -> Result[Row]:
        """Answer a question.

        Args:
            question: The name of one that comes with the project (see ``questions``), an ``.rq`` file, or SPARQL, in
                which the prefixes of the ontology need no declaration.
            params: Fill the question's parameters; names may be French or English. What is None is left out.

        Raises:
            ValueError: The query does not parse or would leave the graph, has no such parameter, or a name names
                nothing there; the message says what there is.
            remote.Refused: The server does not answer.
        """
        given = {name: str(value) for name, value in params.items() if value is not None}
        rows = self._ask(question, given)
        shipped = question in questions.questions()
        return Result(rows, dict, DATES if shipped else None, **self._shown(question, given, rows))

    def statements(
        self,
        *,
        source: str | None = None,
        side: str | None = None,
        stance: str | None = None,
        about: str | None = None,
        kind: str | None = None,
        supplier: str | None = None,
        recipient: str | None = None,
        item: str | None = None,
        status: str | None = None,
        since: str | None = None,
        until: str | None = None,
        article: str | None = None,
        lang: str = "fr",
        limit: int | None = MOST,
    ) -> Statements:
        """Return statements, the earliest first; names may be French or English.

        Args:
            source: Who says it; a body stands for those who lead it or speak for it, too.
            side: For whom it counts, with all who speak for it.
            stance: ``asserts``, ``denies`` or ``uncertain``.
            about: A supplier, recipient, item or claim.
            kind: ``transfer``, ``production``, ``use`` or ``training``.
            supplier: Who is said to supply.
            recipient: Who is said to receive.
            item: What, with everything narrower.
            status: ``done``, ``ongoing``, ``planned``, ``negotiating``, ``possible`` or ``unspecified``.
            since: A day, month or year; what is dated wholly before it is left out, and what has no date.
            until: A day, month or year; what is dated wholly after it is left out, and what has no date.
            article: Id of an article.
            lang: Language of the names: ``fr`` or ``en``.
            limit: Most statements to give, None for all; ``cut`` of the result says whether there may be more.

        Raises:
            ValueError: As ``query``.
        """
        filters = {"limit": views.ALL, **{name: value for name, value in locals().items() if value is not None}}
        given = {name: str(value) for name, value in filters.items() if name != "self"}
        rows = self._ask("statements", given)
        return Statements(rows, partial(graph_statement, lang=lang), **self._shown("statements", given, rows))

    def contested(self, **params: object) -> Result[Row]:
        """Return the claims that one asserts and another denies: the question ``contested``."""
        return self.query("contested", **params)

    def positions(self, actor: str | None = None, /, **params: object) -> Result[Row]:
        """Return the positions of an actor, or of everybody, one after another: the question ``positions``."""
        return self.query("positions", actor=actor, **params)

    def articles(self, **params: object) -> Result[Row]:
        """Return the articles, the latest first, with how much each says: the question ``articles``."""
        return self.query("articles", **params)

    def search(self, words: str, limit: int = fulltext.FOUND) -> Result[Row]:
        """Return the evidence that holds all of these words, the best first; case and accents do not matter.

        Args:
            words: Words; a phrase in quotation marks; the beginning of a word with ``*`` at its end.
            limit: How many rows at the most.

        Raises:
            ValueError: There is no word in it, or the graph is a server's.
        """
        rows = fulltext.search(self._here("words are looked up in") / workspace.WORDS, words, limit)
        found = Solutions(rows[0] if rows else (), (dict(row) for row in rows))
        return Result(found, dict, DATES, cut=len(rows) == limit, origins=self._origins)

    def questions(self) -> Result[Row]:
        """Return the questions that come with the project: name, question, parameters."""
        rows = questions.listed()
        return Result(Solutions(("name", "question", "parameters"), (dict(row) for row in rows)), dict)

    def view(
        self, picture: Picture = "claims", *, article: str | None = None, lang: str = "fr", height: int = HEIGHT
    ) -> views.Inline:
        """Return the network, or an article with its statements, to look at in a notebook: one frame, no network.

        Args:
            picture: What is drawn first: actors and ``claims``, ``flows`` between parties, or agreement of ``sides``.
            article: Show this article instead, by its id.
            lang: Language of the page.
            height: Of the frame, in CSS pixels.

        Raises:
            ValueError: There is no such picture, article or language; the message says what there is.
        """
        return views.Inline(self.page(picture, article=article, lang=lang), height)

    def page(
        self, picture: Picture = "claims", *, article: str | None = None, lang: str = "fr", quotes_only: bool = False
    ) -> str:
        """Return what ``view`` shows as a page in one file; with ``quotes_only`` it leaves out whole texts."""
        text = self._text(quotes_only)
        if article is not None:
            return views.article_page(self._ask, article, Place("article.html", lang, alone=True), text(article))
        return views.network_page(self._ask, lang, text=text, picture=picture)

    def write_site(self, folder: Source, quotes_only: bool = False) -> int:
        """Write all pages into a folder, in the place of those that are there; return how many.

        Raises:
            FileExistsError: The folder holds something else than pages of ours.
        """
        return presentation.replace(Path(folder), views.pages(self._ask, self._text(quotes_only)))

    @cached_property
    def dataset(self) -> Dataset:
        """The graph as a dataset of rdflib: read-only, all graphs together by default."""
        return store.dataset(self._here("a dataset is made of") / store.FOLDER)

    def networkx(self, projection: str = "claims") -> networkx.Graph[str]:
        """Return a network of the graph: ``claims``, ``flows``, ``sides`` or ``echoes`` (see ``networks``).

        Raises:
            ValueError: There is no such projection; the message lists those there are.
        """
        return networks.network(self._ask, projection)

    def export(
        self, path: Source, format: str | None = None, *, projection: str = "claims", quotes_only: bool = False
    ) -> None:
        """Write the graph for other programs; what was at ``path`` stays until all is written.

        Args:
            path: A file or folder; a folder there is replaced only if it holds tables that were exported.
            format: One of ``export.FORMATS``; by the end of the path if left out.
            projection: Which network, for GraphML and GEXF.
            quotes_only: Leave whole texts out; quotations stay.

        Raises:
            ValueError: There is no such format or projection; the message lists those there are.
            FileExistsError: The folder holds something else.
            ImportError: The format needs an extra; the message says which.
        """
        if self._generation is None:
            content = export.of_server(self._ask)
        else:
            content = export.of_folder(self._generation, quotes_only)
        export.write(content, format or export.form_of(path), path, projection)

    @cached_property
    def counts(self) -> Counts:
        """How much a folder's graph holds."""
        return workspace.counts_of(self._here("counts are kept in"))

    def __repr__(self) -> str:
        return f"<Graph {self.place}>"

    def _repr_html_(self) -> str:
        (numbers,) = self._ask(views.own_query("corpus"), {})
        return views.graph_card(numbers, str(self.place), "fr")

    def _shown(self, question: str, given: Mapping[str, str], rows: Solutions) -> dict[str, Any]:
        """Return what a result knows besides its rows: its language, whether it is cut, where articles come from."""
        most = questions.most(questions.query_text(question), given)
        return {"lang": given.get("lang", "fr"), "cut": len(rows) == most, "origins": self._origins}

    def _origins(self, ids: Iterable[str]) -> dict[str, str]:
        """Return where articles are on the web, or else where they come from, "" where nothing tells."""
        named = " ".join(questions.text(one) for one in ids)
        rows = self._ask(_ORIGINS % named, {}) if named else []
        return {str(row["id"]): str(row["url"] or row["origin"] or "") for row in rows}

    def _text(self, quotes_only: bool) -> Callable[[str], Article | None]:
        alone = self._generation is None or not (self._generation / workspace.COUNTS).is_file()
        return views.no_text if quotes_only or alone else workspace.texts_of(self._here("texts are kept in"))

    def _here(self, what: str) -> Path:
        """Return the folder of what is read; a server has none."""
        if self._generation is None:
            raise ValueError(f"{self.place}: {what} a folder, and this is a server; open the folder that it has")
        return self._generation


def build(
    paths: Texts,
    out: Source | None = None,
    *,
    lang: str | None = None,
    model: str | None = None,
    quotes_only: bool = False,
    tell: Tell | None = None,
) -> Graph:
    """Build the graph of articles and open it.

    Args:
        paths: Files and folders; articles made in Python (``dementi.Article("id", "text", date="2023-05-02")``); as
            ``dementi.Inputs``, files with their format, columns and metadata.
        out: The folder to write; a temporary one, which goes with the graph, if left out.
        lang: Language of all articles, None to tell it from the text.
        model: A spaCy pipeline, by path or name, in the place of the one that comes with the project.
        quotes_only: Leave whole texts out of the pages; quotations stay.
        tell: Is called with each article when its turn comes, and with each problem; problems are Python warnings if
            left out.

    Raises:
        NoArticle: There is none; nothing is written.
        generations.Busy: Another process writes to ``out``.
        OSError: ``out`` cannot be written.
    """
    from dementi import corpus  # spaCy and the pipeline, of which asking needs nothing

    folder = Path(tempfile.mkdtemp(prefix="dementi-")) if out is None else Path(out)
    problems: list[Problem] = []
    try:
        done = corpus.build(_listed(paths), folder, tell or _noting(problems), lang, model, quotes_only)
        for problem in problems:
            warnings.warn(str(problem), stacklevel=2)
        if done is None:
            raise NoArticle(f"nothing is built: there is no article in {_named(paths)}")
        graph = open(folder)
    except BaseException:
        if out is None:
            _discard(folder)
        raise
    if out is None:
        weakref.finalize(graph, _discard, folder)
    return graph


def open(place: Source) -> Graph:
    """Open a graph for reading: the folder that ``build`` wrote, or a SPARQL server by its address.

    Raises:
        FileNotFoundError: There is no graph; the message says how to make one.
        ValueError: The address is none of a server.
    """
    return open_server(str(place)) if str(place).startswith(_HTTP) else open_folder(place)


def open_folder(folder: Source) -> Graph:
    """Open the graph in a folder; see ``open``."""
    found = store.place(folder)
    return Graph(partial(store.ask, store.open_store(found)), folder, found.parent)


def open_server(address: str) -> Graph:
    """Open the graph of a server; see ``open``."""
    return Graph(remote.Remote(address).ask, address)


def extract(
    paths: Texts,
    *,
    lang: str | None = None,
    model: str | None = None,
    tell: Tell | None = None,
) -> Iterator[Annotated]:
    """Yield articles with their statements, in the order of their ids, each as soon as it is read; no graph is made.

    Args:
        paths: Files and folders; articles made in Python (``dementi.Article("id", "text", date="2023-05-02")``); as
            ``dementi.Inputs``, files with their format, columns and metadata.
        lang: Language of all articles, None to tell it from the text.
        model: A spaCy pipeline, by path or name, in the place of the one that comes with the project.
        tell: As of ``build``.
    """
    from dementi import corpus

    problems: list[Problem] = []
    for found in corpus.read(_listed(paths), tell or _noting(problems), lang, model):
        while problems:
            warnings.warn(str(problems.pop(0)), stacklevel=2)
        yield found
    for problem in problems:
        warnings.warn(str(problem), stacklevel=2)


def _discard(folder: Path) -> None:
    """Remove the folder of a graph that nobody reads any more."""
    with suppress(FileNotFoundError):
        generations.release(generations.published(folder))
    shutil.rmtree(folder, ignore_errors=True)


def _listed(paths: Texts) -> list[Source | Article] | Inputs:
    return paths if isinstance(paths, Inputs) else [paths] if isinstance(paths, str | Path | Article) else list(paths)


def _named(paths: Texts) -> str:
    """Return in what there was to be an article, as a message says it."""
    found = _listed(paths)
    listed = found.paths if isinstance(found, Inputs) else found
    return ", ".join(one.id if isinstance(one, Article) else str(one) for one in listed)


def _noting(problems: list[Problem]) -> Tell:
    """Return what takes note of problems."""

    def note(news: Problem | Article) -> None:
        if isinstance(news, Problem):
            problems.append(news)

    return note
