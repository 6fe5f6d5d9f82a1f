"""Given an outline and weights that are written out here, these goals."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.extract.goal_context import context_features
from ingest.extract.goals import Sentence, find_goals, kind_of, sentences
from ingest.extract.header import read_header
from ingest.extract.regions import find_regions
from ingest.extract.themes import find_themes
from ingest.language import Annotated, annotate
from ingest.model import GoalFact, GoalKind
from ingest.outline import make_outline
from ingest.read.source import SourceText
from ingest.trained.linear import Linear
from ingest.trained.models import Models

NEVER = Linear(-30.0, {})
THEMES = Linear(-5.0, {"goals_below": 10.0})
GOALS = Linear(-5.0, {"role:goals": 10.0, "role:ambition": 10.0, "role:results": 10.0, "role:planning": 10.0})
NATIONAL = Linear(-3.0, {"own:share": 6.0, "theme:share": 6.0})
CHOSEN = {"themes": THEMES, "goals": GOALS, "national_of_theme": NATIONAL, "national_of_thing": NATIONAL}
MODELS = Models(**(dict.fromkeys(Models.__dataclass_fields__, NEVER) | CHOSEN))


def plan(text: str) -> Annotated:
    return annotate(make_outline(SourceText.of(text)))


def goals(text: str) -> list[GoalFact]:
    annotated = plan(text)
    regions = find_regions(annotated, read_header(annotated, Path("plan.txt")))
    return list(find_goals(annotated, regions, find_themes(annotated, regions, MODELS), MODELS).values())


def kind(text: str, words: str) -> GoalKind:
    unit, number = next((u, n) for u, n in sentences(plan(text)) if words in u.text[slice(*u.sentences[n])])
    return kind_of(Sentence(unit, number, 1.0))


def features(text: str, words: str) -> dict[str, float]:
    every = sentences(plan(text))
    rows = context_features(every)
    return next(r for (u, n), r in zip(every, rows, strict=True) if words in u.text[slice(*u.sentences[n])])


def test_a_goal_has_its_words_theme_and_evidence_as_in_the_source() -> None:
    text = "## Valpreventie\n\n### Doelstelling\n\n- 1) Ouderen staan steviger op hun benen.\n"
    (goal,) = goals(text)
    assert goal.statement == "Ouderen staan steviger op hun benen."
    assert goal.themes == ("valpreventie",)
    (piece,) = goal.evidence
    assert text[piece.span.start : piece.span.end] == "Ouderen staan steviger op hun benen."


def test_a_goal_that_comes_back_is_one_with_two_pieces_of_evidence() -> None:
    item = "### Doelstelling\n\n- Elke buurt heeft een eigen huiskamer.\n\n"
    (goal,) = goals(f"## Wonen\n\n{item}## Welzijn\n\n{item}")
    assert len(goal.evidence) == 2


def test_steps_below_another_heading_are_no_goals() -> None:
    assert not goals("## Wonen\n\n### Aanpak\n\n- We maken een lijst van alle leegstaande panden in het dorp.\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("### Doelstelling\n\n- Ouderen vallen minder vaak.\n", GoalKind.OBJECTIVE),
        ("### Doelstelling\n\n- Ouderen vallen 10% minder vaak.\n", GoalKind.RESULT_AGREEMENT),
        ("### Doelstelling\n\n- Ouderen die vallen zijn binnen drie weken in beeld.\n", GoalKind.RESULT_AGREEMENT),
        ("### Ambitie\n\n- Ouderen vallen minder vaak.\n", GoalKind.AMBITION),
        ("### Resultaten\n\n- Ouderen vallen minder vaak.\n", GoalKind.OBJECTIVE),
        ("### Planning\n\nIn 2026:\n\n- Ouderen vallen minder vaak.\n", GoalKind.RESULT_AGREEMENT),
        ("### Gewenste situatie over vijf jaar\n\nOuderen vallen minder vaak.\n", GoalKind.AMBITION),
        ("## 2a Vallen\n\n### Gewenste situatie over vijf jaar\n\nOuderen vallen minder vaak.\n", GoalKind.OBJECTIVE),
        ("## Hier staan we voor\n\nOnze droom is dat Ouderen die vallen nooit alleen zijn.\n", GoalKind.AMBITION),
    ],
)  # fmt: skip
def test_kind(text: str, expected: GoalKind) -> None:
    assert kind(text, "Ouderen") == expected


def test_a_list_with_a_year_before_it_is_read_with_the_sentence_beside_it() -> None:
    row = features("### Doelstelling\n\n- Het tekort is groot.\n- Ouderen wonen prettig.\n", "prettig")
    assert row["before:problem"] == 1.0
    assert row["after:none"] == 1.0


def test_a_role_fades_below_headings_of_its_own() -> None:
    near = features("### Doelen\n\n- Ouderen wonen prettig.\n", "prettig")
    far = features("### Doelen\n\n#### De wijk\n\n- Ouderen wonen prettig.\n", "prettig")
    assert near["reach:0"] == 1.0
    assert far["reach:1"] == 1.0
