"""The answers with networks, as JSON and as tables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

from pydantic import BaseModel, Field

from graph_api.facts import Facts, Organisation
from graph_api.facts.model import key_of
from graph_api.facts.named import EmptyGraphError, UnknownNameError
from graph_api.facts.shown import Named, QuoteInfo, named, quotes
from graph_api.networks.build import Chosen, Member, Tie
from graph_api.networks.measures import Measured, Standing
from graph_api.tables import Value
from ingest.outline.roles import fold

NOTE_NL: Final = (
    "Een lijn betekent: de lezing vond beide organisaties bij hetzelfde initiatief. Wie vaker samenwerken dan hun plannen "
    "zeggen, of dan de lezing vond, staan hier te los. docs/quality.md zegt hoeveel de lezing mist."
)
NOTE_EN: Final = (
    "A link means: the reading found both organisations with the same initiative. Those that work together more than their "
    "plans say, or than the reading found, stand too far apart here. docs/quality.md tells how much the reading misses."
)
Order = Literal["betweenness", "degree", "eigenvector", "strength"]


class NodeInfo(BaseModel):
    """An organisation in the network."""

    id: str = Field(description="IRI")
    label: str = Field(examples=["Gemeente Brinkland"])
    type: str | None = Field(description="key", examples=["gemeente"])
    initiatives: int
    roles: dict[str, int] = Field(examples=[{"ledBy": 2, "partner": 5}])
    regions: list[Named] = Field(description="of those initiatives")
    neighbours: int = Field(description="organisations that it shares an initiative with")
    degree: float = Field(ge=0, le=1, description="that number, as a share of all others")
    strength: float = Field(description="the sum of the weights of its links")
    betweenness: float = Field(ge=0, le=1, description="share of shortest paths between others that run over it")
    eigenvector: float = Field(ge=0, le=1, description="how central its neighbours are; the most central has 1")
    community: int = Field(description="from 1, the largest first; 0 where it has no neighbours")
    bridges_regions: bool = Field(description="works in two or more regions")
    bridges_communities: bool = Field(description="has neighbours in two or more communities, counting its own")


class LinkInfo(BaseModel):
    """Two organisations that share initiatives."""

    source: str
    target: str
    weight: int = Field(description="initiatives that they share")
    strength: float = Field(description="sum of 1 / (n - 1) over these, each with n organisations (Newman 2001)")
    initiatives: list[str] = Field(description="IRIs")


class NetworkAnswer(BaseModel):
    """A network, in the form that networkx (node_link_graph, edges='links') and D3 read."""

    version: str = Field(description="of the graph")
    region: Named | None
    theme: Named | None
    type: str | None
    directed: bool = False
    multigraph: bool = False
    total_nodes: int
    total_links: int
    communities: int
    sources: int = Field(
        description="organisations from which shortest paths were counted; a sample in a large network"
    )
    nodes: list[NodeInfo] = Field(description="the most central first")
    links: list[LinkInfo] = Field(description="between the nodes that are listed")
    note_nl: str = NOTE_NL
    note_en: str = NOTE_EN


class SharedInfo(BaseModel):
    """An initiative that two organisations share."""

    iri: str
    label: str
    regions: list[Named]
    role: list[str] = Field(description="of the organisation asked for")
    other_role: list[str]
    quotes: list[QuoteInfo]


class NeighbourInfo(BaseModel):
    """An organisation that shares initiatives with another."""

    organisation: NodeInfo
    weight: int
    strength: float
    initiatives: list[SharedInfo]


class OrganisationAnswer(BaseModel):
    """An organisation with its neighbours."""

    version: str = Field(description="of the graph")
    organisation: Named
    node: NodeInfo | None = Field(description="null where no initiative was found that it takes part in")
    neighbours: list[NeighbourInfo] = Field(description="those that it shares most with first")
    note_nl: str = NOTE_NL
    note_en: str = NOTE_EN


NODE_COLUMNS: Final = (
    "organisation",
    "type",
    "initiatives",
    "neighbours",
    "degree",
    "strength",
    "betweenness",
    "eigenvector",
    "community",
    "bridges regions",
    "bridges communities",
    "regions",
    "leads",
    "iri",
)
LINK_COLUMNS: Final = ("organisation", "other organisation", "initiatives", "strength", "names", "iri", "other iri")
NEIGHBOUR_COLUMNS: Final = ("organisation", "type", "initiatives", "strength", "betweenness", "names", "iri")


def answer(
    facts: Facts,
    measured: Measured,
    chosen: Chosen,
    *,
    limit: int = 200,
    bridges: bool = False,
    order: Order = "betweenness",
    version: str = "",
) -> NetworkAnswer:
    """A network, its most central organisations first.

    Args:
        facts: of the version.
        measured: the network that was chosen.
        chosen: what it was chosen by.
        limit: how many organisations to give at most.
        bridges: only organisations that bridge regions or communities.
        order: what puts one before another.
        version: of the graph.

    Raises:
        EmptyGraphError: no plan was read.
    """
    if facts.is_empty:
        raise EmptyGraphError
    standing = measured.standing
    ranked = sorted(standing, key=lambda iri: (-getattr(standing[iri], order), -standing[iri].strength, iri))
    if bridges:
        ranked = [iri for iri in ranked if standing[iri].bridges_regions or standing[iri].bridges_communities]
    shown = ranked[:limit]
    links = [(*sorted(pair), tie) for *pair, tie in measured.graph.subgraph(shown).edges(data="tie")]
    return NetworkAnswer(
        version=version,
        region=named(facts, chosen.region) if chosen.region else None,
        theme=named(facts, chosen.theme) if chosen.theme else None,
        type=_type(chosen.type),
        total_nodes=measured.graph.number_of_nodes(),
        total_links=measured.graph.number_of_edges(),
        communities=measured.communities,
        sources=measured.sources,
        nodes=[_node(facts, measured, iri) for iri in shown],
        links=[_link(*link) for link in sorted(links, key=lambda link: (-len(link[2].initiatives), link[0], link[1]))],
    )


def around(facts: Facts, measured: Measured, organisation: str, version: str = "") -> OrganisationAnswer:
    """An organisation with those that it shares initiatives with.

    Raises:
        EmptyGraphError: no plan was read.
    """
    if facts.is_empty:
        raise EmptyGraphError
    graph = measured.graph
    ties: list[tuple[str, Tie]] = (
        [(other, graph.edges[organisation, other]["tie"]) for other in graph[organisation]]
        if organisation in graph
        else []
    )
    ties.sort(key=lambda pair: (-len(pair[1].initiatives), -pair[1].strength, pair[0]))
    return OrganisationAnswer(
        version=version,
        organisation=named(facts, organisation),
        node=_node(facts, measured, organisation) if organisation in graph else None,
        neighbours=[
            NeighbourInfo(
                organisation=_node(facts, measured, other),
                weight=len(tie.initiatives),
                strength=tie.strength,
                initiatives=[_shared(facts, iri, organisation, other) for iri in tie.initiatives],
            )
            for other, tie in ties
        ],
    )


def type_of(facts: Facts, name: str) -> str:
    """The IRI of a type of organisation that occurs, by its IRI, key or name.

    Raises:
        UnknownNameError: no organisation has it.
    """
    types = sorted({one.type for one in facts.organisations.values() if one.type})
    for iri in types:
        if name in (iri, key_of(iri), _type(iri)) or fold(name) in map(fold, facts.label(iri)):
            return iri
    raise UnknownNameError("type of organisation", name, [_type(iri) or iri for iri in types])


def node_rows(answer: NetworkAnswer) -> list[list[Value]]:
    """A row for each organisation, as long as NODE_COLUMNS."""
    return [
        [
            node.label,
            node.type,
            node.initiatives,
            node.neighbours,
            round(node.degree, 4),
            node.strength,
            round(node.betweenness, 4),
            round(node.eigenvector, 4),
            node.community,
            _yes(node.bridges_regions),
            _yes(node.bridges_communities),
            "; ".join(region.label_nl for region in node.regions),
            node.roles.get("ledBy", 0),
            node.id,
        ]
        for node in answer.nodes
    ]


def link_rows(facts: Facts, answer: NetworkAnswer) -> list[list[Value]]:
    """A row for each link, as long as LINK_COLUMNS."""
    return [
        [
            facts.label(link.source).nl,
            facts.label(link.target).nl,
            link.weight,
            round(link.strength, 3),
            "; ".join(facts.label(iri).nl for iri in link.initiatives),
            link.source,
            link.target,
        ]
        for link in answer.links
    ]


def neighbour_rows(answer: OrganisationAnswer) -> list[list[Value]]:
    """A row for each neighbour, as long as NEIGHBOUR_COLUMNS."""
    return [
        [
            one.organisation.label,
            one.organisation.type,
            one.weight,
            round(one.strength, 3),
            round(one.organisation.betweenness, 4),
            "; ".join(shared.label for shared in one.initiatives),
            one.organisation.id,
        ]
        for one in answer.neighbours
    ]


def _node(facts: Facts, measured: Measured, iri: str) -> NodeInfo:
    organisation: Organisation = facts.organisations[iri]
    standing: Standing = measured.standing[iri]
    member: Member = measured.graph.nodes[iri]["member"]
    return NodeInfo(
        id=iri,
        label=organisation.label,
        type=_type(organisation.type),
        initiatives=len(member.initiatives),
        roles=dict(sorted(member.roles.items())),
        regions=[named(facts, region) for region in sorted(member.regions)],
        neighbours=standing.neighbours,
        degree=standing.degree,
        strength=standing.strength,
        betweenness=standing.betweenness,
        eigenvector=standing.eigenvector,
        community=standing.community,
        bridges_regions=standing.bridges_regions,
        bridges_communities=standing.bridges_communities,
    )


def _link(source: str, target: str, tie: Tie) -> LinkInfo:
    return LinkInfo(
        source=source, target=target, weight=len(tie.initiatives), strength=tie.strength, initiatives=tie.initiatives
    )


def _shared(facts: Facts, iri: str, organisation: str, other: str) -> SharedInfo:
    one = facts.initiatives[iri]
    return SharedInfo(
        iri=iri,
        label=one.label,
        regions=[named(facts, region) for region in one.regions],
        role=_sorted(one.roles[organisation]),
        other_role=_sorted(one.roles[other]),
        quotes=quotes(facts, one.quotes, 1),
    )


def _sorted(roles: Iterable[str]) -> list[str]:
    return sorted(roles)


def _type(iri: str) -> str | None:
    return key_of(iri).removeprefix("organisation-") if iri else None


def _yes(value: bool) -> str:
    return "ja" if value else "nee"
