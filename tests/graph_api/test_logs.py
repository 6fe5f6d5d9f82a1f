"""What the log says of a request, and what it does not; the figures for Prometheus."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import os
import re
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI, Request
from fastapi.responses import StreamingResponse
from prometheus_client.parser import text_string_to_metric_families
from small_service import Serve, served

from graph_api.app import create_app
from graph_api.logs import configure
from graph_api.settings import Settings
from graph_api.store import EmbeddedStore

SECRET = "geheim-en-persoonlijk"


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What is written to the log."""
    written = io.StringIO()
    loggers = [logging.getLogger(name) for name in ("graph_api", "uvicorn")]
    before = [(logger.handlers, logger.propagate, logger.level) for logger in loggers]
    monkeypatch.setattr("sys.stderr", written)
    configure("json")
    yield written
    for logger, (handlers, propagate, level) in zip(loggers, before, strict=True):
        logger.handlers, logger.propagate = handlers, propagate
        logger.setLevel(level)


def lines(log: io.StringIO, number: int) -> list[str]:
    """So many lines; a line is written once the answer has been sent, so it may take a moment."""
    end = time.monotonic() + 5
    while log.getvalue().count("\n") < number and time.monotonic() < end:
        time.sleep(0.01)
    return log.getvalue().splitlines()


def events(log: io.StringIO, number: int) -> list[dict[str, object]]:
    return [json.loads(line) for line in lines(log, number)]


def test_a_request_is_one_line_without_what_was_asked_or_who_asked(log: io.StringIO, serve: Serve) -> None:
    client = serve()
    query = f"SELECT * {{ ?{SECRET.replace('-', '')} ?p '{SECRET}' }}"
    client.get("/sparql", params={"query": query}, headers={"User-Agent": SECRET, "Authorization": SECRET})
    client.get(f"/plans/{SECRET}/report", params={SECRET: SECRET})
    client.get(f"/{SECRET}/{SECRET}")
    client.get("/search", params={"q": SECRET})
    client.post(
        "/sparql", content=b"SELECT nonsense " + SECRET.encode(), headers={"Content-Type": "application/sparql-query"}
    )
    told = events(log, 5)
    assert SECRET not in log.getvalue()
    assert "127.0.0.1" not in log.getvalue()
    assert [(event["method"], event["route"], event["status"]) for event in told[:2]] == [
        ("GET", "/sparql", 200),
        ("GET", "/plans/{key}/report", 404),
    ]
    for event in told:
        assert set(event) == {
            "time", "level", "event", "method", "route", "status", "ms", "bytes", "version", "request_id",
        }  # fmt: skip
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", str(event["time"]))
    assert told[0]["version"] == "000001"
    assert len(told) == 5


def test_an_id_is_taken_over_and_given_back_unless_it_could_do_harm(log: io.StringIO, serve: Serve) -> None:
    client = serve()
    assert client.get("/health", headers={"X-Request-ID": "abc-1.2:3"}).headers["x-request-id"] == "abc-1.2:3"
    for bad in ("x" * 65, 'a"b', "a b", "<b>", "-a"):
        given = client.get("/health", headers={"X-Request-ID": bad}).headers["x-request-id"]
        assert re.fullmatch(r"[0-9a-f]{32}", given)
    assert events(log, 6)[0]["request_id"] == "abc-1.2:3"


def failing(store: EmbeddedStore) -> FastAPI:
    app = create_app(store, Settings())

    @app.get("/fails/{name}")
    def fails(name: str) -> None:
        raise ZeroDivisionError(f"in {__file__}")

    @app.get("/breaks")
    def breaks(request: Request) -> StreamingResponse:
        def pieces() -> Iterator[bytes]:
            yield b"half"
            raise ZeroDivisionError(f"in {__file__}")

        return StreamingResponse(pieces())

    app.router.routes.insert(0, app.router.routes.pop(-2))  # before the addresses of things, which take any
    app.router.routes.insert(0, app.router.routes.pop(-1))
    return app


def asked(app: FastAPI, path: str, headers: dict[str, str]) -> httpx.Response:
    """The answer of an app that no server runs; what comes out of it comes out of here."""

    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
            return await client.get(path, headers=headers)

    return asyncio.run(ask())


def test_no_trace_leaves_the_service_and_the_log_has_it(log: io.StringIO, store: EmbeddedStore) -> None:
    answer = asked(failing(store), "/fails/x", {"X-Request-ID": "one"})
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert "one" in answer.json()["detail"]
    assert "ZeroDivision" not in answer.text
    assert __file__ not in answer.text
    traces = [event for event in events(log, 2) if "trace" in event]
    assert [event["request_id"] for event in traces] == ["one"]
    assert "ZeroDivisionError" in str(traces[0]["trace"])


def test_an_answer_that_fails_midway_is_broken_off(store: EmbeddedStore) -> None:
    with pytest.raises(ZeroDivisionError):  # the server then breaks off the connection
        asked(failing(store), "/breaks", {})


def test_text_for_people(monkeypatch: pytest.MonkeyPatch, log: io.StringIO, store: EmbeddedStore) -> None:
    monkeypatch.setattr("sys.stderr", log)  # pytest puts its own there for each phase of a test
    configure("text")
    with served(store, Settings()) as client:
        client.get("/health")
    assert re.search(r"Z info GET /health 200 in [\d.]+ ms, \d+ bytes$", lines(log, 1)[0])


def figures(client: httpx.Client) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    text = client.get("/metrics").text
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_requests_are_counted_by_route_and_status(serve: Serve) -> None:
    client = serve()
    key = ("regiograaf_requests_total", (("method", "GET"), ("route", "/plans/{key}/report"), ("status", "404")))
    before = figures(client).get(key, 0)
    for name in ("a", "b", "c"):
        client.get(f"/plans/{name}/report")
    after = figures(client)
    assert after[key] == before + 3
    assert after["regiograaf_request_seconds_count", (("route", "/plans/{key}/report"),)] >= 3
    version = next(labels for name, labels in after if name == "regiograaf_graph_statements")
    assert dict(version)["version"] == "000001"
    assert after["regiograaf_query_workers", ()] >= 1


def test_queries_are_counted_by_what_came_of_them(serve: Serve) -> None:
    client = serve(query_seconds=0.5, query_characters=2000)

    def counted(query: str) -> dict[str, float]:
        before = figures(client)
        client.get("/sparql", params={"query": query})
        after = figures(client)
        names = ("answered", "kept", "refused", "killed", "failed", "left")
        keys = {name: ("regiograaf_queries_total", (("outcome", name),)) for name in names}
        return {name: after[key] - before[key] for name, key in keys.items() if after[key] != before[key]}

    assert counted("ASK { ?s ?p ?o }") == {"answered": 1}
    assert counted("ASK { ?s ?p ?o }") == {"kept": 1}
    assert counted("SELECT nonsense") == {"failed": 1}
    assert counted("ASK {}" + " " * 3000) == {"refused": 1}
    assert counted("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o }") == {"killed": 1}


def test_ready_says_whether_it_can_answer(serve: Serve, tmp_path: Path) -> None:
    assert serve().get("/ready").json() == {"status": "ready", "version": "000001"}
    with served(EmbeddedStore(tmp_path / "none"), Settings()) as client:
        assert client.get("/ready").status_code == 503
        alive = client.get("/health")
        assert (alive.status_code, alive.json()["version"]) == (200, None)
        assert client.get("/metrics").status_code == 200


def test_a_log_that_nobody_reads_does_not_hold_up_the_service(store: EmbeddedStore, log: io.StringIO) -> None:
    taken, given = os.pipe()
    stream = os.fdopen(given, "w")
    with os.fdopen(taken, "rb") as read, pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stderr", stream)
        configure("json")
        with served(store, Settings()) as client:
            for _ in range(600):  # more than a pipe holds
                assert client.get("/health").status_code == 200
        assert read.read(60_000).count(b"\n") > 100
    with suppress(BrokenPipeError):
        stream.close()
