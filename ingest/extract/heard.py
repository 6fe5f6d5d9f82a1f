"""What is spoken of around a place in a plan: the words of national themes near it, farther off, and in its section.

A goal or an initiative rarely names its theme; the page that it stands on does.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from ingest.extract.theme_words import hits
from ingest.language import Annotated, Unit
from ingest.outline import Section

NEAR, FAR = 7, 30
"""Headings and blocks before and behind a place that count as near it and as around it."""
LONGEST = 80
"""Blocks of a section that are heard."""
MOST_LIFT = 2.0


@dataclass(frozen=True)
class Heard:
    """What is spoken of around a place: by part of the plan and code, how often words of a national theme stand there."""

    headings: Sequence[str]
    """The headings above that can say what it is about, the nearest first."""
    parts: Mapping[str, Mapping[str, float]]
    plan: Mapping[str, float]

    @cached_property
    def _ranks(self) -> Mapping[str, tuple[float, Mapping[str, int]]]:
        """By part: all that is spoken of there, and for each code how many others are spoken of more."""
        return {name: (sum(counts.values()), _more(counts)) for name, counts in self.parts.items()}

    @cached_property
    def _whole(self) -> float:
        return sum(self.plan.values())

    def features(self, code: str) -> dict[str, float]:
        """How much of each part is about a national theme: its share, its rank, and its share beside that of the plan."""
        row = {}
        whole = self.plan.get(code, 0.0) / self._whole if self._whole else 0.0
        for name, counts in self.parts.items():
            total, more = self._ranks[name]
            count = counts.get(code, 0.0)
            share = count / total if total else 0.0
            lift = math.log((share + 0.01) / (whole + 0.01))
            row[f"{name}:share"] = share
            row[f"{name}:log"] = math.log1p(count)
            row[f"{name}:rank"] = 1 / (1 + more.get(code, len(more)))
            row[f"{name}:lift"] = max(-MOST_LIFT, min(MOST_LIFT, lift))
        return row


def _more(counts: Mapping[str, float]) -> dict[str, int]:
    ordered = sorted((count for count in counts.values() if count > 0), reverse=True)
    return {code: ordered.index(count) for code, count in counts.items() if count > 0}


class Surroundings:
    """Hears what is spoken of around the headings and blocks of a plan."""

    def __init__(self, annotated: Annotated) -> None:
        self._texts = [unit.text for unit in annotated.units]
        self._plan = _count(self._texts)
        self._sections: dict[int, Mapping[str, float]] = {}

    def of(self, unit: Unit) -> Heard:
        """What is spoken of around a unit."""
        at = unit.index
        section = unit.block.section
        parts = {
            "near": _count(self._texts[max(at - NEAR, 0) : at + NEAR + 1]),
            "far": _count(self._texts[max(at - FAR, 0) : at + FAR]),
            "section": self._section(subject(section)),
        }
        return Heard([s.name for s in section.ancestors() if _says_what(s)], parts, self._plan)

    def _section(self, section: Section) -> Mapping[str, float]:
        if section.number not in self._sections:
            blocks = islice((b for s in section.walk() for b in s.blocks), LONGEST)
            self._sections[section.number] = _count(b.text for b in blocks)
        return self._sections[section.number]


def subject(section: Section) -> Section:
    """The nearest section whose heading can say what it is about: not that of a role ('Aanpak') or a region."""
    return next((s for s in section.ancestors() if _says_what(s)), section)


def _says_what(section: Section) -> bool:
    return bool(section.title) and section.kind not in ("role", "region")


def _count(texts: Iterable[str]) -> Mapping[str, float]:
    found: dict[str, float] = defaultdict(float)
    for text in texts:
        for code, (words, named) in hits(text).items():
            found[code] += words + named
    return found
