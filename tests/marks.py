"""Marked sentences: each carries its answer, and what the pipeline finds in it is compared with that.

A row reads ``side stance kind supplier > recipient item``, with ``-`` for an empty role and, where the case is about
it, a status in brackets: ``Serbia denies transfer Serbia > Ukraine ammunition (done)``. The side is on whose behalf the
source speaks, else the source. ``python tests/marks.py [stem …]`` prints how well rows are found, and what fails.
"""

import re
import sys
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

CASES = Path(__file__).parent / "cases"
sys.path.insert(0, str(CASES.parents[1] / "graph"))

from dementi import pipeline  # noqa: E402  (run as a script, this file has no path to graph/ before the line above)
from dementi.records import OPPOSITE, Article, Kind, Selector, Stance, Statement, Status  # noqa: E402
from dementi.statements import statements  # noqa: E402

DATE = "2024-06"
KEYS = {"name", "text", "rows"}
# "Serbia denies transfer Serbia > Ukraine ammunition (done)", and not "Serbia denies Serbia > Ukraine ammunition".
ROW = re.compile(
    rf"(?P<side>.+?) (?P<stance>{'|'.join(Stance)}) (?P<kind>{'|'.join(Kind)}) "
    rf"(?P<supplier>.+) > (?P<recipient>.+) (?P<item>[a-z-]+)(?: \((?P<status>{'|'.join(Status)})\))?"
)


@dataclass(frozen=True)
class Row:
    """One statement, as a case writes it."""

    side: str
    stance: str
    kind: str
    supplier: str
    recipient: str
    item: str
    status: str | None = None

    def __str__(self) -> str:
        status = f" ({self.status})" if self.status else ""
        return f"{self.side} {self.stance} {self.kind} {self.supplier} > {self.recipient} {self.item}{status}"

    @property
    def claim(self) -> tuple[str, str, str, str]:
        return self.kind, self.supplier, self.recipient, self.item


@dataclass(frozen=True)
class Case:
    """A text with the rows that it holds."""

    name: str
    text: str
    rows: frozenset[Row]
    xfail: str | None = None

    @property
    def with_status(self) -> bool:
        return any(row.status for row in self.rows)


def stems() -> list[str]:
    """Return the names of all files of cases."""
    return sorted(path.stem for path in CASES.glob("*.toml"))


def row(text: str) -> Row:
    """Read a row.

    Raises:
        ValueError: It is not written as a row is.
    """
    found = ROW.fullmatch(text)
    if not found:
        raise ValueError(f"{text!r} is no row")
    return Row(**found.groupdict())


@cache
def read(stem: str) -> tuple[Case, ...]:
    """Return the cases of a file.

    Raises:
        ValueError: A case lacks a key or has one too many, a row is none, some rows of a case have a status and others
            not, or a name or a text comes twice; the message gives the file and the case.
    """
    out: dict[str, Case] = {}
    for entry in tomllib.loads((CASES / f"{stem}.toml").read_text(encoding="utf-8"))["case"]:
        where = f"{stem}.toml: {entry.get('name')}"
        if not KEYS <= entry.keys() <= KEYS | {"xfail"}:
            raise ValueError(f"{where}: has {sorted(entry)}")
        try:
            rows = frozenset(map(row, entry["rows"]))
        except ValueError as error:
            raise ValueError(f"{where}: {error}") from error
        if len({bool(one.status) for one in rows}) > 1 or len(rows) < len(entry["rows"]):
            raise ValueError(f"{where}: rows with and without status, or one twice")
        if entry["name"] in out or any(entry["text"] == other.text for other in out.values()):
            raise ValueError(f"{where}: listed twice")
        out[entry["name"]] = Case(entry["name"], entry["text"], rows, entry.get("xfail"))
    return tuple(out.values())


def cases(stem: str) -> list[pytest.param]:
    """Return the cases of a file as parameters; a declared gap that begins to work is noticed."""
    return [
        pytest.param(case, id=case.name, marks=pytest.mark.xfail(reason=case.xfail, strict=True) if case.xfail else ())
        for case in read(stem)
    ]


@cache
def found(text: str) -> tuple[Statement, ...]:
    """Return the statements of a text; the pipeline is loaded once."""
    article = Article(id="case", text=text, lang="fr", date=DATE)
    return tuple(statements(pipeline.annotate(article, pipeline.build())))


def rows_found(case: Case) -> frozenset[Row]:
    """Return what the pipeline finds in a case, with the status where the case has it."""
    return frozenset(_row(statement, with_status=case.with_status) for statement in found(case.text))


def _row(statement: Statement, *, with_status: bool) -> Row:
    claim, source = statement.claim, statement.source
    return Row(
        side=source.on_behalf_of or source.name,
        stance=statement.stance.value,
        kind=claim.kind.value,
        supplier=claim.supplier or "-",
        recipient=claim.recipient or "-",
        item=claim.item,
        status=statement.status.value if with_status else None,
    )


def flips(case: Case) -> list[str]:
    """Return the rows found with the stance turned round.

    Such a row puts the opposite of an expected stance in the same mouth, or in any mouth where nobody is expected to
    say so.
    """
    by_side = {(one.side, one.stance, one.claim) for one in case.rows}
    by_anybody = {(one.stance, one.claim) for one in case.rows}
    return sorted(
        str(one)
        for one in rows_found(case)
        if (one.side, one.stance, one.claim) not in by_side
        and (opposite := OPPOSITE.get(Stance(one.stance)))
        and (
            (one.side, opposite, one.claim) in by_side
            or ((opposite, one.claim) in by_anybody and (one.stance, one.claim) not in by_anybody)
        )
    )


def swaps(case: Case) -> list[str]:
    """Return the rows found whose claim is an expected one with supplier and recipient exchanged."""
    claims = {one.claim for one in case.rows}
    return sorted(
        str(one)
        for one in rows_found(case)
        if one.claim not in claims and (one.kind, one.recipient, one.supplier, one.item) in claims
    )


def selectors(statement: Statement) -> list[Selector]:
    """Return every stretch of text that a statement points at."""
    ends = (statement.cue, statement.source.text)
    return [*(evidence.where for evidence in statement.evidences), *(end for end in ends if end)]


def main(argv: list[str]) -> None:
    """Print precision, recall and F1 over the rows of all cases, by file and together, then what fails."""
    total: Counter[str] = Counter()
    wrong: list[str] = []
    print(f"{'file':12} cases right  gold found    P     R     F1")
    for stem in argv or stems():
        counts: Counter[str] = Counter()
        for case in read(stem):
            rows = rows_found(case)
            hits = rows & case.rows
            counts.update(cases=1, right=rows == case.rows, gold=len(case.rows), found=len(rows), hits=len(hits))
            counts.update(flips=len(flips(case)), swaps=len(swaps(case)))
            if rows != case.rows:
                wrong += [f"{stem}: {case.name}{' (xfail)' if case.xfail else ''}", f"    {case.text}"]
                wrong += [f"    missing {one}" for one in sorted(map(str, case.rows - rows))]
                wrong += [f"    extra   {one}" for one in sorted(map(str, rows - case.rows))]
                wrong += [f"    FLIP    {one}" for one in flips(case)] + [f"    SWAP    {one}" for one in swaps(case)]
        print(_line(stem, counts))
        total += counts
    print(_line("all", total))
    print(f"flips {total['flips']}  swaps {total['swaps']}\n")
    print("\n".join(wrong))


def _line(name: str, n: Counter[str]) -> str:
    precision, recall = (n["hits"] / n[of] if n[of] else 1.0 for of in ("found", "gold"))
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    numbers = f"{n['cases']:5} {n['right']:5} {n['gold']:5} {n['found']:5}"
    return f"{name:12} {numbers}  {precision:.3f} {recall:.3f} {f1:.3f}"


if __name__ == "__main__":
    main(sys.argv[1:])
