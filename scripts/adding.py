"""What it takes to add a hundred articles to a small graph and to a large one; ``bench_store.py --adding`` runs it.

Graphs are those that ``dementi build`` makes, in generations on the disk, of the articles of ``invented.py``. The same
hundred articles come to both. Compared is processor time, the median of several additions, since other work on the
machine hardly disturbs it. What extraction adds to that, which is the same for both, is measured on as many texts.
"""

from __future__ import annotations

import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar
from unittest import mock

import invented
from dementi import pipeline, workspace
from dementi.annotated import Annotated
from dementi.articles import Article
from dementi.generations import writing
from dementi.provenance import extraction

SMALL, LARGE, BATCH = 100, 10_000, 100  # articles
MOST_TIMES = 2.0  # as long may it take to add to the large graph

Made = TypeVar("Made")


def measured(runs: int) -> bool:
    """Print what adding takes, and return whether the limit is kept."""
    batch = [annotated(number) for number in range(LARGE, LARGE + BATCH)]
    took = {}
    # A large graph has no pages written at each change: a small one is to have no such excuse for its time.
    with tempfile.TemporaryDirectory() as folder, mock.patch.object(workspace, "DRAWN", -1):
        for size in (SMALL, LARGE):
            place = Path(folder) / str(size)
            with writing(place) as writer:
                workspace.build(writer, map(annotated, range(size)))
            took[size] = added(place, batch, runs)
            cpu, wall, compared = took[size]
            print(f"{BATCH} to {size:>6,} articles: {cpu:.2f} s of processor, {wall:.2f} s, {compared:,} comparisons")
    small, large = took[SMALL][0], took[LARGE][0]
    print(f"graph part alone: {large / small:.2f} times as long")
    read, wall = extracted([one.article for one in batch])
    print(f"extraction of as many invented texts: {read:.2f} s of processor, {wall:.2f} s")
    times = (read + large) / (read + small)
    kept = times <= MOST_TIMES
    print(f"with extraction: {times:.2f} times as long, limit {MOST_TIMES:g}: {'PASS' if kept else 'FAIL'}")
    return kept


def annotated(number: int) -> Annotated:
    """Return an invented article with its statements."""
    return Annotated(*invented.article(number), extraction())


def added(place: Path, batch: list[Annotated], runs: int) -> tuple[float, float, int]:
    """Add articles to a graph as it is, several times; return the medians of seconds, and the comparisons."""
    cpu, wall, compared = [], [], 0
    for run in range(runs + 1):
        copy = place.with_name(f"{place.name}-{run}")
        shutil.copytree(place, copy, copy_function=os.link)  # nothing writes to what is published
        busy, seconds, done = clocked(lambda copy=copy: add(copy, batch))
        compared = done.compared
        shutil.rmtree(copy)
        if run:  # the first fills the caches
            cpu.append(busy)
            wall.append(seconds)
    return statistics.median(cpu), statistics.median(wall), compared


def add(place: Path, batch: list[Annotated]) -> workspace.Done:
    """Publish a generation with these articles more."""
    with writing(place) as writer:
        return workspace.update(writer, batch)


def extracted(articles: list[Article]) -> tuple[float, float]:
    """Return the seconds of processor, and of the clock, that it takes to find statements in texts."""
    nlp = pipeline.build()
    return clocked(lambda: [pipeline.annotate(one, nlp) for one in articles])[:2]


def clocked(work: Callable[[], Made]) -> tuple[float, float, Made]:
    """Return the seconds of processor and of the clock that some work takes, and what it gives."""
    start, began = time.perf_counter(), time.process_time()
    made = work()
    return time.process_time() - began, time.perf_counter() - start, made
