"""Checks the graph of one plan before it is kept: SHACL by pySHACL, and the words of the evidence against the text.

The shapes and all messages live in `shapes/`; docs/checks.md lists them. SHACL cannot see the plan's file, so what
needs the text is checked here, under shapes that carry no target.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any, Final, NamedTuple

import pyshacl
from rdflib import RDF, RDFS, SH, SKOS, BNode, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS
from rdflib.plugins.stores.memory import SimpleMemory
from rdflib.term import Node

from ontology import OA, RG
from shapes import RGS, SEVERITIES, checks, load

WORDS_SHOWN: Final = 160
"""The longest stretch of evidence that a finding shows, in code points."""

_LOOKED_UP: Final = (RDF.type, RDFS.subClassOf, SKOS.prefLabel, SKOS.broader)
"""What is taken over from the background of the things that the data names; of the second and last also the ends."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check found, in words that a person can act on."""

    severity: str
    """'violation', 'warning' or 'info'."""
    focus: str
    """IRI of the thing that falls short."""
    path: str | None
    """The property or path that was looked at: an IRI, or SPARQL's notation of a path."""
    message_nl: str
    message_en: str
    value: str | None
    """What is wrong, where that is a value; for words that differ: what the text has at that place."""
    evidence: str | None
    """The first words of the thing's evidence."""
    shape: str
    label: str = ""
    """What people call the thing."""
    component: str = ""
    """IRI of the kind of constraint (sh:MinCountConstraintComponent …)."""

    def line(self, language: str) -> str:
        """The finding as one line in Dutch ('nl') or English ('en'), with names in place of IRIs."""
        check, severity = checks()[self.shape], _SEVERITY_NAMES[language][self.severity]
        about, message = getattr(check, f"about_{language}"), getattr(self, f"message_{language}")
        value = f" [{_tail(self.value)}]" if self.value else ""
        words = f" — “{self.evidence}”" if self.evidence else ""
        return f"{severity}: {about} ‘{self.label}’. {message}{value}{words}"


@dataclass(frozen=True, slots=True)
class Report:
    """What the checks found in the graph of one plan, gravest first; the order is the same on every run."""

    findings: tuple[Finding, ...]

    @property
    def violations(self) -> tuple[Finding, ...]:
        """What keeps the plan out."""
        return tuple(finding for finding in self.findings if finding.severity == "violation")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What goes with the plan."""
        return tuple(finding for finding in self.findings if finding.severity == "warning")

    @property
    def conforms(self) -> bool:
        """Whether the plan may be kept: there are no violations."""
        return not self.violations

    def lines(self, language: str = "nl") -> list[str]:
        """One line a finding, for people."""
        return [finding.line(language) for finding in self.findings]

    def to_json(self) -> list[dict[str, str | None]]:
        """The findings as plain dicts, ready for json.dumps."""
        return [asdict(finding) for finding in self.findings]

    def as_graph(self, report: URIRef | None = None) -> Graph:
        """A sh:ValidationReport. With the IRI of a `report` its results get IRIs below that one, else blank nodes."""
        graph = Graph()
        head = report if report is not None else BNode("report")
        graph.add((head, RDF.type, SH.ValidationReport))
        graph.add((head, SH.conforms, Literal(self.conforms)))
        for finding in self.findings:
            key = sha256("\n".join((finding.shape, finding.focus, finding.value or "")).encode()).hexdigest()[:16]
            result = URIRef(f"{report}#{key}") if report is not None else BNode(f"result{key}")
            graph.add((head, SH.result, result))
            for predicate, value in _result(finding):
                graph.add((result, predicate, value))
        return graph


def validate(data: Graph, background: Graph, text: str) -> Report:
    """Checks one plan's own graph.

    Args:
        data: all that was read from the plan, and nothing else.
        background: what the data may link to: terms, code lists, themes, register, and the plans that are known.
            It is not checked itself, and only what the data names is looked up in it: its size does not matter.
        text: the plan's source text, which the offsets of the evidence count in (Unicode code points, half-open).

    Raises:
        RuntimeError: where pySHACL cannot run the shapes.
    """
    graph = _with_neighbours(data, background)
    own = set(data.subjects())
    failures = {
        *(failure for failure in _by_shacl(graph) if failure.focus in own),
        *_by_text(data, text),
        *_from_nowhere(data, background),
    }
    findings = {(f.shape, f.focus, f.value): f for f in map(_Names(graph).finding, sorted(failures))}
    return Report(tuple(sorted(findings.values(), key=_rank)))


class _Failure(NamedTuple):
    """A thing that fails a shape, as the checks report it; sorts, so that of like ones always the same is kept."""

    shape: URIRef
    focus: Node
    value: str
    component: str


def _with_neighbours(data: Graph, background: Graph) -> Graph:
    """The data, with types and names of what it links to. sh:class needs the types; more would only be validated."""
    graph = _fast_graph(data)
    linked: set[Node] = {node for subject, _, value in data for node in (subject, value) if isinstance(node, URIRef)}
    while linked:
        node = linked.pop()
        for predicate in _LOOKED_UP:
            for value in background.objects(node, predicate):
                if predicate in (RDFS.subClassOf, SKOS.broader) and (node, predicate, value) not in graph:
                    linked.add(value)
                graph.add((node, predicate, value))
    return graph


def _by_shacl(graph: Graph) -> Iterator[_Failure]:
    # advanced: for SPARQL targets; inplace: the graph is our own copy already
    _, results, explanation = pyshacl.validate(graph, shacl_graph=_shapes(), advanced=True, inplace=True)
    if not isinstance(results, Graph):
        raise RuntimeError(f"the shapes cannot be run: {explanation}")
    for result in results.objects(None, SH.result):
        facts = dict(results.predicate_objects(result))
        focus, value = facts[SH.focusNode], facts.get(SH.value)
        shown = "" if value is None or value == focus else str(value)
        yield _Failure(URIRef(str(facts[SH.sourceShape])), focus, shown, str(facts[SH.sourceConstraintComponent]))


def _by_text(data: Graph, text: str) -> Iterator[_Failure]:
    """Offsets beyond the text, and words that differ from it. Offsets that are no offsets fail the shapes already."""
    for name, kind in (("evidence", RG.Evidence), ("section", RG.Section)):
        for node in data.subjects(RDF.type, kind):
            start, end = _offset(data, node, OA.start), _offset(data, node, OA.end)
            if start is None or end is None or not 0 <= start < end:
                continue
            exact = data.value(node, OA.exact)
            if end > len(text):
                yield _Failure(RGS[f"{name}-inText"], node, str(end), str(RGS.TextComparison))
            elif kind == RG.Evidence and exact is not None and str(exact) != text[start:end]:
                yield _Failure(RGS["evidence-words"], node, _shortened(text[start:end]), str(RGS.TextComparison))


def _from_nowhere(data: Graph, background: Graph) -> Iterator[_Failure]:
    """Regions and organisations that are neither in the register nor stated by the plan."""
    for name, kind in (("region", RG.Region), ("organisation", RG.Organisation)):
        for node in data.subjects(RDF.type, kind):
            stated = any((node, predicate, None) in data for predicate in (RG.evidence, RG.statedIn))
            if not stated and (node, RDF.type, kind) not in background:
                yield _Failure(RGS[f"{name}-evidence"], node, "", str(RGS.RegisterComparison))


@lru_cache(maxsize=1)
def _shapes() -> Graph:
    return _fast_graph(load())


def _fast_graph(triples: Iterable[tuple[Node, Node, Node]]) -> Graph:
    graph = Graph(_OneGraphStore(), bind_namespaces="none")
    for triple in triples:
        graph.add(triple)
    return graph


class _OneGraphStore(SimpleMemory):
    """rdflib's plain store, a third faster than its default one, which asks of each triple in which graphs it is.

    pySHACL insists on a store that says it keeps several graphs apart, though it is given only this one.
    """

    context_aware = True
    graph_aware = True

    def __len__(self, context: Any = None) -> int:
        """1 where there is anything: pySHACL asks just that at each result, and rdflib's own counts all triples."""
        return int(any(True for _ in self.triples((None, None, None))))


class _Names:
    """Names and evidence of things, for people."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    def finding(self, failure: _Failure) -> Finding:
        check = checks()[str(failure.shape)]
        return Finding(
            severity=check.severity,
            focus=str(failure.focus),
            path=check.path,
            message_nl=check.message_nl,
            message_en=check.message_en,
            value=failure.value or None,
            evidence=self.words(failure.focus),
            shape=check.iri,
            label=self.label(failure.focus),
            component=failure.component,
        )

    def label(self, node: Node) -> str:
        """Its name; for evidence and targets the name of the fact that they belong to; else the end of its IRI."""
        fact = self._fact_of(node)
        for predicate in (SKOS.prefLabel, RG.statement, DCTERMS.title, RDFS.label):
            names = [name for name in self.graph.objects(fact, predicate) if isinstance(name, Literal)]
            if names:
                return _shortened(min(names, key=lambda name: (name.language != "nl", str(name))))
        return _tail(str(fact))

    def words(self, node: Node) -> str | None:
        """The first words of its earliest evidence."""
        for piece in (node, *sorted(self.graph.objects(self._fact_of(node), RG.evidence), key=self._place)):
            if exact := sorted(str(words) for words in self.graph.objects(piece, OA.exact)):
                return _shortened(exact[0])
        return None

    def _place(self, piece: Node) -> tuple[int, str]:
        return _offset(self.graph, piece, OA.start) or 0, str(piece)

    def _fact_of(self, node: Node) -> Node:
        owners = (owner for link in (RG.evidence, RG.target) for owner in self.graph.subjects(link, node))
        return min(owners, default=node, key=str)


def _offset(graph: Graph, node: Node, predicate: URIRef) -> int | None:
    offset = graph.value(node, predicate)
    return offset.value if isinstance(offset, Literal) and isinstance(offset.value, int) else None


def _shortened(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= WORDS_SHOWN else words[: WORDS_SHOWN - 1].rsplit(" ", 1)[0] + "…"


def _tail(iri: str) -> str:
    """The last part of an IRI; any other text as it is."""
    return iri.rstrip("/#").rsplit("#", 1)[-1].rsplit("/", 1)[-1] if _is_iri(iri) else iri


def _is_iri(text: str) -> bool:
    return text.startswith(("http://", "https://", "urn:")) and not any(sign.isspace() for sign in text)


def _rank(finding: Finding) -> tuple[int, str, str, str]:
    return list(SEVERITIES.values()).index(finding.severity), finding.shape, finding.focus, finding.value or ""


def _result(finding: Finding) -> Iterable[tuple[URIRef, Node]]:
    severities = {name: iri for iri, name in SEVERITIES.items()}
    yield RDF.type, SH.ValidationResult
    yield SH.resultSeverity, severities[finding.severity]
    yield SH.focusNode, URIRef(finding.focus)
    yield SH.sourceShape, URIRef(finding.shape)
    yield SH.sourceConstraintComponent, URIRef(finding.component)
    yield SH.resultMessage, Literal(finding.message_nl, lang="nl")
    yield SH.resultMessage, Literal(finding.message_en, lang="en")
    if finding.path is not None and _is_iri(finding.path):
        yield SH.resultPath, URIRef(finding.path)
    if finding.value is not None:
        yield SH.value, URIRef(finding.value) if _is_iri(finding.value) else Literal(finding.value)


_SEVERITY_NAMES: Final[dict[str, dict[str, str]]] = {
    "nl": {"violation": "Overtreding", "warning": "Waarschuwing", "info": "Ter informatie"},
    "en": {"violation": "Violation", "warning": "Warning", "info": "For information"},
}
