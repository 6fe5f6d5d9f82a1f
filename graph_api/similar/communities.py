"""Groups of like initiatives over regions: candidates for an approach that the vocabulary does not have yet.

Communities of the graph of pairs called alike, by Louvain's method (Blondel et al. 2008) with a fixed seed.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final

import networkx as nx

from graph_api.search.words import STOP, tokens
from graph_api.similar.alike import Compared
from graph_api.similar.words import lemma

LEAST_REGIONS: Final = 2
_SEED: Final = 1
_MOST_WORDS: Final = 5


@dataclass(frozen=True)
class Group:
    """Like initiatives of several regions."""

    name: str
    """The words that most members' names share, as the most central member writes them."""
    members: tuple[int, ...]
    """Places in the list of initiatives, the most central first."""
    themes: tuple[str, ...]
    """National themes that at least half of the members have, the most frequent first."""
    approach: str | None
    """The approach of the vocabulary that at least half of the members follow; None: a candidate for a new one."""
    cohesion: float
    """Mean score (0 to 1) of the pairs in it that are called alike."""


def groups(compared: Compared) -> list[Group]:
    """The groups of like initiatives of two or more regions, the largest first."""
    graph = nx.Graph()
    for a, b, score in zip(compared.i, compared.j, compared.scores[: compared.alike], strict=False):
        graph.add_edge(int(a), int(b), weight=float(score))
    if not graph:
        return []
    ordered = nx.Graph()
    ordered.add_nodes_from(sorted(graph))  # Louvain depends on the order of nodes and edges
    ordered.add_edges_from(sorted(graph.edges(data=True), key=lambda edge: edge[:2]))
    found = [
        _group(compared, ordered, set(members)) for members in nx.community.louvain_communities(ordered, seed=_SEED)
    ]
    regions = [{compared.described.initiatives[place].region for place in group.members} for group in found]
    kept = [group for group, of in zip(found, regions, strict=True) if len(of) >= LEAST_REGIONS]
    return sorted(kept, key=lambda group: (-len(group.members), group.name, group.members))


def _group(compared: Compared, graph: nx.Graph, members: set[int]) -> Group:
    described = compared.described
    inside = graph.subgraph(members)
    ids = [one.id for one in described.initiatives]
    central = sorted(members, key=lambda place: (-inside.degree(place, weight="weight"), ids[place]))
    half = len(members) / 2
    themes = Counter(theme for place in central for theme in described.initiatives[place].themes)
    followed = Counter(key for place in central for key in sorted(described.approaches[place]))
    approach = max(followed, key=lambda key: (followed[key], key), default=None)
    weights = [weight for _, _, weight in inside.edges(data="weight")]
    return Group(
        name=_name(compared, central),
        members=tuple(central),
        themes=tuple(theme for theme, number in themes.most_common() if number >= half),
        approach=approach if approach and followed[approach] >= half else None,
        cohesion=round(sum(weights) / len(weights), 3),
    )


def _name(compared: Compared, central: list[int]) -> str:
    described = compared.described
    having = Counter(word for place in central for word in described.name_bags[place])
    shared = {word for word, number in having.items() if number > len(central) / 2}
    name = described.initiatives[central[0]].name
    chosen = [
        name[token.start : token.end]
        for token in tokens(name)
        if token.word not in STOP and described.bag(token.word).keys() & shared and lemma(token.word)
    ]
    return " ".join(chosen[:_MOST_WORDS]) if chosen else name
