"""How an initiative is named at a place: as an example of others, in an enumeration, as what the text there is about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.extract.initiative_groups import proper_names
from ingest.extract.initiative_names import Proposed, approach_called
from ingest.extract.involvement_words import Row, pattern_of
from ingest.language import Unit
from ingest.outline.roles import fold

FAR = 160
"""Letters before a name in which a word may make it an example."""
PARTS = re.compile(r"[,;/]|\s(?:en|of)\s")
LONGEST_PART = 60
"""Letters of one part of an enumeration."""


def sentence_of(unit: Unit, position: int) -> tuple[int, int]:
    """Start and end of the sentence that a position of a unit is in."""
    return next(((a, b) for a, b in unit.sentences if a <= position < b), (0, len(unit.text)))


def is_example(candidate: Proposed) -> bool:
    """Whether a name is given as an example ('zoals X', 'bijvoorbeeld Y en X')."""
    start, _ = sentence_of(candidate.unit, candidate.start)
    before = candidate.unit.text[max(start, candidate.start - FAR) : candidate.start]
    return bool(pattern_of("example").search(before))


def company(candidate: Proposed) -> int:
    """How many parts the enumeration has that a name stands in, within the same brackets; 1 where it stands alone."""
    start, end = sentence_of(candidate.unit, candidate.start)
    before = _level(candidate.unit.text[start : candidate.start][::-1], ")(")
    after = _level(candidate.unit.text[candidate.end : end], "()")
    return 1 + _parts(before[::-1], last=True) + _parts(after, last=False)


def _level(text: str, brackets: str) -> str:
    """A text up to where the brackets around its start end, without what stands in other brackets."""
    opening, closing = brackets[0], brackets[1]
    kept, level = [], 0
    for letter in text:
        if letter == opening:
            level += 1
        elif letter == closing:
            level -= 1
            if level < 0:
                break
        elif not level:
            kept.append(letter)
    return "".join(kept)


def _parts(text: str, last: bool) -> int:
    """How many short parts follow upon each other, from the end of a text or from its start."""
    pieces = PARTS.split(text)
    pieces = pieces[::-1] if last else pieces
    count = 0
    if len(pieces[0]) > LONGEST_PART:
        return 0
    for piece in pieces[1:]:
        count += 1
        if len(piece) > LONGEST_PART:
            break
    return count


def manner(candidate: Proposed) -> Row:
    """Features of how a name is said at one place."""
    parts = company(candidate)
    return {"example": float(is_example(candidate)), "listed": float(candidate.source == "listed" or parts >= 4)}


def main_names(said: Sequence[Proposed]) -> list[str]:
    """The names (folded) that at least half of the mentions have, else the most frequent one; and those that only add what
    kind of thing it is ('project X'), or name the same approach."""
    folded = [fold(c.name) for c in said]
    often = [n for n in dict.fromkeys(folded) if 2 * folded.count(n) >= len(folded)]
    main = often or [max(dict.fromkeys(folded), key=folded.count)]
    approaches = {approach_called(c.name) for c in said if fold(c.name) in main} - {None}

    def same(name: str) -> bool:
        return approach_called(name) in approaches or not set(main).isdisjoint(proper_names(name))

    return list(dict.fromkeys([*main, *(fold(c.name) for c in said if same(c.name))]))
