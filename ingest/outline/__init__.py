"""From the text of a plan to its outline: sections with roles over paragraphs, list items and table cells.

The order of things: lines → furniture out → chunks → headings → tree of sections → blocks.
"""

from __future__ import annotations

from ingest.outline.chunks import make_chunks
from ingest.outline.dividers import find_dividers
from ingest.outline.furniture import furniture
from ingest.outline.headings import find_headings, repeats
from ingest.outline.lines import split_lines
from ingest.outline.model import Block, Outline, Section
from ingest.outline.passage import Mark, Passage, make_passage
from ingest.outline.tree import plant
from ingest.read.source import SourceText

__all__ = ["Block", "Mark", "Outline", "Passage", "Section", "make_outline", "make_passage"]


def make_outline(source: SourceText) -> Outline:
    """The outline of a plan. Never fails: text without any structure is one section of paragraphs."""
    lines = split_lines(source)
    skip = furniture(lines)
    chunks = make_chunks(source.text, lines, skip)
    dividers, navigation = find_dividers(source.text, chunks)
    headings = find_headings(chunks, dividers, navigation)
    root, blocks = plant(source.text, chunks, headings, repeats(chunks))
    return Outline(source, root, tuple(blocks), frozenset(skip))
