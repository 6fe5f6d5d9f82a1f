"""What was found as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from graph_api.search.find import Found
from graph_api.tables import Table

COLUMNS: Final = ("kind", "label", "region", "status", "plans", "passage", "field", "evidence", "iri", "score")


def table(things: Sequence[Found]) -> Table:
    """A row for each thing that was found, with its best passage."""
    return Table("search", COLUMNS, [_row(thing) for thing in things])


def _row(thing: Found) -> tuple[str | float, ...]:
    best = thing.passages[0] if thing.passages else None
    return (
        thing.kind,
        thing.label.text,
        thing.region.name.nl if thing.region else "",
        thing.status.name.nl if thing.status else "",
        ", ".join(plan.key for plan in thing.plans),
        best.marked.text if best else "",
        best.field if best else "",
        best.evidence if best else "",
        thing.iri,
        thing.score,
    )
