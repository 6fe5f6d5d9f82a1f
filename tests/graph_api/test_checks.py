"""Checks of plans: what counts as found, what contradicts, and shares that equal their lists."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plan_facts import FALLS, OLD, YOUNG, facts, goal, initiative, iri, organisation, target

from graph_api.checks.answer import COLUMNS, ITEM_COLUMNS, check, item_rows, listed, rows
from graph_api.checks.outcomes import outcome
from graph_api.checks.table import definitions
from graph_api.checks.tally import Checked, Scope, Share
from graph_api.facts import Facts, Goal
from graph_api.facts.named import EmptyGraphError, UnknownNameError
from graph_api.store import EmbeddedStore
from graph_api.voorlopers.texts import Texts
from shapes import RGS


def checked(made: Facts) -> Checked:
    return Checked(made, Texts(made), lambda plan: [])


def not_found(made: Facts, name: str, scope: Scope = Scope()) -> list[str]:  # noqa: B008 (frozen)
    return [item.label for item in listed(checked(made), name, scope).items]


@pytest.mark.parametrize(
    ("statement", "years", "expected"),
    [
        ("Er is in elke wijk een steunpunt geopend.", (), "yes-no"),
        ("De werkwijze is vastgesteld.", (2026,), "yes-no"),
        ("De werkwijze is vastgesteld.", (), None),
        ("Wij stellen een werkwijze vast.", (2026,), None),
        ("Is er in elke wijk een steunpunt geopend?", (), None),
        ("Ouderen voelen zich gezien.", (2026,), None),
    ],
)
def test_an_outcome_is_reached_or_not_where_something_is_done(
    statement: str, years: tuple[int, ...], expected: str | None
) -> None:
    assert outcome(goal("g", statement, years=years)) == expected


def test_a_number_is_an_outcome() -> None:
    assert outcome(goal("g", "Wij dalen.", targets=(target(30),))) == "number"


def test_smart_takes_outcome_year_initiative_and_owner() -> None:
    whole = goal("whole", "In 2026 is 30% van de ouderen gescreend", years=(2026,), targets=(target(30),))
    unled = goal("unled", "In 2027 is 40% van de jeugd gezien", years=(2027,), targets=(target(40),), themes=(YOUNG,))
    bare = goal("bare", "Ouderen blijven gezond")
    lead = organisation("lead", "a")
    made = facts(
        *(whole, unled, bare, lead),
        initiative("led", "Screening", "a", goals=(whole.iri,), roles={lead.iri: frozenset({"ledBy"})}),
        initiative("loose", "Kijkdag", "a", goals=(unled.iri,)),
    )
    result = checked(made)
    shares = {name: result.share(name, Scope()) for name in definitions()}
    assert shares["goal-measurable"] == shares["goal-time-bound"] == shares["goal-served"] == Share(2, 3)
    assert shares["goal-owned"] == shares["goal-smart"] == Share(1, 3)
    assert shares["initiative-with-goal"] == Share(2, 2)
    assert shares["initiative-with-leader"] == Share(1, 2)
    assert not_found(made, "goal-served") == ["Ouderen blijven gezond"]


SCREENED = "van de 75-plussers heeft een valrisicotest gehad"


def aim(key: str, share: int, year: int | None, **more: object) -> Goal:
    when = f"In {year} {share}% {SCREENED}" if year else f"{share}% {SCREENED}"
    return goal(key, when, years=(year,) if year else (), targets=(target(share),), themes=(FALLS,), **more)


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        (aim("x", 30, 2026), aim("y", 40, 2026), True),
        (aim("x", 30, 2026), aim("y", 30, 2027), True),
        (aim("x", 30, 2025), aim("y", 40, 2027), False),  # a path
        (aim("x", 30, 2026), aim("y", 30, None), False),
        (aim("x", 30, 2026), aim("y", 40, None), False),
        (aim("x", 30, 2026), aim("y", 40, 2026, regions=(iri("region", "b"),)), False),
        (aim("x", 30, 2026), aim("y", 40, 2026, plans=(iri("plan", "b"),)), False),
        (aim("x", 30, 2026), aim("y", 40, 2026, parents=(iri("goal", "x"),)), False),
        (
            aim("x", 30, 2026),
            goal("y", "40% van de scholen heeft een moestuin", years=(2026,), targets=(target(40),)),
            False,
        ),
        (aim("x", 30, 2026), replace(aim("y", 40, 2026), targets=(target(40, "cliënten"),)), False),
    ],
)
def test_targets_contradict_where_one_of_value_and_year_differs(one: Goal, other: Goal, clash: bool) -> None:
    found = not_found(
        facts(one, other, goal("z", "Jeugd sport vaker in de wijk", themes=(YOUNG,))), "target-consistent"
    )
    assert bool(found) is clash
    assert len(found) in (0, 2)


def test_what_stands_there_twice_is_told_but_not_what_denies_it() -> None:
    made = facts(
        goal("one", "Ouderen die zelf hun weg vinden naar hulp"),
        goal("two", "ouderen die zelf hun weg vinden naar hulp."),
        goal("three", "Ouderen die niet zelf hun weg vinden naar hulp"),
        goal("four", "Jeugd sport elke dag", themes=(YOUNG,)),
        initiative("i", "Valpreventie", "a"),
        initiative("j", "valpreventie", "a"),
        initiative("k", "Valpreventie", "b"),
    )
    assert len(not_found(made, "goal-once")) == 2
    assert not_found(made, "initiative-once") == ["Valpreventie", "valpreventie"]


def test_partners_that_do_nothing_are_those_that_no_initiative_or_goal_names() -> None:
    active, named, idle = organisation("Actief", "a"), organisation("Genoemd", "a"), organisation("Stil", "a", "b")
    made = facts(
        *(active, named, idle),
        goal("g", "Genoemd helpt ouderen"),
        initiative("i", "Iets", "a", roles={active.iri: frozenset({"partner"})}),
    )
    assert not_found(made, "organisation-active") == ["Stil", "Stil"]
    assert not_found(made, "organisation-active", Scope(plan=iri("plan", "a"))) == ["Stil"]


def test_minimum_content_is_counted_for_plans_that_are_no_updates() -> None:
    made = facts(goal("g", "Ouderen blijven gezond"), regions="ab")
    update = replace(made.plans[iri("plan", "b")], kind="update")
    result = checked(replace(made, plans={**made.plans, update.iri: update}))
    assert result.share("plan-visible-progress", Scope()) == Share(0, 1)


def test_warnings_of_shapes_count_where_their_thing_does() -> None:
    made = facts(goal("g", "Ouderen blijven gezond"), goal("h", "Jeugd sport", "b", (YOUNG,)))
    finding = {"severity": "warning", "focus": iri("goal", "g"), "shape": str(RGS["goal-initiative"])}
    finding |= {"message_nl": "Zeg met welk initiatief.", "message_en": "Say by which initiative."}
    result = Checked(made, Texts(made), lambda plan: [finding, finding | {"severity": "info"}] if plan == "a" else None)
    assert result.share("goal-initiative", Scope(theme=OLD, region=iri("region", "a"))) == Share(1, 0)
    assert result.share("goal-initiative", Scope(theme=YOUNG)) == Share(0, 0)
    (item,) = listed(result, "goal-initiative", Scope()).items
    assert item.detail_nl == "Zeg met welk initiatief."


def test_an_unknown_check_gives_the_nearest_names_and_an_empty_graph_says_so() -> None:
    with pytest.raises(UnknownNameError, match="goal-smart"):
        listed(checked(facts(goal("g", "x"))), "goal-smrt", Scope())
    with pytest.raises(EmptyGraphError):
        check(checked(facts(regions="")), Scope())


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from("ab"),
            st.sampled_from([OLD, FALLS, YOUNG]),
            st.sampled_from(["objective", "resultAgreement", "ambition"]),
            st.booleans(),
        ),
        max_size=12,
    )
)
def test_every_share_lies_between_0_and_1_and_equals_its_lists(given_goals: list[tuple[str, str, str, bool]]) -> None:
    goals = [
        goal(f"g{n}", f"Doel {n}", region, (theme,), kind=kind, years=(2026,) if dated else ())
        for n, (region, theme, kind, dated) in enumerate(given_goals)
    ]
    assert_shares_equal_lists(checked(facts(*goals, regions="ab")))


def assert_shares_equal_lists(result: Checked) -> None:
    regions = result.facts.covered
    scopes = [Scope(region=region, theme=theme) for region in ("", *regions) for theme in ("", *result.facts.broader)]
    for scope in scopes:
        for one in check(result, scope, "none").checks:
            missing, there = (len(result.items(one.name, scope, found)) for found in (False, True))
            if one.kind == "share":
                assert (one.found, one.of) == (there, there + missing)
                assert one.share is None if not one.of else 0 <= one.share <= 1
            else:
                assert one.found == missing


def test_the_shares_of_the_example_plans_equal_their_lists(example_store: EmbeddedStore) -> None:
    from graph_api.facts import read

    with example_store.read() as snapshot:
        made = read(snapshot.rows)
        result = Checked(made, Texts(made), snapshot.report)
    assert_shares_equal_lists(result)
    answer = check(result, Scope())
    assert answer.groups and all(one.of for one in answer.checks if one.kind == "share")
    assert {len(row) for row in rows(answer)} == {len(COLUMNS)}
    items = listed(result, "goal-served", Scope(), limit=5)
    assert len(items.items) == 5 < items.total
    assert all(item.quotes[0].words for item in items.items)
    assert {len(row) for row in item_rows(items)} == {len(ITEM_COLUMNS)}
