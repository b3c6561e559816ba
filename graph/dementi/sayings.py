"""Who said what, as the rules ask for it: how many stand behind an attestation, and what a holder says on a claim.

An SQLite file beside the store, in which each question is a look-up, however many articles there are. It follows from
the articles as they were last settled, and can be made anew of them at any time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import astuple
from enum import StrEnum

from dementi.attestation import Numbers, behind, numbers
from dementi.positions import Detail, Stand, Term
from dementi.records import Stance
from dementi.said import Said, Told, article_of, is_local, is_side
from dementi.sidecar import Sidecar

_TABLES = """
CREATE TABLE behind (  -- by how many statements a value stands behind an attestation on one of its counts
    claim TEXT, stance TEXT, count TEXT, value TEXT, statements INTEGER, PRIMARY KEY (claim, stance, count, value)
) WITHOUT ROWID;
CREATE TABLE said (iri TEXT PRIMARY KEY, spoken TEXT, source TEXT, detail TEXT) WITHOUT ROWID;
CREATE TABLE held (  -- whose statements they are
    whose TEXT, who TEXT, claim TEXT, stance TEXT, iri TEXT, PRIMARY KEY (whose, who, claim, stance, iri)
) WITHOUT ROWID;
"""
_MORE = """
INSERT INTO behind VALUES (?, ?, ?, ?, ?)
ON CONFLICT (claim, stance, count, value) DO UPDATE SET statements = statements + excluded.statements
"""
_NONE = "DELETE FROM behind WHERE claim = ? AND stance = ? AND count = ? AND value = ? AND statements = 0"
_COUNTED = """
SELECT count, COUNT(*), SUM(statements), MIN(value), MAX(value) FROM behind
WHERE claim = ? AND stance = ? GROUP BY count
"""
_LEAVE = "DELETE FROM held WHERE whose = ? AND who = ? AND claim = ? AND stance = ? AND iri = ?"
_ON = "SELECT iri, stance, spoken FROM held JOIN said USING (iri) WHERE whose = ? AND who = ? AND claim = ?"


class Whose(StrEnum):
    """Whose statements are compared with each other."""

    SOURCE = "source"
    SIDE = "side"
    OUTLET = "outlet"  # the voice of its articles


Holder = tuple[Whose, str]


def holders(said: Said, publisher: str) -> Iterator[Holder]:
    """Yield those with whose other statements one is compared; ``publisher`` is that of its article, "" if unknown."""
    if not is_local(said.source):
        yield Whose.SOURCE, said.source
    if is_side(said.side):
        yield Whose.SIDE, said.side
    if said.voice and publisher:
        yield Whose.OUTLET, publisher


class Sayings(Sidecar):
    """The statements of all articles, by what is asked of them.

    Raises:
        sqlite3.Error: The file cannot be opened or written, or is of something else.
    """

    TABLES = _TABLES
    CACHE = 64  # what an article changes lies all over the tables

    def clear(self) -> None:
        """Forget all articles."""
        for table in ("behind", "said", "held"):
            self._sql.execute(f"DELETE FROM {table}")

    def exchange(self, before: Iterable[Told], after: Iterable[Told]) -> None:
        """Put articles as they are in the place of articles as they were; either may lack what the other has."""
        gone, run = list(before), self._sql.executemany
        for told in gone:
            run("DELETE FROM said WHERE iri = ?", ((said.iri,) for said in told.said))
            run(_LEAVE, _held(told))
            run(_MORE, ((*row, -1) for row in behind(told)))
        for told in after:
            run("INSERT INTO said VALUES (?, ?, ?, ?)", map(_row, told.said))
            run("INSERT INTO held VALUES (?, ?, ?, ?, ?)", _held(told))
            run(_MORE, ((*row, 1) for row in behind(told)))
        run(_NONE, (row for told in gone for row in behind(told)))

    def numbers(self, claim: str, stance: Stance) -> Numbers:
        """Return the numbers of an attestation, empty where nobody takes the stance."""
        return numbers(self._sql.execute(_COUNTED, (claim, stance)))

    def is_made(self, claim: str) -> bool:
        """Say whether a statement is about a claim or makes it precisely."""
        return self._is_any("claim = ?", claim)

    def is_taken(self, claim: str, stance: Stance) -> bool:
        """Say whether a statement takes a stance on precisely this claim."""
        return self._is_any("claim = ? AND stance = ? AND count = 'precisely'", claim, stance)

    def stances(self, holder: Holder) -> set[tuple[str, Stance]]:
        """Return the precise claims on which a holder says something, each with the stances that it takes."""
        rows = self._sql.execute("SELECT DISTINCT claim, stance FROM held WHERE whose = ? AND who = ?", holder)
        return {(claim, Stance(stance)) for claim, stance in rows}

    def on(self, holder: Holder, claim: str) -> list[Stand]:
        """Return the statements of a holder that make a claim precisely."""
        rows = self._sql.execute(_ON, (*holder, claim))
        return [Stand(iri, article_of(iri), Stance(stance), claim, spoken) for iri, stance, spoken in rows]

    def source(self, iri: str) -> str:
        """Return the source of a statement that is there."""
        return self._of(iri, "source")

    def detail(self, iri: str) -> Detail:
        """Return the rest of a statement that is there."""
        terms, order = json.loads(self._of(iri, "detail"))
        return Detail(tuple(Term(*term) for term in terms), tuple(order))

    def _of(self, iri: str, column: str) -> str:
        (found,) = self._sql.execute(f"SELECT {column} FROM said WHERE iri = ?", (iri,)).fetchone()
        return str(found)

    def _is_any(self, which: str, *values: str) -> bool:
        return self._sql.execute(f"SELECT 1 FROM behind WHERE {which} LIMIT 1", values).fetchone() is not None


def _row(said: Said) -> tuple[str, str, str, str]:
    """Return the row of a statement in the table ``said``."""
    return said.iri, said.spoken, said.source, json.dumps(astuple(said.detail))


def _held(told: Told) -> Iterator[tuple[str, ...]]:
    """Yield the rows of an article in the table ``held``."""
    for said in told.said:
        for whose, who in holders(said, told.publisher):
            yield whose, who, said.claim, said.stance, said.iri
