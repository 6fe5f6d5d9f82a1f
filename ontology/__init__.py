"""The terms, code lists, national themes, approaches and register, as Turtle, and what finds and loads them.

A *part* is what stands in one named graph: `ontology` (terms and code lists), `themes`, `register` (approaches,
regions, organisations).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from rdflib import OWL, RDF, RDFS, XSD, Graph, Namespace, URIRef
from rdflib.term import Node

BASE: Final = "https://w3id.org/regiograaf/id/"
"""What the IRIs of things start with, unless a setting says otherwise."""

RG = Namespace("https://w3id.org/regiograaf/def#")
RGT = Namespace("https://w3id.org/regiograaf/theme/")
RGC = Namespace("https://w3id.org/regiograaf/code#")
OA = Namespace("http://www.w3.org/ns/oa#")
ORG = Namespace("http://www.w3.org/ns/org#")
GEO = Namespace("http://www.opengis.net/ont/geosparql#")
TOOI = Namespace("https://identifier.overheid.nl/tooi/def/ont/")
SCHEMA = Namespace("https://schema.org/")

PREFIXES: Final[dict[str, str]] = {
    "rg": str(RG),
    "rgt": str(RGT),
    "rgc": str(RGC),
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "geo": str(GEO),
    "oa": str(OA),
    "org": str(ORG),
    "owl": str(OWL),
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "schema": str(SCHEMA),
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "tooi": str(TOOI),
    "xsd": str(XSD),
}
"""The prefixes of the project; the base and what depends on it has none here."""

PARTS: Final[dict[str, tuple[str, ...]]] = {
    "ontology": ("regiograaf.ttl", "codes.ttl"),
    "themes": ("themes.ttl",),
    "register": ("approaches.ttl", "register/*.ttl"),
}
"""Each part's files, as patterns below this folder."""

_FOLDER = Path(__file__).parent
_BASE_LINE = re.compile(r"^@base\s+<[^>]*>\s*\.", re.MULTILINE)
_CLASS_KINDS = frozenset({OWL.Class, RDFS.Class, RDFS.Datatype})
_PROPERTY_KINDS = frozenset(
    {RDF.Property, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.OntologyProperty}
)


class UnknownPartError(ValueError):
    """A part was asked for that is not there."""

    def __init__(self, part: str) -> None:
        super().__init__(f"no part {part!r} in the ontology; there are: {', '.join(PARTS)}")


class SharedGraph(Graph):
    """A graph that several callers hold; once `frozen`, adding or removing raises TypeError."""

    frozen = False

    def _open(self) -> None:
        if self.frozen:
            raise TypeError("this graph is shared by all who load it: copy it first, as in Graph() + load(part)")

    def add(self, triple: Any) -> SharedGraph:
        """As rdflib's, while not frozen."""
        self._open()
        super().add(triple)
        return self

    def addN(self, quads: Any) -> SharedGraph:  # noqa: N802 (rdflib's name)
        """As rdflib's, while not frozen."""
        self._open()
        super().addN(quads)
        return self

    def remove(self, triple: Any) -> SharedGraph:
        """As rdflib's, while not frozen."""
        self._open()
        super().remove(triple)
        return self


def files(part: str) -> tuple[Path, ...]:
    """The Turtle files of a part, in a fixed order.

    Raises:
        UnknownPartError: where there is no such part.
    """
    if part not in PARTS:
        raise UnknownPartError(part)
    return tuple(path for pattern in PARTS[part] for path in sorted(_FOLDER.glob(pattern)))


def turtle(path: Path, base: str = BASE) -> str:
    """The text of a Turtle file, with `base` in place of the one that its @base line names."""
    # a function as replacement: a base may hold what re.sub would read as a group
    return _BASE_LINE.sub(lambda _: f"@base <{base}> .", path.read_text(encoding="utf-8"))


@lru_cache(maxsize=16)
def load(part: str, base: str = BASE) -> Graph:
    """The graph of a part. It is parsed once, shared and frozen: copy it before changing anything.

    Raises:
        UnknownPartError: where there is no such part.
    """
    graph = SharedGraph()
    for prefix, iri in PREFIXES.items():
        graph.bind(prefix, iri)
    for path in files(part):
        graph.parse(data=turtle(path, base), format="turtle")
    graph.frozen = True
    return graph


def undeclared(graph: Graph, background: Iterable[Graph] = ()) -> set[URIRef]:
    """The predicates and classes that `graph` uses and that neither it nor `background` declares.

    Terms of RDF, RDFS and OWL need no declaration, but must exist.
    """
    sources = [graph, *background]
    classes, properties = _declared(sources, _CLASS_KINDS), _declared(sources, _PROPERTY_KINDS)
    used_classes = {kind for kind in graph.objects(None, RDF.type) if isinstance(kind, URIRef)}
    used_properties = {predicate for predicate in graph.predicates() if isinstance(predicate, URIRef)}
    missing = (used_classes - classes) | (used_properties - properties)
    return {term for term in missing if not _of_the_language(term)}


def _declared(graphs: Iterable[Graph], kinds: frozenset[URIRef]) -> set[Node]:
    return {term for graph in graphs for kind in kinds for term in graph.subjects(RDF.type, kind)}


def _of_the_language(term: URIRef) -> bool:
    return any(term in vocabulary for vocabulary in (RDF, RDFS, OWL, XSD))
