"""The lists of concepts in the graph: national themes, code lists, approaches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from graph_api.store import Snapshot, Term
from ontology import PREFIXES, RG, RGC, RGT

_SKOS: Final = PREFIXES["skos"]
_SCHEMES: Final = "SELECT ?scheme WHERE { ?scheme a skos:ConceptScheme }"
_MEMBERS: Final = "SELECT ?scheme ?s WHERE { ?s skos:inScheme ?scheme }"
_SAID: Final = "SELECT ?s ?p ?o WHERE {{ VALUES ?s {{ {things} }} ?s ?p ?o }}"
_AT_ONCE: Final = 500
"""Things in one query; a text that grows without end would meet the parser's limits."""
DOCUMENTS: Final = {"theme": str(RGT).rstrip("/"), "code": str(RGC)}
"""The documents of lists, and what the IRIs of the lists in them start with."""


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of a list, in one language."""

    iri: str
    anchor: str
    """What it is called within its document: the end of its IRI."""
    label: str
    notation: str
    definition: str
    others: tuple[str, ...]
    """Its other names."""
    below: tuple[Concept, ...]


@dataclass(frozen=True, slots=True)
class Scheme:
    """A list of concepts, in one language."""

    iri: str
    anchor: str
    label: str
    definition: str
    concepts: tuple[Concept, ...]
    """The topmost ones."""


def lists(snapshot: Snapshot, document: str) -> list[Triple]:
    """All that is said of the lists of a document (of `DOCUMENTS`) and of the concepts in them."""
    schemes = {row["scheme"] for row in snapshot.rows(_SCHEMES)}
    wanted = {scheme for scheme in schemes if _text(scheme).startswith(DOCUMENTS[document])}
    for scheme in list(wanted):
        wanted |= {row["s"] for row in snapshot.rows(_MEMBERS, scheme=scheme)}
    nodes = sorted(str(node) for node in wanted if isinstance(node, NamedNode))
    found = []
    for start in range(0, len(nodes), _AT_ONCE):
        for row in snapshot.rows(_SAID.format(things=" ".join(nodes[start : start + _AT_ONCE]))):
            subject, predicate = row["s"], row["p"]
            assert isinstance(subject, NamedNode) and isinstance(predicate, NamedNode)
            found.append(Triple(subject, predicate, row["o"]))
    return found


def terms(snapshot: Snapshot, base: str) -> list[Triple]:
    """The ontology as the graph has it: classes, properties and code lists; none where the store has no ontology."""
    graph = f"{base}graph/ontology"
    return list(snapshot.triples(graph)) if graph in snapshot.graphs() else []


def schemes(statements: Iterable[Triple], language: str) -> list[Scheme]:
    """The lists that the statements describe, in the order of their names."""
    said: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for triple in statements:
        if isinstance(triple.subject, NamedNode):
            said[triple.subject.value][triple.predicate.value].append(triple.object)
    return sorted(_schemes(said, language), key=lambda scheme: scheme.label.casefold())


def in_ontology(found: Iterable[Scheme]) -> list[Scheme]:
    """Of these lists, those whose concepts have IRIs in the namespace of the ontology."""
    return [scheme for scheme in found if any(concept.iri.startswith(str(RG)) for concept in scheme.concepts)]


_Said = dict[str, dict[str, list[Term]]]


def _schemes(said: _Said, language: str) -> Iterator[Scheme]:
    members: dict[str, list[str]] = defaultdict(list)
    for iri, properties in said.items():
        for scheme in properties.get(_SKOS + "inScheme", ()):
            members[_text(scheme)].append(iri)
    for iri, concepts in members.items():
        if iri not in said:
            continue
        below: dict[str, list[str]] = defaultdict(list)
        for concept in concepts:
            for above in said[concept].get(_SKOS + "broader", ()):
                below[_text(above)].append(concept)
        placed = {concept for children in below.values() for concept in children}
        tops = _concepts(said, below, (concept for concept in concepts if concept not in placed), language, frozenset())
        label, definition = (_best(said[iri], name, language) for name in ("prefLabel", "definition"))
        yield Scheme(iri, _end(iri), label or _end(iri), definition, tops)


def _concepts(
    said: _Said, below: dict[str, list[str]], iris: Iterable[str], language: str, above: frozenset[str]
) -> tuple[Concept, ...]:
    made = []
    for iri in iris:
        properties = said[iri]
        others = sorted({text for text, tongue in _texts(properties, "altLabel") if tongue in (language, "")})
        children = (child for child in below.get(iri, ()) if child not in above | {iri})  # a circle would never end
        made.append(
            Concept(
                iri=iri,
                anchor=_end(iri),
                label=_best(properties, "prefLabel", language) or _end(iri),
                notation=_best(properties, "notation", language),
                definition=_best(properties, "definition", language),
                others=tuple(others),
                below=_concepts(said, below, children, language, above | {iri}),
            )
        )
    return tuple(sorted(made, key=lambda concept: concept.label.casefold()))


def _texts(properties: dict[str, list[Term]], name: str) -> list[tuple[str, str]]:
    values = properties.get(_SKOS + name, ())
    return [(value.value, value.language or "") for value in values if isinstance(value, Literal)]


def _best(properties: dict[str, list[Term]], name: str, language: str) -> str:
    texts = _texts(properties, name)
    return min(texts, key=lambda pair: (pair[1] != language, pair[1] != "", pair), default=("", ""))[0]


def _end(iri: str) -> str:
    return iri.rstrip("/#").rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def _text(term: object) -> str:
    return str(getattr(term, "value", term))
