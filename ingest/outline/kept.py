"""The structure of a plan as plain data, kept beside its text so that pages can show it without reading the plan again.

Nothing of the text stands in it, only offsets (code points, half-open). Every line with a letter or digit is in exactly
one block; what is left out are blanks, the marks of headings, and rules.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, Final

from ingest.outline.chunks import Chunk, make_chunks
from ingest.outline.lines import Line, Look, split_lines
from ingest.outline.model import Block, Outline, Section
from ingest.outline.passage import NOISE
from ingest.outline.tables import cut_columns

FORMAT: Final = 1
"""Of the data; a reader of another one cannot use it."""
_INLINE: Final = frozenset(("a", "b", "em", "font", "i", "s", "small", "span", "strike", "strong", "sub", "sup", "u"))
_AROUND: Final = frozenset(
    ("center", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "table", "tbody", "td", "th", "thead", "ul")
)
BREAKING: Final = frozenset(("br", "div", "hr", "li", "p", "tr"))
"""Html elements that start a new line."""
LAYOUT: Final = _INLINE | _AROUND | BREAKING
"""Html elements that converters leave behind: only their looks are meant. All other tags are words of the plan."""
_TAG: Final = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
_WORD: Final = re.compile(r"[^\W_]")

Data = dict[str, Any]
_Span = tuple[int, int]


def structure(outline: Outline) -> Data:
    """The blocks of a plan in order of reading.

    Returns:
        `blocks`, each with its `kind` ('heading', 'paragraph', 'fragment', 'item', 'quote', 'footnote', 'table' or
        'furniture') and `spans` (more than one where a page break cuts it); a heading's `level` (from 1) and `role`, an
        item's `depth` (from 0) and `marker`, a table's `rows` of `cells`; `noise`, the marks of a converter in the text
        with what they are; `bold` stretches; `pages`, offset and number, where the text has page breaks (form feeds).
    """
    text = outline.source.text
    lines = split_lines(outline.source)
    chunks = make_chunks(text, lines, outline.furniture)
    blocks = sorted(chain(_blocks(outline, chunks, lines), _furniture(text, lines, chunks)), key=_place)
    spans = [span for block in blocks for span in _spans(block)]
    return {
        "format": FORMAT,
        "length": len(text),
        "blocks": list(_tables(blocks)),
        "noise": sorted(list(piece) for span in spans for piece in _noise(text, span)),
        "bold": sorted(list(piece) for span in spans for piece in _bold(text, span)),
        "pages": _pages(text),
    }


def to_json(data: Data) -> bytes:
    """As short as can be, and the same each time."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def _blocks(outline: Outline, chunks: Sequence[Chunk], lines: Sequence[Line]) -> Iterator[Data]:
    """A block for each heading and each other chunk; of a table, one for each row."""
    titles = sorted((s.start, s.end, number) for number, one in enumerate(outline.sections) if one.title
                    for s in one.title.spans())  # fmt: skip
    starts = [start for start, *_ in titles]
    known = {block.passage.origin[0]: block for block in reversed(outline.blocks) if block.passage.origin}
    places = sorted(known)
    before = -1
    whole: Data = {}
    for chunk in chunks:
        first = chunk.passage.origin[0]
        at = bisect_right(starts, first) - 1
        number = titles[at][2] if at >= 0 and first < titles[at][1] else -1
        if number >= 0 and number == before:  # 'Thema' on one line, its title on the next
            whole["spans"] += [list(piece) for piece in chunk.pieces]
            continue
        before = number
        if number >= 0:
            whole = _heading(outline.sections[number], chunk)
        elif chunk.look is Look.ROW:
            whole = {"kind": "row", "head": _block_in(known, places, chunk) is None,
                     "cells": [list(cell) for cell in cut_columns(outline.source.text, chunk)]}  # fmt: skip
        else:
            whole = _plain(_block_in(known, places, chunk), chunk)
        if chunk.marker and (marker := _marker(outline.source.text, lines[chunk.line], chunk)):
            whole["marker"] = list(marker)
        yield whole


def _heading(section: Section, chunk: Chunk) -> Data:
    level = sum(1 for _ in section.ancestors()) - 1
    role = {"role": section.role} if section.role else {}
    return {"kind": "heading", "level": level, **role, "spans": [list(piece) for piece in chunk.pieces]}


def _plain(block: Block | None, chunk: Chunk) -> Data:
    made: Data = {"kind": block.kind if block else "fragment", "spans": [list(piece) for piece in chunk.pieces]}
    if block and block.kind == "item":
        made["depth"] = sum(1 for _ in _above(block))
    return made


def _above(block: Block) -> Iterator[Block]:
    while block.parent:
        block = block.parent
        yield block


def _block_in(known: dict[int, Block], places: Sequence[int], chunk: Chunk) -> Block | None:
    """The block that was made of a chunk; a label at its start may be left out of it."""
    start, end = chunk.pieces[0][0], chunk.pieces[-1][1]
    at = bisect_right(places, start - 1)
    return known[places[at]] if at < len(places) and places[at] < end else None


def _marker(text: str, line: Line, chunk: Chunk) -> _Span | None:
    start = text.find(chunk.marker, line.start, chunk.pieces[0][0])
    return (start, start + len(chunk.marker)) if start >= 0 else None


def _furniture(text: str, lines: Sequence[Line], chunks: Sequence[Chunk]) -> Iterator[Data]:
    """Lines with words that are in no chunk, those that follow each other together."""
    taken = sorted(piece for chunk in chunks for piece in chunk.pieces)
    starts = [start for start, _ in taken]
    run: list[Line] = []
    for line in lines:
        at = bisect_right(starts, line.end) - 1
        used = at >= 0 and taken[at][1] > line.start
        if line.start == line.end and not used:
            continue  # a blank line ends nothing: navigation has many
        if not used and _WORD.search(text, line.start, line.end):
            run.append(line)
        elif run:
            yield _of_page(text, run)
            run = []
    if run:
        yield _of_page(text, run)


def _of_page(text: str, run: Sequence[Line]) -> Data:
    starts = [line.start + len(body := text[line.start : line.end]) - len(body.lstrip()) for line in run]
    return {"kind": "furniture", "spans": [[start, line.end] for start, line in zip(starts, run, strict=True)]}


def _tables(blocks: Iterable[Data]) -> Iterator[Data]:
    """The blocks with rows that follow each other put together; a head starts a table of its own."""
    table: Data | None = None
    for block in blocks:
        if block["kind"] != "row":
            table = None
            yield block
            continue
        if table is None or (block["head"] and not all(row["head"] for row in table["rows"])):
            table = {"kind": "table", "rows": []}
            yield table  # its rows are added while it waits in the list
        table["rows"].append({"head": block["head"], "cells": block["cells"]})


def _place(block: Data) -> int:
    return int(block["marker"][0] if "marker" in block else _spans(block)[0][0])


def _spans(block: Data) -> list[_Span]:
    spans: list[_Span] = [(a, b) for a, b in block.get("spans") or block["cells"]]
    return spans


def _noise(text: str, span: _Span) -> Iterator[tuple[int, int, str]]:
    """What a converter left in a stretch of text: 'tag', 'break' (a tag that starts a line), 'mark' (of bold, slanted
    or linked text), 'hyphen' (at the end of a line) or 'entity'."""
    for match in NOISE.finditer(text, *span):
        start, end = match.span()
        match match.lastgroup:
            case "sup":
                yield start, start + len("<sup>"), "tag"
                yield end - len("</sup>"), end, "tag"
            case "tag" if (tag := _TAG.match(match.group())) and (name := tag.group(2).lower()) in LAYOUT:
                yield start, end, "break" if name in BREAKING and not (tag.group(1) and name == "li") else "tag"
            case "link":
                yield start, match.start("link"), "mark"
                yield match.end("link"), end, "mark"
            case "bold" | "star":
                yield start, end, "mark"
            case "broken":
                yield start, end, "hyphen"
            case "entity":
                yield start, end, "entity"


def _bold(text: str, span: _Span) -> Iterator[_Span]:
    """What stands between two marks of bold."""
    since: int | None = None
    for match in NOISE.finditer(text, *span):
        if match.lastgroup == "bold":
            if since is not None and since < match.start():
                yield since, match.start()
            since = match.end() if since is None else None


def _pages(text: str) -> list[list[int]]:
    """Where each page starts and its number; none where the text has no page breaks."""
    if "\f" not in text:
        return []
    breaks = [match.end() for match in re.finditer("\f", text)]
    return [[start, number] for number, start in enumerate([0, *breaks], 1)]
