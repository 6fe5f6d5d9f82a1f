"""The order of things: a file is read, outlined, annotated, its facts extracted, resolved, written as RDF and checked."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rdflib import Graph

from ingest import read, register
from ingest.errors import RegiograafError
from ingest.extract import plausible
from ingest.extract.goals import find_goals
from ingest.extract.header import Header, read_header
from ingest.extract.initiatives import find_initiatives
from ingest.extract.organisations import find_organisations
from ingest.extract.regions import find_regions
from ingest.extract.sections import find_sections
from ingest.extract.themes import find_themes
from ingest.language import Annotated, annotate
from ingest.model import Evidence, PlanFacts, PlanHeader
from ingest.outline import make_outline
from ingest.outline.kept import structure, to_json
from ingest.rdf import plan_graph_iri, reading_time, to_graph
from ingest.resolve import resolve
from ingest.trained import models as trained
from ingest.trained.models import Models
from ingest.validate import Report, validate
from ontology import BASE

STAGES = ("read", "outline", "annotate", "extract", "resolve", "rdf", "check")
Progress = Callable[[str], None]


@dataclass(frozen=True)
class PlanReading:
    """All that came of reading one plan; what the builder needs to keep it, or to say why it stays out."""

    file: str
    key: str
    title: str
    region: str
    sha256: str
    text: str
    graph: str
    """IRI of the plan's named graph."""
    ntriples: bytes
    """Its triples as N-Triples, sorted by line."""
    report: Report
    counts: dict[str, int]
    notes: tuple[str, ...]
    seconds: float
    structure: bytes = b""
    """The blocks of its outline as JSON (`ingest/outline/kept.py`), for pages that show the text."""


def find_plans(paths: Sequence[Path]) -> list[Path]:
    """The files of plans among files and folders (with what is below them), sorted by name, each once.

    Raises:
        RegiograafError: a path is not there, or a folder has no plans.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.is_file() and p.suffix.lower() in read.ENDINGS)
            if not inside:
                raise RegiograafError(
                    "no plans in this folder.",
                    where=str(path),
                    way_out=f"Put files ending in {', '.join(read.ENDINGS)} in it.",
                )
            found += inside
        elif path.exists():
            found.append(path)
        else:
            raise RegiograafError("no such file or folder.", where=str(path), way_out="Check the spelling.")
    return list(dict.fromkeys(found))


def read_plan(
    path: Path,
    *,
    base: str = BASE,
    min_confidence: float = 0.0,
    progress: Progress | None = None,
    models: Models | None = None,
) -> PlanReading:
    """Read one plan, from the file to its checked graph.

    Args:
        path: the file.
        base: what the IRIs of things start with.
        min_confidence: facts of which every piece of evidence is below it (0–1) are left out.
        progress: called with the name of each stage as it starts.
        models: the trained parts; those that are committed where none are given.

    Raises:
        UnreadablePlan: the file cannot be read, or is no plan.
    """
    tell = progress or (lambda stage: None)
    began, clock = datetime.datetime.now(datetime.UTC), time.perf_counter()
    tell("read")
    source = read.read_source(path)
    tell("outline")
    outline = make_outline(source)
    plausible.check(source, outline, path)
    tell("annotate")
    annotated = annotate(outline)
    tell("extract")
    facts = extract(annotated, path, models or trained.committed())
    tell("resolve")
    facts = resolve(facts, min_confidence)
    tell("rdf")
    graph = to_graph(facts, source, base)
    tell("check")
    report = validate(graph, background(graph, base), source.text)
    times = reading_time(facts.header.key, began, datetime.datetime.now(datetime.UTC), base)
    return PlanReading(
        file=path.name, key=facts.header.key, title=facts.header.title, region=_region_name(facts), sha256=source.sha256,
        text=source.text, graph=plan_graph_iri(facts.header.key, base), ntriples=sorted_lines(graph, times), report=report,
        counts=counts(facts), notes=(*source.warnings, *facts.notes), seconds=time.perf_counter() - clock,
        structure=to_json(structure(outline)),
    )  # fmt: skip


def extract(annotated: Annotated, path: Path, models: Models) -> PlanFacts:
    """The facts of each kind, in the order in which they need each other."""
    header = read_header(annotated, path)
    sections = find_sections(annotated.outline)
    regions = find_regions(annotated, header)
    themes = find_themes(annotated, regions, models)
    organisations = find_organisations(annotated, regions, models)
    goals = find_goals(annotated, regions, themes, models)
    initiatives = find_initiatives(annotated, regions, themes, organisations, goals, models)
    facts = PlanFacts(
        _header(header, regions.plan, annotated), tuple(sections.values()), tuple(regions.facts.values()),
        tuple(themes.facts.values()), tuple(goals.values()), tuple(initiatives.values()), tuple(organisations.facts.values()),
    )  # fmt: skip
    return _with_section_keys(facts, {str(number): s.key for number, s in sections.items()})


def counts(facts: PlanFacts) -> dict[str, int]:
    """How many things of each kind were read."""
    return {
        "regions": len(facts.regions),
        "themes": len(facts.themes),
        "goals": len(facts.goals),
        "initiatives": len(facts.initiatives),
        "voorlopers": sum(bool(i.voorloper_signals) for i in facts.initiatives),
        "organisations": len(facts.organisations),
    }


def background(graph: Graph, base: str = BASE) -> Graph:
    """What ontology, themes and register say of the things that a graph names: all that a check needs of them."""
    named = {str(o) for o in graph.objects() if str(o).startswith(("http://", "https://"))} | {
        str(s) for s in graph.subjects()
    }
    lines = b"".join(f"{quad.triple} .\n".encode() for quad in register.describe(named, base))
    return Graph().parse(data=lines, format="nt")


def sorted_lines(*graphs: Graph) -> bytes:
    """Graphs as N-Triples with the lines in order: the same graphs give the same bytes."""
    lines = [
        line for graph in graphs for line in graph.serialize(format="nt", encoding="utf-8").splitlines(keepends=True)
    ]
    return b"".join(sorted({line for line in lines if line.strip()}))


def _region_name(facts: PlanFacts) -> str:
    return next((r.name for r in facts.regions if r.key == facts.header.region), "")


def _header(header: Header, region: str, annotated: Annotated) -> PlanHeader:
    title = header.title
    if len(title.split()) == 1 and header.region:
        title = f"{title} {header.region}"
    evidence = tuple(Evidence(span) for unit in header.units for span in unit.block.passage.spans())
    return PlanHeader(
        header.key, title, region or None, header.issued, header.language, header.kind, header.updates, evidence
    )


def _with_section_keys(facts: PlanFacts, keys: dict[str, str]) -> PlanFacts:
    """Put section keys in place of section numbers in all evidence."""

    def rekey(pieces: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        return tuple(replace(piece, section=keys.get(piece.section or "")) for piece in pieces)

    return replace(
        facts,
        regions=tuple(replace(f, evidence=rekey(f.evidence)) for f in facts.regions),
        themes=tuple(replace(f, evidence=rekey(f.evidence)) for f in facts.themes),
        goals=tuple(replace(f, evidence=rekey(f.evidence)) for f in facts.goals),
        initiatives=tuple(replace(f, evidence=rekey(f.evidence)) for f in facts.initiatives),
        organisations=tuple(replace(f, evidence=rekey(f.evidence)) for f in facts.organisations),
    )
