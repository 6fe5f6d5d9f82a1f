"""/networks/organisations and /organisations/{key}/network: who works together, who stands central, who bridges."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Path, Query, Request, Response

from graph_api.facts.named import Known
from graph_api.networks.answer import (
    LINK_COLUMNS,
    NEIGHBOUR_COLUMNS,
    NODE_COLUMNS,
    NetworkAnswer,
    Order,
    OrganisationAnswer,
    answer,
    around,
    link_rows,
    neighbour_rows,
    node_rows,
    type_of,
)
from graph_api.networks.build import Chosen
from graph_api.networks.graphml import to_graphml
from graph_api.pages_of import choices
from graph_api.pages_of.organisation import NODES, figure
from graph_api.routes import documents
from graph_api.routes.answering import Form, Format, Name, Page, Table, answered, csv_of, known, responses
from graph_api.routes.documents import readable
from graph_api.routes.thing_pages import network, types_of
from graph_api.store import Snapshot
from graph_api.web import language, words

router = APIRouter(tags=["Networks"])
_GRAPHML: Final = "application/graphml+xml"
_ROWS: Final = 100
"""Rows of a table on a page; more makes it heavy."""


@readable(
    router,
    "/networks/organisations",
    summary="Organisations that work together in initiatives",
    response_model=NetworkAnswer,
    responses=responses("Organisations and what ties them", _GRAPHML),
)
def organisations(
    request: Request,
    region: Name = "",
    theme: Name = "",
    type: Annotated[str, Query(max_length=300, description="of organisation", examples=["gemeente"])] = "",
    least: Annotated[int, Query(ge=1, le=1000, description="initiatives that two share at least")] = 1,
    bridges: Annotated[bool, Query(description="only those that bridge regions or communities")] = False,
    order: Annotated[Order, Query(description="what puts one before another")] = "betweenness",
    limit: Annotated[int, Query(ge=1, le=100_000, description="organisations to give at most")] = 200,
    table: Annotated[Literal["nodes", "links"], Query(description="which of the two, in CSV")] = "nodes",
    format: Format = None,
) -> Response:
    """A weighted network with centralities and communities; of a region, on a theme, of one type of organisation.

    `bridges=true` gives those that work in two or more regions, or tie two or more communities. With `format=graphml` for
    Gephi, and with `format=csv` a table of nodes, or with `table=links` of links.

    Netwerk van organisaties die samen in initiatieven voorkomen.
    """
    used: list[Known] = []

    def chosen_of(found: Known) -> Chosen:
        return Chosen(
            found.region(region) if region else "",
            found.theme(theme) if theme else "",
            type_of(found.facts, type) if type else "",
            least,
        )

    def more(snapshot: Snapshot, made: NetworkAnswer) -> Mapping[str, Any]:
        """The figure, and what the form offers."""
        facts, tongue = used[0].facts, language(request)
        at = 1 if tongue == "en" else 0
        net = network(request, snapshot, facts, chosen_of(used[0]))
        own = made.region.key if made.region else ""
        texts = words(tongue)
        rest = texts["network_other_types"]
        return {
            "figure": figure(facts, net, made.nodes, at, rest, documents.links(request).of),
            "regions": choices.regions(facts, texts["voorlopers_regions"], texts["voorlopers_inside"], own),
            "themes": choices.themes(facts, tongue),
            "types": types_of(facts, at),
            "asked": {"least": str(least), "bridges": bridges, "order": order},
            "most": NODES,
            "rows": _ROWS,
        }

    def make(snapshot: Snapshot) -> NetworkAnswer:
        found = known(request, snapshot)
        used.append(found)
        chosen = chosen_of(found)
        net = network(request, snapshot, found.facts, chosen)
        version = snapshot.info.name
        return answer(found.facts, net, chosen, limit=limit, bridges=bridges, order=order, version=version)

    def as_table(made: Any) -> Table:
        if table == "nodes":
            return Table("organisations", NODE_COLUMNS, node_rows(made))
        return Table("links", LINK_COLUMNS, link_rows(used[0].facts, made))

    def as_graphml(made: Any) -> str:
        return to_graphml(used[0].facts, made)

    graphml = Form("graphml", "GraphML", (_GRAPHML,), as_graphml, "organisations.graphml", attached=True)
    page = Page("networks.html", more)
    return answered(request, format, make, csv_of(as_table, "organisations"), graphml, page=page)


@readable(
    router,
    "/organisations/{key}/network",
    summary="With whom an organisation works",
    response_model=OrganisationAnswer,
    responses=responses("Its neighbours, with the initiatives that they share"),
)
def organisation(
    request: Request,
    key: Annotated[str, Path(max_length=300, description="key or name", examples=["buurtzorg"])],
    format: Format = None,
) -> Response:
    """The organisations that share initiatives with it, with the roles of both and the words of the plans."""

    def make(snapshot: Snapshot) -> OrganisationAnswer:
        found = known(request, snapshot)
        iri = found.organisation(key)
        return around(found.facts, network(request, snapshot, found.facts), iri, snapshot.info.name)

    def as_table(made: Any) -> Table:
        return Table("neighbours", NEIGHBOUR_COLUMNS, neighbour_rows(made))

    def more(snapshot: Snapshot, made: OrganisationAnswer) -> Mapping[str, Any]:
        facts = known(request, snapshot).facts
        at = 1 if language(request) == "en" else 0
        nodes = [*([made.node] if made.node else []), *(one.organisation for one in made.neighbours)]
        net = network(request, snapshot, facts)
        rest = words(language(request))["network_other_types"]
        data = figure(facts, net, nodes, at, rest, documents.links(request).of)
        return {"figure": data, "types": types_of(facts, at), "most": NODES - 1, "rows": _ROWS}

    return answered(request, format, make, csv_of(as_table, "neighbours"), page=Page("network.html", more))
