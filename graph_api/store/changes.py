"""Changes to a store from outside: SPARQL updates and whole graphs. Each makes a new version, or changes nothing.

In a store, the default graph is the union of all named graphs. What an update or a graph store request puts into *the*
default graph therefore has a home of its own, the named graph `default_graph(base)`, and to an update the default graph
is that graph alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Triple, parse, serialize

from graph_api.store.protocol import Draft, Store, VersionInfo
from graph_api.store.triples import in_graph
from ontology import PREFIXES


def default_graph(base: str) -> str:
    """IRI of the named graph with what was put into the default graph."""
    return f"{base}graph/default"


@dataclass(frozen=True, slots=True)
class Changed:
    """What came of a change."""

    version: VersionInfo | None
    """The new version; None where all was so already."""
    existed: bool
    """Whether the graph that was asked to be changed held anything before; True for an update."""


@dataclass(frozen=True, slots=True)
class Upload:
    """RDF that a client sent."""

    data: bytes
    form: RdfFormat
    base: str
    """What relative IRIs in it are resolved against."""

    def triples(self) -> set[Triple]:
        """What it says. Its blank nodes get names that nothing else has.

        Raises:
            SyntaxError: it is not of that form.
        """
        return {quad.triple for quad in parse(self.data, self.form, base_iri=self.base, rename_blank_nodes=True)}


def apply_update(store: Store, update: str, base: str) -> Changed:
    """Run a SPARQL update, all of it or nothing.

    Args:
        store: what to change; where it holds nothing yet, it starts empty.
        update: its text.
        base: what the IRIs of things start with; relative IRIs in the text are resolved against it.

    Raises:
        SyntaxError: it is no SPARQL update.
        OSError: it asks another service, which does not answer.
        StoreError: the store is being written, or cannot be.
    """
    home = default_graph(base)
    with store.write() as draft:
        before = _graphs(store)
        memory = pyoxigraph.Store()
        for graph, triples in before.items():
            name = None if graph == home else NamedNode(graph)
            memory.bulk_extend(in_graph(triple, name) for triple in triples)
        memory.update(update, base_iri=base, prefixes=PREFIXES)
        after: dict[str, set[Triple]] = {}
        for quad in memory:
            after.setdefault(_name(quad, home), set()).add(quad.triple)
        changed = [graph for graph in before.keys() | after.keys() if before.get(graph) != after.get(graph)]
        for graph in sorted(changed):
            _replace(draft, graph, after.get(graph, ()))
        return Changed(draft.publish() if changed else None, existed=True)


def change_graph(store: Store, graph: str, uploads: Sequence[Upload], *, keep: bool) -> Changed:
    """Put RDF in a named graph.

    Args:
        store: what to change.
        graph: its IRI.
        uploads: what to put there; nothing to leave it empty, and an empty graph is none.
        keep: whether what the graph holds stays.

    Raises:
        SyntaxError: an upload is not of its form.
        StoreError: the store is being written, or cannot be.
    """
    new = {triple for upload in uploads for triple in upload.triples()}
    with store.write() as draft:
        old = _graphs(store, graph).get(graph, set())
        if keep:
            new |= old
        if new == old:
            return Changed(None, bool(old))
        _replace(draft, graph, new)
        return Changed(draft.publish(), bool(old))


def _graphs(store: Store, only: str | None = None) -> dict[str, set[Triple]]:
    """The named graphs of the published version; nobody publishes another while we hold the draft."""
    if not store.has_version():
        return {}
    with store.read() as snapshot:
        return {graph: set(snapshot.triples(graph)) for graph in snapshot.graphs() if only in (None, graph)}


def _name(quad: Quad, home: str) -> str:
    if isinstance(quad.graph_name, DefaultGraph):
        return home
    return str(quad.graph_name.value)


def _replace(draft: Draft, graph: str, triples: Iterable[Triple]) -> None:
    data = serialize(triples, format=RdfFormat.N_TRIPLES)
    assert data is not None
    draft.replace_graph(graph, data)
