"""Who does an initiative: bodies in its own sentence or block, in its row of a table, or the parties of its section."""

from __future__ import annotations

import re
from functools import cache

from ingest import data
from ingest.extract.initiative_names import Proposed
from ingest.extract.organisation_names import Named
from ingest.extract.organisations import Organisations
from ingest.language import Annotated, Unit
from ingest.model import Involvement, Role
from ingest.outline import Section
from ingest.outline.roles import fold

MOST = 14
LEAD_ROLES = {"lead": Role.LEADS, "funding": Role.FUNDS, "parties": Role.PARTNER}
NEAR = 60
"""Letters between a name in running text and a body of the same sentence that needs no word for its part."""
SMALL = 12
"""Blocks: a section of no more holds the parties of the initiative that is its title."""


@cache
def _cues() -> tuple[tuple[Role, re.Pattern[str]], ...]:
    return tuple(
        (Role(role), re.compile(pattern, re.IGNORECASE)) for role, pattern in data.table("involvement_cues").items()
    )


def involved(said: list[Proposed], annotated: Annotated, organisations: Organisations) -> tuple[Involvement, ...]:
    """The organisations of an initiative with their roles: those of its own sentences, else the owner of its section."""
    own = {fold(candidate.name) for candidate in said}
    roles: dict[str, Role] = {}
    for candidate in said:
        for unit in _units(candidate, annotated):
            for mention, key in organisations.mentions.get(unit.index, ()):
                if unit is candidate.unit and not _counts(candidate, mention):
                    continue
                if fold(mention.name) in own:
                    continue
                role = _role(unit, mention.start, mention.end)
                if key not in roles or roles[key] is Role.INVOLVES:
                    roles[key] = role
    if not roles and said:
        owner = next((key for c in said for key in [_owner(c.unit.block.section, organisations)] if key), "")
        roles = {owner: Role.LEADS} if owner else {}
    return tuple(Involvement(key, role) for key, role in list(roles.items())[:MOST])


def _counts(candidate: Proposed, mention: Named) -> bool:
    """Whether a body in the same unit as a name belongs to it: in its sentence, near it or with a word for its part."""
    if not _together(candidate, mention.start, mention.end):
        return False
    if mention.start < candidate.end and candidate.start < mention.end:
        return mention.end - mention.start < candidate.end - candidate.start
    if candidate.source in ("lead", "title", "cell", "item") or candidate.unit.block.kind != "paragraph":
        return True
    gap = mention.start - candidate.end if mention.start >= candidate.end else candidate.start - mention.end
    return gap <= NEAR or _role(candidate.unit, mention.start, mention.end) is not Role.INVOLVES


def _owner(section: Section, organisations: Organisations) -> str:
    """Key of the collaboration that a chapter is about: it stands in a heading above, or is named after one."""
    titles = [fold(s.name) for s in section.ancestors() if s.name]
    for title in titles:
        key = organisations.owners.get(title) or organisations.owners.get(
            re.sub(r"^(?:thema|opgave|hoofdstuk)?\s*\d*\s*", "", title)
        )
        if key:
            return key
    return ""


def _units(candidate: Proposed, annotated: Annotated) -> list[Unit]:
    """The unit of a name, its row's other cells, and, for a title, the blocks of its section."""
    unit = candidate.unit
    block = unit.block
    units = [unit]
    if block.row >= 0:
        near = annotated.units[max(unit.index - 60, 0) : unit.index + 60]
        units += [
            u
            for u in near
            if u.block.row == block.row and u is not unit and u.block.role in ("parties", "lead", "funding")
        ]
    if block.kind == "heading" and len(block.section.blocks) <= SMALL:
        units += [
            u for u in annotated.units[unit.index + 1 : unit.index + 1 + SMALL] if u.block.section is block.section
        ]
    return units


def _together(candidate: Proposed, start: int, end: int) -> bool:
    """Whether a body stands in the sentence of a name, or in the whole of a short item that has the name as its lead."""
    unit = candidate.unit
    bounds = next(((a, b) for a, b in unit.sentences if a <= candidate.start < b), (0, len(unit.text)))
    if candidate.source in ("lead", "title", "cell", "item") and unit.block.kind != "paragraph":
        bounds = (0, len(unit.text))
    return bounds[0] <= start and end <= bounds[1]


def _role(unit: Unit, start: int, end: int) -> Role:
    before, after = unit.text[max(start - 45, 0) : start], unit.text[end : end + 40]
    for role, pattern in _cues():
        if pattern.search(before + "\x00" + after):
            return role
    return LEAD_ROLES.get(unit.block.role or "", Role.INVOLVES)
