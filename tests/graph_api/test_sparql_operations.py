"""The operations of an update: which dataset they are over, and what they may fetch."""

from __future__ import annotations

import pyoxigraph
import pytest

from graph_api.sparql.guard import RefusedQueryError
from graph_api.sparql.operations import check_loads, with_dataset

A, B = "http://x/a", "http://x/b"


@pytest.mark.parametrize(
    ("update", "expected"),
    [
        ("INSERT { <s:s> <s:p> ?o } WHERE { ?s ?p ?o }", "INSERT { <s:s> <s:p> ?o }  USING <http://x/a> WHERE { ?s ?p ?o }"),
        ("delete where { ?s ?p ?o }", "delete  { ?s ?p ?o } USING <http://x/a> where { ?s ?p ?o }"),
        (
            "CLEAR ALL ; DELETE { ?s ?p 'WHERE {' } WHERE { ?s ?p ?o } ; INSERT DATA { <s:s> <s:p> 1 }",
            "CLEAR ALL ; DELETE { ?s ?p 'WHERE {' }  USING <http://x/a> WHERE { ?s ?p ?o } ; INSERT DATA { <s:s> <s:p> 1 }",
        ),
        (
            "PREFIX where: <http://w/> # WHERE\nDELETE { ?s where:a ?o } WHERE { SELECT * WHERE { ?s ?p ?o } }",
            "PREFIX where: <http://w/> # WHERE\nDELETE { ?s where:a ?o }  USING <http://x/a> WHERE { SELECT * WHERE { ?s ?p ?o } }",
        ),
    ],
)  # fmt: skip
def test_the_dataset_is_written_where_it_belongs(update: str, expected: str) -> None:
    assert with_dataset(update, [A], []) == expected
    pyoxigraph.Store().update(expected)
    assert with_dataset(update, [], []) == update


def test_an_update_is_over_the_graphs_that_the_request_names() -> None:
    store = pyoxigraph.Store()
    store.update(f"INSERT DATA {{ GRAPH <{A}> {{ <s:1> <s:p> 1 }} GRAPH <{B}> {{ <s:2> <s:p> 2 }} <s:3> <s:p> 3 }}")
    store.update(with_dataset("INSERT { GRAPH <g:x> { ?s ?p ?o } } WHERE { ?s ?p ?o GRAPH ?g { ?t ?p ?q } }", [A], [B]))
    (quad,) = store.quads_for_pattern(None, None, None, pyoxigraph.NamedNode("g:x"))
    assert str(quad.subject) == "<s:1>"
    store.update(with_dataset("DELETE WHERE { ?s ?p ?o }", [B], []))
    assert len(store) == 4, "what is deleted is still of the default graph itself"


@pytest.mark.parametrize(
    "update",
    [
        "WITH <g:x> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "CLEAR ALL; INSERT { ?s ?p ?o } USING <g:x> WHERE { ?s ?p ?o }",
        "INSERT { ?s ?p ?o } using named <g:x> WHERE { ?s ?p ?o }",
    ],
)
def test_a_dataset_is_named_once(update: str) -> None:
    with pytest.raises(RefusedQueryError, match="Use one of the two"):
        with_dataset(update, [A], [])


@pytest.mark.parametrize("graph", ["", "no iri", "http://x/> WHERE {} #", "http://x/\\u003e"])
def test_a_graph_is_an_iri_and_nothing_else(graph: str) -> None:
    with pytest.raises(RefusedQueryError, match="is no IRI"):
        with_dataset("DELETE WHERE { ?s ?p ?o }", [graph], [])


@pytest.mark.parametrize(
    "update",
    [
        "LOAD <http://y/>",
        "CLEAR ALL;load silent <http://y/> INTO GRAPH <g:x>",
        "PREFIX y: <http://y/> LOAD y:a",
        "PREFIX load: <http://y/> # \n LOAD # <http://x/a>\n <http://y/>",
        "LOAD <http://x/a> ; LOAD <http://y/>",
        "INSERT DATA { <s:s> <s:p> ';' } ; LOAD <http://y/>",
    ],
)
def test_what_is_fetched_is_on_the_list(update: str) -> None:
    with pytest.raises(RefusedQueryError, match="LOAD is off"):
        check_loads(update, {A})


@pytest.mark.parametrize(
    "update",
    [f"LOAD <{A}>", f"load silent <{A}> into graph <g:x>", "INSERT DATA { <s:LOAD> <s:p> 'LOAD <http://y/>' }"],
)
def test_what_is_on_the_list_or_no_load_passes(update: str) -> None:
    check_loads(update, {A})
