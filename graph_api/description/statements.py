"""Statements of a description, written with prefixes."""

from __future__ import annotations

from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from ontology import PREFIXES

NAMESPACES: Final = PREFIXES | {
    "foaf": "http://xmlns.com/foaf/0.1/",
    "formats": "http://www.w3.org/ns/formats/",
    "iana": "https://www.iana.org/assignments/media-types/",
    "eu": "http://publications.europa.eu/resource/authority/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": "http://rdfs.org/ns/void#",
}
"""The prefixes of descriptions."""


class Statements:
    """Triples in the making."""

    def __init__(self) -> None:
        self.triples: list[Triple] = []

    def add(self, subject: str, predicate: str, *values: NamedNode | Literal | int) -> None:
        """Say something of a thing.

        Args:
            subject: its IRI.
            predicate: as prefix:name, with the prefixes of `NAMESPACES`.
            values: none says nothing.
        """
        for value in values:
            node = Literal(value) if isinstance(value, int) else value
            self.triples.append(Triple(NamedNode(subject), name(predicate), node))

    def texts(self, subject: str, predicate: str, texts: dict[str, str]) -> None:
        """Say something in several languages: codes of languages to texts."""
        self.add(subject, predicate, *(Literal(text, language=language) for language, text in texts.items()))


def name(prefixed: str) -> NamedNode:
    """The IRI of prefix:name, with the prefixes of `NAMESPACES`."""
    prefix, _, local = prefixed.partition(":")
    return NamedNode(NAMESPACES[prefix] + local)


def moment(time: str) -> Literal:
    """A time as a term (xsd:dateTime)."""
    return Literal(time, datatype=name("xsd:dateTime"))
