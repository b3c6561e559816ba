"""Full text over evidence: which statements are made in these words, in an SQLite file beside the store.

A word matches without regard to case and accents, and with the apostrophe as a break: « livraison » is found in « d'une
livraison »; ``dement*`` finds « dément » and « démenti ». What a user writes is words, never the language of FTS5.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TypeAlias

from dementi.aliases import Aliases
from dementi.iris import body_iri, claim_iri
from dementi.rdf import NO_ALIASES, statement_iri
from dementi.records import Article, Statement
from dementi.sidecar import Sidecar

FOUND = 50  # rows given at the most, if nothing else is wished
AROUND = 24  # words of a quote that are shown around what was found
_TABLES = """
CREATE TABLE quote (
    id INTEGER PRIMARY KEY, article TEXT NOT NULL, date TEXT, start INTEGER NOT NULL, stop INTEGER NOT NULL,
    quote TEXT NOT NULL, source TEXT NOT NULL, stance TEXT NOT NULL, claim TEXT NOT NULL, statement TEXT NOT NULL
);
CREATE INDEX quote_article ON quote (article);
CREATE VIRTUAL TABLE word USING fts5 (
    quote, content='quote', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
);
"""
_PUT = "INSERT INTO quote VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_KNOW = "INSERT INTO word (rowid, quote) SELECT id, quote FROM quote WHERE article = ?"
_FORGET = "INSERT INTO word (word, rowid, quote) SELECT 'delete', id, quote FROM quote WHERE article = ?"
_SEARCH = f"""
SELECT quote.article, date, start, stop, snippet(word, 0, '[', ']', '…', {AROUND}) AS found, source,
    stance, quote.quote, claim, statement
FROM word JOIN quote ON quote.id = word.rowid
WHERE word MATCH ?
ORDER BY bm25(word), quote.article, start, stop, statement
LIMIT ?
"""
# Matches a phrase in quotation marks, « … » or "…", and else what stands between spaces.
_PIECE = re.compile(r'"[^"]*"|«[^«»]*»|\S+')

Row: TypeAlias = dict[str, str | int | None]


class FullText(Sidecar):
    """The evidence of articles, by its words.

    Raises:
        sqlite3.Error: The file cannot be opened or written, or is of something else.
    """

    TABLES = _TABLES

    def put(self, article: Article, statements: Sequence[Statement], aliases: Aliases = NO_ALIASES) -> None:
        """Add an article's evidence, or replace it."""
        self.drop(article.id)
        self._sql.executemany(_PUT, _quotes(article, statements, aliases))
        self._sql.execute(_KNOW, (article.id,))

    def drop(self, article_id: str) -> None:
        """Take an article's evidence out; one that is not there is no error."""
        self._sql.execute(_FORGET, (article_id,))
        self._sql.execute("DELETE FROM quote WHERE article = ?", (article_id,))

    def search(self, words: str, limit: int = FOUND) -> list[Row]:
        """Return the evidence that holds all of these words, the best first (BM25), equal ones by article and place.

        ``quote`` is the evidence as it stands in the article, ``found`` what of it is around the words, in brackets.

        Args:
            words: Words; a phrase in quotation marks; a beginning of a word with ``*`` at its end.
            limit: How many rows at the most.

        Raises:
            ValueError: There is no word in it.
        """
        with closing(self._sql.cursor()) as cursor:
            cursor.row_factory = sqlite3.Row
            rows = cursor.execute(_SEARCH, (_expression(words), limit)).fetchall()
        return [{"end" if key == "stop" else key: row[key] for key in row.keys()} for row in rows]  # noqa: SIM118


def search(path: Path, words: str, limit: int = FOUND) -> list[Row]:
    """Return what ``FullText.search`` finds in a file, which is only read.

    Raises:
        FileNotFoundError: There is no such file; the message says how to make it.
        ValueError: As ``FullText.search``.
    """
    if not path.is_file():
        raise FileNotFoundError(f"{path}: no full text here; make it with `dementi rebuild`")
    with FullText(path) as texts:
        return texts.search(words, limit)


def _quotes(article: Article, statements: Sequence[Statement], aliases: Aliases) -> Iterator[tuple[object, ...]]:
    """Yield a row of the table for each place that is evidence."""
    for statement in statements:
        claim = claim_iri(statement.claim, lambda name: aliases.actor(body_iri(name), article.id))
        said = (statement.source.name, statement.stance.value, claim, statement_iri(statement))
        for evidence in statement.evidences:
            where = evidence.where
            yield (article.id, article.date, where.start, where.end, where.exact, *said)


def _expression(words: str) -> str:
    """Return the expression of FTS5 that asks for all pieces: each a quoted phrase, the last word of it a beginning."""
    pieces = [(re.sub(r'["\0]', " ", piece.strip('"«» *')), piece.endswith("*")) for piece in _PIECE.findall(words)]
    asked = [f'"{text}"{"*" if begins else ""}' for text, begins in pieces if re.search(r"[^\W_]", text)]
    if not asked:
        raise ValueError(f"{words!r}: there is no word in it to look for")
    return " ".join(asked)
