"""What the pages of the saved queries show: values to choose from, and answers as tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, QueryBoolean, QueryResultsFormat, parse_query_results

from graph_api.store import Snapshot, Term
from graph_api.things import names
from queries import Parameter, SavedQuery

ROWS: Final = 500
"""Rows of an answer that a page shows; the number of all is told, and the other formats have them."""
_CHOICES: Final = 1000
_MEMBERS: Final = f"""
SELECT DISTINCT ?group ?thing WHERE {{ {{ ?thing a ?group }} UNION {{ ?thing skos:inScheme ?group }} }} LIMIT {_CHOICES}"""


@dataclass(frozen=True, slots=True)
class Cell:
    """A value in an answer."""

    text: str
    iri: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """An answer as a page shows it."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    """At most `ROWS`."""
    number: int
    """Of all rows."""


def table(results: bytes, base: str) -> Table:
    """The table of SPARQL results in JSON; the answer to an ASK has one row and one column."""
    parsed = parse_query_results(results, QueryResultsFormat.JSON)
    if isinstance(parsed, QueryBoolean):
        return Table(("answer",), ((Cell("true" if parsed else "false"),),), 1)
    columns = tuple(variable.value for variable in parsed.variables)
    rows, number = [], 0
    for row in parsed:
        number += 1
        if number <= ROWS:
            rows.append(tuple(_cell(row[name], base) for name in columns))
    return Table(columns, tuple(rows), number)


def choices(snapshot: Snapshot, parameter: Parameter, language: str) -> list[tuple[str, str]]:
    """The values that a parameter may well have, as IRI and name, in the order of the names."""
    if parameter.of is None:
        return []
    members = [row["thing"] for row in snapshot.rows(_MEMBERS, group=NamedNode(parameter.of))]
    labels = names(snapshot, {thing.value for thing in members if isinstance(thing, NamedNode)}, language)
    return sorted(labels.items(), key=lambda pair: (pair[1].casefold(), pair[0]))


def values(query: SavedQuery, given: dict[str, str]) -> dict[str, str]:
    """What the form of a query holds: what was given, else the examples."""
    return {item.name: given.get(item.name, item.default) for item in query.parameters}


def _cell(term: Term | None, base: str) -> Cell:
    match term:
        case None:
            return Cell("")
        case NamedNode():
            return Cell(term.value.removeprefix(base), term.value)
        case Literal():
            return Cell(term.value)
    return Cell(str(term))
