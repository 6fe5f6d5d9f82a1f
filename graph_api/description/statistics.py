"""The graph in numbers: statements, classes and properties, of the whole and of each named graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from graph_api.store import Row, Snapshot

_CLASSES: Final = "SELECT ?class (COUNT(*) AS ?number) WHERE { ?s a ?class } GROUP BY ?class"
_PROPERTIES: Final = "SELECT ?property (COUNT(*) AS ?number) WHERE { ?s ?property ?o } GROUP BY ?property"
_TERMS: Final = "SELECT (COUNT(DISTINCT ?s) AS ?subjects) (COUNT(DISTINCT ?o) AS ?objects) WHERE { ?s ?p ?o }"
_CLASSES_OF: Final = """
SELECT ?graph ?class (COUNT(*) AS ?number) WHERE { GRAPH ?graph { ?s a ?class } } GROUP BY ?graph ?class"""
_PROPERTIES_OF: Final = """
SELECT ?graph ?property (COUNT(*) AS ?number) WHERE { GRAPH ?graph { ?s ?property ?o } } GROUP BY ?graph ?property"""
_EXAMPLES: Final = "SELECT ?thing WHERE {{ ?thing a rg:{class_} }} LIMIT 1"
_SHOWN: Final = ("Goal", "Initiative", "Organisation")


@dataclass(frozen=True, slots=True)
class Counts:
    """A graph in numbers."""

    classes: dict[str, int] = field(default_factory=dict)
    """IRI of a class: number of its things."""
    properties: dict[str, int] = field(default_factory=dict)
    """IRI of a property: number of its statements."""

    @property
    def statements(self) -> int:
        """Each statement has one property."""
        return sum(self.properties.values())


@dataclass(frozen=True, slots=True)
class Statistics:
    """The whole graph (the union of the named graphs, each statement once) and the named graphs, by IRI."""

    whole: Counts
    graphs: dict[str, Counts]
    subjects: int
    objects: int
    examples: tuple[str, ...]
    """IRIs of things that show what there is."""


def count(snapshot: Snapshot) -> Statistics:
    """Count what a version holds: six queries, under a second for a hundred thousand statements."""
    classes, properties = defaultdict[str, dict[str, int]](dict), defaultdict[str, dict[str, int]](dict)
    for table, query, name in ((classes, _CLASSES_OF, "class"), (properties, _PROPERTIES_OF, "property")):
        for row in snapshot.rows(query):
            if "graph" in row and name in row:
                table[_text(row, "graph")][_text(row, name)] = int(_text(row, "number"))
    (terms,) = snapshot.rows(_TERMS)
    return Statistics(
        whole=Counts(
            _numbers(snapshot.rows(_CLASSES), "class"),
            _numbers(snapshot.rows(_PROPERTIES), "property"),
        ),
        graphs={graph: Counts(classes[graph], properties[graph]) for graph in snapshot.graphs()},
        subjects=int(_text(terms, "subjects")),
        objects=int(_text(terms, "objects")),
        examples=tuple(
            _text(row, "thing") for class_ in _SHOWN for row in snapshot.rows(_EXAMPLES.format(class_=class_))
        ),
    )


def _numbers(rows: Iterable[Row], name: str) -> dict[str, int]:
    return {_text(row, name): int(_text(row, "number")) for row in rows if name in row}


def _text(row: Row, name: str) -> str:
    return str(getattr(row[name], "value", row[name]))
