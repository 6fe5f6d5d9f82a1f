"""A plan with all that reading it needs, made once a version."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from graph_api.errors import UnknownError
from graph_api.facts import Facts
from graph_api.plans import StoredPlan
from graph_api.reader.found import Fact, facts_of, file_address, headings_of
from graph_api.reader.parts import Part, Parts, cut
from graph_api.reader.search import Folded
from graph_api.reader.structure import Block, Span, Structure, structure_of
from graph_api.store import Snapshot


class NoTextError(UnknownError):
    """A plan of which the text was not kept."""

    def __init__(self, key: str) -> None:
        super().__init__(
            f"the text of the plan '{key}' is not in the store.",
            way_out="Build it again: regiograaf build PLAN.",
            dutch="De tekst van dit plan is niet bewaard. Laat het opnieuw lezen: regiograaf build PLAN.",
        )


@dataclass(frozen=True, slots=True)
class Section:
    """A heading in the text."""

    title: str
    level: int
    """From 1."""
    start: int
    """Code point of its first word."""
    part: int
    """Number of the part that it stands in, from 1."""


@dataclass(frozen=True)
class Reader:
    """A plan to read."""

    plan: StoredPlan
    text: str
    structure: Structure
    facts: tuple[Fact, ...]
    """By place."""
    misplaced: int
    """Pieces of evidence of which the words do not stand at their place."""
    parts: Parts
    address: str
    """Where the plan's file is to be had, '' where the graph does not say."""

    @classmethod
    def of(cls, snapshot: Snapshot, known: Facts, plan: StoredPlan) -> Reader:
        """Three queries, whatever the plan.

        Raises:
            NoTextError: its text was not kept.
        """
        text = snapshot.source(plan.sha256) if plan.sha256 else None
        if text is None:
            raise NoTextError(plan.key)
        structure = structure_of(snapshot, plan.sha256, text, headings_of(snapshot, plan.iri))
        found = facts_of(snapshot, known, plan.iri, text)
        parts = cut(structure, found.facts)
        return cls(plan, text, structure, found.facts, found.misplaced, parts, file_address(snapshot, plan.iri))

    @cached_property
    def folded(self) -> Folded:
        """Its text, to search in."""
        return Folded.of(self.text)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Its headings in order."""
        blocks = self.parts.blocks
        return tuple(
            Section(self.title(block), block.level, block.start, part.number)
            for part in self.parts.parts
            for block in blocks[part.first : part.last]
            if block.kind == "heading"
        )

    @cached_property
    def _section_starts(self) -> list[int]:
        return [section.start for section in self.sections]

    def title(self, block: Block) -> str:
        """The words of a heading without the marks of the converter."""
        return " ".join(self.plain(span) for span in (*([block.marker] if block.marker else ()), *block.spans))

    def section_at(self, offset: int) -> Section | None:
        """The last heading before an offset, or at it."""
        at = bisect_right(self._section_starts, offset) - 1
        return self.sections[at] if at >= 0 else None

    def blocks(self, part: Part) -> tuple[Block, ...]:
        """The blocks of a part."""
        return self.parts.blocks[part.first : part.last]

    def facts_in(self, part: Part) -> list[Fact]:
        """The facts of which words stand in a part, by place."""
        spans = sorted(span for block in self.blocks(part) for span in block.spans)
        spans += sorted(block.marker for block in self.blocks(part) if block.marker)
        spans.sort()
        starts = [span.start for span in spans]
        return [fact for fact in self.facts if _touches(spans, starts, fact)]

    def plain(self, span: Span) -> str:
        """The words of a stretch without the marks of the converter, on one line."""
        words, at = [], span.start
        noise = self.structure.noise
        for one in noise[max(bisect_right(noise, (span.start,)) - 1, 0) :]:
            if one.start >= span.end:
                break
            if one.end > at:
                words.append(self.text[at : one.start] + ("" if one.kind in ("mark", "hyphen") else " "))
                at = one.end
        words.append(self.text[at : span.end])
        return " ".join("".join(words).split())


def _touches(spans: list[Span], starts: list[int], fact: Fact) -> bool:
    """Whether a stretch overlaps one of the spans, which are in order and do not overlap each other."""
    at = bisect_right(starts, fact.end - 1) - 1
    return at >= 0 and spans[at].end > fact.start
