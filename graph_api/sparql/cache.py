"""Results that were worked out before. What they were made from never changes, so they stay right for good."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Final

_OVERHEAD: Final = 1000
"""Bytes that an entry takes beside its content, roughly; a query's text is counted as well."""

Entry = tuple[str, bytes]
"""Content type and content."""


class ResultCache:
    """The results that were asked for last, up to a number of bytes; 0 keeps none."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._entries: OrderedDict[Hashable, Entry] = OrderedDict()
        self.bytes = 0
        """What the entries take."""
        self.hits = 0
        self.misses = 0

    def get(self, key: Hashable) -> Entry | None:
        """What was kept under a key."""
        entry = self._entries.get(key)
        if entry is None:
            self.misses += 1
            return None
        self.hits += 1
        self._entries.move_to_end(key)
        return entry

    def put(self, key: Hashable, entry: Entry) -> None:
        """Keep a result; those that were not asked for the longest make room."""
        size = _size(key, entry)
        if size > self._most or key in self._entries:
            return
        self._entries[key] = entry
        self.bytes += size
        while self.bytes > self._most:
            old, content = self._entries.popitem(last=False)
            self.bytes -= _size(old, content)


def _size(key: Hashable, entry: Entry) -> int:
    return 4 * len(repr(key)) + len(entry[1]) + _OVERHEAD  # a text takes up to 4 bytes a character
