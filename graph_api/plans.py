"""The plans that are in a version of the store, and how much was read from each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from graph_api.store import Snapshot

KINDS: Final = {
    "goals": "Goal",
    "initiatives": "Initiative",
    "voorlopers": "Voorloper",
    "organisations": "Organisation",
    "themes": "PlanTheme",
    "regions": "Region",
}
"""What is counted, and the class of each; voorlopers are initiatives too."""

_PLANS: Final = """
SELECT ?graph ?plan ?property ?value WHERE {
  VALUES (?predicate ?property) {
    (dcterms:title "title") (dcterms:issued "issued") (rg:sourceFile "file") (rg:sourceSha256 "sha256")
    (rg:coversRegion "region") (rg:planKind "kind")
  }
  GRAPH ?graph { ?plan a rg:Plan ; rg:sourceFile ?anyFile . OPTIONAL { ?plan ?predicate ?value } }
}"""
_NAMES: Final = """
SELECT ?thing ?name ?own WHERE {
  { ?plan rg:coversRegion ?thing } UNION { ?plan rg:planKind ?thing }
  GRAPH ?graph { ?thing skos:prefLabel ?name FILTER(LANG(?name) IN ("nl", "")) }
  BIND(CONTAINS(STR(?graph), "/graph/plan/") AS ?own)
}"""
"""The register may call a region otherwise than its plan does: what plans say of themselves comes last, and stays."""
_TIMES: Final = """
SELECT ?graph (MAX(?ended) AS ?time) WHERE { GRAPH ?graph { ?reading prov:endedAtTime ?ended } } GROUP BY ?graph"""
_COUNTS: Final = """
SELECT ?graph ?class (COUNT(DISTINCT ?thing) AS ?number) WHERE {
  GRAPH ?graph { ?thing rg:evidence ?evidence ; a ?class }
} GROUP BY ?graph ?class"""
_FACTS: Final = """
SELECT ?graph (COUNT(DISTINCT ?thing) AS ?number) WHERE {
  GRAPH ?graph { ?thing rg:evidence ?evidence }
} GROUP BY ?graph"""


@dataclass(frozen=True, slots=True)
class StoredPlan:
    """A plan in the store. What the plan does not say of itself is ''."""

    key: str
    iri: str
    graph: str
    """IRI of the named graph with all that was read from it."""
    title: str
    region: str
    """Name of the region that it covers."""
    issued: str
    """A year, year-month or date."""
    kind: str
    file: str
    sha256: str
    read_at: str
    """When it was read (xsd:dateTime)."""
    facts: int
    """Things with evidence in this plan: goals, initiatives, organisations, themes, regions."""
    counts: dict[str, int]
    """How many of each of `KINDS`."""
    warnings: int
    region_iri: str = ""
    """Of the region that it covers; of several the first."""


def stored_plans(snapshot: Snapshot) -> list[StoredPlan]:
    """The plans of a version, in order of their keys."""
    graphs: dict[str, str] = {}
    facts: dict[str, dict[str, str]] = defaultdict(dict)
    for row in sorted(snapshot.rows(_PLANS), key=str):
        plan = _text(row["plan"])
        graphs[plan] = _text(row["graph"])
        if "value" in row:
            facts[plan].setdefault(_text(row["property"]), _text(row["value"]))
    names = {
        _text(row["thing"]): _text(row["name"])
        for row in sorted(snapshot.rows(_NAMES), key=lambda row: (_text(row["own"]), _text(row["name"])))
    }
    times = {_text(row["graph"]): _text(row["time"]) for row in snapshot.rows(_TIMES) if "graph" in row}
    totals = {_text(row["graph"]): int(_text(row["number"])) for row in snapshot.rows(_FACTS) if "graph" in row}
    counts = _counts(snapshot)
    return [
        StoredPlan(
            key=(key := _tail(plan)),
            iri=plan,
            graph=graph,
            title=facts[plan].get("title", ""),
            region=names.get(region := facts[plan].get("region", ""), _tail(region)),
            issued=facts[plan].get("issued", ""),
            kind=names.get(kind := facts[plan].get("kind", ""), _tail(kind)),
            file=facts[plan].get("file", ""),
            sha256=facts[plan].get("sha256", ""),
            read_at=times.get(graph, ""),
            facts=totals.get(graph, 0),
            counts=counts.get(graph, dict.fromkeys(KINDS, 0)),
            warnings=sum(finding["severity"] == "warning" for finding in snapshot.report(key) or []),
            region_iri=region,
        )
        for plan, graph in sorted(graphs.items())
    ]


def _counts(snapshot: Snapshot) -> dict[str, dict[str, int]]:
    kinds = {class_: kind for kind, class_ in KINDS.items()}
    counts: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(KINDS, 0))
    for row in snapshot.rows(_COUNTS):
        kind = kinds.get(_text(row["class"]).rpartition("#")[2]) if "class" in row else None
        if kind:
            counts[_text(row["graph"])][kind] = int(_text(row["number"]))
    return counts


def _text(term: object) -> str:
    return str(getattr(term, "value", term))


def _tail(iri: str) -> str:
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
