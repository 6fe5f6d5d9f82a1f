"""The formats of exports: how each is called, sent and written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import IO, Final

from pyoxigraph import RdfFormat

from graph_api.export.about import About
from graph_api.export.graphml import write_graphml
from graph_api.export.rdf import write_rdf
from graph_api.export.selection import Selection
from graph_api.export.sheets import write_workbook
from graph_api.export.tables import write_archive
from graph_api.store import Snapshot

Write = Callable[[Snapshot, Selection, About, IO[bytes]], int]


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A format that the graph can be exported in."""

    media_type: str
    write: Write
    """Writes a selection and gives how much it is."""
    of: str
    """What is counted."""
    words: str
    """What it is good for."""


def _rdf(form: RdfFormat) -> Write:
    def write(snapshot: Snapshot, selection: Selection, about: About, output: IO[bytes]) -> int:
        return write_rdf(snapshot, selection, about, form, output)

    return write


_S: Final = partial(ExportFormat, of="statements")
FORMATS: Final = {
    ".nq": _S(
        "application/n-quads", _rdf(RdfFormat.N_QUADS), words="N-Quads: named graphs, a line a statement, sorted"
    ),
    ".trig": _S("application/trig", _rdf(RdfFormat.TRIG), words="TriG: named graphs, to read"),
    ".ttl": _S("text/turtle; charset=utf-8", _rdf(RdfFormat.TURTLE), words="Turtle: one graph, to read"),
    ".nt": _S("application/n-triples", _rdf(RdfFormat.N_TRIPLES), words="N-Triples: one graph, a line a statement"),
    ".rdf": _S("application/rdf+xml", _rdf(RdfFormat.RDF_XML), words="RDF/XML: one graph, for tools that want XML"),
    ".jsonld": _S("application/ld+json", _rdf(RdfFormat.JSON_LD), words="JSON-LD: one graph, for tools that want JSON"),
    ".csv.zip": ExportFormat("application/zip", write_archive, "rows", "CSV: a table for each class, in one archive"),
    ".xlsx": ExportFormat(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        write_workbook,
        "rows",
        "a workbook with a sheet for each class",
    ),
    ".graphml": ExportFormat(
        "application/graphml+xml", write_graphml, "nodes and edges", "GraphML: a network, for Gephi and networkx"
    ),
}
"""Ending to format."""
