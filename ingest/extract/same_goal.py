"""Statements that are one goal said twice: word for word, cut short in a table or a poster, or with a slip of the converter.

Two statements are the same where all words of one that carry meaning are in the other, spelt alike, and the other adds
little. That both have a word of their own is enough to keep them apart: plans fill one sentence in for several subjects.
"""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from ingest.outline.roles import fold

LIKE = 82
"""Likeness (token set ratio, 0–100) from which two statements are looked at word by word."""
SPELT_ALIKE = 84
"""Edit ratio (0–100) from which two words are one."""
LONG_WORD = 4
"""Letters from which a word carries meaning; numbers always do."""
MOST_ADDED = 0.3
"""Share of the longer statement's words that the shorter one may lack."""
FEWEST = 3
"""Words that carry meaning, in the shorter statement: below them only the same words are the same goal."""


class Statements:
    """The statements of a region that were met so far."""

    def __init__(self) -> None:
        self._words: dict[str, frozenset[str]] = {}

    def known(self, statement: str) -> str:
        """The first statement met, folded, that says the same; the statement itself, folded, if it is new."""
        said = fold(statement)
        if said in self._words:
            return said
        words = _meaning(said)
        near = process.extract(said, list(self._words), scorer=fuzz.token_set_ratio, score_cutoff=LIKE, limit=5)
        same = next((other for other, _, _ in near if _same(words, self._words[other])), None)
        if same is None:
            self._words[said] = words
        return same or said


def _meaning(said: str) -> frozenset[str]:
    return frozenset(word for word in said.split() if len(word) >= LONG_WORD or word.isdigit())


def _same(a: frozenset[str], b: frozenset[str]) -> bool:
    shorter, longer = sorted((a, b), key=len)
    if len(shorter) < FEWEST:
        return shorter == longer
    return not _lacking(shorter, longer) and len(_lacking(longer, shorter)) <= MOST_ADDED * len(longer)


def _lacking(words: Iterable[str], other: frozenset[str]) -> list[str]:
    """Words that the other statement does not have, in any like spelling."""
    return [
        word
        for word in words
        if word not in other
        and (word.isdigit() or not any(fuzz.ratio(word, o) >= SPELT_ALIKE for o in other if not o.isdigit()))
    ]
