"""Which names divide a plan into parts: the subregions whose names stand alone at the head of their part."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from ingest.outline.chunks import Chunk
from ingest.outline.lines import Look
from ingest.outline.roles import fold_heading

NAME = r"[A-ZÀ-Ý][\w'’-]+(?:[ -](?:[A-ZÀ-Ý][\w'’-]+|en|de|den|aan|van|&)){0,4}"
NAMED = re.compile(rf"\b(?:[Ss]ubregio|[Dd]eelregio|[Rr]egio|[Ww]mo-regio|[Kk]ernregio)(?:'?s)?[:]?\s+({NAME})")
LISTED = re.compile(
    rf"\b(?:subregio|deelregio|regio|wmo-regio|kernregio)[’']?s\b[^.:\n]{{0,40}}:\s*((?:{NAME}(?:,\s*|\s+en\s+)?){{2,12}})",
    re.IGNORECASE,
)
APART = 25
"""Lines: a name within so many lines of another one is navigation, not a divider."""
WHOLE = frozenset({"regionaal", "regionale uitwerking", "regiobreed"})


def region_names(text: str) -> dict[str, str]:
    """Names that the plan uses for regions and subregions: folded → as written."""
    names: dict[str, str] = {}
    for match in NAMED.finditer(text):
        name = re.split(r"\s+en\s+(?=[a-z])|\s+(?:en|de|van|aan)$", match.group(1))[0]
        names.setdefault(fold_heading(name), name)
    for match in LISTED.finditer(text):
        for name in re.split(r",\s*|\s+en\s+", match.group(1)):
            if re.fullmatch(NAME, name.strip()):
                names.setdefault(fold_heading(name), name.strip())
    return {folded: name for folded, name in names.items() if len(folded) > 2}


def find_dividers(text: str, chunks: Sequence[Chunk]) -> tuple[frozenset[int], frozenset[int]]:
    """Indices of the chunks that divide the plan by region, and of those that only name one.

    A divider is a region's name alone, no other one within 25 lines, and not that of the part that it stands in: a table
    gone to pieces and the head of a page name regions too.
    """
    names = region_names(text)
    places: list[tuple[int, int, str]] = []
    counts: dict[str, int] = defaultdict(int)
    for index, chunk in enumerate(chunks):
        if chunk.look not in (Look.PLAIN, Look.HEADING) or len(chunk.text) > 60:
            continue
        words = re.sub(r"^(?:subregio|regio|deelregio) ", "", fold_heading(chunk.text))
        if words in names or words in WHOLE:
            places.append((index, chunk.line, words))
            counts[words] += 1
    lonely: list[int] = []
    part = ""
    for index, line, words in places:
        if words != part and not any(abs(line - other) <= APART and w != words for _, other, w in places):
            lonely.append(index)
            part = words
    distinct = {fold_heading(chunks[i].text) for i in lonely}
    # One name alone divides nothing: it is the title of the plan.
    dividers = frozenset(lonely) if len(distinct) >= 2 else frozenset()
    return dividers, frozenset(index for index, _, _ in places) - dividers
