"""What each check looks at: a thing of a plan, and whether what is asked was found of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graph_api.checks import pairs
from graph_api.checks.outcomes import outcome
from graph_api.facts import Facts, Goal, Initiative, Label, Plan, Quote
from graph_api.voorlopers.texts import Texts
from ingest.outline.roles import fold
from ontology import RGT

_PROGRESS = str(RGT["monitoring-data"])


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing of a plan, with where it counts."""

    iri: str
    label: str
    plans: tuple[str, ...]
    regions: tuple[str, ...]
    """Its own."""
    national: frozenset[str]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A thing that a check looked at."""

    check: str
    thing: Thing
    found: bool
    """Whether what is asked was found."""
    detail: Label | None = None
    """What was found, or what it clashes with."""
    other: str = ""
    """IRI of what it clashes with."""


def items(facts: Facts, texts: Texts) -> Iterator[Item]:
    """What the checks of table.toml look at."""
    yield from _of_goals(facts, texts)
    yield from _of_initiatives(facts)
    yield from _of_organisations(facts)
    for plan in facts.plans.values():
        if not plan.is_update:
            yield from _of_plan(facts, plan)


def thing_of(facts: Facts, iri: str, plan: str) -> Thing:
    """Any thing of a plan; what is no goal or initiative counts where its plan does."""
    if iri in facts.goals:
        return _goal(facts.goals[iri])
    if iri in facts.initiatives:
        return _initiative(facts.initiatives[iri])
    regions = facts.plans[plan].regions if plan in facts.plans else ()
    if iri in facts.organisations:
        organisation = facts.organisations[iri]
        quotes = tuple(quote for quote in organisation.quotes if quote.plan == plan)
        return Thing(iri, organisation.label, (plan,), regions, frozenset(), quotes)
    if iri in facts.themes:
        theme = facts.themes[iri]
        return Thing(iri, theme.label, (plan,), regions, theme.national, theme.quotes)
    return Thing(iri, facts.label(iri).nl, (plan,), regions, frozenset(), ())


def _goal(goal: Goal) -> Thing:
    return Thing(goal.iri, goal.statement, goal.plans, goal.regions, goal.national, goal.quotes)


def _initiative(one: Initiative) -> Thing:
    return Thing(one.iri, one.label, one.plans, one.regions, one.national, one.quotes)


def _of_goals(facts: Facts, texts: Texts) -> Iterator[Item]:
    served = {goal for one in facts.initiatives.values() for goal in one.goals}
    owned = {goal for one in facts.initiatives.values() if _led(one) for goal in one.goals}
    clashes, again = pairs.contradictions(facts, texts), pairs.repeated_goals(facts, texts)
    for goal in facts.goals.values():
        thing, how = _goal(goal), outcome(goal)
        detail = _OUTCOMES.get(how or "")
        yield Item("goal-measurable", thing, how is not None, detail)
        yield Item("goal-time-bound", thing, bool(goal.years))
        yield Item("goal-served", thing, goal.iri in served)
        yield Item("goal-owned", thing, goal.iri in owned)
        yield Item("goal-smart", thing, how is not None and bool(goal.years) and goal.iri in owned)
        if goal.kind == "resultAgreement":
            yield Item("agreement-measurable", thing, how is not None, detail)
            yield Item("agreement-time-bound", thing, bool(goal.years))
        if how == "number":
            other, what = clashes.get(goal.iri, ("", ""))
            yield Item("target-consistent", thing, not other, _clash(facts, other, what), other)
        twin = again.get(goal.iri, "")
        yield Item("goal-once", thing, not twin, _twin(facts.goals[twin].statement) if twin else None, twin)


def _of_initiatives(facts: Facts) -> Iterator[Item]:
    again = pairs.repeated_initiatives(facts)
    for one in facts.initiatives.values():
        thing = _initiative(one)
        yield Item("initiative-with-goal", thing, bool(one.goals))
        yield Item("initiative-with-organisation", thing, bool(one.roles))
        yield Item("initiative-with-leader", thing, _led(one))
        twin = again.get(one.iri, "")
        yield Item("initiative-once", thing, not twin, _twin(facts.initiatives[twin].label) if twin else None, twin)


def _of_organisations(facts: Facts) -> Iterator[Item]:
    """An organisation counts once for each plan that names it."""
    active = {(iri, plan) for one in facts.initiatives.values() for iri in one.roles for plan in one.plans}
    goals: dict[str, list[str]] = defaultdict(list)
    for goal in facts.goals.values():
        for plan in goal.plans:
            goals[plan].append(fold(goal.statement))
    # names count as whole words
    texts = {plan: f" {' | '.join(statements)} " for plan, statements in goals.items()}
    for organisation in facts.organisations.values():
        names = [f" {fold(name)} " for name in organisation.names]
        for plan in organisation.plans:
            named = any(name in texts.get(plan, "") for name in names)
            thing = thing_of(facts, organisation.iri, plan)
            yield Item("organisation-active", thing, named or (organisation.iri, plan) in active)


def _of_plan(facts: Facts, plan: Plan) -> Iterator[Item]:
    """The minimum content of a regioplan; each requirement is met by one that was found."""
    thing = Thing(plan.iri, plan.title, (plan.iri,), plan.regions, frozenset(), ())
    goals = [goal for goal in facts.goals.values() if plan.iri in goal.plans]
    initiatives = [one for one in facts.initiatives.values() if plan.iri in one.plans]
    themes = [theme for theme in facts.themes.values() if plan.iri in theme.plans]
    with_goals = {above for goal in goals for theme in goal.themes for above in _themes_above(facts, theme)}
    agreements = [goal for goal in goals if goal.kind == "resultAgreement"]
    national = [*(theme.national for theme in themes), *(g.national for g in goals), *(i.national for i in initiatives)]
    counted: Mapping[str, tuple[int, int]] = {
        "plan-prioritised-themes": (sum(theme.iri in with_goals for theme in themes), len(themes)),
        "plan-parties-and-solutions": (
            sum(bool(one.roles and (one.places or one.regions)) for one in initiatives),
            len(initiatives),
        ),
        "plan-measurable-agreements": (
            sum(bool(goal.years) or any(t.value is not None for t in goal.targets) for goal in agreements),
            len(agreements),
        ),
        "plan-visible-progress": (sum(facts.on_theme(one, _PROGRESS) for one in national), len(national)),
    }
    for name, (number, of) in counted.items():
        detail = Label(f"{number} gevonden, van {of}", f"{number} found, of {of}")
        yield Item(name, thing, number > 0, detail)


def _themes_above(facts: Facts, theme: str) -> set[str]:
    seen: set[str] = set()
    todo = [theme]
    while todo:
        one = todo.pop()
        if one not in seen:
            seen.add(one)
            todo += facts.themes[one].parents if one in facts.themes else ()
    return seen


def _led(one: Initiative) -> bool:
    return any("ledBy" in roles for roles in one.roles.values())


_OUTCOMES = {
    "number": Label("een getal", "a number"),
    "yes-no": Label("een uitkomst die wel of niet gehaald is", "an outcome that is reached or not"),
}
_CLASHES = {
    "value": ("hetzelfde met een ander getal", "the same with another number"),
    "year": ("hetzelfde in een ander jaar", "the same in another year"),
}


def _clash(facts: Facts, other: str, what: str) -> Label | None:
    if not other:
        return None
    nl, en = _CLASHES[what]
    statement = facts.goals[other].statement
    return Label(f"{nl}: ‘{statement}’", f"{en}: ‘{statement}’")


def _twin(text: str) -> Label:
    return Label(f"staat er nog eens: ‘{text}’", f"is there again: ‘{text}’")
