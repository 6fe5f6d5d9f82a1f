"""Which part of the graph is exported: all of it, or what is of a plan, on a theme, of a region."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, TypeVar

from pyoxigraph import BlankNode, NamedNode, Triple

from graph_api.errors import UnknownError
from graph_api.store import Snapshot
from ontology import RG, RGT

_BATCH: Final = 300
"""Things that are asked about at once."""
_OF: Final = {
    "plan": """
SELECT DISTINCT ?thing ?given WHERE { { ?thing rg:statedIn ?given } UNION { ?given a rg:Plan BIND(?given AS ?thing) } }""",
    "theme": """
SELECT DISTINCT ?thing ?given WHERE {
  { ?theme skos:broader* ?given }
  { BIND(?theme AS ?thing) } UNION { ?thing rg:theme ?theme } UNION {
    ?own skos:exactMatch|skos:closeMatch|skos:broadMatch ?theme . ?own a rg:PlanTheme .
    { BIND(?own AS ?thing) } UNION { ?thing rg:theme ?own }
  }
}""",
    "region": """
SELECT DISTINCT ?thing ?given WHERE {
  { ?region rg:partOfRegion* ?given }
  { BIND(?region AS ?thing) } UNION { ?thing rg:region|rg:place|rg:worksIn ?region } UNION {
    ?plan rg:coversRegion ?region .
    { BIND(?plan AS ?thing) } UNION { ?thing rg:statedIn ?plan }
  }
}""",
}
"""The things of each filter, as the saved queries have 'of a region' and 'on a theme'."""
_CLASSES: Final = {"plan": "Plan", "theme": "NationalTheme", "region": "Region"}
_IS: Final = "SELECT ?given ?class WHERE { ?given a ?class }"
_STATEMENTS: Final = "SELECT ?graph ?s ?p ?o WHERE { VALUES ?s { %s } GRAPH ?graph { ?s ?p ?o } }"
_PARTS: Final = "SELECT DISTINCT ?part WHERE { VALUES ?s { %s } ?s rg:evidence|rg:target ?part }"
_NEIGHBOURS: Final = "SELECT DISTINCT ?other WHERE { VALUES ?s { %s } ?s ?p ?other FILTER(isIRI(?other)) }"
_NAMES: Final = """
SELECT ?graph ?s ?p ?o WHERE {
  VALUES ?s { %s } VALUES ?p { rdf:type skos:prefLabel dcterms:title rg:statement } GRAPH ?graph { ?s ?p ?o }
}"""
_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Selection:
    """IRIs that things must be of; without any, all is selected."""

    plan: str | None = None
    theme: str | None = None
    region: str | None = None

    @classmethod
    def of(cls, snapshot: Snapshot, base: str, plan: str = "", theme: str = "", region: str = "") -> Selection:
        """From IRIs or keys.

        Raises:
            RegiograafError: there is no such plan, theme or region in the version.
        """
        given = {"plan": (plan, f"{base}plan/"), "theme": (theme, str(RGT)), "region": (region, f"{base}region/")}
        return cls(**{name: _known(snapshot, name, *value) for name, value in given.items() if value[0]})

    @property
    def filters(self) -> dict[str, str]:
        """The filters that are set, by name."""
        named = {"plan": self.plan, "theme": self.theme, "region": self.region}
        return {name: iri for name, iri in named.items() if iri}

    def things(self, snapshot: Snapshot) -> set[str] | None:
        """IRIs of the things that all filters leave; None where all is selected."""
        found: set[str] | None = None
        for name, iri in self.filters.items():
            rows = snapshot.rows(_OF[name], given=NamedNode(iri))
            things = {thing.value for row in rows if isinstance(thing := row.get("thing"), NamedNode)}
            found = things if found is None else found & things
        return found


def statements(snapshot: Snapshot, selection: Selection) -> Iterator[tuple[str, Triple]]:
    """The statements of a selection, each with the IRI of its named graph, in no order.

    Of a part of the graph: all that is said of its things, of their evidence and targets; and what their neighbours are
    called.
    """
    things = selection.things(snapshot)
    if things is None:
        for graph in snapshot.graphs():
            yield from ((graph, triple) for triple in snapshot.triples(graph))
        return
    whole = set(things)
    for batch in batches(sorted(things)):
        whole |= _column(snapshot, _PARTS, batch, "part")
    others: set[str] = set()
    for batch in batches(sorted(whole)):
        yield from _stated(snapshot, _STATEMENTS, batch)
        others |= _column(snapshot, _NEIGHBOURS, batch, "other")
    for batch in batches(sorted(others - whole)):
        yield from _stated(snapshot, _NAMES, batch)


def batches(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    """Items by as many as are asked about at once."""
    iterator = iter(items)
    while batch := list(islice(iterator, _BATCH)):
        yield batch


def values(iris: Iterable[str]) -> str:
    """IRIs as the content of a VALUES block."""
    return " ".join(str(NamedNode(iri)) for iri in iris)  # NamedNode takes nothing that could end the block


def _column(snapshot: Snapshot, query: str, iris: Sequence[str], name: str) -> set[str]:
    rows = snapshot.rows(query % values(iris))
    return {term.value for row in rows if isinstance(term := row[name], NamedNode)}


def _stated(snapshot: Snapshot, query: str, iris: Sequence[str]) -> Iterator[tuple[str, Triple]]:
    for row in snapshot.rows(query % values(iris)):
        subject, predicate, graph = row["s"], row["p"], row["graph"]
        assert isinstance(subject, NamedNode | BlankNode)
        assert isinstance(predicate, NamedNode)
        assert isinstance(graph, NamedNode)
        yield graph.value, Triple(subject, predicate, row["o"])


def _known(snapshot: Snapshot, name: str, value: str, namespace: str) -> str:
    iri = value if "://" in value or value.startswith("urn:") else namespace + value
    wanted = str(RG[_CLASSES[name]])
    try:
        rows = snapshot.rows(_IS, given=NamedNode(iri))
    except ValueError:
        rows = []
    if not any(row["class"] == NamedNode(wanted) for row in rows):
        raise UnknownFilterError(
            f"there is no {name} '{value[:200]}' in this graph.",
            where=name,
            way_out="Give its IRI or its key: the saved query regions-plans-and-themes lists them.",
        )
    return iri


class UnknownFilterError(UnknownError):
    """A plan, theme or region that the graph does not have."""
