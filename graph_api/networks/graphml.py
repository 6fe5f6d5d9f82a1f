"""A network of organisations as GraphML, for Gephi, Cytoscape and networkx."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from graph_api.export.graphml import no_xml
from graph_api.facts import Facts
from graph_api.networks.answer import NetworkAnswer

_NODE: Final = {
    "label": "string",
    "type": "string",
    "regions": "string",
    "initiatives": "int",
    "neighbours": "int",
    "degree": "double",
    "strength": "double",
    "betweenness": "double",
    "eigenvector": "double",
    "community": "int",
    "bridges_regions": "boolean",
    "bridges_communities": "boolean",
}
_EDGE: Final = {"weight": "int", "strength": "double", "initiatives": "string"}


def to_graphml(facts: Facts, answer: NetworkAnswer) -> str:
    """The organisations and links of an answer, as an undirected graph; a link's initiatives are told by name."""
    return no_xml("\n".join(_lines(facts, answer)) + "\n")


def _lines(facts: Facts, answer: NetworkAnswer) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    yield f"<desc>{escape(f'Regiograaf, version {answer.version}. {answer.note_en}')}</desc>"
    for of, keys in (("node", _NODE), ("edge", _EDGE)):
        for name, type_ in keys.items():
            yield f'<key id="{of}-{name}" for="{of}" attr.name="{name}" attr.type="{type_}"/>'
    yield '<graph id="organisations" edgedefault="undirected">'
    for node in answer.nodes:
        values = node.model_dump(include=set(_NODE)) | {"regions": "; ".join(one.label_nl for one in node.regions)}
        yield f"<node id={quoteattr(node.id)}>{_data('node', {name: values[name] for name in _NODE})}</node>"
    for number, link in enumerate(answer.links):
        names = "; ".join(facts.label(iri).nl for iri in link.initiatives)
        ends = f"source={quoteattr(link.source)} target={quoteattr(link.target)}"
        data = {"weight": link.weight, "strength": link.strength, "initiatives": names}
        yield f'<edge id="e{number}" {ends}>{_data("edge", data)}</edge>'
    yield "</graph>"
    yield "</graphml>"


def _data(of: str, values: dict[str, object]) -> str:
    return "".join(
        f'<data key="{of}-{name}">{escape(str(value).lower() if isinstance(value, bool) else str(value))}</data>'
        for name, value in values.items()
        if value is not None
    )
