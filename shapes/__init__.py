"""What a sound graph looks like (violations) and what a good plan looks like (warnings): SHACL, one file per class.

The shapes are data: each has an IRI, a severity, a name and a message in Dutch and English. This module loads them
and lists them as `Check`s; `python -m shapes` prints that list as docs/checks.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from rdflib import RDF, RDFS, SH, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

RGS = Namespace("https://w3id.org/regiograaf/shape#")

SEVERITIES: Final[dict[URIRef, str]] = {SH.Violation: "violation", SH.Warning: "warning", SH.Info: "info"}
"""From most to least grave."""

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Check:
    """One shape, as people read it."""

    iri: str
    file: str
    """Name of the Turtle file below `shapes/`."""
    about_nl: str
    about_en: str
    """What kind of thing is checked: Doel, Goal."""
    name_nl: str
    name_en: str
    """What is asked of it."""
    severity: str
    """'violation' keeps a plan out; 'warning' and 'info' are kept with it."""
    path: str
    """The property or path that is looked at: an IRI, or SPARQL's notation of a path."""
    message_nl: str
    message_en: str
    """What to do where the check fails."""
    by_python: bool
    """Whether ingest/validate.py makes this check, since SHACL cannot see the plan's text."""

    @property
    def key(self) -> str:
        """The last part of the IRI: goal-statement."""
        return self.iri.removeprefix(str(RGS))


def files() -> tuple[Path, ...]:
    """The Turtle files of the shapes, in a fixed order."""
    return tuple(sorted(_FOLDER.glob("*.ttl")))


@lru_cache(maxsize=1)
def load() -> Graph:
    """All shapes in one graph. It is parsed once and shared: do not change it."""
    graph = Graph()
    for path in files():
        graph.parse(path, format="turtle")
    return graph


@lru_cache(maxsize=1)
def checks() -> dict[str, Check]:
    """Every check by its shape's IRI, in the order of the classes, then gravest first, then by name."""
    graph = load()
    ranked = [
        (_order(graph, iri), list(SEVERITIES.values()).index(check.severity), check.iri, check)
        for path in files()
        for iri, check in _checks_of(path)
    ]
    return {check.iri: check for *_, check in sorted(ranked, key=lambda row: row[:3])}


def table() -> str:
    """docs/checks.md: every check, made from the shapes."""
    lines = [_INTRODUCTION]
    for severity, (title, explanation) in _CHAPTERS.items():
        lines += [f"## {title}\n\n{explanation}\n", _TABLE_HEAD]
        lines += [_row(check) for check in checks().values() if check.severity == severity]
        lines.append("")
    return "\n".join(lines)


def _checks_of(path: Path) -> Iterable[tuple[URIRef, Check]]:
    graph = Graph().parse(path, format="turtle")
    for iri in graph.subjects(RDF.type, SH.PropertyShape):
        if isinstance(iri, URIRef):
            yield iri, _check(graph, iri, path.name)


def _check(graph: Graph, iri: URIRef, file: str) -> Check:
    group, path = _one(graph, iri, SH.group), _one(graph, iri, SH.path)
    return Check(
        iri=str(iri),
        file=file,
        about_nl=_words(graph, group, RDFS.label, "nl"),
        about_en=_words(graph, group, RDFS.label, "en"),
        name_nl=_words(graph, iri, SH.name, "nl"),
        name_en=_words(graph, iri, SH.name, "en"),
        severity=SEVERITIES[URIRef(str(_one(graph, iri, SH.severity)))],
        path=str(path) if isinstance(path, URIRef) else _notation(graph, path),
        message_nl=_words(graph, iri, SH.message, "nl"),
        message_en=_words(graph, iri, SH.message, "en"),
        by_python=(iri, RGS.checkedBy, None) in graph,
    )


def _notation(graph: Graph, path: Node) -> str:
    """A SHACL path in the notation of SPARQL 1.1."""
    if isinstance(path, URIRef):
        return path.n3(graph.namespace_manager)
    for form, notation in (
        (SH.inversePath, "^{}"),
        (SH.zeroOrMorePath, "{}*"),
        (SH.oneOrMorePath, "{}+"),
        (SH.zeroOrOnePath, "{}?"),
    ):
        if (inner := graph.value(path, form)) is not None:
            return notation.format(_notation(graph, inner))
    choice = graph.value(path, SH.alternativePath)
    steps = Collection(graph, path if choice is None else choice)
    return "(" + ("/" if choice is None else "|").join(_notation(graph, step) for step in steps) + ")"


def _one(graph: Graph, subject: Node, predicate: URIRef) -> Node:
    value = graph.value(subject, predicate)
    if value is None:
        raise ValueError(f"{subject}: {predicate} is missing")
    return value


def _order(graph: Graph, iri: URIRef) -> int:
    return int(str(_one(graph, _one(graph, iri, SH.group), SH.order)))


def _words(graph: Graph, subject: Node, predicate: URIRef, language: str) -> str:
    for literal in graph.objects(subject, predicate):
        if isinstance(literal, Literal) and literal.language == language:
            return str(literal)
    raise ValueError(f"{subject}: {predicate} is missing in the language {language!r}")


def _row(check: Check) -> str:
    mark = " ¹" if check.by_python else ""
    cells = (
        f"{check.about_nl} / {check.about_en}",
        f"{check.name_nl} / {check.name_en}",
        check.message_nl,
        check.message_en,
        f"[`{check.key}`](../shapes/{check.file}){mark}",
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


_INTRODUCTION = """\
<!-- Made by `python -m shapes` from the shapes; change those, not this page. -->
# Controles · Checks

Elk plan wordt gecontroleerd voordat het in de graaf komt. De regels staan als [SHACL](https://www.w3.org/TR/shacl/) in
[`shapes/`](../shapes), één bestand per klasse; elke regel zegt wat je kunt doen.

Every plan is checked before it enters the graph. The rules are [SHACL](https://www.w3.org/TR/shacl/) in
[`shapes/`](../shapes), one file a class; every rule says what to do.

¹ SHACL kan de tekst van het plan niet zien. Of de woorden van een bewijsplaats op hun plaats in de tekst staan,
controleert [`ingest/validate.py`](../ingest/validate.py); de woorden van de melding staan wel bij de shapes. Datzelfde
bestand meldt ook regio's en organisaties die het register noch de woorden van een plan kennen (`region-evidence`,
`organisation-evidence`).

¹ SHACL cannot see the text of the plan. Whether the words of evidence stand at their place in the text is checked by
[`ingest/validate.py`](../ingest/validate.py); the words of the message do stand with the shapes. That same file also
reports regions and organisations that neither the register nor the words of a plan know (`region-evidence`,
`organisation-evidence`).

Wie de shapes met eigen gereedschap gebruikt: enkele vragen SPARQL-targets ([SHACL-AF](https://www.w3.org/TR/shacl-af/));
een processor zonder slaat die regels over. · Who uses the shapes with tools of their own: some need SPARQL targets
([SHACL-AF](https://www.w3.org/TR/shacl-af/)); a processor without these skips those rules.
"""

_CHAPTERS: Final[dict[str, tuple[str, str]]] = {
    "violation": (
        "Overtredingen · Violations",
        "Een overtreding houdt het plan buiten de graaf. · A violation keeps the plan out of the graph.",
    ),
    "warning": (
        "Waarschuwingen · Warnings",
        "Een waarschuwing gaat met het plan mee: het is gelezen, maar mist iets van wat een goed plan heeft. · "
        "A warning goes with the plan: it has been read, but lacks something that a good plan has.",
    ),
    "info": (
        "Ter informatie · For information",
        "Om na te kijken. · To look at.",
    ),
}

_TABLE_HEAD = "| wat / what | vraag / asks | wat te doen | what to do | shape |\n| --- | --- | --- | --- | --- |"
