"""What a store of graphs is to the rest of the service: whole versions to read, and one draft at a time to write.

Terms and triples are pyoxigraph's: small values without a tie to where they are stored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import IO, Any, Protocol

from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, RdfFormat, Triple

Term = NamedNode | BlankNode | Literal | Triple
Row = Mapping[str, Term]
"""A solution: names of variables to terms, without those that are unbound."""
Format = QueryResultsFormat | RdfFormat


class Kind(Enum):
    """What a query gives."""

    TABLE = "table"
    """SELECT: names of variables and solutions."""
    BOOLEAN = "boolean"
    """ASK."""
    GRAPH = "graph"
    """CONSTRUCT and DESCRIBE: triples."""


@dataclass(frozen=True, slots=True)
class Query:
    """A SPARQL query with what its protocol gives beside the text."""

    text: str
    base: str | None = None
    """What relative IRIs in the text are resolved against."""
    default_graphs: tuple[str, ...] = ()
    """IRIs whose merge is the default graph; without any, and without FROM, it is the union of all named graphs."""
    named_graphs: tuple[str, ...] = ()
    bindings: tuple[tuple[str, str], ...] = ()
    """Names of variables, and the term that each is bound to before the query runs, as N-Triples writes it."""


@dataclass(frozen=True, slots=True)
class VersionInfo:
    """What is known of a version as a whole."""

    name: str
    made: str
    """When it was published (xsd:dateTime, UTC)."""
    statements: int
    """Triples over all named graphs."""
    software: str


class Snapshot(Protocol):
    """One whole version of the store. It never changes, whatever is written meanwhile; any thread may read it."""

    @property
    def info(self) -> VersionInfo:
        """Which version this is."""

    @property
    def database(self) -> Path:
        """The folder of its pyoxigraph database, for a process that opens it for itself, to read only."""

    def rows(self, query: str, **bindings: Term) -> list[Row]:
        """The solutions of a SELECT query of our own, with variables that it selects bound to terms.

        Raises:
            SyntaxError: the query is no SPARQL.
        """

    def answer(self, query: Query, choose: Callable[[Kind], Format], output: IO[bytes]) -> Kind:
        """Write the result of any query to `output`, in the format that `choose` gives for its kind.

        Whatever `choose` or `output.write` raises ends the query and comes out unchanged.

        Raises:
            SyntaxError: the query is no SPARQL.
        """

    def graphs(self) -> tuple[str, ...]:
        """IRIs of the named graphs, sorted."""

    def triples(self, graph: str) -> Iterator[Triple]:
        """The triples of a named graph, in no order."""

    def source(self, sha256: str) -> str | None:
        """The text of a plan as it was read, by the hash of its file."""

    def report(self, plan: str) -> list[dict[str, Any]] | None:
        """What the checks found in a plan when it was read, by the plan's key."""

    def file(self, name: str) -> Path | None:
        """A file that was kept with this version, to read only; None where it has none of that name."""


class Draft(Protocol):
    """The next version in the making; nobody sees it before it is published."""

    def replace_graph(self, graph: str, ntriples: bytes) -> None:
        """Put these triples in place of all that the named graph holds.

        Raises:
            StoreError: they are no N-Triples, or cannot be written.
        """

    def rows(self, query: str) -> list[Row]:
        """The solutions of a SELECT query of our own over what the draft holds now."""

    def source(self, sha256: str) -> str | None:
        """The text of a plan that the draft holds now, by the hash of its file."""

    def keep_source(self, sha256: str, text: str) -> None:
        """Keep the text of a plan."""

    def keep_report(self, plan: str, findings: Sequence[Mapping[str, Any]]) -> None:
        """Keep what the checks found in a plan, in place of what they found earlier."""

    def keep_file(self, name: str, write: Callable[[Path], None], source: str | None = None) -> None:
        """Keep a file that is made from what the draft holds now: an index, a comparison worked out beforehand.

        It goes with this version only: the next one starts without it, because its graphs may differ. What was made from
        the text of a plan alone stays as long as that text does.

        Args:
            name: a plain file name, by which `Snapshot.file` finds it; in place of an earlier one of that name.
            write: makes the file at the path that it is given, where nothing stands yet.
            source: the hash of the plan's file, where it was made from that plan's text alone; the name then starts with
                it and a dot.

        Raises:
            ValueError: the name is none of a file in one folder, or does not start with the source.
            StoreError: it cannot be written. Whatever else `write` raises comes out unchanged, and nothing is kept.
        """

    def publish(self) -> VersionInfo:
        """Make this the version that readers get, all at once and for good. The draft is used up.

        Raises:
            StoreError: it cannot be written; the store is as it was.
        """


class Store(Protocol):
    """Versions of a set of named graphs."""

    @property
    def folder(self) -> Path:
        """Where it is kept, for another process that opens it."""

    def has_version(self) -> bool:
        """Whether anything was ever published."""

    def read(self) -> AbstractContextManager[Snapshot]:
        """The version that is published now, for as long as the context lasts.

        Raises:
            StoreError: there is none, or it cannot be read.
        """

    def write(self) -> AbstractContextManager[Draft]:
        """A draft that starts from the published version; left without `publish`, nothing of it stays.

        Raises:
            StoreError: another process is writing, or the store cannot be written.
        """
