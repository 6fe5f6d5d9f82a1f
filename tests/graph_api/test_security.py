"""What every answer says to browsers, how large a request may be, and whom the service believes."""

from __future__ import annotations

import re
import socket

import httpx
import pytest
from small_service import Serve

from graph_api.security import HEADERS, POLICY

PATHS = (
    "/",
    "/health",
    "/ready",
    "/plans",
    "/search?q=val",
    "/export/goals.csv",
    "/docs",
    "/metrics",
    "/none",
    "/sparql",
)


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_carries_the_headers(client: httpx.Client, path: str) -> None:
    answer = client.get(path, headers={"Accept": "text/html, */*;q=0.1"})
    for name, value in HEADERS.items():
        assert answer.headers.get_list(name) == [value], (name, answer.status_code)
    assert "strict-transport-security" not in answer.headers


def test_refusals_and_errors_carry_them_too(serve: Serve) -> None:
    client = serve(url_bytes=200)
    for answer in (client.get("/search", params={"q": "x" * 300}), client.patch("/health"), client.options("/")):
        assert answer.status_code >= 400 or answer.request.method == "OPTIONS"
        assert answer.headers["content-security-policy"] == POLICY


def test_what_goes_wrong_unforeseen_carries_them_too(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    client = serve()
    monkeypatch.setattr("graph_api.lookup.Names.of", fail)
    for accepted, given in (("text/html", "text/html"), ("application/json", "application/problem+json")):
        answer = client.get("/lookup", params={"label": "x"}, headers={"Accept": accepted})
        assert answer.status_code == 500
        assert answer.headers["content-type"].startswith(given)
        assert answer.headers["content-security-policy"] == POLICY
        assert "ZeroDivision" not in answer.text


def test_browsers_are_told_to_keep_to_https_only_where_it_is_said_to_be_there(serve: Serve) -> None:
    assert "max-age=" in serve(behind_tls=True).get("/health").headers["strict-transport-security"]


def test_the_policy_allows_no_script_or_style_within_a_page() -> None:
    assert "unsafe" not in POLICY
    assert "default-src 'none'" in POLICY
    assert "frame-ancestors 'none'" in POLICY


@pytest.mark.parametrize("path", ["/", "/docs"])
def test_pages_keep_to_the_policy(example_client: httpx.Client, path: str) -> None:
    client = example_client
    page = client.get(path, headers={"Accept": "text/html"}).text
    assert "<html" in page
    assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=|javascript:", page)
    for address in re.findall(r'(?:src|href)="([^"]+)"', page):
        assert address.startswith(("/", "data:,", "#", "?")), "nothing comes from another host"
        if address.startswith("#"):
            assert f'id="{address[1:]}"' in page
        if address.startswith("/"):
            assert client.get(address).status_code in (200, 400), address


def test_the_documentation_is_served_from_here(client: httpx.Client) -> None:
    script = client.get("/docs/swagger-ui-bundle.js")
    assert script.headers["content-type"].startswith("text/javascript")
    assert len(script.content) > 100_000
    assert "SwaggerUIBundle" in client.get("/docs/start.js").text
    assert client.get("/docs/other.js").status_code == 404
    assert client.get("/docs/..%2f..%2fsettings.py").status_code == 404


def test_what_is_too_large_is_refused(serve: Serve) -> None:
    client = serve(url_bytes=1000, header_bytes=2000, request_bytes=5000)
    assert client.get("/search", params={"q": "x" * 1000}).status_code == 414
    assert client.get("/health", headers={"X-Long": "x" * 2000}).status_code == 431
    long = b"SELECT * { ?s ?p ?o } #" + b"x" * 6000
    declared = client.post("/sparql", content=long, headers={"Content-Type": "application/sparql-query"})
    assert declared.status_code == 413
    assert declared.headers["content-type"] == "application/problem+json"
    pieces = (long[start : start + 1000] for start in range(0, len(long), 1000))
    chunked = client.post("/sparql", content=pieces, headers={"Content-Type": "application/sparql-query"})
    assert chunked.status_code == 413, "counted as it comes in"
    assert client.get("/health").status_code == 200


def test_changes_are_refused_unless_they_are_allowed(client: httpx.Client) -> None:
    update = {"update": "INSERT DATA { <http://x> <http://x> <http://x> }"}
    assert client.post("/sparql", data=update).status_code in (401, 403)
    assert client.put("/rdf-graph-store?default", content=b"").status_code in (401, 403, 405)
    for method in ("PUT", "DELETE", "PATCH", "POST"):
        for path in ("/plans", "/search", "/export/regiograaf.nq", "/health"):
            assert client.request(method, path).status_code == 405, (method, path)


@pytest.mark.parametrize(
    "raw",
    [
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /search?q=%ff%fe%00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"\x16\x03\x01\x02\x00",
    ],
)
def test_malformed_requests_are_told_off_and_leave_the_service_as_it_was(client: httpx.Client, raw: bytes) -> None:
    with socket.create_connection((client.base_url.host, client.base_url.port or 80), timeout=5) as connection:
        connection.sendall(raw)
        connection.shutdown(socket.SHUT_WR)
        answer = connection.recv(65_536)
    assert not answer or re.match(rb"HTTP/1.1 [24]\d\d ", answer), answer[:200]
    assert client.get("/health").status_code == 200
