"""The catalogue in DCAT, in the shape of DCAT-AP-NL 3.0 (Geonovum, 2024), the Dutch profile of the EU's DCAT-AP 3.

The profile asks of a catalogue, a dataset and a service for a contact point, which only who runs the service can give:
`REGIOGRAAF_CONTACT`. Publisher and licence have a value without a setting: `REGIOGRAAF_PUBLISHER`,
`REGIOGRAAF_PUBLISHER_IRI` and `REGIOGRAAF_LICENCE` change them.
"""

from __future__ import annotations

from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from graph_api.description.site import Site, licence, words
from graph_api.description.statements import Statements, moment, name
from ontology import RG, RGT

PROFILE: Final = "https://docs.geostandaarden.nl/dcat/dcat-ap-nl30/"
_HEALTH: Final = name("eu:data-theme/HEAL")
_PUBLIC: Final = name("eu:access-right/PUBLIC")
_DUTCH: Final = name("eu:language/NLD")
_ENGLISH: Final = name("eu:language/ENG")
_COUNTRY: Final = name("eu:country/NLD")


def catalogue(site: Site) -> list[Triple]:
    """The catalogue, with the graph as its one dataset, the files of it, and the endpoint."""
    said, catalog = Statements(), f"{site.root}/catalog"
    said.add(catalog, "rdf:type", name("dcat:Catalog"))
    said.texts(catalog, "dcterms:title", words("catalogue"))
    said.texts(catalog, "dcterms:description", words("catalogue_description"))
    said.add(catalog, "dcterms:language", _DUTCH, _ENGLISH)
    said.add(catalog, "dcterms:license", licence(site.settings))
    said.add(catalog, "dcterms:modified", moment(site.version.made))
    said.add(catalog, "foaf:homepage", NamedNode(f"{site.root}/"))
    said.add(catalog, "dcat:themeTaxonomy", NamedNode("http://publications.europa.eu/resource/authority/data-theme"))
    said.add(catalog, "dcat:dataset", NamedNode(site.dataset))
    said.add(catalog, "dcat:service", NamedNode(site.sparql))
    if site.settings.contact:  # without a contact point it does not conform
        said.add(catalog, "dcterms:conformsTo", NamedNode(PROFILE))
    _responsible(said, site, catalog)
    _dataset(said, site)
    _service(said, site)
    site.describe_publisher(said)
    return said.triples


def _responsible(said: Statements, site: Site, thing: str) -> None:
    """Say who publishes a thing, and whom to ask about it."""
    said.add(thing, "dcterms:publisher", NamedNode(site.publisher))
    if not site.settings.contact:
        return
    contact, address = f"{site.root}/catalog#contact", site.settings.contact
    said.add(thing, "dcat:contactPoint", NamedNode(contact))
    said.add(contact, "rdf:type", name("vcard:Kind"))
    said.add(contact, "vcard:fn", Literal(site.settings.publisher))
    if address.startswith("http"):
        said.add(contact, "vcard:hasURL", NamedNode(address))
    else:
        said.add(contact, "vcard:hasEmail", NamedNode(f"mailto:{address}"))


def _dataset(said: Statements, site: Site) -> None:
    dataset = site.dataset
    said.add(dataset, "rdf:type", name("dcat:Dataset"), name("void:Dataset"))
    said.texts(dataset, "dcterms:title", words("title"))
    said.texts(dataset, "dcterms:description", words("description"))
    said.add(dataset, "dcterms:identifier", Literal(dataset))
    said.add(dataset, "dcterms:accessRights", _PUBLIC)
    said.add(dataset, "dcterms:creator", NamedNode(site.publisher))
    said.add(dataset, "dcterms:license", licence(site.settings))
    said.add(dataset, "dcterms:language", _DUTCH)
    said.add(dataset, "dcterms:spatial", _COUNTRY)
    said.add(dataset, "dcterms:modified", moment(site.version.made))
    said.add(dataset, "dcterms:conformsTo", NamedNode(str(RG).rstrip("#")))
    said.add(dataset, "dcat:version", Literal(site.version.name))
    said.add(dataset, "dcat:theme", _HEALTH, NamedNode(str(RGT).rstrip("/")))
    said.add(dataset, "dcat:landingPage", NamedNode(f"{site.root}/"))
    said.add(dataset, "foaf:page", NamedNode(f"{site.root}/def"))
    for tongue, text in words("keywords").items():
        said.add(dataset, "dcat:keyword", *(Literal(word, language=tongue) for word in text.split("; ")))
    _responsible(said, site, dataset)
    types = words("file_types")
    for export in site.exports:
        file = f"{site.root}/catalog#regiograaf{export.ending}"
        said.add(dataset, "dcat:distribution", NamedNode(file))
        said.add(file, "rdf:type", name("dcat:Distribution"))
        said.add(file, "dcterms:title", Literal(export.words, language="en"))
        said.add(file, "dcat:accessURL", NamedNode(site.export(export.ending)))
        said.add(file, "dcat:downloadURL", NamedNode(site.export(export.ending)))
        said.add(file, "dcat:mediaType", name(f"iana:{export.media_type}"))
        said.add(file, "dcterms:license", licence(site.settings))
        if export.ending in types:
            said.add(file, "dcterms:format", name(f"eu:file-type/{types[export.ending]}"))
    query = f"{site.root}/catalog#sparql"
    said.add(dataset, "dcat:distribution", NamedNode(query))
    said.add(query, "rdf:type", name("dcat:Distribution"))
    said.texts(query, "dcterms:title", words("endpoint"))
    said.add(query, "dcat:accessURL", NamedNode(site.sparql))
    said.add(query, "dcat:accessService", NamedNode(site.sparql))
    said.add(query, "dcterms:license", licence(site.settings))


def _service(said: Statements, site: Site) -> None:
    service = site.sparql
    said.add(service, "rdf:type", name("dcat:DataService"))
    said.texts(service, "dcterms:title", words("endpoint"))
    said.texts(service, "dcterms:description", words("endpoint_description"))
    said.add(service, "dcterms:identifier", Literal(service))
    said.add(service, "dcterms:accessRights", _PUBLIC)
    said.add(service, "dcterms:license", licence(site.settings))
    said.add(service, "dcterms:conformsTo", NamedNode("https://www.w3.org/TR/sparql11-protocol/"))
    said.add(service, "dcat:theme", _HEALTH)
    said.add(service, "dcat:endpointURL", NamedNode(service))
    said.add(service, "dcat:endpointDescription", NamedNode(service))
    said.add(service, "dcat:servesDataset", NamedNode(site.dataset))
    _responsible(said, site, service)
