"""From facts to triples: stable IRIs, evidence that holds the words, nothing but what was read."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from rdflib import RDF, SKOS, XSD, Graph, Literal, URIRef

from ingest.model import (
    Direction,
    Evidence,
    GoalFact,
    GoalKind,
    InitiativeFact,
    Involvement,
    OrganisationFact,
    PlanFacts,
    PlanHeader,
    RegionFact,
    Role,
    Span,
    Status,
    Target,
    ThemeFact,
)
from ingest.rdf import to_graph
from ingest.read import SourceText
from ontology import BASE, OA, RG, RGC, RGT

TEXT = "Regio Veenrand wil dat in 2026 30% van de ouderen Valfit volgt. Buurthuis De Brug trekt dit. 😀 Veenrand."
SOURCE = SourceText.of(TEXT, "veenrand.txt")


def said(words: str, confidence: float = 0.9) -> tuple[Evidence, ...]:
    start = TEXT.index(words)
    return (Evidence(Span(start, start + len(words)), confidence),)


FACTS = PlanFacts(
    PlanHeader("veenrand", "Regioplan Veenrand", "veenrand", "2023-12"),
    regions=(RegionFact("veenrand", "Veenrand", "subregio", said("Regio Veenrand"), ("Regio Veenrand",)),),
    themes=(ThemeFact("vallen", "Vallen", said("ouderen"), ("valpreventie", "ouderen")),),
    goals=(
        GoalFact(
            "g1", "30% volgt Valfit", GoalKind.RESULT_AGREEMENT, said("30% van de ouderen"), "veenrand", ("vallen",), (), 2026,
            Target(30.0, "%", "ouderen", Direction.REACH),
        ),
    ),
    organisations=(OrganisationFact("de-brug", "Buurthuis De Brug", "welzijn", said("Buurthuis De Brug")),),
    initiatives=(
        InitiativeFact(
            "valfit", "Valfit", said("Valfit"), "veenrand", status=Status.EXISTING, voorloper_signals=("pilot",),
            organisations=(Involvement("de-brug", Role.LEADS),), goals=("g1",), target_groups=("ouderen",),
        ),
    ),
)  # fmt: skip


def graph(facts: PlanFacts = FACTS) -> Graph:
    return to_graph(facts, SOURCE)


def iri(path: str) -> URIRef:
    return URIRef(BASE + path)


def test_all_evidence_is_verbatim() -> None:
    triples = graph()
    nodes = list(triples.subjects(RDF.type, RG.Evidence))
    assert len(nodes) == 5
    for node in nodes:
        start, end, words = (triples.value(node, p) for p in (OA.start, OA.end, OA.exact))
        assert TEXT[int(start) : int(end)] == str(words)


def test_a_goal_has_kind_year_target_and_theme() -> None:
    triples, goal = graph(), iri("goal/veenrand/g1")
    target = triples.value(goal, RG.target)
    assert (goal, RG.goalKind, RG.resultAgreement) in triples
    assert (goal, RG.targetYear, Literal("2026", datatype=XSD.gYear)) in triples
    assert (goal, RG.theme, iri("theme/veenrand/vallen")) in triples
    assert triples.value(target, RG.value) == Literal(Decimal("30.0"))
    assert (target, RG.direction, RG.reach) in triples


def test_a_voorloper_has_both_types_and_its_leader_by_role_and_by_involvement() -> None:
    triples, initiative = graph(), iri("initiative/veenrand/valfit")
    assert set(triples.objects(initiative, RDF.type)) == {RG.Initiative, RG.Voorloper}
    assert (initiative, RG.ledBy, iri("organisation/de-brug")) in triples
    assert (initiative, RG.involves, iri("organisation/de-brug")) in triples
    assert (initiative, RG.voorloperSignal, RGC["signal-pilot"]) in triples


def test_a_theme_is_mapped_and_only_a_name_of_the_national_theme_is_an_exact_match() -> None:
    theme = iri("theme/veenrand/vallen")
    assert set(graph().objects(theme, SKOS.broadMatch)) == {RGT.valpreventie, RGT.ouderen}
    named = replace(FACTS, themes=(replace(FACTS.themes[0], label="Valpreventie"),))
    assert list(graph(named).objects(theme, SKOS.exactMatch)) == [RGT.valpreventie]


def test_keys_depend_on_words_and_not_on_places() -> None:
    longer = SourceText.of("Een woord vooraf. " + TEXT, "veenrand.txt")
    moved = replace(
        FACTS,
        initiatives=tuple(
            replace(i, evidence=tuple(replace(e, span=Span(e.span.start + 18, e.span.end + 18)) for e in i.evidence))
            for i in FACTS.initiatives
        ),
    )
    initiative = iri("initiative/veenrand/valfit")
    before = set(graph().objects(initiative, RG.evidence))
    after = set(to_graph(moved, longer).objects(initiative, RG.evidence))
    assert before == after


def test_the_same_words_twice_are_two_pieces_of_evidence() -> None:
    first, second = TEXT.index("Veenrand"), TEXT.rindex("Veenrand")
    twice = tuple(Evidence(Span(at, at + 8), 0.9) for at in (first, second))
    triples = graph(replace(FACTS, regions=(replace(FACTS.regions[0], evidence=twice),)))
    nodes = list(triples.objects(iri("region/veenrand"), RG.evidence))
    assert {int(triples.value(n, OA.start)) for n in nodes} == {first, second}
