"""Answers say which version of the graph they come from, and spare who has them already."""

from __future__ import annotations

import shutil
import threading

import httpx
from small_service import Serve

from graph_api.store import EmbeddedStore
from ontology import BASE

QUERY = {"query": "SELECT ?g { ?g a rg:Goal }"}


def test_an_answer_names_its_version_and_who_has_it_is_spared(client: httpx.Client) -> None:
    first = client.get("/sparql", params=QUERY)
    assert first.headers["regiograaf-version"] == "000001"
    assert first.headers["cache-control"] == "no-cache"
    for tag in (first.headers["etag"], f'"other", W/{first.headers["etag"]}', "*"):
        again = client.get("/sparql", params=QUERY, headers={"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
        assert again.headers["vary"] == first.headers["vary"]
        assert "Accept" in again.headers["vary"].split(", ")
    assert client.get("/sparql", params=QUERY, headers={"If-None-Match": '"other"'}).content == first.content


def test_another_format_query_or_version_has_another_tag(serve: Serve, store: EmbeddedStore) -> None:
    client = serve()
    tags = {
        client.get("/sparql", params=QUERY).headers["etag"],
        client.get("/sparql", params=QUERY, headers={"Accept": "text/csv"}).headers["etag"],
        client.get("/sparql", params={"query": "ASK {}"}).headers["etag"],
    }
    with EmbeddedStore(store.folder).write() as draft:
        draft.replace_graph(f"{BASE}graph/plan/veenrand", b"")
        draft.publish()
    newer = client.get("/sparql", params=QUERY)
    assert newer.headers["regiograaf-version"] == "000002"
    assert len(tags | {newer.headers["etag"]}) == 4


def test_a_post_is_answered_whatever_the_client_has(client: httpx.Client) -> None:
    assert client.post("/sparql", data=QUERY, headers={"If-None-Match": "*"}).status_code == 200


def test_a_reader_sees_one_whole_version_and_no_request_fails_while_versions_are_published(
    serve: Serve, store: EmbeddedStore
) -> None:
    client = serve(cache_bytes=0)
    query = "SELECT ?v (COUNT(*) AS ?n) { ?s <http://x/version> ?v } GROUP BY ?v"
    graphs = [f"http://x/g{number}" for number in range(3)]
    seen: set[tuple[str, str]] = set()
    failed: list[object] = []
    done = threading.Event()

    def publish(version: str) -> None:
        with EmbeddedStore(store.folder).write() as draft:
            for graph in graphs:
                lines = (f'<{graph}/{n}> <http://x/version> "{version}" .' for n in range(100))
                draft.replace_graph(graph, "\n".join(lines).encode())
            draft.publish()

    def read() -> None:
        while not done.is_set():
            answer = client.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"})
            rows = answer.text.split()[1:]
            if answer.status_code != 200 or rows != [f"{answer.headers['regiograaf-version']},300"]:
                failed.append((answer.status_code, answer.headers.get("regiograaf-version"), rows))
            seen.add((answer.headers["regiograaf-version"], answer.headers["etag"]))

    publish("000002")
    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for number in range(3, 11):
        publish(f"{number:06}")
    done.set()
    for reader in readers:
        reader.join()
    assert not failed
    assert len(seen) > 3, "else nothing was published while they read"
    assert len({version for version, _ in seen}) == len(seen), "one tag for each version"


def test_a_store_that_was_removed_and_made_anew_is_served_as_it_is_now(serve: Serve, store: EmbeddedStore) -> None:
    client = serve()
    assert client.get("/sparql", params=QUERY).json()["results"]["bindings"]
    shutil.rmtree(store.folder)
    assert client.get("/sparql", params=QUERY).status_code == 503
    with EmbeddedStore(store.folder).write() as draft:
        draft.replace_graph("http://x/g", b"<http://x/s> <http://x/p> 1 .".replace(b" 1 ", b' "1" '))
        draft.publish()
    answer = client.get("/sparql", params=QUERY)
    assert answer.headers["regiograaf-version"] == "000001"
    assert answer.json()["results"]["bindings"] == []
