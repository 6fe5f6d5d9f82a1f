"""For whom an initiative is: codes of the list of target groups, by the words of its name and sentence."""

from __future__ import annotations

import re
from functools import cache

from ingest import data


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (code, re.compile(rf"\b(?:{'|'.join(words)})", re.IGNORECASE))
        for code, words in data.table("target_groups").items()
    )


def target_groups(text: str) -> tuple[str, ...]:
    """Codes of the target groups that a text names, at most four, in the order of the list."""
    return tuple(code for code, pattern in _patterns() if pattern.search(text))[:4]
