"""W3C's tests of SPARQL 1.1 Service Description: their manifest names three, and has no data for them."""

from __future__ import annotations

from collections.abc import Iterator

import manifests
import pytest
from manifests import W3C
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.namespace import RDFS
from service_process import Running, fill, service

from graph_api.store import EmbeddedStore

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
NAMES = {"returns-rdf", "has-endpoint-triple", "conforms-to-schema"}
DOMAINS = {
    SD.endpoint: SD.Service,
    SD.feature: SD.Service,
    SD.supportedLanguage: SD.Service,
    SD.resultFormat: SD.Service,
    SD.inputFormat: SD.Service,
    SD.defaultEntailmentRegime: SD.Service,
    SD.extensionFunction: SD.Service,
    SD.extensionAggregate: SD.Service,
    SD.languageExtension: SD.Service,
    SD.propertyFeature: SD.Service,
    SD.availableGraphs: SD.Service,
    SD.defaultDataset: SD.Service,
    SD.defaultGraph: SD.Dataset,
    SD.namedGraph: SD.GraphCollection,
    SD.name: SD.NamedGraph,
    SD.graph: SD.NamedGraph,
    SD.entailmentRegime: SD.NamedGraph,
    SD.supportedEntailmentProfile: SD.NamedGraph,
    SD.defaultSupportedEntailmentProfile: SD.Service,
}
"""The properties of the vocabulary, and the classes of what has them."""
SUBCLASSES = {SD.Dataset: SD.GraphCollection}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("description") / "store"
    fill(
        EmbeddedStore(folder),
        {"http://example.org/g": b"<http://example.org/s> <http://example.org/p> 'o' .".replace(b"'", b'"')},
    )
    with service(folder) as started:
        yield started


@pytest.fixture(scope="module", params=["text/turtle", "application/rdf+xml", "application/n-triples", "*/*"])
def description(running: Running, request: pytest.FixtureRequest) -> Graph:
    """What GET on the endpoint gives (test returns-rdf: it can be read)."""
    answer = running.client.get("/sparql", headers={"Accept": request.param})
    assert answer.status_code == 200
    media_type = answer.headers["content-type"].partition(";")[0]
    assert request.param in (media_type, "*/*")
    graph = Graph().parse(data=answer.text, format=media_type)
    assert len(graph)
    return graph


def test_these_are_all_tests() -> None:
    if not W3C.is_dir():
        pytest.skip("W3C's tests are not there (w3c in ../shared beside the repository)")
    assert {test.name for test in manifests.read(W3C / "service-description" / "manifest.ttl")} == NAMES


def test_has_endpoint_triple(running: Running, description: Graph) -> None:
    assert (None, SD.endpoint, URIRef(f"{running.url}/sparql")) in description


def test_conforms_to_schema(description: Graph) -> None:
    (found,) = set(description.subjects(RDF.type, SD.Service))
    assert list(description.objects(found, SD.endpoint))
    for subject, predicate, _ in description:
        assert not str(predicate).startswith(str(SD)) or predicate in DOMAINS, predicate
        if predicate in DOMAINS:
            kinds = set(description.objects(subject, RDF.type))
            kinds |= {SUBCLASSES[kind] for kind in kinds if kind in SUBCLASSES}  # type: ignore[index]
            assert DOMAINS[predicate] in kinds, (subject, predicate)
    for kind in description.objects(None, RDF.type):
        assert not str(kind).startswith(str(SD)) or kind in {
            *DOMAINS.values(),
            SD.Graph,
            SD.Feature,
            SD.Language,
            RDFS.Class,
        }
