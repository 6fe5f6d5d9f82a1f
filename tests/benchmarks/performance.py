"""Measures the query service beside two others over the same graph, and writes docs/performance.md: `make performance`."""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from importlib.metadata import version
from pathlib import Path

import pyoxigraph
from endpoints import oxigraph_server, rdflib_endpoint
from heavy import Heavy, Streaming, beside_heavy_queries, streaming
from load import CLIENTS, Load, digest, load
from service_process import service

import queries
from graph_api.store import EmbeddedStore
from ontology import BASE, PREFIXES

ROOT = Path(__file__).parents[2]

ROUNDS = 3
LIMIT = 5
"""Seconds that a heavy query may take in the measurement of heavy queries."""


def main() -> None:
    """Measure, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", type=Path, help="store to measure on; without, the plans are read first")
    parser.add_argument("--seconds", type=float, default=60, help="how long each service is asked, in three rounds")
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "performance.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = options.store or _built(Path(folder))
        with EmbeddedStore(store).read() as snapshot:
            loads = _side_by_side(store, snapshot.database, options.seconds, Path(folder))
            heavy, stream = beside_heavy_queries(store, LIMIT), streaming(store)
            page = _page(snapshot.info.statements, options.seconds, loads, heavy, stream)
    options.output.write_text(page, encoding="utf-8")
    print(page)


def _built(folder: Path) -> Path:
    """A store with the real plans where they are, else with the examples."""
    real = ROOT.parent / "shared" / "plans"
    plans = real if real.is_dir() else ROOT / "docs" / "examples" / "plans"
    command = [sys.executable, "-m", "graph_api", "build", str(plans), "--store", str(folder / "store")]
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return folder / "store"


def _side_by_side(store: Path, database: Path, seconds: float, folder: Path) -> dict[str, Load]:
    """The same questions to each service; the fast ones by turns, so that what else the machine does hits all alike."""
    asked = {query.name: query.filled({}) for query in queries.all(BASE)}
    right = _right_answers(database, asked)
    loads = {name: Load() for name in ("Regiograaf, remembering nothing", "oxigraph server", "Regiograaf")}
    with ExitStack() as stack:
        plain = stack.enter_context(service(store, cache_bytes=0))
        other = stack.enter_context(oxigraph_server(database))
        cached = stack.enter_context(service(store))
        urls = (f"{plain.url}/sparql", other, f"{cached.url}/sparql")
        for turn in range(ROUNDS):
            for name, url in zip(loads, urls, strict=True):
                loads[name].add(load(url, asked, right, seconds / ROUNDS, turn))
    with rdflib_endpoint(database, folder) as url:
        loads["rdflib-endpoint"] = load(url, asked, None, seconds, 0, grace=5)  # it may hang on for minutes
    return loads


def _right_answers(database: Path, asked: dict[str, str]) -> dict[str, str]:
    store = pyoxigraph.Store.read_only(str(database))
    right = {}
    for name, query in asked.items():
        table = store.query(query, base_iri=BASE, prefixes=PREFIXES)
        assert isinstance(table, pyoxigraph.QuerySolutions)
        body = table.serialize(format=pyoxigraph.QueryResultsFormat.JSON)
        assert body is not None
        right[name] = digest(body)
    return right


def _page(statements: int, seconds: float, loads: dict[str, Load], heavy: Heavy, stream: Streaming) -> str:
    ours, oxigraph, cached, rdflib = loads.values()
    rows = "\n".join(_row(name, one) for name, one in loads.items())
    usual = "rdflib-endpoint answered none of them in that time"
    if rdflib.waits:
        usual = f"compared with rdflib-endpoint, {cached.per_second / rdflib.per_second:,.0f} times"
    return f"""\
# Performance of the query service

Made by `make performance`; nothing on this page is typed by hand. Seconds depend on the machine, so what counts are the
figures beside each other: all are of one run, on {os.cpu_count()} cores ({platform.machine()}, Python
{platform.python_version()}), and other work on the machine makes them worse.

## The questions, {CLIENTS} clients at once

The graph has {statements:,} statements. {CLIENTS} clients ask the {len(queries.all(BASE))} [saved queries](queries.md) in a random order,
over HTTP, for {seconds:g} seconds a service (the first three by turns, in {ROUNDS} rounds). Every answer of these three is
compared with what the engine gives directly. Oxigraph's server reads the very files that Regiograaf reads; rdflib-endpoint holds the same graphs
in memory.

| service | answers a second | p50 (s) | p95 (s) | wrong | errors |
| --- | --- | --- | --- | --- | --- |
{rows}

- oxigraph server {version("oxigraph")}, rdflib-endpoint {version("rdflib-endpoint")}. 'Remembering nothing' is `REGIOGRAAF_CACHE_BYTES=0`:
  each answer is worked out anew, as the other two do. By default, an answer is worked out once for each version of the graph.
- Regiograaf gives {ours.per_second / oxigraph.per_second:.2f} times the answers of oxigraph server when it remembers nothing, and {cached.per_second / oxigraph.per_second:.1f} times when it does;
  {usual}.

## Beside heavy queries

Two clients each ask for a cross product of all statements, with a time limit of {LIMIT} seconds; a third asks small ones (ASK).

| small queries | number | p50 (ms) | p95 (ms) |
| --- | --- | --- | --- |
| alone | {len(heavy.alone.waits)} | {heavy.alone.percentile(0.5) * 1000:.1f} | {heavy.alone.percentile(0.95) * 1000:.1f} |
| beside two heavy queries | {len(heavy.beside.waits)} | {heavy.beside.percentile(0.5) * 1000:.1f} | {heavy.beside.percentile(0.95) * 1000:.1f} |

The heavy queries were gone {max(heavy.overrun):.2f} seconds after their limit. A worker that was killed is replaced by one that answered
its first query {heavy.restart * 1000:.0f} ms after it was asked for.

## Memory

A result of {stream.bytes / 1e6:,.0f} MB went to a client; while it did, the service grew by {stream.service / 1e6:,.0f} MB and its worker by {stream.worker / 1e6:,.0f} MB.
"""


def _row(name: str, one: Load) -> str:
    waits = f"{one.percentile(0.5):.2f} | {one.percentile(0.95):.2f}" if one.waits else "– | –"
    return (
        f"| {name} | {one.per_second:.2f} | {waits} | {'–' if one.wrong is None else one.wrong} | {len(one.errors)} |"
    )


if __name__ == "__main__":
    main()
