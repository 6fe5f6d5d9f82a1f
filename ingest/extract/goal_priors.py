"""How likely a sentence is a goal before anything is fitted: by its place, its turns of phrase and what announces it.

Log odds set by hand (`data/goal_priors.toml`, `goal_turns.toml`, `goal_leads.toml`); a fit keeps them unless its data
speak: plans to learn from are few, and words of one plan do not carry to another.
"""

from __future__ import annotations

import math
import re
from enum import IntEnum
from functools import cache

from ingest import data
from ingest.outline import Block, Outline, Section

GOAL_ROLES = frozenset({"goals", "ambition", "results", "family_goal"})
"""Roles of text that says what is to be reached."""
WHOLE = frozenset({"plan", "region"})
"""Kinds of sections that hold chapters."""
CAPITALS = -1.0
"""A sentence all in capitals is a poster's or an infographic's: it repeats what the text says."""
FEW_WORDS = 4
BRIEF = (-0.5, -1.0, -1.0)
"""So few words are a title, a name or an entry of a figure; by where it stands."""
GOES_ON = 0.5
"""An item that starts with a small letter ends the sentence before the list ('We zorgen dat: – iedereen …')."""
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


class Side(IntEnum):
    """Where a sentence stands, as the data files tell it apart."""

    GOALS = 0
    """Below a heading that says goals, ambition or results."""
    OTHER = 1
    """Below another one, in a chapter that has such a heading."""
    PROSE = 2
    """In a chapter without any: its goals, if it has some, are in its running text."""


def side_of(block: Block, prose: frozenset[int]) -> Side:
    """Where a block stands; `prose` are the numbers of the sections of chapters without a heading of goals."""
    if block.role in GOAL_ROLES:
        return Side.GOALS
    return Side.PROSE if block.role is None and block.section.number in prose else Side.OTHER


def prose_sections(outline: Outline) -> frozenset[int]:
    """The numbers of all sections of chapters in which nothing is said to be a goal, an ambition or a result."""
    chapters = [s for s in outline.sections if _is_chapter(s)]
    return frozenset(
        section.number
        for chapter in chapters
        if not any(block.role in GOAL_ROLES for section in chapter.walk() for block in section.blocks)
        for section in chapter.walk()
    )


def _is_chapter(section: Section) -> bool:
    """Whether a section is one of the first below the plan or a region of it."""
    return section.kind not in WHOLE and (section.parent is None or section.parent.kind in WHOLE)


def prior(block: Block, number: int, text: str, side: Side) -> float:
    """Log odds that sentence `number` of a block, with these words, is a goal."""
    place = number
    if block.role == "family_goal" and not block.label_role:
        place = max(number, 2 * behind(block))
    odds = by_place(block.role or "none", block.kind, place) + by_turns(text, side) + by_lead(block, side)
    return odds + (GOES_ON if _ends_what_announces(block, text) and side is Side.GOALS else 0.0)


def _ends_what_announces(block: Block, text: str) -> bool:
    """Whether an item's words end the sentence that announces the list."""
    return block.kind == "item" and bool(block.lead_in) and text.lstrip()[:1].islower()


def by_place(role: str, kind: str, number: int) -> float:
    """Log odds by role, kind of block and place of the sentence in it alone."""
    table = data.table("goal_priors")
    rates = table.get(role, table["other"])
    rate = rates.get(kind, rates["paragraph"])[min(number, 2)]
    return math.log(rate / (1 - rate))


def by_turns(text: str, side: Side) -> float:
    """Log odds that its turns of phrase add."""
    found = sum(odds[side] for pattern, odds in _patterns("goal_turns").values() if pattern.search(text))
    return found + (CAPITALS if text.isupper() else 0.0) + (BRIEF[side] if len(text.split()) <= FEW_WORDS else 0.0)


def by_lead(block: Block, side: Side) -> float:
    """Log odds that the sentence before a list adds to its items: of what it names, the last counts."""
    if not block.lead_in:
        return 0.0
    announces = SENTENCE_END.split(" ".join(block.lead_in.split()))[-1]
    last = {
        name: max((m.start() for m in pattern.finditer(announces)), default=-1)
        for name, (pattern, _) in _patterns("goal_leads").items()
    }
    name = max(last, key=lambda n: last[n])
    return _patterns("goal_leads")[name][1][side] if last[name] >= 0 else 0.0


def behind(block: Block) -> int:
    """How many blocks of its section stand before a block."""
    return block.number - block.section.blocks[0].number if block.section.blocks and block.number >= 0 else 0


@cache
def _patterns(name: str) -> dict[str, tuple[re.Pattern[str], tuple[float, float, float]]]:
    return {
        cue: (
            re.compile(entry["pattern"], re.IGNORECASE),
            (entry["goals"], entry["other"], entry.get("prose", entry["other"])),
        )
        for cue, entry in data.table(name).items()
    }
