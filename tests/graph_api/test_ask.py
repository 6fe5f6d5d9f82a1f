"""A query of the command line, and how its answer is shown."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse
from rich.console import Console
from rich.table import Table

from graph_api.ask import ask, read_query, with_parameters
from graph_api.console import short_iri
from graph_api.store import EmbeddedStore
from ingest.errors import RegiograafError
from ontology import BASE

GOALS = "SELECT ?g ?s ?y { ?g rg:statement ?s ; rg:targetYear ?y }"


def answer(store: EmbeddedStore, query: str, form: str = "table") -> str:
    with store.read() as snapshot:
        given = ask(snapshot, query, form, BASE)
    if isinstance(given, Table):
        output = io.StringIO()
        Console(file=output, width=500).print(given)
        return output.getvalue()
    return given.decode() if isinstance(given, bytes) else given


def put(store: EmbeddedStore, *values: str) -> None:
    with store.write() as draft:
        data = "".join(f'<http://s> <http://p> "{value}" .\n' for value in values)
        draft.replace_graph(f"{BASE}graph/x", data.encode())
        draft.publish()


def test_a_table_has_short_iris_that_can_be_asked_for(store: EmbeddedStore) -> None:
    lines = answer(store, GOALS).splitlines()
    assert lines[0].split() == ["g", "s", "y"]
    assert lines[1].split()[0] == "<goal/g>"
    assert lines[1].split()[-1] == "2026"
    assert "rg:objective" in answer(store, "SELECT (rg:objective AS ?k) {}")
    again = answer(store, "SELECT ?s { <goal/g> rg:statement ?s }")
    assert "In 2026 is 30% van de ouderen gescreend." in again


def test_short_iris_are_valid_in_a_query() -> None:
    assert short_iri("https://w3id.org/regiograaf/theme/ouderen", BASE) == "rgt:ouderen"
    assert short_iri("https://w3id.org/regiograaf/theme/a/b", BASE) == "<https://w3id.org/regiograaf/theme/a/b>"
    assert short_iri(f"{BASE}goal/x/y", BASE) == "<goal/x/y>"
    assert short_iri("http://elsewhere/", BASE) == "<http://elsewhere/>"


def test_json_tsv_and_xml_are_as_w3c_has_them(store: EmbeddedStore) -> None:
    assert json.loads(answer(store, GOALS, "json"))["head"]["vars"] == ["g", "s", "y"]
    assert answer(store, GOALS, "tsv").startswith("?g\t?s\t?y\n")
    assert answer(store, GOALS, "xml").startswith("<?xml")


def test_yes_or_no(store: EmbeddedStore) -> None:
    assert answer(store, "ASK { ?g a rg:Goal }") == "yes"
    assert answer(store, "ASK { ?g a rg:Similarity }") == "no"
    assert answer(store, "ASK { ?g a rg:Goal }", "csv").split() == ["result", "true"]


def test_a_graph_comes_as_turtle_or_jsonld(store: EmbeddedStore) -> None:
    query = "CONSTRUCT { ?g rg:statement ?s } WHERE { ?g rg:statement ?s }"
    assert len(list(parse(answer(store, query), RdfFormat.TURTLE))) == 1
    assert len(list(parse(answer(store, query, "json"), RdfFormat.JSON_LD))) == 1
    with pytest.raises(RegiograafError, match="cannot be written as csv"):
        answer(store, query, "csv")


@pytest.mark.parametrize("cell", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)"])
def test_csv_keeps_spreadsheets_from_taking_a_cell_for_a_formula(store: EmbeddedStore, cell: str) -> None:
    put(store, cell)
    rows = list(csv.reader(io.StringIO(answer(store, "SELECT ?o { <http://s> ?p ?o }", "csv"))))
    assert rows == [["o"], [f"'{cell}"]]


@pytest.mark.parametrize("cell", ["-5", "+3.5", "-1,5%", "-1e6", "a=b", "x", 'l\'hôpital, \\"x\\"'])
def test_csv_leaves_numbers_and_other_words_alone(store: EmbeddedStore, cell: str) -> None:
    put(store, cell)
    rows = list(csv.reader(io.StringIO(answer(store, "SELECT ?o { <http://s> ?p ?o }", "csv"))))
    assert rows[1] == [cell.replace("\\", "")]


def test_text_of_a_plan_cannot_steer_the_terminal(store: EmbeddedStore) -> None:
    put(store, "\\u001B[31mred [bold]not bold[/bold]\\nnext line")
    shown = answer(store, "SELECT ?o { <http://s> ?p ?o }")
    assert "\x1b" not in shown
    assert "[bold]not bold[/bold] next line" in shown


def test_what_cannot_be_answered_is_told(store: EmbeddedStore, tmp_path: Path) -> None:
    with pytest.raises(RegiograafError, match=r"the query: Line 1, column 17"):
        answer(store, "SELECT ?x WHERE ( ?x ?y ?z )")
    with pytest.raises(RegiograafError, match=r"format 'pdf' is not known. Use one of: table, csv, json"):
        answer(store, GOALS, "pdf")
    with pytest.raises(RegiograafError, match=r"none\.rq: the query cannot be read \(No such file"):
        read_query(str(tmp_path / "none.rq"))
    (tmp_path / "bad.rq").write_bytes(b"\xff")
    with pytest.raises(RegiograafError, match="not UTF-8"):
        read_query(str(tmp_path / "bad.rq"))


SAVED = """# title@nl: Doelen voor een jaar
# title@en: Goals of a year
# description@nl: Doelen met dit jaartal.
# description@en: Goals with this year.
# question: 13
# param year year "2026" nl="Jaar" en="Year"
PREFIX rg: <https://w3id.org/regiograaf/def#>
SELECT ?year ?goal WHERE {
  # given year
  ?goal rg:targetYear ?targetYear FILTER(STR(?targetYear) = STR(?year))
}
"""


def test_parameters_are_filled_in_as_terms(store: EmbeddedStore) -> None:
    filled = with_parameters(SAVED, [], BASE)
    assert "goal/g" in answer(store, filled, "csv")
    assert "goal/g" not in answer(store, with_parameters(SAVED, ["year=2031"], BASE), "csv")


@pytest.mark.parametrize(("given", "says"), [("year", "no name=value"), ("yeer=2026", "yeer"), ("year=soon", "year")])
def test_a_wrong_parameter_is_told(given: str, says: str) -> None:
    with pytest.raises(RegiograafError, match=says):
        with_parameters(SAVED, [given], BASE)


def test_a_query_without_parameters_stays_as_it_is() -> None:
    assert with_parameters(GOALS, [], BASE) == GOALS
