"""Checks once more what is in the store: the shapes, and the words of the evidence against the text that was kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import pyoxigraph
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

import ontology
from graph_api.plans import StoredPlan, stored_plans
from graph_api.store import Snapshot, Term
from ingest.validate import Report, validate

_LINKED: Final = """
SELECT DISTINCT ?plan ?s ?p ?o WHERE {
  GRAPH ?plan { ?x ?link ?s }
  GRAPH ?other { ?s ?p ?o } FILTER(?other != ?plan)
}"""
"""What other graphs say of the things that a plan names."""


@dataclass(frozen=True, slots=True)
class Recheck:
    """What the checks find in a plan now."""

    plan: StoredPlan
    report: Report
    has_text: bool
    """Whether its text is in the store; without it the plan is not sound, whatever the report says."""

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return self.has_text and self.report.conforms


def recheck(snapshot: Snapshot) -> Iterator[Recheck]:
    """Check every plan of a version, in order of their keys."""
    parts = tuple(f"/graph/{part}" for part in ontology.PARTS)
    known = [triple for name in snapshot.graphs() if name.endswith(parts) for triple in snapshot.triples(name)]
    for plan in stored_plans(snapshot):
        graph = _rdflib(snapshot.triples(plan.graph))
        linked = snapshot.rows(_LINKED, plan=pyoxigraph.NamedNode(plan.graph))
        background = _rdflib(known)
        for row in linked:
            background.add((_node(row["s"]), _node(row["p"]), _node(row["o"])))
        text = snapshot.source(plan.sha256)
        yield Recheck(plan, validate(graph, background, text or ""), text is not None)


def _rdflib(triples: Iterable[pyoxigraph.Triple]) -> Graph:
    graph = Graph()
    for triple in triples:
        graph.add((_node(triple.subject), _node(triple.predicate), _node(triple.object)))
    return graph


def _node(term: Term) -> Node:
    match term:
        case pyoxigraph.NamedNode():
            return URIRef(term.value)
        case pyoxigraph.BlankNode():
            return BNode(term.value)
        case pyoxigraph.Literal():
            return Literal(term.value, lang=term.language) if term.language else _typed(term)
    raise TypeError(f"a statement about a statement: {term}")  # Regiograaf writes none


def _typed(term: pyoxigraph.Literal) -> Literal:
    plain = term.datatype.value == "http://www.w3.org/2001/XMLSchema#string"
    return Literal(term.value) if plain else Literal(term.value, datatype=URIRef(term.datatype.value), normalize=False)
