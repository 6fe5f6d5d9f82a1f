"""The main pages of a version are asked for before anybody else does."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from graph_api.app import create_app
from graph_api.settings import Settings
from graph_api.store.embedded import EmbeddedStore
from graph_api.warm import ADDRESSES, ask, keep_warm


@pytest.mark.parametrize("address", ADDRESSES)
def test_each_address_answers(example_store: EmbeddedStore, address: str) -> None:
    assert asyncio.run(ask(create_app(example_store, Settings()), address)) == 200


def test_a_version_is_asked_for_once(example_store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    async def noted(app: object, address: str) -> int:
        asked.append(address)
        return 200

    monkeypatch.setattr("graph_api.warm.ask", noted)
    monkeypatch.setattr("graph_api.warm._EVERY", 0.01)

    async def run() -> None:
        task = asyncio.create_task(keep_warm(create_app(example_store, Settings())))
        await asyncio.sleep(0.3)
        task.cancel()

    asyncio.run(run())
    assert asked == list(ADDRESSES)


def test_a_failure_is_a_page_for_a_person_and_as_safe_as_any(example_store: EmbeddedStore) -> None:
    app = create_app(example_store, Settings())

    @app.get("/fails")
    def fails() -> None:
        raise ZeroDivisionError

    async def answer() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
            return await client.get("/fails", headers={"Accept": "text/html"})

    page = asyncio.run(answer())
    assert (page.status_code, page.headers["content-type"]) == (500, "text/html; charset=utf-8")
    assert page.headers["x-request-id"] in page.text and "ZeroDivision" not in page.text
    assert "content-security-policy" in page.headers
