"""Clients take turns at the workers, whatever each of them sends."""

from __future__ import annotations

import asyncio

import pytest

from graph_api.sparql.guard import RefusedQueryError
from graph_api.sparql.pool import Limits, Pool

SETUP = {"prefixes": {}, "may_connect": False}


def limits(processes: int = 1, per_client: int = 1, waiting: int = 100, seconds: float = 10) -> Limits:
    return Limits(processes, per_client, waiting, seconds, 10**9)


def test_who_sends_one_query_does_not_wait_for_all_of_who_sends_many() -> None:
    async def order() -> list[str]:
        pool = Pool(limits(), SETUP)
        turns: list[str] = []

        async def use(client: str) -> None:
            worker = await pool.take(client)
            turns.append(client)
            await asyncio.sleep(0)
            pool.give(worker)

        first = await pool.take("many")
        asked = [asyncio.ensure_future(use(client)) for client in ("many", "many", "many", "one", "other")]
        await asyncio.sleep(0)
        pool.give(first)
        await asyncio.gather(*asked)
        pool.close()
        return turns

    assert asyncio.run(order()) == ["many", "one", "other", "many", "many"]


def test_one_client_cannot_take_all_workers() -> None:
    async def taken() -> None:
        pool = Pool(limits(processes=3, per_client=2), SETUP)
        held = [await pool.take("many") for _ in range(2)]
        third = asyncio.ensure_future(pool.take("many"))
        held.append(await pool.take("one"))
        assert not third.done()
        pool.give(held.pop(0))
        held.append(await third)
        for worker in held:
            pool.give(worker)
        pool.close()

    asyncio.run(taken())


def test_who_leaves_while_waiting_leaves_nothing_behind() -> None:
    async def left() -> None:
        pool = Pool(limits(), SETUP)
        held = await pool.take("a")
        waiting = asyncio.ensure_future(pool.take("b"))
        await asyncio.sleep(0)
        assert pool.waiting == 1
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        assert pool.waiting == 0
        leaving = asyncio.ensure_future(pool.take("b"))
        await asyncio.sleep(0)
        pool.give(held)  # it has got its turn, and leaves before it hears of it
        leaving.cancel()
        await asyncio.gather(leaving, return_exceptions=True)
        assert pool.running == 0
        pool.give(await pool.take("c"))
        pool.close()

    asyncio.run(left())


def test_one_client_has_half_of_the_places_to_wait() -> None:
    async def full() -> None:
        pool = Pool(limits(waiting=4, seconds=0.2), SETUP)
        held = await pool.take("many")
        asked = [asyncio.ensure_future(pool.take("many")) for _ in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(RefusedQueryError, match="places"):
            await pool.take("many")
        with pytest.raises(RefusedQueryError, match="places"):
            await pool.take("one")  # it could wait, but nobody gave a worker back in time
        assert all(isinstance(got, RefusedQueryError) for got in await asyncio.gather(*asked, return_exceptions=True))
        pool.give(held)
        pool.close()

    asyncio.run(full())


def test_a_worker_that_someone_else_killed_is_not_given_out() -> None:
    async def killed() -> None:
        pool = Pool(limits(), SETUP)
        worker = await pool.take("a")
        pool.give(worker)
        worker.kill()
        worker.wait()
        other = await pool.take("a")
        assert other.pid != worker.pid
        pool.give(other)
        pool.close()

    asyncio.run(killed())
