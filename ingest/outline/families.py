"""Families of numbered headings: 'Doel 2: …', 'Opgave 1', 'Thema Acute zorg', 'Stap 3'. Their words: `data/families.toml`."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from ingest import data
from ingest.outline.lines import SHORT

COUNT = r"(?:\d{1,2}|[IVX]{1,4}|[A-H])\b"
SEPARATOR = re.compile(r"[:.|–—-]\s*$")
TITLE_WORDS = 9
FUNCTION_WORDS = (
    r"(?:van|voor|en|of|in|is|op|aan|met|te|om|dat|die|dit|de|het|een|wordt|zijn|staat|naar|bij|als|waar|over|uit)"
)
"""Words that no theme starts with: 'Thema kwetsbare ouderen' is a title, 'Thema van de dag' is not."""


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Of numbered headings of all families ('Doel 2: …'), and of theme headings without number ('Thema Acute zorg')."""
    families = data.table("families").values()
    every = "|".join(re.escape(name) for family in families for name in family["names"])
    themes = "|".join(re.escape(name) for name in data.table("families")["theme"]["names"])
    numbered = re.compile(rf"^\W{{0,3}}({every})\s*{COUNT}\s*[:.|–—-]?\s*", re.IGNORECASE)
    named = re.compile(
        rf"^\W{{0,3}}(?:{COUNT}[.)]?\s+)?(?:((?i:{themes}))\s*[:|–-]?\s+(?=[A-ZÀ-Ý‘'\"])"
        rf"|((?i:thema))\s+(?!{FUNCTION_WORDS}\b)(?=[a-zà-ÿ]\S+(?:\s+\S+){{0,4}}\s*$))"
    )
    return numbered, named


def _family_match(text: str) -> re.Match[str] | None:
    numbered, named = _patterns()
    return numbered.match(text) or (named.match(text) if len(text.split()) <= TITLE_WORDS else None)


def family_of(text: str) -> str | None:
    """The family of a heading ('Doel 2: …' → 'doel', 'Thema Acute zorg' → 'thema'), or None."""
    match = _family_match(text)
    return str(match.group(match.lastindex or 1)).lower() if match else None


def family_title(text: str) -> int:
    """Where the title starts behind a family's word and counter ('Doel 2: Title' → 8); 0 without one."""
    match = _family_match(text)
    return match.end() if match and match.end() < len(text) else 0


def family_label(text: str) -> tuple[int, str] | None:
    """Where the text starts behind a family's word and number that label it ('Stap 2: …'), and the label's role.

    A number alone labels nothing ('Fase 2 van het traject', 'Stap 1-3'), nor does a name ('Coalitie Ouderen: …').
    """
    match = _patterns()[0].match(text)
    if not match or not SEPARATOR.search(match.group()) or not text[match.end() :] or text[match.end()].isdigit():
        return None
    name = match.group(1).lower()
    return match.end(), family_entry(name).get("role", "family_goal")


def is_family_word(text: str) -> bool:
    """Whether a text is the word of a family and no more ('Thema'): its title stands on the next line."""
    return belongs_to(text.strip().lower(), "theme")


def opening_family(text: str) -> str | None:
    """The family of a line that has no more than the family's word and counter ('Doel 1', 'Thema'), or None."""
    if is_family_word(text):
        return text.strip().lower()
    match = _family_match(text) if len(text) <= SHORT else None
    return family_of(text) if match and match.end() == len(text) else None


def family_entry(name: str | None) -> dict[str, Any]:
    """What `data/families.toml` says of the family with a name ('doel')."""
    return next(entry for entry in data.table("families").values() if name in entry["names"])


def belongs_to(name: str | None, families: str) -> bool:
    """Whether a name ('doel') is one of those of "theme", "goal", "step" …, the tables of `data/families.toml`."""
    return name in data.table("families")[families]["names"]
