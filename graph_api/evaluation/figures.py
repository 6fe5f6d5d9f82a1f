"""The scores of the reader as `make quality` wrote them beside the trained weights: what the service tells of them.

Written with `write`, read with `figures`; the file is committed with the weights that it judges, and goes with a wheel.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, Field

from graph_api.evaluation.evaluate import Evaluation
from graph_api.evaluation.reference import Reference
from graph_api.evaluation.reliability import LIMITS, Reliability
from graph_api.evaluation.tally import Tally

FILE: Final = "quality.json"
"""Name of the file in `ingest.trained`."""
_DIGITS: Final = 4


class Score(BaseModel):
    """How well one kind of thing is read."""

    kind: str = Field(examples=["goals"])
    label_nl: str = Field(examples=["doelen"])
    label_en: str = Field(examples=["goals"])
    of: str | None = Field(description="the kind of thing that it is told of; null for a thing itself")
    precision: float | None = Field(ge=0, le=1, description="share of what was found that is right")
    recall: float | None = Field(ge=0, le=1, description="share of what is in the reference that was found")
    f1: float | None = Field(ge=0, le=1, description="harmonic mean of the two")
    reference: int = Field(description="how many a careful reader found")
    found: int = Field(description="how many the reader found")


class PlanScores(BaseModel):
    """The scores on one reference: a plan, or a stretch of its lines."""

    name: str = Field(description="of the reference", examples=["waterlanden"])
    file: str = Field(description="of the plan", examples=["waterlanden.txt"])
    first_line: int = Field(ge=1, description="of what was marked")
    last_line: int
    scores: list[Score]


class Sure(BaseModel):
    """Things of one kind that the reader is about equally sure of."""

    least: float = Field(ge=0, le=1, description="confidence, and up to but not including `most` (but for 1)")
    most: float = Field(ge=0, le=1)
    things: int
    share_right: float | None = Field(ge=0, le=1, description="share that a careful reader found too")


class Sureness(BaseModel):
    """What the confidence of one kind of thing is worth."""

    kind: str
    label_nl: str
    label_en: str
    bins: list[Sure]
    error: float = Field(description="expected calibration error: mean distance of confidence and truth")


class Figures(BaseModel):
    """All scores of one run."""

    made_by: str = Field(description="the command", examples=["make quality"])
    made: str = Field(description="date of the run", examples=["2026-02-03"])
    documents: int = Field(description="that weights were fitted on; each plan was read with weights of the others")
    own: int = Field(description="of these, passages and examples of our own writing")
    plans: int = Field(description="files of real plans that were scored")
    overall: list[Score]
    by_plan: list[PlanScores]
    grounding: float | None = Field(description="share of evidence that is verbatim in the plan, at its place")
    evidence: int
    sureness: list[Sureness]
    held_out: list[Score] | None = Field(description="on references that nothing was fitted on, where there are any")

    def score(self, kind: str) -> Score | None:
        """The overall score of a kind; None where it was not scored."""
        return next((one for one in self.overall if one.kind == kind), None)


def figures() -> Figures | None:
    """Those of the weights that this software reads with; None where nobody measured them."""
    file = files("ingest.trained") / FILE
    return Figures.model_validate_json(file.read_bytes()) if file.is_file() else None


def figures_of(
    evaluation: Evaluation,
    held_out: Evaluation | None,
    references: Mapping[str, Reference],
    sizes: Mapping[str, int],
) -> Figures:
    """The figures of an evaluation.

    Args:
        evaluation: of plans that were each read with weights fitted on the others.
        held_out: of references that nothing was fitted on, if there are any.
        references: that it was evaluated with, by name.
        sizes: how many `documents` there were, and how many `passages` of these are our own.
    """
    return Figures(
        made_by="make quality",
        made=datetime.now(UTC).date().isoformat(),
        documents=sizes["documents"],
        own=sizes["passages"],
        plans=len({references[name].document for name in evaluation.by_reference}),
        overall=_scores(evaluation.overall),
        by_plan=[
            PlanScores(
                name=name,
                file=Path(references[name].document).name,
                first_line=references[name].lines[0],
                last_line=references[name].lines[1],
                scores=_scores(tallies),
            )
            for name, tallies in evaluation.by_reference.items()
        ],
        grounding=rounded(evaluation.grounding),
        evidence=evaluation.evidence,
        sureness=_sureness(evaluation.reliability),
        held_out=_scores(held_out.overall) if held_out else None,
    )


def write(made: Figures, path: Path) -> None:
    """Write the file that `figures` reads.

    Raises:
        OSError: it cannot be written.
    """
    path.write_text(made.model_dump_json(indent=1) + "\n", encoding="utf-8")


def _scores(tallies: Mapping[str, Tally]) -> list[Score]:
    return [
        Score(
            **_named(kind),
            of=_kinds()[kind].get("of"),
            precision=rounded(tallies[kind].precision),
            recall=rounded(tallies[kind].recall),
            f1=rounded(tallies[kind].f1),
            reference=tallies[kind].expected,
            found=tallies[kind].found,
        )
        for kind in _kinds()
        if kind in tallies
    ]


def _sureness(reliability: Reliability) -> list[Sureness]:
    ends = [*LIMITS[1:], 1.0]
    errors = reliability.errors()
    return [
        Sureness(
            **_named(kind),
            bins=[
                Sure(least=least, most=most, things=one.things, share_right=rounded(one.share_right))
                for least, most, one in zip(LIMITS, ends, reliability.bins[kind], strict=True)
            ],
            error=round(errors[kind], _DIGITS),
        )
        for kind in _kinds()
        if kind in reliability.bins
    ]


def _named(kind: str) -> dict[str, str]:
    return {"kind": kind, "label_nl": _kinds()[kind]["nl"], "label_en": _kinds()[kind]["en"]}


@cache
def _kinds() -> dict[str, dict[str, Any]]:
    """What is scored, with its names, in the order in which it is shown."""
    return tomllib.loads((files("graph_api.evaluation") / "kinds.toml").read_text(encoding="utf-8"))


def rounded(share: float | None) -> float | None:
    """A share (0–1) as the file has it: what is shown anywhere starts from this, or it would be rounded in two ways."""
    return None if share is None else round(share, _DIGITS)
