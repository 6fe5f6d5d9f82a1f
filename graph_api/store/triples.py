"""Triples read from bytes, with names for blank nodes that do not change from one reading to the next."""

from __future__ import annotations

import hashlib

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, NamedNode, Quad, RdfFormat, Triple, parse

from graph_api.store.protocol import Term
from ingest.errors import StoreError


def stable_triples(data: bytes, graph: str, form: RdfFormat = RdfFormat.N_TRIPLES) -> set[Triple]:
    """The triples in `data`.

    Blank nodes are named by their place in the graph (W3C RDFC-1.0) and the graph's IRI: the same content gives the
    same names, and two graphs never share one.

    Raises:
        StoreError: the data are not of that form.
    """
    try:
        quads = list(parse(data, form))
    except SyntaxError as error:
        raise StoreError(
            f"these are no triples ({error}).", where=graph, way_out="This is a fault of Regiograaf."
        ) from error
    if not any(isinstance(term, BlankNode) for quad in quads for term in (quad.subject, quad.object)):
        return {quad.triple for quad in quads}
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    mark = hashlib.sha256(graph.encode()).hexdigest()[:8]
    return {_marked(quad, mark) for quad in dataset}


def _marked(quad: Quad, mark: str) -> Triple:
    subject, target = quad.subject, quad.object
    if isinstance(subject, BlankNode):
        subject = BlankNode(f"g{mark}{subject.value}")
    if isinstance(target, BlankNode):
        target = BlankNode(f"g{mark}{target.value}")
    return Triple(subject, quad.predicate, target)


def term_of(ntriples: str) -> Term:
    """A term as N-Triples writes it, such as what `str` gives of it.

    Raises:
        SyntaxError: it is none.
        ValueError: there is more than one.
    """
    (quad,) = parse(f"<x:s> <x:p> {ntriples} .", RdfFormat.N_TRIPLES)
    value: Term = quad.object
    return value


def in_graph(triple: Triple, graph: NamedNode | None = None) -> Quad:
    """The triple as a quad of a named graph, or of the default graph."""
    if graph is None:
        return Quad(triple.subject, triple.predicate, triple.object)
    return Quad(triple.subject, triple.predicate, triple.object, graph)
