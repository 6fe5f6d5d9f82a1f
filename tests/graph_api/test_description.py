"""The graph and the endpoint described: VoID, DCAT, SPARQL Service Description."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import httpx
import pytest
from rdflib import DCAT, DCTERMS, FOAF, PROV, RDF, SKOS, VOID, Graph, Literal, Namespace, URIRef
from small_service import Serve

from graph_api.store import EmbeddedStore
from ontology import BASE, RG

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
HERE = "https://example.org/regiograaf"
FORMS = {
    "text/turtle": "turtle",
    "application/ld+json": "json-ld",
    "application/rdf+xml": "xml",
    "application/n-triples": "nt",
}


def read(client: httpx.Client, address: str, accept: str = "text/turtle") -> Graph:
    answer = client.get(address, headers={"Accept": accept})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].partition(";")[0] == accept
    return Graph().parse(data=answer.content, format=FORMS[accept])


@pytest.mark.parametrize("address", ["/sparql", "/.well-known/void", "/catalog"])
def test_each_form_says_the_same(client: httpx.Client, address: str) -> None:
    graphs = [set(read(client, address, accept)) for accept in FORMS]
    assert graphs[0] and all(graph == graphs[0] for graph in graphs)
    first = client.get(address)
    assert client.get(address, headers={"If-None-Match": first.headers["etag"]}).status_code == 304
    assert client.get(address, params={"format": "png"}).status_code == 406
    if address != "/sparql":
        assert client.get(f"{address}.nt").headers["content-type"] == "application/n-triples"


# W3C's service description tests (shared/w3c/service-description): one for each entry of the manifest


def test_w3c_returns_rdf_and_has_an_endpoint_triple(client: httpx.Client, shared: Path) -> None:
    manifest = Graph().parse(shared / "w3c" / "service-description" / "manifest.ttl")
    kind = URIRef("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#ServiceDescriptionTest")
    entries = {str(entry).rpartition("#")[2] for entry in manifest.subjects(RDF.type, kind)}
    assert entries == {"has-endpoint-triple", "returns-rdf", "conforms-to-schema"}, "each is tested here"
    for accept in FORMS:
        said = read(client, "/sparql", accept)
        endpoint = URIRef(f"{str(client.base_url).rstrip('/')}/sparql")
        assert len(list(said.subjects(SD.endpoint, endpoint))) == 1


# from the vocabulary: property to the classes of its subject and its object (None: any resource)
SCHEMA: dict[URIRef, tuple[URIRef, URIRef | None]] = {
    SD.endpoint: (SD.Service, None),
    SD.feature: (SD.Service, SD.Feature),
    SD.defaultEntailmentRegime: (SD.Service, None),
    SD.supportedLanguage: (SD.Service, SD.Language),
    SD.resultFormat: (SD.Service, None),
    SD.defaultDataset: (SD.Service, SD.Dataset),
    SD.defaultGraph: (SD.Dataset, SD.Graph),
    SD.namedGraph: (SD.Dataset, SD.NamedGraph),
    SD.name: (SD.NamedGraph, None),
    SD.graph: (SD.NamedGraph, SD.Graph),
}
INSTANCES = {
    SD.Feature: {SD.DereferencesURIs, SD.UnionDefaultGraph, SD.RequiresDataset, SD.EmptyGraphs, SD.BasicFederatedQuery},
    SD.Language: {SD.SPARQL10Query, SD.SPARQL11Query, SD.SPARQL11Update},
}
CLASSES = {SD.Service, SD.Dataset, SD.Graph, SD.NamedGraph}


def test_w3c_conforms_to_schema(client: httpx.Client) -> None:
    said = read(client, "/sparql")
    for subject, predicate, value in said:
        if str(predicate).startswith(str(SD)):
            domain, range_ = SCHEMA[predicate]  # type: ignore[index]
            assert (subject, RDF.type, domain) in said, (subject, predicate)
            assert isinstance(value, URIRef)
            assert range_ is None or value in INSTANCES.get(range_, ()) or (value, RDF.type, range_) in said
    assert set(said.objects(None, RDF.type)) <= CLASSES
    (service,) = said.subjects(RDF.type, SD.Service)
    assert set(said.objects(service, SD.feature)) == {SD.UnionDefaultGraph}
    assert set(said.objects(service, SD.supportedLanguage)) == {SD.SPARQL11Query}


def test_the_endpoint_names_its_graphs_and_what_the_settings_turn_on(store: EmbeddedStore, serve: Serve) -> None:
    client = serve(
        public_url=HERE, allow_updates=True, token="secret-of-the-test", query_services="http://x.org/sparql"
    )
    said = read(client, "/sparql")
    service = URIRef(f"{HERE}/sparql")
    assert set(said.objects(service, SD.feature)) == {SD.UnionDefaultGraph, SD.BasicFederatedQuery}
    assert set(said.objects(service, SD.supportedLanguage)) == {SD.SPARQL11Query, SD.SPARQL11Update}
    with store.read() as snapshot:
        assert {str(name) for name in said.objects(None, SD.name)} == set(snapshot.graphs())


def counted(triples: list[tuple[str, str, str]]) -> tuple[Counter[str], Counter[str]]:
    properties = Counter(predicate for _, predicate, _ in triples)
    classes = Counter(value for _, predicate, value in triples if predicate == str(RDF.type))
    return classes, properties


def test_void_counts_right(example_store: EmbeddedStore, example_client: httpx.Client) -> None:
    said = read(example_client, "/.well-known/void")
    (dataset,) = said.objects(None, FOAF.primaryTopic)
    with example_store.read() as snapshot:
        graphs = {graph: {(str(t.subject), str(t.predicate.value), getattr(t.object, "value", ""), str(t.object))
                          for t in snapshot.triples(graph)} for graph in snapshot.graphs()}  # fmt: skip
    whole = set().union(*graphs.values())
    for node, statements in [(dataset, whole), *((URIRef(graph), found) for graph, found in graphs.items())]:
        classes, properties = counted([(s, p, o) for s, p, o, _ in statements])
        assert said.value(node, VOID.triples) == Literal(len(statements))
        for name, number, partition, expected in (
            (VOID["class"], VOID.entities, VOID.classPartition, classes),
            (VOID.property, VOID.triples, VOID.propertyPartition, properties),
        ):
            found = {str(said.value(part, name)): said.value(part, number) for part in said.objects(node, partition)}
            assert found == {iri: Literal(count) for iri, count in expected.items()}
    assert said.value(dataset, VOID.distinctSubjects) == Literal(len({s for s, *_ in whole}))
    assert said.value(dataset, VOID.distinctObjects) == Literal(len({o for *_, o in whole}))
    assert set(said.objects(dataset, VOID.subset)) == {URIRef(graph) for graph in graphs}


def test_void_leads_to_the_data(example_client: httpx.Client) -> None:
    said = read(example_client, "/.well-known/void")
    (dataset,) = said.objects(None, FOAF.primaryTopic)
    dumps = [str(dump) for dump in said.objects(dataset, VOID.dataDump)]
    assert len(dumps) >= 4
    for dump in dumps:
        with example_client.stream("GET", dump) as answer:
            assert answer.status_code == 200, dump
    endpoint = said.value(dataset, VOID.sparqlEndpoint)
    assert example_client.get(str(endpoint), params={"query": "ASK {}"}).status_code == 200
    examples = [str(thing) for thing in said.objects(dataset, VOID.exampleResource)]
    assert len(examples) == 3
    look_up = str(said.value(dataset, VOID.uriLookupEndpoint))
    for thing in examples:
        assert thing.startswith(str(said.value(dataset, VOID.uriSpace)))
        assert example_client.get(look_up + thing).status_code == 200
    vocabularies = {str(namespace) for namespace in said.objects(dataset, VOID.vocabulary)}
    assert {str(RG), str(SKOS), str(PROV), str(DCTERMS)} <= vocabularies


# what DCAT-AP-NL 3.0 asks for (cardinality 1.. in its tables), by class
MANDATORY = {
    DCAT.Catalog: {DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCAT.contactPoint, DCAT.dataset},
    DCAT.Dataset: {
        DCTERMS.title,
        DCTERMS.description,
        DCTERMS.identifier,
        DCTERMS.accessRights,
        DCTERMS.creator,
        DCTERMS.publisher,
        DCAT.contactPoint,
        DCAT.theme,
    },
    DCAT.Distribution: {DCAT.accessURL, DCTERMS.license},
    DCAT.DataService: {
        DCTERMS.title,
        DCTERMS.description,
        DCTERMS.identifier,
        DCTERMS.accessRights,
        DCTERMS.license,
        DCTERMS.publisher,
        DCAT.contactPoint,
        DCAT.endpointURL,
        DCAT.endpointDescription,
        DCAT.theme,
    },
}
AT_MOST_ONE = {
    DCTERMS.identifier,
    DCTERMS.publisher,
    DCAT.contactPoint,
    URIRef(f"{DCAT}version"),
    DCAT.accessURL,
    DCAT.endpointURL,
}


def missing(said: Graph) -> set[tuple[URIRef, URIRef]]:
    return {
        (kind, predicate)
        for kind, predicates in MANDATORY.items()
        for thing in said.subjects(RDF.type, kind)
        for predicate in predicates
        if (thing, predicate, None) not in said
    }


def test_the_catalogue_is_complete_once_the_contact_is_set(serve: Serve) -> None:
    said = read(serve(public_url=HERE, contact="graaf@example.org", publisher="Proefregio"), "/catalog")
    for kind in MANDATORY:
        assert list(said.subjects(RDF.type, kind)), kind
    assert missing(said) == set()
    for predicate in AT_MOST_ONE:
        counts = Counter(subject for subject in said.subjects(predicate, None))
        assert all(number == 1 for number in counts.values()), predicate
    assert {str(name) for name in said.objects(None, FOAF.name)} == {"Proefregio"}
    assert said.value(None, VCARD.hasEmail) is None
    assert set(said.objects(None, VCARD.hasEmail)) == {URIRef("mailto:graaf@example.org")}
    assert (URIRef(f"{HERE}/catalog"), DCTERMS.conformsTo, None) in said
    assert all(str(subject).startswith(HERE) for subject in said.subjects())


def test_without_a_contact_it_does_not_claim_to_conform(serve: Serve) -> None:
    said = read(serve(public_url=HERE), "/catalog")
    assert {predicate for _, predicate in missing(said)} == {DCAT.contactPoint}
    assert (URIRef(f"{HERE}/catalog"), DCTERMS.conformsTo, None) not in said


def test_settings_say_who_publishes_and_under_which_licence(serve: Serve) -> None:
    licence, publisher = "https://creativecommons.org/publicdomain/zero/1.0/", "https://example.org/org/1"
    said = read(serve(publisher_iri=publisher, licence=licence, contact="https://example.org/c"), "/catalog")
    assert set(said.objects(None, DCTERMS.license)) == {URIRef(licence)}
    assert set(said.objects(None, DCTERMS.publisher)) == {URIRef(publisher)}
    assert set(said.objects(None, VCARD.hasURL)) == {URIRef("https://example.org/c")}


def test_descriptions_speak_of_one_dataset(client: httpx.Client) -> None:
    void, catalogue = read(client, "/.well-known/void"), read(client, "/catalog")
    (dataset,) = catalogue.subjects(RDF.type, DCAT.Dataset)
    assert (dataset, RDF.type, VOID.Dataset) in void
    assert dataset == next(void.objects(None, FOAF.primaryTopic))


def test_the_catalogue_is_a_page_too(example_client: httpx.Client) -> None:
    page = example_client.get("/catalog", headers={"Accept": "text/html"})
    assert re.search(r"<h1[^>]*>Catalogus</h1>", page.text)
    assert 'href="/export/regiograaf.nq"' in page.text
    assert '<th scope="row"><a href="/def#Goal">doel</a></th><td class="number">' in page.text
    assert "werkmap" in page.text, "files are told of in Dutch"


@pytest.mark.parametrize(
    ("name", "value"),
    [("PUBLIC_URL", "example.org"), ("LICENCE", "EUPL"), ("CONTACT", "someone"), ("PUBLISHER_IRI", "http://a b")],
)
def test_a_wrong_setting_is_told_by_its_name(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    from graph_api.settings import settings
    from ingest.errors import RegiograafError

    monkeypatch.setenv(f"REGIOGRAAF_{name}", value)
    settings.cache_clear()
    with pytest.raises(RegiograafError, match=f"REGIOGRAAF_{name}: "):
        settings()
    settings.cache_clear()


def test_the_base_is_that_of_the_setting(serve: Serve) -> None:
    said = read(serve(), "/.well-known/void")
    assert set(said.objects(None, VOID.uriSpace)) == {Literal(BASE)}
