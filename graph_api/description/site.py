"""What a description of the service is made from: where it is, who publishes it, and the graph in numbers."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode

from graph_api.description.statements import Statements, name
from graph_api.description.statistics import Statistics
from graph_api.settings import Settings
from graph_api.store import VersionInfo


@dataclass(frozen=True, slots=True)
class Export:
    """A file in which the graph can be had."""

    ending: str
    media_type: str
    """Without parameters."""
    words: str
    rdf: bool


@dataclass(frozen=True, slots=True)
class Site:
    """All that the descriptions speak of."""

    root: str
    """The address of the service, without a slash at its end."""
    settings: Settings
    version: VersionInfo
    statistics: Statistics
    exports: tuple[Export, ...]

    @property
    def sparql(self) -> str:
        """The address of the endpoint."""
        return f"{self.root}/sparql"

    @property
    def dataset(self) -> str:
        """IRI of the graph as a dataset; all descriptions speak of it by this one."""
        return f"{self.root}/.well-known/void#graph"

    @property
    def publisher(self) -> str:
        """IRI of who publishes it."""
        return self.settings.publisher_iri or f"{self.root}/catalog#publisher"

    def export(self, ending: str) -> str:
        """The address of the graph as a file."""
        return f"{self.root}/export/regiograaf{ending}"

    def describe_publisher(self, said: Statements) -> None:
        """Say who publishes the graph."""
        said.add(self.publisher, "rdf:type", name("foaf:Agent"))
        said.add(self.publisher, "foaf:name", Literal(self.settings.publisher))


def words(entry: str) -> dict[str, str]:
    """A text of the descriptions by language, or another table of `words.toml`."""
    return dict(_table()[entry])


def licence(settings: Settings) -> NamedNode:
    """The licence of the graph."""
    return NamedNode(settings.licence)


@cache
def _table() -> dict[str, Any]:
    with (Path(__file__).parent / "words.toml").open("rb") as handle:
        return tomllib.load(handle)
