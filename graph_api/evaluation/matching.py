"""When a thing in the graph is the thing that a reader marked, and the pairing of the two lists."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from rapidfuzz import fuzz

Lines = tuple[int, int]
"""First and last line of a stretch of text, both included, from 1."""

_LEGAL: Final = frozenset(
    {"stichting", "bv", "nv", "cooperatie", "cooperatieve", "vereniging", "de", "het", "van", "en"}
)
"""Words that do not tell two names apart."""
_SAME_NAME: Final = 88
"""Per cent of alike letters from which an initiative is the same one wherever it stands."""
_NEAR_NAME: Final = 60
"""Per cent of alike words from which it is, where it stands at the same lines."""
_SAME_WORDS: Final = 0.8
_NEAR_WORDS: Final = 0.6
"""Likewise for the statements of goals, as F1 of their words."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing on either side: what it is called, and where it stands."""

    labels: tuple[str, ...]
    lines: tuple[Lines, ...] = ()
    facts: Any = field(default=None, compare=False)
    """What else is known of it, as its side has it."""
    confidence: float = field(default=1.0, compare=False)
    """How sure the graph is of it (0–1): its surest piece of evidence."""


Likeness = Callable[[Thing, Thing], float]
"""How alike two things are: 0 where they are not the same, and the more the better. Only for comparison."""


def words(text: str) -> list[str]:
    """The words of a text without case, accents and punctuation."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.findall(r"[a-z0-9]+", plain.lower())


def fold(name: str) -> str:
    """A name without case, accents, punctuation and words that do not tell names apart."""
    return " ".join(word for word in words(name) if word not in _LEGAL)


def same_words(one: str, other: str) -> float:
    """F1 of the words of two texts, 0 to 1."""
    ours, theirs = Counter(words(one)), Counter(words(other))
    total = ours.total() + theirs.total()
    return 2 * (ours & theirs).total() / total if total else 0.0


def same_name(threshold: float) -> Likeness:
    """Names that are equal once folded, or of which this share of the letters (in per cent) is alike."""

    def likeness(one: Thing, other: Thing) -> float:
        best = max((100.0 if a == b else fuzz.ratio(a, b) for a, b in _folded(one, other)), default=0.0)
        return best if best >= threshold else 0.0

    return likeness


def same_initiative(one: Thing, other: Thing) -> float:
    """A name with like words within two lines, or nearly the same name anywhere; place counts for more."""
    names = _folded(one, other)
    if not names:
        return 0.0
    letters = max(fuzz.ratio(a, b) for a, b in names)
    if _near(one, other, 2):
        loose = max(fuzz.token_set_ratio(a, b) for a, b in names)
        if loose >= _NEAR_NAME:
            return 100 + loose + letters / 100
    return letters if letters >= _SAME_NAME else 0.0


def same_goal(one: Thing, other: Thing) -> float:
    """Like words within a line, or nearly the same words anywhere, since plans repeat their goals."""
    best = max((same_words(a, b) for a in one.labels for b in other.labels), default=0.0)
    if best >= _NEAR_WORDS and _near(one, other, 1):
        return 1 + best
    return best if best >= _SAME_WORDS else 0.0


def pair(expected: Sequence[Thing], found: Sequence[Thing], likeness: Likeness) -> list[tuple[int, int]]:
    """Which of the one is which of the other, by their places in the lists: most alike first, each at most once."""
    candidates = [
        (score, i, j)
        for i, one in enumerate(expected)
        for j, other in enumerate(found)
        if (score := likeness(one, other))
    ]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(candidates, reverse=True):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return list(pairs.items())


def _folded(one: Thing, other: Thing) -> list[tuple[str, str]]:
    ours, theirs = ([name for label in thing.labels if (name := fold(label))] for thing in (one, other))
    return [(a, b) for a in ours for b in theirs]


def _near(one: Thing, other: Thing, slack: int) -> bool:
    return any(a <= d + slack and c <= b + slack for a, b in one.lines for c, d in other.lines)
