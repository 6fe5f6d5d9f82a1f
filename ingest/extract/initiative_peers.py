"""What is enumerated together is of one kind: candidates gain and lose by those beside them in a list.

A plan lists initiatives with initiatives. So each part of an enumeration, entry of a list, title among titles and cell of
a column moves by the mean of the others, on the log odds.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence

from ingest.extract.initiative_groups import Scored
from ingest.extract.initiative_names import Proposed

SHARE = 0.5
"""Of the mean log odds of many others that a candidate takes; of n others n/(n + 1) of it."""
GAP = 8
"""Characters between two parts of one enumeration: a comma, 'en', 'of'."""
BREAKS = frozenset(".:()")
"""What ends an enumeration."""
ENTRIES = frozenset({"item", "lead", "object"})
CERTAIN = 1e-6
Piece = list[int]
"""The candidates (their numbers) of one part or entry."""


def with_peers(scored: Sequence[Scored]) -> list[Scored]:
    """The same candidates, in order, each with what those enumerated with it make of it."""
    odds = [_log_odds(s.probability) for s in scored]
    moved: dict[int, tuple[int, float]] = {}
    for pieces in _enumerations(scored):
        best = [max(odds[n] for n in piece) for piece in pieces]
        others = len(pieces) - 1
        for piece, own in zip(pieces, best, strict=True):
            mean = (sum(best) - own) / others
            for n in piece:
                # The longest enumeration a candidate is part of says most.
                moved[n] = max(moved.get(n, (0, 0.0)), (others, SHARE * others / (others + 1) * mean))
    return [
        Scored(s.candidate, 1 / (1 + math.exp(-(odds[n] + moved[n][1])))) if n in moved else s
        for n, s in enumerate(scored)
    ]


def _log_odds(probability: float) -> float:
    p = min(max(probability, CERTAIN), 1 - CERTAIN)
    return math.log(p / (1 - p))


def _enumerations(scored: Sequence[Scored]) -> Iterator[list[Piece]]:
    """The pieces, two at least, of each enumeration."""
    units: dict[int, Piece] = defaultdict(list)
    families: dict[tuple[object, ...], dict[int, Piece]] = defaultdict(lambda: defaultdict(list))
    for n, s in enumerate(scored):
        index = s.candidate.unit.index
        units[index].append(n)
        if family := _family(s.candidate):
            families[family][index].append(n)
    for numbers in units.values():
        yield from _in_unit(scored, numbers)
    for entries in families.values():
        if len(entries) > 1:
            yield list(entries.values())


def _family(candidate: Proposed) -> tuple[object, ...] | None:
    """What the entries of one list, the titles below one heading and the cells of one column have in common."""
    block, source = candidate.unit.block, candidate.source
    section = block.section
    if source in ENTRIES:
        return "entry", section.number, block.lead_in, block.depth
    if source == "title":
        return "title", section.parent.number if section.parent else None, section.kind
    return ("cell", section.number, block.column) if source == "cell" else None


def _in_unit(scored: Sequence[Scored], numbers: Piece) -> Iterator[list[Piece]]:
    """The enumerations within a unit, each with the candidates inside its parts."""
    own = [scored[n].candidate for n in numbers]
    chains: list[list[tuple[int, int]]] = []
    for start, end in sorted({(c.start, c.end) for c in own if c.source == "listed"}):
        between = (
            chain
            for chain in chains
            if 0 <= start - chain[-1][1] <= GAP and not BREAKS & set(own[0].unit.text[chain[-1][1] : start])
        )
        if (chain := next(between, None)) is not None:
            chain.append((start, end))
        else:
            chains.append([(start, end)])
    for chain in chains:
        if len(chain) > 1:
            yield [
                [n for n, c in zip(numbers, own, strict=True) if start - 1 <= c.start and c.end <= end + 1]
                for start, end in chain
            ]
