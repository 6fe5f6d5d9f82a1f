"""Page furniture: navigation blocks, logos, page numbers and captions that belong to the page, not to the plan."""

from __future__ import annotations

import re
from collections import defaultdict

from ingest.outline.lines import Line, Look
from ingest.outline.roles import role_of

REPEATS = 4
"""A run of lines that a plan shows so often is navigation."""
RUN = 3
"""Lines in the shortest run that counts; shorter runs may be headings that a template repeats."""
LONGEST = 90
"""Characters: longer lines are text, however often they are repeated."""
OF_NAVIGATION = ("front", "context", "glossary")
"""Roles whose headings a page's navigation may show; headings of other roles are repeated by a template, with right."""
PAGE_NUMBER = re.compile(r"^(?:(?:pagina|page|blz|p)\s*)?\d{1,3}(?:\s*(?:van|of|/)\s*\d{1,3})?$")
CAPTION = re.compile(r"^(?:foto|fotos|beeld|bron foto|illustratie|fotografie|©|@)\b", re.IGNORECASE)
NAVIGATION = re.compile(r"^(?:klik (?:op|hier)|terug naar|ga naar|volgende pagina|zie volgende pagina|lees verder)\b")


def furniture(lines: list[Line]) -> set[int]:
    """Numbers of the lines that are furniture.

    Args:
        lines: all lines of the plan. Headings of a known role stay: a template repeats them with right.
    """
    full = [line for line in lines if line.look not in (Look.BLANK, Look.RULE)]
    found = {line.number for line in full if _by_itself(line)}
    found |= _repeated_runs(full)
    return found


def _by_itself(line: Line) -> bool:
    if line.look in (Look.ROW, Look.HEADING):
        return False
    if PAGE_NUMBER.match(line.words) and line.look is Look.PLAIN and int(re.findall(r"\d+", line.words)[0]) > 5:
        return True
    return bool(CAPTION.match(line.words)) or (bool(NAVIGATION.match(line.words)) and len(line.words) < 2 * LONGEST)


def _repeated_runs(full: list[Line]) -> set[int]:
    """Lines of runs that stand in at least REPEATS places, word for word."""
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    short = [len(line.words) <= LONGEST and role_of(line.words) in (None, *OF_NAVIGATION) for line in full]
    for i in range(len(full) - RUN + 1):
        if all(short[i : i + RUN]):
            places[tuple(line.words for line in full[i : i + RUN])].append(i)
    found = set()
    for starts in places.values():
        if len(starts) >= REPEATS:
            found |= {full[i + k].number for i in starts for k in range(RUN)}
    return found
