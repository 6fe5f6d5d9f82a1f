"""The text of a plan, as decoded and never changed."""

from __future__ import annotations

import bisect
import hashlib
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True)
class SourceText:
    """The text of a plan as decoded: every offset of every later object counts code points in `text`."""

    name: str
    """File name without folders."""
    text: str
    media_type: str
    sha256: str
    """Of the file's bytes."""
    encoding: str = "utf-8"
    warnings: tuple[str, ...] = field(default=())

    @classmethod
    def of(cls, text: str, name: str = "plan.txt", media_type: str = "text/plain") -> SourceText:
        """A source made from a string, as tests and callers without a file have it."""
        return cls(name, text, media_type, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """Offset of the first code point of each line."""
        starts = [0]
        position = self.text.find("\n")
        while position >= 0:
            starts.append(position + 1)
            position = self.text.find("\n", position + 1)
        return tuple(starts)

    def line_of(self, offset: int) -> int:
        """Line number, from 1, that an offset stands in."""
        return bisect.bisect_right(self.line_starts, offset)
