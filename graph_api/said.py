"""What the graph says of things, as statements: all of one, of many at once, and what they are called."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from graph_api.store import Row, Snapshot, Term
from ontology import OA, PREFIXES, RG

MOST_STATEMENTS: Final = 20_000
"""Triples of a description. Only a code list or a plan with blank nodes without end could have more."""

SHOWN: Final = 25
"""Things of one kind that point at a thing that a page shows; their number is always told."""
EVIDENCE: Final = NamedNode(RG.evidence)
_PARTS: Final = (EVIDENCE, NamedNode(RG.target))
"""What has no meaning apart from its thing, and so is described with it."""
_NAMES: Final = (
    PREFIXES["skos"] + "prefLabel",
    PREFIXES["dcterms"] + "title",
    PREFIXES["rdfs"] + "label",
    str(RG.statement),
    str(OA.exact),
)
"""What names a thing, the best first."""

OUT: Final = "SELECT ?thing ?p ?o WHERE { ?thing ?p ?o }"
_OF_MANY: Final = "SELECT ?s ?p ?o WHERE {{ VALUES ?s {{ {things} }} ?s ?p ?o }}"
_OF_PARTS: Final = (
    "SELECT ?thing ?s ?p ?o WHERE {{ ?thing ?link ?s . ?s ?p ?o FILTER(isBlank(?s) || ?link IN ({parts})) }}"
)
COUNTS: Final = "SELECT ?thing ?p (COUNT(?s) AS ?number) WHERE { ?s ?p ?thing } GROUP BY ?thing ?p"
_IN: Final = (
    "{{ SELECT ?p ?s WHERE {{ BIND({property} AS ?p) ?s {property} {thing} FILTER(isIRI(?s)) }} LIMIT {shown} }}"
)
_LABELS: Final = (
    "SELECT ?thing ?p ?label WHERE {{ VALUES ?thing {{ {things} }} ?thing ?p ?label FILTER(?p IN ({names})) }}"
)
"""A second VALUES would make the store look through all names: 20 times slower."""

_AT_ONCE: Final = 500
"""Things that one query asks about; a text that grows without end would meet the parser's limits."""

Said = dict[NamedNode, list[Term]]
"""Properties to values."""


def known(snapshot: Snapshot, iri: str) -> bool:
    """Whether the graph says anything of an IRI, or of something else with it."""
    try:
        node = NamedNode(iri)
    except ValueError:
        return False
    return any(
        snapshot.rows(f"{query} LIMIT 1", thing=node)
        for query in (OUT, "SELECT ?thing ?s WHERE { ?s ?p ?thing }", "SELECT ?thing WHERE { ?s ?thing ?o }")
    )


def description(snapshot: Snapshot, iri: str) -> list[Triple]:
    """The concise bounded description of a thing, of its evidence and its targets, and the names of its neighbours.

    A concise bounded description is all that is said of a thing, and of the blank nodes that this leads to (Stickler,
    'CBD', W3C member submission, 2005).
    """
    found, seen = _described(snapshot, iri)
    neighbours = {triple.object for triple in found if isinstance(triple.object, NamedNode)} - seen
    return [*found, *(triple for triple in dict.fromkeys(_names(snapshot, neighbours)) if triple not in found)]


def statements(snapshot: Snapshot, iri: str, language: str = "nl") -> list[tuple[str, ...]]:
    """The same as rows of text: thing, IRI of the property, its name, value, and the name of the value if it is a thing.

    Args:
        snapshot: the version to look in.
        iri: the thing; its rows come first, then those of its parts.
        language: which names are best liked: 'nl' or 'en'.
    """
    found, _ = _described(snapshot, iri)
    named = Labels(snapshot, {term for triple in found for term in (triple.predicate, triple.object)}, language)
    rows = [
        (
            text_of(triple.subject),
            text_of(triple.predicate),
            named.of(triple.predicate),
            text_of(triple.object),
            named.of(triple.object) if isinstance(triple.object, NamedNode) else "",
        )
        for triple in found
    ]
    return sorted(rows, key=lambda row: (row[0] != iri, *row))


def _described(snapshot: Snapshot, iri: str) -> tuple[dict[Triple, None], set[NamedNode | BlankNode]]:
    """The statements of a thing and its parts, and which things those are; each step goes one deeper at once."""
    found: dict[Triple, None] = {}
    waiting: list[NamedNode | BlankNode] = [NamedNode(iri)]
    seen = set(waiting)
    while waiting and len(found) < MOST_STATEMENTS:
        named = said_of(snapshot, (node for node in waiting if isinstance(node, NamedNode)))
        blank = {node: said_by(snapshot, node) for node in waiting if isinstance(node, BlankNode)}
        waiting = []
        both: list[tuple[NamedNode | BlankNode, Said]] = [*named.items(), *blank.items()]
        for node, said in both:
            for predicate, value in ((predicate, value) for predicate, values in said.items() for value in values):
                found[Triple(node, predicate, value)] = None
                part = isinstance(value, BlankNode) or (isinstance(value, NamedNode) and predicate in _PARTS)
                if part and value not in seen:
                    assert isinstance(value, NamedNode | BlankNode)
                    seen.add(value)
                    waiting.append(value)
    return found, seen


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
        iri = text_of(term)
        return self._best.get(iri) or iri.rstrip("/#").rsplit("#", 1)[-1].rsplit("/", 1)[-1] or iri


def _names(snapshot: Snapshot, things: Iterable[Term]) -> Iterator[Triple]:
    nodes = sorted({str(thing) for thing in things if isinstance(thing, NamedNode)})
    names = ", ".join(f"<{name}>" for name in _NAMES)
    for start in range(0, len(nodes), _AT_ONCE):
        query = _LABELS.format(things=" ".join(nodes[start : start + _AT_ONCE]), names=names)
        for row in snapshot.rows(query):
            subject, predicate = row["thing"], row["p"]
            assert isinstance(subject, NamedNode) and isinstance(predicate, NamedNode)
            if isinstance(row["label"], Literal):
                yield Triple(subject, predicate, row["label"])


def said_by(snapshot: Snapshot, node: NamedNode | BlankNode) -> Said:
    """What is said of one thing."""
    said: Said = defaultdict(list)
    for row in snapshot.rows(OUT, thing=node):
        predicate = row["p"]
        assert isinstance(predicate, NamedNode)
        said[predicate].append(row["o"])
    return said


def said_of(snapshot: Snapshot, nodes: Iterable[NamedNode]) -> dict[NamedNode, Said]:
    """What is said of each of many things."""
    found: dict[NamedNode, Said] = {node: defaultdict(list) for node in nodes}
    listed = list(found)
    for start in range(0, len(listed), _AT_ONCE):
        for row in snapshot.rows(_OF_MANY.format(things=" ".join(map(str, listed[start : start + _AT_ONCE])))):
            subject, predicate = row["s"], row["p"]
            assert isinstance(subject, NamedNode) and isinstance(predicate, NamedNode)
            found[subject][predicate].append(row["o"])
    return found


def parts_of(snapshot: Snapshot, node: NamedNode) -> dict[NamedNode | BlankNode, Said]:
    """What is said of the parts of a thing: blank nodes, and what has no meaning apart from it; evidence stands apart."""
    shown = ", ".join(map(str, (part for part in _PARTS if part != EVIDENCE)))
    found: dict[NamedNode | BlankNode, Said] = {}
    seen: set[tuple[Term, Term, Term]] = set()
    for row in snapshot.rows(_OF_PARTS.format(parts=shown), thing=node):
        subject, predicate, value = row["s"], row["p"], row["o"]
        assert isinstance(subject, NamedNode | BlankNode) and isinstance(predicate, NamedNode)
        if (subject, predicate, value) not in seen:  # it may be a part by two properties
            seen.add((subject, predicate, value))
            found.setdefault(subject, defaultdict(list))[predicate].append(value)
    return found


def pointing_at(snapshot: Snapshot, node: NamedNode, properties: Iterable[Term]) -> dict[Term, list[Row]]:
    """Of each property some of what points at a thing, in one query."""
    listed = sorted(properties, key=text_of)
    pieces = [_IN.format(property=one, thing=node, shown=SHOWN) for one in listed]
    found: dict[Term, list[Row]] = {one: [] for one in listed}
    if pieces:
        for row in snapshot.rows(f"SELECT ?p ?s WHERE {{ {' UNION '.join(pieces)} }}"):
            found[row["p"]].append(row)
    return found


def text_of(term: object) -> str:
    """An IRI or the text of a literal."""
    return str(getattr(term, "value", term))
