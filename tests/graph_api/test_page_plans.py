"""The list of plans and the report of a plan as pages, with the numbers of their JSON and CSV; and what is not there."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from reader_plans import FACTS, HOSTILE, HTML, client_of, made_store, page

from graph_api.store import EmbeddedStore
from graph_api.store.snapshot import EmbeddedSnapshot


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    return client_of(made_store(tmp_path_factory.mktemp("hostile") / "store", HOSTILE, FACTS))


@pytest.fixture(scope="module")
def examples(example_store: EmbeddedStore) -> Iterator[TestClient]:
    with client_of(example_store) as client:
        yield client


def test_the_list_has_the_numbers_of_its_json_and_csv(examples: TestClient) -> None:
    plans = examples.get("/plans").json()
    assert [sorted(plan) for plan in plans] == [sorted(plans[0])] * 3
    rows = {row["key"]: row for row in csv.DictReader(io.StringIO(examples.get("/plans.csv").text))}
    text = page(examples, "/plans")
    for plan in plans:
        assert int(rows[plan["key"]]["goals"]) == plan["counts"]["goals"]
        row = re.search(rf'<tr>\s*<th scope="row"><a href="/plans/{plan["key"]}".*?</tr>', text, re.DOTALL)
        assert row is not None
        shown = [int(number) for number in re.findall(r'<td class="number">(?:<a[^>]*>)?(\d+)', row[0])]
        assert shown == [plan["facts"], *plan["counts"].values(), plan["warnings"]]
        assert f'href="/graph/plan/{plan["key"]}.ttl"' in row[0]
        assert examples.get(f"/graph/plan/{plan['key']}.ttl").status_code == 200
        assert examples.get(f"/export/regiograaf.xlsx?plan={plan['key']}").status_code == 200
        region = re.search(r'href="(/regions/[^"]+)"', row[0])
        assert region is None or examples.get(region[1]).status_code == 200


def test_the_report_has_the_findings_of_its_json_with_names_and_places(examples: TestClient) -> None:
    plan = max(examples.get("/plans").json(), key=lambda plan: plan["warnings"])
    address = f"/plans/{plan['key']}/report"
    findings = examples.get(address).json()
    rows = list(csv.DictReader(io.StringIO(examples.get(f"{address}.csv").text)))
    assert [row["message_en"] for row in rows] == [finding["message_en"] for finding in findings]
    text = page(examples, address, "en")
    assert f'<span class="count">{len(findings)}</span>' in text
    first = findings[0]
    assert first["message_en"] in text and first["message_nl"] not in text
    place = re.search(rf'href="(/plans/{plan["key"]}\?at=(\d+)#c\d+)"', text)
    assert place is not None and examples.get(place[1]).status_code == 200
    check = first["shape"].rpartition("#")[2]
    only = examples.get(f"{address}?check={check}").json()
    assert only == [finding for finding in findings if finding["shape"] == first["shape"]]
    assert f'<span class="count">{len(only)}</span>' in page(examples, f"{address}?check={check}")


def test_a_report_without_findings_says_so(hostile: TestClient) -> None:
    assert "De controles vonden niets" in page(hostile, "/plans/p/report")


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("/plans/none", 404, "there is no plan 'none'"),
        ("/plans/none/report", 404, "there is no plan 'none'"),
        (f"/plans/{'0' * 290}/report", 404, "there is no plan '000"),
        ("/plans/p?part=99", 404, "there is no part 99"),
        ("/plans/p?at=99999", 404, "code points; 99999 is not among them"),
        ("/plans/p?q=veenrand&page=9", 404, "no page 9"),
        ("/plans/p/report?check=none", 400, "there is no check 'none'"),
        ("/plans/p?at=-1", 422, "at:"),
    ],
)
def test_what_is_not_there_is_told_with_a_way_out(hostile: TestClient, address: str, status: int, told: str) -> None:
    answer = hostile.get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert told in answer.json()["detail"]
    assert hostile.get(address, headers=HTML).headers["content-type"].startswith("text/html")


def test_a_plan_of_which_the_text_is_gone_says_so(client: object, store: EmbeddedStore) -> None:
    (path,) = store.folder.glob("versions/*/sources/abc.txt")
    path.unlink()
    answer = client_of(store).get("/plans/veenrand")
    assert answer.status_code == 404 and "is not in the store. Build it again" in answer.json()["detail"]


def test_a_page_asks_the_store_as_often_whatever_the_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    rows = EmbeddedSnapshot.rows

    def counted(self: EmbeddedSnapshot, query: str, **bindings: object) -> object:
        asked.append(query)
        return rows(self, query, **bindings)  # type: ignore[arg-type]

    monkeypatch.setattr(EmbeddedSnapshot, "rows", counted)
    numbers = []
    for name, facts in (("few", FACTS[:1]), ("many", FACTS)):
        client = client_of(made_store(tmp_path / name, HOSTILE, facts))
        for address in ("/plans", "/plans/p", "/plans/p?part=1", "/plans/p/report"):
            asked.clear()
            page(client, address)
            numbers.append((address, len(asked)))
    assert numbers[:4] == numbers[4:]
    assert numbers[2] == ("/plans/p?part=1", 0), "kept with the version"
