"""No page asks the store more often when there is more to show (no 'N+1 queries'), the first time or later."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from counted_store import CountingStore
from fastapi.testclient import TestClient
from many_times import multiply
from pages_list import KINDS, Page
from pages_sites import Site, things
from pages_stores import built, once

from graph_api.app import create_app
from graph_api.kept import Kept
from graph_api.settings import Settings
from graph_api.store import EmbeddedStore


@dataclass
class Counted:
    """The service in this process, over a store that counts."""

    store: CountingStore
    client: TestClient
    site: Site

    def ask(self, page: Page, *, anew: bool) -> Counter[str]:
        """The queries that a page asks; `anew`: as if nothing had been asked before."""
        if anew:
            self.client.app.state.kept = Kept()  # type: ignore[attr-defined]
        self.store.asked.clear()
        answer = self.client.get(self.site.address(page), headers={"Accept": "text/html"})
        assert answer.status_code == page.status, answer.text[:300]
        assert answer.headers["content-type"].startswith("text/html")
        return Counter(self.store.asked)


@pytest.fixture(scope="module")
def little(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counted]:
    """Over the example plans."""
    yield from _counted(built("examples", None, tmp_path_factory))


@pytest.fixture(scope="module")
def much(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counted]:
    """Over twice the plans with five times the things in each."""
    original = EmbeddedStore(built("examples", None, tmp_path_factory))
    yield from _counted(once("many", tmp_path_factory, lambda folder: multiply(original, folder, things=5, plans=2)))


@pytest.mark.parametrize("page", KINDS, ids=str)
def test_ten_times_as_much_takes_no_more_queries(little: Counted, much: Counted, page: Page) -> None:
    for anew in (True, False):
        few, many = little.ask(page, anew=anew), much.ask(page, anew=anew)
        more = many - few  # one at most, for a kind of thing that there is none of in the small graph
        assert more.total() <= 1, f"{few.total()} queries became {many.total()}: {list(more)[:2]}"


def test_there_is_ten_times_as_much(little: Counted, much: Counted) -> None:
    initiatives = [_number(one.client) for one in (little, much)]
    assert initiatives[1] == 10 * initiatives[0] > 0


def _number(client: TestClient) -> int:
    query = "SELECT (COUNT(DISTINCT ?i) AS ?n) { ?i a rg:Initiative }"
    answer = client.post("/sparql", data={"query": query}, headers={"Accept": "text/csv"})
    return int(answer.text.split()[1])


def _counted(folder: Path) -> Iterator[Counted]:
    store = CountingStore(folder)
    with TestClient(create_app(store, Settings(store=folder))) as client:
        yield Counted(store, client, Site("counted", "http://testserver", things(client), client))
