"""The atlas of a version with the names that people use, as the service and the command line ask for it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from graph_api.compare.alike import Profiles
from graph_api.compare.atlas import Atlas
from graph_api.compare.known import Known, check_not_empty
from graph_api.compare.precomputed import precomputed
from graph_api.kept import Kept
from graph_api.lookup import Names
from graph_api.store import Snapshot
from ontology import BASE


@dataclass(frozen=True)
class Loaded:
    """What questions about regions are answered from."""

    atlas: Atlas
    known: Known

    @cached_property
    def profiles(self) -> Profiles:
        """What regions are compared by."""
        return Profiles(self.atlas)


def loaded(snapshot: Snapshot, kept: Kept | None = None, base: str = BASE) -> Loaded:
    """That of a version.

    Args:
        snapshot: the version.
        kept: where it is kept for the next question; without, it is made anew.
        base: what the IRIs of things start with.

    Raises:
        EmptyGraphError: the version holds no plan.
    """
    kept = kept or Kept()
    names = kept.of(snapshot, "names", lambda: Names.of(snapshot))
    found = kept.of(snapshot, "compare", lambda: _load(snapshot, names, base))
    check_not_empty(found.atlas)
    return found


def _load(snapshot: Snapshot, names: Names, base: str) -> Loaded:
    atlas = Atlas(precomputed(snapshot, base))
    return Loaded(atlas, Known(atlas, names))
