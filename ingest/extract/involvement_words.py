"""The words around a body that say what its part in an initiative is."""

from __future__ import annotations

import re
from functools import cache

from ingest import data
from ingest.language import Unit
from ingest.model import Role

PARTS = {"lead": Role.LEADS, "funding": Role.FUNDS, "parties": Role.PARTNER}
"""Roles of blocks that say who takes part, and how."""
LINKS = frozenset(
    ("van", "door", "met", "bij", "binnen", "voor", "tussen", "vanuit", "via", "aan", "en", "in", "zoals")
)
SUBJECT = re.compile(
    r"\s+(?:is|zijn|heeft|hebben|gaat|gaan|wil|willen|werkt|werken|biedt|bieden|start|starten|zet|\w+t\b)"
)
ROLES = (Role.LEADS, Role.FUNDS, Role.PARTNER)
"""In the order in which they are looked for."""
Row = dict[str, float]
"""Features of one look at a body."""


@cache
def _cues() -> tuple[tuple[Role, re.Pattern[str]], ...]:
    return tuple((role, pattern_of(role.value)) for role in ROLES)


@cache
def pattern_of(name: str) -> re.Pattern[str]:
    """The words of one entry of the cues."""
    return re.compile(data.table("involvement_cues")[name], re.IGNORECASE)


def role_of_mention(unit: Unit, start: int, end: int) -> Role:
    """The part that a body has by the words around it, else by what its block is to say."""
    before, after = unit.text[max(start - 45, 0) : start], unit.text[end : end + 40]
    for role, pattern in _cues():
        if pattern.search(before + "\x00" + after):
            return role
    return PARTS.get(unit.block.role or "", Role.INVOLVES)


def words_around(unit: Unit, start: int, end: int, where: str = "inside") -> Row:
    """The words around a body, or around the list it stands in."""
    row: Row = {f"{where}:{role_of_mention(unit, start, end).value}": 1.0}
    word = re.search(r"(\w+)(?:\s+(?:de|het|een|onze))?\s*$", unit.text[max(start - 30, 0) : start])
    if word and word.group(1).lower() in LINKS:
        row[f"link:{word.group(1).lower()}"] = 1.0
    if SUBJECT.match(unit.text[end : end + 20]):
        row["subject"] = 1.0
    if pattern_of("made_of").search(unit.text[max(start - 130, 0) : start]):
        row[f"{where}:made"] = 1.0
    return row
