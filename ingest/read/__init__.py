"""From a file to the text of a plan: one module a format, chosen by the file's ending."""

from __future__ import annotations

from pathlib import Path

from ingest.errors import UnreadablePlan
from ingest.read import text
from ingest.read.source import SourceText

__all__ = ["ENDINGS", "SourceText", "read_source"]

READERS = {".txt": text.read, ".md": text.read}
ENDINGS = tuple(READERS)


def read_source(path: Path) -> SourceText:
    """Read a file as the text of a plan.

    Raises:
        UnreadablePlan: the file is not there, has an unknown ending, is empty, binary or too large.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(ENDINGS)
        raise UnreadablePlan(
            f"files ending in '{path.suffix}' cannot be read.",
            where=str(path),
            way_out=f"Convert it to one of: {known}.",
        )
    return reader(path)
