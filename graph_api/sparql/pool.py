"""The worker processes, and whose query is next on one of them."""

from __future__ import annotations

import asyncio
from collections import Counter, OrderedDict, deque
from dataclasses import dataclass
from typing import Any, Final

from graph_api.sparql.guard import RefusedQueryError
from graph_api.sparql.process import Worker

_LOOK_SECONDS: Final = 0.05
"""How often the memory of workers is looked at."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How many workers there are and who gets them."""

    processes: int
    """Queries that run at the same time."""
    per_client: int
    """Of these, for one client."""
    waiting: int
    """Queries that wait for a worker; for one client half of it."""
    waiting_seconds: float
    memory: int
    """Bytes that one worker may take."""


class Pool:
    """Workers, started as they are needed, and the queries that wait for one.

    Clients take turns, whatever the number of queries that each sends. It belongs to one event loop.
    """

    def __init__(self, limits: Limits, setup: dict[str, Any]) -> None:
        self._limits = limits
        self._setup = setup | {"memory": limits.memory}
        self._idle: list[Worker] = []
        self._ended: list[Worker] = []
        """Killed, but perhaps not gone yet: the kernel takes its time to free much memory."""
        self._busy: dict[Worker, str] = {}
        self._running: Counter[str] = Counter()
        self._waiting: OrderedDict[str, deque[asyncio.Future[Worker]]] = OrderedDict()
        self._looking = False
        self._closed = False
        self.database: dict[str, str] = {}
        """What new workers open beforehand: folder (`database`), and what tells it from others (`version`)."""

    @property
    def running(self) -> int:
        """Queries that run now."""
        return len(self._busy)

    @property
    def waiting(self) -> int:
        """Queries that wait for a worker now."""
        return sum(map(len, self._waiting.values()))

    @property
    def alive(self) -> int:
        """Workers whose processes run; 0 once it is closed."""
        return 0 if self._closed else sum(worker.alive for worker in (*self._idle, *self._busy))

    async def take(self, client: str) -> Worker:
        """A worker for a query of a client; give it back.

        Raises:
            RefusedQueryError: too many queries wait already, or this one waited too long.
        """
        own = self._waiting.get(client, ())
        if self.waiting >= self._limits.waiting or len(own) >= max(1, self._limits.waiting // 2):
            raise _busy()
        turn: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(client, deque()).append(turn)
        self._hand_out()
        try:
            async with asyncio.timeout(self._limits.waiting_seconds):
                return await turn
        except BaseException as error:
            if turn.done() and not turn.cancelled():
                self.give(turn.result())
            else:
                turn.cancel()
                self._forget(client, turn)
            if isinstance(error, TimeoutError):
                raise _busy() from error
            raise

    def give(self, worker: Worker, *, usable: bool = True) -> None:
        """Give a worker back.

        Args:
            worker: from `take`.
            usable: whether it has answered its query; otherwise its process is ended.
        """
        client = self._busy.pop(worker)
        self._running[client] -= 1
        if not self._running[client]:
            del self._running[client]
        if usable and not self._closed and worker.failure is None:
            self._idle.append(worker)
        else:
            self._end(worker)
            self._keep_ready()
        self._hand_out()

    def warm_up(self) -> None:
        """Start workers before there are queries."""
        for _ in range(min(2, self._limits.processes)):
            self._idle.append(self._new())

    def close(self) -> None:
        """End all workers."""
        self._closed = True
        for worker in self._busy:
            worker.kill(_busy())
        while self._idle:
            self._end(self._idle.pop())
        for worker in (*self._busy, *self._ended):
            worker.wait()

    def _hand_out(self) -> None:
        while self._idle or len(self._busy) < self._limits.processes:
            client = next((name for name in self._waiting if self._running[name] < self._limits.per_client), None)
            if client is None or self._closed:
                return
            turn = self._waiting[client].popleft()
            if self._waiting[client]:
                self._waiting.move_to_end(client)
            else:
                del self._waiting[client]
            if turn.done():
                continue
            worker = self._ready()
            self._busy[worker] = client
            self._running[client] += 1
            turn.set_result(worker)
            self._look_at_memory()
            self._keep_ready()

    def _keep_ready(self) -> None:
        """Have one worker waiting where there may be more, so that no query waits for a process to start."""
        if not self._idle and not self._closed and len(self._busy) < self._limits.processes:
            self._idle.append(self._new())

    def _ready(self) -> Worker:
        while self._idle:
            worker = self._idle.pop()
            if worker.alive:
                return worker
            self._end(worker)  # someone else killed it
        return self._new()

    def _end(self, worker: Worker) -> None:
        worker.close()
        self._ended.append(worker)
        self._bury()

    def _bury(self) -> None:
        """Ask for the exit of processes that were killed, until they have gone; else they stay as zombies."""
        self._ended = [worker for worker in self._ended if worker.alive]
        if self._ended and not self._closed:
            asyncio.get_running_loop().call_later(_LOOK_SECONDS, self._bury)

    def _new(self) -> Worker:
        worker = Worker(self._setup)
        if self.database:
            worker.open(self.database)
        return worker

    def _forget(self, client: str, turn: asyncio.Future[Worker]) -> None:
        turns = self._waiting.get(client)
        if turns is not None and turn in turns:
            turns.remove(turn)
            if not turns:
                del self._waiting[client]

    def _look_at_memory(self) -> None:
        if not self._looking:
            self._looking = True
            asyncio.get_running_loop().call_later(_LOOK_SECONDS, self._look)

    def _look(self) -> None:
        self._looking = False
        for worker in self._busy:
            if worker.memory() > self._limits.memory:
                worker.kill(too_much_memory(self._limits.memory))
        if self._busy:
            self._look_at_memory()


def too_much_memory(limit: int) -> RefusedQueryError:
    """Why a query that took all memory was ended."""
    return RefusedQueryError(
        f"the query needs more than {limit / 1e6:,.0f} MB of memory.", "Ask for less, or sort and group less.", 413
    )


def _busy() -> RefusedQueryError:
    return RefusedQueryError("all places for queries are taken.", "Try again in a moment.", status=503)
