"""Reprints of one dispatch are one witness: clusters of near-identical articles, kept up to date in an SQLite file.

Two articles are compared by their own words: sequences of three (shingles) of what the reporter wrote, case, accents,
typography and whatever stands in quotation marks left out, since two reporters who heard one speech quote it alike. The
measure is how much of the *shorter* article stands in the longer one, since a dispatch printed with cuts, or with a
paragraph more, has nothing of its own; the Jaccard coefficient, which every line not shared lowers, would call a
dispatch cut to its half another text. But the shorter one must also be a good part of the longer: else a press review
would join all the dispatches that it reprints. Candidates come from MinHash (rensa) by bands, so that an update looks
at texts that are likely alike and at no others, however many there are; each is then verified on the shingles.

Source: Broder 1997, "On the resemblance and containment of documents"; Leskovec, Rajaraman, Ullman, chapter 3.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from array import array
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path

from rensa import RMinHash

from dementi.records import Article
from dementi.sidecar import Sidecar

SHINGLE = 3  # words
FEWEST = 20  # different shingles of the reporter's own; two texts of fewer words can be the same by chance
CONTAINED = 0.6  # of the shorter text's shingles; a new dispatch that repeats the background of an old one shares half
COVERED = 1 / 3  # of the longer text's shingles; below that it is another work, which takes in the shorter one
# Compared are 99.97 % of the pairs with a Jaccard coefficient of 0.43 (which two texts of one length have that are just
# alike), 95 % at 0.27 (the least that a pair just alike can have); of two articles on arms transfers, 0.002 in the
# median, one pair in a thousand (measured on 80). Three rows would compare fewer, and take 120 bands to find as many:
# most of the time goes into writing bands.
BANDS, ROWS = 40, 2
SEED = 20221017  # of the permutations; any number does, but always the same one
FORMAT = f"1 rensa-{RMinHash.ALGORITHM_VERSION} {SHINGLE} {FEWEST} {CONTAINED} {COVERED:.3f} {BANDS} {ROWS} {SEED}"

_WORD = re.compile(r"\w+")
# Accents once decomposed, soft hyphens and other characters without width: none of them parts or changes a word.
_UNSEEN = re.compile("[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff]")
# Matches « Rien n'a été livré. », “rien”, "rien"; not a mark without its partner within 2,000 characters.
_QUOTED = re.compile(r'«[^«»]{0,2000}»|“[^“”]{0,2000}”|„[^„“”]{0,2000}[“”]|"[^"\r\n]{0,2000}"')
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})
_TABLES = """
CREATE TABLE format (settings TEXT NOT NULL);
CREATE TABLE text (id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, shingles BLOB NOT NULL);
CREATE TABLE band (key INTEGER, text INTEGER, PRIMARY KEY (key, text)) WITHOUT ROWID;
CREATE TABLE alike (one INTEGER, other INTEGER, PRIMARY KEY (one, other)) WITHOUT ROWID;
CREATE TABLE article (id TEXT PRIMARY KEY, present INTEGER NOT NULL, text INTEGER, cluster TEXT) WITHOUT ROWID;
CREATE INDEX article_text ON article (text);
CREATE INDEX article_cluster ON article (cluster);
"""


def own_text(article: Article) -> str:
    """Return what of an article is compared with others: its body, without site boilerplate and feed metadata."""
    return "\n".join(article.text[start:end] for start, end in article.body) or article.text


def shingles(text: str) -> frozenset[str]:
    """Return the sequences of three words that a text has outside quotation marks, as they are compared."""
    plain = _UNSEEN.sub("", unicodedata.normalize("NFKD", _QUOTED.sub(" ", text).casefold())).translate(_LIGATURES)
    words = _WORD.findall(plain)
    return frozenset(map(" ".join, zip(*(words[start:] for start in range(SHINGLE)), strict=False)))


class Syndication(Sidecar):
    """Articles by what they print, and the clusters that follow.

    The clusters are the connected components of the pairs of articles found alike. A pair is found alike or not by its
    two texts and nothing else: what is known in the end does not depend on the order in which it came.

    Attributes:
        compared: How many pairs of texts have been compared since the file was opened.

    Raises:
        ValueError: The file is of something else, or was made with other settings or by another version of MinHash.
        sqlite3.Error: The file cannot be opened or written.
    """

    TABLES = f"{_TABLES} INSERT INTO format VALUES ('{FORMAT}');"
    CACHE = 64  # the bands of a text lie all over the table

    def __init__(self, path: str | Path = ":memory:") -> None:
        """Open or make the file, as any ``Sidecar``."""
        self.compared = 0
        super().__init__(path)

    def put(self, article_id: str, text: str) -> None:
        """Add an article, or replace its text; ``text`` is what ``own_text`` gives of it."""
        here = self._add_text(text)
        row = self._sql.execute("SELECT text FROM article WHERE id = ? AND present", (article_id,)).fetchone()
        if row is None or row[0] != here:
            say = "INSERT INTO article VALUES (?1, 1, ?2, NULL) ON CONFLICT (id) DO UPDATE SET present = 1, text = ?2"
            self._sql.execute(say, (article_id, here))
            self._forget_text(row and row[0])

    def drop(self, article_id: str) -> None:
        """Take an article out; one that is not there is no error."""
        row = self._sql.execute("SELECT text FROM article WHERE id = ?", (article_id,)).fetchone()
        if row:
            self._sql.execute("UPDATE article SET present = 0, text = NULL WHERE id = ?", (article_id,))
            self._forget_text(row[0])

    def settle(self, ids: Iterable[str]) -> dict[str, frozenset[str]]:
        """Return the clusters of these articles, and of all others whose cluster is another than when last settled.

        An article alone is a cluster of itself; one that is not there (any more) maps to an empty set. ``ids`` are
        those put or dropped since the last time: neighbours are found from them.
        """
        asked = set(ids)
        new: dict[str, frozenset[str]] = {}
        old: dict[str, frozenset[str]] = {}
        waiting = sorted(asked)
        while waiting:
            if (here := waiting.pop()) in new:
                continue
            members = self._component(here)
            new |= dict.fromkeys(members | {here}, members)
            for one in members | {here}:
                if one not in old:
                    mates = self._settled(one)
                    old |= dict.fromkeys(mates | {one}, mates)
                    waiting += mates
        labels = {members: min(members, default=None) for members in new.values()}
        self._sql.executemany("UPDATE article SET cluster = ? WHERE id = ?", [(labels[new[one]], one) for one in new])
        self._sql.executemany("DELETE FROM article WHERE id = ? AND NOT present", [(one,) for one in new])
        return {one: new[one] for one in sorted(new) if one in asked or new[one] != old[one]}

    def clusters(self) -> Iterator[frozenset[str]]:
        """Yield the clusters of two articles or more, in the order of their smallest ids, settled or not."""
        seen: set[str] = set()
        for (here,) in self._sql.execute("SELECT id FROM article WHERE text IS NOT NULL ORDER BY id").fetchall():
            if here not in seen:
                members = self._component(here)
                seen |= members
                if len(members) > 1:
                    yield members

    def _open(self, path: str | Path) -> None:
        """Make the tables, or check that those there were made alike."""
        try:
            super()._open(path)
            (settings,) = self._sql.execute("SELECT settings FROM format").fetchone()
        except sqlite3.DatabaseError as error:
            raise ValueError(f"{path}: {error}: no file of clusters; delete it and rebuild") from error
        if settings != FORMAT:
            raise ValueError(f"{path}: made with settings {settings!r}, these are {FORMAT!r}; delete it and rebuild")

    def _add_text(self, text: str) -> int | None:
        """Return the number of a text, written and compared if it is new; None if it is too short to be compared."""
        if len(found := shingles(text)) < FEWEST:
            return None
        hashes = sorted(RMinHash.hash_token_sets([found])[0])
        blob = array("Q", hashes).tobytes()
        key = blake2b(blob, digest_size=16).digest()
        row = self._sql.execute("SELECT id FROM text WHERE hash = ?", (key,)).fetchone()
        if row:
            return int(row[0])
        here = self._sql.execute("INSERT INTO text VALUES (NULL, ?, ?)", (key, blob)).lastrowid
        bands = _bands(hashes)
        for other in self._candidates(bands, set(hashes)):
            self._sql.executemany("INSERT INTO alike VALUES (?, ?)", ((here, other), (other, here)))
        self._sql.executemany("INSERT INTO band VALUES (?, ?)", [(band, here) for band in bands])
        return here

    def _candidates(self, bands: list[int], hashes: set[int]) -> list[int]:
        """Return the texts that share a band and are alike."""
        marks = ",".join("?" * len(bands))
        found = f"SELECT id, shingles FROM text WHERE id IN (SELECT text FROM band WHERE key IN ({marks}))"
        out = []
        for other, blob in self._sql.execute(found, bands):
            self.compared += 1
            if alike(hashes, set(memoryview(blob).cast("Q"))):
                out.append(other)
        return out

    def _forget_text(self, here: int | None) -> None:
        """Delete a text that no article prints any more."""
        if here is None or self._sql.execute("SELECT 1 FROM article WHERE text = ?", (here,)).fetchone():
            return
        (blob,) = self._sql.execute("SELECT shingles FROM text WHERE id = ?", (here,)).fetchone()
        bands = _bands(list(memoryview(blob).cast("Q")))
        self._sql.executemany("DELETE FROM band WHERE key = ? AND text = ?", [(band, here) for band in bands])
        others = self._sql.execute("SELECT other FROM alike WHERE one = ?", (here,)).fetchall()
        self._sql.executemany("DELETE FROM alike WHERE one = ? AND other = ?", [(other, here) for (other,) in others])
        self._sql.execute("DELETE FROM alike WHERE one = ?", (here,))
        self._sql.execute("DELETE FROM text WHERE id = ?", (here,))

    def _component(self, article_id: str) -> frozenset[str]:
        """Return the articles that hang together with one, itself among them; none if it is not there."""
        row = self._sql.execute("SELECT text FROM article WHERE id = ? AND present", (article_id,)).fetchone()
        if row is None or row[0] is None:
            return frozenset({article_id} if row else ())
        joined = (
            "WITH RECURSIVE near (text) AS (SELECT ? UNION SELECT other FROM near JOIN alike ON one = near.text)"
            " SELECT id FROM near JOIN article USING (text)"
        )
        return frozenset(one for (one,) in self._sql.execute(joined, row))

    def _settled(self, article_id: str) -> frozenset[str]:
        """Return the cluster of an article as it was last settled; empty if it never was."""
        mates = "SELECT id FROM article WHERE cluster = (SELECT cluster FROM article WHERE id = ?)"
        return frozenset(one for (one,) in self._sql.execute(mates, (article_id,)))


def alike(one: set[int], other: set[int]) -> bool:
    """Say whether one set of shingles holds most of the other and is not many times as large."""
    shared, sizes = len(one & other), sorted((len(one), len(other)))
    return shared >= CONTAINED * sizes[0] and shared >= COVERED * sizes[1]


def _bands(hashes: list[int]) -> list[int]:
    """Return the keys of a text's bands: equal for two texts where the least hashes of a band's permutations are."""
    (row,) = RMinHash.digest_matrix_from_token_hash_sets([hashes], BANDS * ROWS, SEED).to_rows()
    digest = array("I", row).tobytes()
    width = len(digest) // BANDS
    return [
        int.from_bytes(
            blake2b(digest[at : at + width], digest_size=8, salt=at.to_bytes(4, "big")).digest(), signed=True
        )
        for at in range(0, len(digest), width)
    ]
