"""What the sentences around a sentence say of it: what stands before and after, and how the plan is built."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.extract.cues import cues
from ingest.extract.goal_features import GOAL_ROLES, sentence_features
from ingest.language import Unit

NEXT_TO = ("wants", "purpose", "problem", "past", "state", "work", "comparative", "example", "deadline")
"""Turns that tell in the sentence before or after."""


def context_features(sentences: Sequence[tuple[Unit, int]]) -> list[dict[str, float]]:
    """Features of each of a plan's sentences (unit and number, in order of reading), with those of their neighbours."""
    found = [cues("goal_cues", unit.text[slice(*unit.sentences[number])]) for unit, number in sentences]
    goalish = sum((unit.block.role or "none") in GOAL_ROLES for unit, _ in sentences) / max(len(sentences), 1)
    rows = []
    for index, (unit, number) in enumerate(sentences):
        row = sentence_features(unit, number) | _beside(sentences, found, index)
        side = "goal" if (unit.block.role or "none") in GOAL_ROLES else "other"
        row["plan_goalish"] = min(goalish, 0.4)
        row[f"plan_goalish+{side}"] = min(goalish, 0.4)
        rows.append(row)
    return rows


def _beside(sentences: Sequence[tuple[Unit, int]], found: Sequence[frozenset[str]], index: int) -> dict[str, float]:
    """Turns of the sentence before and the one after, within the section."""
    row: dict[str, float] = {}
    section = sentences[index][0].block.section
    for side, other in (("before", index - 1), ("after", index + 1)):
        if 0 <= other < len(sentences) and sentences[other][0].block.section is section:
            row |= {f"{side}:{cue}": 1.0 for cue in NEXT_TO if cue in found[other]}
        else:
            row[f"{side}:none"] = 1.0
    return row
