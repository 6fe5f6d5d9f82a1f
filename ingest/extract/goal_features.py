"""What speaks for and against a sentence being a goal: where it stands first, its turns of phrase second."""

from __future__ import annotations

import math
import re

from ingest import data
from ingest.extract.cues import cues
from ingest.language import Unit
from ingest.outline import Block, Section

GOAL_ROLES = frozenset({"goals", "ambition", "results", "family_goal"})
LENGTHS = (4, 7, 12, 20, 30, 45)
SINCE = (1, 3, 6, 12, 24)
"""Blocks behind a role's heading."""
PAIRS = (
    ("deadline", "state"), ("deadline", "work"), ("deadline", "done"), ("state", "comparative"), ("state", "people"),
    ("people", "comparative"), ("we", "wants"), ("we", "promise"), ("measure", "state"), ("problem", "comparative"),
    ("nominal", "comparative"), ("nominal", "infinitive"), ("state", "negative"), ("every", "state"), ("past", "state"),
)  # fmt: skip
"""Turns that together say more than each alone."""
STEPS = frozenset(
    {"promise", "work", "problem", "obligation", "anaphoric", "past", "action", "question", "definition", "process"}
)
"""Turns of steps, problems and explanations: without them a sentence with a verb of state describes an end state."""


def sentence_features(unit: Unit, number: int) -> dict[str, float]:
    """Features of sentence `number` of a unit, by itself and by where it stands."""
    block = unit.block
    start, end = unit.sentences[number]
    text = unit.text[start:end]
    role = block.role or "none"
    found = cues("goal_cues", text)
    place = f"{min(number, 3)}"
    row: dict[str, float] = {
        "prior": prior(
            role,
            block.kind,
            max(number, 2 * _behind(block)) if role == "family_goal" and not block.label_role else number,
        ),
        f"role:{role}": 1.0,
        f"kind:{block.kind}": 1.0,
        f"role+kind:{role}+{block.kind}": 1.0,
        f"place:{place}": 1.0,
        f"role+place:{role}+{place}": 1.0,
        f"length:{_bin(len(text.split()), LENGTHS)}": 1.0,
        f"sentences:{min(len(unit.sentences), 4)}": 1.0,
        f"last:{'.' if text.endswith('.') else text[-1:] if text[-1:] in ':?!;' else '-'}": 1.0,
    }
    row |= _turns(found, role)
    row["numbers"] = float(bool(re.search(r"\d", text)))
    row["lower"] = float(text[:1].islower())
    row["verbless"] = float("state" not in found and "promise" not in found and len(text.split()) > 2)
    row["infinitive_end"] = float(bool(re.search(r"(?:en|gen|ren|ken|len)[.;]?$", text)) and "state" not in found)
    row |= _frame(unit, role, role in GOAL_ROLES)
    return row


def _turns(found: frozenset[str], role: str) -> dict[str, float]:
    """The turns of phrase of a sentence, alone, in pairs and by what the sentence stands under."""
    side = "goal" if role in GOAL_ROLES else "other"
    row = {}
    for cue in found:
        row[f"cue:{cue}"] = 1.0
        row[f"cue+{side}:{cue}"] = 1.0
        if role == "none" or role in ("approach", "planning", "context"):
            row[f"cue+role:{cue}+{role}"] = 1.0
    for a, b in PAIRS:
        if a in found and b in found:
            row[f"pair:{a}+{b}"] = 1.0
            row[f"pair+{side}:{a}+{b}"] = 1.0
    if "state" in found and not found & STEPS:
        subject = (
            "people" if found & {"begins_people", "every", "there"} else "dated" if "dated_state" in found else "other"
        )
        row |= {
            f"end_state:{subject}": 1.0,
            f"end_state:{subject}+{role}": 1.0,
            "end_state": 1.0,
            f"end_state+{role}": 1.0,
        }
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
    row |= {
        f"lead:{cue}": 1.0 for cue in lead & {"wants", "purpose", "work", "problem", "obligation", "example", "promise"}
    }
    row["lead"] = float(bool(block.lead_in))
    title = cues("goal_cues", section.name)
    row |= {
        f"title:{cue}": 1.0 for cue in title & {"problem", "work", "nominal", "comparative", "question", "future_year"}
    }
    return row | _reach(unit, role, goalish)


def _reach(unit: Unit, role: str, goalish: bool) -> dict[str, float]:
    """How far the word that gives the role stands: a role fades below headings of its own and behind many blocks."""
    block = unit.block
    if block.label_role or block.header_role:
        return {f"reach:own+{role}": 1.0}
    steps = 0
    for section in block.section.ancestors():
        if section.role:
            break
        steps += 1
    since = _bin(_behind(block), SINCE)
    row = {f"reach:{min(steps, 3)}": 1.0, f"since:{since}": 1.0}
    if goalish:
        row |= {
            f"reach+{role}:{min(steps, 2)}": 1.0,
            f"since+{role}:{since}": 1.0,
            f"reach+kind:{min(steps, 2)}+{block.kind}": 1.0,
        }
    return row


def _behind(block: Block) -> int:
    """How many blocks of its section stand before a block."""
    return block.number - block.section.blocks[0].number if block.section.blocks and block.number >= 0 else 0


def _outer_role(section: Section) -> str:
    roles = [s.role for s in section.ancestors() if s.role]
    return roles[1] if len(roles) > 1 and roles[1] else "none"


def _bin(length: int, limits: tuple[int, ...]) -> int:
    return next((i for i, limit in enumerate(limits) if length < limit), len(limits))
