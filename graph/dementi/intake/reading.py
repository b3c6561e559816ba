"""Files opened, and read as what they are: one article a file, or many."""

from __future__ import annotations

import logging
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from dementi.decoding import Undecodable
from dementi.intake import csv, feed, html, jsonl, parquet, text
from dementi.intake.drafts import LARGEST, Draft
from dementi.intake.inputs import STDIN, File, Form, Source
from dementi.intake.problems import NoArticles, Problem, Unusable
from dementi.intake.spool import Spool

ONE: Mapping[Form, Callable[[bytes], Draft]] = {Form.TEXT: text.read, Form.HTML: html.read}
MANY: Mapping[Form, Callable[[Source], Iterator[Draft | Problem]]] = {
    Form.JSONL: jsonl.read,
    Form.CSV: csv.read,
    Form.TSV: csv.read,
    Form.PARQUET: parquet.read,
    Form.FEED: feed.read,
}

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article is.

    Attributes:
        id: Of the article.
        file: Its file.
        number: Of its line, row or entry in a file of many, counted from 1, else 0.
        aside: Where in the spool it waits, -1 where it is still in its file.
    """

    id: str
    file: File
    number: int = 0
    aside: int = -1

    @property
    def names(self) -> tuple[str, ...]:
        """By which a file of metadata may call it."""
        path = self.file.path
        return (self.id,) if self.number else (self.id, path.name, str(path))

    def __str__(self) -> str:
        return f"{self.file}:{self.number}" if self.number else str(self.file)


def places(file: File, columns: Mapping[str, str], spool: Spool) -> Iterator[Place | Problem]:
    """Yield the articles of a file: one, which is read later, or many, which are set aside."""
    if file.form in ONE:
        yield Place(file.stem, file)
        return
    try:
        with opened(file) as data:
            for found in MANY[file.form](Source(data, file, columns)):
                if isinstance(found, Problem):
                    yield found
                else:
                    yield Place(found.id, file, found.number, spool.put(found))
    except OSError as error:
        yield Problem(str(file), error.strerror or str(error), "check the file and its permissions")
    except (Undecodable, Unusable) as error:
        if isinstance(error, NoArticles) and not file.named:
            log.info("%s: passed over; %s", file, error.args[0])
        else:
            yield Problem(str(file), *error.args)


def draft(place: Place, spool: Spool) -> Draft:
    """Return what is at a place.

    Raises:
        OSError: The file cannot be read.
        Undecodable: It is no text.
        Unusable: It holds no article.
    """
    if place.aside >= 0:
        return spool.get(place.aside)
    try:
        place.file.path.name.encode("utf-8")
    except UnicodeEncodeError as error:
        raise Unusable("the file's name is not UTF-8, and the id is made of it", "rename the file") from error
    with opened(place.file) as data:
        whole = data.read(LARGEST + 1)
    if len(whole) > LARGEST:
        raise Unusable(f"more than {LARGEST:,} bytes", "no article is as long; if the file holds several, split it")
    return ONE[place.file.form](whole)


@contextmanager
def opened(file: File) -> Iterator[BinaryIO]:
    """Give the bytes of a file from its beginning on; those of standard input are kept aside, to go back and forth."""
    if file.path != STDIN:
        with file.path.open("rb") as data:
            yield data
        return
    with tempfile.SpooledTemporaryFile(LARGEST) as kept:
        while chunk := sys.stdin.buffer.read(1 << 20):
            kept.write(chunk)
        kept.seek(0)
        yield kept  # type: ignore[misc]  # it has all that is asked of a file of bytes
