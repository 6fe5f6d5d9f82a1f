"""How a converter set the lines of a plan: broken at a width, and with or without blank lines between paragraphs."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.outline.lines import Line, Look

ENOUGH = 20
"""Lines from which a plan shows how it is set."""
NARROWEST, WIDEST = 30, 200
"""Characters: no page or column is set narrower or wider; shorter lines below each other are a list."""
FEW_WIDER = 0.02
"""Share of lines that may be wider than the others: addresses of pages, headings that were not broken."""
MOST_BROKEN = 0.5
"""Share of lines with another right below, from which they are broken at a width; elsewhere writers broke them."""
FEWEST_BLANKS = 0.05
"""Share of blank lines below which they do not part paragraphs: each line is one."""

PROSE = (Look.PLAIN, Look.ITEM)


@dataclass(frozen=True)
class Layout:
    """How the lines of a plan are set."""

    width: int = 0
    """Characters at which its lines are broken; 0 where a line is a whole paragraph."""
    tight: bool = False
    """No blank lines stand between its paragraphs."""

    def broken(self, before: Line, line: Line, words: str) -> bool:
        """Whether a line of prose was broken where the next one starts: it had no room for the first of its words."""
        if not self.width or before.look not in PROSE or line.look is not Look.PLAIN:
            return False
        return before.end - before.start + 1 + len(words.split(maxsplit=1)[0]) > self.width


def layout_of(source: str, lines: Sequence[Line]) -> Layout:
    """How the lines of a plan are set."""
    prose = sorted(line.end - line.start for line in lines if line.look in PROSE)
    if len(prose) < ENOUGH:
        return Layout()
    widest = Layout(width=prose[int((1 - FEW_WIDER) * (len(prose) - 1))])
    below = [
        widest.broken(before, line, source[line.body : line.end])
        for before, line in itertools.pairwise(lines)
        if before.look in PROSE and line.look is Look.PLAIN
    ]
    is_broken = NARROWEST <= widest.width <= WIDEST and sum(below) > MOST_BROKEN * len(below)
    blanks = sum(line.look is Look.BLANK for line in lines) / len(lines)
    return Layout(widest.width if is_broken else 0, blanks < FEWEST_BLANKS)
