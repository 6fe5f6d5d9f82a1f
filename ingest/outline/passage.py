"""Passages: text as a reader sees it, of which each character knows its offset in the source.

Markdown and html marks, entities, line ends and hyphens at line ends are gone; pieces that a page break had cut are
joined. Because each character carries its offset, evidence for any stretch is right by construction.
"""

from __future__ import annotations

import bisect
import html
import itertools
import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.model import Span

NOISE = re.compile(
    r"(?P<sup><sup>.*?</sup>)"
    r"|(?P<tag></?[A-Za-z][^<>\n]{0,200}>)"
    r"|(?P<image>!\[[^\]\n]*\]\([^)\n]*\))"
    r"|\[(?P<link>[^\]\n]+)\]\([^)\n]*\)"
    r"|(?P<entity>&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,5});)"
    r"|(?P<bold>\*{2,3}|__)"
    r"|(?P<star>(?<![\w*])\*(?=[^\s*])|(?<=[^\s*])\*(?![\w*]))"
    r"|(?P<broken>(?<=[a-zà-ÿ])-[ \t]*\r?\n[ \t]*(?=[a-zà-ÿ])(?!en\b|of\b|in\b))"
    r"|(?P<space>\s+|\u00ad|\ufeff|\u200b)"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a passage that was set off in the source: in bold, or as the text of a link."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class Passage:
    """Clean text with the source offset of each character.

    `breaks` are the positions in `text` where a piece starts that other text (a page's furniture, say) parts from the
    piece before it; a stretch across such a break has several spans in the source.
    """

    text: str
    origin: array[int]
    breaks: tuple[int, ...] = ()
    marks: tuple[Mark, ...] = field(default=())

    def __len__(self) -> int:
        return len(self.text)

    def spans(self, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
        """The spans of the source that `text[start:end]` was read from, outer blanks left out."""
        end = len(self.text) if end is None else end
        cuts = [start, *(b for b in self.breaks if start < b < end), end]
        return tuple(span for a, b in itertools.pairwise(cuts) for span in self._span(a, b))

    def _span(self, start: int, end: int) -> Iterator[Span]:
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        if start < end:
            yield Span(self.origin[start], self.origin[end - 1] + 1)

    def part(self, start: int, end: int) -> Passage:
        """The passage of a stretch, blanks at both ends left out."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        breaks = tuple(b - start for b in self.breaks if start < b < end)
        marks = tuple(
            Mark(max(m.start, start) - start, min(m.end, end) - start, m.kind)
            for m in self.marks
            if m.start < end and m.end > start
        )
        return Passage(self.text[start:end], self.origin[start:end], breaks, marks)

    def marked(self, kind: str) -> Iterator[Mark]:
        """The marks of a kind."""
        return (m for m in self.marks if m.kind == kind)

    def position(self, offset: int) -> int:
        """The position in `text` of a source offset (of the next character that is there)."""
        return bisect.bisect_left(self.origin, offset)


class _Builder:
    def __init__(self, source: str) -> None:
        self.source = source
        self.characters: list[str] = []
        self.origin = array("I")
        self.marks: list[Mark] = []
        self.bold_since: int | None = None

    @property
    def length(self) -> int:
        return len(self.origin)

    def copy(self, start: int, end: int) -> None:
        if start < end:
            self.characters.append(self.source[start:end])
            self.origin.extend(range(start, end))

    def put(self, character: str, offset: int) -> None:
        if character == " " and (not self.characters or self.characters[-1].endswith(" ")):
            return
        self.characters.append(character)
        self.origin.extend([offset] * len(character))

    def noise(self, match: re.Match[str]) -> None:
        kind = match.lastgroup
        if kind == "space" or kind == "tag":
            self.put(" ", match.start()) if match.group() not in "\u00ad\ufeff\u200b" else None
        elif kind == "entity":
            plain = html.unescape(match.group())
            self.put(" " if plain.isspace() else plain, match.start())
        elif kind == "link":
            start = self.length
            self.copy(match.start("link"), match.end("link"))
            self.marks.append(Mark(start, self.length, "link"))
        elif kind == "bold":
            if self.bold_since is None:
                self.bold_since = self.length
            elif self.length > self.bold_since:
                self.marks.append(Mark(self.bold_since, self.length, "bold"))
                self.bold_since = None


def make_passage(source: str, pieces: Sequence[tuple[int, int]]) -> Passage:
    """A passage from the given stretches of the source (half-open offsets, in order of reading)."""
    builder = _Builder(source)
    breaks = []
    for number, (start, end) in enumerate(pieces):
        if number:
            hyphen = builder.characters and re.search(r"[a-zà-ÿ]-\s*$", builder.characters[-1])
            if not hyphen:
                builder.put(" ", start)
            breaks.append(builder.length)
        at = start
        for match in NOISE.finditer(source, start, end):
            builder.copy(at, match.start())
            builder.noise(match)
            at = match.end()
        builder.copy(at, end)
        builder.bold_since = None
    whole = Passage("".join(builder.characters), builder.origin, tuple(breaks), tuple(builder.marks))
    return whole.part(0, len(whole.text))
