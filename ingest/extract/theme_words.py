"""The words of the national themes and the names of known approaches in a text: what it speaks of, and how much."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from ingest import data, register
from ingest.outline.roles import fold

COMPOUND = 6
"""Letters from which a word of the vocabulary is also looked for inside compounds."""

SHORTEST = 3
"""Letters of an approach's name at least."""


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


@cache
def _approaches() -> dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]:
    """Names of known approaches by first word, each with the national themes that it serves, the longest first."""
    first: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = defaultdict(list)
    for approach in register.load().approaches.values():
        for name in (*approach.names, *approach.words):
            words = tuple(fold(name).split())
            if len("".join(words)) >= SHORTEST:
                first[words[0]].append((words, approach.themes))
    return {word: sorted(names, key=lambda n: -len(n[0])) for word, names in first.items()}


@lru_cache(maxsize=50_000)
def served(text: str) -> Mapping[str, float]:
    """By code: how many names of known approaches (Welzijn op Recept, Kansrijke Start …) a text has that serve the theme."""
    first = _approaches()
    words = fold(text).split()
    found: dict[str, float] = defaultdict(float)
    for i, word in enumerate(words):
        codes = next((codes for name, codes in first.get(word, ()) if tuple(words[i : i + len(name)]) == name), ())
        for code in codes:
            found[code] += 1.0
    return dict(found)


@lru_cache(maxsize=50_000)
def named_for(name: str) -> frozenset[str]:
    """Codes of the national themes that the words of an initiative's name point at: 'netwerk', 'dashboard', 'academie'."""
    folded = fold(name)
    words = folded.split()
    return frozenset(
        code for code, cues in data.table("name_words").items() if any(_in_name(cue, folded, words) for cue in cues)
    )


def _in_name(cue: str, folded: str, words: Sequence[str]) -> bool:
    if " " in cue:
        return cue in folded
    return cue in words or (len(cue) > SHORTEST and any(w.startswith(cue) or w.endswith(cue) for w in words))


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
