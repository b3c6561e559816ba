"""Marked sentences of the components: each carries its answer.

``[denies dément]`` is a stretch of text with its label. What a label means is said in the test of the component; the
marks are taken out before the sentence is annotated. Whole texts with the rows that they hold are read by ``marks``.
"""

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest
from spacy.tokens import Doc

from dementi import pipeline
from dementi.records import Article

CASES = Path(__file__).parent / "cases" / "components"
MARK = re.compile(r"\[([^\s\[\]]+) ([^\[\]]+)\]")  # "[denies dément]"; not "[dément]"
DATE = "2024-06"

Stretch = tuple[str, int, str]  # label, first character, the characters


@dataclass(frozen=True)
class Marked:
    """A sentence without its marks, the marks in text order, and the other keys of its case."""

    text: str
    marks: tuple[Stretch, ...]
    fields: dict = field(default_factory=dict, compare=False)

    def of(self, label: str) -> list[Stretch]:
        return [mark for mark in self.marks if mark[0] == label]

    def doc(self) -> Doc:
        return annotated(self.text, self.fields.get("date", DATE))


def strip(text: str) -> Marked:
    """Take the marks out of a text."""
    plain, marks, end = "", [], 0
    for match in MARK.finditer(text):
        plain += text[end : match.start()]
        marks.append((match[1], len(plain), match[2]))
        plain += match[2]
        end = match.end()
    return Marked(plain + text[end:], tuple(marks))


def texts(stem: str, *keys: str) -> list[pytest.param]:
    """Return the sentences for what holds of any sentence, declared gap or not."""
    return [pytest.param(*one.values, id=one.id) for one in cases(stem, *keys)]


def cases(stem: str, *keys: str) -> list[pytest.param]:
    """Return the marked sentences of a component as parameters; a declared gap that begins to work is noticed.

    Raises:
        ValueError: A case lacks name or text, has a key that the component does not read, or comes twice.
    """
    out, seen = {}, set()
    for entry in tomllib.loads((CASES / f"{stem}.toml").read_text(encoding="utf-8"))["case"]:
        where = f"components/{stem}.toml: {entry.get('name')}"
        if not {"name", "text"} <= entry.keys() <= {"name", "text", "xfail", *keys}:
            raise ValueError(f"{where}: has {sorted(entry)}")
        plain = strip(entry["text"])
        if entry["name"] in out or (plain.text, entry.get("date")) in seen:
            raise ValueError(f"{where}: listed twice")
        seen.add((plain.text, entry.get("date")))
        gap = pytest.mark.xfail(reason=entry["xfail"], strict=True) if "xfail" in entry else ()
        marked = Marked(plain.text, plain.marks, entry)
        out[entry["name"]] = pytest.param(marked, id=entry["name"], marks=gap)
    return list(out.values())


@cache
def annotated(text: str, date: str | None = DATE) -> Doc:
    """Return a text with what all components found; the pipeline is loaded once."""
    return pipeline.annotate(Article(id="case", text=text, lang="fr", date=date), pipeline.build())


def stretch(label: str, doc: Doc, first: int, last: int) -> Stretch:
    """Return tokens first to last, both included, as a mark writes them."""
    start, end = doc[first].idx, doc[last].idx + len(doc[last])
    return label, start, doc._.article.text[start:end]
