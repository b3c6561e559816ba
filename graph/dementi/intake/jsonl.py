"""JSON Lines as ``dementi build`` writes its ``articles.jsonl``: an article a line, metadata included."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields
from typing import Any, BinaryIO

from dementi.intake.drafts import HASH, LARGEST, Draft, of_bytes
from dementi.intake.inputs import File
from dementi.intake.lines import lines
from dementi.intake.metadata import Metadata, wrong
from dementi.intake.problems import Problem, Unusable
from dementi.records import Article

AS_WRITTEN = "a line is an article, as dementi build writes them"
KNOWN = {one.name for one in fields(Metadata)} | {"original"}


def read(data: BinaryIO, file: File) -> Iterator[Draft | Problem]:
    """Yield the articles of JSON Lines in their order; a line that is none costs itself alone."""
    for number, line in enumerate(lines(data), 1):
        try:
            if line is None:
                raise Unusable(f"a line of more than {LARGEST:,} bytes", "no article is as long; leave it out")
            if line.strip():
                yield _draft(line, number)
        except Unusable as error:
            yield Problem(f"{file}:{number}", *error.args)


def _draft(line: bytes, number: int) -> Draft:
    """Return the article of a line.

    The hash of its original is the one that the line gives, else that of the line itself without its end.
    """
    record = _record(line)
    article_id, text = record.pop("id"), record.pop("text")
    expected = record.pop("hash", None)
    if expected not in (None, Article(article_id, text).hash):
        raise Unusable(
            f"{article_id!r}: the text is not that of its hash", "if the change is meant, leave the hash out"
        )
    for key, value in record.items():
        if key not in KNOWN or not isinstance(value, str | None):
            raise Unusable(f"{article_id!r}: {key!r} is unknown, or not a text", "correct it, or leave it out")
    original = record.pop("original", of_bytes(line.rstrip(b"\r\n"))) or None
    if fault := wrong(record) or (original and not HASH.fullmatch(original) and f"original {original!r} is no sha256:"):
        raise Unusable(f"{article_id!r}: {fault}", "correct it")
    return Draft(article_id, text, original, {key: value for key, value in record.items() if value}, number=number)


def _record(line: bytes) -> dict[str, Any]:
    """Return a line of JSON Lines if it is an article's.

    Raises:
        Unusable: It is not; the message says why.
    """
    try:
        record = json.loads(line)
        json.dumps(record, ensure_ascii=False).encode("utf-8")  # JSON can spell halves of characters, which no text has
    except RecursionError as error:
        raise Unusable("no JSON that can be read: too many brackets inside one another", AS_WRITTEN) from error
    except ValueError as error:
        raise Unusable(f"no JSON: {error}", AS_WRITTEN) from error
    if not isinstance(record, dict):
        raise Unusable("no JSON object", AS_WRITTEN)
    for key in ("id", "text"):
        if not isinstance(record.get(key), str) or not record[key]:
            raise Unusable(f"no {key!r}", AS_WRITTEN)
    return record
