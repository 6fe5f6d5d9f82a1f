"""The checks of plans count what the saved queries list, and what voorlopers, checks and networks quote stands in the plans."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pyoxigraph import NamedNode, QuerySolutions, RdfFormat
from pyoxigraph import Store as Graphs

import queries
from graph_api.checks.tally import Checked, Scope
from graph_api.facts import Facts, read
from graph_api.facts.model import Initiative
from graph_api.networks.build import Chosen
from graph_api.networks.measures import measured
from graph_api.store import EmbeddedStore, Row, Snapshot
from graph_api.voorlopers import Asked, Prepared, State, voorlopers
from ingest.pipeline import PlanReading
from ontology import PREFIXES


@pytest.fixture(scope="module")
def snapshot(example_store: EmbeddedStore) -> Iterator[Snapshot]:
    with example_store.read() as opened:
        yield opened


@pytest.fixture(scope="module")
def checked(snapshot: Snapshot) -> Checked:
    facts = read(snapshot.rows)
    return Checked(facts, Prepared(facts).texts, snapshot.report)


def answers(snapshot: Snapshot, name: str, *columns: str) -> set[tuple[str, ...]]:
    rows = snapshot.rows(queries.load(name).filled({}))
    return {tuple(str(getattr(row[column], "value", "")) for column in columns) for row in rows}


def missing(checked: Checked, name: str) -> set[tuple[str, ...]]:
    return {(item.thing.iri,) for item in checked.items(name, Scope(), found=False)}


def test_goals_and_initiatives_without_each_other(snapshot: Snapshot, checked: Checked) -> None:
    assert missing(checked, "goal-served") == answers(snapshot, "goals-without-initiative", "goal") != set()
    assert missing(checked, "initiative-with-goal") == answers(snapshot, "initiatives-without-goal", "initiative")


def test_partners_that_do_nothing(snapshot: Snapshot, checked: Checked) -> None:
    found = {
        (item.thing.plans[0], item.thing.iri) for item in checked.items("organisation-active", Scope(), found=False)
    }
    assert found == answers(snapshot, "partners-without-initiative-or-goal", "plan", "organisation") != set()


def test_minimum_content(snapshot: Snapshot, checked: Checked) -> None:
    names = {
        "prioritisedThemes": "plan-prioritised-themes",
        "partiesAndSolutions": "plan-parties-and-solutions",
        "measurableAgreements": "plan-measurable-agreements",
        "visibleProgress": "plan-visible-progress",
    }
    rows = answers(snapshot, "plans-against-minimum-content", "plan", "requirement", "met")
    assert rows
    for plan, requirement, met in rows:
        share = checked.share(names[requirement], Scope(plan=plan))
        assert (share.found, share.of) == (int(met == "true"), 1)


def test_goals_with_a_year_and_an_owner(snapshot: Snapshot, checked: Checked) -> None:
    rows = snapshot.rows(queries.load("smart-goals-per-region-and-theme").text)
    compared = 0
    for row in rows:
        text = {name: str(getattr(term, "value", "")) for name, term in row.items()}
        if text.get("theme", "").endswith("/anders"):
            continue  # what fits no theme is on none here
        scope = Scope(region=text.get("region", ""), theme=text.get("theme", ""))
        dated, owned = checked.share("goal-time-bound", scope), checked.share("goal-owned", scope)
        assert [dated.found, owned.found, dated.of] == [int(text[name]) for name in ("timeBound", "owned", "goals")]
        compared += 1
    assert compared > 1


def test_pairs_of_organisations(snapshot: Snapshot, checked: Checked) -> None:
    graph = measured(checked.facts, Chosen()).graph
    found = {(*sorted(pair), str(tie["weight"])) for *pair, tie in graph.edges(data=True)}
    asked = answers(snapshot, "organisations-that-work-together", "organisationA", "organisationB", "initiatives")
    assert found == {(*sorted(pair), number) for *pair, number in asked} != set()


# --- the real plans


@pytest.fixture(scope="module")
def real(real_readings: list[PlanReading]) -> tuple[Facts, dict[str, str]]:
    """The facts of the real plans, and the text of each plan by its IRI."""
    import ontology

    graphs = Graphs()
    for part in ontology.PARTS:
        for path in ontology.files(part):
            graphs.load(
                ontology.turtle(path).encode(), RdfFormat.TURTLE, to_graph=NamedNode(f"{ontology.BASE}graph/{part}")
            )
    for reading in real_readings:
        graphs.load(reading.ntriples, RdfFormat.N_TRIPLES, to_graph=NamedNode(reading.graph))

    def rows(query: str) -> list[Row]:
        found = graphs.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
        assert isinstance(found, QuerySolutions)
        names = [variable.value for variable in found.variables]
        return [{name: row[name] for name in names if row[name] is not None} for row in found]

    texts = {f"{ontology.BASE}plan/{reading.key}": reading.text for reading in real_readings}
    return read(rows), texts


@pytest.mark.real_plans
def test_voorlopers_for_every_real_region_are_of_others_and_stand_in_their_plans(
    real: tuple[Facts, dict[str, str]],
) -> None:
    facts, texts = real
    prepared = Prepared(facts)
    for region in facts.covered:
        advice = voorlopers(prepared, Asked(region, limit=30))
        assert advice.state is State.FOUND and advice.found
        own = facts.below(region) | facts.above(region)
        names = {
            name
            for one in facts.initiatives.values()
            if own.intersection(one.regions)
            for name in prepared.names[one.iri]
        }
        for found in advice.found:
            _is_elsewhere_and_quoted(found.initiative, own, texts)
            assert not prepared.names[found.initiative.iri] & names
        assert len({found.initiative.iri for found in advice.found}) == len(advice.found)


def _is_elsewhere_and_quoted(one: Initiative, own: frozenset[str], texts: dict[str, str]) -> None:
    assert not own.intersection(one.regions)
    assert one.status != "stopped"
    for quote in one.quotes:
        assert texts[quote.plan][quote.start : quote.end] == quote.words
