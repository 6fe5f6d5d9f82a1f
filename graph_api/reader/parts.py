"""A long plan cut in parts, at headings where it can be, so that a page of it stays small."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from graph_api.reader.found import Fact
from graph_api.reader.structure import Block, Row, Span, Structure

HEAVIEST: Final = 120_000
"""Of a part, in bytes of html or so: a code point is one, a fact and a block weigh what their marks take."""
_FACT: Final = 420
_BLOCK: Final = 180
_CELL: Final = 60
_ENOUGH: Final = 0.35
"""Share of HEAVIEST from which on a part may end at a heading."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some blocks of a plan that follow each other."""

    number: int
    """From 1."""
    first: int
    """Number of the first block, from 0."""
    last: int
    """One beyond the last."""


@dataclass(frozen=True)
class Parts:
    """A plan in parts."""

    blocks: tuple[Block, ...]
    """Those of the structure, with the ones that no page could hold cut into several."""
    parts: tuple[Part, ...]
    """At least one."""

    def block_at(self, offset: int) -> int:
        """The number of the block that an offset stands in, else of the next one; the last where none follows."""
        found = next((n for n, start, end in self._spans_near(offset) if start <= offset < end), None)
        if found is not None:
            return found
        starts = [block.start for block in self.blocks]
        return min(bisect_left(starts, offset), max(len(starts) - 1, 0))

    def part_of(self, block: int) -> Part:
        """The part that a block stands in."""
        at = bisect_right([part.first for part in self.parts], block) - 1
        return self.parts[max(at, 0)]

    def _spans_near(self, offset: int) -> Iterator[tuple[int, int, int]]:
        for number, block in enumerate(self.blocks):
            if block.start > offset and (block.marker is None or block.marker.start > offset):
                return
            if block.marker is not None:
                yield number, block.marker.start, block.marker.end
            for span in block.spans:
                yield number, span.start, span.end


def cut(structure: Structure, facts: Sequence[Fact], heaviest: int = HEAVIEST) -> Parts:
    """A plan in parts of which none is heavier than `heaviest`, but for a fact that alone is.

    Args:
        structure: of the plan.
        facts: all of it, by place.
        heaviest: bytes of html of a part, about.
    """
    scale = _Scale([fact.start for fact in facts])
    blocks = tuple(piece for block in structure.blocks for piece in _pieces(block, scale, heaviest // 2))
    return Parts(blocks, tuple(_parts(blocks, [scale.block(block) for block in blocks], heaviest)))


class _Scale:
    def __init__(self, starts: Sequence[int]) -> None:
        self._starts = starts

    def span(self, span: Span) -> int:
        facts = bisect_left(self._starts, span.end) - bisect_left(self._starts, span.start)
        return span.end - span.start + _FACT * facts

    def block(self, block: Block) -> int:
        cells = sum(len(row.cells) for row in block.rows)
        return _BLOCK + _CELL * cells + sum(map(self.span, block.spans))

    def limit(self, span: Span, most: int) -> int:
        """Where a stretch that starts with a span must end so as not to be heavier than `most`."""
        low, high = span.start + 1, span.end
        while low < high:
            middle = (low + high + 1) // 2
            if self.span(Span(span.start, middle)) <= most:
                low = middle
            else:
                high = middle - 1
        return low


def _parts(blocks: Sequence[Block], weights: Sequence[int], heaviest: int) -> Iterator[Part]:
    """Each ends where the next block would make it too heavy, or at the best heading not long before that."""
    first = number = 0
    while first < len(blocks) or not number:
        last, weight = first, 0
        headings: list[tuple[int, int]] = []
        while last < len(blocks) and (last == first or weight + weights[last] <= heaviest):
            if blocks[last].kind == "heading" and weight >= _ENOUGH * heaviest and not _heads(blocks, last):
                headings.append((blocks[last].level, -last))
            weight += weights[last]
            last += 1
        if last < len(blocks) and headings:
            last = -min(headings)[1]  # the highest level, and of these the one that leaves least for the next part
        number += 1
        yield Part(number, first, last)
        first = last


def _heads(blocks: Sequence[Block], at: int) -> bool:
    """Whether a heading stands right below another one, with which it belongs."""
    return at > 0 and blocks[at - 1].kind == "heading" and blocks[at - 1].level < blocks[at].level


def _pieces(block: Block, scale: _Scale, most: int) -> Iterator[Block]:
    """A block, or the blocks that it falls into because it is too heavy: by rows, else by code points."""
    if scale.block(block) <= most:
        yield block
    elif block.rows:
        yield from _tables(block, scale, most)
    else:
        yield from _stretches(block, scale, most)


def _tables(block: Block, scale: _Scale, most: int) -> Iterator[Block]:
    rows: list[Row] = []
    for row in block.rows:
        alone = _table(block, [row])
        if rows and scale.block(_table(block, [*rows, row])) > most:
            yield _table(block, rows)
            rows = []
        if scale.block(alone) <= most:
            rows.append(row)
        else:  # a row that alone is too heavy is no table any more
            for cell in alone.spans:
                yield from _stretches(Block("paragraph", (cell,)), scale, most)
    if any(cell.start < cell.end for row in rows for cell in row.cells):
        yield _table(block, rows)


def _table(block: Block, rows: Sequence[Row]) -> Block:
    spans = tuple(cell for row in rows for cell in row.cells if cell.start < cell.end)
    return replace(block, rows=tuple(rows), spans=spans)


def _stretches(block: Block, scale: _Scale, most: int) -> Iterator[Block]:
    spans: list[Span] = []
    weight = _BLOCK
    first = True
    for span in block.spans:
        rest = span
        while weight + scale.span(rest) > most:
            stop = scale.limit(rest, max(most - weight, 1))
            if not spans or weight + scale.span(Span(rest.start, stop)) <= most:
                spans.append(Span(rest.start, stop))
                rest = Span(stop, rest.end)
            yield replace(block, spans=tuple(spans), marker=block.marker if first else None)
            spans, weight, first = [], _BLOCK, False
            if rest.start == rest.end:
                break
        if rest.start < rest.end:
            spans.append(rest)
            weight += scale.span(rest)
    if spans:
        yield replace(block, spans=tuple(spans), marker=block.marker if first else None)
