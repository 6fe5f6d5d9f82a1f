"""Reads plans in processes of their own, several at a time: a plan that brings its process down is kept out alone."""

from __future__ import annotations

import multiprocessing
import signal
import traceback
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ingest.errors import RegiograafError

if TYPE_CHECKING:
    from ingest.pipeline import PlanReading

_CONTEXT: Final = multiprocessing.get_context("spawn")
"""A fork would take over the lock of the store, and keep it when this process is killed."""


@dataclass(frozen=True, slots=True)
class StageBegun:
    """The reading of a plan has come to a stage."""

    path: Path
    stage: str


@dataclass(frozen=True, slots=True)
class PlanRead:
    """A plan was read; what its checks found is in the reading."""

    path: Path
    reading: PlanReading


@dataclass(frozen=True, slots=True)
class PlanFailed:
    """A plan could not be read."""

    path: Path
    reason: str
    way_out: str
    details: tuple[str, ...] = ()
    """Lines for who wants to know more."""
    trace: str = ""
    """Where in our code it went wrong, if that is the reason."""


Event = StageBegun | PlanRead | PlanFailed


@dataclass(frozen=True, slots=True)
class HowToRead:
    """What is the same for all plans of a build."""

    base: str
    min_confidence: float = 0.0
    workers: int = 1


def read_plans(paths: Sequence[Path], how: HowToRead) -> Iterator[Event]:
    """Read plans, largest first; for each come its stages and then a PlanRead or a PlanFailed."""
    waiting = deque(sorted(paths, key=lambda path: -path.stat().st_size))
    workers = [_Worker(how) for _ in range(min(how.workers, len(waiting)))]
    try:
        for worker in workers:
            worker.begin(waiting.popleft())
        while busy := {worker.connection: worker for worker in workers if worker.path}:
            for connection in wait(list(busy)):
                assert isinstance(connection, Connection)
                worker = busy[connection]
                event = worker.event()
                yield event
                if not isinstance(event, StageBegun) and waiting:
                    worker.begin(waiting.popleft())
    finally:
        for worker in workers:
            worker.end()


class _Worker:
    """A process that reads one plan after the other, as this process sees it."""

    def __init__(self, how: HowToRead) -> None:
        self._how = how
        self.path: Path | None = None
        """The plan that it reads now."""
        self._start()

    def _start(self) -> None:
        self.connection, other_end = _CONTEXT.Pipe()
        self._process = _CONTEXT.Process(target=_work, args=(other_end, self._how), daemon=True)
        self._process.start()
        other_end.close()  # else its death would not be seen as the end of the connection

    def begin(self, path: Path) -> None:
        if not self._process.is_alive():
            self.connection.close()
            self._start()
        self.path = path
        with suppress(OSError):  # it died this moment, which `event` then sees
            self.connection.send(path)

    def event(self) -> Event:
        """What it has to tell; waits for it."""
        assert self.path is not None
        try:
            event: Event = self.connection.recv()
        except (EOFError, OSError):
            event = self._death(self.path)
        if not isinstance(event, StageBegun):
            self.path = None
        return event

    def _death(self, path: Path) -> PlanFailed:
        self._process.join()
        code = self._process.exitcode or 0
        how = f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
        way_out = "There may have been too little memory: try again with --workers 1, or leave this file out."
        return PlanFailed(path, f"the process that read it was ended ({how}).", way_out)

    def end(self) -> None:
        self._process.kill()
        self._process.join()
        self.connection.close()


def _work(connection: Connection, how: HowToRead) -> None:
    """What a reading process does, until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the whole group; the main process ends this one
    with suppress(EOFError, OSError):  # the other end is gone, and nobody waits for what is read here
        while True:
            path: Path = connection.recv()
            connection.send(_read(path, how, connection))


def _read(path: Path, how: HowToRead, connection: Connection) -> PlanRead | PlanFailed:
    def tell(stage: str) -> None:
        connection.send(StageBegun(path, stage))

    try:
        from ingest.pipeline import read_plan  # here: it takes seconds to load, and the main process needs none of it

        reading = read_plan(path, base=how.base, min_confidence=how.min_confidence, progress=tell)
    except RegiograafError as error:
        return PlanFailed(path, error.what, error.way_out)
    except Exception as error:  # noqa: BLE001 (a fault of ours in one plan; it is told, and the others are read)
        reason = f"reading it went wrong ({type(error).__name__}: {error})."
        return PlanFailed(path, reason, "Report this, with what --debug shows.", trace=traceback.format_exc())
    return PlanRead(path, reading)
