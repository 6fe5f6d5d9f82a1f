"""The spaCy pipeline for Dutch plans: tokens, sentences and the names of the register.

No trained Dutch pipeline can be had from a package registry; this one is `spacy.blank("nl")` with components of ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from ingest.language import names, sentences
from ingest.outline import Block, Outline

__all__ = ["Annotated", "Unit", "annotate", "pipeline", "sentences"]


@dataclass(frozen=True, eq=False)
class Unit:
    """A block or a heading of the outline with its spaCy document; positions are in the block's passage."""

    index: int
    block: Block
    doc: Doc
    sentences: tuple[tuple[int, int], ...]

    @property
    def text(self) -> str:
        """Its words."""
        return self.block.passage.text


@dataclass(frozen=True)
class Annotated:
    """An outline of which every heading and block has been through the pipeline, in order of reading."""

    outline: Outline
    units: tuple[Unit, ...]


@cache
def pipeline() -> Language:
    """The pipeline; building it takes about a second, so once a process."""
    nlp = spacy.blank("nl")
    nlp.add_pipe(sentences.NAME)
    nlp.add_pipe(names.NAME)
    return nlp


def annotate(outline: Outline) -> Annotated:
    """Every heading and block of an outline as a unit, in order of reading."""
    blocks = list(_in_order(outline))
    docs = pipeline().pipe(block.text for block in blocks)
    units = []
    for index, (block, doc) in enumerate(zip(blocks, docs, strict=True)):
        bounds = tuple((s.start_char, s.start_char + len(s.text.rstrip())) for s in doc.sents if s.text.strip())
        units.append(Unit(index, block, doc, bounds))
    return Annotated(outline, tuple(units))


def _in_order(outline: Outline) -> Iterator[Block]:
    for section in outline.sections:
        if section.title and section.title.text:
            yield Block(-1, "heading", section.title, section.line, section)
        yield from section.blocks
