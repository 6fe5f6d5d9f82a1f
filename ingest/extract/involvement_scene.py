"""A plan with its bodies and where its initiatives are named: made once, to judge pairs of both by."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ingest.extract.involvement_topics import Topic, says_who, topics
from ingest.extract.organisation_names import Named
from ingest.extract.organisations import Organisations
from ingest.language import Annotated, Unit
from ingest.outline import Section
from ingest.outline.roles import fold

PLAN_OF = re.compile(r"\W*([A-Z][\w.]{2,})-(?:plan|regioplan|agenda|programma)\b")
Body = tuple[Named, str]
"""A mention of a body and its key."""


@dataclass
class Scene:
    """A plan with its bodies, and where its initiatives are named: what pairs of both are judged by."""

    annotated: Annotated
    organisations: Organisations
    taken: Mapping[int, int]
    """Unit index → how many initiatives are named there."""
    bounds: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Section number → indices of the first unit and of the one after the last, with all sections below."""
    counts: Counter[str] = field(default_factory=Counter)
    """Key of a body → how often the plan names it."""
    named: list[tuple[Unit, Sequence[Body]]] = field(default_factory=list)
    """Units that name bodies, with these."""
    short: dict[str, list[str]] = field(default_factory=dict)
    """Names of one word, with the keys of their bodies."""
    joint: dict[str, str] = field(default_factory=dict)
    """Names (folded) of collaborations, with their keys."""
    topics: list[Topic] = field(default_factory=list)
    """By unit: what the text there is about."""
    announced: dict[Topic, list[tuple[Unit, Named, str]]] = field(default_factory=dict)
    """Bodies of the blocks that say who takes part in what a text is about."""
    crowd: Counter[Topic] = field(default_factory=Counter)
    """How many mentions of initiatives the texts about something have."""

    def __post_init__(self) -> None:
        for unit in self.annotated.units:
            for section in unit.block.section.ancestors():
                first, _ = self.bounds.get(section.number, (unit.index, 0))
                self.bounds[section.number] = first, unit.index + 1
        self._know_bodies()
        self.topics = topics(self.annotated.units)
        for unit, mentions in self.named:
            if says_who(unit):
                self.announced.setdefault(self.topics[unit.index], []).extend((unit, m, k) for m, k in mentions)
        for index, number in self.taken.items():
            self.crowd[self.topics[index]] += number

    def _know_bodies(self) -> None:
        every = self.organisations.mentions
        self.named = [(unit, every[unit.index]) for unit in self.annotated.units if every.get(unit.index)]
        self.counts.update(key for mentions in every.values() for _, key in mentions)
        for key, fact in self.organisations.facts.items():
            names = (fact.name, *fact.aliases)
            for name in names:
                if " " not in name:
                    self.short.setdefault(name, []).append(key)
            if fact.type == "samenwerkingsverband":
                self.joint |= {fold(name): key for name in names}

    def initiatives(self, first: int, last: int) -> int:
        """How many mentions of initiatives stand in units from `first` to before `last`."""
        return sum(self.taken.get(index, 0) for index in range(first, last))

    def owner(self, section: Section) -> tuple[str, Section, int]:
        """Key of the collaboration that a chapter above is named after or in, the chapter and how far up; '' without one."""
        level = 0
        for level, outer in enumerate(section.ancestors()):
            title = fold(outer.name)
            bare = re.sub(r"^(?:thema|opgave|hoofdstuk)?\s*\d*\s*", "", title)
            key = self.organisations.owners.get(title) or self.organisations.owners.get(bare) or self._plan_of(outer)
            if title and key:
                return key, outer, level
        return "", section, level

    def _plan_of(self, section: Section) -> str:
        """Key of the collaboration whose plan a heading says to follow ('XYZ-plan'); '' without one."""
        match = PLAN_OF.match(section.name)
        return self.joint.get(fold(match.group(1)), "") if match else ""
