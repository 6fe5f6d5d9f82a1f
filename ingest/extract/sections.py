"""The sections of a plan as facts, with keys made from their titles."""

from __future__ import annotations

from collections import Counter

from ingest.keys import digest, slug
from ingest.model import SectionFact, Span
from ingest.outline import Outline, Section


def find_sections(outline: Outline) -> dict[int, SectionFact]:
    """Section number → fact; a key comes from the titles down to the section, so that edits elsewhere leave it alone."""
    found: dict[int, SectionFact] = {}
    seen: Counter[str] = Counter()
    for section in outline.sections:
        if section.title is None:
            continue
        path = [s.name for s in section.ancestors() if s.title]
        stem = f"{slug(section.name)[:50]}-{digest(*path)[:6]}"
        seen[stem] += 1
        key = f"{stem}-{seen[stem]}" if seen[stem] > 1 else stem
        parent = found.get(section.parent.number) if section.parent else None
        level = sum(1 for _ in section.ancestors()) - 1
        title = " ".join(section.name.split())
        found[section.number] = SectionFact(key, title, level, _span(section), parent.key if parent else None)
    return found


def _span(section: Section) -> Span:
    """From the heading to the end of the last words below it."""
    pieces = [span for s in section.walk() for p in ([s.title] if s.title else []) for span in p.spans()]
    pieces += [span for s in section.walk() for block in s.blocks for span in block.passage.spans()]
    return Span(min(p.start for p in pieces), max(p.end for p in pieces))
