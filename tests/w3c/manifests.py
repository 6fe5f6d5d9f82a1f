"""W3C's protocol tests as their manifests describe them: requests to send in order, and what is to come back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rdflib import Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

W3C = Path(__file__).parents[3] / "shared" / "w3c"
"""Where the tests are, if they are."""
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")

_STATUS = {"OK": "200", "Created": "201", "NoContent": "204", "NotFound": "404"}


@dataclass(frozen=True)
class Expected:
    """What is to come back."""

    statuses: tuple[str, ...]
    """Patterns of the status: 2xx, 201 …"""
    boolean: bool | None
    format: str | None
    location: str | None
    headers: dict[str, str]
    body: str | None


@dataclass(frozen=True)
class Exchange:
    """A request and what is to come back."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes | None
    expected: Expected


@dataclass(frozen=True)
class Test:
    """A test of a manifest."""

    __test__ = False
    name: str
    exchanges: tuple[Exchange, ...]
    data: dict[str, Path] = field(default_factory=dict)
    """IRIs of graphs to files of N-Triples with what they hold."""


def read(manifest: Path) -> Iterator[Test]:
    """The tests of a manifest, in its order."""
    graph = Graph().parse(manifest, format="turtle", publicID=manifest.as_uri())
    (entries,) = graph.objects(URIRef(manifest.as_uri()), MF.entries)
    for entry in Collection(graph, entries):
        connection = graph.value(entry, MF.action)
        requests = Collection(graph, graph.value(connection, HT.requests)) if connection else ()
        data = {
            str(graph.value(node, RDFS.label)): Path(str(graph.value(node, UT.graph)).removeprefix("file://"))
            for node in graph.objects(entry, UT.graphData)
        }
        exchanges = tuple(_exchange(graph, request) for request in requests)
        yield Test(str(entry).rpartition("#")[2], exchanges, data)


def _exchange(graph: Graph, request: Node) -> Exchange:
    response = graph.value(request, HT.resp)
    assert response is not None
    boolean = graph.value(response, MF.expectedBoolean)
    return Exchange(
        method=str(graph.value(request, HT.methodName)),
        path=str(graph.value(request, HT.absolutePath)),
        headers=_headers(graph, request),
        body=_body(graph, request),
        expected=Expected(
            statuses=tuple(_status(status) for status in graph.objects(response, MF.expectedStatus)),
            boolean=None if boolean is None else bool(boolean.toPython()),  # type: ignore[attr-defined]
            format=_text(graph.value(response, MF.expectedFormat)),
            location=_text(graph.value(response, MF.expectedLocation)),
            headers=_headers(graph, response),
            body=(body.decode() if (body := _body(graph, response)) is not None else None),
        ),
    )


def _headers(graph: Graph, message: Node) -> dict[str, str]:
    listed = graph.value(message, HT.headers)
    nodes = Collection(graph, listed) if listed else ()
    return {str(graph.value(node, HT.fieldName)): str(graph.value(node, HT.fieldValue)) for node in nodes}


def _body(graph: Graph, message: Node) -> bytes | None:
    body = graph.value(message, HT.body)
    if body is None:
        return None
    return str(graph.value(body, CNT.chars)).encode(str(graph.value(body, CNT.characterEncoding)))


def _status(status: Node) -> str:
    name = str(status).rpartition("#")[2]
    return _STATUS.get(name) or re.sub("StatusCode", "", name)


def _text(node: Node | None) -> str | None:
    return None if node is None else str(node)
