"""How small queries fare beside heavy ones, and what a large result takes of memory."""

from __future__ import annotations

import asyncio
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import httpx
from load import Load
from service_process import Running, service

from graph_api.settings import Settings
from graph_api.sparql.formats import Formats
from graph_api.sparql.run import QueryRunner
from graph_api.store import EmbeddedStore, Query

_CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
_KILLERS = (f"SELECT (COUNT(*) AS ?n) {{ {_CROSS} }}", f"SELECT * {{ {_CROSS} }}")
_LARGE = "SELECT * { ?s ?p ?o . ?s ?q ?x }"
_PAGE = 4096


@dataclass(frozen=True)
class Heavy:
    """What heavy queries do to others."""

    alone: Load
    beside: Load
    overrun: list[float]
    """Seconds that each heavy query lasted beyond its limit."""
    restart: float
    """Seconds from the start of a new worker to its first answer."""


@dataclass(frozen=True)
class Streaming:
    """What a large result took."""

    bytes: int
    service: int
    """Bytes that the service grew by."""
    worker: int
    """Bytes that all workers together grew by."""


def beside_heavy_queries(store: Path, limit: float) -> Heavy:
    """Ask small queries alone, and then beside two heavy ones with a time limit in seconds."""
    with service(store, query_seconds=limit, result_bytes=10**13, result_rows=10**13) as running:
        alone = _small(running, limit * 0.8)
        overrun: list[float] = []
        killers = [threading.Thread(target=_ask_to_the_limit, args=(running, q, limit, overrun)) for q in _KILLERS]
        for killer in killers:
            killer.start()
        time.sleep(0.2)
        beside = _small(running, limit * 0.8)
        for killer in killers:
            killer.join()
    return Heavy(alone, beside, overrun, asyncio.run(_restart(store)))


def streaming(store: Path) -> Streaming:
    """Fetch a large result, and look at memory meanwhile."""
    with service(store, query_seconds=120) as running:
        running.client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o } LIMIT 50000"}).raise_for_status()
        before, most, size = _memory(running), (0, 0), 0
        with running.client.stream("GET", "/sparql", params={"query": f"{_LARGE} LIMIT 200000"}) as answer:
            answer.raise_for_status()
            for part in answer.iter_bytes(1_000_000):
                size += len(part)
                now = _memory(running)
                most = max(most[0], now[0]), max(most[1], now[1])
    return Streaming(size, max(0, most[0] - before[0]), max(0, most[1] - before[1]))


def _small(running: Running, seconds: float) -> Load:
    result = Load(seconds)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        start = time.monotonic()
        query = f"ASK {{ ?s ?p {len(result.waits)} }}"  # each another, so that none is remembered
        running.client.get("/sparql", params={"query": query}).raise_for_status()
        result.waits.append(time.monotonic() - start)
        time.sleep(0.01)
    return result


def _ask_to_the_limit(running: Running, query: str, limit: float, overrun: list[float]) -> None:
    start = time.monotonic()
    try:
        answer = httpx.post(f"{running.url}/sparql", data={"query": query}, timeout=limit * 4)
        assert answer.status_code == 504, answer.status_code
    except httpx.RemoteProtocolError:
        pass  # the answer had begun, so it was broken off
    overrun.append(time.monotonic() - start - limit)


async def _restart(store: Path) -> float:
    runner = QueryRunner(Settings(query_processes=1, cache_bytes=0))
    try:
        with EmbeddedStore(store).read() as snapshot:
            start = time.monotonic()
            await runner.run(snapshot, Query("ASK { ?s ?p ?o }"), Formats.of(None), "")
            return time.monotonic() - start
    finally:
        runner.close()


def _memory(running: Running) -> tuple[int, int]:
    pid = running.process.pid
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return _resident(pid), sum(_resident(int(child)) for child in children)


def _resident(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
