"""What speaks for and against a sentence being a goal: where it stands first, its turns of phrase second."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from ingest import data
from ingest.extract.cues import cues
from ingest.language import Unit
from ingest.outline import Section

GOAL_ROLES = frozenset({"goals", "ambition", "results", "family_goal"})
LENGTHS = (4, 7, 12, 20, 30, 45)


def sentence_features(unit: Unit, number: int, before: Sequence[float] = ()) -> dict[str, float]:
    """Features of sentence `number` of a unit; `before` are not used yet by any caller but the trainer's second pass."""
    block = unit.block
    start, end = unit.sentences[number]
    text = unit.text[start:end]
    role = block.role or "none"
    found = cues("goal_cues", text)
    place = f"{min(number, 3)}"
    row: dict[str, float] = {
        "prior": prior(role, block.kind, number),
        f"role:{role}": 1.0,
        f"kind:{block.kind}": 1.0,
        f"role+kind:{role}+{block.kind}": 1.0,
        f"place:{place}": 1.0,
        f"role+place:{role}+{place}": 1.0,
        f"role+kind+place:{role}+{block.kind}+{place}": 1.0,
        f"length:{_bin(len(text.split()))}": 1.0,
        f"sentences:{min(len(unit.sentences), 4)}": 1.0,
        f"last:{'.' if text.endswith('.') else text[-1:] if text[-1:] in ':?!;' else '-'}": 1.0,
    }
    goalish = role in GOAL_ROLES
    for cue in found:
        row[f"cue:{cue}"] = 1.0
        row[f"cue+{'goal' if goalish else 'other'}:{cue}"] = 1.0
        if role == "none" or role in ("approach", "planning", "context"):
            row[f"cue+role:{cue}+{role}"] = 1.0
    row["numbers"] = float(bool(re.search(r"\d", text)))
    row["lower"] = float(text[:1].islower())
    row["verbless"] = float("state" not in found and "promise" not in found and len(text.split()) > 2)
    row["infinitive_end"] = float(bool(re.search(r"(?:en|gen|ren|ken|len)[.;]?$", text)) and "state" not in found)
    row |= _frame(unit, role, goalish)
    return row


def prior(role: str, kind: str, number: int) -> float:
    """Log odds of a sentence being a goal by where it stands alone (`data/goal_priors.toml`)."""
    table = data.table("goal_priors")
    rates = table.get(role, table["other"])
    rate = rates.get(kind, rates["paragraph"])[min(number, 2)]
    return math.log(rate / (1 - rate))


def _frame(unit: Unit, role: str, goalish: bool) -> dict[str, float]:
    """What the block and its sections say."""
    block = unit.block
    section = block.section
    row = {
        f"section:{section.kind}": 1.0,
        f"block:{min(block.position, 3)}": 1.0,
        f"role+block:{role}+{min(block.position, 3)}": 1.0,
        "own_label": float(block.label_role in GOAL_ROLES),
        "header": float(block.header_role in GOAL_ROLES),
        "nested": float(block.parent is not None),
        "column": float(block.column > 0),
    }
    outer = _outer_role(section)
    row[f"outer:{outer}"] = 1.0
    if role == "none" or not goalish:
        row[f"outer+kind:{outer}+{block.kind}"] = 1.0
    lead = cues("goal_cues", block.lead_in) if block.lead_in else frozenset()
    row |= {f"lead:{cue}": 1.0 for cue in lead & {"wants", "purpose", "work", "problem", "obligation", "example", "promise"}}
    row["lead"] = float(bool(block.lead_in))
    title = cues("goal_cues", section.name)
    row |= {f"title:{cue}": 1.0 for cue in title & {"problem", "work", "nominal", "comparative", "question", "future_year"}}
    return row


def _outer_role(section: Section) -> str:
    roles = [s.role for s in section.ancestors() if s.role]
    return roles[1] if len(roles) > 1 and roles[1] else "none"


def _bin(length: int) -> int:
    return next((i for i, limit in enumerate(LENGTHS) if length < limit), len(LENGTHS))
