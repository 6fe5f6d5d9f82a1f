"""What an export says of itself: which graph it is, of when, under which licence, and how to cite it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from graph_api.export.selection import Selection
from graph_api.store import Snapshot, VersionInfo
from ontology import PREFIXES

_LAST_READ: Final = "SELECT (MAX(?ended) AS ?time) WHERE { GRAPH ?graph { ?reading prov:endedAtTime ?ended } }"
_BYTES: Final = 16
_REMEMBERED: Final = 8
_fingerprints: dict[tuple[Path, VersionInfo], str] = {}


@dataclass(frozen=True, slots=True)
class Publication:
    """What the settings say of the graph as a publication."""

    base: str
    licence: str
    publisher: str
    address: str = ""
    """Where the graph is served."""


@dataclass(frozen=True, slots=True)
class About:
    """An export as it describes itself. The same graph gives the same description."""

    publication: Publication
    fingerprint: str
    """Of all statements of the whole graph: other statements give another one."""
    date: str
    """When the last plan was read (xsd:dateTime), '' where the graph does not say."""
    statements: int
    """Of the whole graph, over all named graphs."""
    part: str
    """Which part of the graph it is, '' for all of it."""

    @property
    def dataset(self) -> str:
        """IRI of the graph as a dataset."""
        return f"{self.publication.base}dataset"

    @property
    def citation(self) -> str:
        """How to cite it."""
        p = self.publication
        year = self.date[:4]
        pieces = [f"{p.publisher} ({year})" if year else p.publisher, "Regiograaf: what Dutch regional care plans say"]
        pieces.append(f"version {self.fingerprint}" + (f" of {self.date[:10]}" if self.date else ""))
        pieces += [p.address or self.dataset]
        return ". ".join(pieces) + "."

    def lines(self) -> list[tuple[str, str]]:
        """What it is and what it says, in words: for a README and for a sheet."""
        said = [
            ("Title", "Regiograaf: what Dutch regional care plans say / wat regionale zorgplannen zeggen"),
            ("Version", self.fingerprint),
            ("Date", self.date),
            ("Part", self.part or "all / alles"),
            ("Statements in the whole graph", f"{self.statements:,}"),
            ("Publisher", self.publication.publisher),
            ("Licence", self.publication.licence),
            ("Rights", "The plans stay their authors'; the graph quotes them. / De plannen blijven van hun makers."),
            ("How to cite", self.citation),
            (
                "Note",
                "What is not here was not found, which does not mean that it is not in the plan. / "
                "Wat hier niet staat is niet gevonden; dat betekent niet dat het niet in het plan staat.",
            ),
        ]
        return [(name, text) for name, text in said if text]

    def triples(self) -> Iterator[Triple]:
        """The same as statements about the dataset."""
        dataset = NamedNode(self.dataset)
        dcterms, owl, xsd = PREFIXES["dcterms"], PREFIXES["owl"], PREFIXES["xsd"]

        def said(predicate: str, value: NamedNode | Literal) -> Triple:
            return Triple(dataset, NamedNode(predicate), value)

        yield said(f"{PREFIXES['rdf']}type", NamedNode(f"{PREFIXES['dcat']}Dataset"))
        yield said(f"{dcterms}title", Literal("Regiograaf"))
        yield said(f"{owl}versionInfo", Literal(self.fingerprint))
        yield said(f"{dcterms}license", NamedNode(self.publication.licence))
        yield said(f"{dcterms}bibliographicCitation", Literal(self.citation))
        if self.date:
            yield said(f"{dcterms}modified", Literal(self.date, datatype=NamedNode(f"{xsd}dateTime")))
        if self.part:
            yield said(f"{dcterms}description", Literal(f"Part of the graph: {self.part}", language="en"))


def about(snapshot: Snapshot, selection: Selection, publication: Publication) -> About:
    """What an export of a version says of itself."""
    rows = snapshot.rows(_LAST_READ)
    date = getattr(rows[0].get("time"), "value", "") if rows else ""
    part = ", ".join(f"{name} {iri}" for name, iri in selection.filters.items())
    return About(publication, fingerprint(snapshot), date, snapshot.info.statements, part)


def fingerprint(snapshot: Snapshot) -> str:
    """32 hexadecimal digits that are the same for the same statements in the same named graphs, in whatever order.

    The sum of the hashes of the statements, because a version has them in no order (Bellare and Micciancio 1997, 'A new
    paradigm for collision-free hashing'); at this length it is meant against accidents, not against forgers.
    """
    key = (snapshot.database, snapshot.info)
    if key not in _fingerprints:
        total = 0
        for graph in snapshot.graphs():
            for triple in snapshot.triples(graph):
                digest = hashlib.blake2b(f"{triple} <{graph}>".encode(), digest_size=_BYTES).digest()
                total += int.from_bytes(digest, "big")
        while len(_fingerprints) >= _REMEMBERED:
            _fingerprints.pop(next(iter(_fingerprints)), None)
        _fingerprints[key] = f"{total % 256**_BYTES:0{2 * _BYTES}x}"
    return _fingerprints[key]
