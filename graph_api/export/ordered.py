"""Lines in order, however many: what does not fit in the memory that is given waits in files."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from typing import IO, Final

_AT_ONCE: Final = 50_000
"""Lines that are held in memory, some 15 MB of statements."""


def ordered(lines: Iterable[bytes], at_once: int = _AT_ONCE) -> Iterator[bytes]:
    """Lines sorted, each once. No line holds a line end; memory does not grow with their number."""
    iterator = iter(lines)
    first = sorted(islice(iterator, at_once))
    with ExitStack() as files:
        parts: list[Iterable[bytes]] = [first]
        while more := sorted(islice(iterator, at_once)):
            parts.append(_kept(more, files.enter_context(tempfile.TemporaryFile())))
        before = None
        for line in heapq.merge(*parts) if len(parts) > 1 else first:
            if line != before:
                yield line
            before = line


def _kept(lines: list[bytes], file: IO[bytes]) -> Iterator[bytes]:
    file.writelines(line + b"\n" for line in lines)
    file.seek(0)
    return (line.removesuffix(b"\n") for line in file)
