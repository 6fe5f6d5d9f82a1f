"""Writes a version of the store to a file, always in the same order: the same graph gives the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, serialize

from graph_api.store import Snapshot
from graph_api.store.triples import in_graph
from graph_api.store.versions import clear_errors, write_whole
from ingest.errors import RegiograafError
from ontology import PREFIXES


def export(snapshot: Snapshot, path: Path) -> int:
    """Write the graph to a file, in the format of its ending, and say how many statements it has.

    N-Quads and TriG keep the named graphs apart; Turtle and JSON-LD hold their union, each statement once.

    Raises:
        RegiograafError: the ending is none of those, or the file cannot be written; an earlier file is as it was.
    """
    writer = _WRITERS.get(path.suffix.lower())
    if writer is None:
        known = ", ".join(_WRITERS)
        raise RegiograafError(
            f"the ending '{path.suffix}' is of no format that can be written.",
            where=str(path),
            way_out=f"Use one of: {known}.",
        )
    data, statements = writer(snapshot)
    with clear_errors(path):
        write_whole(path, data)
    return statements


def _nquads(snapshot: Snapshot) -> tuple[bytes, int]:
    lines = sorted(
        line
        for graph in snapshot.graphs()
        for line in _written(_quads(snapshot, graph), RdfFormat.N_QUADS).splitlines()
    )
    return b"".join(line + b"\n" for line in lines), len(lines)


def _trig(snapshot: Snapshot) -> tuple[bytes, int]:
    quads = [quad for graph in snapshot.graphs() for quad in sorted(_quads(snapshot, graph), key=str)]
    return _with_sorted_prefixes(_written(quads, RdfFormat.TRIG, PREFIXES)), len(quads)


def _turtle(snapshot: Snapshot) -> tuple[bytes, int]:
    triples = _union(snapshot)
    return _with_sorted_prefixes(_written(triples, RdfFormat.TURTLE, PREFIXES)), len(triples)


def _jsonld(snapshot: Snapshot) -> tuple[bytes, int]:
    triples = _union(snapshot)
    return _written(triples, RdfFormat.JSON_LD) + b"\n", len(triples)


_WRITERS: Final[dict[str, Callable[[Snapshot], tuple[bytes, int]]]] = {
    ".nq": _nquads,
    ".trig": _trig,
    ".ttl": _turtle,
    ".jsonld": _jsonld,
}
ENDINGS: Final = tuple(_WRITERS)
"""The endings of the formats that can be written."""


def _quads(snapshot: Snapshot, graph: str) -> list[Quad]:
    name = NamedNode(graph)
    return [in_graph(triple, name) for triple in snapshot.triples(graph)]


def _union(snapshot: Snapshot) -> list[Triple]:
    return sorted({triple for graph in snapshot.graphs() for triple in snapshot.triples(graph)}, key=str)


def _written(
    statements: Iterable[Quad] | Iterable[Triple], form: RdfFormat, prefixes: dict[str, str] | None = None
) -> bytes:
    data = serialize(statements, format=form, prefixes=prefixes)
    assert data is not None
    return data


def _with_sorted_prefixes(data: bytes) -> bytes:
    """pyoxigraph writes the prefixes in another order each time."""
    lines = data.split(b"\n")
    count = next((n for n, line in enumerate(lines) if not line.startswith(b"@prefix")), len(lines))
    return b"\n".join([*sorted(lines[:count]), *lines[count:]])
