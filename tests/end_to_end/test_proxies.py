"""Behind a reverse proxy: whose X-Forwarded headers are believed, and what the service then takes itself for."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from service_process import service

from graph_api.store import EmbeddedStore

FORWARDED = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.7", "Host": "regiograaf.example"}


@pytest.fixture
def small(tmp_path: Path) -> Path:
    store = EmbeddedStore(tmp_path / "store")
    with store.write() as draft:
        draft.replace_graph("http://x/graph", b"<http://x/s> <http://x/p> <http://x/o> .")
        draft.publish()
    return store.folder


@pytest.mark.parametrize(("options", "scheme"), [((), "http"), (("--proxies", "127.0.0.1"), "https")])
def test_a_proxy_is_believed_only_where_it_is_named(small: Path, options: tuple[str, ...], scheme: str) -> None:
    with service(small, *options) as running:
        told = running.client.get(
            "/.well-known/void", headers=FORWARDED | {"Accept": "text/turtle"}, follow_redirects=True
        )
        addresses = set(re.findall(r"(https?)://regiograaf\.example", told.text))
    assert addresses == {scheme}


def test_the_log_of_the_command_is_json_and_has_no_address_of_a_client(small: Path) -> None:
    with service(small, "--proxies", "127.0.0.1") as running:
        assert running.client.get("/health", headers=FORWARDED | {"X-Request-ID": "one"}).status_code == 200
    log = (small.parent / "service.log").read_text()
    (line,) = [json.loads(line) for line in log.splitlines() if '"one"' in line]
    assert (line["route"], line["status"]) == ("/health", 200)
    assert "203.0.113.7" not in log
    assert "127.0.0.1" not in log
