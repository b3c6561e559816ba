"""Measure the network page in a browser: how soon it can be used, how long a repaint takes, how large it is.

    python scripts/bench_view.py [--nodes N …] [--statements N] [--site N …] [--runs N] [--without-pyvis]

The statements are those of ``invented.py``. Beside our page stands what pyvis writes of the same nodes and edges by
itself, physics and all, in the same browser; what it would load from elsewhere is refused. Ours can be used once it is
drawn for the first time; pyvis's is steady once its physics has come to rest. Times are the best of the runs, since
other work on the machine only ever adds to them. Before that, all pages of a graph are written, those of claims, actors
and articles too: that is measured in processor time. Needs Playwright and a Chromium, as the browser tests do. Exit
code 1 where a limit is not kept.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any
from unittest import mock

from playwright.sync_api import Browser, sync_playwright
from pyoxigraph import Quad, Store

import invented
from adding import annotated
from dementi import presentation, rdf, store, views, workspace
from dementi.generations import published, writing
from dementi.store import Row

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
MOST_SITE = 8.0  # seconds of processor for all pages of a thousand statements
MEGABYTE = 1_000_000  # bytes
MOST, MOST_NODES = 1.5, 3_000  # seconds until the page can be used, with as many nodes
MOST_LARGE = 3.0  # seconds with all the statements
LEAST_TIMES, LEAST_TIMES_NODES = 10, 300  # times as quick as pyvis to a steady picture, with as many nodes
PATIENCE = 90  # seconds for pyvis to come to rest
BATCH = 200_000  # quads asked at once
REPAINT = """network => {
    const took = Array.from({ length: 7 }, () => {
        const start = performance.now();
        network.redraw();
        return performance.now() - start;
    });
    return took.sort((a, b) => a - b)[3];
}"""


def statements(enough: Callable[[set[str], int], bool]) -> Iterator[Row]:
    """Yield the rows of the network of as many articles as are enough, by things met or by statements."""
    rows: list[Row] = []
    quads: list[Quad] = []
    things, said = set[str](), 0
    for number in count():
        article, found = invented.article(number)
        met = {iri for one in found for iri in (rdf.source_iri(one), rdf.claim_iri(one.claim))}
        if enough(things | met, said + len(found)):
            break
        things |= met
        said += len(found)
        quads.extend(rdf.article_quads(article, found))
        if len(quads) > BATCH:
            rows += asked(quads)
            quads = []
    rows += asked(quads)
    yield from rows
    # The rules are left out: they take minutes. What is both asserted and denied is contested, as they nearly say.
    taken = [{row["precise"] for row in rows if row["stance"] == stance} for stance in ("asserts", "denies")]
    for claim in sorted(map(str, taken[0] & taken[1])):
        yield dict.fromkeys(rows[0]) | {"contested": claim, "denied": claim}


def asked(quads: list[Quad]) -> list[Row]:
    """Return the rows of some articles, which are the same as in the graph of all; of a few they come much sooner."""
    kept = Store()
    kept.bulk_extend(quads)
    return store.ask(kept, views.NETWORK_QUERY.read_text(encoding="utf-8"), {"lang": "fr"})


def site(folder: Path, enough: int) -> bool:
    """Print what it takes to write all pages of a graph of so many statements; return whether the limit is kept."""
    said, found = 0, []
    for number in count():
        if said >= enough:
            break
        found.append(annotated(number))
        said += len(found[-1].statements)
    with mock.patch.object(workspace, "DRAWN", -1), writing(folder / "graph") as writer:
        workspace.build(writer, found)
    ask = partial(store.ask, store.open_store(folder / "graph"))
    start = time.process_time()
    pages = presentation.write(folder / "site", views.pages(ask, workspace.texts_of(published(folder / "graph"))))
    took = time.process_time() - start
    kept = took <= MOST_SITE * max(said, 1_000) / 1_000
    print(f"all pages of {said:,} statements: {pages:,} in {took:.1f} s of processor{'' if kept else ', too many'}")
    return kept


def plain_pyvis(nodes: list[dict[str, Any]], edges: list[dict[str, Any]]) -> str:
    """Return what pyvis writes of nodes and edges by itself."""
    from pyvis.network import Network

    net = Network(directed=True, cdn_resources="in_line")
    for node in nodes:
        net.add_node(node["id"], label=node["label"])
    for edge in edges:
        net.add_edge(edge["from"], edge["to"])
    page: str = net.generate_html()
    return page


@dataclass
class Took:
    """What a page took.

    Attributes:
        seconds: Until it was steady; None if that took too long.
        cpu: Seconds of processor time of its thread until then, which other work on the machine hardly disturbs.
        repaint: Milliseconds.
        drawn: Nodes and edges of our page.
    """

    seconds: float | None = None
    cpu: float = 0.0
    repaint: float = 0.0
    drawn: tuple[list[dict[str, Any]], list[dict[str, Any]]] = field(default_factory=lambda: ([], []))


def opened(browser: Browser, path: Path, steady: str, network: str, runs: int) -> Took:
    """Return what a page takes, in the best of some runs.

    Args:
        browser: In which.
        path: Of the page.
        steady: JavaScript that gives the milliseconds from the start until then, 0 before.
        network: JavaScript that gives what vis-network draws with.
        runs: How often; the best counts.
    """
    best = Took()
    for _ in range(runs):
        tab = browser.new_page(viewport={"width": 1400, "height": 900})
        tab.route("http*://**", lambda route: route.abort())
        metrics = tab.context.new_cdp_session(tab)
        metrics.send("Performance.enable", {"timeDomain": "threadTicks"})
        tab.goto(path.as_uri(), wait_until="commit")
        # Asked again and again from here: the policy of our page lets no script wait in it.
        until = time.monotonic() + PATIENCE
        while not (took := tab.evaluate(steady)) and time.monotonic() < until:
            tab.wait_for_timeout(100)
        if took and took / 1000 < (best.seconds or PATIENCE):
            found = {one["name"]: one["value"] for one in metrics.send("Performance.getMetrics")["metrics"]}
            drawn = tab.evaluate("globalThis.dementi ? [dementi.shown().nodes, dementi.shown().edges] : [[], []]")
            best = Took(took / 1000, found["TaskDuration"], tab.evaluate(f"({REPAINT})({network})"), drawn)
        tab.close()
    return best


OURS = "performance.getEntriesByName('drawn')[0]?.startTime ?? 0"
# pyvis has its drawing in a global variable; the moment at which it comes to rest is noted by a listener of ours.
PYVIS = """(() => {
    if (typeof network === "undefined" || !network) return 0;
    if (!globalThis.waiting) {
        globalThis.waiting = true;
        network.once("stabilized", () => performance.mark("steady"));
    }
    return performance.getEntriesByName("steady")[0]?.startTime ?? 0;
})()"""


def main() -> None:
    """Print what each page takes, and exit with 1 where that is too much."""
    parser = argparse.ArgumentParser(description="Measure the network page in a browser.")
    parser.add_argument("--nodes", type=int, nargs="*", default=[100, 300, 1_000, 3_000], metavar="N")
    parser.add_argument("--statements", type=int, default=100_000, metavar="N", help="of the large page; 0 for none")
    parser.add_argument("--site", type=int, nargs="*", default=[1_000, 10_000], metavar="N", help="statements of sites")
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="how often each page of ours is opened")
    parser.add_argument("--without-pyvis", action="store_true", help="measure our page alone")
    options = parser.parse_args()
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not browser:
        parser.error(f"none of {', '.join(BROWSERS)} is installed")
    kept = []
    for enough in options.site:
        with tempfile.TemporaryDirectory() as folder:
            kept.append(site(Path(folder), enough))
    print(f"{'':24}{'nodes':>7}{'edges':>7}{'MB':>7}{'usable s':>10}{'cpu s':>8}{'repaint ms':>12}")
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as driver,
        driver.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-dev-shm-usage"]) as chromium,
    ):
        kept += [measured(chromium, Path(folder), nodes, options) for nodes in options.nodes]
        if options.statements:
            rows = statements(lambda _, said: said > options.statements)
            large = f"{options.statements:,} statements"
            kept.append(reported(chromium, Path(folder), large, rows, MOST_LARGE, options)[0])
    sys.exit(0 if all(kept) else 1)


def measured(chromium: Browser, folder: Path, nodes: int, options: argparse.Namespace) -> bool:
    """Print what a page with so many nodes takes, and one by pyvis beside it; return whether the limits are kept."""
    rows = statements(lambda things, _: len(things) > nodes)
    limit = MOST if nodes <= MOST_NODES else None
    good, took = reported(chromium, folder, "ours", rows, limit, options)
    if options.without_pyvis:
        return good
    page = folder / "pyvis.html"
    page.write_text(plain_pyvis(*took.drawn), encoding="utf-8")
    theirs = opened(chromium, page, PYVIS, "network", 1)
    theirs.drawn = took.drawn
    times = (theirs.seconds or PATIENCE) / (took.seconds or PATIENCE)
    enough = nodes != LEAST_TIMES_NODES or times >= LEAST_TIMES
    line("  pyvis, physics", page, theirs, f"{times:.0f} times as long{'' if enough else f', less than {LEAST_TIMES}'}")
    return good and enough


def reported(
    chromium: Browser, folder: Path, name: str, rows: Iterator[Row], limit: float | None, options: argparse.Namespace
) -> tuple[bool, Took]:
    """Print what our page of some rows takes; return whether the limit is kept, and what it took."""
    page = folder / "ours.html"
    page.write_text(views.network(rows), encoding="utf-8", newline="")
    took = opened(chromium, page, OURS, "dementi.network", options.runs)
    good = took.seconds is not None and (limit is None or took.seconds <= limit)
    line(name, page, took, f"limit {limit} s{'' if good else ' not kept'}" if limit else "")
    return good, took


def line(name: str, page: Path, took: Took, remark: str) -> None:
    """Print what a page took."""
    nodes, edges = map(len, took.drawn)
    seconds = f"{took.seconds:10.2f}" if took.seconds else f"{f'> {PATIENCE}':>10}"
    size = page.stat().st_size / MEGABYTE
    print(f"{name:24}{nodes:7,}{edges:7,}{size:7.2f}{seconds}{took.cpu:8.2f}{took.repaint:12.0f}  {remark}", flush=True)


if __name__ == "__main__":
    main()
