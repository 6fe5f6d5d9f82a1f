"""Chunks: lines that belong together put together again, before anything is called a heading or a paragraph."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from ingest.outline.families import family_of
from ingest.outline.layout import Layout, layout_of
from ingest.outline.lines import SHORT, Line, Look
from ingest.outline.passage import Passage, make_passage
from ingest.outline.roles import asks, inline_label, role_of

TERMINAL = re.compile(r"[.!?:;][\"'”’)\]*_]*$")
UNFINISHED = re.compile(r"(?:[a-zà-ÿ,(&-]|\b(?:van|de|het|een|en|of|in|op|te|voor|met|aan|om|tot))$")
LEADS_ON = re.compile(
    r"(?:,|\b(?:van|de|het|een|en|of|in|op|te|voor|met|aan|om|tot|bij|door|naar|uit|over|als|dat|die|deze|dit|onze|hun|ook|al|zoals|mooi|andere|nieuwe|goede"
    r"|is|zijn|wordt|worden|we|wij))$"
)
"""Ends of a line that goes on below, whatever blank lines a page break put between."""
VERB = re.compile(r"\b(?:is|zijn|wordt|worden|heeft|hebben|we|wij) .*\b\w{4,}$")
"""A sentence under way: a line with its verb and no full stop."""
SHORTEST_HALF = 25
LONG_HALF = 60
"""Characters from which a line without a full stop is taken for the first half of a sentence, whatever its last word."""
FARTHEST = 45
"""Lines that a page break and its furniture may put between the two halves of a sentence."""
PAGE_BREAK = "\f"
"""Form feed: how converters mark where a page ends."""


@dataclass(frozen=True)
class Chunk:
    """Lines that make one heading, paragraph, item or row; the pieces are half-open offsets in the source."""

    look: Look
    pieces: tuple[tuple[int, int], ...]
    line: int
    last: int
    passage: Passage
    blank_before: bool
    indent: int = 0
    level: int = 0
    marker: str = ""
    bold: bool = False

    @property
    def text(self) -> str:
        return self.passage.text

    @property
    def short(self) -> bool:
        return len(self.text) <= SHORT


def make_chunks(source: str, lines: list[Line], skip: Collection[int]) -> list[Chunk]:
    """The chunks of a plan in order; lines in `skip` (furniture) are passed over.

    A blank line parts two chunks, as do the end of a page and, where a plan has no blank lines, each line that was not
    broken at the page's width.
    """
    layout = layout_of(source, lines)
    groups: list[list[Line]] = []
    blanks: list[bool] = []
    blank = True
    for line in lines:
        if line.number in skip or line.look in (Look.BLANK, Look.RULE):
            blank = True
            continue
        if not blank and _goes_on(source, groups[-1], line, layout):
            groups[-1].append(line)
        else:
            blanks.append(blank or layout.tight or _new_page(source, groups[-1][-1], line))
            groups.append([line])
        blank = False
    chunks = [_chunk(source, group, before) for group, before in zip(groups, blanks, strict=True)]
    return _rejoin(source, [c for c in chunks if c.text])


def _chunk(source: str, group: list[Line], blank_before: bool) -> Chunk:
    first = group[0]
    pieces = ((first.body, group[-1].end),)
    passage = make_passage(source, pieces)
    raw = source[first.body : group[-1].end].strip()
    bold = raw.startswith("**") and raw.endswith("**") and "**" not in raw[2:-2]
    return Chunk(
        first.look, pieces, first.number, group[-1].number, passage, blank_before,
        first.indent, first.level, first.marker, bold,
    )  # fmt: skip


def _new_page(source: str, before: Line, line: Line) -> bool:
    return PAGE_BREAK in source[before.end : line.body]


def _goes_on(source: str, group: list[Line], line: Line, layout: Layout) -> bool:
    """Whether a line without a blank line above it goes on with what stands there."""
    above, words = source[group[-1].body : group[-1].end], source[line.body : line.end]
    new_page = _new_page(source, group[-1], line)
    anew = bool(TERMINAL.search(above)) and (new_page or _says(words) or bool(inline_label(words) or family_of(words)))
    if layout.broken(group[-1], line, words) and not anew:
        return True
    if new_page:
        return line.look is Look.PLAIN and _breaks_off(above)
    # Where no blank lines part paragraphs, only a line in lower case is sure to go on.
    return (not layout.tight or words[:1].islower()) and _same_chunk(source, group, line)


def _same_chunk(source: str, group: list[Line], line: Line) -> bool:
    """Whether a line goes on with the chunk before it (no blank line stands between them)."""
    before = group[-1]
    if line.look is not Look.PLAIN or before.look is Look.ROW:
        return False
    if before.goes_on:
        return True
    if group[0].look is Look.HEADING:
        return False
    words, head = source[line.body : line.end], source[group[0].body : before.end].strip()
    if _says(words) or _says(head) or inline_label(words):
        return False
    if words[:1].islower() or UNFINISHED.search(head.rstrip("*")):
        return (
            not (words[:1].isupper() and len(head) < SHORT and line.start - group[0].start < SHORT) or len(head) > SHORT
        )
    return len(head) > SHORT and not TERMINAL.search(head)


def _says(text: str) -> bool:
    """Whether a line announces what is told below it, and is not the start of a sentence that only sounds so."""
    return bool(role_of(text)) and (text.endswith("?") or not asks(text))


def _rejoin(source: str, chunks: list[Chunk]) -> list[Chunk]:
    """Put together sentences that a page break, furniture or a picture's caption had cut in two."""
    done: list[Chunk] = []
    for chunk in chunks:
        target = _cut_before(done, chunk)
        if target is None:
            done.append(chunk)
            continue
        whole = done[target]
        pieces = (*whole.pieces, *chunk.pieces)
        done[target] = replace(
            whole, pieces=pieces, passage=make_passage(source, pieces), last=max(whole.last, chunk.last)
        )
    return done


def _cut_before(done: list[Chunk], chunk: Chunk) -> int | None:
    """Index of the chunk that `chunk` goes on with, or None: it starts in lower case, the other one has no end."""
    starts_low = chunk.text[:1].islower() and not re.match(r"[a-z][.)]", chunk.text)
    if chunk.look is not Look.PLAIN or not starts_low or len(chunk.text) < 12:
        return None
    for index in range(len(done) - 1, max(len(done) - 4, -1), -1):
        other = done[index]
        if chunk.line - other.last > FARTHEST:
            return None
        halved = len(other.text) > LONG_HALF or (index == len(done) - 1 and _breaks_off(other.text))
        if other.look in (Look.PLAIN, Look.ITEM) and not TERMINAL.search(other.text) and halved:
            return index
    return None


def _breaks_off(text: str) -> bool:
    """Whether a short line stops where no line can end: in the middle of a sentence, behind a word that leads on."""
    return len(text) >= SHORTEST_HALF and bool(LEADS_ON.search(text) or VERB.search(text))
