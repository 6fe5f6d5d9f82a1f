"""Answers a query of the command line, in the format that is asked for."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyoxigraph import QueryResultsFormat, RdfFormat

import queries
from graph_api.console import results_table, safe_csv
from graph_api.sparql.formats import TABLES
from graph_api.sparql.syntax import explain
from graph_api.store import Format, Kind, Query, Snapshot
from ingest.errors import RegiograafError

if TYPE_CHECKING:
    from rich.table import Table

_EXACT: Final = {offer.name: offer.form for offer in TABLES if offer.name != "csv"}
FORMATS: Final = ("table", "csv", *_EXACT)


def read_query(file: str) -> str:
    """The text of a query from a file, or from standard input for '-'.

    Raises:
        RegiograafError: it cannot be read.
    """
    try:
        return sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
    except OSError as error:
        raise RegiograafError(f"the query cannot be read ({error.strerror}).", where=file) from error
    except UnicodeDecodeError as error:
        raise RegiograafError("the query is not UTF-8.", where=file, way_out="Convert it to UTF-8.") from error


def with_parameters(text: str, given: Sequence[str], base: str) -> str:
    """The text of a query with its parameters filled in: those given as 'name=value', the others by their example.

    A query without a head that declares parameters stays as it is.

    Raises:
        RegiograafError: a parameter is not of the form name=value, is unknown, or has a value of the wrong type.
    """
    values = {}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals:
            raise RegiograafError(
                f"'{pair}' is no name=value.", where="--param", way_out="For example --param year=2026."
            )
        values[name] = value
    if not values and "\n# param " not in text:
        return text
    try:
        return queries.read("the query", text, base).filled(values)
    except (queries.ParameterError, queries.HeadError) as error:
        raise RegiograafError(
            f"{error}.", where="--param", way_out="The head of the query lists its parameters."
        ) from error


def ask(snapshot: Snapshot, query: str, form: str, base: str) -> bytes | str | Table:
    """The answer to a query, ready to print: bytes as they are, a text, or a table.

    A graph (CONSTRUCT, DESCRIBE) comes as Turtle, or as JSON-LD where JSON is asked for.

    Raises:
        RegiograafError: the format is unknown or does not fit, or the query is no SPARQL.
    """
    if form not in FORMATS:
        known = ", ".join(FORMATS)
        raise RegiograafError(f"the format '{form}' is not known.", where="--format", way_out=f"Use one of: {known}.")
    output = io.BytesIO()
    try:
        kind = snapshot.answer(Query(query, base=base), lambda kind: _form(kind, form), output)
    except SyntaxError as error:
        problem = explain(error, query)
        raise RegiograafError(problem.message, where="the query") from error
    except (ValueError, RuntimeError) as error:
        raise RegiograafError(f"it cannot be answered ({error}).", where="the query") from error
    if kind is Kind.GRAPH or form in _EXACT:
        return output.getvalue()
    return safe_csv(output.getvalue()) if form == "csv" else results_table(output.getvalue(), base)


def _form(kind: Kind, form: str) -> Format:
    if kind is not Kind.GRAPH:
        return _EXACT.get(form, QueryResultsFormat.JSON)
    if form not in ("table", "json"):
        raise RegiograafError(
            f"CONSTRUCT and DESCRIBE give a graph, which cannot be written as {form}.",
            where="--format",
            way_out="Leave --format out for Turtle, or use json for JSON-LD.",
        )
    return RdfFormat.JSON_LD if form == "json" else RdfFormat.TURTLE
