"""What the page of the plan reader makes of a part: headings with what stands under them, in runs that show their facts."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from graph_api.reader.answer import FactInfo, PlanText
from graph_api.reader.found import Fact
from graph_api.reader.pieces import Layers, Run, runs
from graph_api.reader.reader import Reader, Section
from graph_api.reader.structure import Block, Span

DEEPEST: Final = 4
"""Facts around the same words that a page shows; the others are in the list below the section."""
MOST_LISTED: Final = 60
"""Things in the list below a section."""
MOST_SECTIONS: Final = 120
"""Headings of the whole plan in the outline at the side; those of the part are there besides."""
MOST_DEPTH: Final = 6
"""Lists in lists."""
FOLDED: Final = 60
"""Code points of furniture that is shown as it is; what is longer is folded away."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class RowShown:
    """A row of a table, as long as the longest."""

    head: bool
    cells: tuple[Cell, ...]


@dataclass(slots=True)
class Shown:
    """A block as it is shown."""

    kind: str
    start: int
    """Of its first word: the block's anchor."""
    marker: tuple[Run, ...] = ()
    spans: tuple[tuple[Run, ...], ...] = ()
    rows: tuple[RowShown, ...] = ()
    page: int | None = None
    """Where a new page starts: its number."""
    depth: int = 0
    """Of a list item."""
    level: int = 0
    """Of a heading: that of its looks, 1 to 6."""
    rank: int = 0
    """Of a heading: that of its element, 2 to 6, without a gap to the one before it."""
    here: bool = False
    """Whether the address points into it."""
    anchor: int | None = None
    """Where the address points, if no run has that anchor."""
    number: int = 0
    """Of a table: from 1 in its part."""
    long: bool = False
    """Of furniture: whether it is folded away."""
    children: list[Shown] = field(default_factory=list)
    """List items below a list item; the items of a list."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A thing in the list of facts below a section."""

    fact: FactInfo
    """The first place."""
    places: int
    """How many there are in the section."""


@dataclass(frozen=True, slots=True)
class Group:
    """A heading and what stands right under it."""

    blocks: tuple[Shown, ...]
    facts: tuple[Listed, ...]
    more: int
    """Things that are not listed."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the page shows besides the answer."""

    groups: tuple[Group, ...]
    above: tuple[Section, ...]
    """The headings that the first words of the part stand under, the highest first."""
    outline: tuple[Section, ...]
    current: int
    """Where the heading starts that is marked as the current one; -1 for none."""
    marked: int
    """Where the run starts that has the anchor which the address points at; -1 for none."""
    buried: dict[int, tuple[Fact, ...]]
    """Facts that no run links to, by the start of the last run over their words: their links stand after it."""


def shelf(reader: Reader, answer: PlanText) -> Shelf:
    """What the page shows of an answer."""
    part = reader.parts.parts[answer.part - 1]
    blocks = reader.blocks(part) if answer.blocks else ()
    maker = _Maker(reader, answer, blocks)
    shown = [maker.shown(block) for block in blocks]
    first = blocks[0].start if blocks else 0
    here = reader.section_at(answer.at.start if answer.at else first)
    if here is None and reader.sections and reader.sections[0].part == part.number:
        here = reader.sections[0]
    return Shelf(
        groups=tuple(_groups(shown, answer.facts)),
        above=tuple(_above(reader, first)) if part.number > 1 else (),
        outline=tuple(_outline(reader.sections, part.number if answer.blocks else 0)),
        current=here.start if here else -1,
        marked=next((run.start for block in shown for run in _runs_of(block) if run.anchor), -1),
        buried=_buried(shown),
    )


class _Maker:
    """Makes what is shown of the blocks of a part, in order."""

    def __init__(self, reader: Reader, answer: PlanText, blocks: Sequence[Block]) -> None:
        kinds = set(answer.kinds)
        spans = [span for block in blocks for span in (*block.spans, *([block.marker] if block.marker else []))]
        reach = Span(min((s.start for s in spans), default=0), max((s.end for s in spans), default=0))
        whole = Layers(
            [fact for fact in reader.facts_in(reader.parts.parts[answer.part - 1]) if fact.kind in kinds],
            reader.structure.noise,
            reader.structure.bold,
            list(reader.folded.find(answer.query)) if answer.query else (),
            _pointed(reader, answer),
        )
        self._layers = whole.within(reach)
        self._reader, self._text = reader, reader.text
        self._at = answer.at.start if answer.at else None
        self._block_at = (
            reader.parts.blocks[reader.parts.block_at(self._at)] if self._at is not None and blocks else None
        )
        self._rank, self._page, self._tables = 1, 0, 0

    def shown(self, block: Block) -> Shown:
        """A block with its runs."""
        made = Shown(
            block.kind,
            block.start,
            self._runs(block.marker) if block.marker else (),
            () if block.rows else tuple(self._runs(span) for span in block.spans),
            tuple(self._rows(block)),
            self._new_page(block),
            min(block.depth, MOST_DEPTH),
            here=block is self._block_at,
            long=block.length > FOLDED or len(block.spans) > 1,
        )
        if block.kind == "heading":
            made.level = min(block.level, 6)
            made.rank = self._rank = min(made.level + 1, self._rank + 1, 6)
        if block.rows:
            made.number = self._tables = self._tables + 1
        if made.here and self._at != block.start and not any(run.anchor for run in _runs_of(made)):
            made.anchor = self._at
        return made

    def _runs(self, span: Span) -> tuple[Run, ...]:
        return runs(self._text, span, self._layers)

    def _rows(self, block: Block) -> Iterator[RowShown]:
        width = max((len(row.cells) for row in block.rows), default=0)
        for row in block.rows:
            cells = tuple(Cell(self._runs(cell) if cell.start < cell.end else ()) for cell in row.cells)
            yield RowShown(row.head, cells + (Cell(()),) * (width - len(cells)))

    def _new_page(self, block: Block) -> int | None:
        page = self._reader.structure.page(block.start)
        if page is None or page <= self._page:
            return None
        self._page = page
        return page


def _pointed(reader: Reader, answer: PlanText) -> Span | None:
    """The words that the address points at: those of a fact, or of a search; a mere offset marks its block."""
    if answer.at is None:
        return None
    here = Span(answer.at.start, answer.at.end)
    if any((fact.start, fact.end) == here for fact in reader.facts):
        return here
    return (
        next((hit for hit in reader.folded.find(answer.query) if hit.start == here.start), None)
        if answer.query
        else None
    )


def _groups(shown: Sequence[Shown], facts: Sequence[FactInfo]) -> Iterator[Group]:
    starts = [at for at, block in enumerate(shown) if block.kind == "heading" or at == 0]
    places = [shown[at].start for at in starts]
    for number, at in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(shown)
        own = [fact for fact in facts if max(bisect_right(places, fact.start) - 1, 0) == number]
        listed = list(_listed(own))
        yield Group(tuple(_nested(shown[at:end])), tuple(listed[:MOST_LISTED]), len(listed[MOST_LISTED:]))


def _listed(facts: Iterable[FactInfo]) -> Iterator[Listed]:
    things: dict[tuple[str, str], list[FactInfo]] = {}
    for fact in facts:
        things.setdefault((fact.kind, fact.iri), []).append(fact)
    for places in things.values():
        yield Listed(places[0], len(places))


def _nested(shown: Iterable[Shown]) -> Iterator[Shown]:
    """List items put into lists, and into the items that they stand under."""
    whole: Shown | None = None
    above: list[Shown] = []
    for block in shown:
        if block.kind != "item":
            if whole:
                yield whole
            whole, above = None, []
            yield block
            continue
        whole = whole or Shown("list", block.start)
        while above and above[-1].depth >= block.depth:
            above.pop()
        (above[-1] if above else whole).children.append(block)
        above.append(block)
    if whole:
        yield whole


def _runs_of(shown: Shown) -> Iterator[Run]:
    yield from shown.marker
    for span in shown.spans:
        yield from span
    for row in shown.rows:
        for cell in row.cells:
            yield from cell.runs


def _buried(shown: Iterable[Shown]) -> dict[int, tuple[Fact, ...]]:
    linked: set[Fact] = set()
    last: dict[Fact, int] = {}
    for block in shown:
        for run in _runs_of(block):
            linked.update([run.linked] if run.linked else [])
            last.update(dict.fromkeys(run.facts, run.start))
    found: dict[int, tuple[Fact, ...]] = {}
    for fact, start in last.items():
        if fact not in linked:
            found[start] = (*found.get(start, ()), fact)
    return found


def _above(reader: Reader, offset: int) -> list[Section]:
    """The headings that an offset stands under, the highest first; without one that starts there."""
    above: list[Section] = []
    for section in reader.sections:
        if section.start > offset:
            break
        while above and above[-1].level >= section.level:
            above.pop()
        above.append(section)
    return above if not above or above[-1].start < offset else above[:-1]


def _outline(sections: Sequence[Section], part: int) -> Iterator[Section]:
    """All headings of a part, and as many levels of the others as there is room for; at least one of each part."""
    depth = 0
    while sum(section.level <= depth + 1 for section in sections) <= MOST_SECTIONS and depth < 6:
        depth += 1
    seen = 0
    for section in sections:
        if section.part == part or section.level <= depth or section.part > seen:
            yield section
        seen = section.part
