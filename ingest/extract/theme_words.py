"""The words of the national themes, found in a text: what it speaks of, and how much."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache

from ingest import register
from ingest.outline.roles import fold

COMPOUND = 6
"""Letters from which a word of the vocabulary is also looked for inside compounds."""


@cache
def _vocabulary() -> tuple[
    dict[str, list[tuple[tuple[str, ...], str, bool]]], tuple[str, ...], tuple[tuple[str, str], ...]
]:
    """Phrases by first word (phrase, code, whether it is a name of the theme), the codes, and long single words."""
    first: dict[str, list[tuple[tuple[str, ...], str, bool]]] = defaultdict(list)
    parts: list[tuple[str, str]] = []
    themes = register.load().themes
    for code, concept in themes.items():
        for phrases, named in ((concept.names, True), (concept.words, False)):
            for phrase in phrases:
                words = tuple(fold(phrase).split())
                if words:
                    first[words[0]].append((words, code, named))
                    if len(words) == 1 and len(words[0]) >= COMPOUND:
                        parts.append((words[0], code))
    return first, tuple(sorted(themes)), tuple(parts)


@cache
def _inside(word: str) -> tuple[str, ...]:
    """Codes of the vocabulary words that a longer word begins or ends with ('valpreventieprogramma')."""
    _, _, parts = _vocabulary()
    return tuple({code for part, code in parts if part != word and (word.startswith(part) or word.endswith(part))})


@lru_cache(maxsize=50_000)
def hits(text: str) -> Mapping[str, tuple[float, float]]:
    """By code: how often a text has words of the theme's vocabulary, and how often one of its names."""
    first, _, _ = _vocabulary()
    words = fold(text).split()
    found: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for i, word in enumerate(words):
        codes = set()
        for phrase, code, named in first.get(word, ()):
            if tuple(words[i : i + len(phrase)]) == phrase:
                found[code][named] += 1.0 + 0.5 * (len(phrase) > 1)
                codes.add(code)
        if len(word) > COMPOUND:
            for code in _inside(word):
                if code not in codes:
                    found[code][0] += 0.7
    return {code: (counts[0], counts[1]) for code, counts in found.items()}


def codes() -> tuple[str, ...]:
    """The codes of all national themes."""
    return _vocabulary()[1]
