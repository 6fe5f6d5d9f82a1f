"""The main pages of a version are asked for before anybody else does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from graph_api.app import create_app
from graph_api.facts.model import key_of
from graph_api.kept import Kept
from graph_api.plans import stored_plans
from graph_api.settings import Settings
from graph_api.store import Snapshot
from graph_api.store.embedded import EmbeddedStore
from graph_api.warm import ADDRESSES, LAST, OF_THINGS, ask, keep_warm, of_things


@pytest.fixture(scope="module")
def app(example_store: EmbeddedStore) -> FastAPI:
    """The service over the example plans, which keeps what it made."""
    return create_app(example_store, Settings())


@pytest.mark.parametrize("address", (*ADDRESSES, *LAST))
def test_each_address_answers(app: FastAPI, address: str) -> None:
    assert asyncio.run(ask(app, address)) == 200


def test_one_thing_of_each_kind_answers(app: FastAPI, example_store: EmbeddedStore) -> None:
    found = of_things(example_store)
    assert [address.split("/")[1].split("?")[0] for address in found] == [
        address.split("/")[1].split("?")[0] for address in OF_THINGS
    ]
    assert [asyncio.run(ask(app, address)) for address in found] == [200] * len(OF_THINGS)


def test_without_plans_there_is_no_thing_to_ask_for(tmp_path: Path) -> None:
    store = EmbeddedStore(tmp_path / "store")
    assert of_things(store) == ()
    with store.write() as draft:
        draft.publish()
    assert of_things(store) == ()


def test_other_things_need_no_more_than_their_own(
    app: FastAPI, example_store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    for address in (*ADDRESSES, *of_things(example_store)):
        asyncio.run(ask(app, address))
    made: list[Hashable] = []
    original = Kept.of

    def noted(kept: Kept, snapshot: Snapshot, key: Hashable, make: Callable[[], Any]) -> Any:
        def telling() -> Any:
            made.append(key)
            return make()

        return original(kept, snapshot, key, telling)

    monkeypatch.setattr(Kept, "of", noted)
    with example_store.read() as snapshot:
        plans = stored_plans(snapshot)
    regions = sorted({key_of(plan.region_iri) for plan in plans})
    others = [f"/regions/{region}{more}" for region in regions for more in ("", "/like", "/goals", "/initiatives")]
    others += [f"/compare?region={one}&region={two}&over=approaches" for one, two in pairwise(regions)]
    others += [f"/voorlopers?region={region}" for region in regions]
    others += [f"/plans/{plan.key}" for plan in plans]
    assert len(regions) > 1 and {asyncio.run(ask(app, address)) for address in others} == {200}
    assert ("reader", plans[-1].key) in made
    assert {key[0] if isinstance(key, tuple) else key for key in made} == {"reader", "changes"}


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
    assert asked == [*ADDRESSES, *of_things(example_store), *LAST]


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
