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
_REGIONS = (
    "SELECT DISTINCT ?region ?around { ?i a rg:Initiative ; rg:region ?region . ?region rg:partOfRegion+ ?around }"
)


def links(ask: Ask, base: str) -> bytes:
    """The triples of the graph of links, as N-Triples.

    Args:
        ask: answers a SELECT query over all plans.
        base: what the IRIs of things start with.
    """
    return to_graph(similar(described(ask)), base).serialize(format="nt", encoding="utf-8")


def described(ask: Ask) -> list[Described]:
    """What a comparison needs of every initiative, in the order of their IRIs."""
    names, themes, groups = (
        _gathered(ask, _NAMES, "name"),
        _gathered(ask, _THEMES, "theme"),
        _gathered(ask, _GROUPS, "group"),
    )
    around: dict[str, set[str]] = defaultdict(set)
    for row in ask(_REGIONS):
        around[_text(row, "region")].add(_text(row, "around"))
    found = {}
    for row in sorted(ask(_INITIATIVES), key=lambda row: (_text(row, "i"), _text(row, "name"))):
        iri, region = _text(row, "i"), _text(row, "region")
        found[iri] = Described(
            iri,
            " ".join([_text(row, "name"), *sorted(names[iri])]),
            _text(row, "text") if "text" in row else "",
            frozenset({region, *around[region]}),
            frozenset(theme.rsplit("/", 1)[-1] for theme in themes[iri]),
            frozenset(groups[iri]),
            _text(row, "approach").rsplit("/", 1)[-1] if "approach" in row else None,
            region,
        )
    return list(found.values())


def _gathered(ask: Ask, query: str, name: str) -> dict[str, set[str]]:
    values: dict[str, set[str]] = defaultdict(set)
    for row in ask(query):
        values[_text(row, "i")].add(_text(row, name))
    return values


def _text(row: Row, name: str) -> str:
    """The IRI or the words of a value; none of our queries gives a triple."""
    return str(getattr(row[name], "value"))  # noqa: B009 (a Triple has none, and mypy knows it)
