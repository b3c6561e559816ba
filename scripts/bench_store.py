"""Measure the graph at size: how quickly it is loaded, what it takes, and how long every shipped question waits.

    python scripts/bench_store.py --quads N [--cache FOLDER] [--runs N] [--without-rdflib]
    python scripts/bench_store.py --adding [--runs N]

With ``--adding``, it is measured instead what it takes to add articles to a small graph and to a large one.
The articles are those of ``invented.py``, and their graph is built as ``dementi build`` builds it. What is made is kept
in the cache folder as N-Quads for the next time; other code or another ontology of the triples makes another file.
Our store lies on disk and is opened read-only; up to a million quads the same questions are put to rdflib's memory
store. Each question is asked as ``dementi query`` asks it, guard and rows as Python included: on the whole graph, then
with each parameter filled in turn, by a usual actor or claim, the 20th in the order of statements, and below that, not
compared, by the one with most statements. Every stage runs in a process of its own, so that its memory is its own. Exit
code 1 where a limit is not kept.
"""

from __future__ import annotations

import argparse
import hashlib
import multiprocessing
import resource
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import count, cycle
from pathlib import Path
from typing import Any, TypeVar

import adding
import dementi
import invented
from dementi import reviews, store, workspace
from dementi.annotated import Annotated
from dementi.generations import writing
from dementi.provenance import extraction
from dementi.revision import statement_id
from dementi.terms import ONTOLOGY, PREFIXES

MEGABYTE = 1_000_000  # bytes
PATIENCE = 20.0  # seconds for a question to rdflib
RDFLIB_UP_TO = 1_000_000  # quads
MOST_WHOLE, MOST_ONE = 0.7, 0.05  # seconds at a million quads: a question on the whole graph, and on one thing in it
MOST_LARGE = 3.0  # seconds beyond
LEAST_TIMES, LEAST_TIMES_MEDIAN = 3, 10  # times as quick as rdflib: each question, and their median
LEAST_LOADED = 50_000  # quads a second
QUADS_OF_ONE, DECIDED = 250, 50  # rather more than an article has; of so many articles, one has a decision
# Modules that say what is in the graph.
MAKERS = """records terms iris vocabulary rdf provenance annotated refinement positions said derived contest attestation
    turns meeting syndication exchange ledger reviews revision reviewed workspace""".split()
NEEDED = "needed"  # ends the description of a parameter that cannot be left out
# What is put in for a parameter, and whether the limit that then holds is that of a question on one thing.
FILLED = {"actor": ("actor", True), "article": ("article", True), "about": ("claim", False)}
ONLY = {  # questions for which it is something else
    "evidence": {"actor": ("actor", True), "about": ("claim", True)},
    "relays": {"actor": ("outlet", True)},
    "unanswered": {"actor": ("party", True)},
}
THINGS = {
    "actor": """SELECT (STR(?label) AS ?thing) (STR(?source) AS ?iri) (COUNT(?statement) AS ?n) WHERE {
        ?statement dem:source ?source . ?source skos:prefLabel ?label . FILTER(LANG(?label) = "en")
        FILTER(!CONTAINS(STR(?source), "#")) } GROUP BY ?source ?label ORDER BY DESC(?n) ?label LIMIT 20""",
    "outlet": """SELECT (STR(?label) AS ?thing) (STR(?outlet) AS ?iri) (COUNT(?statement) AS ?n) WHERE {
        ?statement dem:via/dem:relay ?outlet . ?outlet skos:prefLabel ?label . FILTER(LANG(?label) = "en") }
        GROUP BY ?outlet ?label ORDER BY DESC(?n) ?label LIMIT 20""",
    "party": """SELECT (STR(?label) AS ?thing) (STR(?party) AS ?iri) (COUNT(?statement) AS ?n) WHERE {
        ?statement dem:about/dem:supplier ?party . ?party skos:prefLabel ?label . FILTER(LANG(?label) = "en") }
        GROUP BY ?party ?label ORDER BY DESC(?n) ?label LIMIT 20""",
    "claim": """SELECT ?thing (STR(?thing) AS ?iri) (COUNT(?denial) AS ?n) WHERE {
        ?denial dem:about ?thing ; dem:stance dem:Denial }
        GROUP BY ?thing ORDER BY DESC(?n) ?thing LIMIT 20""",
    "article": """SELECT ?thing (STR(?article) AS ?iri) (COUNT(?statement) AS ?n) WHERE {
        GRAPH ?g { ?article dct:identifier ?thing . ?statement a dem:Statement } }
        GROUP BY ?thing ?article ORDER BY DESC(?n) ?thing LIMIT 20""",
}

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its parameters.

    Attributes:
        name: The question.
        things: By parameter, what is put in: as a user names it, and its IRI.
        limit: The most seconds it may take.
        compared: It is put to rdflib too.
    """

    name: str
    things: dict[str, tuple[str, str]]
    limit: float
    compared: bool = True

    def params(self, which: int) -> dict[str, str]:
        """Return the parameters with names (0) or IRIs (1)."""
        return {param: thing[which] for param, thing in self.things.items()}


@dataclass(frozen=True, slots=True)
class Took:
    """What a question took.

    Attributes:
        rows: How many it gives.
        first: Seconds the first time.
        median: Seconds in the median of all times; None where it was given up.
        cpu: Seconds of processor time in the median, which other work on the machine hardly disturbs.
    """

    rows: int
    first: float
    median: float | None
    cpu: float = 0.0


def apart(work: Callable[..., Made], *given: object) -> tuple[Made, float]:
    """Return what some work gives in a process of its own, and the most memory that this one held, in megabytes."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(work, *given).result(), pool.submit(peak).result()


def peak() -> float:
    """Return the most memory that this process has held so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MEGABYTE


def timed(work: Callable[[], Made]) -> tuple[Made, float]:
    """Return what some work gives and the seconds that it takes."""
    start = time.perf_counter()
    made = work()
    return made, time.perf_counter() - start


def corpus(quads: int, cache: Path) -> Path:
    """Return the N-Quads of a corpus, made unless they are in the cache."""
    package = Path(dementi.__file__).parent
    sources = [
        *(package / f"{name}.py" for name in MAKERS),
        *sorted(ONTOLOGY.glob("*.ttl")),
        Path(invented.__file__),
        Path(__file__),
    ]
    version = hashlib.sha256(b"\0".join(source.read_bytes() for source in sources)).hexdigest()[:12]
    path = cache / f"{quads}-{version}.nq"
    if not path.exists():
        cache.mkdir(parents=True, exist_ok=True)
        (articles, compared), seconds = timed(lambda: apart(make, quads, path)[0])
        print(f"made {articles:,} articles in {seconds:.0f} s, {compared:,} comparisons")
    return path


def make(quads: int, path: Path) -> tuple[int, int]:
    """Build the graph of as many articles as have so many quads by themselves, and keep its N-Quads.

    Returns:
        How many articles they are, and how many candidate comparisons were made.
    """
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        place = Path(folder) / "graph"
        with writing(place) as writer:
            reviews.append(place, decided(quads))
            done = workspace.build(writer, enough(quads))
        (place / workspace.QUADS).resolve().rename(path)
    assert done
    return done.counts.articles, done.compared


def enough(quads: int) -> Iterator[Annotated]:
    """Yield invented articles until they have so many quads by themselves."""
    made_by, numbers = extraction(), count()
    while quads > 0:
        one = Annotated(*invented.article(next(numbers)), made_by)
        quads -= sum(1 for _ in one.quads())
        yield one


def decided(quads: int) -> Iterator[reviews.Decision]:
    """Yield decisions on the first statement of some articles, accepted and rejected in turn."""
    verdicts = cycle((reviews.Verdict.ACCEPT, reviews.Verdict.REJECT))
    for number in range(0, quads // QUADS_OF_ONE, DECIDED):
        article, (first, *_) = invented.article(number)
        yield reviews.Decision(
            article.id, article.hash, statement_id(first), next(verdicts), "Relecture", "2026-11-01T09:00:00Z"
        )


def load(quads: Path, place: Path) -> float:
    """Make the store of an N-Quads file and return the seconds."""
    return timed(lambda: store.create(place, quads))[1]


def things(place: Path) -> list[dict[str, tuple[str, str]]]:
    """Return a usual one of what is put in for parameters, and the most frequent: as a user names it, and its IRI."""
    opened = store.open_store(place)
    rows = {name: store.ask(opened, query) for name, query in THINGS.items()}
    return [{name: (str(found[at]["thing"]), str(found[at]["iri"])) for name, found in rows.items()} for at in (-1, 0)]


def asked(quads: int, usual: dict[str, tuple[str, str]], busiest: dict[str, tuple[str, str]]) -> Iterator[Asked]:
    """Yield every shipped question: as it is, and with each parameter filled in turn, the busiest last."""
    whole, one = (MOST_WHOLE, MOST_ONE) if quads <= RDFLIB_UP_TO else (MOST_LARGE, MOST_LARGE)
    for name, (_, path) in store.questions().items():
        known = store.parameters(path.read_text(encoding="utf-8"))
        filled = {param: what for param, what in (FILLED | ONLY.get(name, {})).items() if param in known}
        needed = {param: what for param, what in filled.items() if known[param].endswith(NEEDED)}
        for variant in [needed] if needed else [{}, *({param: what} for param, what in filled.items())]:
            limit = one if any(narrow for _, narrow in variant.values()) else whole
            yield Asked(name, {param: usual[thing] for param, (thing, _) in variant.items()}, limit)
            if variant:
                yield Asked(name, {param: busiest[thing] for param, (thing, _) in variant.items()}, whole, False)


def ours(place: Path, questions: list[Asked], runs: int) -> list[Took]:
    """Put the questions to our store, so many times each."""
    opened = store.open_store(place)
    return [measured(lambda one=one: store.ask(opened, one.name, one.params(0)), runs) for one in questions]


def rdflibs(quads: Path, questions: list[Asked], runs: int) -> list[Took]:
    """Put the questions to rdflib's memory store; what takes longer than ``PATIENCE`` is given up."""
    from rdflib import Dataset

    dataset: Any = Dataset(default_union=True)
    dataset.parse(quads, format="nquads")
    return [
        measured(
            lambda one=one: list(dataset.query(store.prepared(one.name, one.params(1)), initNs=PREFIXES)),
            runs,
            PATIENCE,
        )
        for one in questions
    ]


def _give_up(*_: object) -> None:
    raise TimeoutError


def measured(question: Callable[[], list[Any]], runs: int, patience: float = 0) -> Took:
    """Ask a question some times, fewer if it is slow; with ``patience`` seconds, give up once that is over."""
    took: list[float] = []
    busy: list[float] = []
    rows: list[Any] = []
    before = signal.signal(signal.SIGALRM, _give_up)
    try:
        while len(took) < runs and sum(took) < 2 * MOST_LARGE:
            signal.setitimer(signal.ITIMER_REAL, patience)
            began = time.process_time()
            rows, seconds = timed(question)
            took.append(seconds)
            busy.append(time.process_time() - began)
    except TimeoutError:
        return Took(0, PATIENCE, None)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    return Took(len(rows), took[0], statistics.median(took), statistics.median(busy))


def report(questions: list[Asked], our: list[Took], their: list[Took]) -> bool:
    """Print what each question took beside its limits, and return whether all are kept."""
    good, ratios = True, []
    print(
        f"\n{'question':28}{'rows':>8}{'first ms':>10}{'ms':>9}{'cpu ms':>9}{'limit':>7}{'rdflib ms':>11}{'times':>8}"
    )
    theirs = iter(their)
    for one, took in zip(questions, our, strict=True):
        faults = [] if took.median is not None and took.median <= one.limit else ["TOO SLOW"]
        faults += [] if took.rows or one.things else ["NO ROWS"]
        line = f"{one.name:28}{took.rows:>8,}{_ms(took.first):>10}{_ms(took.median):>9}{_ms(took.cpu):>9}"
        line += f"{_ms(one.limit):>7}"
        rival = next(theirs, None) if one.compared else None
        if rival and took.median:
            ratios.append((rival.median or PATIENCE) / took.median)
            faults += [] if ratios[-1] >= LEAST_TIMES else [f"NOT {LEAST_TIMES} TIMES rdflib"]
            faults += [] if rival.median is None or rival.rows == took.rows else [f"rdflib HAS {rival.rows} ROWS"]
            line += f"{_ms(rival.median):>11}{ratios[-1]:>8.1f}"
        filled = " ".join(f"{name}={value}" for name, value in one.params(0).items())
        print(f"{line}  {'; '.join(faults) or 'ok'}{f'   {filled}' if filled else ''}")
        good &= not faults
    return (
        kept("times rdflib in the median", statistics.median(ratios), LEAST_TIMES_MEDIAN) and good if ratios else good
    )


def _ms(seconds: float | None) -> str:
    return f">{PATIENCE:.0f} s" if seconds is None else f"{1000 * seconds:,.1f}"


def kept(what: str, value: float, least: float) -> bool:
    """Print a figure beside the least it may be, and return whether it keeps it."""
    print(f"{what}: {value:,.1f}, limit ≥ {least:,}{'' if value >= least else '  NOT KEPT'}")
    return value >= least


def main() -> None:
    """Print load rate, memory, disk and latencies, and whether the limits hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quads", type=int, default=100_000, help="at least so many; 100000 if left out")
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "dementi-bench", help="for N-Quads")
    parser.add_argument("--runs", type=int, default=5, help="times that each question is asked")
    parser.add_argument("--without-rdflib", action="store_true", help="ask our store alone")
    parser.add_argument("--adding", action="store_true", help="measure what it takes to add articles, and no more")
    options = parser.parse_args()
    if options.adding:
        sys.exit(not adding.measured(options.runs))
    quads = corpus(options.quads, options.cache)
    with quads.open("rb") as lines:
        size = sum(1 for _ in lines)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "store"
        seconds, memory = apart(load, quads, place)
        disk = sum(file.stat().st_size for file in place.rglob("*") if file.is_file()) / MEGABYTE
        print(f"{size:,} quads, N-Quads {quads.stat().st_size / MEGABYTE:,.0f} MB, store {disk:,.0f} MB on disk")
        print(f"loading: {seconds:.1f} s, at most {memory:,.0f} MB of memory")
        good = kept("quads loaded a second", size / seconds, LEAST_LOADED)
        questions = list(asked(options.quads, *apart(things, place)[0]))
        our, memory = apart(ours, place, questions, options.runs)
        print(f"questions: at most {memory:,.0f} MB of memory")
    their: list[Took] = []
    if options.quads <= RDFLIB_UP_TO and not options.without_rdflib:
        their, memory = apart(rdflibs, quads, [one for one in questions if one.compared], options.runs)
        print(f"rdflib: at most {memory:,.0f} MB of memory")
    good &= report(questions, our, their)
    sys.exit(not good)


if __name__ == "__main__":
    main()
