"""What the service counts of itself, for Prometheus: nothing of who asks or what is asked."""

from __future__ import annotations

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from graph_api.store import VersionInfo

REGISTRY: Final = CollectorRegistry()
REQUESTS: Final = Counter(
    "regiograaf_requests", "Requests that were answered", ["method", "route", "status"], registry=REGISTRY
)
SECONDS: Final = Histogram(
    "regiograaf_request_seconds",
    "Time until an answer was sent whole",
    ["route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60),
    registry=REGISTRY,
)
BYTES: Final = Counter("regiograaf_response_bytes", "Bytes of bodies that were sent", ["route"], registry=REGISTRY)
QUERIES: Final = Counter("regiograaf_queries", "SPARQL queries, by what came of them", ["outcome"], registry=REGISTRY)
"""Outcomes: see `OUTCOMES`."""
OUTCOMES: Final = ("answered", "kept", "refused", "killed", "failed", "left")
"""Answered whole; given again from what was kept; not run; ended at a limit; broke down; the client went away."""
RUNNING: Final = Gauge("regiograaf_queries_running", "SPARQL queries that run now", registry=REGISTRY)
WAITING: Final = Gauge("regiograaf_queries_waiting", "SPARQL queries that wait for a worker now", registry=REGISTRY)
GRAPH: Final = Gauge(
    "regiograaf_graph_statements", "Statements of the version that is served", ["version", "made"], registry=REGISTRY
)
WORKERS: Final = Gauge("regiograaf_query_workers", "Processes that run SPARQL queries", registry=REGISTRY)
LOST: Final = Counter("regiograaf_log_lines_lost", "Lines that nobody took from the log", registry=REGISTRY)
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
for _outcome in OUTCOMES:
    QUERIES.labels(_outcome)


def count_request(method: str, route: str, status: int, seconds: float, sent: int) -> None:
    """Count a request.

    Args:
        method: of HTTP; one that does not exist counts as OTHER.
        route: its template (`/plans/{key}/report`), never the address itself.
        status: of the answer.
        seconds: until it was sent whole.
        sent: bytes of its body.
    """
    REQUESTS.labels(method if method in _METHODS else "OTHER", route, str(status)).inc()
    SECONDS.labels(route).observe(seconds)
    BYTES.labels(route).inc(sent)


def exposition(version: VersionInfo | None, running: int, waiting: int, workers: int) -> bytes:
    """All figures in Prometheus' text format, with those of now: the version, the queries, and their processes."""
    GRAPH.clear()
    if version is not None:
        GRAPH.labels(version.name, version.made).set(version.statements)
    RUNNING.set(running)
    WAITING.set(waiting)
    WORKERS.set(workers)
    return generate_latest(REGISTRY)
