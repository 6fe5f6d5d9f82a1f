"""The blocks of a plan, as they were kept when it was read; else as good as they can be had from its text."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from graph_api.store import Snapshot

FORMAT: Final = 1
"""Of what is kept (`ingest/outline/kept.py`)."""
_PARAGRAPH: Final = re.compile(r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*")
"""Lines without a blank one between them."""


class Span(NamedTuple):
    """A stretch of the plan's text in code points, half-open."""

    start: int
    end: int


class Noise(NamedTuple):
    """A mark of a converter in the text: 'tag', 'break', 'mark', 'hyphen' or 'entity'."""

    start: int
    end: int
    kind: str


class Row(NamedTuple):
    """A row of a table."""

    head: bool
    cells: tuple[Span, ...]


class Heading(NamedTuple):
    """A section as the graph has it: where its heading starts, and how deep it stands (from 1)."""

    start: int
    level: int


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list item, table …"""

    kind: str
    """'heading', 'paragraph', 'fragment', 'item', 'quote', 'footnote', 'table' or 'furniture'."""
    spans: tuple[Span, ...]
    """Of a table: those of its cells that are not empty."""
    level: int = 0
    """Of a heading, from 1."""
    depth: int = 0
    """Of a list item, from 0."""
    marker: Span | None = None
    """The counter or bullet before it."""
    rows: tuple[Row, ...] = ()
    """Of a table."""

    @property
    def start(self) -> int:
        """Of its first word."""
        return self.spans[0].start

    @property
    def length(self) -> int:
        """Code points of its text."""
        return sum(span.end - span.start for span in self.spans)


@dataclass(frozen=True)
class Structure:
    """The blocks of a plan in order of reading, and what its converter left in its text."""

    blocks: tuple[Block, ...]
    noise: tuple[Noise, ...] = ()
    """In order; none overlap."""
    bold: tuple[Span, ...] = ()
    pages: tuple[tuple[int, int], ...] = ()
    """Offset of the start of each page, and its number; empty where the text has no pages."""
    outlined: bool = True
    """Whether it is what was kept; else blank lines stood for the outline."""

    def page(self, offset: int) -> int | None:
        """The number of the page that an offset stands on; None where there are no pages."""
        at = bisect_left(self.pages, (offset + 1, 0)) - 1
        return self.pages[at][1] if at >= 0 else None


def file_name(sha256: str) -> str:
    """The name by which the structure of a plan is kept with a version, by the hash of the plan's file."""
    return f"{sha256}.outline.json"


def structure_of(snapshot: Snapshot, sha256: str, text: str, headings: Iterable[Heading]) -> Structure:
    """The structure of a plan; by blank lines and the headings of the graph where none of this text was kept."""
    path = snapshot.file(file_name(sha256))
    data = json.loads(path.read_bytes()) if path else {}
    if data.get("format") == FORMAT and data.get("length") == len(text):
        return from_data(data)
    return plain(text, headings)


def from_data(data: dict[str, Any]) -> Structure:
    """The structure that `ingest/outline/kept.py` wrote."""
    return Structure(
        tuple(block for one in data["blocks"] if (block := _block(one)).spans),
        tuple(Noise(*one) for one in data["noise"]),
        tuple(Span(*one) for one in data["bold"]),
        tuple((start, number) for start, number in data["pages"]),
    )


def plain(text: str, headings: Iterable[Heading]) -> Structure:
    """Paragraphs by blank lines; the line that a heading starts on is that heading."""
    known = sorted(set(headings))
    return Structure(tuple(_plain(text, known)), outlined=False)


def _block(data: dict[str, Any]) -> Block:
    rows = tuple(Row(row["head"], tuple(Span(*cell) for cell in row["cells"])) for row in data.get("rows", ()))
    spans = [Span(*span) for span in data["spans"]] if "spans" in data else [cell for row in rows for cell in row.cells]
    return Block(
        data["kind"],
        tuple(span for span in spans if span.start < span.end),
        data.get("level", 0),
        data.get("depth", 0),
        Span(*data["marker"]) if "marker" in data else None,
        rows,
    )


def _plain(text: str, headings: Sequence[Heading]) -> Iterator[Block]:
    for match in _PARAGRAPH.finditer(text):
        at, end = match.span()
        inside = headings[bisect_left(headings, (at, 0)) : bisect_left(headings, (end, 0))]
        for heading in inside:
            if heading.start < at:
                continue  # a second one on the same line
            before = text[at : heading.start]
            if before.strip(" \t\r\n#*"):
                yield Block("paragraph", (_trimmed(at, before),))
            stop = text.find("\n", heading.start, end)
            stop = end if stop < 0 else stop
            yield Block("heading", (Span(heading.start, stop),), max(heading.level, 1))
            at = stop
        if text[at:end].strip():
            yield Block("paragraph", (_trimmed(at, text[at:end]),))


def _trimmed(start: int, words: str) -> Span:
    return Span(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))
