"""The service against its own OpenAPI: whatever is asked of it, it answers as described and never with 5xx.

schemathesis makes the requests, good and bad ones, from the description itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import CHECKS
from search_graph import GRAPH, store_with
from small_service import PLAN, served, triples

from graph_api.app import create_app
from graph_api.build import background
from graph_api.settings import Settings
from graph_api.store import EmbeddedStore
from ontology import BASE, PARTS

TEXTS = ("application/sparql-query", "application/sparql-update", "application/n-triples", "text/turtle")


@schemathesis.serializer(*TEXTS)
def as_text(_: schemathesis.SerializationContext, value: object) -> bytes:
    """A body that is a text, or whatever was made in its place."""
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")


SCHEMA = schemathesis.openapi.from_dict(create_app(EmbeddedStore(Path("none")), Settings()).openapi())
HELD = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "response_headers_conformance",
)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A service over two small plans, the ontology, themes and register."""
    store = store_with(tmp_path_factory.mktemp("openapi") / "store", GRAPH)
    with store.write() as draft:
        draft.replace_graph(f"{BASE}graph/plan/veenrand", triples(PLAN))
        draft.keep_report("veenrand", [])
        for part in PARTS:
            draft.replace_graph(f"{BASE}graph/{part}", background(part, BASE))
        draft.publish()
    with served(store, Settings(query_seconds=5)) as client:
        client.get("/search")
        yield client


@SCHEMA.parametrize()
@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_as_described(case: schemathesis.Case, service: httpx.Client) -> None:
    checks = CHECKS.get_by_names(HELD)
    case.call_and_validate(base_url=str(service.base_url).rstrip("/"), checks=checks)
