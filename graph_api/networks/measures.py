"""Who stands central in a network, in which community, and who bridges regions or communities."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any, Final

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graph_api.facts import Facts
from graph_api.networks.build import Chosen, network

SEED: Final = 20
"""Of the communities and of the sample: the same network gives the same answer."""
_CELLS: Final = 30_000_000
"""Nodes times edges that paths are counted over in one go; in a larger network they are counted from a sample of nodes."""
_ROUNDS: Final = 200


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an organisation stands."""

    neighbours: int
    degree: float
    """The share of all others that it is tied to, 0 to 1."""
    strength: float
    """The sum of the weights of its ties: with how many it works, each as often as it does."""
    betweenness: float
    """The share of shortest paths between others that run over it, 0 to 1 (Freeman 1977); ties count alike."""
    eigenvector: float
    """How central those are that it is tied to, 0 to 1; the most central has 1 (Bonacich 1972); weighted."""
    community: int
    """From 1, the largest first (Louvain, Blondel et al. 2008); 0 where it is tied to nobody."""
    bridges_regions: bool
    """Whether it works in regions none of which holds another."""
    bridges_communities: bool
    """Whether it is tied to organisations of two or more communities."""


@dataclass(frozen=True)
class Measured:
    """A network with where each organisation stands."""

    graph: nx.Graph
    standing: dict[str, Standing]
    communities: int
    sources: int
    """Nodes that paths were counted from; all of them where the network is small enough."""


def measured(facts: Facts, chosen: Chosen) -> Measured:
    """The network that is asked for, with all measures."""
    graph = network(facts, chosen)
    sources = _sources(graph)
    between, eigen = _betweenness(graph, sources), _eigenvector(graph)
    communities = _communities(graph)
    number = graph.number_of_nodes()
    standing = {
        iri: Standing(
            neighbours=graph.degree(iri),
            degree=graph.degree(iri) / (number - 1) if number > 1 else 0.0,
            strength=float(graph.degree(iri, weight="weight")),
            betweenness=between[iri],
            eigenvector=eigen[iri],
            community=communities.get(iri, 0),
            bridges_regions=_apart(facts, graph.nodes[iri]["member"].regions),
            bridges_communities=len({communities[other] for other in graph[iri]} | {communities.get(iri, 0)} - {0}) > 1,
        )
        for iri in graph
    }
    return Measured(graph, standing, max(communities.values(), default=0), len(sources))


def _apart(facts: Facts, regions: set[str]) -> bool:
    return any(
        one not in facts.above(other) and other not in facts.above(one)
        for one in regions
        for other in regions
        if one < other
    )


def _communities(graph: nx.Graph) -> dict[str, int]:
    tied = graph.subgraph([iri for iri in graph if graph.degree(iri)])
    # a copy in order: the seed only helps where the nodes come in the same order
    ordered = nx.Graph()
    ordered.add_nodes_from(sorted(tied))
    ordered.add_weighted_edges_from(sorted((*sorted(pair), tied.edges[pair]["weight"]) for pair in tied.edges))
    found = nx.community.louvain_communities(ordered, weight="weight", seed=SEED) if ordered else []
    ranked = sorted(found, key=lambda group: (-len(group), min(group)))
    return {iri: place for place, group in enumerate(ranked, 1) for iri in group}


def _eigenvector(graph: nx.Graph) -> dict[str, float]:
    """By power iteration over the largest part of the network that hangs together; 0 outside it."""
    found = dict.fromkeys(graph, 0.0)
    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    if not parts or len(parts[0]) < 2:
        return found
    nodes = sorted(parts[0])
    matrix = nx.to_scipy_sparse_array(graph, nodes, weight="weight", dtype=float, format="csr")
    vector = np.ones(len(nodes))
    for _ in range(_ROUNDS):
        grown = matrix @ vector + vector  # adding itself keeps a network of two sides from swinging
        grown /= grown.max()
        if np.abs(grown - vector).max() < 1e-9:
            break
        vector = grown
    return found | dict(zip(nodes, map(float, vector), strict=True))


def _sources(graph: nx.Graph) -> list[str]:
    nodes = sorted(iri for iri in graph if graph.degree(iri))
    most = max(50, _CELLS // max(1, graph.number_of_edges()))
    return nodes if len(nodes) <= most else sorted(random.Random(SEED).sample(nodes, most))  # noqa: S311 (no secret)


def _betweenness(graph: nx.Graph, sources: list[str]) -> dict[str, float]:
    """Freeman's betweenness, normalised; from a sample of sources as Brandes and Pich (2007) have it.

    Brandes' method (2001) with all sources side by side: the paths of one length more are a product of matrices. This is
    many times faster than a source at a time in Python, and gives what networkx gives.
    """
    found = dict.fromkeys(graph, 0.0)
    nodes = sorted(iri for iri in graph if graph.degree(iri))
    number = graph.number_of_nodes()
    if len(nodes) < 3:
        return found
    matrix = nx.to_scipy_sparse_array(graph, nodes, weight=None, dtype=float, format="csr")
    place = {iri: at for at, iri in enumerate(nodes)}
    total: NDArray[np.float64] = np.zeros(len(nodes))
    step = max(1, _CELLS // (8 * len(nodes)))
    for start in range(0, len(sources), step):
        total += _dependencies(matrix, [place[iri] for iri in sources[start : start + step]])
    scale = len(nodes) / len(sources) / ((number - 1) * (number - 2))
    return found | {iri: min(1.0, float(total[at] * scale)) for iri, at in place.items()}


def _dependencies(matrix: Any, sources: list[int]) -> NDArray[np.float64]:
    """The sum of what each node does for the paths from these sources (Brandes 2001)."""
    size, columns = matrix.shape[0], np.arange(len(sources))
    paths = np.zeros((size, len(sources)))
    paths[sources, columns] = 1
    reached = paths > 0
    levels = [reached.copy()]
    while True:
        grown = np.asarray(matrix @ np.where(levels[-1], paths, 0))
        fresh = (grown > 0) & ~reached
        if not fresh.any():
            break
        paths[fresh] = grown[fresh]
        reached |= fresh
        levels.append(fresh)
    dependency = np.zeros_like(paths)
    safe = np.where(paths > 0, paths, 1)
    for level, before in zip(reversed(levels[1:]), reversed(levels[:-1]), strict=True):
        share = np.where(level, (1 + dependency) / safe, 0)
        dependency += np.where(before, paths * np.asarray(matrix @ share), 0)
    dependency[sources, columns] = 0
    return np.asarray(dependency.sum(axis=1))
