"""The lines of a plan and what each looks like on its own: blank, heading, list item, table row, rule or plain."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from enum import Enum

from ingest.outline.passage import NOISE
from ingest.read.source import SourceText


class Look(Enum):
    """What a line looks like, whatever stands around it."""

    BLANK = "blank"
    HEADING = "heading"
    ITEM = "item"
    ROW = "row"
    RULE = "rule"
    PLAIN = "plain"


BULLET = r"(?:[-•●▪■□◦‣·*→➢➤►▶✓✔»›>–—\uf0b7\uf0a7]|o(?=\s))"
COUNTER = r"(?:\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)](?!\d)|\d{1,2}\.\d{1,2}\.?(?=\s))"
ITEM = re.compile(rf"\s*(?:{BULLET}\s+(?:{BULLET}\s+)?(?:\**{COUNTER}\**\s+)?|\**{COUNTER}\**\s+)(?=\S)")
HEADING = re.compile(r"\s*(#{1,6})\s+(?=\S)")
RULE = re.compile(r"\s*([-*_=]\s*){3,}\s*$|\s*\|?[\s|:-]*-{3,}[\s|:-]*$")
PIPED = re.compile(r"\s*\|.*\|\s*$")
SHORT = 110
"""Characters: what is longer is no heading."""
HARD_BREAK = re.compile(r"\S {2,}\r?$")
"""Markdown's mark for a line that goes on below: a layout broke it, not the writer."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source: `text[start:end]` without its line end; `body` is where its words begin."""

    number: int
    """From 0."""
    start: int
    end: int
    look: Look
    body: int
    indent: int = 0
    level: int = 0
    """Of a markdown heading, 1 to 6."""
    marker: str = ""
    """Of a list item: its bullet or counter."""
    goes_on: bool = False
    words: str = ""
    """The line's words in lower case without marks: what makes two lines the same."""


def split_lines(source: SourceText) -> list[Line]:
    """All lines of a source, in order."""
    text = source.text
    starts = [*source.line_starts, len(text) + 1]
    return [_line(text, number, start, after - 1) for number, (start, after) in enumerate(itertools.pairwise(starts))]


def _line(text: str, number: int, start: int, end: int) -> Line:
    raw = text[start:end]
    goes_on = bool(HARD_BREAK.search(raw))
    stripped = raw.rstrip()
    end = start + len(stripped)
    body = start + len(raw) - len(raw.lstrip())
    indent = len(raw.expandtabs(4)) - len(raw.expandtabs(4).lstrip())
    if not stripped:
        return Line(number, start, start, Look.BLANK, start)
    words = fold_line(stripped)
    if RULE.match(stripped):
        return Line(number, start, end, Look.RULE, body, words=words)
    if heading := HEADING.match(raw):
        level = len(heading.group(1))
        return Line(number, start, end, Look.HEADING, start + heading.end(), level=level, goes_on=goes_on, words=words)
    item = ITEM.match(raw)
    cells = stripped[item.end() if item else 0 :].strip()  # a tab behind a bullet parts no cells
    if "\t" in cells or PIPED.match(stripped):
        return Line(number, start, end, Look.ROW, body, words=words)
    if item and not raw.lstrip().startswith("**" + raw.lstrip()[2:3] + "**"):
        marker = item.group().strip()
        return Line(
            number, start, end, Look.ITEM, start + item.end(), indent, marker=marker, goes_on=goes_on, words=words
        )
    return Line(number, start, end, Look.PLAIN, body, indent, goes_on=goes_on, words=words)


def fold_line(text: str) -> str:
    """A line's words in lower case, without marks and punctuation, for comparing lines."""
    plain = NOISE.sub(lambda m: m.group("link") or (" " if m.lastgroup in {"space", "tag"} else ""), text)
    return " ".join(re.findall(r"[\w&]+", plain.lower()))
