"""The facts of a version as objects, and who is meant by a key, an IRI or a name."""

from __future__ import annotations

from dataclasses import replace

import pytest
from plan_facts import FALLS, OLD, facts, goal, iri

from graph_api.facts import Facts, Region, read
from graph_api.facts.model import closure
from graph_api.facts.named import Known, UnknownNameError
from graph_api.lookup import Kind, Named, Names
from graph_api.plans import stored_plans
from graph_api.store import EmbeddedStore
from ontology import BASE


@pytest.fixture(scope="module")
def examples(example_store: EmbeddedStore) -> Facts:
    with example_store.read() as snapshot:
        return read(snapshot.rows)


def test_everything_of_the_graph_is_read_once(examples: Facts, example_store: EmbeddedStore) -> None:
    with example_store.read() as snapshot:
        plans = stored_plans(snapshot)
        sources = {plan.iri: snapshot.source(plan.sha256) for plan in plans}
    assert {plan.key for plan in plans} == {plan.key for plan in examples.plans.values()}
    for plan in plans:
        counted = {
            "goals": sum(plan.iri in goal_.plans for goal_ in examples.goals.values()),
            "initiatives": sum(plan.iri in one.plans for one in examples.initiatives.values()),
            "voorlopers": sum(one.voorloper and plan.iri in one.plans for one in examples.initiatives.values()),
        }
        assert counted == {kind: plan.counts[kind] for kind in counted}
    for thing in (*examples.goals.values(), *examples.initiatives.values(), *examples.organisations.values()):
        for quote in thing.quotes:
            text = sources[quote.plan]
            assert text is not None and text[quote.start : quote.end] == quote.words


def test_themes_and_regions_know_what_is_above_and_below(examples: Facts) -> None:
    assert examples.on_theme([FALLS], OLD) and not examples.on_theme([OLD], FALLS)
    for region in examples.covered:
        assert all(region in examples.below(above) for above in examples.above(region))


def test_a_circle_of_regions_has_an_end() -> None:
    assert closure({"a": ["b"], "b": ["c"], "c": ["a"]})["a"] == {"a", "b", "c"}


def test_what_is_not_known_of_a_thing_stays_empty() -> None:
    assert read(lambda query: []) == Facts({}, {}, {}, {}, {}, {}, {}, {})


def test_an_update_is_told_from_a_plan(examples: Facts) -> None:
    assert {plan.key for plan in examples.plans.values() if plan.is_update} == {"brinkland-update-2024"}


# --- who is meant


def test_plans_themes_and_organisations_have_keys_iris_and_names(examples: Facts, example_store: EmbeddedStore) -> None:
    with example_store.read() as snapshot:
        known = Known(examples, Names.of(snapshot))
    plan, organisation = f"{BASE}plan/brinkland", f"{BASE}organisation/ggz-de-linde"
    assert {known.plan(name) for name in (plan, "brinkland", "regioplan BRINKLAND")} == {plan}
    assert {known.theme(name) for name in (OLD, "ouderen", "Older people")} == {OLD}
    assert {known.organisation(name) for name in (organisation, "ggz-de-linde", "ggz de linde")} == {organisation}
    with pytest.raises(UnknownNameError, match="'Brinkland'") as error:
        known.region("Brinklan")
    assert "Brinkland" in error.value.near


def test_of_regions_of_one_name_that_with_facts_is_meant() -> None:
    made = facts(goal("g", "Ouderen blijven gezond"))
    twins = [Region(iri("region", key), "Regio a", ("Regio a",), frozenset(), ()) for key in ("0", "z")]
    made = replace(made, regions={**made.regions, **{one.iri: one for one in twins}})
    names = Names(Named(one.iri, (Kind.REGION,), one.label, one.names, "") for one in made.regions.values())
    known = Known(made, names)
    assert known.region("regio A") == iri("region", "a")
    assert known.region("z") == iri("region", "z")
    assert known.alike(iri("region", "z")) == ("Regio a",)
