"""Themes that a plan names without a heading of their own: titles above numbered rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.extract.regions import Regions
from ingest.extract.theme_titles import FILE, LONGEST, label_of, theme_key
from ingest.language import Annotated, Unit
from ingest.outline.roles import PAGES

SURE = 0.8
"""Confidence of a theme that stands above a numbered row."""
FIRST_OF_ROW = re.compile(r"\d{1,2}a")
"""Code of the heading that begins a numbered row: '2a', below the title of 2."""


@dataclass(frozen=True)
class Listed:
    """A theme by name only: where it stands, its label, and the region that it is named for."""

    unit: Unit
    label: str
    region: str

    @property
    def key(self) -> tuple[str, str]:
        """What makes it one with a heading: the same words for the same region."""
        return theme_key(self.region, self.label)


def listed(annotated: Annotated, regions: Regions) -> list[Listed]:
    """All themes that are named above rows, in order of the text."""
    found = []
    for unit in _above_rows(annotated.units):
        label = label_of(" ".join(PAGES.sub(" ", unit.text).split()).strip(" :*"))
        if _names_something(label):
            found.append(Listed(unit, label, regions.of(unit.block.section)))
    return found


def _names_something(label: str) -> bool:
    words = label.split()
    return (
        len(label) <= LONGEST
        and bool(re.match(r"[A-ZÀ-Ý(]", label))
        and bool(re.search(r"[A-Za-z]{4}", label))
        and len(words) <= 18
        and not label.endswith((".", ";", "?"))
        and not FILE.search(label)
    )


def _above_rows(units: Sequence[Unit]) -> Iterator[Unit]:
    """Loose lines right above the first heading of a numbered row."""
    for unit, after in pairwise(units):
        section = after.block.section
        if unit.block.kind == "fragment" and after.block.kind == "heading" and FIRST_OF_ROW.fullmatch(section.code):
            yield unit
