"""Which candidates are the reference's initiatives, and which of their mentions teach whether they are voorlopers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rapidfuzz import fuzz

from ingest.extract.initiative_names import Proposed
from ingest.language import Annotated
from ingest.outline.roles import fold

SURE_NAME, NEAR_NAME, LOOSE_NAME = 88, 72, 60
"""Ratios (0–100) from which a name is the reference's anywhere, near its lines, and like it."""
SHORT_NAME = 5
"""Letters up to which a name is that of the reference only if it is equal."""
MOST_PLACES = 8
"""Mentions of one initiative that teach."""
VERBATIM = 92
"""Part ratio (0–100) from which a text has the reference's evidence: a conversion to text may have broken a word."""
NEAR = 1
"""Lines from the reference's within which a mention is the one that it means."""


def label_of(name: str, line: int, wanted: list[dict[str, Any]]) -> tuple[bool | None, dict[str, Any] | None]:
    """Whether a name in a line is one of a reference's initiatives, and of which: True for the reference's own name, None for one that is only like it (it teaches nothing), else False."""
    loose = None
    for item in wanted:
        near = item["lines"][0] - 2 <= line <= item["lines"][1] + 2
        for other in (item["name"], *item.get("aliases", [])):
            ratio = _likeness(fold(other), fold(name))
            if ratio >= SURE_NAME or (near and ratio >= NEAR_NAME):
                return True, item
            if near and fuzz.token_set_ratio(fold(other), fold(name)) >= LOOSE_NAME:
                loose = item
    return (None, loose) if loose else (False, None)


def _likeness(wanted: str, name: str) -> float:
    """Ratio of two folded names (0–100); a short one is another word when it differs by a letter."""
    ratio = fuzz.ratio(wanted, name)
    return ratio if wanted == name or len(wanted) > SHORT_NAME else min(ratio, NEAR_NAME - 1)


def telling(annotated: Annotated, said: Sequence[Proposed], initiative: Mapping[str, Any]) -> list[Proposed]:
    """The mentions that show whether an initiative of the reference is a voorloper, `MOST_PLACES` at most.

    All of one that is none. Of a voorloper those where the reference has its evidence, or what stands right before them;
    else those in its lines; else all: elsewhere the plan may speak of it without a word of praise.

    Args:
        annotated: the plan.
        said: the initiative's mentions, one at least; they may overlap.
        initiative: an initiative of a reference.
    """
    every = places(said, [initiative["name"], *initiative.get("aliases", [])])
    if not initiative.get("voorloper"):
        return every[:MOST_PLACES]
    evidence = _folded(initiative.get("voorloper_evidence") or "")
    first, last = initiative["lines"]
    shown = (
        [m for m in every if _has(m.unit.text, evidence)]
        or [m for m in every if _has(_before(annotated, m), evidence)]
        or [m for m in every if first - NEAR <= _line(annotated, m) <= last + NEAR]
        or every
    )
    return shown[:MOST_PLACES]


def places(said: Sequence[Proposed], names: Sequence[str]) -> list[Proposed]:
    """Of mentions that overlap the one most like these names, in order of the text."""
    folded = [fold(name) for name in names]
    likeness = {id(m): max(fuzz.ratio(fold(m.name), name) for name in folded) for m in said}
    kept: list[Proposed] = []
    for mention in sorted(said, key=lambda m: (-likeness[id(m)], -len(m.name))):
        if not any(k.unit is mention.unit and k.start < mention.end and mention.start < k.end for k in kept):
            kept.append(mention)
    return sorted(kept, key=lambda m: (m.unit.index, m.start))


def _has(text: str, evidence: str) -> bool:
    return bool(evidence) and fuzz.partial_ratio(evidence, _folded(text)) >= VERBATIM


def _before(annotated: Annotated, mention: Proposed) -> str:
    """A mention's unit with the one before it and what leads in to its list."""
    unit = mention.unit
    before = annotated.units[unit.index - 1].text if unit.index else ""
    return f"{before} {unit.block.lead_in} {unit.text}"


def _line(annotated: Annotated, mention: Proposed) -> int:
    spans = mention.unit.block.passage.spans(mention.start, mention.end)
    return int(annotated.outline.source.line_of(spans[0].start)) if spans else mention.unit.block.line


def _folded(text: str) -> str:
    return " ".join(text.lower().split())
