"""A published version of the store on disk, which is only read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any, Final
from urllib.parse import quote

import pyoxigraph
from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
    Variable,
    serialize,
)

from graph_api.store.protocol import Format, Kind, Query, Row, Term, VersionInfo
from graph_api.store.triples import term_of
from ontology import PREFIXES

EXTRAS: Final = "extras"
"""The folder of a version with the files that were made from it."""
_SHORTENING: Final = {RdfFormat.TURTLE, RdfFormat.TRIG, RdfFormat.RDF_XML, RdfFormat.JSON_LD}


class EmbeddedSnapshot:
    """A published version; see `Snapshot`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._db = pyoxigraph.Store.read_only(str(self.database))
        self._info = VersionInfo(**json.loads((folder / "version.json").read_text(encoding="utf-8")))

    @property
    def info(self) -> VersionInfo:
        """Which version this is."""
        return self._info

    @property
    def database(self) -> Path:
        """The folder of the database."""
        return self._folder / "graph"

    def rows(self, query: str, **bindings: Term) -> list[Row]:
        """The solutions of a SELECT query of our own."""
        return rows_of(self._db, query, bindings)

    def answer(self, query: Query, choose: Callable[[Kind], Format], output: IO[bytes]) -> Kind:
        """Write the result of any query; see `Snapshot.answer`."""
        dataset: dict[str, Any] = {}
        if query.default_graphs or query.named_graphs:
            dataset["default_graph"] = [NamedNode(iri) for iri in query.default_graphs]
            dataset["named_graphs"] = [NamedNode(iri) for iri in query.named_graphs]
        if query.bindings:
            dataset["substitutions"] = {Variable(name): term_of(text) for name, text in query.bindings}
        result = self._db.query(query.text, base_iri=query.base, prefixes=PREFIXES, **dataset)
        if isinstance(result, QueryTriples):
            form = choose(Kind.GRAPH)
            if not isinstance(form, RdfFormat):
                raise TypeError("a graph is written in an RDF format")
            serialize(result, output, form, prefixes=PREFIXES if form in _SHORTENING else None)
            return Kind.GRAPH
        kind = Kind.BOOLEAN if isinstance(result, QueryBoolean) else Kind.TABLE
        form = choose(kind)
        if not isinstance(form, QueryResultsFormat):
            raise TypeError("a table is written in a results format")
        result.serialize(output, form)
        return kind

    def graphs(self) -> tuple[str, ...]:
        """IRIs of the named graphs, sorted."""
        return tuple(sorted(graph.value for graph in self._db.named_graphs()))

    def triples(self, graph: str) -> Iterator[Triple]:
        """The triples of a named graph, in no order."""
        return (quad.triple for quad in self._db.quads_for_pattern(None, None, None, NamedNode(graph)))

    def source(self, sha256: str) -> str | None:
        """The text of a plan as it was read."""
        return source_of(self._folder, sha256)

    def report(self, plan: str) -> list[dict[str, Any]] | None:
        """What the checks found in a plan."""
        path = self._folder / "reports" / file_name(plan)
        return list(json.loads(path.read_bytes())) if path.exists() else None

    def file(self, name: str) -> Path | None:
        """A file that was kept with this version."""
        paths = (self._folder / folder / plain_name(name) for folder in (EXTRAS, "sources"))
        return next((path for path in paths if path.exists()), None)

    def close(self) -> None:
        """Let go of the database."""
        del self._db


def rows_of(db: pyoxigraph.Store, query: str, bindings: Mapping[str, Term]) -> list[Row]:
    """The solutions of a SELECT query with these bindings."""
    bound = {Variable(name): term for name, term in bindings.items()}
    solutions = db.query(query, prefixes=PREFIXES, substitutions=bound)
    if not isinstance(solutions, QuerySolutions):
        raise TypeError("rows are what SELECT gives")
    names = [variable.value for variable in solutions.variables]
    # by place: by name takes twice as long, and there may be a million
    return [{name: term for name, term in zip(names, row, strict=True) if term is not None} for row in solutions]


def source_of(folder: Path, sha256: str) -> str | None:
    """The text of a plan that a version or a draft keeps in its folder."""
    path = folder / "sources" / f"{sha256}.txt"
    return path.read_bytes().decode("utf-8") if path.exists() else None


def file_name(plan: str) -> str:
    """Of the report on a plan, by its key."""
    return quote(plan, safe="") + ".json"  # a key comes from outside: it may not lead out of the folder


def plain_name(name: str) -> str:
    """The name of a file in a folder.

    Raises:
        ValueError: it leads out of the folder, or is hidden.
    """
    if not name or name.startswith(".") or Path(name).name != name:
        raise ValueError(f"'{name}' is no plain file name")
    return name
