"""The formats of results, and the choice among them that an Accept header asks for (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol, TypeVar

from pyoxigraph import QueryResultsFormat, RdfFormat

from graph_api.store import Format, Kind
from ingest.errors import RegiograafError


@dataclass(frozen=True, slots=True)
class Offer:
    """A format that results come in."""

    name: str
    """As in `--format`, and the ending of a file."""
    form: Format
    media_types: tuple[str, ...]
    """The first is what the answer says it is; the others are names that clients also use for it."""

    @property
    def content_type(self) -> str:
        """For the header of the answer; all our formats are UTF-8, and only text/ types need to say so."""
        first = self.media_types[0]
        return f"{first}; charset=utf-8" if first.startswith("text/") else first


TABLES: Final = (
    Offer("json", QueryResultsFormat.JSON, ("application/sparql-results+json", "application/json")),
    Offer("xml", QueryResultsFormat.XML, ("application/sparql-results+xml", "application/xml", "text/xml")),
    Offer("csv", QueryResultsFormat.CSV, ("text/csv",)),
    Offer("tsv", QueryResultsFormat.TSV, ("text/tab-separated-values",)),
)
GRAPHS: Final = (
    Offer("ttl", RdfFormat.TURTLE, ("text/turtle", "application/x-turtle")),
    Offer("nt", RdfFormat.N_TRIPLES, ("application/n-triples", "text/plain")),
    Offer("jsonld", RdfFormat.JSON_LD, ("application/ld+json", "application/json")),
    Offer("rdf", RdfFormat.RDF_XML, ("application/rdf+xml", "application/xml", "text/xml")),
    Offer("trig", RdfFormat.TRIG, ("application/trig",)),
    Offer("nq", RdfFormat.N_QUADS, ("application/n-quads",)),
)


class HasMediaTypes(Protocol):
    """What can be chosen by an Accept header."""

    @property
    def media_types(self) -> tuple[str, ...]:
        """The first is what the answer says it is; the others are names that clients also use for it."""


Offered = TypeVar("Offered", bound=HasMediaTypes)


class NotAcceptableError(RegiograafError):
    """Nothing that the client accepts is among what is offered."""


def offers(kind: Kind) -> tuple[Offer, ...]:
    """What a result of this kind can be written in; the first is given to who does not mind."""
    return GRAPHS if kind is Kind.GRAPH else TABLES


def negotiate(accept: str | None, kind: Kind) -> Offer:
    """The offer that the Accept header likes best; the earlier one where it likes two equally.

    Raises:
        NotAcceptableError: it accepts none of them.
    """
    return best_of(accept, offers(kind), kind.value)


def best_of(accept: str | None, offered: Sequence[Offered], what: str) -> Offered:
    """Of what is offered, what the Accept header likes best; the earlier one where it likes two equally.

    Args:
        accept: the header; without, the first is given.
        offered: at least one; of each, the first of its `media_types` is what the answer says it is.
        what: the word for it in the refusal.

    Raises:
        NotAcceptableError: it accepts none of them.
    """
    if accept is None or not accept.strip():
        return offered[0]
    ranges = _ranges(accept)
    best, liked = max(((offer, _quality(offer, ranges)) for offer in offered), key=lambda pair: pair[1])
    if liked <= 0:
        known = ", ".join(offer.media_types[0] for offer in offered)
        raise NotAcceptableError(
            f"nothing fits 'Accept: {accept[:200]}' for a {what}.", way_out=f"Accept one of: {known}."
        )
    return best


@dataclass(frozen=True, slots=True)
class Formats:
    """What a client takes, for a table and for a graph; None where it takes no format of these."""

    accept: str | None
    table: Offer | None
    graph: Offer | None

    @classmethod
    def of(cls, accept: str | None) -> Formats:
        """What an Accept header asks for."""
        return cls(accept, *(_or_none(accept, kind) for kind in (Kind.TABLE, Kind.GRAPH)))

    def offer(self, kind: Kind) -> Offer:
        """The format of a result of this kind.

        Raises:
            NotAcceptableError: the client takes none.
        """
        chosen = self.graph if kind is Kind.GRAPH else self.table
        return chosen or negotiate(self.accept, kind)

    @property
    def names(self) -> tuple[str, str]:
        """Of both formats; the same names give the same bytes."""
        return self.table.name if self.table else "", self.graph.name if self.graph else ""


def _or_none(accept: str | None, kind: Kind) -> Offer | None:
    try:
        return negotiate(accept, kind)
    except NotAcceptableError:
        return None


def _ranges(accept: str) -> dict[str, float]:
    """Media ranges to quality. A range that is malformed counts as not said."""
    ranges: dict[str, float] = {}
    for part in accept.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip() == "q":
                quality = _number(value.strip())
        if name.count("/") == 1:
            ranges[name] = max(quality, ranges.get(name, 0.0))
    return ranges


def _number(text: str) -> float:
    digits = text.replace(".", "", 1)
    return min(float(text), 1.0) if digits.isascii() and digits.isdigit() else 0.0


def _quality(offer: HasMediaTypes, ranges: dict[str, float]) -> float:
    """How much the client likes an offer: the most specific range that covers it decides, or one of its other names."""
    first, *others = offer.media_types
    covering = (name for name in (first, first.partition("/")[0] + "/*", "*/*") if name in ranges)
    return max(
        [ranges[name] for name in others if name in ranges] + [ranges[name] for name in covering][:1], default=0.0
    )
