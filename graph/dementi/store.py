"""The graph at rest: an embedded Oxigraph store, and the questions put to it; ``validation`` checks what goes in.

A store on disk is part of a published generation: written aside, from then on only read. N-Quads remain the archive,
from which the store can always be built again.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    Triple,
    parse,
    parse_query_results,
    serialize,
)

from dementi.generations import POINTER, ROOM, hold, link
from dementi.questions import QUERIES, parameters, prepared, query_text, questions
from dementi.terms import PREFIXES
from dementi.validation import complaints, validate

if TYPE_CHECKING:
    from rdflib import Dataset

__all__ = [
    "FOLDER",
    "QUERIES",
    "Ask",
    "Row",
    "Solutions",
    "Store",
    "Triples",
    "Value",
    "ask",
    "branch",
    "complaints",
    "create",
    "dataset",
    "load",
    "open_store",
    "parameters",
    "place",
    "prepared",
    "query_text",
    "questions",
    "received",
    "rows",
    "validate",
]

Value: TypeAlias = str | int | float | bool | None
Row: TypeAlias = dict[str, Value]
Ask: TypeAlias = Callable[[str, Mapping[str, str]], "Solutions"]  # a question by name or text, and its parameters

FOLDER = "oxigraph"  # of a generation, that holds its store
_XSD = "http://www.w3.org/2001/XMLSchema#"
_NUMBERS: dict[str, type[int] | type[float]] = {
    **dict.fromkeys((_XSD + name for name in ("integer", "int", "long", "nonNegativeInteger", "positiveInteger")), int),
    **dict.fromkeys((_XSD + name for name in ("decimal", "double", "float")), float),
}


def create(path: str | Path, quads: str | Path) -> None:
    """Build the store of an N-Quads file and switch it in at ``path``, in place of what was there.

    Raises:
        ValueError: The file is no N-Quads; the old store stays as it was.
        OSError: The folder cannot be written.
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{path.name}-", dir=path.parent) as aside:
        fresh = Path(aside) / "new"
        store = Store(str(fresh))
        try:
            store.bulk_load(path=str(quads), format=RdfFormat.N_QUADS)
        except SyntaxError as error:
            raise ValueError(f"{quads}: {error}: not N-Quads; build it again with `dementi build`") from error
        store.optimize()  # a quarter of the loading time more, and questions take half as long
        store.flush()
        del store  # gives up the lock: the folder is moved only when nothing writes to it
        if path.exists():
            path.rename(Path(aside) / "old")
        fresh.rename(path)


def branch(path: Path, new: Path) -> None:
    """Copy a store that nobody writes to ``new``, without its bulk: tables are never changed, and only linked to."""
    new.mkdir()
    for file in path.iterdir():
        if file.suffix == ".sst":
            link(file, new / file.name)
        elif not file.name.startswith("LO"):  # LOCK and LOG belong to who has the store open
            shutil.copy2(file, new / file.name)


def place(path: str | Path) -> Path:
    """Return the folder of a store: that of the published generation of what a build wrote, or ``path`` itself.

    The generation stays as it is as long as this process, whatever is published later.

    Raises:
        FileNotFoundError: There is no store; the message says how to make one.
    """
    path = Path(path)
    if path.name == ROOM and (path / POINTER).exists():
        path = path.parent
    if not (path / ROOM / POINTER).exists():
        for alone in (path / FOLDER, path / ROOM, path):
            if (alone / "CURRENT").is_file():
                return alone
    return hold(path) / FOLDER


def open_store(path: str | Path) -> Store:
    """Open a store for reading: its published generation.

    Raises:
        FileNotFoundError: There is no store; the message says how to make one.
    """
    return Store.read_only(str(place(path)))


def dataset(path: str | Path) -> Dataset:
    """Return the published generation of a store as a dataset of rdflib: read-only, all graphs together by default.

    The prefixes of the ontology are bound; what is bound besides is forgotten with the dataset.

    Raises:
        FileNotFoundError: There is no store; the message says how to make one.
    """
    from oxrdflib import OxigraphStore
    from rdflib import Dataset

    found = Dataset(OxigraphStore(store=open_store(path)), default_union=True)
    for prefix, namespace in PREFIXES.items():
        found.bind(prefix, namespace, replace=True)
    return found


def load(quads: str) -> Store:
    """Return a store in memory of N-Quads text: for notebooks and tests."""
    store = Store()
    store.load(quads.encode("utf-8"), format=RdfFormat.N_QUADS)
    return store


class Solutions(list[Row]):
    """What a query gives: rows of plain Python.

    Attributes:
        columns: The keys of every row, which are known where there is no row, too.
    """

    def __init__(self, columns: Iterable[str], found: Iterable[Row]) -> None:
        self.columns = tuple(columns)
        super().__init__(found)


class Triples(Solutions):
    """What CONSTRUCT and DESCRIBE give: rows of plain Python, and the triples as they are, each once.

    Attributes:
        triples: In the order of the rows.
    """

    def __init__(self, found: Iterable[Triple]) -> None:
        self.triples = list(dict.fromkeys(found))
        columns = ("subject", "predicate", "object")
        super().__init__(columns, ({name: _value(getattr(t, name)) for name in columns} for t in self.triples))

    def text(self, form: RdfFormat) -> str:
        """Return the triples in order, in Turtle with the ontology's prefixes, or in N-Triples."""
        return (serialize(sorted(self.triples, key=str), format=form, prefixes=PREFIXES) or b"").decode("utf-8")


def ask(store: Store, name_or_text: str, params: Mapping[str, str] | None = None) -> Solutions:
    """Answer a question over all graphs together; the prefixes of the ontology need no declaration.

    Args:
        store: Where to look.
        name_or_text: The name of a question of the project, an ``.rq`` file, or SPARQL.
        params: Values by parameter, as ``questions.prepared`` takes them: names in French or English, or IRIs.

    Returns:
        One dict a solution, keys in the order of the SELECT: IRIs and texts as str, numbers and truth values as
        such, unbound as None. ASK gives one row ``answer``; CONSTRUCT and DESCRIBE give subject, predicate, object.

    Raises:
        ValueError: The query does not parse, asks for something outside the store, has no such parameter, or a
            parameter names nothing that there is.
    """
    look = partial(_asked, store)
    return look(prepared(name_or_text, params, look))


def _asked(store: Store, text: str) -> Solutions:
    """Return the rows of a query that keeps to the store."""
    try:
        return rows(store.query(text, prefixes=PREFIXES, use_default_graph_as_union=True))
    except SyntaxError as error:
        raise ValueError(f"the query does not parse: {error}") from error


def rows(answer: QuerySolutions | QueryBoolean | Iterable[Triple]) -> Solutions:
    """Return the answer to a query as plain Python, as ``ask`` has it."""
    if isinstance(answer, QueryBoolean):
        return Solutions(["answer"], [{"answer": bool(answer)}])
    if isinstance(answer, QuerySolutions):
        names = [variable.value for variable in answer.variables]
        return Solutions(names, (dict(zip(names, map(_value, solution), strict=True)) for solution in answer))
    return Triples(answer)


def received(body: bytes, media_type: str) -> Solutions:
    """Return the answer of a SPARQL server as ``ask`` would have given it.

    Raises:
        ValueError: It is not whole, or no answer to a query at all.
    """
    kind = media_type.partition(";")[0].strip().lower()
    form = QueryResultsFormat.from_media_type(kind)
    graph = RdfFormat.from_media_type(kind)
    try:
        if form:
            return rows(parse_query_results(body, format=form))
        if graph:
            return Triples(quad.triple for quad in parse(body, format=graph))
    except SyntaxError as error:
        raise ValueError(f"the answer is cut or broken: {error}") from error
    raise ValueError(f"the answer is {kind or 'of no media type'}, not one to a SPARQL query")


def _value(term: object) -> Value:
    """Return an RDF term as plain Python."""
    if isinstance(term, Literal):
        datatype = term.datatype.value
        if datatype == _XSD + "boolean":
            return term.value in ("true", "1")
        return _NUMBERS[datatype](term.value) if datatype in _NUMBERS else term.value
    if isinstance(term, NamedNode):
        return term.value
    return f"_:{term.value}" if isinstance(term, BlankNode) else None if term is None else str(term)
