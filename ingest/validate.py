"""Checks the graph of one plan before it is kept: SHACL by pySHACL, and the words of the evidence against the text.

The shapes and all messages live in `shapes/`; docs/checks.md lists them. SHACL cannot see the plan's file, so what
needs the text is checked here, under shapes that carry no target.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any, Final, NamedTuple
from typing import Literal as OneOf

import pyshacl
from rdflib import RDF, RDFS, SH, SKOS, BNode, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS
from rdflib.plugins.stores.memory import SimpleMemory
from rdflib.term import Node

from ontology import OA, RG
from shapes import RGS, SEVERITIES, checks, load

Severity = OneOf["violation", "warning", "info"]
Language = OneOf["nl", "en"]

_LOOKED_UP: Final = (RDF.type, RDFS.subClassOf, SKOS.prefLabel, SKOS.broader)
"""What is taken over from the background of the things that the data names."""

_FOLLOWED: Final = (RDFS.subClassOf, SKOS.broader)
"""Of these also what they lead to."""

WORDS_SHOWN: Final = 160
"""The longest stretch of evidence that a finding shows, in code points."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check found, in words that a person can act on."""

    severity: str
    """'violation', 'warning' or 'info'."""
    focus: str
    """IRI of the thing that falls short."""
    path: str | None
    """The property or path that was looked at; None for the thing as a whole."""
    message_nl: str
    message_en: str
    value: str | None
    """What is wrong, where that is a value; for words that differ: what the text has at that place."""
    evidence: str | None
    """The first words of the thing's evidence."""
    shape: str
    """IRI of the shape."""
    label: str = ""
    """What people call the thing."""
    component: str = ""
    """IRI of the kind of constraint (sh:MinCountConstraintComponent …)."""

    def message(self, language: Language) -> str:
        """What to do."""
        return self.message_nl if language == "nl" else self.message_en

    def line(self, language: Language) -> str:
        """The finding as one line, with names in place of IRIs."""
        check = checks()[self.shape]
        about = check.about_nl if language == "nl" else check.about_en
        value = f" [{_tail(self.value)}]" if self.value else ""
        words = f" — “{self.evidence}”" if self.evidence else ""
        severity = _SEVERITY_NAMES[language][self.severity]
        return f"{severity}: {about} ‘{self.label}’. {self.message(language)}{value}{words}"


@dataclass(frozen=True, slots=True)
class Report:
    """What the checks found in the graph of one plan, gravest first; the order is the same on every run."""

    findings: tuple[Finding, ...]

    @property
    def violations(self) -> tuple[Finding, ...]:
        """What keeps the plan out."""
        return self._of("violation")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What goes with the plan."""
        return self._of("warning")

    @property
    def conforms(self) -> bool:
        """Whether the plan may be kept: there are no violations."""
        return not self.violations

    def lines(self, language: Language = "nl") -> list[str]:
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
            key = _key(finding)
            result = URIRef(f"{report}#{key}") if report is not None else BNode(f"result{key}")
            graph.add((head, SH.result, result))
            for predicate, value in _result(finding):
                graph.add((result, predicate, value))
        return graph

    def _of(self, severity: Severity) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity == severity)


def validate(data: Graph, background: Graph, text: str) -> Report:
    """Checks one plan's own graph.

    Args:
        data: all that was read from the plan, and nothing else.
        background: what the data may link to: terms, code lists, themes, register, and the plans that are known.
            It is never checked itself; only what the data names is looked up in it, so its size does not matter.
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
    names = _Names(graph)
    findings = {(f.shape, f.focus, f.value): f for f in (names.finding(failure) for failure in sorted(failures))}
    return Report(tuple(sorted(findings.values(), key=_rank)))


class _Failure(NamedTuple):
    """A thing that fails a shape, as the checks report it; sorts, so that of like ones always the same is kept."""

    shape: URIRef
    focus: Node
    value: str
    component: str


def _with_neighbours(data: Graph, background: Graph) -> Graph:
    """The data, with types and names of what it links to. sh:class needs the types; more would only be validated."""
    graph = Graph(_OneGraphStore(), bind_namespaces="none")
    linked: set[Node] = set()
    for subject, predicate, value in data:
        graph.add((subject, predicate, value))
        linked.add(subject)
        if isinstance(value, URIRef):
            linked.add(value)
    while linked:
        node = linked.pop()
        for predicate in _LOOKED_UP:
            for value in background.objects(node, predicate):
                if predicate in _FOLLOWED and (node, predicate, value) not in graph:
                    linked.add(value)
                graph.add((node, predicate, value))
    return graph


def _by_shacl(graph: Graph) -> Iterator[_Failure]:
    _, results, explanation = pyshacl.validate(graph, shacl_graph=load(), inference="none", advanced=True, inplace=True)
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
            elif exact is not None and str(exact) != text[start:end]:
                yield _Failure(RGS[f"{name}-words"], node, _shortened(text[start:end]), str(RGS.TextComparison))


def _from_nowhere(data: Graph, background: Graph) -> Iterator[_Failure]:
    """Regions and organisations that are neither in the register nor stated by the plan."""
    for name, kind in (("region", RG.Region), ("organisation", RG.Organisation)):
        for node in data.subjects(RDF.type, kind):
            stated = any((node, predicate, None) in data for predicate in (RG.evidence, RG.statedIn))
            if not stated and (node, RDF.type, kind) not in background:
                yield _Failure(RGS[f"{name}-evidence"], node, "", str(RGS.TextComparison))


class _OneGraphStore(SimpleMemory):
    """Twice as fast as rdflib's default store, which asks of each triple in which graphs it is.

    pySHACL insists on a store that keeps several graphs apart, though it is given only this one.
    """

    context_aware = True
    graph_aware = True

    def __init__(self) -> None:
        super().__init__()
        self.added = 0

    def add(self, triple: Any, context: Any, quoted: bool = False) -> None:
        """As rdflib's."""
        super().add(triple, context, quoted)
        self.added += 1

    def __len__(self, context: Any = None) -> int:
        """How often something was added; rdflib's own walks through all triples, and pySHACL asks at each result."""
        return self.added


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
        pieces = [node, *self.graph.objects(self._fact_of(node), RG.evidence)]
        exact = [(_offset(self.graph, piece, OA.start) or 0, words) for piece in pieces for words in self._exact(piece)]
        own = self._exact(node)
        return _shortened(own[0]) if own else _shortened(min(exact)[1]) if exact else None

    def _exact(self, piece: Node) -> list[str]:
        return sorted(str(words) for words in self.graph.objects(piece, OA.exact))

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
    gravity = list(SEVERITIES.values()).index(finding.severity)
    return gravity, finding.shape, finding.focus, finding.value or ""


def _key(finding: Finding) -> str:
    return sha256("\n".join((finding.shape, finding.focus, finding.value or "")).encode()).hexdigest()[:16]


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
