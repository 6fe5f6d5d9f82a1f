"""Voorlopers for a region: who comes into question, what is left out and why, and what the weights do."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plan_facts import FALLS, OLD, YOUNG, facts, goal, initiative, iri, organisation

from graph_api.facts import Facts, Region
from graph_api.facts.named import EmptyGraphError, Known
from graph_api.lookup import Names
from graph_api.voorlopers import Advice, Asked, Prepared, State, WeightError, Weights, voorlopers
from graph_api.voorlopers.answer import COLUMNS, answer, rows
from graph_api.voorlopers.reasons import contacts, reason

GOAL = goal("less-falls", "Minder ouderen komen na een val in het ziekenhuis", themes=(FALLS,))


def asked_of(made: Facts, region: str = "a", **more: object) -> Advice:
    return voorlopers(Prepared(made), Asked(iri("region", region), **more))  # type: ignore[arg-type]


def names(advice: Advice) -> list[str]:
    return [one.initiative.label for one in advice.found]


def test_what_runs_elsewhere_and_fits_a_goal_comes_first() -> None:
    made = facts(
        GOAL,
        initiative("valtraining", "Valtraining voor ouderen na een val", themes=(FALLS,)),
        initiative("schooltuin", "Schooltuinen", themes=(YOUNG,)),
        initiative("plan", "Valkliniek", themes=(FALLS,), status="planned"),
        initiative("stopped", "Oude valkliniek", themes=(FALLS,), status="stopped", voorloper=True),
        initiative("proof", "Bewezen valaanpak", themes=(FALLS,), status="planned", voorloper=True),
    )
    advice = asked_of(made)
    assert names(advice) == ["Valtraining voor ouderen na een val", "Bewezen valaanpak"]
    assert advice.found[0].goal == GOAL
    assert "oudere" in advice.found[0].words
    assert advice.found[0].themes == (FALLS,)


@pytest.mark.parametrize(
    ("own", "elsewhere", "why"),
    [
        ({"label": "Valtraining"}, {}, "name"),
        ({"approaches": frozenset({"x"})}, {"approaches": frozenset({"x"})}, "approach"),
        ({}, {}, "similarity"),
    ],
)
def test_what_the_region_has_already_is_left_out_with_the_reason(
    own: dict[str, object], elsewhere: dict[str, object], why: str
) -> None:
    label = str(own.pop("label", "Iets eigens"))
    mine = initiative("mine", label, "a", (FALLS,), **own)
    theirs = initiative("theirs", "Valtraining", "b", (FALLS,), **elsewhere)
    similar = {theirs.iri: {mine.iri: 0.9}, mine.iri: {theirs.iri: 0.9}} if why == "similarity" else {}
    advice = asked_of(facts(GOAL, mine, theirs, similar=similar))
    assert not advice.found
    assert [(left.initiative, left.own, left.why) for left in advice.left_out] == [(theirs, mine, why)]


def test_the_same_in_two_regions_stands_together_under_the_best() -> None:
    one = initiative("one", "Valtraining", "b", (FALLS,))
    other = initiative("other", "Training tegen vallen", "c", (FALLS,), status="toScaleUp")
    similar = {one.iri: {other.iri: 0.8}, other.iri: {one.iri: 0.8}}
    advice = asked_of(facts(GOAL, one, other, similar=similar))
    (found,) = advice.found
    assert {found.initiative.iri, *(same.iri for same in found.also)} == {one.iri, other.iri}
    assert len(found.spread) == 2
    assert found.components["readiness.spread"].value == 0.5


def test_a_subregion_is_compared_by_the_goals_around_it_and_has_what_they_have() -> None:
    made = facts(GOAL, initiative("own", "Beweegclub", "a"), initiative("new", "Valtraining", "b", (FALLS,)))
    small = Region(iri("region", "dorp"), "Dorp", ("Dorp",), frozenset({"gemeente"}), (iri("region", "a"),))
    made = replace(made, regions={**made.regions, small.iri: small})
    advice = asked_of(made, "dorp")
    assert advice.goals_of == iri("region", "a")
    assert names(advice) == ["Valtraining"]


def test_absence_has_kinds() -> None:
    made = facts(GOAL, initiative("garden", "Schooltuinen", themes=(YOUNG,)))
    assert asked_of(made).state is State.FOUND
    assert asked_of(made, theme=YOUNG).state is State.NO_GOALS
    assert asked_of(made, "c").state is State.NOT_READ
    assert not asked_of(made, "c").found


def test_words_narrow_down_goals_and_initiatives() -> None:
    made = facts(
        GOAL,
        initiative("valtraining", "Valtraining voor ouderen", themes=(FALLS,)),
        initiative("eten", "Samen eten in het dorpshuis", themes=(OLD,)),
    )
    assert set(names(asked_of(made))) == {"Valtraining voor ouderen", "Samen eten in het dorpshuis"}
    assert names(asked_of(made, about="valtraining")) == ["Valtraining voor ouderen"]


def test_who_leads_is_called_and_else_who_is_involved() -> None:
    lead, partner = organisation("lead", "b"), organisation("partner", "b")
    roles = {lead.iri: frozenset({"ledBy", "involves"}), partner.iri: frozenset({"partner"})}
    led = initiative("led", "Valtraining", roles=roles)
    shared = initiative("shared", "Valkliniek", roles={partner.iri: frozenset({"partner"})})
    made = facts(GOAL, led, shared, lead, partner)
    assert [(one.name, one.role) for one in contacts(made, led)] == [("lead", "ledBy")]
    assert [(one.name, one.role) for one in contacts(made, shared)] == [("partner", "partner")]


def test_a_reason_says_where_it_runs_and_which_goal_it_fits_whatever_the_words() -> None:
    odd = goal("odd", "Minder {region} vallen door training van ouderen", themes=(FALLS,))
    made = facts(
        odd, initiative("valtraining", "Valtraining tegen vallen", themes=(FALLS,), signals=frozenset({"pilot"}))
    )
    advice = asked_of(made)
    why = reason(made, advice, advice.found[0])
    assert "loopt al in Regio b" in why.nl and "als pilot" in why.nl
    assert "already runs in Regio b" in why.en
    assert "‘Minder {region} vallen door training van ouderen’ van Regio a" in why.nl
    assert "In Regio a is zo'n initiatief niet gevonden." in why.nl


def test_what_the_plan_of_the_region_names_is_told_with_its_place() -> None:
    made = facts(GOAL, initiative("valtraining", "Valtraining", themes=(FALLS,)))
    plan = replace(made.plans[iri("plan", "a")], sha256="a")
    made = replace(made, plans={**made.plans, plan.iri: plan})
    text = "Onze valtrainingen groeien. De VALTRAINING is bekend."
    prepared = Prepared(made, {"a": text}.get)
    advice = voorlopers(prepared, Asked(iri("region", "a")))
    mention = advice.found[0].mention
    assert mention is not None
    assert (mention.plan, text[mention.start : mention.end]) == (plan.iri, "VALTRAINING")
    assert "noemt ‘Valtraining’ wel" in reason(made, advice, advice.found[0]).nl
    assert prepared.mention([iri("region", "b")], ["Valtraining"]) is None


def test_an_answer_is_remembered_for_the_same_question_only() -> None:
    prepared = Prepared(facts(GOAL, initiative("valtraining", "Valtraining", themes=(FALLS,))))
    region, other = Asked(iri("region", "a")), Weights.usual().changed({"fit": 0.50001})
    assert voorlopers(prepared, region) is voorlopers(prepared, Asked(iri("region", "a")))
    for question in (Asked(iri("region", "c")), replace(region, limit=1), replace(region, weights=other)):
        assert voorlopers(prepared, question) is not voorlopers(prepared, region)


def test_an_empty_graph_says_how_to_build_one() -> None:
    empty = facts(regions="")
    with pytest.raises(EmptyGraphError, match="regiograaf build"):
        answer(Known(empty, Names([])), Prepared(empty), Asked(iri("region", "a")))


# --- weights


def test_weights_add_up_to_one_and_only_their_proportions_count() -> None:
    weights = Weights.usual().changed({"readiness": 2, "fit": 1, "evidence": "1", "fit.goals": 0})
    shares = weights.shares()
    assert (shares["readiness"], shares["fit"], shares["evidence"]) == (0.5, 0.25, 0.25)
    assert shares["fit.goals"] == 0
    assert math.isclose(sum(share for name, share in shares.items() if name.startswith("fit.")), 1, abs_tol=1e-3)


@pytest.mark.parametrize("given", [{"reach": 1}, {"fit": -1}, {"fit": "nan"}, {"fit": "veel"}, {"fit": "inf"}])
def test_a_weight_that_makes_no_sense_is_refused(given: dict[str, str | float]) -> None:
    with pytest.raises(WeightError):
        Weights.usual().changed(given)


def test_all_weights_zero_is_refused() -> None:
    with pytest.raises(WeightError, match="are 0"):
        Weights.usual().changed({"readiness": 0, "fit": 0, "evidence": 0})


@settings(max_examples=60, deadline=None)
@given(
    component=st.sampled_from(["readiness", "fit", "evidence"]),
    start=st.floats(0.01, 10),
    more=st.floats(0, 100),
)
def test_more_weight_on_what_an_initiative_is_best_in_never_lowers_it(
    component: str, start: float, more: float
) -> None:
    before = _ranks(component, start)
    after = _ranks(component, start + more)
    # of those that are equally good at it, the order may change
    best = max(value for value, _ in before.values())
    firsts = [name for name, (value, _) in before.items() if value == best]
    assert min(after[name][1] for name in firsts) <= min(before[name][1] for name in firsts)


def _ranks(component: str, weight: float) -> dict[str, tuple[float, int]]:
    advice = voorlopers(VARIED, Asked(iri("region", "a"), weights=Weights.usual().changed({component: weight})))
    return {one.initiative.iri: (one.components[component].value, rank) for rank, one in enumerate(advice.found)}


def _varied() -> Prepared:
    statuses = ("existing", "toScaleUp", "existing", "inDevelopment")
    signals = (frozenset({"pilot"}), frozenset({"provenPractice", "heading"}), frozenset(), frozenset({"namedExample"}))
    labels = ("Valtraining voor ouderen", "Koken in het dorp", "Na een val weer thuis", "Beweegclub Opa en Oma")
    return Prepared(
        facts(
            GOAL,
            *(
                initiative(
                    f"i{n}",
                    label,
                    "bc"[n % 2],
                    (FALLS, OLD)[: 1 + n % 2],
                    status=status,
                    signals=signal,
                    voorloper=True,
                )
                for n, (label, status, signal) in enumerate(zip(labels, statuses, signals, strict=True))
            ),
        )
    )


VARIED = _varied()


def test_scores_are_what_the_shown_components_and_weights_come_to() -> None:
    made = answer(Known(VARIED.facts, Names([])), VARIED, Asked(iri("region", "a")))
    assert made.voorlopers
    for one in made.voorlopers:
        parts = one.components.values()
        assert math.isclose(one.score, sum(part.value * part.weight for part in parts), abs_tol=1e-6)
        for component in parts:
            inner = sum(part.value * part.weight for part in component.parts.values())
            assert math.isclose(component.value, inner, abs_tol=1e-6)
            assert all(0 <= part.value <= 1 for part in component.parts.values())
        assert one.quotes and one.quotes[0].words
    assert all(len(row) == len(COLUMNS) for row in rows(made))
    assert [one.score for one in made.voorlopers] == sorted((one.score for one in made.voorlopers), reverse=True)
