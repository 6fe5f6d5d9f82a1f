"""Networks of organisations: ties, measures as networkx has them, bridges, and files that others read."""

from __future__ import annotations

import io
from dataclasses import replace

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plan_facts import YOUNG, facts, initiative, iri, organisation

from graph_api.facts import Facts
from graph_api.facts.named import UnknownNameError
from graph_api.networks import measures
from graph_api.networks.answer import (
    LINK_COLUMNS,
    NEIGHBOUR_COLUMNS,
    NODE_COLUMNS,
    answer,
    around,
    link_rows,
    neighbour_rows,
    node_rows,
    type_of,
)
from graph_api.networks.build import MOST, Chosen, network
from graph_api.networks.graphml import to_graphml
from graph_api.networks.measures import measured


def made(*groups: str, regions: str = "", **more: object) -> Facts:
    """Facts with an initiative for each group of organisations, named by letters; in region a, or in those given."""
    letters = sorted(set("".join(groups)))
    return facts(
        *(organisation(letter, "a") for letter in letters),
        *(
            initiative(
                f"i{n}",
                f"Initiatief {n}",
                (regions or "a" * len(groups))[n],
                roles={iri("organisation", letter): frozenset({"partner"}) for letter in group},
                **more,
            )
            for n, group in enumerate(groups)
        ),
    )


def test_ties_weigh_as_many_initiatives_as_are_shared() -> None:
    graph = network(made("xy", "xyz", "w"), Chosen())
    assert {iri_.rsplit("/", 1)[-1] for iri_ in graph} == set("wxyz")
    tie = graph.edges[iri("organisation", "x"), iri("organisation", "y")]["tie"]
    assert len(tie.initiatives) == 2
    assert tie.strength == 1 + 1 / 2  # Newman: 1 / (n - 1) of each
    assert network(made("xy", "xyz"), Chosen(least=2)).number_of_edges() == 1


def test_a_long_list_of_partners_ties_nobody() -> None:
    letters = "".join(chr(ord("Ā") + n) for n in range(MOST + 1))
    graph = network(made(letters), Chosen())
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (MOST + 1, 0)


def test_filters_choose_initiatives_and_organisations() -> None:
    everything = made("xy", "yz", regions="ab")
    assert network(everything, Chosen(region=iri("region", "b"))).number_of_edges() == 1
    assert not network(everything, Chosen(theme=YOUNG))
    typed = replace(everything.organisations[iri("organisation", "x")], type="t#organisation-ggd")
    other = replace(everything, organisations={**everything.organisations, typed.iri: typed})
    assert list(network(other, Chosen(type=type_of(other, "ggd")))) == [typed.iri]
    with pytest.raises(UnknownNameError, match="ggd"):
        type_of(other, "gdg")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text("abcdefgh", min_size=1, max_size=4), min_size=1, max_size=10))
def test_measures_are_those_of_networkx(groups: list[str]) -> None:
    found = measured(made(*groups), Chosen())
    assert_as_networkx(found)


def assert_as_networkx(found: measures.Measured) -> None:
    between = nx.betweenness_centrality(found.graph)
    degree = nx.degree_centrality(found.graph)
    for node, standing in found.standing.items():
        assert standing.betweenness == pytest.approx(between[node], abs=1e-9)
        if len(found.graph) > 1:
            assert standing.degree == pytest.approx(degree[node])
        assert 0 <= standing.eigenvector <= 1
        assert (standing.community == 0) == (standing.neighbours == 0)


def test_eigenvector_is_that_of_networkx_in_the_largest_part() -> None:
    found = measured(made("xyz", "zw", "wv", "pq"), Chosen())
    part = found.graph.subgraph(iri("organisation", letter) for letter in "xyzwv")
    theirs = nx.eigenvector_centrality_numpy(part, weight="weight")
    largest = max(map(abs, theirs.values()))
    for node, value in theirs.items():
        assert found.standing[node].eigenvector == pytest.approx(abs(value) / largest, abs=1e-6)
    assert found.standing[iri("organisation", "p")].eigenvector == 0


def test_paths_counted_from_a_sample_come_near(monkeypatch: pytest.MonkeyPatch) -> None:
    letters = [chr(ord("Ā") + n) for n in range(120)]
    ring = made(*(letters[n] + letters[(n + 1) % 120] for n in range(120)))
    whole = measured(ring, Chosen())
    monkeypatch.setattr(measures, "_CELLS", 120 * 60)
    part = measured(ring, Chosen())
    assert (whole.sources, part.sources) == (120, 60)
    one = iri("organisation", letters[0])
    assert part.standing[one].betweenness == pytest.approx(whole.standing[one].betweenness, rel=0.25)


def test_who_works_in_two_regions_bridges_unless_one_holds_the_other() -> None:
    everything = made("xy", "xz", regions="ab")
    assert measured(everything, Chosen()).standing[iri("organisation", "x")].bridges_regions
    inner = replace(everything.regions[iri("region", "b")], parents=(iri("region", "a"),))
    nested = replace(everything, regions={**everything.regions, inner.iri: inner})
    assert not measured(nested, Chosen()).standing[iri("organisation", "x")].bridges_regions


def test_who_ties_two_communities_bridges_and_can_be_asked_for() -> None:
    everything = made("abc", "abc", "def", "def", "cd")
    found = measured(everything, Chosen())
    assert found.communities == 2
    bridges = answer(everything, found, Chosen(), bridges=True)
    assert {node.label for node in bridges.nodes} == {"c", "d"}
    assert [(link.source[-1], link.target[-1]) for link in bridges.links] == [("c", "d")]


def test_the_same_network_gives_the_same_answer() -> None:
    everything = made("abc", "bcd", "def", "fgh", "ha", "ce")
    assert answer(everything, measured(everything, Chosen()), Chosen()) == answer(
        everything, measured(everything, Chosen()), Chosen()
    )


def test_a_limit_keeps_the_most_central_and_links_between_them() -> None:
    everything = made("ab", "bc", "cd", "de")
    part = answer(everything, measured(everything, Chosen()), Chosen(), limit=2)
    assert (part.total_nodes, part.total_links, len(part.nodes), len(part.links)) == (5, 4, 2, 1)
    assert part.nodes[0].label == "c"


def test_an_organisation_has_its_neighbours_with_what_they_share() -> None:
    everything = made("xy", "xyz", "pq")
    found = around(everything, measured(everything, Chosen()), iri("organisation", "x"))
    assert [(one.organisation.label, one.weight) for one in found.neighbours] == [("y", 2), ("z", 1)]
    assert found.neighbours[1].initiatives[0].label == "Initiatief 1"
    assert {len(row) for row in neighbour_rows(found)} == {len(NEIGHBOUR_COLUMNS)}
    idle = facts(organisation("idle", "a"))
    assert around(idle, measured(idle, Chosen()), iri("organisation", "idle")).node is None


def test_graphml_is_read_by_networkx_whatever_the_names() -> None:
    everything = made("xy", "xyz")
    odd = replace(everything.organisations[iri("organisation", "x")], label='<b>"Zorg" & \x00zo</b>')
    everything = replace(everything, organisations={**everything.organisations, odd.iri: odd})
    whole = answer(everything, measured(everything, Chosen()), Chosen())
    graph = nx.read_graphml(io.BytesIO(to_graphml(everything, whole).encode()))
    assert (graph.number_of_nodes(), graph.number_of_edges(), graph.is_directed()) == (3, 3, False)
    assert graph.nodes[odd.iri]["label"] == '<b>"Zorg" & \ufffdzo</b>'
    assert graph.edges[odd.iri, iri("organisation", "y")]["weight"] == 2
    assert {len(row) for row in node_rows(whole)} == {len(NODE_COLUMNS)}
    assert {len(row) for row in link_rows(everything, whole)} == {len(LINK_COLUMNS)}


def test_json_is_read_by_networkx() -> None:
    everything = made("xy", "xyz")
    whole = answer(everything, measured(everything, Chosen()), Chosen())
    graph = nx.node_link_graph(whole.model_dump(include={"directed", "multigraph", "nodes", "links"}), edges="links")
    assert nx.is_isomorphic(graph, network(everything, Chosen()))
