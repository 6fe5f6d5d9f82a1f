"""From the facts of a plan to RDF: the one place where triples are made."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from decimal import Decimal

from rdflib import PROV, RDF, RDFS, SKOS, XSD, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS

from ingest import register
from ingest.keys import digest
from ingest.model import (
    Evidence,
    GoalFact,
    InitiativeFact,
    OrganisationFact,
    PlanFacts,
    RegionFact,
    SectionFact,
    ThemeFact,
)
from ingest.read.source import SourceText
from ontology import BASE, GEO, OA, ORG, RG, RGC, RGT, SCHEMA

SOFTWARE = "Regiograaf"
VERSION = "0.1.0"


class Writer:
    """Writes the facts of one plan into a graph."""

    def __init__(self, facts: PlanFacts, source: SourceText, base: str = BASE) -> None:
        self.facts, self.source, self.base = facts, source, base
        self.graph = Graph()
        self.plan = self.iri("plan", facts.header.key)
        self.reading = self.iri("reading", facts.header.key)
        self.seen: dict[str, int] = {}

    def iri(self, kind: str, key: str) -> URIRef:
        """IRI of a thing that plans share (region, organisation, approach) or of the plan itself."""
        return URIRef(f"{self.base}{kind}/{key}")

    def own(self, kind: str, key: str) -> URIRef:
        """IRI of a thing that belongs to this plan alone."""
        return URIRef(f"{self.base}{kind}/{self.facts.header.key}/{key}")

    def add(self, subject: URIRef, predicate: URIRef, *values: object) -> None:
        """Add a triple for each value that is not None or ''; strings become plain literals, numbers typed ones."""
        for value in values:
            if value is None or value == "":
                continue
            term = value if isinstance(value, URIRef | Literal) else Literal(value)
            self.graph.add((subject, predicate, term))

    def write(self) -> Graph:
        """The graph of the plan, without the time of reading."""
        self._plan()
        for section in self.facts.sections:
            self._section(section)
        for region in self.facts.regions:
            self._region(region)
        for theme in self.facts.themes:
            self._theme(theme)
        for organisation in self.facts.organisations:
            self._organisation(organisation)
        for goal in self.facts.goals:
            self._goal(goal)
        for initiative in self.facts.initiatives:
            self._initiative(initiative)
        return self.graph

    def _plan(self) -> None:
        header, plan = self.facts.header, self.plan
        self.add(plan, RDF.type, RG.Plan, PROV.Entity, SCHEMA.DigitalDocument)
        self.add(plan, DCTERMS.title, Literal(header.title, lang=header.language))
        self.add(plan, DCTERMS.language, header.language)
        if header.issued:
            kind = {4: XSD.gYear, 7: XSD.gYearMonth}.get(len(header.issued), XSD.date)
            self.add(plan, DCTERMS.issued, Literal(header.issued, datatype=kind))
        self.add(plan, RG.sourceFile, self.source.name)
        self.add(plan, RG.sourceSha256, self.source.sha256)
        self.add(plan, RG.planKind, RGC[f"plan-{header.kind}"])
        if header.region:
            self.add(plan, RG.coversRegion, self.iri("region", header.region))
        if header.updates:
            self.add(plan, RG.updates, self.iri("plan", header.updates))
        self.add(plan, PROV.wasGeneratedBy, self.reading)
        agent = self.iri("software", SOFTWARE.lower())
        self.add(self.reading, RDF.type, PROV.Activity)
        self.add(self.reading, RDFS.label, Literal(f"reading of {self.source.name}", lang="en"))
        self.add(self.reading, PROV.wasAssociatedWith, agent)
        self.add(agent, RDF.type, PROV.SoftwareAgent)
        self.add(agent, RDFS.label, SOFTWARE)
        self.add(agent, SCHEMA.softwareVersion, VERSION)

    def _section(self, section: SectionFact) -> None:
        node = self.own("section", section.key)
        self.add(node, RDF.type, RG.Section)
        self.add(node, DCTERMS.title, Literal(section.title, lang=self.facts.header.language))
        self.add(node, RG.level, Literal(section.level, datatype=XSD.integer))
        self.add(node, RG.inPlan, self.plan)
        self.add(node, OA.start, Literal(section.span.start, datatype=XSD.integer))
        self.add(node, OA.end, Literal(section.span.end, datatype=XSD.integer))
        if section.parent:
            self.add(node, RG.partOfSection, self.own("section", section.parent))

    def _evidence(self, thing: URIRef, pieces: Iterable[Evidence]) -> None:
        self.add(thing, RG.statedIn, self.plan)
        for piece in pieces:
            words = piece.span.of(self.source.text)
            stem = digest(str(thing), words)
            self.seen[stem] = self.seen.get(stem, 0) + 1
            node = self.own("evidence", f"{stem}-{self.seen[stem]}" if self.seen[stem] > 1 else stem)
            self.add(thing, RG.evidence, node)
            self.add(node, RDF.type, RG.Evidence, PROV.Entity)
            self.add(node, OA.hasSource, self.plan)
            self.add(node, OA.exact, Literal(words))
            self.add(node, OA.start, Literal(piece.span.start, datatype=XSD.integer))
            self.add(node, OA.end, Literal(piece.span.end, datatype=XSD.integer))
            self.add(node, RG.confidence, Literal(Decimal(str(round(piece.confidence, 3)))))
            self.add(node, PROV.wasGeneratedBy, self.reading)
            if piece.section:
                self.add(node, RG.section, self.own("section", piece.section))

    def _names(self, node: URIRef, name: str, aliases: Iterable[str]) -> None:
        self.add(node, SKOS.prefLabel, Literal(name, lang="nl"))
        self.add(node, SKOS.altLabel, *(Literal(alias, lang="nl") for alias in aliases))

    def _region(self, region: RegionFact) -> None:
        node = self.iri("region", region.key)
        entry = register.load(self.base).regions.get(region.key)
        self.add(node, RDF.type, RG.Region, SCHEMA.AdministrativeArea, GEO.Feature)
        self._names(
            node,
            entry.name if entry else region.name,
            [a for a in (region.name, *region.aliases) if not entry or a != entry.name],
        )
        if not entry:
            self.add(node, RG.regionKind, RGC[f"region-{region.kind}"])
        if region.part_of:
            self.add(node, RG.partOfRegion, self.iri("region", region.part_of))
        self._evidence(node, region.evidence)

    def _theme(self, theme: ThemeFact) -> None:
        node = self.own("theme", theme.key)
        self.add(node, RDF.type, RG.PlanTheme, SKOS.Concept)
        self._names(node, theme.label, theme.aliases)
        if theme.parent:
            self.add(node, SKOS.broader, self.own("theme", theme.parent))
        match = SKOS.exactMatch if self._is_national(theme) else SKOS.broadMatch
        self.add(node, match, RGT[theme.national[0]])
        self.add(node, SKOS.broadMatch, *(RGT[code] for code in theme.national[1:]))
        if theme.region:
            self.add(node, RG.region, self.iri("region", theme.region))
        self._evidence(node, theme.evidence)

    def _is_national(self, theme: ThemeFact) -> bool:
        """Whether the plan's label is a name of the national theme itself."""
        concept = register.load(self.base).themes.get(theme.national[0])
        return concept is not None and theme.label.lower() in {name.lower() for name in concept.names}

    def _organisation(self, organisation: OrganisationFact) -> None:
        node = self.iri("organisation", organisation.key)
        entry = register.load(self.base).organisations.get(organisation.key)
        self.add(node, RDF.type, RG.Organisation, ORG.Organization)
        self._names(
            node,
            entry.name if entry else organisation.name,
            [a for a in organisation.aliases if not entry or a != entry.name],
        )
        if not entry:
            self.add(node, RG.organisationType, RGC[f"organisation-{organisation.type}"])
        self.add(node, RG.worksIn, *(self.iri("region", key) for key in organisation.works_in))
        if organisation.because:
            self.add(node, SKOS.note, Literal(organisation.because, lang="en"))
        self._evidence(node, organisation.evidence)

    def _goal(self, goal: GoalFact) -> None:
        node = self.own("goal", goal.key)
        self.add(node, RDF.type, RG.Goal)
        self.add(node, RG.statement, Literal(goal.statement, lang=self.facts.header.language))
        self.add(node, RG.goalKind, RG[goal.kind.value])
        self._placed(node, goal.region, goal.themes, goal.national)
        if goal.year:
            self.add(node, RG.targetYear, Literal(str(goal.year), datatype=XSD.gYear))
        if goal.part_of:
            self.add(node, RG.partOfGoal, self.own("goal", goal.part_of))
        if goal.target:
            target = self.own("target", goal.key)
            self.add(node, RG.target, target)
            self.add(target, RDF.type, RG.Target)
            self.add(target, RG.value, Literal(Decimal(str(goal.target.value))))
            self.add(target, RG.unit, goal.target.unit)
            self.add(target, RG.indicator, goal.target.indicator and Literal(goal.target.indicator, lang="nl"))
            self.add(target, RG.direction, RG[goal.target.direction.value])
            if goal.target.baseline is not None:
                self.add(target, RG.baseline, Literal(Decimal(str(goal.target.baseline))))
        self._evidence(node, goal.evidence)

    def _placed(self, node: URIRef, region: str | None, themes: Iterable[str], national: Iterable[str]) -> None:
        if region:
            self.add(node, RG.region, self.iri("region", region))
        self.add(node, RG.theme, *(self.own("theme", key) for key in themes), *(RGT[code] for code in national))

    def _initiative(self, initiative: InitiativeFact) -> None:
        node = self.own("initiative", initiative.key)
        self.add(node, RDF.type, RG.Initiative, *([RG.Voorloper] if initiative.voorloper_signals else []))
        self._names(node, initiative.name, initiative.aliases)
        self.add(node, DCTERMS.description, initiative.description and Literal(initiative.description, lang="nl"))
        self.add(node, RG.status, RG[initiative.status.value])
        self.add(node, RG.voorloperSignal, *(RGC[f"signal-{code}"] for code in initiative.voorloper_signals))
        self._placed(node, initiative.region, initiative.themes, initiative.national)
        self.add(node, RG.place, *(self.iri("region", key) for key in initiative.places))
        self.add(node, RG.servesGoal, *(self.own("goal", key) for key in initiative.goals))
        self.add(node, RG.targetGroup, *(RGC[f"group-{code}"] for code in initiative.target_groups))
        for predicate, year in ((RG.startYear, initiative.start_year), (RG.endYear, initiative.end_year)):
            if year:
                self.add(node, predicate, Literal(str(year), datatype=XSD.gYear))
        for involvement in initiative.organisations:
            organisation = self.iri("organisation", involvement.organisation)
            self.add(node, RG.involves, organisation)
            self.add(node, RG[involvement.role.value], organisation)
        if initiative.approach:
            self.add(node, RG.approach, self.iri("approach", initiative.approach))
        self._evidence(node, initiative.evidence)


def plan_graph_iri(key: str, base: str = BASE) -> str:
    """IRI of the named graph of a plan."""
    return f"{base}graph/plan/{key}"


def to_graph(facts: PlanFacts, source: SourceText, base: str = BASE) -> Graph:
    """All that was read from a plan as triples, the time of reading left out."""
    return Writer(facts, source, base).write()


def reading_time(key: str, started: datetime.datetime, ended: datetime.datetime, base: str = BASE) -> Graph:
    """The only triples that differ when a plan is read again."""
    graph = Graph()
    reading = URIRef(f"{base}reading/{key}")
    graph.add((reading, PROV.startedAtTime, Literal(started.isoformat(timespec="seconds"), datatype=XSD.dateTime)))
    graph.add((reading, PROV.endedAtTime, Literal(ended.isoformat(timespec="seconds"), datatype=XSD.dateTime)))
    return graph
