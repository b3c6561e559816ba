"""Attributions as such, on real news and on sentences of treebanks drawn at random, against a reading by hand.

The treebanks are public, but not ours to carry: their folder is named by ``DEMENTI_TREEBANKS``, and without it only the
seed articles are measured.
"""

import os
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from conftest import ROOT
from dementi import articles, pipeline
from dementi.records import Article, SourceKind
from spans import annotated

GOLD = Path(__file__).parent / "gold" / "attributions.toml"
BANKS = ("fr_gsd-ud-test", "fr_sequoia-ud-test", "fr_pud-ud-test")
LEAST = 0.75
NOBODY = {SourceKind.ARTICLE, SourceKind.UNATTRIBUTED}


@dataclass(frozen=True)
class Row:
    """One attribution as the gold writes it."""

    sources: tuple[str, ...]
    cue: str
    optional: bool

    def is_met_by(self, attribution, doc):
        """Whether the word of the cue is among those found, and one of the source's words names the source found."""
        found = attribution.cue.exact.lower().split() if attribution.cue else []
        if self.cue.lower() not in [word.strip("«»\"'") for word in found] and self.cue.lower() not in " ".join(found):
            return False
        if attribution.source.kind in NOBODY and "-" in self.sources:
            return True
        named = f"{attribution.source.text.exact if attribution.source.text else ''} {attribution.source.name}".lower()
        pronoun = {source.lower().lstrip("-") for source in self.sources} & {"il", "elle", "ils", "lui", "qui"}
        spoken = bool(pronoun) and attribution.source.kind not in NOBODY
        return spoken or any(source.lower() in named for source in self.sources)


def row(text):
    sources, _, cue = text.lstrip("?").partition(" / ")
    return Row(tuple(sources.split("|")), cue, text.startswith("?"))


def sentences(folder):
    """The sentences of the treebanks by sent_id."""
    out = {}
    for bank in BANKS:
        at = ""
        for line in (Path(folder) / f"{bank}.conllu").read_text(encoding="utf-8").splitlines():
            if line.startswith("# sent_id"):
                at = line.partition("=")[2].strip()
            elif line.startswith("# text ="):
                out[at] = line.partition("=")[2].strip()
    return out


def compared(texts):
    """Counts of gold rows, rows found, and rows met, over (document, gold rows)."""
    counts, wrong = Counter(), []
    for doc, rows in texts:
        # what the article says itself (« je pense que ») is nobody's reported speech
        found = [a for a in doc._.attributions if not a.unsaid and a.source.kind is not SourceKind.ARTICLE]
        open_ = list(rows)
        for attribution in found:
            met = next((r for r in sorted(open_, key=lambda r: r.optional) if r.is_met_by(attribution, doc)), None)
            if met is None:
                optional = any(r.optional and r.cue.lower() in attribution.cue.exact.lower() for r in rows)
                counts["found"] += not optional
                wrong += [] if optional else [f"extra {attribution.source.name} / {attribution.cue.exact}"]
                continue
            open_.remove(met)
            if not met.optional:
                counts.update(found=1, met=1)
        counts["gold"] += sum(not r.optional for r in rows)
        wrong += [f"missing {'|'.join(r.sources)} / {r.cue}" for r in open_ if not r.optional]
    precision, recall = counts["met"] / counts["found"], counts["met"] / counts["gold"]
    return 2 * precision * recall / (precision + recall), counts, wrong


@pytest.fixture(scope="module")
def gold():
    return tomllib.loads(GOLD.read_text(encoding="utf-8"))


def test_who_says_what_in_the_seeds(gold):
    found = {article.id: article for article in articles.read([ROOT / "seeds"]) if isinstance(article, Article)}
    texts = [(one["article"], one["rows"]) for one in gold["text"] if "article" in one]
    assert {name for name, _ in texts} == set(found)
    score, counts, wrong = compared(
        (pipeline.annotate(found[name], pipeline.build()), list(map(row, rows))) for name, rows in texts
    )
    assert score >= LEAST, (score, counts, wrong)


def test_who_says_what_in_sentences_of_treebanks(gold):
    folder = os.environ.get("DEMENTI_TREEBANKS")
    if not folder:
        pytest.skip("DEMENTI_TREEBANKS names no folder of treebanks")
    known = sentences(folder)
    texts = [(one["sentence"], one["rows"]) for one in gold["text"] if "sentence" in one]
    texts += [(name, []) for one in gold["silent"] for name in one["sentences"]]
    score, counts, wrong = compared((annotated(known[name]), list(map(row, rows))) for name, rows in texts)
    assert score >= LEAST, (score, counts, wrong)
