"""Whether a text is a plan at all: Dutch, and about care, support and what a region wants."""

from __future__ import annotations

import re
from pathlib import Path

from ingest import data
from ingest.errors import UnreadablePlan
from ingest.outline import Outline
from ingest.read.source import SourceText

FEWEST_WORDS = 60
LEAST_DUTCH = 0.12
"""Share of words that are common Dutch function words; running Dutch has 0.3 to 0.5, lists less, other languages under 0.1."""
FEWEST_SUBJECTS = 4
"""Of the subjects in `data/plan_words.toml`, so many are in the shortest newsletter."""


def check(source: SourceText, outline: Outline, path: Path) -> None:
    """Pass if the text may be a plan.

    Raises:
        UnreadablePlan: the text is too short, is not Dutch, or speaks of other things.
    """
    words = re.findall(r"[a-zà-ÿ]+", source.text.lower())
    table = data.table("plan_words")
    if len(words) < FEWEST_WORDS or not outline.blocks:
        raise UnreadablePlan(
            f"this is no plan: {len(words)} words.", where=str(path), way_out="Check the export of the plan to text."
        )
    dutch = sum(word in table["dutch"] for word in words) / len(words)
    if dutch < LEAST_DUTCH:
        raise UnreadablePlan(
            f"this is no plan: it does not read as Dutch ({dutch:.0%} common Dutch words).",
            where=str(path), way_out="Regiograaf reads Dutch plans.",
        )  # fmt: skip
    text = source.text.lower()
    subjects = [word for word in table["subjects"] if word in text]
    if len(subjects) < FEWEST_SUBJECTS:
        raise UnreadablePlan(
            "this is no plan: it hardly speaks of care, support, health or regions.",
            where=str(path), way_out="Leave it out, or check that the right file was exported.",
        )  # fmt: skip
