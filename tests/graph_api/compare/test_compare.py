"""Regions side by side: figures with their facts, what an empty cell means, goals together, the address."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from coast import DUIN, KUST, REJECTED, atlas, iri, made, theme

from graph_api.compare.answers import Cell
from graph_api.compare.compare import Asked, compare
from graph_api.compare.comparison import Comparison
from graph_api.store import Snapshot


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """A version with the plans of Kust and Duin."""
    with made(tmp_path_factory.mktemp("coast") / "store", "kust", "duin").read() as opened:
        yield opened


def compared(snapshot: Snapshot, *regions: str, **how: object) -> Comparison:
    asked = Asked(tuple(iri(f"region/{name}") for name in regions), **how)  # type: ignore[arg-type]
    return compare(atlas(snapshot), asked, snapshot.rows, snapshot.source, snapshot.info.name)


def cell(found: Comparison, row: str, region: str) -> Cell:
    (wanted,) = [one for one in found.rows if one.key == row]
    (there,) = [one for one in wanted.cells if one.region == region]
    return there


def test_a_cell_has_its_goals_by_kind_its_initiatives_by_status_and_its_voorlopers(snapshot: Snapshot) -> None:
    found = cell(compared(snapshot, "kust", "duin"), "valpreventie", "kust")
    assert found.state == "covered"
    assert found.goals == {"resultAgreement": [iri("goal/kust/1")]}
    assert found.initiatives == {"existing": [iri("initiative/kust/val")]}
    assert found.voorlopers == [iri("initiative/kust/val")]
    assert (found.goal_count, found.initiative_count, found.voorloper_count) == (1, 1, 1)


def test_a_theme_holds_what_is_below_it_and_the_themes_of_the_plan_that_map_to_it(snapshot: Snapshot) -> None:
    found = compared(snapshot, "kust", "duin", concepts=(theme("ouderen"),))
    assert {row.key for row in found.rows} == {"ouderen", "dementie", "palliatieve-zorg", "valpreventie"}
    assert cell(found, "ouderen", "kust").goals == {"resultAgreement": [iri("goal/kust/1")]}
    assert cell(found, "ouderen", "duin").goals == {"resultAgreement": [iri("goal/duin/1")]}
    assert cell(found, "ouderen", "kust").plan_themes == [iri("theme/kust-ouderen")]


def test_a_region_holds_its_parts_rolled_up_and_has_them_beside_it_apart(snapshot: Snapshot) -> None:
    rolled = compared(snapshot, "kust")
    assert cell(rolled, "welzijn-op-recept", "kust").initiative_count == 1
    apart = compared(snapshot, "kust", rollup=False)
    assert [(column.key, column.part_of) for column in apart.columns] == [("kust", None), ("noord", "kust")]
    assert cell(apart, "welzijn-op-recept", "kust").initiative_count == 0
    assert cell(apart, "welzijn-op-recept", "noord").initiative_count == 1


def test_a_region_of_the_same_municipalities_holds_the_region_whose_plan_it_is(snapshot: Snapshot) -> None:
    found = compared(snapshot, "zorgkantoor", "kust")
    assert [column.goals for column in found.columns] == [2, 2]
    assert found.columns[0].plans == found.columns[1].plans


@pytest.mark.parametrize(
    ("row", "region", "state", "words"),
    [
        ("acute-zorg", "duin", "covered", ""),
        ("geneesmiddelen", "kust", "mentioned", "medicatie"),
        ("ouderen", "noord", "mentioned", "ouderen"),  # in the plan of the region around it
        ("geneesmiddelen", "duin", "not-in-plan", ""),
        ("mantelzorg-informele-zorg", "stil", "plan-not-read", ""),
        ("anders", "kust", "not-found", ""),  # nothing tells whether a plan speaks of other themes
    ],
)
def test_what_was_not_found_is_of_several_kinds(
    snapshot: Snapshot, row: str, region: str, state: str, words: str
) -> None:
    found = cell(compared(snapshot, "kust", "duin", "noord", "stil"), row, region)
    assert found.state == state
    assert any(place.words == words for place in found.mentioned) if words else not found.mentioned


def test_a_place_where_something_is_mentioned_is_in_the_text(snapshot: Snapshot) -> None:
    found = compared(snapshot, "kust", "duin")
    places = [(place, c.region) for row in found.rows for c in row.cells for place in c.mentioned]
    assert places
    for place, region in places:
        assert {"kust": KUST, "duin": DUIN}[region][place.start : place.end] == place.words


def test_never_lacks_what_its_plan_speaks_of(snapshot: Snapshot) -> None:
    found = compared(snapshot, "kust", "duin")
    told = {(one.region, one.row): one.text_nl for one in found.missing}
    assert told["kust", "acute-zorg"].startswith("Kust: niet gevonden over Acute zorg, en geen van de woorden")
    assert (
        "noemt het wel" in told["duin", "mantelzorg-informele-zorg"]
        or "geen van" in (told["duin", "mantelzorg-informele-zorg"])
    )
    assert not any(one.state == "covered" for one in found.missing)
    for one in found.missing:
        assert ("noemt het wel" in one.text_nl) == (one.state == "mentioned" and "onderwerp" not in one.text_nl)


def test_what_a_review_rejects_counts_nowhere_and_is_said_to_be_rejected(tmp_path: Path) -> None:
    with made(tmp_path / "store", "kust", "duin", curation=REJECTED).read() as snapshot:
        found = compared(snapshot, "kust", "duin")
    there = cell(found, "acute-zorg", "duin")
    assert (there.state, there.goal_count, there.goals) == ("rejected", 0, {})
    assert [(one.iri, one.why) for one in there.rejected] == [(iri("goal/duin/2"), "Het gaat over een gebouw.")]
    assert "acute-zorg" not in found.only_in["duin"]
    assert found.columns[1].goals == 1


def test_without_the_text_of_a_plan_nothing_is_said_not_to_be_in_it(tmp_path: Path) -> None:
    with made(tmp_path / "store", "kust", "duin", texts=False).read() as snapshot:
        found = compared(snapshot, "kust", "duin")
    states = {one.state for row in found.rows for one in row.cells}
    assert states == {"covered", "not-found"}
    assert {c.salience for row in found.rows for c in row.cells} == {None}


def test_what_all_have_what_one_has_and_what_one_lacks(snapshot: Snapshot) -> None:
    found = compared(snapshot, "kust", "duin")
    assert set(found.shared_by_all) == {"ouderen", "valpreventie", "sociale-basis", "welzijn-op-recept"}
    assert found.only_in == {"kust": ["mantelzorg-informele-zorg"], "duin": ["acute-zorg"]}
    assert {(one.region, one.row) for one in found.missing} == {
        ("kust", "acute-zorg"),
        ("duin", "mantelzorg-informele-zorg"),
    }


def test_the_rows_most_worth_comparing_come_first(snapshot: Snapshot) -> None:
    rows = compared(snapshot, "kust", "duin").rows
    covered = [row.covered for row in rows]
    assert covered == sorted(covered, reverse=True)
    both = [row.difference for row in rows if row.covered == 2]
    assert both == sorted(both, reverse=True)


def test_goals_that_say_the_same_stand_side_by_side_with_their_years_and_targets(snapshot: Snapshot) -> None:
    (group,) = compared(snapshot, "kust", "duin").together
    assert [(goal.region, goal.year, goal.targets[0].value) for goal in group.goals] == [
        ("kust", 2026, 30.0),
        ("duin", 2027, 40.0),
    ]
    assert group.years_differ
    assert group.themes == ["valpreventie"]
    assert 0.48 <= group.score <= 1


def test_approaches_are_compared_too(snapshot: Snapshot) -> None:
    found = compared(snapshot, "kust", "duin", over="approaches")
    (row,) = found.rows
    assert row.key == "welzijn-op-recept"
    assert [one.initiatives for one in row.cells] == [
        {"existing": [iri("initiative/kust/wor")]},
        {"planned": [iri("initiative/duin/wor")]},
    ]


def test_facts_come_with_the_words_of_the_plan_on_request(snapshot: Snapshot) -> None:
    assert compared(snapshot, "kust", "duin").facts is None
    found = compared(snapshot, "kust", "duin", evidence=True)
    assert found.facts is not None
    counted = {f for row in found.rows for c in row.cells for some in c.goals.values() for f in some}
    counted |= {f for row in found.rows for c in row.cells for some in c.initiatives.values() for f in some}
    assert found.facts.keys() == counted
    for fact in found.facts.values():
        for words in fact.evidence:
            assert {"kust": KUST, "duin": DUIN}[words.plan.rsplit("/", 1)[1]][words.start : words.end] == words.words
    assert found.facts[iri("goal/kust/2")].label == "In Noord kennen alle mantelzorgers het steunpunt."


def test_the_address_holds_all_that_was_asked(snapshot: Snapshot) -> None:
    found = compared(snapshot, "duin", "kust", concepts=(theme("ouderen"), theme("acute-zorg")), rollup=False)
    asked = parse_qs(urlsplit(found.self).query)
    assert asked == {"region": ["duin", "kust"], "theme": ["acute-zorg", "ouderen"], "rollup": ["false"]}
    assert "over=approaches" in compared(snapshot, "kust", over="approaches").self


def test_saliences_of_a_region_add_up_to_one_and_rare_themes_weigh_more(snapshot: Snapshot) -> None:
    found = compared(snapshot, "kust", "duin")
    tops = [row for row in found.rows if not row.broader]
    for at in range(2):
        assert sum(row.cells[at].salience or 0 for row in tops) == pytest.approx(1, abs=0.002)
        assert sum(row.cells[at].share or 0 for row in tops) == pytest.approx(1, abs=0.002)
    spoed = cell(found, "acute-zorg", "duin")  # only Duin has it
    assert spoed.salience is not None and spoed.share is not None
    assert spoed.salience > spoed.share
