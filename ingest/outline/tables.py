"""Tables: rows with tabs or pipes into cells that know their column's head and their row's first words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ingest import data
from ingest.outline.chunks import Chunk
from ingest.outline.passage import Passage, make_passage
from ingest.outline.roles import fold_heading, role_of

PART = re.compile(r"<li[^>]*>|</li>|</?[uo]l[^>]*>|</?p[^>]*>|<br\s*/?>|[•→➢▪]\s*", re.IGNORECASE)
LONGEST_HEAD = 60
GAP = 14
"""Lines between two rows of which the second still stands under the head of the first one's table."""
NEXT = 1
"""Lines from a row to one that is of the same table for sure."""
PERIOD = re.compile(r"^(?:q[1-4]|20\d\d|\d{4} q\d|q\d \d{4}|[12]e (?:half ?jaar|kwartaal))", re.IGNORECASE)


@dataclass(frozen=True)
class Cell:
    """One part of a table's cell (an entry of its list, a paragraph)."""

    passage: Passage
    line: int
    row: int
    column: int
    part: int
    header: str
    role: str | None
    row_head: str


@cache
def column_role(header: str) -> str | None:
    """The role of the cells below a column's head, or None."""
    words = fold_heading(header)
    for role, entry in data.table("columns").items():
        if words in entry["cues"]:
            return role
    if PERIOD.match(words):
        return "planning"
    return role_of(header)


class TableReader:
    """Reads rows in order and carries a table's head over gaps and captions."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.heads: tuple[str, ...] = ()
        self.of_initiatives = False
        """Whether each row of the table is an initiative: what it is for is no goal of the plan."""
        self.last = -GAP - 1
        self.rows = 0

    def cells(self, chunk: Chunk) -> list[Cell]:
        """The cells of a row; none where the row is a head."""
        columns = [[p for p in _parts(self.source, a, b) if p.text] for a, b in cut_columns(self.source, chunk)]
        texts = [" ".join(p.text for p in parts) for parts in columns]
        gap = chunk.line - self.last
        self.last = chunk.last
        if _is_head(texts):
            self.heads = tuple(texts)
            self.of_initiatives = any(column_role(text) == "initiative_name" for text in texts)
            return []
        if gap > GAP or not self._fits(len(texts), gap):
            self.heads = ()
        self.rows += 1
        return list(self._row(columns, texts, chunk.line + 1))

    def _fits(self, cells: int, gap: int) -> bool:
        """Whether a row of so many cells stands under the head: converters leave out empty cells at the end of a row."""
        return cells == len(self.heads) or (gap <= NEXT and cells < len(self.heads))

    def _row(self, columns: Sequence[Sequence[Passage]], texts: Sequence[str], line: int) -> Iterator[Cell]:
        first = next((t for t in texts if t), "")
        by_row = role_of(first.rstrip(": ")) if len(first) <= LONGEST_HEAD else None
        for number, parts in enumerate(columns):
            header = self.heads[number] if number < len(self.heads) else ""
            role = column_role(header) if header else by_row if number else None
            if role == "goals" and self.of_initiatives:
                role = "purpose"
            for index, passage in enumerate(parts):
                yield Cell(passage, line, self.rows, number, index, header, role, first)


def cut_columns(source: str, chunk: Chunk) -> Iterator[tuple[int, int]]:
    """The stretches of the cells of a row, blanks and all."""
    (start, end) = chunk.pieces[0]
    separator = "\t" if "\t" in source[start:end] else "|"
    while separator == "\t" and start and source[start - 1] in "\t ":
        start -= 1
    if separator == "|":
        start += source[start:end].startswith("|")
        end -= source[start:end].endswith("|")
    at = start
    while at <= end:
        cut = source.find(separator, at, end)
        cut = end if cut < 0 else cut
        yield at, cut
        at = cut + 1


def _parts(source: str, start: int, end: int) -> Iterator[Passage]:
    """The entries of a cell: html paragraphs, list items, broken lines and bullets each are one."""
    at = start
    for match in [*PART.finditer(source, start, end), None]:
        stop = match.start() if match else end
        if source[at:stop].strip():
            yield make_passage(source, [(at, stop)])
        at = match.end() if match else end


def _is_head(texts: Sequence[str]) -> bool:
    full = [t for t in texts if t]
    if len(full) < 2 or any(len(t) > LONGEST_HEAD for t in full):
        return False
    known = sum(1 for t in full if column_role(t) is not None)
    return known >= 2 or (
        known == 1 and len(full) == 2 and column_role(full[0]) is not None and column_role(full[1]) is not None
    )
