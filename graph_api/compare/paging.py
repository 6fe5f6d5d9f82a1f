"""A comparison in pages that a browser shows at once: html stays small, however many regions and facts there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from graph_api.compare.comparison import Alone, Comparison, Line, Opened

_CELLS: Final = 330
"""Cells of the matrix on a page."""
_LEAST: Final = 5
"""Rows on a page at least."""
_ROOM: Final = 250_000
"""Bytes of html that cells, opened rows and things may take."""
_CELL: Final = 420
_LIST: Final = 450
"""Bytes of a list of an opened row, without what is in it."""
_THING: Final = 900
_FEW: Final = 8
"""Lines of a list that is not asked for in full."""
_STEPS: Final = (100, 60, 40, 25, 15, 12, _FEW, 6, 5, 4, 3, 2, 1, 0)
COLUMN: Final = 4
"""Things of one column on a line; more are counted."""
THINGS: Final = 260
"""Goals and initiatives that a page shows of opened rows."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """A page of what there is."""

    items: list[T]
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Piece:
    """What a page shows of an opened row."""

    row: Opened
    lines: list[Line]
    alone: list[Alone]
    first: bool
    """Whether it is the first piece of the row."""


def opened_on(found: Comparison, cells: int, full: Collection[str]) -> dict[str, int]:
    """How many lines of each list a page shows of the opened rows, by their keys; rows for which there is no room are
    left out.

    Args:
        found: the comparison.
        cells: of the matrix on the same page.
        full: keys of the rows to show all of, as far as there is room.
    """
    room = _ROOM - cells * _CELL
    heads = _LIST * (len(found.columns) * 2 + 3)
    shown = found.opened[: max(room // (2 * heads), 1)]
    room -= heads * len(shown)
    for most in _STEPS:
        few = {row.key: most if row.key in full else min(most, _FEW) for row in shown}
        if sum(_shown(row, few[row.key]) for row in shown) * _THING <= room:
            return few
    return {row.key: 0 for row in shown}


def _shown(row: Opened, few: int) -> int:
    """Things that are shown of a row."""
    number = 0
    for what in ("goal", "initiative"):
        for line in [line for line in row.lines if line.what == what][:few]:
            number += sum(min(count, COLUMN) for count in Counter(thing.region for thing in line.things).values())
        number += sum(
            min(count, few)
            for count in Counter(one.thing.region for one in row.alone if one.thing.what == what).values()
        )
    return number


def rows_on(found: Comparison, page: int) -> Part[int]:
    """Which rows of the matrix a page shows, by their places; a page that is not there is the last."""
    size = max(_LEAST, _CELLS // max(len(found.columns), 1))
    return _part([list(range(at, min(at + size, len(found.rows)))) for at in range(0, len(found.rows), size)], page)


def pieces_on(opened: Sequence[Opened], page: int, most: int = THINGS) -> Part[Piece]:
    """What a page shows of the opened rows, one after the other; a row that is too long goes on at the next page.

    Args:
        opened: the rows.
        page: from 1.
        most: goals and initiatives on a page.
    """
    pages: list[list[Piece]] = [[]]
    room = most
    for row in opened:
        first = True
        left: list[Line | Alone] = [*row.lines, *row.alone]
        while left or first:
            taken: list[Line | Alone] = []
            while left and (_size(left[0]) <= room or room == most):
                room -= _size(one := left.pop(0))
                taken.append(one)
            if taken or (not row.lines and not row.alone):
                lines = [one for one in taken if isinstance(one, Line)]
                pages[-1].append(Piece(row, lines, [one for one in taken if isinstance(one, Alone)], first))
                first = False
            if left:
                pages.append([])
                room = most
    return _part(pages, page)


def _size(one: Line | Alone) -> int:
    return len(one.things) if isinstance(one, Line) else 1


def _part(pages: list[list[T]], page: int) -> Part[T]:
    at = min(max(page, 1), max(len(pages), 1))
    return Part(pages[at - 1] if pages else [], at, max(len(pages), 1))
