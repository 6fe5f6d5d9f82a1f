"""The graph as tables, one a class; the columns stand in data/tables.toml."""

from __future__ import annotations

import csv
import io
import tomllib
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import IO, Final

from graph_api.cells import safe_cell
from graph_api.export.about import About
from graph_api.export.selection import Selection, batches, values
from graph_api.store import Snapshot

_BETWEEN: Final = " | "
_THINGS: Final = "SELECT DISTINCT ?thing WHERE { ?thing a %s FILTER(isIRI(?thing)) }"
_VALUES: Final = "SELECT DISTINCT ?thing ?value WHERE { VALUES ?thing { %s } ?thing %s ?value }"
_NAMES: Final = """
SELECT ?thing ?name WHERE {
  VALUES ?thing { %s } ?thing skos:prefLabel|dcterms:title|rg:statement ?name FILTER(LANG(?name) IN ("", "nl"))
}"""
_THEN: Final = (1980, 1, 1, 0, 0, 0)
"""The date of the files in an archive: the same graph gives the same bytes."""
Cell = str | float


@dataclass(frozen=True, slots=True)
class Column:
    """A property as a column."""

    name: str
    path: str
    """A SPARQL property path from the thing."""
    kind: str = "text"
    """text, number or link."""


@dataclass(frozen=True, slots=True)
class Table:
    """The things of a class as rows."""

    name: str
    class_: str
    columns: tuple[Column, ...]

    @property
    def header(self) -> list[str]:
        """Names of the columns: the IRI first, and of a link its IRI beside it."""
        names = ["iri"]
        for column in self.columns:
            names += [column.name, f"{column.name}_iri"] if column.kind == "link" else [column.name]
        return names


def _tables() -> dict[str, Table]:
    data = tomllib.loads((files("graph_api.export") / "data" / "tables.toml").read_text(encoding="utf-8"))
    return {
        name: Table(name, table["class"], tuple(Column(*column) for column in table["columns"]))
        for name, table in data.items()
    }


TABLES: Final = _tables()
"""Tables by name, in the order of an export."""


def rows(snapshot: Snapshot, selection: Selection, table: Table) -> Iterator[list[Cell]]:
    """The rows of a table in order of IRI, each as long as its header; a number is a float where it is one."""
    wanted = selection.things(snapshot)
    things = {str(getattr(row["thing"], "value", "")) for row in snapshot.rows(_THINGS % table.class_)}
    if wanted is not None:
        things = _evidence_of(snapshot, wanted, things) if table.class_ == "rg:Evidence" else things & wanted
    for batch in batches(sorted(things)):
        columns = [_cells(snapshot, batch, column) for column in table.columns]
        for thing in batch:
            yield [thing, *(cell for column in columns for cell in column[thing])]


def _evidence_of(snapshot: Snapshot, things: set[str], evidence: set[str]) -> set[str]:
    """What is of a part of the graph is evidence of its things."""
    found: set[str] = set()
    for batch in batches(sorted(things)):
        found |= {_text(row["value"]) for row in snapshot.rows(_VALUES % (values(batch), "rg:evidence"))}
    return found & evidence


def _cells(snapshot: Snapshot, things: list[str], column: Column) -> dict[str, list[Cell]]:
    """For each thing the cell of a column, or the two of a link."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in snapshot.rows(_VALUES % (values(things), f"({column.path})")):
        value = row["value"]
        if getattr(value, "language", None) in (None, "nl"):
            found[_text(row["thing"])].add(_text(value))
    if column.kind != "link":
        texts = {thing: _BETWEEN.join(sorted(found[thing])) for thing in things}
        return {thing: [_number(text) if column.kind == "number" else text] for thing, text in texts.items()}
    names = _names(snapshot, sorted({iri for several in found.values() for iri in several}))
    cells: dict[str, list[Cell]] = {}
    for thing in things:
        ends = sorted(found[thing], key=lambda iri: (names.get(iri, ""), iri))
        cells[thing] = [_BETWEEN.join(names.get(iri, "") for iri in ends), _BETWEEN.join(ends)]
    return cells


def _names(snapshot: Snapshot, things: list[str]) -> dict[str, str]:
    names: dict[str, str] = {}
    for batch in batches([thing for thing in things if "://" in thing or thing.startswith("urn:")]):
        for row in snapshot.rows(_NAMES % values(batch)):
            thing, name = _text(row["thing"]), _text(row["name"])
            names[thing] = min(name, names.get(thing, name))
    return names


def _number(text: str) -> Cell:
    try:
        return float(text) if text.replace(".", "", 1).removeprefix("-").isdigit() else text
    except ValueError:
        return text


def _text(term: object) -> str:
    return str(getattr(term, "value", term))


def write_table(snapshot: Snapshot, selection: Selection, table: Table, output: IO[bytes]) -> int:
    """Write a table as CSV (RFC 4180, UTF-8), no cell of which is taken for a formula, and say how many rows it has."""
    output.write(_line(list(table.header)))
    number = 0
    for row in rows(snapshot, selection, table):
        output.write(_line([shown(cell) for cell in row]))
        number += 1
    return number


def shown(cell: Cell) -> str:
    """A cell as text, a whole number without a point."""
    return cell if isinstance(cell, str) else f"{cell:g}" if cell != int(cell) else str(int(cell))


def _line(cells: list[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerow(map(safe_cell, cells))
    return text.getvalue().encode("utf-8", "replace")


def write_archive(snapshot: Snapshot, selection: Selection, about: About, output: IO[bytes]) -> int:
    """Write all tables as CSV in a zip, with a README that says what they are, and say how many rows they have."""
    number = 0
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open(_entry("README.txt"), "w") as file:
            file.write("".join(f"{name}: {text}\r\n" for name, text in _explained(about)).encode())
        for table in TABLES.values():
            with archive.open(_entry(f"{table.name}.csv"), "w", force_zip64=True) as file:
                number += write_table(snapshot, selection, table, file)
    return number


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _THEN)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _explained(about: About) -> Iterator[tuple[str, str]]:
    yield from about.lines()
    for table in TABLES.values():
        yield f"{table.name}.csv", f"{table.class_}: {', '.join(table.header)}"
    yield "Cells", "UTF-8; ' in front of what a spreadsheet would take for a formula; | between several values"
