"""Where the index of a version is: with the version, or made on first use where it was published without one."""

from __future__ import annotations

import tempfile
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Lock

from graph_api.search.index import FILE, is_usable, make_index
from graph_api.store import Snapshot, Store


class Indexes:
    """The indexes of a store's versions, for a process that serves it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._guard = Lock()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="search-index")
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._made: tuple[str, Future[Path]] | None = None

    def of(self, snapshot: Snapshot, seconds: float) -> Path | None:
        """The index of a version; None where it is being made and was not ready within `seconds`.

        Raises:
            OSError: there is no room for it.
        """
        kept = snapshot.file(FILE)
        if kept is not None and is_usable(kept):
            return kept
        version = snapshot.info.name
        try:
            made = self._being_made(version).result(seconds)
        except TimeoutError:
            return None
        return made if made.stem == version else None  # a newer one was published since

    def close(self) -> None:
        """Remove what was made."""
        self._thread.shutdown(wait=True, cancel_futures=True)
        if self._folder:
            self._folder.cleanup()

    def _being_made(self, version: str) -> Future[Path]:
        with self._guard:
            if self._made is None or self._made[0] != version or _failed(self._made[1]):
                self._made = (version, self._thread.submit(self._make))
            return self._made[1]

    def _make(self) -> Path:
        """Make the index of the version that is published now."""
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="regiograaf-search-")
        folder = Path(self._folder.name)
        for old in folder.iterdir():
            old.unlink()  # who has it open reads on
        with self._store.read() as snapshot:
            path = folder / f"{snapshot.info.name}.sqlite"
            make_index(snapshot.rows, path)
        return path


def _failed(future: Future[Path]) -> bool:
    return future.done() and future.exception() is not None
