"""The questions that come with the project, and the parameters that a question takes.

A question is a file of plain SPARQL. Its first line is the question; ``# param name: meaning`` declares a parameter,
and ``VALUES ?name { … }`` is its hole: ``{ UNDEF }`` where it may be left out, and the whole line with it; ``{ }``
where it is needed; a text where that stands if nothing is given. A line that ends with ``# without a, b`` stands only
where neither is given. Names become IRIs before the question is asked.

How a question stays quick on millions of triples: it begins with a narrow sub-select that has a limit, by which the
engine knows it to be narrow; what every row has is looked up next; an OPTIONAL is one triple or path, and starts from
what is never unbound (steps stand in an alternative, else they are read as several triples); no EXISTS; many rows are
put in order by numbers, dates or digests, since to compare two IRIs is to look both up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from dementi.boilerplate import is_date
from dementi.guard import checked
from dementi.references import WORDS, Look, actors, article, items, topics, worded

QUERIES = Path(__file__).parent / "queries"
# Matches « # param actor: the name of a source »; group 1 is the name, group 2 what it means.
_PARAMETER = re.compile(r"^# param (\w+): (.+)$", re.MULTILINE)
# Matches « VALUES ?actor { UNDEF } » and « VALUES ?lang { "fr" } », not « VALUES (?a ?b) { … } ».
_HOLE = r'(VALUES\s+\?%s\s*\{)\s*(?:UNDEF|"[^"\\\n]*")?\s*\}'
# Matches a line that begins with a restriction and holds « VALUES ?actor { UNDEF } ».
_LEFT_OUT = r"^[ \t]*(?:\{|VALUES\b).*VALUES \?%s \{ UNDEF \}.*\n|^[ \t]*VALUES \?%s \{ UNDEF \}.*\n"
# Matches a line that ends with « # without about, actor »; group 1 are the parameters without which it stands.
_WITHOUT = re.compile(r"^.* # without (\w+(?:, \w+)*)\n", re.MULTILINE)
_NEEDED = r"VALUES\s+\?%s\s*\{\s*\}"
_LANG = re.compile(r'^[ \t]*VALUES \?lang \{ ("\w\w") \}\n', re.MULTILINE)
_LIMIT = re.compile(r"^# param limit: .*; (\d+) if left out$", re.MULTILINE)
# What finds the things that a value of these parameters names.
_THINGS: Mapping[str, Callable[[str, Look | None], list[str]]] = {
    **dict.fromkeys(("actor", "source", "side", "supplier", "recipient"), actors),
    "about": topics,
    "item": items,
}
# Matches « OPTIONAL { ?x dct:date ?y } » and « OPTIONAL { ?x skos:prefLabel ?y . FILTER(LANG(?y) = ?lang) } »; groups:
# thing, path, value, filter.
_LOOKED_UP = re.compile(r"OPTIONAL \{ (\?\w+) ([^\s{}]+) (\?\w+)( \. FILTER\([^{}]*\))? \}")
# Matches « ?x dct:date ?y ; dem:via? ?z . » that begins a line; its groups: indentation, thing, paths with values.
_NEEDED_OF = re.compile(r"^([ \t]*)(\?\w+) ((?:[^\s{}?;.]+\?? \?\w+(?: ;\s+)?)+) \.\n", re.MULTILINE)
_LANGUAGES = {lang: str(Literal(lang)) for lang in ("fr", "en")}


class Ours(str):
    """A query that comes with the project: the guard need not parse it, which takes longer than most answers."""

    __slots__ = ()


@cache
def questions() -> Mapping[str, tuple[str, Path]]:
    """Return the questions that come with the project by name: the first line of each file, and the file."""
    found = {}
    for path in sorted(QUERIES.glob("*.rq")):
        with path.open(encoding="utf-8") as lines:
            found[path.stem] = (lines.readline().removeprefix("#").strip(), path)
    return found


def listed() -> list[dict[str, str]]:
    """Return the questions as rows: name, question, parameters."""
    return [
        {"name": name, "question": question, "parameters": ", ".join(_marked(path.read_text(encoding="utf-8")))}
        for name, (question, path) in questions().items()
    ]


def explained(query: str) -> list[dict[str, str]]:
    """Return the parameters of a query as rows: parameter, meaning."""
    return [{"parameter": name, "meaning": meaning} for name, meaning in parameters(query).items()]


def parameters(query: str) -> dict[str, str]:
    """Return the parameters that a query declares in its comments, each with its meaning."""
    return dict(_PARAMETER.findall(query))


def needed(query: str) -> list[str]:
    """Return the parameters without which a query finds nothing."""
    return [name for name in parameters(query) if re.search(_NEEDED % name, query)]


def _marked(query: str) -> list[str]:
    """Return the names of a query's parameters, with an asterisk where one is needed."""
    missing = needed(query)
    return [f"{name}*" if name in missing else name for name in parameters(query)]


def most(query: str, params: Mapping[str, str]) -> int | None:
    """Return how many rows a question gives at the most with these parameters, None where it has no limit."""
    found = _LIMIT.search(query)
    return int(params.get("limit", found[1])) if found else None


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


def prepared(name_or_text: str, params: Mapping[str, str] | None = None, look: Look | None = None) -> str:
    """Return a query that keeps to the store, parameters put in; only the ontology's prefixes are left undeclared.

    Args:
        name_or_text: The name of a question of the project, an ``.rq`` file, or SPARQL.
        params: Values by parameter: names or IRIs of actors (``actor``, ``source``, ``side``, ``supplier``,
            ``recipient``), of items (``item``), of either or of claims (``about``); words of the ontology (``stance``,
            ``kind``, ``status``); ``article`` is an id or IRI, ``limit`` a number, ``since`` and ``until`` are dates;
            others are put in as texts.
        look: Puts a query to the graph whose names are meant; without it, only the ontology's are known.

    Raises:
        ValueError: The query does not parse, or asks for something outside the store; a parameter is unknown, missing,
            or its value stands for nothing. The message says what there is.
    """
    text = query_text(name_or_text)
    if name_or_text not in questions() and not isinstance(name_or_text, Ours):
        text = checked(text)
    declared, given = parameters(text), dict(params or {})
    for name in needed(text):
        if name not in given:
            meaning = declared[name].removesuffix("; needed")
            raise ValueError(f"{name} is needed: {meaning}; give {name}=…")
    if "limit" in given and "limit" in declared:
        text = _limited(text, given.pop("limit"))
    for name, value in given.items():
        text = _filled(text, name, _written(name, value, look))
    for name in declared.keys() - given.keys():
        text = _left_out(text, name, "")
    text = _WITHOUT.sub(lambda line: "" if given.keys() & set(line[1].split(", ")) else line[0], text)
    return _in_one_language(text)


def example(query: str, lang: str) -> str:
    """Return a question for people to change: what is not given is a comment, into which they can put an IRI."""
    for name in parameters(query):
        query = _left_out(query, name, "# ")
    return _in_one_language(_filled(query, "lang", _LANGUAGES[lang]) if "lang" in parameters(query) else query)


def of_all(query: Ours, name: str, values: Iterable[str]) -> Ours:
    """Return a query about all of these at once: texts, put into the hole of a parameter."""
    return Ours(_filled(query, name, " ".join(map(text, values))))


@cache
def swept(query: Ours) -> Ours:
    """Return a query for much of the graph: a property is gone through once, rather than looked up for each row.

    On the whole graph that takes half as long; on a small part of it, much longer. Each pair of a thing and its value
    becomes a sub-select, which the engine joins by a table of hashes. A path that may be empty stays: it would pair
    everything with itself.
    """

    def optional(found: re.Match[str]) -> str:
        thing, path, value, condition = found.groups("")
        return f"OPTIONAL {{ SELECT {thing} {value} WHERE {{ {thing} {path} {value}{condition} }} }}"

    def needed_of(found: re.Match[str]) -> str:
        indentation, thing, pairs = found.groups()
        lines = [(path, f"{thing} {path} {value}") for path, value in map(str.split, re.split(r" ;\s+", pairs))]
        return "".join(
            f"{indentation}{triple} .\n"
            if path.endswith("?")
            else f"{indentation}{{ SELECT {thing} {triple.split()[-1]} WHERE {{ {triple} }} }}\n"
            for path, triple in lines
        )

    return Ours(_NEEDED_OF.sub(needed_of, _LOOKED_UP.sub(optional, query)))


def _written(name: str, value: str, look: Look | None) -> str:
    """Return the terms of SPARQL that a parameter's value stands for."""
    if name in _THINGS:
        return " ".join(str(NamedNode(iri)) for iri in _THINGS[name](value, look))
    if name in WORDS:
        return str(NamedNode(worded(name, value)))
    if name == "article":
        return str(Literal(article(value, look)))
    if name in ("since", "until") and not is_date(value):
        raise ValueError(f"{name}={value}: give a day, month or year, as 2023-05-02, 2023-05 or 2023")
    if name != "lang":
        return str(Literal(value))
    if value not in _LANGUAGES:
        raise ValueError(f"{name}={value}: give one of {', '.join(_LANGUAGES)}")
    return _LANGUAGES[value]


def text(value: str) -> str:
    """Return a text as SPARQL writes it."""
    return str(Literal(value))


def _left_out(query: str, name: str, mark: str) -> str:
    """Return the query without the lines that are a parameter's, or with a mark before them."""
    lines = re.compile(_LEFT_OUT % (name, name), re.MULTILINE)
    return lines.sub(lambda line: mark and mark + line[0], query)


def _filled(query: str, name: str, terms: str) -> str:
    """Return the query with terms wherever it has a hole ``VALUES ?name { … }``."""
    filled, holes = re.subn(_HOLE % re.escape(name), lambda hole: f"{hole[1]} {terms} }}", query)
    if not holes:
        known = ", ".join(parameters(query)) or "none"
        raise ValueError(f"{name}: no such parameter; this question takes: {known}")
    return filled


def _limited(query: str, value: str) -> str:
    """Return the query with another limit in the place of the one that it declares."""
    if not re.fullmatch(r"[1-9]\d{0,8}", value):
        raise ValueError(f"limit={value}: give a number from 1 to 999999999")
    usual = _LIMIT.search(query)
    return re.sub(rf"\bLIMIT {usual[1]}\b", f"LIMIT {value}", query) if usual else query


def _in_one_language(query: str) -> str:
    """Return the query with its language wherever ``?lang`` stands: a comparison with a constant is done at once."""
    found = _LANG.search(query)
    return re.sub(r"\?lang\b", found[1], _LANG.sub("", query)) if found else query
