"""What a writer writes to a file, as pieces that are sent while it is being made."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from queue import Full, Queue
from typing import IO, Any, Final, cast

_PIECE: Final = 64 * 1024
"""Bytes that are sent at once."""
_WAITING: Final = 8
"""Pieces that are made ahead of the client; a slow one makes the writer wait."""
_SECONDS: Final = 0.5
"""After which a writer that waits looks whether anybody still takes its pieces."""
_Message = bytes | BaseException | None


class StoppedError(Exception):
    """Nobody takes the pieces any more."""


class Pieces:
    """Runs a writer in a thread of its own; an iterator of what it writes, each piece once.

    What the writer raises comes out of `next`: a client that has part of the answer then sees that it is not whole.
    """

    def __init__(self, write: Callable[[IO[bytes]], object], done: Callable[[], object]) -> None:
        """
        Args:
            write: writes to the file that it is given.
            done: is called when it has ended, also where nobody waited for the end.
        """
        self._queue: Queue[_Message] = Queue(_WAITING)
        self._stopped = threading.Event()
        self._ahead: bytes | None = None
        threading.Thread(target=_work, args=(write, done, self._queue, self._stopped), daemon=True).start()

    def begun(self) -> Pieces:
        """These, once the first of them is there.

        Raises:
            Exception: what the writer raised before it had written a piece.
        """
        self._ahead = next(self, None)
        return self

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if (ahead := self._ahead) is not None:
            self._ahead = None
            return ahead
        message = None if self._stopped.is_set() else self._queue.get()
        if isinstance(message, bytes):
            return message
        self._stopped.set()
        if message is None:
            raise StopIteration
        raise message

    def close(self) -> None:
        """Have the writer stop at what it writes next."""
        self._stopped.set()

    def __del__(self) -> None:
        self._stopped.set()  # the client has gone


def _work(
    write: Callable[[IO[bytes]], Any], done: Callable[[], Any], queue: Queue[_Message], stopped: threading.Event
) -> None:
    sink = _Sink(queue, stopped)
    try:
        try:
            write(cast("IO[bytes]", sink))
            sink.finish()
        finally:
            done()
        sink.send(None)
    except StoppedError:
        pass
    except BaseException as error:  # noqa: BLE001 (raised again where the pieces are taken)
        error.__traceback__ = None  # its frames hold what may only be freed in this thread
        with suppress(StoppedError):
            sink.send(error)


class _Sink(io.RawIOBase):
    """The file that the writer writes to."""

    def __init__(self, queue: Queue[_Message], stopped: threading.Event) -> None:
        self._queue = queue
        self._stopped = stopped
        self._piece = bytearray()

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, data: Any, /) -> int:
        """As a file does."""
        self._piece += data
        if len(self._piece) >= _PIECE:
            self.finish()
        return len(data)

    def finish(self) -> None:
        """Send what there is."""
        if self._piece:
            self.send(bytes(self._piece))
            self._piece.clear()

    def send(self, message: _Message) -> None:
        """Wait until there is room, and send."""
        while not self._stopped.is_set():
            try:
                self._queue.put(message, timeout=_SECONDS)
            except Full:
                continue
            return
        raise StoppedError
