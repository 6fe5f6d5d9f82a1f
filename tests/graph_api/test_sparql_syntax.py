"""What is said of a query that is no SPARQL."""

from __future__ import annotations

import pyoxigraph
import pytest

from graph_api.sparql.syntax import SyntaxProblem, explain
from ontology import PREFIXES


def problem(query: str) -> SyntaxProblem:
    with pytest.raises(SyntaxError) as raised:
        pyoxigraph.Store().query(query, prefixes=PREFIXES)
    return explain(raised.value, query)


@pytest.mark.parametrize(
    ("query", "line", "column", "words"),
    [
        ("SELECT ?x {\n  ?x a rg:Goal . FILTR(?x > 1)\n}", 2, 26, "goes wrong at ‘> 1)’"),
        ("SELECT * {\n?s ex:a ?o}", 2, 9, "the prefix 'ex:' is not declared; add PREFIX ex: <…>"),
        ("SELECT * { ?s ?p ?o", 1, 20, "goes wrong here, or somewhere before"),
        ("SELECT (COUNT(*) AS ?x) ?s { ?s ?p ?o }", 1, 40, "contains a variable that is unbound"),
        ("SELECT * { 'é😀' ?p <a b> }", 1, 25, "IRI parsing failed"),
        ("", 1, 1, "goes wrong here"),
    ],
)
def test_the_place_and_the_reason(query: str, line: int, column: int, words: str) -> None:
    told = problem(query)
    assert (told.line, told.column) == (line, column)
    assert told.message.startswith(f"Line {line}, column {column}: ")
    assert words in told.message


@pytest.mark.parametrize("query", ["INSERT DATA { <a:b> <a:b> 1 }", "# x\nPREFIX a: <b:>\nDELETE WHERE { ?s ?p ?o }"])
def test_an_update_is_told_as_one(query: str) -> None:
    assert "this is an update" in problem(query).message.lower()


def test_declared_prefixes_are_not_blamed() -> None:
    assert "not declared" not in problem("PREFIX ex: <http://x/>\nSELECT * { ?s ex:a ?o . }}").message
    assert "not declared" not in problem("SELECT * { ?s rg:theme } }").message
