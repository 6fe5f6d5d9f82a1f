"""Marks the words that were found in a text, as HTML in which all else is escaped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from graph_api.search.matching import Pattern
from graph_api.search.words import tokens

_AROUND: Final = 240
"""Code points of a text that are shown around what was found."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with what was found in it."""

    text: str
    spans: tuple[tuple[int, int], ...]
    """Half-open, in code points, in order and apart."""
    found: int
    """How many of the patterns are in it."""

    def html(self) -> str:
        """The text, or the part around most of what was found, with <mark> around each span."""
        start, end = self._window(_AROUND)
        pieces = ["… " if start else ""]
        place = start
        for first, last in self.spans:
            if start <= first and last <= end:
                pieces += [escape(self.text[place:first]), "<mark>", escape(self.text[first:last]), "</mark>"]
                place = last
        pieces += [escape(self.text[place:end]), " …" if end < len(self.text) else ""]
        return "".join(pieces)

    def excerpt(self, width: int) -> str:
        """The text, or the part of about `width` code points around most of what was found."""
        start, end = self._window(width)
        return ("… " if start else "") + self.text[start:end] + (" …" if end < len(self.text) else "")

    def _window(self, width: int) -> tuple[int, int]:
        if len(self.text) <= width:
            return 0, len(self.text)
        starts = [first for first, _ in self.spans] or [0]
        best = max(starts, key=lambda s: sum(s <= first < s + width * 3 // 4 for first in starts))
        start = max(0, best - width // 4)
        end = min(len(self.text), start + width)
        if start:
            start = self.text.find(" ", start, best) + 1 or start
        if end < len(self.text):
            end = max(self.text.rfind(" ", best, end), max((last for _, last in self.spans if last <= end), default=0))
        return start, end if end > start else start + width


def mark(text: str, patterns: Sequence[Pattern]) -> Marked:
    """Find patterns in a text."""
    spans: set[tuple[int, int]] = set()
    found = set()
    words = list(tokens(text))
    for number, pattern in enumerate(patterns):
        for place in range(len(words) - len(pattern) + 1):
            if all(words[place + step].word in fitting for step, fitting in enumerate(pattern)):
                found.add(number)
                spans.add((words[place].start, words[place + len(pattern) - 1].end))
    return Marked(text, tuple(_apart(sorted(spans))), len(found))


def _apart(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Spans that overlap as one."""
    while spans:
        start, end = spans.pop(0)
        while spans and spans[0][0] < end:
            end = max(end, spans.pop(0)[1])
        yield start, end
