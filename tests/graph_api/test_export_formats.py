"""Exports beyond statements: tables, workbooks, networks; parts of the graph; what a file says of itself."""

from __future__ import annotations

import csv
import io
import tracemalloc
import zipfile
from pathlib import Path

import networkx as nx
import openpyxl
import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, parse
from rdflib import Graph
from search_graph import GRAPH, store_with

from graph_api.export import export
from graph_api.export.ordered import ordered
from graph_api.export.selection import Selection, UnknownFilterError
from graph_api.export.tables import TABLES
from graph_api.store import EmbeddedStore
from ontology import BASE, PREFIXES, RGT

MORE = """
<initiative/i> rg:servesGoal <goal/g> ; rg:ledBy <organisation/o> ; rg:targetGroup <http://x/loose> .
<goal/g> rg:targetYear "2026"^^xsd:gYear ; rg:target <target/g> .
<target/g> a rg:Target ; rg:value 12.5 ; rg:unit "\\u0001 per 1.000" .
<reading/r> a prov:Activity ; prov:endedAtTime "2026-01-02T03:04:05Z"^^xsd:dateTime .
<evidence/g> a rg:Evidence . <evidence/i> a rg:Evidence . <evidence/j> a rg:Evidence .
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    """The small graph that is searched, with a little more."""
    return store_with(tmp_path_factory.mktemp("export") / "store", GRAPH + MORE, index=False)


def written(store: EmbeddedStore, path: Path, **filters: str) -> bytes:
    with store.read() as snapshot:
        export(snapshot, path, Selection.of(snapshot, BASE, **filters))
    return path.read_bytes()


def table(store: EmbeddedStore, folder: Path, name: str, **filters: str) -> list[dict[str, str]]:
    with zipfile.ZipFile(io.BytesIO(written(store, folder / "t.csv.zip", **filters))) as archive:
        return list(csv.DictReader(io.StringIO(archive.read(f"{name}.csv").decode())))


def test_a_table_has_a_row_for_each_thing_with_names_and_iris(small: EmbeddedStore, tmp_path: Path) -> None:
    one, other = table(small, tmp_path, "initiatives")
    assert (one["iri"], one["name"], one["region"]) == (f"{BASE}initiative/i", "Valpreventie", "Veenrand")
    assert one["region_iri"] == f"{BASE}region/veen"
    assert (one["status"], other["status"]) == ("bestaand", "gepland")
    assert (one["led_by"], one["involves_iri"]) == ("Stichting Zorg", f"{BASE}organisation/o")
    assert one["words"] == "Valpreventie: passende zorg dichtbij, met e-health"
    (goal,) = table(small, tmp_path, "goals")
    assert (goal["target_year"], goal["target"], goal["theme"]) == ("2026", "12.5", "Samen fit")
    assert [row["of"] for row in table(small, tmp_path, "evidence")] == [
        "Meer inwoners doen mee aan het valpreventieprogramma.",
        "Valpreventie",
        "Zorg op tijd",
    ]


def test_no_cell_of_a_table_is_taken_for_a_formula(small: EmbeddedStore, tmp_path: Path) -> None:
    titles = {row["title"] for row in table(small, tmp_path, "plans")}
    assert titles == {"'=Regioplan <script>alert(1)</script>", "Regioplan Duin"}
    assert table(small, tmp_path, "initiatives")[0]["other_names"] == "'=1+1 <b>Valfit</b>"


def test_an_archive_says_what_it_is(small: EmbeddedStore, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(written(small, tmp_path / "a.csv.zip", plan="veen"))) as archive:
        assert archive.testzip() is None
        assert set(archive.namelist()) == {"README.txt", *(f"{name}.csv" for name in TABLES)}
        readme = archive.read("README.txt").decode()
    for words in (
        "Version: ",
        "Date: 2026-01-02T03:04:05Z",
        "Licence: https://spdx.org/",
        f"Part: plan {BASE}plan/veen",
    ):
        assert words in readme
    assert "How to cite: Regiograaf (2026). " in readme


def test_a_workbook_has_a_sheet_for_each_class_and_no_formula(small: EmbeddedStore, tmp_path: Path) -> None:
    data = written(small, tmp_path / "w.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["about", *TABLES]
    about = {row[0]: row[1] for row in book["about"].iter_rows(values_only=True)}
    assert about["Licence"].startswith("https://")
    plans = book["plans"]
    assert plans.freeze_panes == "B2"
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}, "text and numbers, no formula"
    assert "=Regioplan <script>alert(1)</script>" in {cell.value for cell in cells}
    assert 2026 in {cell.value for cell in book["goals"][2]}, "a number is a number"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist())


def test_networkx_reads_things_as_nodes_and_relations_as_edges(small: EmbeddedStore, tmp_path: Path) -> None:
    written(small, tmp_path / "n.graphml")
    graph = nx.read_graphml(tmp_path / "n.graphml")
    assert graph.nodes[f"{BASE}initiative/i"] == {"label": "Valpreventie", "type": "Voorloper", "status": "existing"}
    assert graph.nodes[f"{BASE}goal/g"]["year"] == "2026"
    edges = {(a, data["relation"], b) for a, b, data in graph.edges(data=True)}
    assert (f"{BASE}initiative/i", "servesGoal", f"{BASE}goal/g") in edges
    assert (f"{BASE}initiative/i", "ledBy", f"{BASE}organisation/o") in edges
    assert not [node for node, data in graph.nodes(data=True) if "type" not in data], "no edge to what is no node"


@pytest.mark.parametrize("ending", [".csv.zip", ".xlsx", ".graphml", ".nt", ".rdf"])
def test_the_same_graph_gives_the_same_bytes(small: EmbeddedStore, tmp_path: Path, ending: str) -> None:
    first = written(small, tmp_path / f"a{ending}")
    again = store_with(tmp_path / "again", GRAPH + MORE)
    assert written(again, tmp_path / f"b{ending}") == first


def test_rdf_says_which_graph_it_is_and_another_graph_says_otherwise(small: EmbeddedStore, tmp_path: Path) -> None:
    def version(data: bytes) -> str:
        said = {
            quad.predicate.value: quad.object.value  # type: ignore[union-attr]
            for quad in parse(data, RdfFormat.TURTLE)
            if quad.subject == NamedNode(f"{BASE}dataset")
        }
        assert said[f"{PREFIXES['dcterms']}license"].startswith("https://")
        assert said[f"{PREFIXES['dcterms']}modified"] == "2026-01-02T03:04:05Z"
        assert said[f"{PREFIXES['owl']}versionInfo"] in said[f"{PREFIXES['dcterms']}bibliographicCitation"]
        return said[f"{PREFIXES['owl']}versionInfo"]

    one = version(written(small, tmp_path / "a.ttl"))
    other = store_with(tmp_path / "other", GRAPH + MORE + '<goal/g> rg:statement "Anders." .')
    assert version(written(other, tmp_path / "b.ttl")) != one
    assert version(written(small, tmp_path / "c.ttl", theme="ouderen")) == one, "the graph that it is a part of"


def test_xml_holds_no_sign_that_xml_cannot_hold(small: EmbeddedStore, tmp_path: Path) -> None:
    graph = Graph().parse(data=written(small, tmp_path / "a.rdf"), format="xml")
    assert "\ufffd per 1.000" in {str(value) for value in graph.objects()}
    assert b'xmlns:rg="https://w3id.org/regiograaf/def#"' in (tmp_path / "a.rdf").read_bytes()


def subjects(data: bytes) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for quad in parse(data, RdfFormat.N_QUADS):
        if isinstance(quad.subject, NamedNode):
            found.setdefault(quad.subject.value.removeprefix(BASE), set()).add(
                quad.predicate.value.rpartition("#")[2].rpartition("/")[2]
            )
    return found


@pytest.mark.parametrize(
    ("filters", "whole", "not_there"),
    [
        ({"plan": "veen"}, {"goal/g", "initiative/i", "evidence/g", "target/g", "plan/veen"}, {"initiative/j"}),
        ({"theme": "ouderen"}, {"goal/g", "initiative/j", "theme/veen/t"}, {"initiative/i", "plan/duin/x"}),
        ({"theme": "valpreventie"}, {"goal/g", "evidence/g"}, {"initiative/j", "initiative/i"}),
        ({"region": "land"}, {"goal/g", "initiative/i", "initiative/j", "region/duin", "plan/duin"}, {"region/ver"}),
        ({"region": "duin"}, {"initiative/j", "evidence/j"}, {"goal/g", "initiative/i"}),
        ({"region": "land", "theme": "ouderen", "plan": "duin"}, {"initiative/j"}, {"goal/g", "evidence/i"}),
        ({"region": f"{BASE}region/duin"}, {"initiative/j"}, {"goal/g"}),
        ({"theme": str(RGT["ouderen"])}, {"goal/g"}, {"initiative/i"}),
    ],
)
def test_a_part_of_the_graph_holds_what_is_of_it_and_no_more(
    small: EmbeddedStore, tmp_path: Path, filters: dict[str, str], whole: set[str], not_there: set[str]
) -> None:
    found = subjects(written(small, tmp_path / "p.nq", **filters))
    assert whole <= set(found)
    assert not not_there & set(found)
    for thing in whole:
        if thing.startswith("evidence"):
            assert "exact" in found[thing]


def test_neighbours_of_a_part_have_their_names_and_nothing_else(small: EmbeddedStore, tmp_path: Path) -> None:
    found = subjects(written(small, tmp_path / "p.nq", plan="veen"))
    assert found["organisation/o"] == {"type", "prefLabel"}
    assert {row["iri"] for row in table(small, tmp_path, "organisations", plan="veen")} == set()
    assert [row["iri"] for row in table(small, tmp_path, "evidence", theme="valpreventie")] == [f"{BASE}evidence/g"]


@pytest.mark.parametrize(
    "filters", [{"plan": "geen"}, {"theme": "x y"}, {"region": "plan/veen"}, {"plan": "http://a b"}]
)
def test_an_unknown_part_is_told(small: EmbeddedStore, filters: dict[str, str]) -> None:
    with small.read() as snapshot, pytest.raises(UnknownFilterError, match=r"there is no (plan|theme|region)"):
        Selection.of(snapshot, BASE, **filters)


def test_lines_come_in_order_whether_they_fit_in_memory_or_not() -> None:
    lines = [b"%d" % (number * 7919 % 1000) for number in range(2500)]
    expected = sorted(set(lines))
    assert list(ordered(lines)) == list(ordered(lines, at_once=97)) == expected


def test_a_file_is_whole_or_as_it_was(small: EmbeddedStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import resource

    path = tmp_path / "a.nq"
    before = written(small, path)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(Exception, match="the disk is full"):
            written(small, path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.nq"]


def test_literals_survive(small: EmbeddedStore, tmp_path: Path) -> None:
    values = {quad.object for quad in parse(written(small, tmp_path / "a.nq"), RdfFormat.N_QUADS)}
    assert Literal("=Regioplan <script>alert(1)</script>") in values


def test_memory_does_not_grow_with_the_number_of_lines() -> None:
    def peak(number: int) -> int:
        lines = (b"<http://x/%d> <http://p> <http://y>" % (place * 7919 % 1_000_003) for place in range(number))
        tracemalloc.start()
        assert sum(1 for _ in ordered(lines, at_once=5_000)) == number
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    assert peak(100_000) < 2 * peak(20_000)
