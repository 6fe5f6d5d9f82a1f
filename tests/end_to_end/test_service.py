"""The service as it is started: over a graph that was built from plans, asked by a client."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).parents[2]
PLANS = ROOT / "docs" / "examples" / "plans"
COMMAND = [sys.executable, "-m", "graph_api"]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with two of the example plans."""
    folder = tmp_path_factory.mktemp("service") / "store"
    build(folder, "brinkland.txt", "brinkland-update-2024.txt")
    return folder


def build(store: Path, *plans: str) -> None:
    command = [*COMMAND, "build", *(str(PLANS / plan) for plan in plans), "--store", str(store)]
    subprocess.run(command, check=True, capture_output=True)


@contextmanager
def service(store: Path, **settings: str) -> Iterator[httpx.Client]:
    """`regiograaf serve`, and a client that asks it; it must end by itself when it is told to."""
    process = subprocess.Popen(
        [*COMMAND, "serve", "--store", str(store), "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {f"REGIOGRAAF_{name}": value for name, value in settings.items()},
    )
    try:
        assert process.stdout is not None
        address = re.search(r"http://[^ ]+/", process.stdout.readline())
        assert address, process.communicate()[1]
        with httpx.Client(base_url=address[0], timeout=30) as client:
            yield client
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=10)
        assert "Traceback" not in errors
    finally:
        process.kill()
        process.communicate()


def ask(client: httpx.Client, query: str) -> list[dict[str, str]]:
    answer = client.get("/sparql", params={"query": query})
    assert answer.status_code == 200, answer.text
    return [{name: cell["value"] for name, cell in row.items()} for row in answer.json()["results"]["bindings"]]


def test_the_words_of_the_plan_stand_behind_every_answer(store: Path) -> None:
    with service(store) as client:
        rows = ask(
            client,
            """SELECT ?statement ?exact ?start ?end WHERE {
                 ?goal a rg:Goal ; rg:statement ?statement ; rg:evidence ?evidence .
                 ?evidence oa:exact ?exact ; oa:start ?start ; oa:end ?end ; oa:hasSource/rg:sourceFile "brinkland.txt"
               }""",
        )
        text = (PLANS / "brinkland.txt").read_bytes().decode("utf-8")
        assert len(rows) > 5
        for row in rows:
            assert text[int(row["start"]) : int(row["end"])] == row["exact"]
        assert client.get("/health").json()["plans"] == 2


def test_plans_and_reports(store: Path) -> None:
    with service(store) as client:
        plans = {plan["key"]: plan for plan in client.get("/plans").json()}
        assert set(plans) == {"brinkland", "brinkland-update-2024"}
        for key, plan in plans.items():
            report = client.get(f"/plans/{key}/report").json()
            assert plan["warnings"] == sum(finding["severity"] == "warning" for finding in report) > 0
            assert not [finding for finding in report if finding["severity"] == "violation"]
            assert plan["facts"] == len(
                ask(client, f"SELECT DISTINCT ?f {{ GRAPH <{plan['graph']}> {{ ?f rg:evidence ?e }} }}")
            )


def test_a_build_is_served_without_a_restart_and_without_a_failed_request(tmp_path: Path, store: Path) -> None:
    own = tmp_path / "store"
    build(own, "brinkland-update-2024.txt")
    with service(own) as client:
        before = client.get("/health").json()
        process = subprocess.Popen(
            [*COMMAND, "build", str(PLANS / "waterlanden.txt"), "--store", str(own)], stderr=subprocess.DEVNULL
        )
        while process.poll() is None:
            assert client.get("/health").json()["version"] in ("000001", "000002")
            assert ask(client, "SELECT ?plan { ?plan a rg:Plan } LIMIT 1")
        assert process.returncode == 0
        after = client.get("/health").json()
        assert (before["version"], before["plans"]) == ("000001", 1)
        assert (after["version"], after["plans"]) == ("000002", 2)


def test_it_stops_when_told_to_even_while_a_query_runs(store: Path) -> None:
    heavy = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    with service(store, QUERY_SECONDS="0.5") as client:
        assert client.get("/sparql", params={"query": heavy}).status_code == 504
        assert client.get("/health").status_code == 200


def test_an_address_that_is_taken_is_told(store: Path) -> None:
    with service(store) as client:
        port = str(client.base_url.port)
        done = subprocess.run(
            [*COMMAND, "serve", "--store", str(store), "--port", port], capture_output=True, text=True
        )
        assert done.returncode == 1
        assert done.stderr.startswith(f"regiograaf: 127.0.0.1:{port}: this address cannot be listened on (")
        assert "choose another --port" in done.stderr
