"""Answers say which version of the graph they come from, and spare who has them already."""

from __future__ import annotations

import httpx
from conftest import Serve

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
