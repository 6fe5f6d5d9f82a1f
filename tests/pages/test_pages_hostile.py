"""Plans that mean harm do none: nothing of theirs runs, every page holds, and no cell of a table is a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import hostile_plan
import pytest
from many_times import multiply
from pages_list import KINDS, TABLES, Page
from pages_look import Looking
from pages_sites import Site, serve
from pages_stores import EXAMPLES, build, once

from graph_api.store import EmbeddedStore

MOST_BYTES = 300_000
TIMES = 130
"""So many times the facts of the largest example plan (99, some of them regions, of which there stay as many) make 10,000."""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A hostile plan, read by our reader, with every name that it gave made hostile too."""
    plan = hostile_plan.write(tmp_path_factory.mktemp("hostile"))
    read = once("hostile", tmp_path_factory, lambda folder: build([plan], folder))
    store = once("poisoned", tmp_path_factory, lambda folder: hostile_plan.poison(read, folder))
    with serve("hostile", store) as started:
        yield started


@pytest.fixture(scope="module")
def huge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A plan with 10,000 facts."""
    store = once("one", tmp_path_factory, lambda folder: build([EXAMPLES / "waterlanden.txt"], folder))
    many = once("huge", tmp_path_factory, lambda folder: multiply(EmbeddedStore(store), folder, things=TIMES))
    with serve("huge", many) as started:
        yield started


@pytest.mark.parametrize("page", KINDS, ids=str)
def test_a_hostile_plan_does_no_harm(hostile: Site, seen: Looking, page: Page) -> None:
    it = seen(hostile, page, "nl")
    assert it.status == page.status
    assert it.planted == []
    assert it.console == [], "nothing was tried that the policy had to stop"
    assert it.title != hostile_plan.CAUGHT
    assert it.elsewhere == []
    assert it.turned == []
    assert it.size < MOST_BYTES
    assert it.widths["320"].needed <= 320, it.widths["320"].culprits


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_no_cell_is_a_formula(hostile: Site, table: Page) -> None:
    answer = hostile.client.get(hostile.address(table))
    assert answer.status_code == 200, answer.text[:300]
    assert answer.headers["content-type"].startswith("text/csv")
    for row in csv.reader(io.StringIO(answer.text)):
        for cell in row:
            assert not cell.startswith(("=", "+", "@", "\t", "\r")), row
            assert not cell.startswith("-") or cell[1:].replace(".", "").isdigit() or cell == "-", row


@pytest.mark.parametrize("page", KINDS, ids=str)
def test_a_plan_with_ten_thousand_facts_does_no_harm(huge: Site, seen: Looking, page: Page) -> None:
    it = seen(huge, page, "nl")
    assert it.status == page.status
    assert it.size < MOST_BYTES
    assert it.widths["320"].needed <= 320, it.widths["320"].culprits


def test_it_has_ten_thousand_facts(huge: Site) -> None:
    assert huge.client.get("/health").json()["facts"] >= 10_000
