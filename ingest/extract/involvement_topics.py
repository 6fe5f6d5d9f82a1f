"""What a plan is about from one telling heading to the next, and where it says there who takes part."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from rapidfuzz import fuzz

from ingest.extract.initiative_names import Proposed
from ingest.extract.involvement_words import PARTS, pattern_of
from ingest.language import Unit
from ingest.outline import Section
from ingest.outline.roles import fold_heading, role_of

DATED = re.compile(r"\b20[2-4]\d\b|\b[QK]\d\b")
Topic = tuple[int, str]
"""Number of a chapter, and a heading in it (folded, without its counter and '(1 van 2)')."""
TITLE = 85
"""Ratio of word sets (0–100) from which a heading is an initiative's name."""


def chapter_of(section: Section) -> Section:
    """The outermost section below the plan that holds a section."""
    above = list(section.ancestors())
    return above[-2] if len(above) > 1 else above[-1]


def topics(units: Sequence[Unit]) -> list[Topic]:
    """By unit: the telling heading that it stands below in order of reading.

    Headings that only say what role a text has ('Aanpak'), or when ('Realisatie in 2026'), open no new topic.
    """
    found: list[Topic] = []
    current: Topic = (-1, "")
    for unit in units:
        if unit.block.kind == "heading" and _tells(unit):
            current = chapter_of(unit.block.section).number, fold_heading(unit.text)
        found.append(current)
    return found


def _tells(unit: Unit) -> bool:
    section = unit.block.section
    text = unit.text.rstrip(": ")
    return not (section.kind == "role" or role_of(text) or DATED.search(text) or pattern_of("parties").search(text))


def says_who(unit: Unit) -> bool:
    """Whether a unit stands below a heading, or behind a label, that announces who takes part."""
    block = unit.block
    if block.kind == "heading":
        return False
    announced = block.label or block.section.name
    return block.role in PARTS or bool(pattern_of("parties").search(announced.rstrip(": ")))


def titled(names: Sequence[str], topic: Topic) -> bool:
    """Whether a heading is an initiative's name (folded), or one with less or more words."""
    heading = topic[1]
    return bool(heading) and any(fuzz.token_set_ratio(name, heading) >= TITLE for name in names if len(name) > 4)


def own_topics(said: Sequence[Proposed], every: Sequence[Topic]) -> dict[Topic, int]:
    """The topics that an initiative is named in, with how many of its mentions are there."""
    return dict(Counter(every[candidate.unit.index] for candidate in said))
