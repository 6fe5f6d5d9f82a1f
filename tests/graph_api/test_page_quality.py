"""The pages of quality, of checks, and About: their numbers, what leads where, and what is said when nothing is known."""

from __future__ import annotations

import csv
import io
import json
import re
from html import unescape
from pathlib import Path

import pytest
from service_of_plans import HOSTILE, PERSON, client_of, counted, store_of_plans
from small_service import triples
from starlette.testclient import TestClient

from graph_api import kept_out
from graph_api.evaluation.figures import figures
from graph_api.reading import PlanFailed
from graph_api.store import EmbeddedStore
from ontology import BASE

REJECTED = f"{BASE}goal/0-1"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    """Three plans, a fourth that was kept out, and a goal that a review rejected."""
    folder = tmp_path_factory.mktemp("quality")
    made = store_of_plans(folder / "store", 3)
    failed = PlanFailed(folder / "out.txt", f"{folder}/out.txt: {HOSTILE}", "Mend it.", ("one", "een"))
    what = kept_out.kept_out([failed], [folder / "out.txt"], 0.2, None)
    with made.write() as draft:
        told = f'<{REJECTED}> prov:wasInvalidatedBy [ rdfs:comment "Geen doel: <b>toelichting</b>" ] .'
        draft.replace_graph(f"{BASE}graph/curation", triples(told))
        draft.keep_file(kept_out.FILE, lambda path: kept_out.write(what, path))
        draft.publish()
    return made


@pytest.fixture(scope="module")
def client(store: EmbeddedStore) -> TestClient:
    """The service over them."""
    return client_of(store, contact="team@example.org", publisher="Bureau & Co")


def test_uncertain_facts_are_those_under_the_threshold_the_least_sure_first(client: TestClient) -> None:
    for below in (0.2, 0.7):
        found = client.get(f"/quality.json?below={below}&size=1000").json()["uncertain"]
        sure = [fact["confidence"] for fact in found["facts"]]
        assert sure == sorted(sure)
        assert all(one < below for one in sure)
        assert len(sure) == found["total"] == sum(found["by_kind"].values())
        assert REJECTED not in {fact["iri"] for fact in found["facts"]}
    assert client.get("/quality.json?below=1.01").status_code == 422


def test_each_uncertain_fact_is_on_the_page_with_its_place_in_the_plan(client: TestClient) -> None:
    asked = "below=0.5&kind=goal&size=5&page=2"
    facts = client.get(f"/quality.json?{asked}").json()["uncertain"]["facts"]
    page = client.get(f"/quality?{asked}", headers=PERSON).text
    assert facts
    for fact in facts:
        assert fact["kind"] == "goal"
        quote = fact["quotes"][0]
        assert f'href="/plans/{quote["plan"].rsplit("/", 1)[-1]}?at={quote["start"]}#c{quote["start"]}"' in page
    rows = list(csv.DictReader(io.StringIO(client.get(f"/quality.csv?part=uncertain&{asked}").text)))
    assert [row["iri"] for row in rows] == [fact["iri"] for fact in facts]
    link = next(unescape(link) for link in re.findall(r'href="(/quality\.csv\?part=uncertain[^"]*)"', page))
    assert client.get(link).text == client.get(f"/quality.csv?part=uncertain&{asked}").text


def test_what_was_kept_out_and_rejected_is_told_with_the_reason(client: TestClient, tmp_path: Path) -> None:
    answer = client.get("/quality.json").json()
    (plan,) = answer["kept_out"]
    assert (plan["file"], answer["min_confidence"]) == ("out.txt", 0.2)
    assert plan["reason"].startswith("out.txt: <script>"), "without the folder, which is no one's business"
    (fact,) = answer["rejected"]
    assert (fact["iri"], fact["kind"], fact["why"]) == (REJECTED, "goal", "Geen doel: <b>toelichting</b>")
    page = client.get("/quality", headers=PERSON).text
    assert "&lt;b&gt;toelichting&lt;/b&gt;" in page
    assert "<script>alert" not in page
    unknown = client_of(store_of_plans(tmp_path / "store", 1)).get("/quality", headers=PERSON).text
    assert "niet bewaard welke plannen buiten bleven" in unknown, "not kept is not: none was kept out"


def test_a_plan_that_was_kept_out_earlier_stays_told_until_it_is_read(tmp_path: Path) -> None:
    one, two = tmp_path / "one.txt", tmp_path / "two.txt"
    first = kept_out.kept_out([PlanFailed(one, "bad.", "Mend it.")], [one], 0, None)
    second = kept_out.kept_out([PlanFailed(two, "bad too.", "Mend it.")], [two], 0, first)
    assert [plan.file for plan in second.plans] == ["one.txt", "two.txt"]
    third = kept_out.kept_out([], [one], 0, second)
    assert [plan.file for plan in third.plans] == ["two.txt"]


def test_a_build_keeps_with_the_version_what_it_kept_out(example_store: EmbeddedStore) -> None:
    with example_store.read() as snapshot:
        outside = kept_out.read(snapshot)
    assert outside is not None
    assert outside.plans == []


def test_the_scores_are_those_that_were_measured(client: TestClient) -> None:
    measured = figures()
    assert measured is not None
    answer = client.get("/quality.json").json()["scores"]
    assert answer == json.loads(measured.model_dump_json())
    page = client.get("/quality?lang=en", headers=PERSON).text
    for one in measured.overall:
        assert one.label_en in page
        assert f"{one.f1:.2f}" in page
    rows = csv.DictReader(io.StringIO(client.get("/quality.csv?part=scores").text))
    assert {row["kind"]: float(row["f1"]) for row in rows if not row["plan"]} == {
        s.kind: s.f1 for s in measured.overall
    }


def test_the_page_of_the_scores_has_the_figures_of_the_file() -> None:
    """docs/quality.md and the file beside the weights come of one run."""
    measured = figures()
    assert measured is not None
    page = (Path(__file__).parents[2] / "docs" / "quality.md").read_text(encoding="utf-8")
    for one in measured.overall:
        assert (
            f"| {one.kind} | {one.precision:.2f} | {one.recall:.2f} | {one.f1:.2f} | {one.reference} | {one.found} |"
            in page
        )


def test_quality_asks_as_many_queries_of_three_plans_as_of_twenty(
    store: EmbeddedStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    for made in (store_of_plans(tmp_path / "a", 2), store_of_plans(tmp_path / "b", 20)):
        with counted(monkeypatch) as queries:
            page = client_of(made).get("/quality?size=100", headers=PERSON)
        assert (page.status_code, len(page.content) < 300_000) == (200, True)
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_a_share_on_the_page_is_that_of_the_json_and_leads_to_its_list(client: TestClient) -> None:
    answer = client.get("/checks.json?by=plan").json()
    page = client.get("/checks?by=plan", headers=PERSON).text
    for check in answer["checks"]:
        if check["kind"] == "share" and check["of"]:
            row = re.search(rf'<tr><th scope="row"><a href="(/checks/{check["name"]}[^"]*)">.*?</tr>', page, re.DOTALL)
            assert row is not None, check["name"]
            numbers = [int(number) for number in re.findall(r'<td class="number">(\d+)</td>', row[0])]
            assert numbers == [check["found"], check["of"]]
            behind = client.get(unescape(row[1]), headers={"Accept": "application/json"}).json()
            assert behind["total"] == check["of"] - check["found"]


def test_cells_side_by_side_lead_to_the_list_of_their_plan(client: TestClient) -> None:
    page = client.get("/checks?by=plan", headers=PERSON).text
    links = {unescape(link) for link in re.findall(r'href="(/checks/goal-time-bound\?[^"]*plan=plan-1[^"]*)"', page)}
    (link,) = links
    behind = client.get(link, headers={"Accept": "application/json"}).json()
    assert behind["plan"]["key"] == "plan-1"
    assert {item["plans"][0]["key"] for item in behind["items"]} == {"plan-1"}


def test_a_list_has_pages_and_both_sides(client: TestClient) -> None:
    first = client.get("/checks/goal-served?limit=10", headers=PERSON).text
    assert 'rel="next" href="/checks/goal-served?limit=10&amp;start=10"' in first
    assert 'href="/checks/goal-served?limit=10&amp;found=true"' in first
    found = client.get("/checks/goal-served?found=true&lang=en", headers=PERSON).text
    assert "This list is empty" in found
    assert client.get("/checks/goal-servd", headers=PERSON).status_code == 404


def test_checks_of_nothing_say_so(tmp_path: Path) -> None:
    page = client_of(store_of_plans(tmp_path / "store", 1, facts=0)).get("/checks?theme=jeugd", headers=PERSON)
    assert "Hier is niets te tellen" in page.text


def test_about_cites_the_version_that_is_served(client: TestClient) -> None:
    answer = client.get("/about.json").json()
    page = client.get("/about", headers=PERSON).text
    assert answer["version"] in answer["citation"]["text_nl"]
    assert "Bureau &amp; Co" in page
    assert "mailto:team@example.org" in page
    assert 'id="accessibility"' in page
    bibtex = client.get("/about?format=bib")
    assert bibtex.headers["content-type"].startswith("application/x-bibtex")
    assert r"Bureau \& Co" in bibtex.text
    (item,) = client.get("/about?format=csl").json()
    assert (item["version"], item["issued"]["date-parts"][0][0]) == (answer["version"], int(answer["made"][:4]))
    for link in ("/docs", "/openapi.json", "/catalog", "/def"):
        assert f'href="{link}"' in page


def test_about_says_that_no_contact_is_given(store: EmbeddedStore) -> None:
    page = client_of(store).get("/about?lang=en", headers=PERSON).text
    assert "No contact address was given" in page
    assert "mailto:" not in page


def test_about_an_iri_is_still_about_that(client: TestClient) -> None:
    found = client.get("/about", params={"iri": f"{BASE}goal/0-0", "format": "ttl"})
    assert found.headers["content-type"].startswith("text/turtle")
    assert client.get("/about", params={"iri": f"{BASE}goal/none"}).status_code == 404
