"""National themes of a plan's themes, goals and initiatives: by the words of the thing itself, of its theme, and around it.

One small model decides for every pair of a thing and a national theme; its features are the same for all themes, so
it holds for themes that no training plan had.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cache

from ingest import register
from ingest.outline.roles import fold
from ingest.trained.linear import Linear

OTHER = "anders"
MOST = 3
"""National themes that a thing gets at most."""
SURE = 0.55
"""Probability from which a thing gets a national theme that its plan theme does not have."""
CERTAIN = 0.9
"""Probability from which a plan's theme gets a second national theme."""
LEAST = 0.1
"""Probability below which a plan's theme has no national theme."""
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


@cache
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


def features(code: str, own: str, themes: Sequence[str], around: str) -> dict[str, float]:
    """What speaks for a national theme.

    Args:
        code: of the national theme.
        own: the words of the thing itself.
        themes: labels of the plan themes that it stands under, the nearest first.
        around: the words around it.
    """
    row: dict[str, float] = {f"code:{code}": 1.0}
    nearest, outer = (themes[0] if themes else ""), " ".join(themes[1:])
    for place, text in (("own", own), ("theme", nearest), ("outer", outer), ("around", around)):
        every = hits(text)
        words, named = every.get(code, (0.0, 0.0))
        total = sum(a + b for a, b in every.values())
        row[f"{place}:words"] = math.log1p(words)
        row[f"{place}:named"] = math.log1p(named)
        row[f"{place}:share"] = (words + named) / total if total else 0.0
        row[f"{place}:most"] = float(total > 0 and words + named >= max(a + b for a, b in every.values()))
    row["own+theme"] = row["own:share"] * row["theme:share"]
    row["none"] = float(not hits(own) and not hits(nearest))
    row["below"] = float(
        any(
            code in register.load().themes[c].broader
            for c in (*hits(own), *hits(nearest))
            if c in register.load().themes
        )
    )
    return row


def scores(model: Linear, own: str, themes: Sequence[str], around: str) -> Counter[str]:
    """By code how likely (0–1) a thing is about that national theme."""
    return Counter({code: model.probability(features(code, own, themes, around)) for code in codes() if code != OTHER})


def assign(model: Linear, own: str, themes: Sequence[str], around: str) -> tuple[str, ...]:
    """The codes of a thing's national themes, the likeliest first; 'anders' where none is likely."""
    likely = scores(model, own, themes, around).most_common(MOST)
    chosen = [code for code, p in likely if p >= model.threshold]
    if not chosen and likely and likely[0][1] >= model.threshold / 2:
        chosen = [likely[0][0]]
    return tuple(chosen) or (OTHER,)


def of_theme(model: Linear, label: str, outer: Sequence[str], around: str) -> tuple[str, ...]:
    """The codes of a plan's theme, the likeliest first: one, and a further one only where it is all but certain.

    What stands under a theme takes its codes, so a doubtful one would be wrong many times.
    """
    (first, likely), *others = scores(model, label, outer, around).most_common(MOST)
    if likely < LEAST:
        return (OTHER,)
    return first, *(code for code, p in others if p >= CERTAIN)


def beyond(model: Linear, own: str, themes: Sequence[str], around: str, given: Collection[str]) -> tuple[str, ...]:
    """Codes that a thing has besides those (`given`) that its plan theme gives it: fewer, and surer."""
    if not given:
        return assign(model, own, themes, around)
    likely = scores(model, own, themes, around).most_common(MOST)
    return tuple(code for code, p in likely if p >= SURE and code not in given)[: max(MOST - len(given), 1)]
