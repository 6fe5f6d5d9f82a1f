"""The register as the reader uses it: known regions, organisations, themes and approaches by key, with their names.

Read with pyoxigraph from the Turtle of `ontology/`: rdflib takes seconds for it, and every reading process needs it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

import ontology
from ingest.outline.roles import fold

SKOS = "http://www.w3.org/2004/02/skos/core#"
RG = "https://w3id.org/regiograaf/def#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


@dataclass(frozen=True)
class Entry:
    """One thing of the register. `kind` is the code of its kind or type ('gemeente', 'ziekenhuis' …)."""

    key: str
    iri: str
    name: str
    names: tuple[str, ...]
    """Its name and other names in use."""
    hidden: tuple[str, ...]
    """Names that point to it only where the text says what they are."""
    kind: str
    part_of: tuple[str, ...] = ()
    """IRIs of the regions that it is part of."""


@dataclass(frozen=True)
class Concept:
    """A national theme or an approach."""

    key: str
    name: str
    names: tuple[str, ...]
    words: tuple[str, ...]
    """Vocabulary that points at it."""
    broader: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()


class Register:
    """All entries; look-ups fold case, accents and punctuation."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.regions = self._entries("Region", "region/", "regionKind")
        self.organisations = self._entries("Organisation", "organisation/", "organisationType")
        self.approaches = self._concepts("Approach")
        self.themes = self._concepts("NationalTheme")
        self._regions_by_name = _by_name(self.regions)
        self._organisations_by_name = _by_name(self.organisations)

    def region(self, name: str, kind: str | None = None) -> Entry | None:
        """The region of a name (and kind), or None where there is none or more than one."""
        return _one(self._regions_by_name.get(fold(name), ()), kind)

    def organisation(self, name: str) -> Entry | None:
        """The organisation of a name, or None where there is none or more than one."""
        return _one(self._organisations_by_name.get(fold(name), ()), None)

    def _objects(self, subject: NamedNode, predicate: str) -> list[str]:
        quads = self._store.quads_for_pattern(subject, NamedNode(predicate), None, None)
        return sorted(
            quad.object.value
            for quad in quads
            if isinstance(quad.object, NamedNode) or (isinstance(quad.object, Literal) and quad.object.language != "en")
        )

    def _subjects(self, cls: str) -> list[NamedNode]:
        quads = self._store.quads_for_pattern(None, NamedNode(TYPE), NamedNode(RG + cls), None)
        return sorted((q.subject for q in quads if isinstance(q.subject, NamedNode)), key=lambda node: node.value)

    def _entries(self, cls: str, path: str, kind: str) -> dict[str, Entry]:
        entries = {}
        for node in self._subjects(cls):
            names = self._objects(node, SKOS + "prefLabel")
            if not names:
                continue
            key = node.value.rsplit(path, 1)[-1]
            code = next(iter(self._objects(node, RG + kind)), "anders").rsplit("#", 1)[-1].split("-", 1)[-1]
            entries[key] = Entry(
                key, node.value, names[0], tuple(dict.fromkeys([*names, *self._objects(node, SKOS + "altLabel")])),
                tuple(self._objects(node, SKOS + "hiddenLabel")), code, tuple(self._objects(node, RG + "partOfRegion")),
            )  # fmt: skip
        return entries

    def _concepts(self, cls: str) -> dict[str, Concept]:
        concepts = {}
        for node in self._subjects(cls):
            names = [*self._objects(node, SKOS + "prefLabel"), *self._objects(node, SKOS + "altLabel")]
            if not names:
                continue
            key = node.value.rsplit("/", 1)[-1]
            concepts[key] = Concept(
                key, names[0], tuple(names), tuple(self._objects(node, SKOS + "hiddenLabel")),
                tuple(i.rsplit("/", 1)[-1] for i in self._objects(node, SKOS + "broader")),
                tuple(i.rsplit("/", 1)[-1] for i in self._objects(node, RG + "theme")),
            )  # fmt: skip
        return concepts


def _by_name(entries: dict[str, Entry]) -> dict[str, list[Entry]]:
    index: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries.values():
        for name in entry.names:
            if entry not in index[fold(name)]:
                index[fold(name)].append(entry)
    return index


def _one(entries: list[Entry] | tuple[Entry, ...], kind: str | None) -> Entry | None:
    fitting = [e for e in entries if kind is None or e.kind == kind]
    return fitting[0] if len(fitting) == 1 else None


@cache
def background(base: str = ontology.BASE) -> Store:
    """An in-memory store of ontology, themes and register."""
    store = Store()
    for part in ontology.PARTS:
        for path in ontology.files(part):
            store.bulk_load(ontology.turtle(path, base).encode(), format=RdfFormat.TURTLE)
    return store


@cache
def load(base: str = ontology.BASE) -> Register:
    """The register, read once a process."""
    return Register(background(base))


def describe(iris: set[str], base: str = ontology.BASE) -> list[Quad]:
    """What the background says of some things: for validation, which needs their classes and names only."""
    store = background(base)
    return [quad for iri in sorted(iris) for quad in store.quads_for_pattern(NamedNode(iri), None, None, None)]
