"""The addresses beside /sparql, and what OpenAPI says of all of them."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest
from small_service import served

from graph_api.settings import Settings
from graph_api.store import EmbeddedStore
from ontology import BASE


def test_health_says_what_is_served(client: httpx.Client) -> None:
    health = client.get("/health").json()
    assert health["status"] == "ok"
    assert (health["plans"], health["facts"], health["version"]) == (1, 4, "000001")
    assert health["statements"] > 30
    assert re.fullmatch(r"regiograaf \d+\.\d+\.\d+", health["software"])


def test_without_a_store_the_service_says_so(tmp_path: Path) -> None:
    with served(EmbeddedStore(tmp_path / "none"), Settings()) as client:
        for path in ("/ready", "/plans", "/search", "/export", "/sparql?query=ASK{}"):
            answer = client.get(path)
            assert answer.status_code == 503
            assert "no graph to answer from" in answer.json()["detail"]
            assert str(tmp_path) not in answer.text, "who asks need not know where the store is"


def test_the_plans_and_their_reports(client: httpx.Client) -> None:
    (plan,) = client.get("/plans").json()
    assert plan["key"] == "veenrand"
    assert plan["iri"] == f"{BASE}plan/veenrand"
    assert (plan["title"], plan["region"], plan["issued"]) == ("Regioplan Veenrand", "Veenrand", "2023")
    assert plan["counts"] == {
        "goals": 1,
        "initiatives": 1,
        "voorlopers": 1,
        "organisations": 1,
        "themes": 0,
        "regions": 1,
    }
    assert (plan["facts"], plan["warnings"], plan["read_at"]) == (4, 1, "2026-01-02T03:04:05Z")
    assert [finding["severity"] for finding in client.get("/plans/veenrand/report").json()] == ["warning", "info"]
    assert client.get("/plans/none/report").status_code == 404


def test_the_start_is_a_page_for_browsers_and_json_for_others(client: httpx.Client) -> None:
    links = client.get("/").json()
    page = client.get("/", headers={"Accept": "text/html,*/*;q=0.8"})
    assert page.headers["content-type"].startswith("text/html")
    for link in links.values():
        assert f'href="{link}"' in page.text
        assert client.get(link).status_code in (200, 400), link


def test_openapi_describes_every_address_with_examples(client: httpx.Client) -> None:
    described = client.get("/openapi.json").json()
    assert {"/", "/health", "/ready", "/plans", "/plans/{key}/report", "/search", "/export", "/sparql"} <= set(
        described["paths"]
    )
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            assert operation["summary"], (path, method)
            assert operation["description"], (path, method)
    sparql = described["paths"]["/sparql"]
    example = sparql["post"]["requestBody"]["content"]["application/sparql-query"]["example"]
    assert client.get("/sparql", params={"query": example}).status_code == 200, "the example can be tried"
    assert {"200", "400", "403", "406", "413", "415", "503", "504"} <= set(sparql["post"]["responses"])


@pytest.mark.parametrize(
    ("name", "value"), [("PORT", "many"), ("BASE", "no-iri"), ("MIN_CONFIDENCE", "7"), ("WORKERS", "0")]
)
def test_a_setting_that_cannot_be_is_told_by_its_name(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    from graph_api.settings import settings
    from ingest.errors import RegiograafError

    monkeypatch.setenv(f"REGIOGRAAF_{name}", value)
    settings.cache_clear()
    with pytest.raises(RegiograafError, match=f"REGIOGRAAF_{name}: .*{value}"):
        settings()
    settings.cache_clear()
