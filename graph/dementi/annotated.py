"""An article with what was found in it, and its lines in what a build writes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pyoxigraph import Quad

from dementi import rdf, reviewed, revision, rows
from dementi.aliases import Aliases
from dementi.provenance import Extraction
from dementi.rdf import NO_ALIASES
from dementi.records import Article, Statement
from dementi.reviews import Decision
from dementi.revision import Revision

METADATA = ("lang", "date", "publisher", "title", "author", "url", "origin", "rights", "original")


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article with its statements.

    Attributes:
        article: The article.
        statements: As they were extracted, in text order.
        extraction: What found them.
        decisions: What people decided of them, in the order of the decisions.
    """

    article: Article
    statements: Sequence[Statement]
    extraction: Extraction
    decisions: Sequence[Decision] = ()

    def revisions(self) -> list[Revision]:
        """Return the decisions that fit the article, and what each makes of its statement."""
        return revision.revisions(self.article, self.statements, self.decisions)[0] if self.decisions else []

    def counted(self) -> Sequence[Statement]:
        """Return the statements that count, by what people decided."""
        return revision.counted(self.statements, self.revisions()) if self.decisions else self.statements

    def flat(self) -> dict[str, Any]:
        """Return the article's metadata and its statements as rows: a line of ``statements.jsonl``."""
        said = [rows.flat_row(s) | {"claim": rdf.claim_iri(s.claim)} for s in self.statements]
        return {"id": self.article.id} | _metadata(self.article) | {"statements": said}

    def quads(self, aliases: Aliases = NO_ALIASES) -> Iterator[Quad]:
        """Yield what the graph says of this article alone: what it shares with others is in ``things``."""
        yield from rdf.own_quads(self.article, self.counted(), aliases)
        yield from rdf.provenance_quads(self.article, self.extraction)
        yield from reviewed.review_quads(self.article.id, self.revisions())

    def things(self, aliases: Aliases = NO_ALIASES) -> set[str]:
        """Return the IRIs of the claims, actors and items that the article names."""
        return rdf.things(self.article, self.counted(), aliases)

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
