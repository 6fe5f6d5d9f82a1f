"""The endpoint described (SPARQL 1.1 Service Description, W3C 2013): what it speaks, its features and its graphs."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from fastapi import Request, Response
from pyoxigraph import NamedNode, Triple

from graph_api.description.site import Site, words
from graph_api.description.statements import Statements, name
from graph_api.routes.described import described

_RESULTS: Final = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "JSON-LD",
    "RDF_XML",
    "TriG",
    "N-Quads",
)


def endpoint(site: Site) -> list[Triple]:
    """The description of the endpoint and of the dataset that it queries."""
    said, service, dataset = Statements(), site.sparql, f"{site.sparql}#dataset"
    said.add(service, "rdf:type", name("sd:Service"))
    said.add(service, "sd:endpoint", NamedNode(site.sparql))
    said.add(service, "sd:supportedLanguage", name("sd:SPARQL11Query"))
    if site.settings.allow_updates:
        said.add(service, "sd:supportedLanguage", name("sd:SPARQL11Update"))
    said.add(service, "sd:resultFormat", *(name(f"formats:{form}") for form in _RESULTS))
    said.add(service, "sd:feature", name("sd:UnionDefaultGraph"))
    if site.settings.query_services:
        said.add(service, "sd:feature", name("sd:BasicFederatedQuery"))
    said.add(service, "sd:defaultEntailmentRegime", NamedNode("http://www.w3.org/ns/entailment/Simple"))
    said.add(service, "sd:defaultDataset", NamedNode(dataset))
    said.texts(service, "dcterms:title", words("endpoint"))
    said.add(dataset, "rdf:type", name("sd:Dataset"))
    said.add(dataset, "sd:defaultGraph", NamedNode(f"{dataset}-default"))
    said.add(f"{dataset}-default", "rdf:type", name("sd:Graph"))
    said.add(f"{dataset}-default", "void:triples", site.statistics.whole.statements)
    for graph, counts in site.statistics.graphs.items():
        key = f"{dataset}-{quote(graph.removeprefix(site.settings.base), safe='')}"
        said.add(dataset, "sd:namedGraph", NamedNode(key))
        said.add(key, "rdf:type", name("sd:NamedGraph"))
        said.add(key, "sd:name", NamedNode(graph))
        said.add(key, "sd:graph", NamedNode(f"{key}-graph"))
        said.add(f"{key}-graph", "rdf:type", name("sd:Graph"))
        said.add(f"{key}-graph", "void:triples", counts.statements)
    return said.triples


def service_description(request: Request) -> Response:
    """The answer to GET on the endpoint without a query; some of it is counted, so call it in a thread.

    Raises:
        NotAcceptableError: the client accepts no format of RDF.
        StoreError: there is nothing to describe.
    """
    return described(request, endpoint)
