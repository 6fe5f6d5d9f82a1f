"""The store on disk: pyoxigraph, one read-only database a version.

The default graph of a version holds the union of its named graphs, written out. pyoxigraph can make that union while it
answers, but then counts a statement once for every graph that holds it, and no longer hears FROM.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Lock

from graph_api.store.draft import EmbeddedDraft, carry_over
from graph_api.store.protocol import Draft, Snapshot
from graph_api.store.snapshot import EmbeddedSnapshot
from graph_api.store.versions import Versions, clear_error, clear_errors


class EmbeddedStore:
    """A store in a folder. Any number of processes read it, also while one writes."""

    def __init__(self, folder: Path) -> None:
        self._versions = Versions(folder)
        self._guard = Lock()
        self._opened: _Opened | None = None

    @property
    def folder(self) -> Path:
        """Where it is kept."""
        return self._versions.folder

    def has_version(self) -> bool:
        """Whether anything was ever published."""
        return self._versions.current() is not None

    @contextmanager
    def read(self) -> Iterator[Snapshot]:
        """The published version; see `Store.read`. The version stays open until a newer one is asked for."""
        opened = self._enter()
        try:
            yield opened.snapshot
        finally:
            self._leave(opened)

    @contextmanager
    def write(self) -> Iterator[Draft]:
        """A draft; see `Store.write`."""
        with self._versions.write_lock():
            folder = draft = None
            try:
                with clear_errors(self.folder):
                    folder = self._versions.begin()
                    if self._versions.current() is not None:
                        with self._versions.lease() as version:
                            carry_over(version, folder)
                    draft = EmbeddedDraft(self._versions, folder)
                yield draft
            finally:
                if draft is not None:
                    draft.close()
                if folder is not None:
                    shutil.rmtree(folder, ignore_errors=True)  # gone by its name once it is published
                if self._let_go():
                    self._versions.sweep()

    def _let_go(self) -> bool:
        """Close the version that was read while the next one was written; whether there was one to close."""
        with self._guard:
            opened = self._opened
            if opened is None or opened.users or opened.stamp == self._versions.stamp():
                return False
            self._retire(opened)
            self._opened = None
            return True

    def _enter(self) -> _Opened:
        with self._guard:
            if self._opened is None or self._opened.stamp != self._versions.stamp():
                latest = _Opened(self._versions)
                self._retire(self._opened)
                self._opened = latest
            self._opened.users += 1
            return self._opened

    def _leave(self, opened: _Opened) -> None:
        with self._guard:
            opened.users -= 1
            if opened is not self._opened:
                self._retire(opened)

    @staticmethod
    def _retire(opened: _Opened | None) -> None:
        if opened is not None and not opened.users:
            opened.close()


class _Opened:
    """A version that this process has open, how many read it, and the lease that keeps it from the sweep."""

    def __init__(self, versions: Versions) -> None:
        self.users = 0
        self.stamp = versions.stamp()  # before it is opened: what is published meanwhile is noticed the next time
        self._stack = ExitStack()
        folder = self._stack.enter_context(versions.lease())
        try:
            self.snapshot = EmbeddedSnapshot(folder)
        except OSError as error:
            self._stack.close()
            raise clear_error(error, versions.folder) from error

    def close(self) -> None:
        self.snapshot.close()
        self._stack.close()
