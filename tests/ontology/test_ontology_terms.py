"""The classes and properties: all that the design names, labelled, and with domains and ranges that exist."""

import pytest
from rdflib import OWL, RDF, RDFS, Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import PROV, SKOS

import ontology
from ingest import model
from ontology import GEO, ORG, RG, SCHEMA

CLASSES = (
    "Plan Section Region PlanTheme NationalTheme Goal Target Initiative Voorloper Approach Organisation Evidence "
    "Similarity"
)
PROPERTIES = (
    "coversRegion sourceFile sourceSha256 updates planKind level inPlan partOfSection regionKind partOfRegion "
    "statement goalKind theme region targetYear target partOfGoal value unit indicator direction baseline status place "
    "servesGoal targetGroup startYear endYear involves ledBy partner fundedBy approach voorloperSignal "
    "organisationType worksIn page section confidence between score because evidence statedIn"
)
PARENTS = {
    RG.Plan: {PROV.Entity, SCHEMA.DigitalDocument},
    RG.Region: {SCHEMA.AdministrativeArea, GEO.Feature},
    RG.PlanTheme: {SKOS.Concept},
    RG.NationalTheme: {SKOS.Concept},
    RG.Approach: {SKOS.Concept},
    RG.Voorloper: {RG.Initiative},
    RG.Organisation: {ORG.Organization},
    RG.Evidence: {PROV.Entity},
}
KINDS = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}


@pytest.fixture(scope="module")
def terms() -> Graph:
    return ontology.load("ontology")


def own_terms(graph: Graph) -> set[URIRef]:
    """The classes and properties that are ours."""
    declared = {term for kind in KINDS for term in graph.subjects(RDF.type, kind)}
    return {term for term in declared if isinstance(term, URIRef) and term.startswith(str(RG))}


def test_the_terms_are_those_of_the_design(terms: Graph) -> None:
    assert own_terms(terms) == {RG[name] for name in f"{CLASSES} {PROPERTIES}".split()}


def test_classes_have_the_parents_of_the_design(terms: Graph) -> None:
    assert {child: set(terms.objects(child, RDFS.subClassOf)) for child in PARENTS} == PARENTS


def test_roles_are_kinds_of_involvement(terms: Graph) -> None:
    assert set(terms.subjects(RDFS.subPropertyOf, RG.involves)) == {RG.ledBy, RG.partner, RG.fundedBy}


def test_each_term_is_of_one_kind(terms: Graph) -> None:
    declared = {term for kind in KINDS for term in terms.subjects(RDF.type, kind)}
    assert [term for term in declared if len(KINDS & set(terms.objects(term, RDF.type))) > 1] == []


def test_own_terms_say_what_they_are_in_both_languages(terms: Graph) -> None:
    for term in own_terms(terms):
        for predicate in (RDFS.label, RDFS.comment):
            languages = sorted(text.language for text in terms.objects(term, predicate))
            assert languages == ["en", "nl"], f"{term} {predicate}"
        assert terms.value(term, RDFS.isDefinedBy), term


def test_terms_of_others_are_labelled_in_both_languages_and_say_where_they_are_defined(terms: Graph) -> None:
    declared = {term for kind in KINDS for term in terms.subjects(RDF.type, kind) if isinstance(term, URIRef)}
    for term in declared - own_terms(terms):
        assert sorted(text.language for text in terms.objects(term, RDFS.label)) == ["en", "nl"], term
        assert terms.value(term, RDFS.isDefinedBy), term


def test_every_property_has_a_range_except_annotations(terms: Graph) -> None:
    for term in own_terms(terms):
        if {OWL.ObjectProperty, OWL.DatatypeProperty} & set(terms.objects(term, RDF.type)):
            assert terms.value(term, RDFS.range), term


def test_domains_and_ranges_are_declared_classes(terms: Graph) -> None:
    classes = set(terms.subjects(RDF.type, OWL.Class))
    for prop in own_terms(terms):
        for domain in terms.objects(prop, RDFS.domain):
            union = terms.value(domain, OWL.unionOf)
            assert set(Collection(terms, union) if union else [domain]) <= classes, prop
        if (prop, RDF.type, OWL.ObjectProperty) in terms:
            assert set(terms.objects(prop, RDFS.range)) <= classes, prop


def test_what_flows_through_a_reading_has_its_term(terms: Graph) -> None:
    concepts = set(terms.subjects(RDF.type, SKOS.Concept))
    assert {RG[value] for kind in (model.GoalKind, model.Status, model.Direction) for value in kind} <= concepts
    assert {RG[role] for role in model.Role} <= own_terms(terms)
