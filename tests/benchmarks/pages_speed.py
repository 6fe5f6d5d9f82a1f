"""Renews docs/pages-speed.md: `make pages-speed`, or `python tests/benchmarks/pages_speed.py --help`.

Measures in Chromium, as a reader's browser does: when a page first shows something, and when the largest part of it
shows (W3C Paint Timing, Largest Contentful Paint), from an empty cache.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from many_times import multiply
from pages_list import OWN, Page
from pages_look import FLAGS
from pages_sites import Site, serve
from pages_stores import build
from playwright.sync_api import Browser, sync_playwright

from graph_api.store import EmbeddedStore

ROOT = Path(__file__).parents[2]
RUNS = 3
COPIES = 12
"""So many times the five real plans make sixty."""
FIRST, LARGEST = 1000, 2000
"""Milliseconds that a page may take (issue 6)."""
PAINTED = """() => new Promise((done) => {
  const found = { first: 0, largest: 0 };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (entry.name === "first-contentful-paint") found.first = entry.startTime;
  }).observe({ type: "paint", buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) found.largest = entry.startTime;
  }).observe({ type: "largest-contentful-paint", buffered: true });
  const wait = () => setTimeout(() => found.first && found.largest ? done(found) : wait(), 300);
  wait();
})"""
PAGE = """\
# How soon pages show

Made by `make pages-speed`; no figure is typed by hand. In {browser}, on {machine}, from an empty cache each time.
'First' is the first contentful paint, 'largest' the largest contentful paint, both in ms: the median of {runs} visits.
'Once' is the first contentful paint of the very first visit to a page after the service said that its pages are ready. Sixty plans are the {plans} plans {copies} times over under other names ([many_times.py](../tests/pages/many_times.py)).

A page may take {first:,} ms to its first and {largest:,} ms to its largest paint, and 300 kB of html: {verdict}

| page | first, {plans} | largest, {plans} | once, {plans} | kB, {plans} | first, {many} | largest, {many} | once, {many} | kB, {many} |
|---|--:|--:|--:|--:|--:|--:|--:|--:|
{rows}
"""


@dataclass(frozen=True)
class Measured:
    """A page over a store."""

    first: float
    """Milliseconds, as the two that follow."""
    largest: float
    once: float
    kilobytes: float

    @property
    def quick(self) -> bool:
        """Whether it shows soon enough and is small."""
        return self.first < FIRST and self.largest < LARGEST and self.kilobytes < 300

    def cells(self) -> str:
        """Its part of a line of the table."""
        return f"{self.first:,.0f} | {self.largest:,.0f} | {self.once:,.0f} | {self.kilobytes:,.0f}"


def measure(browser: Browser, site: Site, page: Page, runs: int) -> Measured:
    """Visit a page once more than is counted: the first visit is told apart."""
    visits = [_visit(browser, site.address(page)) for _ in range(runs + 1)]
    once, *later = visits
    return Measured(
        first=statistics.median(visit[0] for visit in later),
        largest=statistics.median(visit[1] for visit in later),
        once=once[0],
        kilobytes=once[2] / 1000,
    )


def _visit(browser: Browser, address: str) -> tuple[float, float, int]:
    """Milliseconds to the first and the largest paint, and bytes of html."""
    with browser.new_context(viewport={"width": 1280, "height": 900}, locale="nl-NL") as context:
        tab = context.new_page()
        response = tab.goto(address, wait_until="load")
        assert response is not None
        painted = tab.evaluate(PAINTED)
        return painted["first"], painted["largest"], len(response.body())


def _until_ready(log: Path, before: int) -> None:
    """Wait until the service has prepared its pages, as it does after each start (graph_api/warm.py).

    Args:
        log: of the service.
        before: bytes of it that are of earlier starts.
    """
    for _ in range(600):
        if b"are ready after" in log.read_bytes()[before:]:
            return
        time.sleep(0.5)
    sys.exit(f"the service was not ready within five minutes: {log}")


def stores(arguments: argparse.Namespace, folder: Path) -> Iterator[Path]:
    """The store of the real plans, and that with many times more; those that are given are not built."""
    few = arguments.store
    if few is None:
        few = folder / "few"
        build(sorted(arguments.plans.glob("*.txt")), few)
    yield few
    many = arguments.many
    if many is None:
        many = folder / "many"
        multiply(EmbeddedStore(few), many, plans=COPIES)
    yield many


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plans", type=Path, default=ROOT.parent / "shared" / "plans", help="folder of real plans")
    parser.add_argument("--store", type=Path, help="a store of these plans, where there is one")
    parser.add_argument("--many", type=Path, help="a store of them twelve times over, where there is one")
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "pages-speed.md")
    parser.add_argument("--runs", type=int, default=RUNS, help="visits of which the median is taken")
    arguments = parser.parse_args()
    chromium = shutil.which("chromium") or sys.exit("Chromium is not there: apt-get install chromium")
    table: dict[str, list[Measured]] = {page.name: [] for page in OWN}
    plans = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        version = f"Chromium {browser.version}"
        for store in stores(arguments, Path(folder)):
            log = store.parent / "service.log"
            before = log.stat().st_size if log.exists() else 0
            with serve("measured", store) as site:
                _until_ready(log, before)
                plans.append(site.client.get("/health").json()["plans"])
                for page in OWN:
                    table[page.name].append(measure(browser, site, page, arguments.runs))
                    print(plans[-1], page.name, table[page.name][-1].cells(), flush=True)
        browser.close()
    slow = [name for name, found in table.items() if not all(one.quick for one in found)]
    text = PAGE.format(
        browser=version,
        machine=f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
        runs=arguments.runs,
        plans=plans[0],
        many=plans[1],
        copies=COPIES,
        first=FIRST,
        largest=LARGEST,
        verdict="all pages do." if not slow else f"all do but {', '.join(slow)}.",
        rows="\n".join(f"| {name} | {' | '.join(one.cells() for one in found)} |" for name, found in table.items()),
    )
    arguments.output.write_text(text, encoding="utf-8")
    print(f"{arguments.output} is written.")


if __name__ == "__main__":
    main()
