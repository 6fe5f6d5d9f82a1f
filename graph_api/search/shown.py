"""What was found, for the command line."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from graph_api.console import table
from graph_api.search.catalogue import Filters
from graph_api.search.find import Found, Result, find
from graph_api.search.index import FILE, is_usable, make_index
from graph_api.search.table import table as rows_of
from graph_api.store import Snapshot
from graph_api.tables import to_csv
from ingest.errors import RegiograafError

if TYPE_CHECKING:
    from rich.table import Table

NOTE: Final = "Not found does not mean that it is not in a plan: what is searched is what was read from the plans."
_WIDTH: Final = 90
"""Characters of a passage in a table."""


def search_shown(snapshot: Snapshot, words: str, filters: Filters, size: int, form: str) -> tuple[Table | str, str]:
    """What was found in a version, ready to print, and a line about it.

    Raises:
        RegiograafError: the format or a filter is unknown, or there are too many words.
    """
    if form not in ("table", "csv"):
        raise RegiograafError(f"the format '{form}' is not known.", where="--format", way_out="Use one of: table, csv.")
    kept = snapshot.file(FILE)
    if kept is not None and is_usable(kept):
        result = find(kept, words, filters, size=size)
    else:
        with tempfile.TemporaryDirectory(prefix="regiograaf-search-") as folder:
            made = Path(folder) / FILE
            make_index(snapshot.rows, made)
            result = find(made, words, filters, size=size)
    if form == "csv":
        return to_csv(rows_of(result.things)).rstrip("\r\n"), _told(result)
    rows = [_row(thing) for thing in result.things]
    return table(("kind", "name", "region", "status", "plans", "words"), rows) if rows else "", _told(result)


def _row(thing: Found) -> tuple[str, ...]:
    passage = thing.passages[0].marked.excerpt(_WIDTH) if thing.passages else ""
    return (
        thing.kind,
        thing.label.text,
        thing.region.name.nl if thing.region else "",
        thing.status.name.nl if thing.status else "",
        ", ".join(plan.key for plan in thing.plans),
        passage,
    )


def _told(result: Result) -> str:
    shown = len(result.things)
    lines = [f"{result.total:,} found" + (f", {shown:,} shown (--size)" if shown < result.total else "") + f". {NOTE}"]
    for suggestion in result.suggestions:
        kept = "" if suggestion.filtered else ", without the options"
        lines.append(f"Try: {suggestion.text} ({suggestion.total:,} found{kept})")
    return "\n".join(lines)
