"""Which approaches of the vocabulary a name tells of, and how near a text comes to each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Final

from graph_api.search.words import tokens
from graph_api.similar.words import labels, lemmas

_SHORTEST: Final = 4
"""Letters of a single word that names an approach by itself; a shorter one must be an abbreviation in capitals."""


def followed(names: Iterable[str]) -> frozenset[str]:
    """Keys of the approaches that names hold a label of; of labels inside each other the longest."""
    return frozenset(key for name in names for key in _in_name(name))


@cache
def _in_name(name: str) -> frozenset[str]:
    words = lemmas(name)
    raw = {token.word: name[token.start : token.end] for token in tokens(name)}
    taken: list[tuple[int, int]] = []
    found: set[str] = set()
    for size in range(min(len(words), _longest()), 0, -1):
        for start in range(len(words) - size + 1):
            inside = any(a <= start and start + size <= b for a, b in taken)
            keys = None if inside else _labels().get(words[start : start + size])
            if keys and _telling(words[start : start + size], raw):
                taken.append((start, start + size))
                found |= keys
    return frozenset(found)


def _telling(words: tuple[str, ...], raw: dict[str, str]) -> bool:
    return len(words) > 1 or len(words[0]) >= _SHORTEST or raw.get(words[0], "").isupper()


@cache
def _labels() -> dict[tuple[str, ...], frozenset[str]]:
    """Approaches by the lemmas of their labels; what several approaches are called tells of none."""
    keys: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for label in labels():
        words = lemmas(label.text)
        if label.scheme == "approach" and label.kind != "definition" and words:
            keys[words].add(label.key)
    return {words: frozenset(found) for words, found in keys.items() if len(found) == 1}


@cache
def _longest() -> int:
    return max(map(len, _labels()), default=0)


@cache
def concepts() -> dict[str, str]:
    """Keys of all approaches in order, each with all its Dutch labels and its definition as one text."""
    texts: dict[str, list[str]] = defaultdict(list)
    for label in labels():
        if label.scheme == "approach":
            texts[label.key].append(label.text)
    return {key: ". ".join(sorted(found)) for key, found in sorted(texts.items())}
