"""What is refused before a query runs."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import pyoxigraph
import pytest

from graph_api.sparql.guard import RefusedQueryError, calls_service, check

# Ways to write a SERVICE clause that a look at the text could miss; URL is put in each.
CALLS = [
    "ASK{SERVICE <URL> {?s ?p ?o}}",
    "ASK{sErViCe#<\n#x\r<URL>{?s ?p ?o}}",
    "ASK{SERVICESILENT<URL>{?s ?p ?o}}",
    "ASK{SERVICE SILENT#\n<URL>{?s ?p ?o}}",
    "PREFIX e:<URL> ASK{SERVICEe:{?s ?p ?o}}",
    "PREFIX é:<URL> ASK{SERVICE é:{?s ?p ?o}}",
    "PREFIX :<URL> ASK{SERVICE :{?s ?p ?o}}",
    "PREFIX e:<URL> ASK{SERVICE e:%41{?s ?p ?o}}",
    "PREFIX a\u00b7b:<URL> ASK{SERVICE a\u00b7b:{?s ?p ?o}}",
    "PREFIX a\u203fb:<URL> ASK{SERVICE a\u203fb:{?s ?p ?o}}",
    "PREFIX \u2070\u200d:<URL> ASK{SERVICE \u2070\u200d:{?s ?p ?o}}",
    "PREFIX " + "a" * 300 + ":<URL> ASK{SERVICE " + "a" * 300 + ":{?s ?p ?o}}",
    "ASK{?s ?p ?o.SERVICE<URL>{?s ?p ?o}}",
    "ASK{FILTER(1<'a>b') SERVICE <URL> {?s ?p ?o} FILTER('z'='z')}",
    "PREFIX e:<http://x/> ASK{?s ?p e:a\\' . SERVICE <URL> {?s ?p ?o} ?x ?y e:\\'}",
    "ASK{BIND(<URL> AS ?x) SERVICE ?x {?s ?p ?o}}",
    "ASK{?s ?p ?o OPTIONAL{SERVICE$x{?s ?p ?o}}}",
    "ASK{SERVICE <URL> {}} #" + "service " * 60,
    "BASE <URL> ASK{SERVICE <> {?s ?p ?o}}",
]
HARMLESS = [
    "SELECT ?service { ?service rg:partner ?o }",
    "ASK { ?zorgservice ?p $service . ?service ?p ?o }",
    "SELECT ?s { ?s rg:statement ?t FILTER(CONTAINS(LCASE(?t), 'service')) }",
    "ASK { ?s <http://example.org/service> ?o }",
    "ASK { ?s ?p 'zorg en service' }",
    "ASK { ?s ?p ?o } # asks the service",
]


@pytest.fixture
def listener() -> Iterator[tuple[str, list[int]]]:
    """A URL on this machine, and a list that grows with each connection to it."""
    server = socket.create_server(("127.0.0.1", 0))
    calls: list[int] = []

    def accept() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            calls.append(1)
            connection.close()

    threading.Thread(target=accept, daemon=True).start()
    yield f"http://127.0.0.1:{server.getsockname()[1]}/", calls
    server.close()


@pytest.mark.parametrize("query", CALLS)
def test_calls_to_other_servers_are_refused(query: str) -> None:
    with pytest.raises(RefusedQueryError, match="SERVICE is off") as refused:
        check(query.replace("URL", "http://127.0.0.1/"), 10_000, 100)
    assert refused.value.status == 403


def test_the_engine_would_have_called(listener: tuple[str, list[int]]) -> None:
    url, calls = listener
    store = pyoxigraph.Store()
    store.add(pyoxigraph.Quad(*[pyoxigraph.NamedNode("http://x")] * 3))
    called = 0
    for query in CALLS:
        calls.clear()
        with suppress(OSError, RuntimeError, SyntaxError):
            store.query(query.replace("URL", url))
        time.sleep(0.01)
        called += bool(calls)
    assert called > len(CALLS) / 2, "else the list above tests nothing"


@pytest.mark.parametrize("query", HARMLESS)
def test_the_word_alone_is_no_call(query: str) -> None:
    assert not calls_service(query)


def test_a_look_at_a_hostile_text_is_quick() -> None:
    start = time.perf_counter()
    for text in ("SERVICE #" * 5000, "SERVICE\n" * 6000, "SERVICE" + " " * 50_000, "?" * 50_000, "$a" * 25_000):
        calls_service(text)
    assert time.perf_counter() - start < 1


def test_brackets_deeper_than_the_parser_can_take_are_refused() -> None:
    for opening, closing in ("{}", "()", "[]"):
        with pytest.raises(RefusedQueryError, match="brackets inside each other"):
            check("ASK {" + opening * 200 + closing * 200 + "}", 10_000, 200)
        check("ASK {" + f"{opening}{closing}" * 500 + "}", 10_000, 200)


def test_a_query_beyond_all_queries_is_refused() -> None:
    with pytest.raises(RefusedQueryError, match="10,001 characters") as refused:
        check("x" * 10_001, 10_000, 100)
    assert refused.value.status == 413
