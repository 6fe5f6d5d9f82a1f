"""What a build kept out of the graph, and why: kept with the version, so that whoever reads the graph can see it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from pydantic import BaseModel, Field

from graph_api.reading import PlanFailed
from graph_api.store import Snapshot, Store
from ingest.errors import StoreError

FILE: Final = "kept-out.json"
_LINES: Final = 100
"""Lines about one plan that are kept."""


class KeptOutPlan(BaseModel):
    """A plan that is not in the graph."""

    file: str = Field(description="name of the file", examples=["plan.txt"])
    reason: str = Field(description="in English")
    way_out: str = Field(description="what to do about it, in English")
    details: list[str] = Field(description="each violation, in English and in Dutch")


class KeptOut(BaseModel):
    """All that is kept out."""

    min_confidence: float = Field(ge=0, le=1, description="facts that the last reading was less sure of were left out")
    plans: list[KeptOutPlan]


def kept_out(
    failed: Iterable[PlanFailed], paths: Sequence[Path], min_confidence: float, earlier: KeptOut | None
) -> KeptOut:
    """What a build kept out, and what earlier builds kept out of files that this one did not read.

    Args:
        failed: plans of this build.
        paths: all files of this build; of a folder only the name of the file is told.
        min_confidence: of this build.
        earlier: of the version before.
    """
    now = {path.name for path in paths}
    before = [plan for plan in earlier.plans if plan.file not in now] if earlier else []
    return KeptOut(min_confidence=min_confidence, plans=[*before, *(_told(plan, paths) for plan in failed)])


def write(what: KeptOut, path: Path) -> None:
    """Write the file that goes with the version.

    Raises:
        OSError: there is no room for it.
    """
    path.write_text(what.model_dump_json(), encoding="utf-8")


def read(snapshot: Snapshot) -> KeptOut | None:
    """What was kept out of a version; None where that was not kept (the version was made by an update, or long ago)."""
    path = snapshot.file(FILE)
    return KeptOut.model_validate_json(path.read_bytes()) if path else None


def earlier(store: Store) -> KeptOut | None:
    """What was kept out of the version that is published now; None where there is none."""
    try:
        with store.read() as snapshot:
            return read(snapshot)
    except StoreError:
        return None


def _told(plan: PlanFailed, paths: Sequence[Path]) -> KeptOutPlan:
    def without_folders(text: str) -> str:
        for path in sorted(paths, key=lambda path: -len(str(path))):
            text = text.replace(str(path), path.name)
        return text

    return KeptOutPlan(
        file=plan.path.name,
        reason=without_folders(plan.reason),
        way_out=without_folders(plan.way_out),
        details=[without_folders(line) for line in plan.details[:_LINES]],
    )
