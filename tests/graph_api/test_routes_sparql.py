"""/sparql, as clients see it."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator

import httpx
import pyoxigraph
import pytest
from rdflib import Dataset, Graph
from small_service import Serve

from graph_api.settings import Settings
from graph_api.sparql.formats import Formats
from graph_api.sparql.run import QueryRunner
from graph_api.store import EmbeddedStore, Query
from ontology import BASE

ORGANISATIONS = "SELECT ?o ?name { ?o a rg:Organisation ; skos:prefLabel ?name }"
GOALS = "CONSTRUCT { ?g rg:statement ?s } WHERE { ?g rg:statement ?s }"


def ask(client: httpx.Client, query: str, accept: str = "*/*", **more: str) -> httpx.Response:
    return client.get("/sparql", params={"query": query} | more, headers={"Accept": accept})


def test_a_table_in_each_format(client: httpx.Client) -> None:
    expected = (f"{BASE}organisation/buurtzorg", "Buurtzorg")

    answer = ask(client, ORGANISATIONS)
    assert answer.headers["content-type"] == "application/sparql-results+json"
    (row,) = answer.json()["results"]["bindings"]
    assert (row["o"]["value"], row["name"]["value"]) == expected

    answer = ask(client, ORGANISATIONS, "application/sparql-results+xml")
    assert answer.headers["content-type"] == "application/sparql-results+xml"
    values = [element.text for element in ElementTree.fromstring(answer.text).iter() if element.text]
    assert set(values) == set(expected)

    answer = ask(client, ORGANISATIONS, "text/csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert list(csv.reader(io.StringIO(answer.text))) == [["o", "name"], list(expected)]

    answer = ask(client, ORGANISATIONS, "text/tab-separated-values")
    assert answer.headers["content-type"] == "text/tab-separated-values; charset=utf-8"
    assert answer.text.splitlines() == ["?o\t?name", f'<{expected[0]}>\t"{expected[1]}"']


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.parametrize(
    ("accept", "media_type", "form"),
    [
        ("text/turtle", "text/turtle; charset=utf-8", "turtle"),
        ("application/n-triples", "application/n-triples", "nt"),
        ("application/rdf+xml", "application/rdf+xml", "xml"),
        ("application/ld+json", "application/ld+json", "json-ld"),
        ("application/trig", "application/trig", "trig"),
        ("application/n-quads", "application/n-quads", "nquads"),
    ],
)
def test_a_graph_in_each_format_as_another_library_reads_it(
    client: httpx.Client, accept: str, media_type: str, form: str
) -> None:
    for query in (GOALS, f"DESCRIBE <{BASE}goal/g>"):
        answer = ask(client, query, accept)
        assert answer.headers["content-type"] == media_type
        read = Dataset() if form in ("trig", "nquads") else Graph()
        read.parse(data=answer.text, format=form)
        assert "In 2026 is 30% van de ouderen gescreend." in {str(quad[2]) for quad in _statements(read)}


def _statements(read: Graph) -> Iterator[tuple[object, ...]]:
    yield from read.quads() if isinstance(read, Dataset) else read


def test_an_ask(client: httpx.Client) -> None:
    assert ask(client, "ASK { ?g a rg:Goal }").json()["boolean"] is True
    assert ask(client, "ASK { ?g a rg:Similarity }").json()["boolean"] is False


def test_by_post_as_a_form_and_as_the_body(client: httpx.Client) -> None:
    form = client.post("/sparql", data={"query": ORGANISATIONS})
    body = client.post("/sparql", content=ORGANISATIONS, headers={"Content-Type": "application/sparql-query"})
    assert form.json() == body.json() == ask(client, ORGANISATIONS).json()


def test_the_dataset_of_the_protocol(client: httpx.Client) -> None:
    plan, none = f"{BASE}graph/plan/veenrand", f"{BASE}graph/plan/none"
    goals = "SELECT ?g { ?g a rg:Goal }"
    direct = {"Content-Type": "application/sparql-query"}
    for graph, number in ((plan, 1), (none, 0)):
        dataset = {"default-graph-uri": graph}
        for answer in (
            ask(client, goals, **dataset),
            client.post("/sparql", data={"query": goals} | dataset),
            client.post("/sparql", content=goals, headers=direct, params=dataset),
        ):
            assert len(answer.json()["results"]["bindings"]) == number
    named = ask(client, "SELECT ?s { GRAPH ?x { ?s a rg:Goal } }", **{"named-graph-uri": plan})
    assert len(named.json()["results"]["bindings"]) == 1


@pytest.mark.parametrize(
    ("request_", "status", "words"),
    [
        ({"method": "GET", "params": {"default-graph-uri": "http://x/"}}, 400, "give one SPARQL query"),
        ({"method": "GET", "params": [("query", "ASK{}"), ("query", "ASK{}")]}, 400, "only one query"),
        ({"method": "GET", "params": {"query": "ASK{SERVICE <http://x/> {}}"}}, 403, "SERVICE is off"),
        ({"method": "POST", "data": {"update": "CLEAR ALL"}}, 403, "updates are off"),
        ({"method": "GET", "params": {"query": "CLEAR ALL"}}, 400, "an update"),
        ({"method": "GET", "params": {"query": "ASK{}"}, "headers": {"Accept": "text/turtle"}}, 406, "Accept one of"),
        ({"method": "POST", "json": {"query": "ASK{}"}}, 415, "application/sparql-query"),
        ({"method": "POST", "content": b"ASK{}"}, 415, "application/x-www-form-urlencoded"),
        (
            {"method": "POST", "content": b"\xff", "headers": {"Content-Type": "application/sparql-query"}},
            400,
            "not UTF-8",
        ),
        ({"method": "POST", "data": {"query": "ASK{}" + " " * 50_000}}, 413, "limit is 50,000"),
        ({"method": "POST", "data": {"query": "x" * 700_000}}, 413, "more than 600,000 bytes"),
        ({"method": "GET", "params": {"query": "ASK{}", "default-graph-uri": "no iri"}}, 400, "Invalid IRI"),
        ({"method": "DELETE"}, 405, "Method Not Allowed"),
    ],
)
def test_what_cannot_be_answered_is_told_with_the_way_out(
    client: httpx.Client, request_: dict[str, object], status: int, words: str
) -> None:
    answer = client.request(url="/sparql", **request_)  # type: ignore[arg-type]
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status
    assert words in answer.json()["detail"]


def test_a_syntax_error_has_its_place(client: httpx.Client) -> None:
    answer = ask(client, "SELECT * {\n  ?s ex:a ?o\n}")
    assert answer.status_code == 400
    assert (answer.json()["line"], answer.json()["column"]) == (2, 11)


def test_a_new_version_is_served_at_once(serve: Serve, store: EmbeddedStore) -> None:
    client = serve()
    count = "SELECT (COUNT(*) AS ?n) { ?g a rg:Goal }"
    assert "1" in ask(client, count, "text/csv").text
    with EmbeddedStore(store.folder).write() as draft:
        draft.replace_graph(f"{BASE}graph/plan/veenrand", b"")
        draft.publish()
    assert ask(client, count, "text/csv").text.split() == ["n", "0"]


def test_the_csv_of_the_protocol_is_exact(serve: Serve, store: EmbeddedStore) -> None:
    with EmbeddedStore(store.folder).write() as draft:
        draft.replace_graph(f"{BASE}graph/plan/veenrand", b'<http://s> <http://p> "=1+1" .')
        draft.publish()
    assert ask(serve(), "SELECT ?o { ?s ?p ?o }", "text/csv").text.split() == ["o", "=1+1"]


def test_results_are_as_the_engine_gives_them(client: httpx.Client, plan_triples: bytes) -> None:
    memory = pyoxigraph.Store()
    memory.load(plan_triples, pyoxigraph.RdfFormat.N_TRIPLES)
    query = "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o"
    direct = memory.query(query).serialize(format=pyoxigraph.QueryResultsFormat.JSON)  # type: ignore[union-attr]
    assert direct is not None
    assert ask(client, query).json() == json.loads(direct)


def test_a_worker_binds_variables_to_terms(made_once: EmbeddedStore) -> None:
    async def bound() -> bytes:
        runner = QueryRunner(Settings())
        try:
            with made_once.read() as snapshot:
                query = Query("SELECT ?s { ?s rg:statement ?text }", bindings=(("s", f"<{BASE}goal/g>"),))
                return (await runner.run(snapshot, query, Formats.of("text/csv"), "")).whole
        finally:
            runner.close()

    assert asyncio.run(bound()).split() == [b"s", f"{BASE}goal/g".encode()]
