"""The facts of a plan with the places in its text that they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from pyoxigraph import NamedNode

from graph_api.facts import Facts
from graph_api.facts.model import key_of
from graph_api.reader.structure import Heading
from graph_api.store import Row, Snapshot

Kind = Literal["goal", "initiative", "voorloper", "organisation", "theme", "region"]
KINDS: Final[tuple[Kind, ...]] = ("goal", "initiative", "voorloper", "organisation", "theme", "region")
"""In this order they are listed; where two facts have the same words, the one named first lies around the other."""

_EVIDENCE: Final = """
SELECT ?plan ?evidence ?thing ?start ?end ?words ?confidence ?page WHERE {
  ?evidence oa:hasSource ?plan ; oa:start ?start ; oa:end ?end ; oa:exact ?words . ?thing rg:evidence ?evidence .
  OPTIONAL { ?evidence rg:confidence ?confidence }
  OPTIONAL { ?evidence rg:page ?page }
}"""
_SECTIONS: Final = "SELECT ?plan ?start ?level WHERE { ?section rg:inPlan ?plan ; oa:start ?start ; rg:level ?level }"
_FILES: Final = """
SELECT ?plan ?address WHERE {
  ?plan ?property ?address FILTER(?property IN (dcterms:source, dcat:downloadURL, schema:url))
}"""


@dataclass(frozen=True, slots=True)
class Fact:
    """A thing, and one place where the plan says so."""

    iri: str
    """Of the thing."""
    kind: Kind
    label: str
    start: int
    """Code points in the plan's text, half-open with `end`."""
    end: int
    words: str
    """`text[start:end]`."""
    confidence: float | None
    """0 to 1."""
    evidence: str
    """IRI."""
    page: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """The facts of a plan, by place."""

    facts: tuple[Fact, ...]
    misplaced: int
    """Pieces of evidence of which the words do not stand at their place, and which are not shown."""


def facts_of(snapshot: Snapshot, known: Facts, plan: str, text: str) -> Found:
    """The goals, initiatives, organisations, themes and regions with evidence in a plan; one query.

    Args:
        snapshot: the version.
        known: its facts, for kinds and names.
        plan: IRI.
        text: of the plan.
    """
    facts, misplaced = {}, 0
    for row in snapshot.rows(_EVIDENCE, plan=NamedNode(plan)):
        iri = _text(row, "thing")
        named = _named(known, iri)
        if named is None:
            continue
        words, (start, end) = _text(row, "words"), (_offset(row, "start"), _offset(row, "end"))
        if not 0 <= start < end or text[start:end] != words:
            misplaced += 1
            continue
        confidence, page = _text(row, "confidence"), _text(row, "page")
        fact = Fact(iri, *named, start, end, words, _share(confidence), _text(row, "evidence"), page)
        facts[iri, start, end] = fact
    return Found(tuple(sorted(facts.values(), key=order)), misplaced)


def order(fact: Fact) -> tuple[int, int, int, str]:
    """By place; of those that start together the longest first."""
    return fact.start, -fact.end, KINDS.index(fact.kind), fact.iri


def headings_of(snapshot: Snapshot, plan: str) -> Iterator[Heading]:
    """The sections of a plan, as the graph has them."""
    for row in snapshot.rows(_SECTIONS, plan=NamedNode(plan)):
        if (start := _offset(row, "start")) >= 0:
            yield Heading(start, max(_offset(row, "level"), 1))


def file_address(snapshot: Snapshot, plan: str) -> str:
    """Where the plan's file is to be had, '' where the graph does not say; only addresses of the web."""
    found = (_text(row, "address") for row in snapshot.rows(_FILES, plan=NamedNode(plan)))
    return min((address for address in found if address.startswith(("https://", "http://"))), default="")


def counts(facts: Iterable[Fact]) -> dict[Kind, int]:
    """How many things of each kind there are."""
    things = {(fact.kind, fact.iri) for fact in facts}
    return {kind: sum(one == kind for one, _ in things) for kind in KINDS}


def _named(known: Facts, iri: str) -> tuple[Kind, str] | None:
    """The kind and name of a thing; None for what has no kind that is shown."""
    if iri in known.goals:
        return "goal", known.goals[iri].statement or key_of(iri)
    if iri in known.initiatives:
        initiative = known.initiatives[iri]
        return ("voorloper" if initiative.voorloper else "initiative"), initiative.label
    if iri in known.organisations:
        return "organisation", known.organisations[iri].label
    if iri in known.themes:
        return "theme", known.themes[iri].label
    return ("region", known.regions[iri].label) if iri in known.regions else None


def _text(row: Row, name: str) -> str:
    return str(getattr(row[name], "value", row[name])) if name in row else ""


def _offset(row: Row, name: str) -> int:
    text = _text(row, name)
    return int(text) if text.isdecimal() else -1


def _share(text: str) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None
