"""Facts below a confidence go, and no link is left that points at them."""

from __future__ import annotations

from ingest.model import (
    Evidence,
    GoalFact,
    GoalKind,
    InitiativeFact,
    Involvement,
    OrganisationFact,
    PlanFacts,
    PlanHeader,
    Span,
    ThemeFact,
)
from ingest.resolve import resolve


def said(confidence: float) -> tuple[Evidence, ...]:
    return (Evidence(Span(0, 1), confidence),)


FACTS = PlanFacts(
    PlanHeader("p", "Plan"),
    themes=(ThemeFact("t", "T", said(0.2), ("anders",)), ThemeFact("u", "U", said(0.9), ("anders",), parent="t")),
    goals=(
        GoalFact("g", "G", GoalKind.OBJECTIVE, said(0.9), themes=("t", "u")),
        GoalFact("h", "H", GoalKind.OBJECTIVE, said(0.3)),
    ),
    organisations=(OrganisationFact("o", "O", "anders", said(0.1)),),
    initiatives=(InitiativeFact("i", "I", said(0.8), "r", goals=("g", "h"), organisations=(Involvement("o"),)),),
)


def test_nothing_goes_without_a_threshold() -> None:
    assert resolve(FACTS) == FACTS


def test_facts_below_go_with_all_links_to_them() -> None:
    kept = resolve(FACTS, 0.5)
    assert [t.key for t in kept.themes] == ["u"]
    assert kept.themes[0].parent is None
    assert [g.key for g in kept.goals] == ["g"]
    assert kept.goals[0].themes == ("u",)
    assert kept.organisations == ()
    assert kept.initiatives[0].goals == ("g",)
    assert kept.initiatives[0].organisations == ()


def test_a_fact_stays_for_its_surest_evidence() -> None:
    twice = (Evidence(Span(0, 1), 0.1), Evidence(Span(2, 3), 0.7))
    goal = GoalFact("g", "G", GoalKind.OBJECTIVE, twice)
    assert resolve(PlanFacts(FACTS.header, goals=(goal,)), 0.6).goals == (goal,)
