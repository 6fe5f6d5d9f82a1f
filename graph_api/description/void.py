"""The graph described in VoID: its size, classes and properties, vocabularies, endpoint and dumps, and its parts.

Alexander, Cyganiak, Hausenblas and Zhao, 'Describing Linked Datasets with the VoID Vocabulary', W3C 2011.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Triple

from graph_api.description.site import Site, licence, words
from graph_api.description.statements import NAMESPACES, Statements, moment, name
from graph_api.description.statistics import Counts

_FORMATS: Final = ("Turtle", "JSON-LD", "RDF_XML", "N-Triples", "N-Quads", "TriG")


def void(site: Site) -> list[Triple]:
    """The description of the graph."""
    said, document, dataset = Statements(), f"{site.root}/.well-known/void", site.dataset
    said.add(document, "rdf:type", name("void:DatasetDescription"))
    said.add(document, "foaf:primaryTopic", NamedNode(dataset))
    said.texts(document, "dcterms:title", words("title"))
    said.add(dataset, "rdf:type", name("void:Dataset"))
    said.texts(dataset, "dcterms:title", words("title"))
    said.texts(dataset, "dcterms:description", words("description"))
    said.add(dataset, "dcterms:license", licence(site.settings))
    said.add(dataset, "dcterms:publisher", NamedNode(site.publisher))
    said.add(dataset, "dcterms:modified", moment(site.version.made))
    said.add(dataset, "dcat:version", Literal(site.version.name))
    said.add(dataset, "foaf:homepage", NamedNode(f"{site.root}/"))
    said.add(dataset, "void:sparqlEndpoint", NamedNode(site.sparql))
    said.add(dataset, "void:uriLookupEndpoint", NamedNode(f"{site.root}/about?iri="))
    said.add(dataset, "void:dataDump", *(NamedNode(site.export(dump.ending)) for dump in site.exports if dump.rdf))
    said.add(dataset, "void:feature", *(name(f"formats:{form}") for form in _FORMATS))
    said.add(dataset, "void:uriSpace", Literal(site.settings.base))
    said.add(dataset, "void:exampleResource", *map(NamedNode, site.statistics.examples))
    said.add(dataset, "void:vocabulary", *map(NamedNode, _vocabularies(site.statistics.whole)))
    said.add(dataset, "void:distinctSubjects", site.statistics.subjects)
    said.add(dataset, "void:distinctObjects", site.statistics.objects)
    _numbers(said, dataset, document + "#", site.statistics.whole)
    for graph, counts in site.statistics.graphs.items():
        said.add(dataset, "void:subset", NamedNode(graph))
        said.add(graph, "rdf:type", name("void:Dataset"), name("sd:Graph"))
        key = graph.removeprefix(site.settings.base).removeprefix("graph/")
        said.texts(graph, "dcterms:title", {tongue: f"{text} {key}" for tongue, text in words("graph").items()})
        _numbers(said, graph, f"{document}#{quote(key)}/", counts)
    site.describe_publisher(said)
    return said.triples


def _numbers(said: Statements, dataset: str, start: str, counts: Counts) -> None:
    """Say how large a dataset is, and each of its partitions, whose IRIs begin with `start`."""
    said.add(dataset, "void:triples", counts.statements)
    said.add(dataset, "void:classes", len(counts.classes))
    said.add(dataset, "void:properties", len(counts.properties))
    for iri, number in sorted(counts.classes.items()):
        part = f"{start}class-{_short(iri)}"
        said.add(dataset, "void:classPartition", NamedNode(part))
        said.add(part, "void:class", NamedNode(iri))
        said.add(part, "void:entities", number)
    for iri, number in sorted(counts.properties.items()):
        part = f"{start}property-{_short(iri)}"
        said.add(dataset, "void:propertyPartition", NamedNode(part))
        said.add(part, "void:property", NamedNode(iri))
        said.add(part, "void:triples", number)


def _vocabularies(counts: Counts) -> list[str]:
    """The namespaces of the classes and properties."""
    return sorted({_namespace(iri) for iri in (*counts.classes, *counts.properties)})


def _namespace(iri: str) -> str:
    known = [namespace for namespace in NAMESPACES.values() if iri.startswith(namespace)]
    return max(known, key=len) if known else iri[: max(iri.rfind("#"), iri.rfind("/")) + 1] or iri


def _short(iri: str) -> str:
    """A name for an IRI within a document: prefix and name where it has a prefix."""
    namespace = _namespace(iri)
    prefix = next((prefix for prefix, known in NAMESPACES.items() if known == namespace), None)
    return quote(f"{prefix}-{iri.removeprefix(namespace)}" if prefix else iri, safe="")
