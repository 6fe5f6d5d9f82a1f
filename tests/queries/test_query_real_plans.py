"""Each query on the graph of the real plans: it runs and has something to say."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from itertools import permutations

import pytest
from pyoxigraph import QuerySolutions, Store
from query_answers import Row, columns, rows, run, run_filled

import ontology
import queries
from queries import SavedQuery

pytestmark = pytest.mark.real_plans
EACH = pytest.mark.parametrize("query", queries.all(), ids=lambda query: query.name)
REGIONS = f"""PREFIX rg: <{ontology.RG}>
SELECT DISTINCT ?value WHERE {{
  {{ ?plan rg:coversRegion ?value }} UNION {{ ?plan rg:coversRegion/^rg:partOfRegion ?value . ?thing rg:region ?value }}
}} ORDER BY ?value"""
INITIATIVES = f"""PREFIX rg: <{ontology.RG}>
SELECT DISTINCT ?value WHERE {{ ?value rg:approach/^rg:approach ?other FILTER(?value != ?other) }} ORDER BY ?value"""


@EACH
def test_it_has_rows(real_store: Store, query: SavedQuery) -> None:
    found = rows(run(real_store, query, {}))
    if not found:
        # what a plan is read to cover may change, and with it the IRIs that the examples name
        warnings.warn(f"the example in the head of {query.name} gives no rows: choose another", stacklevel=1)
        found = _first_rows(real_store, query)
    assert found


@EACH
def test_filling_in_gives_the_same_answer_as_binding(real_store: Store, query: SavedQuery) -> None:
    values = next(iter(_values(real_store, query)), {})
    assert rows(run_filled(real_store, query, values)) == rows(run(real_store, query, values))


@EACH
def test_no_row_is_there_twice(real_store: Store, query: SavedQuery) -> None:
    found = rows(run(real_store, query, {}))
    assert len(set(found)) == len(found)


@EACH
def test_names_stand_next_to_iris(real_store: Store, query: SavedQuery) -> None:
    """Of what has a name in the graph, no row lacks it."""
    result = run(real_store, query, {})
    names = columns(result)
    records = [dict(zip(names, row, strict=True)) for row in rows(result)]
    for thing, name in (("region", "regionName"), ("theme", "themeName"), ("goal", "statement"), ("plan", "planTitle")):
        if thing in names and name in names:
            assert not [record for record in records if record[thing] and not record[name]]


@pytest.mark.parametrize("theme", ["ouderen", "digitalisering", "valpreventie", "geneesmiddelen"])
def test_the_matrix_and_the_table_of_a_theme_agree(real_store: Store, theme: str) -> None:
    keys = ("region", "goals", "initiatives", "presence")
    matrix = _records(run(real_store, queries.load("region-theme-matrix"), {}))
    given = {"theme": f"{ontology.RGT}{theme}"}
    table = _records(run(real_store, queries.load("goals-per-region-for-theme"), given))
    expected = {tuple(row[key] for key in keys) for row in matrix if row["theme"] == f"rgt:{theme}"}
    assert {tuple(row[key] for key in keys) for row in table} == expected


def test_every_plan_is_in_the_tables(real_store: Store) -> None:
    everything = _records(run(real_store, queries.load("regions-plans-and-themes"), {}))
    plans = [row for row in everything if row["what"] == "plan"]
    covered = {row["thing"] for row in everything if row["what"] == "region" and row["plans"]}
    matrix = _records(run(real_store, queries.load("region-theme-matrix"), {}))
    themes = {row["thing"] for row in everything if row["what"] == "theme"}
    assert len(plans) == 5
    assert {(row["region"], row["theme"]) for row in matrix} == {(a, b) for a in covered for b in themes}


def _records(result: QuerySolutions) -> list[dict[str, object]]:
    names = columns(result)
    return [dict(zip(names, row, strict=True)) for row in rows(result)]


def _first_rows(store: Store, query: SavedQuery) -> list[Row]:
    for values in _values(store, query):
        if found := rows(run(store, query, values)):
            return found
    return []


def _values(store: Store, query: SavedQuery) -> Iterator[Mapping[str, str]]:
    """Values from the graph for the parameters that are regions or initiatives; the others keep their example."""
    for kind, text in ((ontology.RG.Region, REGIONS), (ontology.RG.Initiative, INITIATIVES)):
        names = [parameter.name for parameter in query.parameters if parameter.of == str(kind)]
        if names:
            result = store.query(text, use_default_graph_as_union=True)
            assert isinstance(result, QuerySolutions)
            for chosen in permutations([solution[0].value for solution in result], len(names)):
                yield dict(zip(names, chosen, strict=True))
