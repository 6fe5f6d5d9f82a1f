"""Pages of other sites may read from the service; preflights say so."""

from __future__ import annotations

import httpx
import pytest
from small_service import Serve

ORIGIN = {"Origin": "https://other.example"}


@pytest.mark.parametrize("path", ["/sparql?query=ASK{}", "/rdf-graph-store?default", "/plans", "/health"])
def test_other_sites_may_read(client: httpx.Client, path: str) -> None:
    answer = client.get(path, headers=ORIGIN)
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers


def test_errors_too_can_be_read(client: httpx.Client) -> None:
    answer = client.get("/sparql", params={"query": "SELECT"}, headers=ORIGIN)
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (400, "*")


def test_a_preflight_of_a_query_passes_and_of_a_change_only_where_changes_are_on(serve: Serve) -> None:
    def preflight(client: httpx.Client, method: str, header: str) -> int:
        asked = {"Access-Control-Request-Method": method, "Access-Control-Request-Headers": header}
        return client.options("/rdf-graph-store", headers=ORIGIN | asked).status_code

    reading = serve()
    assert preflight(reading, "POST", "content-type") == 200
    assert preflight(reading, "PUT", "content-type") == 400
    assert preflight(reading, "POST", "authorization") == 400
    changing = serve(allow_updates=True, token="t" * 20)
    assert preflight(changing, "PUT", "authorization") == 200


def test_options_tell_what_can_be_done(client: httpx.Client) -> None:
    answer = client.options("/sparql")
    assert (answer.status_code, answer.headers["allow"]) == (204, "GET, HEAD, POST, OPTIONS")
    assert "application/sparql-query" in answer.headers["accept-post"]
    assert "DELETE" in client.options("/rdf-graph-store/plan/veenrand").headers["allow"]
