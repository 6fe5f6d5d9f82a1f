"""The outline of a plan: a tree of sections over blocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from ingest.outline.passage import Passage
from ingest.read.source import SourceText

ASIDE = frozenset({"front", "glossary"})
"""Roles of sections whose entries only name what the plan says elsewhere."""


@dataclass(eq=False, slots=True)
class Section:
    """A heading and what stands under it. `rank` orders headings: a lower rank holds what has a higher one."""

    number: int
    title: Passage | None
    rank: int
    line: int
    kind: str
    """'plan', 'region', 'chapter', 'family', 'coded', 'role' or 'other'."""
    role: str | None = None
    family: str | None = None
    """'doel', 'opgave', 'ad' … for headings such as 'Doel 2: …'."""
    code: str = ""
    parent: Section | None = None
    children: list[Section] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    repeated: int = 1
    """In how many places the plan has these words as a heading, list entry or cell."""

    @property
    def name(self) -> str:
        """The heading's words, '' for the plan itself."""
        return self.title.text if self.title else ""

    def ancestors(self) -> Iterator[Section]:
        """This section and those that hold it, inner first."""
        section: Section | None = self
        while section:
            yield section
            section = section.parent

    @property
    def effective_role(self) -> str | None:
        """The role of the nearest heading that has one."""
        return next((s.role for s in self.ancestors() if s.role), None)

    def walk(self) -> Iterator[Section]:
        """This section and all below it, in order of reading."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(eq=False, slots=True)
class Block:
    """A paragraph, list item, table cell, quotation, footnote or loose fragment."""

    number: int
    kind: str
    """'paragraph', 'item', 'cell', 'quote', 'footnote' or 'fragment'."""
    passage: Passage
    line: int
    """Line number, from 1, of its first word."""
    section: Section
    position: int = 0
    """Of how many blocks of its kind it comes after, in its run."""
    depth: int = 0
    """Of a list item, from 0."""
    label: str = ""
    """The words of a label that it starts with ('Doelstelling'), '' without."""
    label_role: str | None = None
    header: str = ""
    """Of a table cell: the words at the head of its column."""
    header_role: str | None = None
    row: int = -1
    """Of a table cell: number of its row in the plan; -1 elsewhere."""
    column: int = -1
    row_head: str = ""
    """Of a table cell: the words of its row's first cell."""
    lead_in: str = ""
    """Of a list item: the words before the list, or the entry above it, where they end in a colon."""
    lead_role: str | None = None
    """The role of a lead-in that is no more than a label ('Doelgroep:')."""
    parent: Block | None = None
    """Of a list item: the item that it stands under."""

    @property
    def text(self) -> str:
        """Its words."""
        return self.passage.text

    @property
    def role(self) -> str | None:
        """What it is to say: by its own label, its column's head, its list's lead-in or its section.

        In a table of contents or a glossary every entry is no more than that, whatever its words announce elsewhere.
        """
        if self.section.effective_role in ASIDE:
            return self.section.effective_role
        return self.label_role or self.header_role or self.lead_role or self.section.effective_role


@dataclass(frozen=True)
class Outline:
    """The tree of sections of a plan, and its blocks in order of reading."""

    source: SourceText
    root: Section
    blocks: tuple[Block, ...]
    furniture: frozenset[int] = frozenset()
    """Numbers, from 0, of the lines that belong to the page and not to the plan."""

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """All sections in order of reading, the plan itself first."""
        return tuple(self.root.walk())
