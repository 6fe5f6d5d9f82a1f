"""Mentions gathered into things: a name, where it stands, how sure it is, and in how many sections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from ingest.language import Unit
from ingest.model import Evidence


@dataclass(frozen=True, eq=False)
class Mention:
    """A stretch of a unit's passage that names something."""

    unit: Unit
    start: int
    end: int
    confidence: float = 1.0

    @property
    def text(self) -> str:
        """The words of the mention."""
        return self.unit.text[self.start : self.end]

    def evidence(self) -> tuple[Evidence, ...]:
        """One piece of evidence a span of the source."""
        return evidence(self.unit, self.start, self.end, self.confidence)


def evidence(unit: Unit, start: int, end: int, confidence: float = 1.0) -> tuple[Evidence, ...]:
    """Evidence for a stretch of a unit's passage: one piece for each span of the source that it was read from."""
    section = section_key(unit)
    return tuple(Evidence(span, round(confidence, 3), section) for span in unit.block.passage.spans(start, end))


def section_key(unit: Unit) -> str | None:
    """Key of the section that a unit stands in; None above the first heading."""
    section = unit.block.section
    return str(section.number) if section.title else None


@dataclass
class Gathered:
    """All mentions of one thing, and the names by which they call it."""

    names: Counter[str] = field(default_factory=Counter)
    mentions: list[Mention] = field(default_factory=list)

    def add(self, name: str, mention: Mention) -> None:
        """Count a mention under a name."""
        self.names[name] += 1
        self.mentions.append(mention)

    def evidence(self, most_a_section: int = 1) -> tuple[Evidence, ...]:
        """Evidence of the mentions, the surest first within a section, `most_a_section` of each."""
        return pick(self.mentions, most_a_section)


def pick(mentions: Iterable[Mention], most_a_section: int = 1) -> tuple[Evidence, ...]:
    """Evidence of mentions in order of the text, at most so many a section."""
    seen: Counter[int] = Counter()
    chosen: list[Evidence] = []
    for mention in sorted(mentions, key=lambda m: -m.confidence):
        number = mention.unit.block.section.number
        if seen[number] < most_a_section:
            seen[number] += 1
            chosen.extend(mention.evidence())
    return tuple(sorted(set(chosen)))
