"""Clients that we did not write: SPARQLWrapper, rdflib's stores, curl, Comunica."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.namespace import RDF
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore
from service_process import TOKEN, Running, fill, service
from SPARQLWrapper import CSV, JSON, JSONLD, N3, POST, RDFXML, TSV, TURTLE, XML, SPARQLWrapper

from graph_api.store import EmbeddedStore

HERE = Path(__file__).parent
EXAMPLE = "http://example.org/"
NUMBER = 300
THINGS = f"SELECT ?thing ?name {{ ?thing a <{EXAMPLE}Thing> ; <{EXAMPLE}name> ?name }}"
GRAPH = f"{EXAMPLE}graph/a%20b"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A service that may be changed, over things with names in a graph whose IRI has a percent sign."""
    lines = [
        f"<{EXAMPLE}thing/{n}> <{RDF.type}> <{EXAMPLE}Thing> .\n"
        f'<{EXAMPLE}thing/{n}> <{EXAMPLE}name> "zorg, \\"één\\" & <{n:03}>"@nl .\n'
        for n in range(NUMBER)
    ]
    folder = tmp_path_factory.mktemp("clients") / "store"
    fill(EmbeddedStore(folder), {GRAPH: "".join(lines).encode()})
    with service(folder, "--allow-updates") as started:
        yield started


def wrapper(running: Running, query: str, form: str) -> SPARQLWrapper:
    made = SPARQLWrapper(f"{running.url}/sparql")
    made.setQuery(query)
    made.setReturnFormat(form)
    return made


def test_sparqlwrapper_reads_tables_in_all_formats(running: Running) -> None:
    rows = wrapper(running, THINGS, JSON).queryAndConvert()["results"]["bindings"]
    assert {row["name"]["value"] for row in rows} == {f'zorg, "één" & <{n:03}>' for n in range(NUMBER)}
    document = wrapper(running, THINGS, XML).queryAndConvert()
    assert len(document.getElementsByTagName("result")) == NUMBER
    assert len(list(csv.reader(io.StringIO(wrapper(running, THINGS, CSV).queryAndConvert().decode())))) == NUMBER + 1
    assert len(wrapper(running, THINGS, TSV).queryAndConvert().decode().splitlines()) == NUMBER + 1
    assert wrapper(running, f"ASK {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }}", JSON).queryAndConvert()["boolean"] is True


@pytest.mark.parametrize("form", [RDFXML, TURTLE, N3, JSONLD])
def test_sparqlwrapper_reads_graphs(running: Running, form: str) -> None:
    for query, number in (
        (f"CONSTRUCT WHERE {{ ?s <{EXAMPLE}name> ?o }}", NUMBER),
        (f"DESCRIBE <{EXAMPLE}thing/1>", 2),
    ):
        got = wrapper(running, query, form).queryAndConvert()
        graph = got if isinstance(got, Graph) else Graph().parse(data=got, format="n3")
        assert len(graph) == number


def test_sparqlwrapper_posts_and_updates(running: Running) -> None:
    posted = wrapper(running, THINGS, JSON)
    posted.setMethod(POST)
    posted.addParameter("default-graph-uri", GRAPH)
    assert len(posted.queryAndConvert()["results"]["bindings"]) == NUMBER
    update = SPARQLWrapper(f"{running.url}/sparql")
    update.setMethod(POST)
    update.addCustomHttpHeader("Authorization", f"Bearer {TOKEN}")
    update.setQuery(f"INSERT DATA {{ GRAPH <{EXAMPLE}w> {{ <{EXAMPLE}a> <{EXAMPLE}b> 1 }} }}")
    assert update.query().response.status == 204
    assert wrapper(running, f"ASK {{ <{EXAMPLE}a> <{EXAMPLE}b> 1 }}", JSON).queryAndConvert()["boolean"] is True


def test_rdflib_reads_the_service_as_a_graph(running: Running) -> None:
    graph = Graph(SPARQLStore(f"{running.url}/sparql", returnFormat="json"), identifier=URIRef(GRAPH))
    assert len(graph) == 2 * NUMBER
    assert graph.value(URIRef(f"{EXAMPLE}thing/7"), URIRef(f"{EXAMPLE}name")) == Literal(
        'zorg, "één" & <007>', lang="nl"
    )
    assert len(list(graph.subjects(RDF.type, URIRef(f"{EXAMPLE}Thing")))) == NUMBER
    assert len(graph.query(THINGS)) == NUMBER
    assert bool(graph.query("ASK { ?s ?p ?o }"))


def test_rdflib_writes_through_the_service(running: Running) -> None:
    store = SPARQLUpdateStore(
        f"{running.url}/sparql",
        f"{running.url}/sparql",
        headers={"Authorization": f"Bearer {TOKEN}"},
        context_aware=True,
    )
    graph = Dataset(store).graph(URIRef(f"{EXAMPLE}written"))
    fact = (URIRef(f"{EXAMPLE}s"), URIRef(f"{EXAMPLE}p"), Literal("één"))
    graph.add(fact)
    assert list(graph) == [fact]
    graph.remove(fact)
    assert list(graph) == []


def curl(*arguments: str) -> subprocess.CompletedProcess[str]:
    if shutil.which("curl") is None:
        pytest.skip("curl is not there")
    return subprocess.run(["curl", "--silent", "--show-error", *arguments], capture_output=True, text=True, timeout=60)


def test_curl(running: Running) -> None:
    url = f"{running.url}/sparql"
    got = curl("-G", "--data-urlencode", f"query={THINGS} LIMIT 2", "-H", "Accept: text/csv", url)
    assert len(list(csv.reader(io.StringIO(got.stdout)))) == 3
    head = curl("-I", "-G", "--data-urlencode", f"query={THINGS}", url).stdout
    assert head.startswith("HTTP/1.1 200")
    tag = next(line.partition(": ")[2].strip() for line in head.splitlines() if line.lower().startswith("etag"))
    known = curl("-i", "-G", "--data-urlencode", f"query={THINGS}", "-H", f"If-None-Match: {tag}", url)
    assert known.stdout.startswith("HTTP/1.1 304")
    graph = curl(
        "-H",
        "Accept: application/n-triples",
        "-G",
        "--data-urlencode",
        f"graph={GRAPH}",
        f"{running.url}/rdf-graph-store",
    )
    assert len(graph.stdout.splitlines()) == 2 * NUMBER


def test_curl_says_so_when_a_limit_breaks_an_answer_off(running: Running) -> None:
    with service(running.store.folder, query_seconds=2, result_rows=10**12, result_bytes=10**13) as short:
        query = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
        got = curl("-o", "/dev/null", "--data-urlencode", f"query={query}", f"{short.url}/sparql")
    assert got.returncode == 18, "curl: transfer closed with outstanding read data remaining"


@pytest.fixture(scope="module")
def comunica(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with Comunica, as package-lock.json has it; kept in node_modules here for the next time."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        pytest.skip("node and npm are not there")
    if not (HERE / "node_modules" / ".package-lock.json").exists():
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        try:
            got = subprocess.run(command, cwd=HERE, capture_output=True, text=True, timeout=200)
        except subprocess.TimeoutExpired:
            pytest.skip("npm ci took more than 200 seconds; run it in tests/clients")
        if got.returncode:
            pytest.skip(f"npm ci does not work here: {got.stderr.strip()[-300:]}")
    return HERE


def test_comunica(running: Running, comunica: Path) -> None:
    got = subprocess.run(
        ["node", str(HERE / "comunica.mjs"), f"{running.url}/sparql", str(comunica)],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert got.returncode == 0, got.stderr
    assert json.loads(got.stdout) == {
        "names": [f'zorg, "één" & <{n:03}>' for n in range(NUMBER)],
        "triples": NUMBER,
        "yes": True,
        "no": False,
        "discovered": NUMBER,
    }
