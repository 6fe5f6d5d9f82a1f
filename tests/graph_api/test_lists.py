"""Lists of goals, initiatives and organisations: narrowed, counted, sorted, paged."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plan_facts import FALLS, OLD, YOUNG, facts, goal, initiative, iri, organisation, quote, target

from graph_api.errors import AskedError
from graph_api.facts import Label
from graph_api.facts.named import UnknownNameError
from graph_api.lists import Asked, Lists, goals, initiatives, organisations
from graph_api.lists.answers import Facet
from graph_api.lists.sift import Entry, sift
from graph_api.lists.tables import goal_table, initiative_table, organisation_table
from ontology import RGC

GROUP = str(RGC["group-ouderen"])
MEASURED = goal(
    "measured", "In 2026 is 30% getest", themes=(FALLS,), kind="resultAgreement", years=(2026,), targets=(target(30),)
)
WISH = goal("wish", "Iedereen oud en gezond", kind="ambition")
CHILD = goal("child", "Elk kind beweegt", "b", (YOUNG,), years=(2030,))
VAGUE = goal("vague", "Er valt veel te doen", kind="resultAgreement", quotes=(quote("vague", "Er valt", "a", 0.2),))
TRAINING = initiative(
    "training",
    "Valtraining",
    "a",
    (FALLS,),
    voorloper=True,
    signals=frozenset({"pilot"}),
    groups=frozenset({GROUP}),
    goals=(MEASURED.iri,),
    roles={
        iri("organisation", "ggd"): frozenset({"ledBy", "involves"}),
        iri("organisation", "zorg"): frozenset({"partner"}),
    },
)
PLAYING = initiative(
    "playing", "Speeltuin", "b", (YOUNG,), status="planned", roles={iri("organisation", "ggd"): frozenset({"involves"})}
)
MADE = facts(
    *(MEASURED, WISH, CHILD, VAGUE, TRAINING, PLAYING, organisation("ggd", "a", "b"), organisation("zorg", "a")),
    organisation("stil", "b"),
)
NAMED = replace(MADE, labels={**MADE.labels, GROUP: Label("ouderen", "older people")})
ALL = frozenset({iri("region", key) for key in "abc"})
LISTS = Lists(NAMED, lambda region: ALL if region == iri("region", "c") else frozenset({region}))


def counts(facets: list[Facet], name: str) -> dict[str, int]:
    return {one.key: one.count for facet in facets if facet.name == name for one in facet.choices}


def test_goals_of_a_region_and_of_the_regions_within_it() -> None:
    assert goals(LISTS, Asked(within={"region": iri("region", "b")})).total == 1
    everything = goals(LISTS, Asked(within={"region": iri("region", "c")}))
    assert everything.total == 4
    assert counts(everything.facets, "region") == {"a": 3, "b": 1}
    assert everything.region is not None and everything.region.key == "c"


def test_a_theme_holds_those_below_it_and_so_does_its_number() -> None:
    found = goals(LISTS, Asked(within={"theme": OLD}))
    assert {row.key for row in found.items} == {"measured", "wish", "vague"}
    assert counts(goals(LISTS, Asked()).facets, "theme") == {"ouderen": 3, "valpreventie": 1, "jeugd": 1}


def test_a_number_is_what_a_choice_leaves_with_the_others() -> None:
    found = goals(LISTS, Asked(chosen={"kind": ("resultAgreement",), "year": ("2026",)}))
    assert [row.key for row in found.items] == ["measured"]
    assert counts(found.facets, "kind") == {"resultAgreement": 1}
    assert counts(found.facets, "year") == {"2026": 1, "none": 1}
    for kind in ("resultAgreement", "ambition"):
        alone = goals(LISTS, Asked(chosen={"kind": (kind,)}))
        assert alone.total == counts(goals(LISTS, Asked()).facets, "kind")[kind]


def test_of_one_kind_any_choice_holds_and_of_each_kind_one_must() -> None:
    both = Asked(chosen={"kind": ("ambition", "objective")})
    assert {row.key for row in goals(LISTS, both).items} == {"wish", "child"}
    none = goals(LISTS, Asked(chosen={"kind": ("ambition",), "year": ("2030",)}))
    assert none.total == 0 and none.items == [] and none.pages == 1
    assert [
        one.chosen for facet in none.facets if facet.name == "kind" for one in facet.choices if one.key == "ambition"
    ]


def test_what_is_measured_comes_first_and_what_is_uncertain_last_of_its_kind() -> None:
    found = goals(LISTS, Asked())
    assert [row.key for row in found.items] == ["measured", "vague", "child", "wish"]
    assert [row.uncertain for row in found.items] == [False, True, False, False]
    assert [row.key for row in goals(LISTS, Asked(sort="year")).items][:2] == ["measured", "child"]
    first = found.items[0]
    assert first.targets[0].value == 30 and first.initiatives[0].label_nl == "Valtraining"
    assert first.quotes[0].words == MEASURED.statement


def test_initiatives_by_group_and_voorloper_with_the_reason() -> None:
    found = initiatives(LISTS, Asked(chosen={"group": ("ouderen",), "voorloper": ("yes",)}))
    (row,) = found.items
    assert (row.label, row.status, row.voorloper) == ("Valtraining", "existing", True)
    assert [one.key for one in row.signals] == ["signal-pilot"]
    assert [one.label_nl for one in row.leaders] == ["ggd"]
    assert [row.key for row in initiatives(LISTS, Asked()).items] == ["training", "playing"]
    assert initiatives(LISTS, Asked(within={"organisation": iri("organisation", "ggd")})).total == 2
    assert initiatives(LISTS, Asked(within={"leader": iri("organisation", "ggd")})).total == 1


def test_organisations_count_what_they_do_within_what_is_asked() -> None:
    found = organisations(LISTS, Asked())
    assert [(row.key, row.initiatives, row.roles) for row in found.items] == [
        ("ggd", 2, {"ledBy": 1, "involves": 1}),
        ("zorg", 1, {"partner": 1}),
        ("stil", 0, {}),
    ]
    within = organisations(LISTS, Asked(within={"theme": YOUNG}))
    assert [(row.key, row.roles) for row in within.items] == [("ggd", {"involves": 1})]
    assert {row.key for row in organisations(LISTS, Asked(within={"region": iri("region", "b")})).items} == {
        "ggd",
        "stil",
    }
    assert counts(found.facets, "role") == {"ledBy": 1, "partner": 1, "involves": 1, "named": 1}


def test_an_organisation_is_named_in_the_region_that_the_part_of_the_plan_is_about() -> None:
    named = replace(organisation("stil", "a"), quotes=(quote("stil", "Stil", "a"),))
    made = facts(MEASURED, named)
    owners = {iri("plan", "a"): [(0, iri("region", "a")), (5, iri("region", "b"))]}  # its words begin at 10
    found = Lists(made, lambda region: frozenset({region}), owners=owners)
    assert organisations(found, Asked(within={"region": iri("region", "b")})).total == 1
    assert organisations(found, Asked(within={"region": iri("region", "a")})).total == 0


def test_what_a_review_rejected_is_in_no_list() -> None:
    rejected = Lists(NAMED, LISTS.inside, frozenset({MEASURED.iri, TRAINING.iri}))
    assert goals(rejected, Asked()).total == 3
    assert initiatives(rejected, Asked()).total == 1
    assert organisations(rejected, Asked()).items[0].roles == {"involves": 1}


@pytest.mark.parametrize("size", [1, 2, 3])
def test_the_pages_together_are_the_list(size: int) -> None:
    first = goals(LISTS, Asked(size=size))
    each = [goals(LISTS, Asked(size=size, page=page)) for page in range(1, first.pages + 1)]
    together = [row.key for one in each for row in one.items]
    assert together == [row.key for row in goals(LISTS, Asked(size=None)).items]
    with pytest.raises(AskedError, match="no page"):
        goals(LISTS, Asked(size=size, page=first.pages + 1))


def test_what_is_not_there_is_refused_with_the_way_out() -> None:
    with pytest.raises(UnknownNameError, match="valpreventie"):
        goals(LISTS, Asked(chosen={"theme": ("valpreventi",)}))
    with pytest.raises(UnknownNameError, match="planned"):
        initiatives(LISTS, Asked(chosen={"status": ("plannd",)}))
    with pytest.raises(AskedError, match="sort=year"):
        goals(LISTS, Asked(sort="mood"))


def test_what_nothing_has_is_an_empty_list_and_no_mistake() -> None:
    assert goals(LISTS, Asked(chosen={"year": ("1999",)})).total == 0
    assert initiatives(LISTS, Asked(chosen={"status": ("stopped",)})).total == 0


def test_tables_have_a_row_for_each_thing_as_long_as_the_header() -> None:
    whole = Asked(size=None)
    for table, number in (
        (goal_table(goals(LISTS, whole)), 4),
        (initiative_table(initiatives(LISTS, whole)), 2),
        (organisation_table(organisations(LISTS, whole)), 3),
    ):
        rows = list(table.rows)
        assert len(rows) == number
        assert {len(row) for row in rows} == {len(table.columns)}


_VALUES = st.frozensets(st.sampled_from("xyz"), max_size=2)
_SIDES = st.fixed_dictionaries({"p": _VALUES, "q": _VALUES})


@given(
    st.lists(st.lists(_SIDES, min_size=1, max_size=2), max_size=6),
    st.fixed_dictionaries({}, optional={"p": _VALUES, "q": _VALUES}),
)
def test_a_count_is_what_is_left_when_that_alone_is_chosen_of_its_kind(
    things: list[list[dict[str, frozenset[str]]]], wanted: dict[str, frozenset[str]]
) -> None:
    entries = [Entry(str(number), tuple(sides)) for number, sides in enumerate(things)]
    chosen = {kind: values for kind, values in wanted.items() if values}
    found = sift(entries, {}, chosen, ("p", "q"), lambda kind, value: (value,))
    for kind in ("p", "q"):
        for value in "xyz":
            again = sift(entries, {}, {**chosen, kind: frozenset({value})}, (), lambda kind, value: (value,))
            assert len(again.sides) == found.counts[kind][value]
