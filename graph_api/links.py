"""The links across plans that a build makes anew: like initiatives of different regions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from graph_api.store.protocol import Row
from ingest.links import Described, similar, to_graph

Ask = Callable[[str], list[Row]]

_INITIATIVES = """
SELECT ?i ?name ?text ?region ?approach {
  ?i a rg:Initiative ; skos:prefLabel ?name ; rg:region ?region .
  OPTIONAL { ?i dcterms:description ?text }
  OPTIONAL { ?i rg:approach ?approach }
}"""
_NAMES = "SELECT ?i ?name { ?i a rg:Initiative ; skos:altLabel ?name }"
_THEMES = """
SELECT DISTINCT ?i ?theme {
  ?i a rg:Initiative ; rg:theme/(skos:exactMatch|skos:broadMatch)? ?theme . ?theme a rg:NationalTheme
}"""
_GROUPS = "SELECT ?i ?group { ?i a rg:Initiative ; rg:targetGroup ?group }"
_REGIONS = "SELECT DISTINCT ?region ?around { ?i a rg:Initiative ; rg:region ?region . ?region rg:partOfRegion+ ?around }"


def links(ask: Ask, base: str) -> bytes:
    """The triples of the graph of links, as N-Triples.

    Args:
        ask: answers a SELECT query over all plans.
        base: what the IRIs of things start with.
    """
    return to_graph(similar(described(ask)), base).serialize(format="nt", encoding="utf-8")


def described(ask: Ask) -> list[Described]:
    """What a comparison needs of every initiative, in the order of their IRIs."""
    names, themes, groups = _gathered(ask, _NAMES, "name"), _gathered(ask, _THEMES, "theme"), _gathered(ask, _GROUPS, "group")
    around: dict[str, set[str]] = defaultdict(set)
    for row in ask(_REGIONS):
        around[row["region"].value].add(row["around"].value)
    found = {}
    for row in sorted(ask(_INITIATIVES), key=lambda row: (row["i"].value, row["name"].value)):
        iri, region = row["i"].value, row["region"].value
        found[iri] = Described(
            iri,
            " ".join([row["name"].value, *sorted(names[iri])]),
            row["text"].value if "text" in row else "",
            frozenset({region, *around[region]}),
            frozenset(theme.rsplit("/", 1)[-1] for theme in themes[iri]),
            frozenset(groups[iri]),
            row["approach"].value.rsplit("/", 1)[-1] if "approach" in row else None,
            region,
        )
    return list(found.values())


def _gathered(ask: Ask, query: str, name: str) -> dict[str, set[str]]:
    values: dict[str, set[str]] = defaultdict(set)
    for row in ask(query):
        values[row["i"].value].add(row[name].value)
    return values
