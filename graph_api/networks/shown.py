"""Networks for the command line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from graph_api.console import table
from graph_api.facts import Facts, read
from graph_api.facts.named import EmptyGraphError, Known
from graph_api.lookup import Names
from graph_api.networks.answer import (
    LINK_COLUMNS,
    NEIGHBOUR_COLUMNS,
    NODE_COLUMNS,
    NetworkAnswer,
    answer,
    around,
    link_rows,
    neighbour_rows,
    node_rows,
    type_of,
)
from graph_api.networks.build import Chosen
from graph_api.networks.graphml import to_graphml
from graph_api.networks.measures import measured
from graph_api.store import Snapshot
from graph_api.tables import Table, Value, cell_text, to_csv
from ingest.errors import RegiograafError

if TYPE_CHECKING:
    from rich.table import Table as Printed

_ALL: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, as it was typed."""

    region: str = ""
    theme: str = ""
    type: str = ""
    bridges: bool = False
    links: bool = False
    limit: int = 25


def network_shown(
    snapshot: Snapshot, question: Question, form: str, graphml: Path | None = None
) -> tuple[Printed | str, str]:
    """The network as a table, JSON or CSV, and a line about it.

    Args:
        snapshot: the version.
        question: what is asked.
        form: table, json or csv.
        graphml: file for the whole of it; nothing else is then shown.

    Raises:
        RegiograafError: a filter is unknown, no plan was read, or the file cannot be written.
    """
    known = _known(snapshot)
    facts = known.facts
    chosen = Chosen(
        known.region(question.region) if question.region else "",
        known.theme(question.theme) if question.theme else "",
        type_of(facts, question.type) if question.type else "",
    )
    limit = _ALL if graphml else question.limit
    net = measured(facts, chosen)
    made = answer(facts, net, chosen, limit=limit, bridges=question.bridges, version=snapshot.info.name)
    told = f"{made.total_nodes} organisations, {made.total_links} pairs, {made.communities} communities. {made.note_en}"
    if graphml:
        _write(graphml, to_graphml(facts, made))
        return "", f"{graphml}: {len(made.nodes)} organisations, {len(made.links)} pairs."
    if form == "json":
        return made.model_dump_json(indent=1), told
    columns, rows = _table(facts, made, question.links)
    if form == "csv":
        return to_csv(Table("organisations", columns, rows)), told
    # the IRIs stay out of what a person reads
    hidden = 2 if question.links else 1
    return table(columns[:-hidden], [list(map(cell_text, row[:-hidden])) for row in rows]), told


def organisation_shown(snapshot: Snapshot, name: str, form: str) -> tuple[Printed | str, str]:
    """With whom an organisation works, and a line about it.

    Raises:
        RegiograafError: the organisation is unknown, or no plan was read.
    """
    known = _known(snapshot)
    made = around(known.facts, measured(known.facts, Chosen()), known.organisation(name), snapshot.info.name)
    told = f"{made.organisation.label_nl}: {len(made.neighbours)} organisations that share initiatives. {made.note_en}"
    if form == "json":
        return made.model_dump_json(indent=1), told
    rows = neighbour_rows(made)
    if form == "csv":
        return to_csv(Table("neighbours", NEIGHBOUR_COLUMNS, rows)), told
    return table(NEIGHBOUR_COLUMNS[:-1], [list(map(cell_text, row[:-1])) for row in rows]) if rows else "", told


def _known(snapshot: Snapshot) -> Known:
    facts = read(snapshot.rows)
    if facts.is_empty:
        raise EmptyGraphError
    return Known(facts, Names.of(snapshot))


def _table(facts: Facts, made: NetworkAnswer, links: bool) -> tuple[tuple[str, ...], list[list[Value]]]:
    return (LINK_COLUMNS, link_rows(facts, made)) if links else (NODE_COLUMNS, node_rows(made))


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise RegiograafError(f"it cannot be written ({error.strerror}).", where=str(path)) from error
