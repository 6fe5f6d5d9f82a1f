"""What the graph says of one thing: its own statements, the words of the plan behind it, and what points at it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from graph_api.said import (
    COUNTS,
    EVIDENCE,
    SHOWN,
    Labels,
    Said,
    description,
    known,
    names,
    parts_of,
    pointing_at,
    said_by,
    said_of,
    statements,
    text_of,
)
from graph_api.store import Row, Snapshot, Term
from ontology import OA, PREFIXES, RG

__all__ = [
    "PIECES",
    "SHOWN",
    "Labels",
    "Property",
    "Quote",
    "Thing",
    "Value",
    "description",
    "known",
    "look",
    "names",
    "statements",
]

PIECES: Final = 100
"""Pieces of evidence that a page shows; their number is always told."""
_TYPE: Final = NamedNode(PREFIXES["rdf"] + "type")
_PLAN: Final = NamedNode(OA.hasSource)
_SECTION: Final = NamedNode(RG.section)


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a property, or what has it as a value: a thing with its name, or a text."""

    text: str
    """The name of the thing, or the text itself."""
    iri: str | None = None
    language: str = ""
    datatype: str | None = None
    """IRI of the datatype of a text that is no plain one."""
    parts: tuple[Property, ...] = ()
    """What is said of a value without a name of its own (a blank node), or of a part of the thing."""


@dataclass(frozen=True, slots=True)
class Property:
    """A property with its values."""

    iri: str
    label: str
    values: tuple[Value, ...]
    number: int
    """Of all values, also those that are not in `values`."""


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of a plan that a fact rests on."""

    iri: str
    words: str
    plan: Value | None
    start: str
    """Offset in the plan's text, in code points, half-open with `end`; '' where it is not said."""
    end: str
    page: str
    section: Value | None
    confidence: str
    """0 to 1; '' where it is not said."""


@dataclass(frozen=True, slots=True)
class Thing:
    """What the graph says of one thing."""

    iri: str
    label: str
    kinds: tuple[Value, ...]
    """Its classes."""
    properties: tuple[Property, ...]
    quotes: tuple[Quote, ...]
    """At most `PIECES`."""
    quotes_number: int
    """How many pieces of evidence there are."""
    pointing: tuple[Property, ...]
    """What points at it: of each property at most `SHOWN` values."""
    own: Quote | None = None
    """What it says itself, where it is a piece of evidence."""

    def values(self, property_: str) -> tuple[Value, ...]:
        """The values of one of its properties, by IRI."""
        return next((one.values for one in self.properties if one.iri == property_), ())


def look(snapshot: Snapshot, iri: str, language: str) -> Thing | None:
    """What a page shows of a thing; None where the graph knows nothing of it.

    Args:
        snapshot: the version to look in.
        iri: the thing.
        language: which names are best liked: 'nl' or 'en'.
    """
    if not known(snapshot, iri):
        return None
    node = NamedNode(iri)
    said = said_by(snapshot, node)
    nested = parts_of(snapshot, node)
    counts = {row["p"]: int(text_of(row["number"])) for row in snapshot.rows(COUNTS, thing=node) if "p" in row}
    pointing = {property_: (counts[property_], rows) for property_, rows in pointing_at(snapshot, node, counts).items()}
    evidence = sorted((value for value in said.get(EVIDENCE, ()) if isinstance(value, NamedNode)), key=text_of)
    words = said_of(snapshot, evidence[:PIECES])  # by its IRI, so those of a plan together
    labels = Labels(snapshot, _mentioned(node, said, nested, pointing, words.values()), language)

    def properties(statements: Said, deep: bool) -> tuple[Property, ...]:
        hidden = {_TYPE, EVIDENCE} if deep else {_TYPE}
        made = (
            _property(labels, predicate, [_value(labels, value, nested_of(value, deep)) for value in values])
            for predicate, values in statements.items()
            if predicate not in hidden
        )
        return tuple(sorted(made, key=lambda item: (item.label.casefold(), item.iri)))

    def nested_of(value: Term, deep: bool) -> tuple[Property, ...]:
        return properties(nested[value], deep=False) if deep and value in nested else ()  # type: ignore[index]

    incoming = [
        _property(labels, predicate, [_value(labels, row["s"]) for row in rows], number)
        for predicate, (number, rows) in pointing.items()
        if rows
    ]
    return Thing(
        iri=iri,
        label=labels.of(node),
        kinds=tuple(_value(labels, kind) for kind in said.get(_TYPE, ())),
        properties=properties(said, deep=True),
        quotes=tuple(sorted((_quote(labels, *piece) for piece in words.items()), key=_place)),
        quotes_number=len(said.get(EVIDENCE, ())),
        pointing=tuple(sorted(incoming, key=lambda item: (item.label.casefold(), item.iri))),
        own=_quote(labels, node, said) if NamedNode(str(OA.exact)) in said else None,
    )


def _mentioned(
    node: NamedNode,
    said: Said,
    nested: dict[NamedNode | BlankNode, Said],
    pointing: dict[Term, tuple[int, list[Row]]],
    words: Iterable[Said],
) -> Iterator[Term]:
    """All terms that a page names."""
    yield node
    yield from (value for predicate in (_PLAN, _SECTION) for value in said.get(predicate, ()))
    for told in (said, *nested.values()):
        for predicate, values in told.items():
            yield predicate
            yield from values if predicate != EVIDENCE else ()
    for predicate_in, (_, rows) in pointing.items():
        yield predicate_in
        yield from (row["s"] for row in rows)
    for piece in words:
        yield from (value for predicate in (_PLAN, _SECTION) for value in piece.get(predicate, ()))


def _property(labels: Labels, predicate: Term, values: list[Value], number: int | None = None) -> Property:
    ordered = sorted(values, key=lambda value: (value.text.casefold(), value.iri or "", value.language))
    return Property(text_of(predicate), labels.of(predicate), tuple(ordered), len(values) if number is None else number)


def _value(labels: Labels, term: Term, parts: tuple[Property, ...] = ()) -> Value:
    match term:
        case NamedNode():
            return Value(labels.of(term), iri=term.value, parts=parts)
        case Literal():
            plain = term.language is not None or term.datatype.value == PREFIXES["xsd"] + "string"
            return Value(term.value, language=term.language or "", datatype=None if plain else term.datatype.value)
        case BlankNode():
            return Value("" if parts else "[…]", parts=parts)
    return Value(str(term))


def _quote(labels: Labels, evidence: NamedNode, said: Said) -> Quote:
    def first(iri: object) -> Term | None:
        return next(iter(said.get(NamedNode(str(iri)), ())), None)

    def text(iri: object) -> str:
        value = first(iri)
        return "" if value is None else text_of(value)

    plan, section = first(OA.hasSource), first(RG.section)
    return Quote(
        iri=evidence.value,
        words=text(OA.exact),
        plan=_value(labels, plan) if plan is not None else None,
        start=text(OA.start),
        end=text(OA.end),
        page=text(RG.page),
        section=_value(labels, section) if section is not None else None,
        confidence=text(RG.confidence),
    )


def _place(quote: Quote) -> tuple[str, int, str]:
    plan = quote.plan.iri if quote.plan else None
    return plan or "", int(quote.start) if quote.start.isdecimal() else 0, quote.iri
