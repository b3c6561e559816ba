"""The graph at rest: an embedded Oxigraph store, and the questions put to it; ``validation`` checks what goes in.

A store on disk is a published generation: written aside, switched in by a rename, from then on only read. N-Quads
remain the archive, from which the store can always be built again.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Mapping
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
)

from dementi.guard import checked
from dementi.terms import PREFIXES
from dementi.validation import complaints, validate

if TYPE_CHECKING:
    from rdflib import Dataset

__all__ = [
    "QUERIES",
    "Row",
    "Store",
    "Value",
    "ask",
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

QUERIES = Path(__file__).parent / "queries"
# Matches « VALUES ?actor { UNDEF } » and « VALUES ?lang { "fr" } », not « VALUES (?a ?b) { … } ».
_HOLE = r'(VALUES\s+\?%s\s*\{\s*)(?:UNDEF|"[^"\\\n]*")(\s*\})'
# Matches « # param actor: the name of a source »; group 1 is the name, group 2 what it means.
_PARAMETER = re.compile(r"^# param (\w+): (.+)$", re.MULTILINE)
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
        store.flush()
        del store  # gives up the lock: the folder is moved only when nothing writes to it
        if path.exists():
            path.rename(Path(aside) / "old")
        fresh.rename(path)


def place(path: str | Path) -> Path:
    """Return the folder of the published generation of a store: ``path`` itself, or ``store`` in what a build wrote.

    Raises:
        FileNotFoundError: There is no store; the message says how to make one.
    """
    path = Path(path)
    found = next((d for d in (path / "store", path) if (d / "CURRENT").is_file()), None)
    if found is None:
        raise FileNotFoundError(f"{path}: no graph here; make one with `dementi build PATH… --out {path}`")
    return found


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


def questions() -> dict[str, tuple[str, Path]]:
    """Return the questions that come with the project by name: the first line of each file, and the file."""
    found = {}
    for path in sorted(QUERIES.glob("*.rq")):
        with path.open(encoding="utf-8") as lines:
            found[path.stem] = (lines.readline().removeprefix("#").strip(), path)
    return found


def parameters(query: str) -> dict[str, str]:
    """Return the parameters that a query declares in its comments, each with its meaning."""
    return dict(_PARAMETER.findall(query))


def query_text(name_or_text: str) -> str:
    """Return the text of a question of the project, of an ``.rq`` file, or the text itself.

    Raises:
        ValueError: A single word that is no question; the message lists those there are.
        FileNotFoundError: No such ``.rq`` file.
    """
    known = questions()
    if name_or_text in known:
        return known[name_or_text][1].read_text(encoding="utf-8")
    if len(name_or_text.split()) == 1:
        if name_or_text.endswith(".rq"):
            return Path(name_or_text).read_text(encoding="utf-8-sig")
        raise ValueError(f"{name_or_text}: no such question; there are {', '.join(known)}, or name a file in .rq")
    return name_or_text


def prepared(name_or_text: str, params: Mapping[str, str] | None = None) -> str:
    """Return a query that keeps to the store, parameters put in; only the ontology's prefixes are left undeclared.

    Raises:
        ValueError: As ``ask``.
    """
    text = checked(query_text(name_or_text))
    for name, value in (params or {}).items():
        text = _filled(text, name, value)
    return text


def ask(store: Store, name_or_text: str, params: Mapping[str, str] | None = None) -> list[Row]:
    """Answer a question over all graphs together; the prefixes of the ontology need no declaration.

    Args:
        store: Where to look.
        name_or_text: The name of a question of the project, an ``.rq`` file, or SPARQL.
        params: Values by parameter, always put in as string literals: labels or IRIs to compare with.

    Returns:
        One dict a solution, keys in the order of the SELECT: IRIs and texts as str, numbers and truth values as
        such, unbound as None. ASK gives one row ``answer``; CONSTRUCT and DESCRIBE give subject, predicate, object.

    Raises:
        ValueError: The query does not parse, asks for something outside the store, or has no such parameter.
    """
    text = prepared(name_or_text, params)
    try:
        answer = store.query(text, prefixes=PREFIXES, use_default_graph_as_union=True)
    except SyntaxError as error:
        raise ValueError(f"the query does not parse: {error}") from error
    return rows(answer)


def rows(answer: QuerySolutions | QueryBoolean | Iterable[Triple]) -> list[Row]:
    """Return the answer to a query as plain Python, as ``ask`` has it."""
    if isinstance(answer, QueryBoolean):
        return [{"answer": bool(answer)}]
    if isinstance(answer, QuerySolutions):
        names = [variable.value for variable in answer.variables]
        return [{name: _value(solution[name]) for name in names} for solution in answer]
    return [
        {"subject": _value(t.subject), "predicate": _value(t.predicate), "object": _value(t.object)} for t in answer
    ]


def received(body: bytes, media_type: str) -> list[Row]:
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
            return rows({quad.triple: None for quad in parse(body, format=graph)})
    except SyntaxError as error:
        raise ValueError(f"the answer is cut or broken: {error}") from error
    raise ValueError(f"the answer is {kind or 'of no media type'}, not one to a SPARQL query")


def _filled(query: str, name: str, value: str) -> str:
    """Return the query with a literal where it declares ``VALUES ?name { … }``."""
    literal = str(Literal(value))
    filled, holes = re.subn(_HOLE % re.escape(name), lambda hole: hole[1] + literal + hole[2], query)
    if not holes:
        known = ", ".join(parameters(query)) or "none"
        raise ValueError(f"{name}: no such parameter; this question takes: {known}")
    return filled


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
