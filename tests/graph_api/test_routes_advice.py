"""/voorlopers, /checks and /networks over HTTP, and the same on the command line."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import networkx as nx
import pytest

from graph_api.store import EmbeddedStore

PATHS = (
    "/voorlopers?region=brinkland",
    "/checks",
    "/checks/goal-served",
    "/networks/organisations",
    "/organisations/ggz-de-linde/network",
)


@pytest.mark.parametrize("path", PATHS)
def test_answers_come_as_json_and_csv_with_their_version(example_client: httpx.Client, path: str) -> None:
    answer = example_client.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.headers["Regiograaf-Version"] == answer.json()["version"]
    assert answer.json()["note_nl"] and answer.json()["note_en"]
    tag = answer.headers["ETag"]
    assert example_client.get(path, headers={"If-None-Match": tag}).status_code == 304
    table = example_client.get(path, headers={"Accept": "text/csv"})
    assert table.headers["Content-Type"].startswith("text/csv")
    assert table.headers["ETag"] != tag
    rows = list(csv.reader(io.StringIO(table.text)))
    assert len(rows) > 1 and len({len(row) for row in rows}) == 1
    assert example_client.head(path).status_code == 200
    assert example_client.get(path, headers={"Accept": "image/png"}).status_code == 406


def test_voorlopers_say_why_whom_to_call_and_where_the_plan_says_so(example_client: httpx.Client) -> None:
    answer = example_client.get("/voorlopers", params={"region": "Brinkland", "left_out": True}).json()
    assert answer["state"] == "goals-found" and answer["goals"] > 0
    best = answer["voorlopers"][0]
    assert best["reason_nl"].startswith(f"‘{best['label']}’")
    assert "Brinkland" in best["reason_en"]
    assert any(one["call"] for one in answer["voorlopers"])
    for one in answer["voorlopers"]:
        quote = one["quotes"][0]
        assert quote["words"] and quote["end"] - quote["start"] == len(quote["words"])
        assert all(region["label_nl"] != "Brinkland" for region in one["regions"])
    assert len(answer["left_out"]) == answer["left_out_total"] > 0
    assert all(one["own"]["label"] and one["reason_nl"] for one in answer["left_out"])


def test_themes_and_regions_are_known_by_key_iri_and_name(example_client: httpx.Client) -> None:
    by = [
        example_client.get("/voorlopers", params={"region": region, "theme": theme}).json()
        for region, theme in (
            ("brinkland", "ouderen"),
            ("Brinkland", "Older people"),
            ("https://w3id.org/regiograaf/id/region/brinkland", "https://w3id.org/regiograaf/theme/ouderen"),
        )
    ]
    assert by[0] == by[1] == by[2]
    assert by[0]["voorlopers"]


def test_weights_are_taken_and_given_back(example_client: httpx.Client) -> None:
    answer = example_client.get("/voorlopers?region=brinkland&weight.readiness=3&weight.fit=1&weight.evidence=0").json()
    assert answer["weights"]["readiness"] == 0.75
    best = answer["voorlopers"][0]["components"]
    assert answer["voorlopers"][0]["score"] == pytest.approx(
        0.75 * best["readiness"]["value"] + 0.25 * best["fit"]["value"]
    )


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/voorlopers?region=brinklnd", 404, "Brinkland"),
        ("/voorlopers?region=brinkland&theme=oudern", 404, "Ouderen"),
        ("/voorlopers?region=brinkland&weight.fame=1", 400, "fit.goals"),
        ("/voorlopers?region=brinkland&weight.fit.goals=veel", 400, "no weight"),
        ("/voorlopers?region=brinkland&weight.fit=-1", 422, "weight.fit"),
        ("/checks?plan=brinklan", 404, "Brinkland"),
        ("/checks/goal-smrt", 404, "goal-smart"),
        ("/organisations/ggz-linde/network", 404, "GGZ De Linde"),
        ("/networks/organisations?type=gemeent", 404, "gemeente"),
    ],
)
def test_what_is_not_known_is_told_with_what_is_near(
    example_client: httpx.Client, path: str, status: int, told: str
) -> None:
    answer = example_client.get(path)
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert told in answer.json()["detail"]


@pytest.fixture
def store(tmp_path: Path) -> EmbeddedStore:
    """A store without plans, for `serve`."""
    empty = EmbeddedStore(tmp_path / "store")
    with empty.write() as draft:
        draft.publish()
    return empty


def test_a_graph_without_plans_says_how_to_build_one(serve: Callable[..., httpx.Client]) -> None:
    client = serve()
    for path in PATHS:
        answer = client.get(path)
        assert answer.status_code == 404
        assert "regiograaf build" in answer.json()["detail"], path


def test_checks_side_by_side_hold_what_all_hold(example_client: httpx.Client) -> None:
    whole = example_client.get("/checks", params={"by": "plan"}).json()
    counts = {check["name"]: check for check in whole["checks"]}
    for name in ("goal-measurable", "initiative-with-leader", "organisation-active"):
        parts = [check for group in whole["groups"] for check in group["checks"] if check["name"] == name]
        assert sum(part["of"] for part in parts) == counts[name]["of"] > 0
        assert sum(part["found"] for part in parts) == counts[name]["found"]
    assert "not found" in whole["note_en"].lower()


def test_the_list_behind_a_share_is_as_long_as_it_says(example_client: httpx.Client) -> None:
    params: dict[str, Any] = {"region": "waterlanden", "limit": 10_000}
    share = next(
        c for c in example_client.get("/checks", params=params).json()["checks"] if c["name"] == "goal-time-bound"
    )
    missing = example_client.get("/checks/goal-time-bound", params=params).json()
    there = example_client.get("/checks/goal-time-bound", params=params | {"found": True}).json()
    assert (there["total"], missing["total"]) == (share["found"], share["of"] - share["found"])
    assert len(missing["items"]) == missing["total"]
    assert all(item["quotes"][0]["words"] for item in missing["items"])


def test_the_network_comes_as_graphml(example_client: httpx.Client) -> None:
    answer = example_client.get("/networks/organisations", params={"format": "graphml", "limit": 1000})
    assert answer.headers["Content-Type"].startswith("application/graphml+xml")
    graph = nx.read_graphml(io.BytesIO(answer.content))
    whole = example_client.get("/networks/organisations", params={"limit": 1000}).json()
    assert graph.number_of_nodes() == whole["total_nodes"] == len(whole["nodes"])
    assert graph.number_of_edges() == whole["total_links"] == len(whole["links"])


def test_neighbours_are_those_of_the_network(example_client: httpx.Client) -> None:
    whole = example_client.get("/networks/organisations", params={"limit": 1000}).json()
    one = whole["nodes"][0]
    around = example_client.get(f"/organisations/{one['id'].rsplit('/', 1)[-1]}/network").json()
    assert len(around["neighbours"]) == one["neighbours"] > 0
    assert around["node"] == one


def test_all_of_it_is_in_openapi(example_client: httpx.Client) -> None:
    paths = example_client.get("/openapi.json").json()["paths"]
    for path in ("/voorlopers", "/checks", "/checks/{name}", "/networks/organisations", "/organisations/{key}/network"):
        answer = paths[path]["get"]["responses"]["200"]["content"]
        assert {"application/json", "text/csv"} <= answer.keys()
        assert "$ref" in answer["application/json"]["schema"]


# --- the command line


def run(store: EmbeddedStore, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "graph_api", *arguments, "--store", str(store.folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_commands_show_names_and_say_what_not_found_means(example_store: EmbeddedStore, tmp_path: Path) -> None:
    voorlopers = run(
        example_store, "voorlopers", "brinkland", "--weight", "readiness=0.5", "--limit", "3", "--left-out"
    )
    assert voorlopers.returncode == 0, voorlopers.stderr
    assert "Waterlanden" in voorlopers.stdout and "w3id.org" not in voorlopers.stdout
    assert "left out" in voorlopers.stderr and "was not found" in voorlopers.stderr
    check = run(example_store, "check", "--region", "waterlanden")
    assert check.returncode == 0, check.stderr
    assert "goal-measurable" in check.stdout and "did not find" in check.stderr
    file = tmp_path / "net.graphml"
    network = run(example_store, "network", "--graphml", str(file))
    assert network.returncode == 0, network.stderr
    assert nx.read_graphml(file).number_of_nodes() > 1


def test_commands_give_the_whole_answer_as_json_and_csv(example_store: EmbeddedStore) -> None:
    whole = json.loads(run(example_store, "check", "goal-served", "--json").stdout)
    assert whole["total"] == len(whole["items"])
    rows = list(csv.reader(io.StringIO(run(example_store, "network", "--csv", "--links").stdout)))
    assert len(rows) > 1 and rows[0][0] == "organisation"


def test_commands_tell_what_is_near_in_one_line(example_store: EmbeddedStore) -> None:
    wrong = run(example_store, "voorlopers", "brinklnd")
    assert wrong.returncode == 1
    assert wrong.stderr.count("\n") == 1 and "'Brinkland'" in wrong.stderr
    wrong = run(example_store, "voorlopers", "brinkland", "--weight", "fit")
    assert wrong.returncode == 1 and "--weight readiness=0.5" in wrong.stderr
