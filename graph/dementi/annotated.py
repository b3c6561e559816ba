"""An article with what was found in it, and its lines in what a build writes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pyoxigraph import Quad

from dementi import rdf, rows
from dementi.aliases import Aliases
from dementi.provenance import Extraction
from dementi.rdf import NO_ALIASES
from dementi.records import Article, Statement

METADATA = ("lang", "date", "publisher", "title", "origin", "rights")


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article, its statements in text order, and the extraction that found them."""

    article: Article
    statements: Sequence[Statement]
    extraction: Extraction

    def flat(self) -> dict[str, Any]:
        """Return the article's metadata and its statements as rows: a line of ``statements.jsonl``."""
        said = [rows.flat_row(s) | {"claim": rdf.claim_iri(s.claim)} for s in self.statements]
        return {"id": self.article.id} | _metadata(self.article) | {"statements": said}

    def quads(self, aliases: Aliases = NO_ALIASES) -> Iterator[Quad]:
        """Yield what the graph says of this article alone: what it shares with others is in ``things``."""
        yield from rdf.own_quads(self.article, self.statements, aliases)
        yield from rdf.provenance_quads(self.article, self.extraction)

    def things(self, aliases: Aliases = NO_ALIASES) -> set[str]:
        """Return the IRIs of the claims, actors and items that the article names."""
        return rdf.things(self.article, self.statements, aliases)

    def line(self) -> bytes:
        """Return the line of ``statements.jsonl``."""
        return _json(self.flat())


def line_of_text(article: Article) -> bytes:
    """Return an article with its version and metadata: the line of ``articles.jsonl``."""
    return _json({"id": article.id, "hash": article.hash} | _metadata(article) | {"text": article.text})


def _metadata(article: Article) -> dict[str, str | None]:
    return {key: getattr(article, key) for key in METADATA}


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8")
