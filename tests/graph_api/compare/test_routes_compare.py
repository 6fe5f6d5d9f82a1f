"""/compare and /regions over HTTP, and the same at the command line."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import openpyxl
import pytest
from coast import iri, made
from small_service import served
from typer.testing import CliRunner

from graph_api.cli import app
from graph_api.compare.answers import Cell, Changes, Like, Likes, RegionInfo, Regions
from graph_api.compare.comparison import Comparison, Missing
from graph_api.settings import Settings
from graph_api.store import EmbeddedStore

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    """A store with the plans of Kust and Duin and the update of Kust."""
    return made(tmp_path_factory.mktemp("coast") / "store", "kust", "duin", "later")


@pytest.fixture(scope="module")
def coast(store: EmbeddedStore) -> Iterator[httpx.Client]:
    """A service over it."""
    with served(store, Settings()) as client:
        yield client


def test_a_comparison_and_the_address_that_gives_it_again(coast: httpx.Client) -> None:
    answer = coast.get("/compare", params={"region": ["De Kust", "duin"], "theme": "Ouderen"})
    assert answer.status_code == 200
    found = Comparison.model_validate(answer.json())
    assert found.self == "/compare?region=kust&region=duin&theme=ouderen&rollup=true"
    again = coast.get(found.self)
    assert again.json() == answer.json()
    assert [column.label for column in found.columns] == ["Kust", "=Duin"]


def test_an_answer_is_not_sent_twice(coast: httpx.Client) -> None:
    first = coast.get("/compare?region=kust&region=duin")
    assert first.headers["regiograaf-version"]
    tag = {"If-None-Match": first.headers["etag"]}
    assert coast.get("/compare?region=kust&region=duin", headers=tag).status_code == 304
    assert coast.get("/compare?region=kust", headers=tag).status_code == 200


@pytest.mark.parametrize("how", [{"params": {"format": "csv"}}, {"headers": {"Accept": "text/csv"}}])
def test_a_comparison_as_csv_is_safe_to_open(coast: httpx.Client, how: dict[str, dict[str, str]]) -> None:
    answer = coast.get(
        "/compare", params={"region": ["kust", "duin"], **how.get("params", {})}, headers=how.get("headers")
    )
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert {row["region_label"] for row in rows} == {"Kust", "'=Duin"}
    (one,) = [row for row in rows if (row["row"], row["region"]) == ("acute-zorg", "duin")]
    assert (one["state_nl"], one["goals_resultAgreement"], one["goal_iris"]) == ("gevonden", "1", iri("goal/duin/2"))


def test_a_comparison_as_a_workbook_has_no_formula(coast: httpx.Client) -> None:
    answer = coast.get("/compare", params={"region": ["kust", "duin"], "format": "xlsx"})
    assert answer.headers["content-type"] == XLSX
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["matrix", "cells", "goals side by side", "missing", "facts", "about"]
    assert [cell.value for cell in book["matrix"][1]] == ["thema", "Kust", "=Duin"]
    assert not [c for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    assert "/compare?region=kust" in str(book["about"]["B2"].value)


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("/compare?region=kusst", 404, r"Nearest: Kust \(kust\)"),
        ("/compare?region=kust&theme=valprevensie", 404, "Valpreventie"),
        ("/compare?region=kust&approach=welzijn+op+resept", 404, "Welzijn op Recept"),
        ("/compare?region=kust&theme=ouderen&approach=reablement", 400, "compared apart"),
        ("/compare?region=kust&theme=ouderen&over=approaches", 400, "compared apart"),
        ("/compare?region=kust&open=ouderdom", 404, "no theme is called"),
        ("/compare?region=kust&sort=anders", 422, "sort"),
        ("/compare?region=kust&rollup=misschien", 422, "rollup"),
        ("/regions/nergens/like", 404, "no region is called"),
        ("/regions/nergens", 404, "no region is called"),
        ("/regions/nergens/changes", 404, "no region is called"),
    ],
)
def test_what_is_not_known_is_a_problem_with_the_way_out(
    coast: httpx.Client, address: str, status: int, told: str
) -> None:
    answer = coast.get(address)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert re.search(told, answer.json()["detail"])


def test_a_form_that_is_not_offered_is_refused(coast: httpx.Client) -> None:
    assert coast.get("/compare?region=kust", headers={"Accept": "text/turtle"}).status_code == 406
    assert coast.get("/regions", headers={"Accept": XLSX}).status_code == 406


def test_a_graph_without_plans_says_how_to_build_one(tmp_path: Path) -> None:
    with served(made(tmp_path / "store"), Settings()) as client:
        for address in ("/compare?region=kust", "/regions", "/regions/kust", "/regions/kust/like"):
            answer = client.get(address)
            assert answer.status_code == 404
            assert "regiograaf build PLANS" in answer.json()["detail"]


def test_regions_and_what_is_known_of_one(coast: httpx.Client) -> None:
    listed = Regions.model_validate(coast.get("/regions").json())
    assert [region.key for region in listed.regions] == ["duin", "kust", "noord"]
    kust = RegionInfo.model_validate(coast.get("/regions/Kust").json())
    assert (kust.key, kust.holds, kust.kind_nl) == ("kust", ["kust", "noord"], "IZA-regio")
    assert coast.get(kust.like).status_code == coast.get(kust.changes).status_code == 200
    rows = list(csv.DictReader(io.StringIO(coast.get("/regions", params={"format": "csv"}).text)))
    assert [row["label"] for row in rows] == ["'=Duin", "Kust", "Noord"]


def test_regions_alike_and_changes(coast: httpx.Client) -> None:
    likes = Likes.model_validate(coast.get("/regions/kust/like").json())
    assert [like.region.key for like in likes.like] == ["duin"]
    assert likes.self == "/regions/kust/like"
    assert coast.get("/regions/kust/like?most=1").json()["self"] == "/regions/kust/like?most=1"
    changes = Changes.model_validate(coast.get("/regions/kust/changes").json())
    assert changes.pairs[0].numbers["not-mentioned"] == 1
    rows = list(csv.DictReader(io.StringIO(coast.get("/regions/kust/changes?format=csv").text)))
    assert {row["change"] for row in rows} == {"changed", "new", "mentioned", "not-mentioned"}
    assert "region" in coast.get("/regions/kust/like?format=csv").text


def test_all_of_it_is_in_openapi_with_types(coast: httpx.Client) -> None:
    api = coast.get("/openapi.json").json()
    either = api["paths"]["/compare"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]["anyOf"]
    assert [one["$ref"].rsplit("/", 1)[1] for one in either] == ["Comparison", "Choices"]
    for path, model in {
        "/regions": "RegionList",
        "/regions/{key}": "RegionPage",
        "/regions/{key}/like": "Likes",
        "/regions/{key}/changes": "Changes",
    }.items():
        content = api["paths"][path]["get"]["responses"]["200"]["content"]
        assert content["application/json"]["schema"]["$ref"].endswith(f"/{model}")
        assert "text/csv" in content
    assert XLSX in api["paths"]["/compare"]["get"]["responses"]["200"]["content"]


def test_the_examples_are_answers() -> None:
    for model in (Cell, Missing, Like):
        (example,) = model.model_json_schema()["examples"]
        assert model.model_validate(example).model_dump() == example


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, arguments)
    return result.exit_code, result.stdout, result.stderr


def test_the_command_shows_regions_side_by_side(store: EmbeddedStore) -> None:
    code, out, err = run("compare", "kust", "duin", "--store", str(store.folder))
    assert code == 0
    assert re.search(r"Acute zorg +niet in het plan +1 / 0 / 0 ", out)
    assert "Goals that speak of the same thing" in out
    assert "geen van de woorden van het thema staat in de tekst van het plan" in out
    assert "reading misses a part" in err


def test_the_command_writes_json_csv_and_a_workbook(store: EmbeddedStore, tmp_path: Path) -> None:
    folder = ("--store", str(store.folder))
    found = Comparison.model_validate_json(run("compare", "kust", "--apart", "--json", *folder)[1])
    assert [column.key for column in found.columns] == ["kust", "noord"]
    rows = list(csv.DictReader(io.StringIO(run("compare", "kust", "duin", "--approaches", "--csv", *folder)[1])))
    assert {row["row"] for row in rows} == {"welzijn-op-recept"}
    book = tmp_path / "book.xlsx"
    assert run("compare", "kust", "duin", "--theme", "ouderen", "--xlsx", str(book), *folder)[0] == 0
    assert openpyxl.load_workbook(book)["matrix"].max_column == 3


def test_the_command_lists_regions_those_alike_and_changes(store: EmbeddedStore) -> None:
    folder = ("--store", str(store.folder))
    assert "Kust" in run("regions", *folder)[1]
    assert "=Duin" in run("regions", "--like", "kust", *folder)[1]
    assert "status: existing > toScaleUp" in run("regions", "--changes", "kust", *folder)[1]
    assert json.loads(run("regions", "--json", *folder)[1])["regions"]
    result = CliRunner().invoke(app, ["regions", "--like", "kust", "--changes", "kust", *folder])
    assert "Ask for one of" in str(result.exception)
