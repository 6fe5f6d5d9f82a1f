"""What the graph says of one thing: its own statements, the words of the plan behind it, and what points at it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from graph_api.store import Row, Snapshot, Term
from ontology import OA, PREFIXES, RG

SHOWN: Final = 25
"""Things of one kind that point at a thing, and pieces of evidence, that a page shows; their number is always told."""
MOST_STATEMENTS: Final = 20_000
"""Triples of a description. Only a code list or a plan with blank nodes without end could have more."""

_TYPE: Final = NamedNode(PREFIXES["rdf"] + "type")
_EVIDENCE: Final = NamedNode(RG.evidence)
_PLAN: Final = NamedNode(OA.hasSource)
_SECTION: Final = NamedNode(RG.section)
_PARTS: Final = (_EVIDENCE, NamedNode(RG.target))
"""What has no meaning apart from its thing, and so is described with it."""
_NAMES: Final = (
    PREFIXES["skos"] + "prefLabel",
    PREFIXES["dcterms"] + "title",
    PREFIXES["rdfs"] + "label",
    str(RG.statement),
    str(OA.exact),
)
"""What names a thing, the best first."""

_OUT: Final = "SELECT ?thing ?p ?o WHERE { ?thing ?p ?o }"
_COUNTS: Final = "SELECT ?thing ?p (COUNT(?s) AS ?number) WHERE { ?s ?p ?thing } GROUP BY ?thing ?p"
_IN: Final = f"SELECT ?thing ?p ?s WHERE {{ ?s ?p ?thing FILTER(isIRI(?s)) }} LIMIT {SHOWN}"
_LABELS: Final = (
    "SELECT ?thing ?p ?label WHERE {{ VALUES ?thing {{ {things} }} ?thing ?p ?label FILTER(?p IN ({names})) }}"
)
"""A second VALUES would make the store look through all names: 20 times slower."""

_Said = dict[NamedNode, list[Term]]
"""Properties to values."""


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
    """At most `SHOWN`."""
    quotes_number: int
    """How many pieces of evidence there are."""
    pointing: tuple[Property, ...]
    """What points at it: of each property at most `SHOWN` values."""


def known(snapshot: Snapshot, iri: str) -> bool:
    """Whether the graph says anything of an IRI, or of something else with it."""
    try:
        node = NamedNode(iri)
    except ValueError:
        return False
    return any(
        snapshot.rows(f"{query} LIMIT 1", thing=node)
        for query in (_OUT, "SELECT ?thing ?s WHERE { ?s ?p ?thing }", "SELECT ?thing WHERE { ?s ?thing ?o }")
    )


def description(snapshot: Snapshot, iri: str) -> list[Triple]:
    """The concise bounded description of a thing, of its evidence and its targets, and the names of its neighbours.

    A concise bounded description is all that is said of a thing, and of the blank nodes that this leads to (Stickler,
    'CBD', W3C member submission, 2005).
    """
    found: dict[Triple, None] = {}
    waiting: list[NamedNode | BlankNode] = [NamedNode(iri)]
    seen = set(waiting)
    while waiting and len(found) < MOST_STATEMENTS:
        node = waiting.pop()
        for row in snapshot.rows(_OUT, thing=node):
            predicate, value = row["p"], row["o"]
            assert isinstance(predicate, NamedNode)
            found[Triple(node, predicate, value)] = None
            part = isinstance(value, BlankNode) or (isinstance(value, NamedNode) and predicate in _PARTS)
            if part and value not in seen:
                assert isinstance(value, NamedNode | BlankNode)
                seen.add(value)
                waiting.append(value)
    neighbours = {triple.object for triple in found if isinstance(triple.object, NamedNode)} - seen
    found.update(dict.fromkeys(_names(snapshot, neighbours)))
    return list(found)


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
    said = _said(snapshot, node)
    nested = {
        value: _said(snapshot, value)
        for predicate, values in said.items()
        for value in values
        if isinstance(value, BlankNode) or (predicate in _PARTS and predicate != _EVIDENCE)
        if isinstance(value, NamedNode | BlankNode)
    }
    pointing = {row["p"]: (int(_text(row["number"])), snapshot.rows(_IN, thing=node, p=row["p"]))
                for row in snapshot.rows(_COUNTS, thing=node) if "p" in row}  # fmt: skip
    evidence = sorted((value for value in said.get(_EVIDENCE, ()) if isinstance(value, NamedNode)), key=_text)
    words = {piece: _said(snapshot, piece) for piece in evidence[:SHOWN]}  # by its IRI, so those of a plan together
    labels = Labels(snapshot, _mentioned(node, said, nested, pointing, words.values()), language)

    def properties(statements: _Said, deep: bool) -> tuple[Property, ...]:
        hidden = {_TYPE, _EVIDENCE} if deep else {_TYPE}
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
        quotes_number=len(said.get(_EVIDENCE, ())),
        pointing=tuple(sorted(incoming, key=lambda item: (item.label.casefold(), item.iri))),
    )


def names(snapshot: Snapshot, iris: Iterable[str], language: str) -> dict[str, str]:
    """The name of each IRI: what the graph calls it, else the end of the IRI."""
    nodes = [NamedNode(iri) for iri in iris]
    labels = Labels(snapshot, nodes, language)
    return {node.value: labels.of(node) for node in nodes}


class Labels:
    """The names of many things, asked for at once."""

    def __init__(self, snapshot: Snapshot, things: Iterable[Term], language: str) -> None:
        best: dict[str, tuple[tuple[int, int, str], str]] = {}
        for triple in _names(snapshot, things):
            label = triple.object
            assert isinstance(label, Literal) and isinstance(triple.subject, NamedNode)
            liked = [language, "", "nl", "en"]
            tongue = label.language or ""
            rank = (
                _NAMES.index(triple.predicate.value),
                liked.index(tongue) if tongue in liked else len(liked),
                label.value,
            )
            if triple.subject.value not in best or rank < best[triple.subject.value][0]:
                best[triple.subject.value] = (rank, label.value)
        self._best = {iri: label for iri, (_, label) in best.items()}

    def of(self, term: Term) -> str:
        """The name of a thing, else the end of its IRI."""
        iri = _text(term)
        return self._best.get(iri) or iri.rstrip("/#").rsplit("#", 1)[-1].rsplit("/", 1)[-1] or iri


def _names(snapshot: Snapshot, things: Iterable[Term]) -> Iterator[Triple]:
    nodes = sorted({str(thing) for thing in things if isinstance(thing, NamedNode)})
    names = ", ".join(f"<{name}>" for name in _NAMES)
    for start in range(0, len(nodes), 500):  # a text that grows without end would meet the parser's limits
        query = _LABELS.format(things=" ".join(nodes[start : start + 500]), names=names)
        for row in snapshot.rows(query):
            subject, predicate = row["thing"], row["p"]
            assert isinstance(subject, NamedNode) and isinstance(predicate, NamedNode)
            if isinstance(row["label"], Literal):
                yield Triple(subject, predicate, row["label"])


def _said(snapshot: Snapshot, node: NamedNode | BlankNode) -> _Said:
    said: _Said = defaultdict(list)
    for row in snapshot.rows(_OUT, thing=node):
        predicate = row["p"]
        assert isinstance(predicate, NamedNode)
        said[predicate].append(row["o"])
    return said


def _mentioned(
    node: NamedNode,
    said: _Said,
    nested: dict[NamedNode | BlankNode, _Said],
    pointing: dict[Term, tuple[int, list[Row]]],
    words: Iterable[_Said],
) -> Iterator[Term]:
    """All terms that a page names."""
    yield node
    for statements in (said, *nested.values()):
        for predicate, values in statements.items():
            yield predicate
            yield from values if predicate != _EVIDENCE else ()
    for predicate_in, (_, rows) in pointing.items():
        yield predicate_in
        yield from (row["s"] for row in rows)
    for piece in words:
        yield from (value for predicate in (_PLAN, _SECTION) for value in piece.get(predicate, ()))


def _property(labels: Labels, predicate: Term, values: list[Value], number: int | None = None) -> Property:
    ordered = sorted(values, key=lambda value: (value.text.casefold(), value.iri or "", value.language))
    return Property(_text(predicate), labels.of(predicate), tuple(ordered), len(values) if number is None else number)


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


def _quote(labels: Labels, evidence: NamedNode, said: _Said) -> Quote:
    def first(iri: object) -> Term | None:
        return next(iter(said.get(NamedNode(str(iri)), ())), None)

    def text(iri: object) -> str:
        value = first(iri)
        return "" if value is None else _text(value)

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


def _text(term: object) -> str:
    return str(getattr(term, "value", term))
