"""What stands between the name of an initiative and that of a body in one block: enumerations, brackets, sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.extract.involvement_words import pattern_of
from ingest.extract.organisation_names import Named
from ingest.language import Unit

LISTED = re.compile(r"^(?:\s*(?:,|;|/|&|\+|•|\)|\(|en|of|de|het|gemeenten?|stichting|als|zoals|ook)\s*)*$")

BESIDE = 3
"""Letters between a name and brackets that speak of it."""
TIES = re.compile(
    r"[.:;()]|\b(?:met|van|door|bij|vanuit|samen|via|voor|waarin|waarbij|die|dat|is|zijn|wordt|worden|heeft|hebben)\b"
)
ENUMERATES = re.compile(r"^\s*(?:,|/|en\b|of\b)")
LONGEST_LIST = 200
"""Letters between two names that may be of one enumeration."""


def goes_on(unit: Unit, name: int, body: int) -> bool:
    """Whether all sentences from that of a name to that of a body go on about what was named."""
    between = [unit.text[a:b] for a, b in unit.sentences if name < a <= body]
    return bool(between) and all(pattern_of("goes_on").search(text) for text in between)


def apart(between: str) -> bool:
    """Whether brackets part two names: one stands in brackets that do not open right at the other."""
    level = lowest = 0
    for at, letter in enumerate(between):
        if letter == "(":
            level += 1
            if level == 1 and at > BESIDE:
                return True
        elif letter == ")":
            level -= 1
            if level < lowest:
                lowest = level
                if len(between) - at - 1 > BESIDE:
                    return True
    return False


def peers(between: str) -> bool:
    """Whether two names are of one enumeration: marks and names part them, no word that ties the one to the other."""
    return len(between) < LONGEST_LIST and bool(ENUMERATES.match(between)) and not TIES.search(between)


def stretch(unit: Unit, mention: Named, every: Sequence[tuple[Named, str]]) -> tuple[int, int]:
    """Start and end of the list of bodies that a body stands in; its own where it stands alone."""
    start, end = mention.start, mention.end
    ordered = sorted((m.start, m.end) for m, _ in every)
    for a, b in reversed(ordered):
        if b <= start and start - b < 30 and LISTED.match(unit.text[b:start]):
            start = a
    for a, b in ordered:
        if a >= end and a - end < 30 and LISTED.match(unit.text[end:a]):
            end = b
    return start, end
