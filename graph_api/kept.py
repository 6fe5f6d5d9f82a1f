"""What was worked out from a version of the graph, kept until the next version: counts, indexes, whole documents."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Final, TypeVar

from graph_api.store import Snapshot

_MOST: Final = 64
"""Things kept at the same time; what was asked for longest ago goes first."""
T = TypeVar("T")


class Kept:
    """Keeps what is costly to make, by version and key. Any thread may ask."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._locks: dict[Hashable, Lock] = {}
        self._made: OrderedDict[Hashable, Any] = OrderedDict()

    def of(self, snapshot: Snapshot, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives for this version: made the first time, and by one thread while others wait for it.

        Args:
            snapshot: the version; a store that is made anew may use a name twice, so its time counts too.
            key: what is kept, apart from the version; with it goes one type of thing.
            make: makes it; what it raises comes out unchanged, and nothing is kept.
        """
        whole = (snapshot.info.name, snapshot.info.made, key)
        with self._guard:
            lock = self._locks.setdefault(whole, Lock())
        with lock:
            with self._guard:
                if whole in self._made:
                    self._made.move_to_end(whole)
                    found: T = self._made[whole]
                    return found
            try:
                made = make()
            except BaseException:
                with self._guard:
                    self._locks.pop(whole, None)
                raise
            with self._guard:
                self._made[whole] = made
                while len(self._made) > _MOST:
                    oldest, _ = self._made.popitem(last=False)
                    self._locks.pop(oldest, None)
            return made
