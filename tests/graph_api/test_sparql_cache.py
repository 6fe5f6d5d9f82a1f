"""Results are worked out once a version, whoever asks and however many ask at the same time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from typing import TypeVar

import pytest

from graph_api.settings import Settings
from graph_api.sparql.answer import Answer
from graph_api.sparql.cache import ResultCache
from graph_api.sparql.formats import Formats
from graph_api.sparql.guard import RefusedQueryError
from graph_api.sparql.run import QueryRunner
from graph_api.store import EmbeddedStore, Query, Snapshot
from ontology import BASE

Result = TypeVar("Result")
GOALS = Query("SELECT ?g { ?g a rg:Goal }")
SLOW = Query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
CSV = Formats.of("text/csv")


@pytest.fixture
def snapshot(made_once: EmbeddedStore) -> Iterator[Snapshot]:
    with made_once.read() as opened:
        yield opened


def running(work: Callable[[QueryRunner], Awaitable[Result]], **settings: object) -> tuple[Result, QueryRunner]:
    async def whole() -> tuple[Result, QueryRunner]:
        runner = QueryRunner(Settings.model_validate(settings))
        try:
            return await work(runner), runner
        finally:
            runner.close()

    return asyncio.run(whole())


def test_the_second_time_no_worker_is_asked(snapshot: Snapshot) -> None:
    async def twice(runner: QueryRunner) -> list[bytes]:
        return [(await runner.run(snapshot, GOALS, CSV, "")).whole for _ in range(2)]

    (first, second), runner = running(twice)
    assert first == second == f"g\r\n{BASE}goal/g\r\n".encode()
    assert runner.cache.hits == 1


def test_who_ask_the_same_at_the_same_time_share_one_worker(snapshot: Snapshot) -> None:
    async def many(runner: QueryRunner) -> tuple[list[Answer], int]:
        asked = [asyncio.ensure_future(runner.run(snapshot, SLOW, CSV, str(n))) for n in range(5)]
        await asyncio.sleep(0.01)
        busy = runner.pool.running
        return await asyncio.gather(*asked), busy

    (answers, busy), _ = running(many)
    assert busy == 1
    assert len({answer.whole for answer in answers}) == 1


def test_who_leaves_takes_nothing_from_others_who_ask_the_same(snapshot: Snapshot) -> None:
    async def leave(runner: QueryRunner) -> Answer:
        first, second = (asyncio.ensure_future(runner.run(snapshot, SLOW, CSV, str(n))) for n in range(2))
        await asyncio.sleep(0.01)
        first.cancel()
        return await second

    answer, _ = running(leave)
    assert answer.whole.startswith(b"n\r\n")


def test_a_limit_holds_for_all_who_ask_the_same(snapshot: Snapshot) -> None:
    heavy = Query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }")

    async def many(runner: QueryRunner) -> list[object]:
        asked = [runner.run(snapshot, heavy, CSV, str(n)) for n in range(3)]
        return list(await asyncio.gather(*asked, return_exceptions=True))

    outcomes, _ = running(many, query_seconds=0.4)
    assert [type(outcome) for outcome in outcomes] == [RefusedQueryError] * 3


@pytest.mark.parametrize(
    "text", ["SELECT (RAND() AS ?r) {}", "SELECT (now() AS ?t) {}", "SELECT (STRUUID () AS ?u) {}"]
)
def test_what_may_change_is_not_kept(snapshot: Snapshot, text: str) -> None:
    async def twice(runner: QueryRunner) -> set[bytes]:
        return {(await runner.run(snapshot, Query(text), CSV, "")).whole for _ in range(2)}

    answers, _ = running(twice)
    assert len(answers) == 2


def test_no_more_is_kept_than_there_is_room_for() -> None:
    cache = ResultCache(10_000)
    for number in range(20):
        cache.put(number, ("text/csv", bytes(2000)))
        assert cache.bytes <= 10_000
    assert cache.get(19) and cache.get(18) and not cache.get(0)
    cache.put("large", ("text/csv", bytes(20_000)))
    assert cache.get("large") is None
