"""A worker process (`worker`) as the service sees it."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from graph_api.sparql.guard import RefusedQueryError
from graph_api.sparql.worker import HEAD, PART

_PAGE: Final = os.sysconf("SC_PAGE_SIZE")
_START: Final = "from graph_api.sparql.worker import main; main()"
_READ_AHEAD: Final = 2 * PART


class Worker:
    """One worker process. It is used by one query at a time."""

    def __init__(self, setup: dict[str, Any]) -> None:
        self.failure: RefusedQueryError | None = None
        """Why it was killed, where the service did it."""
        self._ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 (our own interpreter and module)
                [sys.executable, "-P", "-c", _START, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env=clean_environment(),
            )
        self._ours.setblocking(True)
        self._send(setup)
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    @property
    def pid(self) -> int:
        """Of its process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether its process runs; asked once it has ended, nothing is left of it."""
        return self._process.poll() is None

    def open(self, database: dict[str, str]) -> None:
        """Have it open a database before there is a query; see `Pool.database`."""
        self._send(database)

    async def start(self, job: dict[str, Any]) -> None:
        """Give it a query to run."""
        if self._reader is None:
            self._reader, self._writer = await asyncio.open_unix_connection(sock=self._ours, limit=_READ_AHEAD)
        assert self._writer is not None
        self._writer.write(_message(job))
        with suppress(ConnectionError):  # it is gone, which `receive` tells
            await self._writer.drain()

    async def receive(self) -> tuple[bytes, bytes]:
        """Its next message.

        Raises:
            RefusedQueryError: it was killed, or broke down.
        """
        assert self._reader is not None
        try:
            letter, number = HEAD.unpack(await self._reader.readexactly(HEAD.size))
            return letter, await self._reader.readexactly(number)
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise self.failure or _broke_down() from error

    def memory(self) -> int:
        """Bytes of memory that it takes; 0 where this system does not tell."""
        with suppress(OSError, ValueError, IndexError):
            return int(Path(f"/proc/{self.pid}/statm").read_bytes().split()[1]) * _PAGE
        return 0

    def kill(self, why: RefusedQueryError | None = None) -> None:
        """End its process now."""
        self.failure = self.failure or why
        self._process.kill()

    def wait(self) -> None:
        """Wait until its process, which was killed, has gone."""
        self._process.wait()

    def close(self) -> None:
        """End its process, if it runs, and let go of its socket."""
        self._process.kill()
        if self._writer is not None:
            self._writer.close()
        else:
            self._ours.close()

    def _send(self, message: dict[str, Any]) -> None:
        with suppress(OSError):
            self._ours.sendall(_message(message))


def _message(content: dict[str, Any]) -> bytes:
    data = json.dumps(content).encode()
    return HEAD.pack(b"J", len(data)) + data


def clean_environment() -> dict[str, str]:
    """This process's environment without our settings: who runs the queries of others need not know the token."""
    return {name: value for name, value in os.environ.items() if not name.startswith("REGIOGRAAF_")}


def _broke_down() -> RefusedQueryError:
    return RefusedQueryError("the query was more than the engine can take, and broke it down.", "Make it simpler.")
