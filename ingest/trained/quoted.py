"""Which sentences of a plan are the goals that a reference quotes, matched as the scorer does."""

from __future__ import annotations

from collections import Counter
from typing import Any

from ingest.outline.roles import fold

SAME_GOAL, REPEATED = 0.6, 0.8
"""F1 of the words (0–1) from which a sentence is the goal that is quoted near it, and one quoted anywhere."""
SHORTEST_PART = 20
"""Characters from which a sentence that a quotation contains is a part of the goal."""


def is_quoted(reference: dict[str, Any], text: str, line: int) -> bool:
    """Whether a sentence that starts in a line is a goal of the reference, quoted there or, for one said again, elsewhere."""
    last = line + text.count("\n")
    return any(
        (g["lines"][0] - 1 <= last and line <= g["lines"][1] + 1 and _is_goal(g["quote"], text))
        or _says_again(g["quote"], text)
        for g in reference["goals"]
    )


def token_f1(a: str, b: str) -> float:
    """F1 of the bags of words of two texts (0–1)."""
    ca, cb = Counter(fold(a).split()), Counter(fold(b).split())
    common = sum((ca & cb).values())
    return 2 * common / (sum(ca.values()) + sum(cb.values())) if common else 0.0


def _is_goal(quote: str, text: str) -> bool:
    """Whether a sentence is the quoted goal, or a part of it."""
    part = len(text) > SHORTEST_PART and " ".join(text.split()) in " ".join(quote.split())
    return part or token_f1(quote, text) >= SAME_GOAL


def _says_again(quote: str, text: str) -> bool:
    """Whether a sentence is, nearly word for word, a goal that is quoted in another place."""
    words = set(fold(text).split())
    return len(words & set(fold(quote).split())) >= REPEATED * len(words) and token_f1(quote, text) >= REPEATED
