"""What a question gives in Python: rows to go through, a typed data frame, and a table in a notebook.

Of statements the rows are objects, each with the words that make it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from dementi import views
from dementi.boilerplate import is_date
from dementi.records import Act, Kind, Stance, Status
from dementi.store import Row, Solutions, Triples, Value

if TYPE_CHECKING:
    import pandas

One = TypeVar("One", covariant=True)
Origins = Callable[[Iterable[str]], Mapping[str, str]]  # where articles come from, by their ids

# Columns of the questions that hold dates of a day, month or year; of queries of one's own, the values tell.
DATES = frozenset("date month first last fromDate toDate assertedFrom assertedTo deniedFrom".split())
# Columns that hold whole numbers in every question: the type of one that has no value at all.
NUMBERS = frozenset(
    "start end cueStart rank step stances statements claims sources sides assertions denials asserted denied open same "
    "opposite members".split()
)
CATEGORIES: Mapping[str, Sequence[str]] = {
    **dict.fromkeys(("stance", "fromStance", "toStance", "after", "nowStance"), tuple(Stance)),
    "act": tuple(Act),
    "kind": tuple(Kind),
    "status": tuple(Status),  # in order of commitment, the most committed first
}
_PRECISION = {4: "year", 7: "month", 10: "day"}  # by the length of YYYY, YYYY-MM, YYYY-MM-DD
_ISO = re.compile(r"\d{4}-\d\d(-\d\d)?")  # "2023-05", "2023-05-02"; not "2023", which may count something
_NO_PANDAS = "a data frame needs pandas: pip install 'dementi[tables]'"


class Result(Sequence[One], Generic[One]):
    """The answer to a question.

    Args:
        rows: What the graph answers.
        make: What going through the result gives for a row.
        dates: Columns that hold dates, None where the values tell.
        lang: Language of a notebook's table.
        cut: The question has a limit, and as many rows: there may be more in the graph.
        origins: Looks up where articles come from.

    Attributes:
        rows: As they came: plain Python, dates as ISO texts.
        columns: Their keys, also where there is no row.
        cut: As above.
    """

    def __init__(
        self,
        rows: Solutions,
        make: Callable[[Row], One],
        dates: Iterable[str] | None = DATES,
        lang: str = "fr",
        cut: bool = False,
        origins: Origins = lambda ids: {},
    ) -> None:
        self.rows, self.columns, self.cut = rows, rows.columns, cut
        self._make, self._dates, self._lang, self._origins = make, dates, lang, origins

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, at: int) -> One: ...
    @overload
    def __getitem__(self, at: slice) -> Result[One]: ...
    def __getitem__(self, at: int | slice) -> One | Result[One]:
        if isinstance(at, int):
            return self._make(self.rows[at])
        some = Solutions(self.columns, self.rows[at])
        return type(self)(some, self._make, self._dates, self._lang, self.cut, self._origins)

    def __repr__(self) -> str:
        more = ", and there may be more" if self.cut else ""
        return f"<{type(self).__name__}: {len(self)} rows of {', '.join(self.columns)}{more}>"

    def __str__(self) -> str:
        return views.plain_table(self.rows, self.columns, self._lang, self.cut)

    def to_dicts(self) -> list[dict[str, Value]]:
        """Return the rows as plain dictionaries, which are the caller's own."""
        return [dict(row) for row in self.rows]

    def df(self) -> pandas.DataFrame:
        """Return the rows as a data frame of pandas, with types that do not hang on what is missing.

        Whole numbers are ``Int64``, truth values ``boolean``, texts ``string``; stances, acts, kinds and statuses are
        categories. A date is the first day that it can be, as ``datetime64``, and beside it stands how exactly it is
        known: ``date_precision`` is ``day``, ``month`` or ``year``.

        Raises:
            ImportError: pandas is not installed; the message says how to install it.
        """
        return frame(self.rows, self.columns, self._dates)

    def triples(self) -> Triples:
        """Return what CONSTRUCT or DESCRIBE gave; ``triples().text(form)`` writes it as Turtle or N-Triples.

        Raises:
            ValueError: The question gave rows.
        """
        if not isinstance(self.rows, Triples):
            raise ValueError("these are rows, not triples; CONSTRUCT and DESCRIBE give triples")
        return self.rows

    def _repr_html_(self) -> str:
        origins = self._origins(views.articles_shown(self.rows))
        return views.answer_table(self.rows, self.columns, self._lang, origins, self.cut)


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphStatement:
    """A statement as the graph has it: somebody's stance on a claim, in one article, with the words that make it.

    Attributes:
        date: Of the utterance where the article gives it, else of the article: ISO, as exact as it is known, or None.
        source: Name of who says it.
        side: Name of the state or body for which it counts.
        stance: ``asserts``, ``denies`` or ``uncertain``.
        act: The finer speech act.
        hedged: The reporter keeps a distance.
        kind: ``transfer``, ``production``, ``use`` or ``training``.
        claim: What it is about, in words.
        supplier: Name of who supplies, or None.
        recipient: Name of who receives, or None.
        item: Name of what, as narrowly as the words name it.
        status: How far it has come.
        quantity: How many, in the article's words, or None.
        when: When it happens or happened, as ISO date or in words, or None.
        quote: The clearest words that make it.
        cue: The words that carry the stance, or None in the article's own voice.
        article: Id of the article.
        title: Of the article, or None.
        outlet: Name of its publisher, or None.
        url: Where it is on the web, or None.
        origin: Where it comes from, or None.
        start: First character of the quote, in code points from the beginning of the article's text.
        end: One past its last character.
        cue_start: First character of the cue, or None.
        iri: Of the statement; the IRIs that follow are of what the names name.
        source_iri: Of the source.
        side_iri: Of the side.
        claim_iri: Of the claim by its item class, where assertion and denial meet.
        lang: Language of the names.
    """

    date: str | None
    source: str
    side: str
    stance: str
    act: str
    hedged: bool
    kind: str
    claim: str
    supplier: str | None
    recipient: str | None
    item: str
    status: str
    quantity: str | None
    when: str | None
    quote: str
    cue: str | None
    article: str
    title: str | None
    outlet: str | None
    url: str | None
    origin: str | None
    start: int
    end: int
    cue_start: int | None
    iri: str
    source_iri: str
    side_iri: str
    claim_iri: str
    lang: str = "fr"

    def __str__(self) -> str:
        said = f"{self.source} {self.stance}: {self.claim}{self._kind}"
        return f"{self.date or '?'} {said} « {self.quote} » ({self.article})"

    @property
    def _kind(self) -> str:
        """What tells the claim from a transfer of the same item between the same parties."""
        return "" if self.kind == Kind.TRANSFER else f" ({self.kind})"

    def _repr_html_(self) -> str:
        row = {name: getattr(self, field) for field, name in _COLUMNS.items()}
        return views.statement_cards([row], self.lang)


# The columns of the question ``statements`` by the fields that hold them.
_COLUMNS = {field.name: field.name for field in fields(GraphStatement) if field.name != "lang"} | {
    "claim": "what",
    "cue_start": "cueStart",
    "iri": "statement",
    "source_iri": "sourceIri",
    "side_iri": "sideIri",
    "claim_iri": "claim",
}


def graph_statement(row: Mapping[str, Any], lang: str) -> GraphStatement:
    """Return the statement of a row of the question ``statements``, asked in a language."""
    return GraphStatement(**{field: row[name] for field, name in _COLUMNS.items()}, lang=lang)


class Statements(Result[GraphStatement]):
    """Statements that a graph holds; going through them gives ``GraphStatement``."""

    def __str__(self) -> str:
        return "\n".join(map(str, self))

    def _repr_html_(self) -> str:
        return views.statement_cards(self.rows, self._lang, self.cut)


def frame(rows: Sequence[Row], columns: Iterable[str], dates: Iterable[str] | None = None) -> pandas.DataFrame:
    """Return rows as a data frame; see ``Result.df``."""
    try:
        import pandas
    except ImportError as error:
        raise ImportError(_NO_PANDAS) from error
    made: dict[str, Any] = {}
    for name in columns:
        values = [row[name] for row in rows]
        if _dated(values) if dates is None else name in dates:
            made[name], made[f"{name}_precision"] = _dates(values)
        else:
            made[name] = _typed(name, values)
    return pandas.DataFrame(made)


def _dated(values: Sequence[Value]) -> bool:
    """Say whether values are days and months, where there are any."""
    known = [value for value in values if value is not None]
    return bool(known) and all(isinstance(value, str) and _ISO.fullmatch(value) and is_date(value) for value in known)


def _dates(values: Sequence[Value]) -> tuple[Any, Any]:
    """Return the first days of dates, and how exactly these are known."""
    import pandas

    known = [None if value is None else str(value) for value in values]
    days = [None if value is None else f"{value}-01-01"[:10] for value in known]
    exact = [None if value is None else _PRECISION[len(value)] for value in known]
    kinds = ["day", "month", "year"]
    return pandas.Series(days, dtype="datetime64[s]"), pandas.Categorical(exact, categories=kinds, ordered=True)


def _typed(name: str, values: Sequence[Value]) -> Any:
    """Return the values of a column with the narrowest type that holds them and their gaps."""
    import pandas

    known = [value for value in values if value is not None]
    kinds = {type(value) for value in known}
    allowed = [str(one) for one in CATEGORIES.get(name, ())]
    if allowed and set(known) <= set(allowed):
        return pandas.Categorical(values, categories=allowed, ordered=name == "status")
    for types, dtype in _DTYPES:
        if kinds and kinds <= types:
            return pandas.Series(values, dtype=dtype)
    if kinds:
        return pandas.Series(values, dtype=object)
    return pandas.Series(values, dtype="Int64" if name in NUMBERS else "string")


_DTYPES: tuple[tuple[set[type], str], ...] = (
    ({bool}, "boolean"),
    ({int}, "Int64"),
    ({int, float}, "Float64"),
    ({str}, "string"),
)
