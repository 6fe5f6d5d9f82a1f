"""A store that counts what it is asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from graph_api.store import Draft, EmbeddedStore, Snapshot

QUERIES = frozenset({"rows", "answer", "triples"})
"""What of a snapshot is a query."""


class CountingStore:
    """The store in a folder, with a count of the queries that its versions were asked."""

    def __init__(self, folder: Path) -> None:
        self._store = EmbeddedStore(folder)
        self.asked: list[str] = []
        """The beginning of each query, in order."""

    @property
    def folder(self) -> Path:
        """Where it is kept."""
        return self._store.folder

    def has_version(self) -> bool:
        """Whether anything was ever published."""
        return self._store.has_version()

    @contextmanager
    def read(self) -> Iterator[Any]:
        """The version that is published now; each query to it is counted."""
        with self._store.read() as snapshot:
            yield _Counted(snapshot, self.asked)

    @contextmanager
    def write(self) -> Iterator[Draft]:
        """A draft, as the store gives it."""
        with self._store.write() as draft:
            yield draft


class _Counted:
    """A snapshot; what is asked of it is written down, and answered by the one within."""

    def __init__(self, snapshot: Snapshot, asked: list[str]) -> None:
        self._snapshot = snapshot
        self._asked = asked

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._snapshot, name)
        if name not in QUERIES:
            return found

        def ask(*arguments: Any, **named: Any) -> Any:
            self._asked.append(f"{name}: {' '.join(str(arguments[0]).split())[:80]}")
            return found(*arguments, **named)

        return ask
