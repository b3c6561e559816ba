"""The texts from which the reader has learnt: well formed, evidenced, and no real person's or outlet's words."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from dementi.records import ConceptKind, Kind, SourceKind, Stance
from dementi.terms import concepts

FOLDER = Path(__file__).parents[1] / "scripts" / "reader"
FILES = sorted(FOLDER.glob("*.jsonl"))
FIELDS = 11
HOMONYMS = {"Guardian", "Pavel", "Gabriel", "Fars"}  # a drone, first names, a province


def lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def names(kind: ConceptKind) -> re.Pattern[str]:
    forms = {form.text for c in concepts().values() if c.kind is kind for form in c.forms if form.text[0].isupper()}
    return re.compile(rf"\b({'|'.join(sorted(map(re.escape, forms - HOMONYMS), key=len, reverse=True))})\b")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_row_stands_in_its_text(path):
    classes = {concept.item_class for concept in concepts().values() if concept.item_class}
    for text in lines(path):
        assert text.keys() == {"id", "date", "text", "rows"} and text["text"]
        for row in text["rows"]:
            assert len(row) == FIELDS, text["id"]
            source, words, source_kind, _, stance, kind, supplier, recipient, item, evidence, certain = row
            assert source and evidence and evidence in text["text"], text["id"]
            assert words is None or words in text["text"], (text["id"], words)
            assert SourceKind(source_kind) and Stance(stance) and Kind(kind) and item in classes and certain in (0, 1)
            assert supplier or recipient, text["id"]


def test_a_text_stands_once_and_what_is_left_out_is_learnt_nowhere():
    found = [(text["id"], text["text"]) for path in FILES for text in lines(path)]
    assert len(found) > 2000
    assert len({name for name, _ in found}) == len({text for _, text in found}) == len(found)


@pytest.mark.parametrize("kind", [ConceptKind.PERSON, ConceptKind.MEDIA])
def test_nobody_real_is_made_to_speak(kind):
    wanted = names(kind)
    named = {(text["id"], word) for path in FILES for text in lines(path) for word in wanted.findall(text["text"])}
    assert not named
