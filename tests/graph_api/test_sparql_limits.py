"""What a query may not do: take too long, give too much, take all memory or all places, or outlive its client."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from small_service import Serve

from graph_api.store import EmbeddedStore
from ontology import BASE

CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o"
HEAVY = f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}"
ENDLESS = f"SELECT * {{ {CROSS} }}"
HUNGRY = f"SELECT DISTINCT * {{ {CROSS} }} ORDER BY ?a"
ALL = "SELECT * { ?s ?p ?o }"


def ask(client: httpx.Client, query: str, accept: str = "*/*") -> httpx.Response:
    return client.get("/sparql", params={"query": query}, headers={"Accept": accept})


def workers() -> set[int]:
    """The processes that this one has started and that run."""
    children = Path(f"/proc/self/task/{threading.get_native_id()}/children").parents[1].glob("*/children")
    return {int(pid) for path in children for pid in path.read_text().split()}


def becomes(true: Callable[[], bool], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.02)
    return true()


def test_a_query_past_its_time_ends_and_others_are_answered_meanwhile(serve: Serve) -> None:
    client = serve(query_seconds=1.5, query_processes=3)
    answers: list[httpx.Response] = []
    queries = [f"{HEAVY} # {number}" for number in range(2)]  # who ask the same share one worker
    threads = [threading.Thread(target=lambda query=query: answers.append(ask(client, query))) for query in queries]
    for thread in threads:
        thread.start()
    time.sleep(0.5)
    waits = []
    for _ in range(20):
        start = time.perf_counter()
        assert ask(client, "ASK { ?s ?p 1 }").status_code == 200
        waits.append(time.perf_counter() - start)
    assert sorted(waits)[-2] < 0.5, "the heavy queries hold up nobody"
    start = time.perf_counter()
    for thread in threads:
        thread.join()
    assert time.perf_counter() - start < 1.5 + 1
    assert [answer.status_code for answer in answers] == [504, 504]
    assert all("more than 1.5 seconds" in answer.json()["detail"] for answer in answers)


def test_a_worker_that_was_killed_is_gone_and_replaced(serve: Serve) -> None:
    before = workers()
    client = serve(query_seconds=0.4, query_processes=1)
    assert becomes(lambda: bool(workers() - before), 5)
    first = workers() - before
    assert ask(client, HEAVY).status_code == 504
    assert ask(client, "ASK {}").status_code == 200
    assert not first & workers()


def test_a_stream_past_its_time_is_broken_off(serve: Serve) -> None:
    client = serve(query_seconds=0.7, result_bytes=10**12, result_rows=10**12)
    for accept in ("text/csv", "application/sparql-results+json", "application/sparql-results+xml"):
        with pytest.raises(httpx.RemoteProtocolError, match="incomplete"):
            ask(client, ENDLESS, accept)
    with pytest.raises(httpx.RemoteProtocolError, match="incomplete"):
        ask(client, f"CONSTRUCT {{ ?a ?b [] }} {{ {CROSS} }}", "text/turtle")
    assert ask(client, "ASK {}").status_code == 200


def test_a_client_that_takes_nothing_holds_no_worker_beyond_the_time_limit(serve: Serve) -> None:
    client = serve(query_seconds=1, query_processes=1, result_bytes=10**12, result_rows=10**12)
    with client.stream("GET", "/sparql", params={"query": ENDLESS}) as answer:
        assert answer.status_code == 200
        start = time.perf_counter()
        assert ask(client, "ASK {}").status_code == 200
        assert time.perf_counter() - start < 2


def test_a_client_that_leaves_frees_its_worker(serve: Serve) -> None:
    client = serve(query_seconds=20, query_processes=1)
    for query in (HEAVY, ENDLESS):
        with socket.create_connection((client.base_url.host, client.base_url.port or 0)) as connection:
            text = query.replace(" ", "+").replace("?", "%3F").replace("{", "%7B").replace("}", "%7D")
            connection.sendall(f"GET /sparql?query={text} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            time.sleep(0.4)
        start = time.perf_counter()
        assert ask(client, "ASK {}").status_code == 200
        assert time.perf_counter() - start < 2


@pytest.mark.parametrize(("form", "rows"), [("csv", 50), ("tsv", 50), ("xml", 50), ("json", 50)])
def test_a_result_beyond_the_limits_is_an_error_and_no_short_table(
    serve: Serve, store: EmbeddedStore, form: str, rows: int
) -> None:
    with EmbeddedStore(store.folder).write() as draft:
        lines = (f'<http://x/{n}> <http://x/p> "a\\"b,\\n\\r\\nc }},{{\\" <result>" .' for n in range(rows))
        draft.replace_graph(f"{BASE}graph/plan/veenrand", "\n".join(lines).encode())
        draft.publish()
    media_type = {
        "csv": "text/csv",
        "tsv": "text/tab-separated-values",
        "xml": "application/sparql-results+xml",
        "json": "application/sparql-results+json",
    }[form]
    exact = serve(result_rows=rows)
    assert ask(exact, ALL, media_type).status_code == 200
    assert ask(exact, "CONSTRUCT WHERE { ?s ?p ?o }").status_code == 200
    fewer = serve(result_rows=rows - 1)
    for query, accept in ((ALL, media_type), ("CONSTRUCT WHERE { ?s ?p ?o }", "*/*")):
        answer = ask(fewer, query, accept)
        assert answer.status_code == 413
        assert "49 rows" in answer.json()["detail"]
    answer = ask(serve(result_bytes=100), ALL, media_type)
    assert answer.status_code == 413
    assert "add limit" in answer.json()["detail"].lower()


def test_a_query_that_takes_all_memory_is_ended(serve: Serve) -> None:
    client = serve(query_memory=150_000_000, query_seconds=20)
    answer = ask(client, HUNGRY)
    assert answer.status_code == 413
    assert "150 MB of memory" in answer.json()["detail"]
    assert ask(client, "ASK {}").status_code == 200


def test_when_too_many_wait_that_is_told(serve: Serve) -> None:
    client = serve(query_seconds=2, query_processes=1, query_waiting=2)
    answers: list[httpx.Response] = []
    queries = [f"{HEAVY} # {number}" for number in range(4)]  # who ask the same share one worker
    threads = [threading.Thread(target=lambda query=query: answers.append(ask(client, query))) for query in queries]
    for thread in threads:
        thread.start()
        time.sleep(0.1)
    for thread in threads:
        thread.join()
    assert sorted(answer.status_code for answer in answers) == [503, 503, 504, 504]
    assert all("retry-after" in answer.headers for answer in answers if answer.status_code == 503)


def test_who_waits_too_long_is_told(serve: Serve) -> None:
    client = serve(query_seconds=3, query_processes=1, query_waiting_seconds=0.3)
    threading.Thread(target=lambda: ask(client, HEAVY)).start()
    time.sleep(0.3)
    assert ask(client, "ASK {}").status_code == 503


def test_what_breaks_the_engine_down_breaks_only_its_worker(serve: Serve) -> None:
    client = serve(query_characters=3_000_000)
    deep = "ASK { FILTER(" + "!" * 900_000 + "true) }"
    answer = client.post("/sparql", content=deep, headers={"Content-Type": "application/sparql-query"})
    assert answer.status_code == 400
    assert "broke it down" in answer.json()["detail"]
    assert ask(client, "ASK {}").json()["boolean"] is True


def test_the_service_leaves_no_process_behind(store: EmbeddedStore) -> None:
    from small_service import served

    from graph_api.settings import Settings

    before = workers()
    with served(store, Settings(query_seconds=2)) as client:
        threading.Thread(target=ask, args=(client, HEAVY), daemon=True).start()
        time.sleep(0.5)
        assert workers() - before
    assert becomes(lambda: not workers() - before, 3)
