"""Cues: which of the turns of a data file a sentence has."""

from __future__ import annotations

import re
from functools import cache

from ingest import data


@cache
def patterns(name: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The cues of a data file as compiled patterns, by name of the cue."""
    return tuple((cue, re.compile(pattern, re.IGNORECASE)) for cue, pattern in data.table(name).items())


def cues(name: str, text: str) -> frozenset[str]:
    """Names of the cues of a data file that a text has."""
    return frozenset(cue for cue, pattern in patterns(name) if pattern.search(text))


@cache
def compiled(name: str, table: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The cues of one table of a data file as compiled patterns, by name of the cue."""
    return tuple((cue, re.compile(pattern, re.IGNORECASE)) for cue, pattern in data.table(name)[table].items())
