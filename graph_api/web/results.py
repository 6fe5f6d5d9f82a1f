"""The answer to a query as pages show it: a table with names in place of IRIs, what a chart is drawn of, or Turtle."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from pyoxigraph import Literal, NamedNode, QueryBoolean, QueryResultsFormat, parse_query_results

from graph_api.store import Snapshot, Term
from graph_api.things import names
from ontology import PREFIXES

ROWS: Final = 300
"""Rows of an answer that a page shows; the number of all is told, and the other formats have them."""
_BARS: Final = 40
"""Rows that a chart can show."""
_LONGEST: Final = 400
"""Characters of a text that a cell shows."""
_NUMERIC: Final = re.compile(r"#(?:integer|decimal|double|float|int|long|nonNegativeInteger|gYear)$")
_NAMING: Final = ("Name", "Label", "Title")
"""What the name of a column ends in that holds the names of what stands in the column of the same name without it."""
_PLAIN_NAME: Final = re.compile(r"(?:name|label|title)[A-Z]?")
"""A column of names, of what stands in the column before it."""
_WORD: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|_")


@dataclass(frozen=True, slots=True)
class Cell:
    """A value in an answer."""

    text: str
    iri: str | None = None
    number: bool = False
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """An answer as a page shows it."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    """At most `ROWS`."""
    number: int
    """Of all rows."""

    @property
    def heads(self) -> list[dict[str, Any]]:
        """The heads of the columns, with whether numbers stand below."""
        cells = list(zip(*self.rows, strict=True)) or [()] * len(self.columns)
        return [
            {"text": name, "number": bool(column) and all(cell.number or not cell.text for cell in column)}
            for name, column in zip(self.columns, cells, strict=True)
        ]

    @property
    def chart(self) -> dict[str, Any] | None:
        """Bars of the numbers by the first column that holds none; None where there is nothing to draw."""
        if not 2 <= len(self.rows) <= _BARS or self.number > len(self.rows):
            return None
        columns = list(zip(*self.rows, strict=True))
        numeric = [place for place, cells in enumerate(columns) if all(cell.number for cell in cells)]
        named = [place for place, cells in enumerate(columns) if not any(cell.number for cell in cells)]
        categories = [cell.text for cell in columns[named[0]]] if named else []
        if not numeric or len(set(categories)) < len(categories) or not categories:
            return None
        series = [
            {"name": self.columns[place], "values": [float(cell.text) for cell in columns[place]]}
            for place in numeric
            if any(float(cell.text) for cell in columns[place])
        ]
        return {"categories": categories, "series": series, "horizontal": True} if series else None


def table(
    results: bytes,
    snapshot: Snapshot,
    language: str,
    fixed: Collection[str] = (),
    words: Mapping[str, str] = MappingProxyType({}),
) -> Table:
    """The table of SPARQL results in JSON; the answer to an ASK has one row and one column.

    Args:
        results: as SPARQL 1.1 Query Results JSON has them.
        snapshot: that they come from; it knows the names.
        language: of the names.
        fixed: columns with the parameters of the query, which the form shows already.
        words: what a column is called (`column_goalKind`) and what a value means (`value_absent`), for saved queries.
    """
    parsed = parse_query_results(results, QueryResultsFormat.JSON)
    if isinstance(parsed, QueryBoolean):
        return Table(("",), ((Cell("true" if parsed else "false"),),), 1)
    columns = [variable.value for variable in parsed.variables]
    rows: list[dict[str, Term | None]] = []
    number = 0
    for row in parsed:
        number += 1
        if number <= ROWS:
            rows.append({name: row[name] for name in columns})
    shown = [name for name in columns if name not in fixed]
    naming = _naming(shown, rows)
    shown = [name for name in shown if name not in naming.values()] or columns
    labels = names(
        snapshot, {term.value for row in rows for term in row.values() if isinstance(term, NamedNode)}, language
    )
    made = tuple(tuple(_cell(row, name, naming, labels, words) for name in shown) for row in rows)
    return Table(tuple(words.get(f"column_{name}", spoken(name)) for name in shown), made, number)


def spoken(name: str) -> str:
    """The name of a variable as words: goalKind is 'goal kind'."""
    return _WORD.sub(" ", name).lower()


def _naming(columns: Sequence[str], rows: Sequence[dict[str, Term | None]]) -> dict[str, str]:
    """Of columns with IRIs or codes, those that hold the names of them."""
    found: dict[str, str] = {}
    for name, after in zip(columns, (*columns[1:], ""), strict=True):
        named = [name + ending for ending in _NAMING if name + ending in columns]
        if named:
            found[name] = named[0]
        elif _PLAIN_NAME.fullmatch(after) and all(isinstance(row[name], NamedNode | None) for row in rows):
            found[name] = after
    return found


def _cell(
    row: dict[str, Term | None], name: str, naming: dict[str, str], labels: dict[str, str], words: Mapping[str, str]
) -> Cell:
    term = row[name]
    iri = term.value if isinstance(term, NamedNode) else None
    if name in naming and isinstance(named := row[naming[name]], Literal):
        return Cell(_cut(named.value), iri)
    match term:
        case None:
            return Cell("")
        case NamedNode():
            return Cell(_called(term.value, labels), iri)
        case Literal():
            number = bool(_NUMERIC.search(term.datatype.value))
            return Cell(words.get(f"value_{term.value}", _cut(term.value)), number=number, language=term.language)
    return Cell(_cut(str(term)))


def _called(iri: str, labels: dict[str, str]) -> str:
    """What a thing is called; where it has no name and is of a known vocabulary, its prefixed name."""
    label = labels[iri]
    if iri.endswith(label):
        for prefix, namespace in PREFIXES.items():
            if iri.startswith(str(namespace)) and len(iri) > len(str(namespace)):
                return f"{prefix}:{iri.removeprefix(str(namespace))}"
    return label


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}…"
