"""What must hold of any comparison: the order of regions does not matter, figures are their facts, parts add up."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from graph_api.compare.answers import Cell
from graph_api.compare.atlas import Atlas
from graph_api.compare.compare import Asked, compare
from graph_api.compare.comparison import Comparison
from graph_api.compare.facts import Concept, Facts, Goal, Initiative, Plan, Region
from graph_api.compare.precomputed import Precomputed

REGIONS = ("region/a", "region/a1", "region/a2", "region/b", "region/c")
THEMES = ("theme/t", "theme/t1", "theme/u")
APPROACHES = ("approach/p", "approach/q")
KINDS = ("rg#ambition", "rg#objective")
STATUSES = ("rg#planned", "rg#existing", "rg#unknown")


def _some(values: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), max_size=2, unique=True).map(lambda found: tuple(sorted(found)))


goals = st.builds(
    Goal,
    iri=st.just(""),
    statement=st.sampled_from(["minder vallen", "meer bewegen", "kortere wachtlijsten"]),
    kind=st.sampled_from(KINDS),
    plan=st.just("plan/1"),
    region=st.sampled_from(REGIONS),
    themes=_some(THEMES),
    plan_themes=st.just(()),
    year=st.none() | st.integers(2024, 2030),
    targets=st.just(()),
    rejected=st.booleans(),
)
initiatives = st.builds(
    Initiative,
    iri=st.just(""),
    name=st.just("iets"),
    names=st.just(("iets",)),
    status=st.sampled_from(STATUSES),
    plan=st.just("plan/1"),
    region=st.sampled_from(REGIONS),
    themes=_some(THEMES),
    plan_themes=st.just(()),
    approaches=_some(APPROACHES),
    goals=st.just(()),
    voorloper=st.booleans(),
    start=st.none(),
    end=st.none(),
    rejected=st.booleans(),
)


@st.composite
def atlases(draw: st.DrawFn) -> Atlas:
    """Regions a (with the parts a1 and a2), b and c, and any facts of them."""
    some_goals = draw(st.lists(goals, max_size=8))
    some = draw(st.lists(initiatives, max_size=8))
    numbered = tuple(_numbered(goal, f"goal/{n}") for n, goal in enumerate(some_goals))
    links = draw(st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=6))
    together = [
        (f"goal/{i}", f"goal/{j}", 0.7)
        for i, j in sorted(links)
        if i < j < len(numbered) and numbered[i].region != numbered[j].region
    ]
    words = [(region, theme, float(draw(st.integers(1, 50)))) for region in REGIONS[:3] for theme in THEMES]
    facts = Facts(
        plans=(Plan("plan/1", "Plan", "2024", "", ("region/a", "region/b"), (), "s"),),
        regions=tuple(
            Region(iri, iri, "", ("region/a",) if iri in ("region/a1", "region/a2") else ()) for iri in REGIONS
        ),
        themes=tuple(Concept(iri, iri, iri, ("theme/t",) if iri == "theme/t1" else (), (iri,), ()) for iri in THEMES),
        approaches=tuple(Concept(iri, iri, iri, (), (iri,), ()) for iri in APPROACHES),
        plan_themes=(),
        goals=numbered,
        initiatives=tuple(_renamed(one, f"initiative/{n}") for n, one in enumerate(some)),
        similar=(),
        reasons={},
        names={},
    )
    places = {"s": {iri: [(0, 1, True)] for iri in draw(_some(THEMES))}}
    owner = {"plan/1": [(0, "region/a")]}
    return Atlas(Precomputed(1, "", facts, places, owner, {"plan/1": words}, {"plan/1": 100}, together))


def _numbered(goal: Goal, iri: str) -> Goal:
    fields = {name: getattr(goal, name) for name in Goal.__slots__}
    return Goal(**(fields | {"iri": iri}))


def _renamed(one: Initiative, iri: str) -> Initiative:
    fields = {name: getattr(one, name) for name in Initiative.__slots__}
    return Initiative(**(fields | {"iri": iri}))


def compared(atlas: Atlas, *regions: str, rollup: bool = True) -> Comparison:
    return compare(atlas, Asked(regions, rollup=rollup), lambda query: [], lambda sha256: "x", "1")


def facts_of(cell: Cell) -> set[str]:
    return {iri for some in (*cell.goals.values(), *cell.initiatives.values()) for iri in some}


@given(atlases(), st.permutations(REGIONS).map(lambda regions: regions[:3]))
@settings(deadline=None, max_examples=60)
def test_the_order_of_the_regions_changes_only_the_order_of_the_columns(atlas: Atlas, regions: list[str]) -> None:
    one, two = compared(atlas, *regions), compared(atlas, *reversed(regions))
    assert [row.key for row in one.rows] == [row.key for row in two.rows]
    for here, there in zip(one.rows, two.rows, strict=True):
        assert here.cells == list(reversed(there.cells))
    assert one.shared_by_all == two.shared_by_all
    assert one.only_in == two.only_in
    told = [sorted((m.region, m.row, m.text_nl) for m in found.missing) for found in (one, two)]
    assert told[0] == told[1]


@given(atlases())
@settings(deadline=None, max_examples=60)
def test_the_order_of_regions_apart_from_each_other_does_not_change_which_goals_go_together(atlas: Atlas) -> None:
    one, two = compared(atlas, "region/a", "region/b"), compared(atlas, "region/b", "region/a")
    grouped = [sorted(sorted(goal.iri for goal in g.goals) for g in found.together) for found in (one, two)]
    assert grouped[0] == grouped[1]
    for group in one.together:
        assert len({goal.region for goal in group.goals}) == group.regions >= 2


@given(atlases())
@settings(deadline=None, max_examples=60)
def test_figures_are_the_numbers_of_their_facts_and_all_facts_are_counted(atlas: Atlas) -> None:
    found = compared(atlas, *REGIONS, rollup=False)
    counted: set[str] = set()
    for row in found.rows:
        for cell in row.cells:
            assert cell.goal_count == sum(map(len, cell.goals.values()))
            assert cell.initiative_count == sum(map(len, cell.initiatives.values()))
            assert set(cell.voorlopers) <= {iri for some in cell.initiatives.values() for iri in some}
            assert (cell.state == "covered") == bool(cell.goal_count or cell.initiative_count)
            counted |= facts_of(cell)
    things = (*atlas.facts.goals, *atlas.facts.initiatives)
    assert counted == {thing.iri for thing in things if thing.themes and not thing.rejected}
    assert sum(column.goals for column in found.columns) == sum(not goal.rejected for goal in atlas.facts.goals)


@given(atlases())
@settings(deadline=None, max_examples=60)
def test_rolled_up_a_region_has_what_it_and_its_parts_have_apart(atlas: Atlas) -> None:
    rolled, apart = compared(atlas, "region/a"), compared(atlas, "region/a", rollup=False)
    each = {row.key: row for row in apart.rows}
    for row in rolled.rows:
        (cell,) = row.cells
        assert facts_of(cell) == {iri for part in each[row.key].cells for iri in facts_of(part)}
        assert cell.goal_count == sum(part.goal_count for part in each[row.key].cells)


@given(atlases())
@settings(deadline=None, max_examples=60)
def test_nothing_is_said_not_to_be_in_a_plan_that_speaks_of_it(atlas: Atlas) -> None:
    for row in compared(atlas, *REGIONS).rows:
        for cell in row.cells:
            if cell.state == "not-in-plan":
                assert not atlas.below(row.iri) & atlas.made.places["s"].keys()
            if cell.region == "c" and not facts_of(cell) and not cell.rejected:
                assert cell.state == "plan-not-read"
