"""Articles and what they say as brat standoff, for who annotates: NAME.txt and NAME.ann of each, and annotation.conf.

A statement is an event of the type of its stance. Its trigger is the cue, or its clearest words where there is none;
its arguments are the source and each piece of evidence; attributes tell act, status and reserve, and a note the claim.
Offsets count code points of the text, which is written as it is. What crosses a line break or a tab, which would end an
annotation, is a discontinuous one whose pieces stand around it.

Source of the format: https://brat.nlplab.org/standoff.html, https://brat.nlplab.org/configuration.html
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

from dementi.export.content import Content
from dementi.export.tables import Cells, batches, of_articles
from dementi.records import Act, Article, Status
from dementi.views.site import address

Span: TypeAlias = tuple[int, int]

EVENTS = {"asserts": "Asserts", "denies": "Denies", "uncertain": "LeavesOpen"}
# Matches what stands between line breaks and tabs: « Kiev dément » and « tout » of « Kiev dément\r\ntout ».
_PIECE = re.compile("[^\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
_CONFIGURATION = f"""[entities]
Source
Evidence
[relations]
[events]
{chr(10).join(f"{name} Source?:Source, Evidence*:Evidence" for name in EVENTS.values())}
[attributes]
Hedged Arg:<EVENT>
Act Arg:<EVENT>, Value:{"|".join(Act)}
Status Arg:<EVENT>, Value:{"|".join(Status)}
"""


def folder_of_brat(content: Content, folder: Path) -> None:
    """Write a text and its annotations for each article, under the name that its page has.

    Raises:
        ValueError: The texts are not there, or may not be passed on.
    """
    folder.mkdir()
    (folder / "annotation.conf").write_text(_CONFIGURATION, encoding="utf-8", newline="\n")
    for some in batches(content):
        said = _grouped(of_articles(content, "statements", some), "article")
        evidence = _grouped(of_articles(content, "evidence", some), "statement")
        places = {str(row["statement"]): row for row in of_articles(content, "brat", some)}
        for row in of_articles(content, "articles", some):
            article = content.text(str(row["id"]))
            if article is None:
                raise ValueError(f"{row['id']}: brat needs whole texts, which a server and --quotes-only do not give")
            lines = _Standoff(article)
            for one in said[str(row["id"])]:
                lines.put(one, evidence[str(one["id"])], places[str(one["id"])])
            name = Path(address(str(row["iri"]), "fr")).stem
            (folder / f"{name}.txt").write_text(article.text, encoding="utf-8", newline="")
            (folder / f"{name}.ann").write_text("".join(lines.lines), encoding="utf-8", newline="\n")


class _Standoff:
    """The annotations of an article, line by line."""

    def __init__(self, article: Article) -> None:
        self.text = article.text
        self.lines: list[str] = []
        self._marks: dict[tuple[str, Span], str] = {}
        self._events = self._attributes = 0

    def put(self, said: Cells, evidence: Sequence[Cells], places: Cells) -> None:
        """Add a statement with its evidence, and the places of its cue and source."""
        stance = EVENTS[said["stance"]]
        cue = _span(places, "cue") or (said["start_char"], said["end_char"])
        words = [(stance, self._mark(stance, cue))]
        if source := _span(places, "source"):
            words.append(("Source", self._mark("Source", source)))
        for place, one in enumerate(evidence, 1):
            role = f"Evidence{place if place > 1 else ''}"
            words.append((role, self._mark("Evidence", (one["start_char"], one["end_char"]))))
        self._events += 1
        event = f"E{self._events}"
        self.lines.append(f"{event}\t{' '.join(f'{role}:{mark}' for role, mark in words)}\n")
        for name, value in self._told(said):
            self._attributes += 1
            self.lines.append(f"A{self._attributes}\t{name} {event}{value}\n")
        note = " ".join(f"{said['source_label']} · {said['claim_label']} · {said['precise']}".split())
        self.lines.append(f"#{self._events}\tAnnotatorNotes {event}\t{note}\n")

    def _mark(self, kind: str, span: Span) -> str:
        """Return the id of the annotation of a stretch of text, which is added unless it is there."""
        if (kind, span) not in self._marks:
            name = self._marks[kind, span] = f"T{len(self._marks) + 1}"
            pieces = [piece.span() for piece in _PIECE.finditer(self.text, *span)]
            where = ";".join(f"{start} {end}" for start, end in pieces)
            text = " ".join(self.text[start:end] for start, end in pieces)
            self.lines.append(f"{name}\t{kind} {where}\t{text}\n")
        return self._marks[kind, span]

    def _told(self, said: Cells) -> Iterator[tuple[str, str]]:
        yield "Act", f" {said['act']}"
        yield "Status", f" {said['status']}"
        if said["hedged"]:
            yield "Hedged", ""


def _span(places: Cells, what: str) -> Span | None:
    """Return where the cue or the source stands, if it is told."""
    start, end = places[f"{what}_start"], places[f"{what}_end"]
    return None if start is None or end is None else (start, end)


def _grouped(found: Sequence[Cells], key: str) -> dict[str, list[Cells]]:
    grouped: dict[str, list[Cells]] = defaultdict(list)
    for row in found:
        grouped[str(row[key])].append(row)
    return grouped
