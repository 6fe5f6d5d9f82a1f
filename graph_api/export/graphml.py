"""The graph as GraphML, for networkx and Gephi: things are nodes, what ties them are edges."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO, Final
from xml.sax.saxutils import escape, quoteattr

from graph_api.export.about import About
from graph_api.export.selection import Selection, batches, values
from graph_api.store import Snapshot
from ontology import PREFIXES

_TYPES: Final = (
    "Plan",
    "Region",
    "NationalTheme",
    "PlanTheme",
    "Goal",
    "Voorloper",
    "Initiative",
    "Organisation",
    "Approach",
)
"""Classes whose things are nodes; of a thing with several, the first is its type."""
_NODES: Final = """
SELECT ?thing ?type WHERE { VALUES ?type { %s } ?thing a ?type FILTER(isIRI(?thing)) }"""
_DETAILS: Final = """
SELECT ?thing ?property ?value WHERE {
  VALUES ?thing { %s } VALUES ?property { skos:prefLabel dcterms:title rg:statement rg:status rg:goalKind rg:targetYear }
  ?thing ?property ?value FILTER(LANG(?value) IN ("", "nl") || isIRI(?value))
}"""
_EDGES: Final = """
SELECT DISTINCT ?thing ?property ?other WHERE {
  VALUES ?thing { %s } ?thing ?property ?other FILTER(isIRI(?other) && ?property != rdf:type)
}"""
_LIKE: Final = "SELECT ?a ?b ?score WHERE { ?s rg:between ?a, ?b ; rg:score ?score FILTER(STR(?a) < STR(?b)) }"
_KEYS: Final = (
    ("label", "node", "string"),
    ("type", "node", "string"),
    ("status", "node", "string"),
    ("year", "node", "string"),
    ("relation", "edge", "string"),
    ("weight", "edge", "double"),
)
_LABELS: Final = ("prefLabel", "title", "statement")
_STATUSES: Final = ("status", "goalKind")
_NO_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_graphml(snapshot: Snapshot, selection: Selection, about: About, output: IO[bytes]) -> int:
    """Write nodes and edges, and say how many of both there are.

    Of a part of the graph, the neighbours of its things are nodes as well. Like initiatives are tied by an edge `like`
    with their score as its weight; every other edge weighs 1.
    """
    number = 0
    for line in _lines(snapshot, selection, about):
        number += line.startswith(("<node", "<edge"))
        output.write(no_xml(line).encode() + b"\n")
    return number


def no_xml(text: str) -> str:
    """A text in which a replacement character stands for each sign that XML cannot hold."""
    return _NO_XML.sub("\ufffd", text)


def _lines(snapshot: Snapshot, selection: Selection, about: About) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    yield f"<desc>{escape('; '.join(f'{name}: {text}' for name, text in about.lines()))}</desc>"
    for name, of, type_ in _KEYS:
        yield f'<key id="{name}" for="{of}" attr.name="{name}" attr.type="{type_}"/>'
    yield '<graph id="regiograaf" edgedefault="directed">'
    types = _types(snapshot)
    wanted = selection.things(snapshot)
    chosen = set(types) if wanted is None else set(types) & wanted
    shown = set(chosen)
    if wanted is not None:
        shown |= {end for one, _, other, _ in _edges(snapshot, chosen, types) for end in (one, other)}
    for batch in batches(sorted(shown)):
        yield from _nodes(snapshot, batch, types)
    for count, (one, relation, other, weight) in enumerate(_edges(snapshot, chosen, types)):
        ends = f"source={quoteattr(one)} target={quoteattr(other)}"
        data = f'<data key="relation">{escape(relation)}</data><data key="weight">{weight:g}</data>'
        yield f'<edge id="e{count}" {ends}>{data}</edge>'
    yield "</graph>"
    yield "</graphml>"


def _types(snapshot: Snapshot) -> dict[str, str]:
    ranks = {f"{PREFIXES['rg']}{name}": rank for rank, name in enumerate(_TYPES)}
    best: dict[str, int] = {}
    for row in snapshot.rows(_NODES % " ".join(f"rg:{name}" for name in _TYPES)):
        thing, rank = _text(row["thing"]), ranks[_text(row["type"])]
        best[thing] = min(rank, best.get(thing, rank))
    return {thing: _TYPES[rank] for thing, rank in best.items()}


def _nodes(snapshot: Snapshot, things: list[str], types: dict[str, str]) -> Iterator[str]:
    details: dict[tuple[str, str], str] = {}
    for row in snapshot.rows(_DETAILS % values(things)):
        key = (_text(row["thing"]), _tail(row["property"]))
        details[key] = min(_text(row["value"]), details.get(key, _text(row["value"])))
    for thing in things:
        data = {
            "label": next((details[thing, name] for name in _LABELS if (thing, name) in details), _tail(thing)),
            "type": types[thing],
            "status": next((_tail(details[thing, name]) for name in _STATUSES if (thing, name) in details), ""),
            "year": details.get((thing, "targetYear"), ""),
        }
        cells = "".join(f'<data key="{name}">{escape(text)}</data>' for name, text in data.items() if text)
        yield f"<node id={quoteattr(thing)}>{cells}</node>"


def _edges(snapshot: Snapshot, chosen: set[str], types: dict[str, str]) -> Iterator[tuple[str, str, str, float]]:
    """From, relation, to, weight; where either end is chosen and both are nodes, in order."""
    for batch in batches(sorted(types)):
        found = {
            (one, _tail(row["property"]), other)
            for row in snapshot.rows(_EDGES % values(batch))
            if (other := _text(row["other"])) in types and ((one := _text(row["thing"])) in chosen or other in chosen)
        }
        yield from ((*edge, 1.0) for edge in sorted(found))
    like = {(_text(row["a"]), _text(row["b"]), float(_text(row["score"]))) for row in snapshot.rows(_LIKE)}
    for one, other, score in sorted(like):
        if one in types and other in types and (one in chosen or other in chosen):
            yield one, "like", other, score


def _text(term: object) -> str:
    return str(getattr(term, "value", term))


def _tail(term: object) -> str:
    return _text(term).rsplit("#", 1)[-1].rsplit("/", 1)[-1]
