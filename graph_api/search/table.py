"""What was found as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Final

from graph_api.cells import safe_cell
from graph_api.search.find import Found

COLUMNS: Final = ("kind", "label", "region", "status", "plans", "passage", "field", "evidence", "iri", "score")


def to_csv(things: Sequence[Found]) -> str:
    """What was found as CSV, a line a thing with its best passage; no cell is taken for a formula."""
    output = io.StringIO()
    writer = csv.writer(output)
    writer.writerow(COLUMNS)
    writer.writerows(map(safe_cell, _cells(thing)) for thing in things)
    return output.getvalue()


def _cells(thing: Found) -> Iterator[str]:
    best = thing.passages[0] if thing.passages else None
    yield thing.kind
    yield thing.label.text
    yield thing.region.name.nl if thing.region else ""
    yield thing.status.name.nl if thing.status else ""
    yield ", ".join(plan.key for plan in thing.plans)
    yield best.marked.text if best else ""
    yield best.field if best else ""
    yield best.evidence if best else ""
    yield thing.iri
    yield str(thing.score)
