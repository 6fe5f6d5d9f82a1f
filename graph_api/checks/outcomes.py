"""Whether a goal can be measured: by a number, or by an outcome that is reached or not."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, Literal

from graph_api.checks.table import data
from graph_api.facts import Goal
from graph_api.search.words import tokens

Outcome = Literal["number", "yes-no"]
_SENTENCE: Final = re.compile(r"(?<=[.;!?])\s+|\n+")


def outcome(goal: Goal) -> Outcome | None:
    """How it can be measured; None where neither was found."""
    if any(target.value is not None for target in goal.targets):
        return "number"
    dated = bool(goal.years)
    return "yes-no" if any(_is_done(sentence, dated) for sentence in _SENTENCE.split(goal.statement)) else None


def _is_done(sentence: str, dated: bool) -> bool:
    words, cues = {token.word for token in tokens(sentence)}, _cues()
    said = all(words & cues[name] for name in ("done", "is")) and (dated or bool(words & cues["whole"]))
    return said and not sentence.rstrip().endswith("?")


@cache
def _cues() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in data("outcomes.toml").items()}
