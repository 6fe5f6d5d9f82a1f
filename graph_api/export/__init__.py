"""Writes a version of the store, or a part of it, to a file: the same graph gives the same bytes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from graph_api.export.about import Publication, about
from graph_api.export.formats import FORMATS
from graph_api.export.selection import Selection
from graph_api.settings import Settings
from graph_api.store import Snapshot
from graph_api.store.versions import clear_errors
from ingest.errors import RegiograafError

ENDINGS: Final = tuple(FORMATS)
"""The endings of the formats that can be written."""


def export(snapshot: Snapshot, path: Path, selection: Selection | None = None, said: Settings | None = None) -> str:
    """Write a selection (without one, the whole graph) to a file in the format of its ending, and say how much it is.

    Args:
        snapshot: the version.
        path: the file; an earlier one stays as it was until the new one is whole.
        selection: which part of the graph.
        said: what the file says of itself.

    Raises:
        RegiograafError: the ending is none of those, or the file cannot be written.
    """
    ending = next(
        (ending for ending in sorted(FORMATS, key=len, reverse=True) if path.name.lower().endswith(ending)), ""
    )
    if not ending:
        raise RegiograafError(
            f"the ending '{path.suffix}' is of no format that can be written.",
            where=str(path),
            way_out=f"Use one of: {', '.join(FORMATS)}.",
        )
    part = selection or Selection()
    description = about(snapshot, part, publication(said or Settings()))
    temporary = path.with_name(f".{path.name}.new")
    with clear_errors(path):
        try:
            with temporary.open("wb") as file:
                number = FORMATS[ending].write(snapshot, part, description, file)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    return f"{number:,} {FORMATS[ending].of}"


def publication(settings: Settings) -> Publication:
    """What the settings say of the graph as a publication."""
    return Publication(settings.base, settings.licence, settings.publisher, settings.public_url)
