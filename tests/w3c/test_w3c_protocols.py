"""W3C's tests of the SPARQL 1.1 Protocol and the Graph Store HTTP Protocol, all of them, as their manifests have them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

import httpx
import manifests
import pytest
from manifests import W3C, Exchange, Test
from rdflib import Graph
from rdflib.compare import isomorphic
from service_process import Running, fill, service

from graph_api.store import EmbeddedStore

THERE = W3C.is_dir()
PROTOCOL = list(manifests.read(W3C / "protocol" / "manifest.ttl")) if THERE else []
GRAPH_STORE = [
    test
    for name in ("direct", "indirect")
    for test in (manifests.read(W3C / "graph-store-protocol" / f"manifest-{name}.ttl") if THERE else ())
]
MEDIA_TYPES = {
    "boolean": {"application/sparql-results+json", "application/sparql-results+xml"},
    "tabular": {
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    },
    "RDF": {"text/turtle", "application/rdf+xml", "application/n-triples"},
}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A service that may be changed, over an empty store."""
    folder = tmp_path_factory.mktemp("w3c") / "store"
    fill(EmbeddedStore(folder), {})
    with service(folder, "--allow-updates") as started:
        yield started


def test_all_tests_are_there() -> None:
    if not THERE:
        reason = f"W3C's tests are not there ({W3C.name} in ../shared beside the repository)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    assert len(PROTOCOL) == 34
    assert len(GRAPH_STORE) == 13


@pytest.mark.parametrize("test", PROTOCOL, ids=lambda test: test.name)
def test_protocol(running: Running, test: Test) -> None:
    if test.data:
        fill(running.store, {graph: path.read_bytes() for graph, path in test.data.items()})
    for exchange in test.exchanges:
        answer = _send(running.client, exchange, exchange.path.replace("/sparql/", "/sparql"))
        _compare(answer, exchange)


@pytest.mark.parametrize("test", GRAPH_STORE, ids=lambda test: test.name)
def test_graph_store_protocol(running: Running, test: Test) -> None:
    fill(running.store, {})
    variables: dict[str, str] = {}
    for exchange in test.exchanges:
        path = re.sub("^/gsp", "/rdf-graph-store", exchange.path)
        for name, value in variables.items():
            path = path.replace(name, value)
        answer = _send(running.client, exchange, path)
        _compare(answer, exchange)
        if exchange.expected.location is not None:
            variables[exchange.expected.location] = answer.headers["location"]


def _send(client: httpx.Client, exchange: Exchange, path: str) -> httpx.Response:
    # the path is sent as it stands: httpx would encode it anew
    url = client.base_url.copy_with(raw_path=path.encode())
    return client.request(exchange.method, url, headers=exchange.headers, content=exchange.body)


def _compare(answer: httpx.Response, exchange: Exchange) -> None:
    expected = exchange.expected
    patterns = "|".join(status.replace("x", r"\d") for status in expected.statuses)
    assert re.fullmatch(patterns, str(answer.status_code)), (answer.status_code, answer.text)
    media_type = answer.headers.get("content-type", "").partition(";")[0]
    if expected.format is not None:
        assert media_type in MEDIA_TYPES[expected.format]
    if expected.boolean is not None:
        assert answer.json()["boolean"] is expected.boolean
    for name, value in expected.headers.items():
        assert answer.headers[name] == value
    if expected.body is not None:
        found, wanted = Graph().parse(data=answer.text), Graph().parse(data=expected.body)
        assert isomorphic(found, wanted), answer.text
