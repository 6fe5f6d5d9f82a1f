"""What the command line shows: tables, and cells that are safe to open."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable, Sequence
from typing import Final

from pyoxigraph import Literal as RdfLiteral
from pyoxigraph import NamedNode, QueryBoolean, QueryResultsFormat, parse_query_results
from rich.console import Console
from rich.table import Table
from rich.text import Text

from graph_api.cells import is_number, safe_cell
from graph_api.store import Term
from ontology import PREFIXES

_WIDE: Final = 10_000
"""Columns of what is no terminal: a file or a pipe gets every cell whole."""
_CONTROL: Final = dict.fromkeys((*range(32), *range(127, 160)), "�") | dict.fromkeys(map(ord, "\t\n\r"), " ")
"""Text of a plan could otherwise steer the terminal."""


def console(stderr: bool = False) -> Console:
    """Where to write; what is no terminal is as wide as need be."""
    stream = sys.stderr if stderr else sys.stdout
    return Console(stderr=stderr, width=None if stream.isatty() else _WIDE, highlight=False, soft_wrap=False)


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Table:
    """A table; numbers stand on the right."""
    cells = [list(row) for row in rows]
    made = Table(box=None, pad_edge=False, header_style="bold", show_edge=False)
    for place, name in enumerate(columns):
        numeric = bool(cells) and all(_is_number(row[place]) for row in cells)
        made.add_column(Text(name), justify="right" if numeric else "left", overflow="fold")
    for row in cells:
        made.add_row(*(Text(clean(str(cell))) for cell in row))
    return made


def results_table(results: bytes, base: str) -> Table | str:
    """A table of SPARQL results in JSON, with IRIs shortened; 'yes' or 'no' for an ASK."""
    parsed = parse_query_results(results, QueryResultsFormat.JSON)
    if isinstance(parsed, QueryBoolean):
        return "yes" if parsed else "no"
    names = [variable.value for variable in parsed.variables]
    return table(names, [[_shown(row[name], base) for name in names] for row in parsed])


def safe_csv(results: bytes) -> str:
    """SPARQL results in JSON as CSV for spreadsheets: no cell is taken for a formula.

    A cell that starts with = + - or @ gets an apostrophe in front, unless it is a number. (OWASP, 'CSV Injection')
    """
    parsed = parse_query_results(results, QueryResultsFormat.JSON)
    output = io.StringIO()
    writer = csv.writer(output)
    if isinstance(parsed, QueryBoolean):
        writer.writerows([["result"], ["true" if parsed else "false"]])
        return output.getvalue()
    names = [variable.value for variable in parsed.variables]
    writer.writerow(safe_cell(name) for name in names)
    writer.writerows([_csv_cell(row[name]) for name in names] for row in parsed)
    return output.getvalue()


def short_iri(iri: str, base: str) -> str:
    """An IRI as it can be written in a query: with a prefix where it has one, else relative to the base."""
    for prefix, namespace in PREFIXES.items():
        rest = iri.removeprefix(namespace)
        if rest != iri and rest and all(sign.isalnum() or sign in "-_" for sign in rest):
            return f"{prefix}:{rest}"
    return f"<{iri.removeprefix(base)}>"


def clean(text: str) -> str:
    """A text for one line of a terminal."""
    return text.translate(_CONTROL)


def _shown(term: Term | None, base: str) -> str:
    match term:
        case None:
            return ""
        case NamedNode():
            return short_iri(term.value, base)
        case RdfLiteral():
            return term.value
    return str(term)


def _csv_cell(term: Term | None) -> str:
    return safe_cell("" if term is None else str(getattr(term, "value", term)))


def _is_number(cell: object) -> bool:
    return str(cell) in ("", "-") or is_number(str(cell))
