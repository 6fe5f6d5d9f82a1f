"""Code lists, national themes and approaches: complete, labelled, and sound as SKOS."""

from collections import defaultdict
from collections.abc import Iterator

import pytest
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.namespace import SKOS
from rdflib.term import Node

import ontology
from ontology import RG, RGC, RGT

THEMES = (
    "preventie-leefstijl gelijke-kansen kansrijke-start jeugd mentale-gezondheid ouderen dementie palliatieve-zorg "
    "eerstelijn sociale-basis mantelzorg-informele-zorg wijkgericht-werken acute-zorg medisch-specialistische-zorg "
    "chronische-zorg arbeidsmarkt digitalisering digitale-vaardigheden gegevensuitwisseling wonen-leefomgeving "
    "inwonerparticipatie positieve-gezondheid valpreventie welzijn-op-recept gli-overgewicht-volwassenen "
    "overgewicht-kinderen monitoring-data bekostiging governance-samenwerking geneesmiddelen gehandicaptenzorg "
    "duurzaamheid anders"
)
KETENAANPAKKEN = "valpreventie welzijn-op-recept kansrijke-start gli-overgewicht-volwassenen overgewicht-kinderen"
LISTS: dict[str, tuple[Namespace, str, str]] = {
    "goalKinds": (RG, "", "ambition objective resultAgreement"),
    "statuses": (RG, "", "existing planned inDevelopment toScaleUp stopped unknown"),
    "directions": (RG, "", "increase decrease reach atLeast atMost"),
    "regionKinds": (
        RGC,
        "region-",
        "zorgkantoorregio izaRegio subregio gemeente provincie ggdRegio roazRegio wijk anders",
    ),
    "planKinds": (RGC, "plan-", "regioplan update werkagenda roazplan anders"),
    "organisationTypes": (
        RGC,
        "organisation-",
        "gemeente provincie rijksoverheid ggd zorgverzekeraar ziekenhuis ggz vvt gehandicaptenzorg huisartsen "
        "eerstelijn apotheek ambulance jeugdzorg welzijn vrijwilligers clientenorganisatie woningcorporatie onderwijs "
        "kennisinstituut rso brancheorganisatie samenwerkingsverband bedrijf anders",
    ),
    "targetGroups": (
        RGC,
        "group-",
        "ouderen jeugd kinderen jongvolwassenen mantelzorgers vrijwilligers zorgprofessionals ggz-clienten "
        "mensen-met-dementie chronisch-zieken mensen-met-beperking lage-ses migranten zwangeren-ouders "
        "palliatieve-patienten laaggeletterden alle-inwoners anders",
    ),
    "voorloperSignals": (RGC, "signal-", "heading namedExample pilot scaleUp provenPractice"),
}
LABELS = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)


@pytest.fixture(scope="module")
def themes() -> Graph:
    return ontology.load("themes")


@pytest.fixture(scope="module")
def register() -> Graph:
    return ontology.load("register")


def concepts_with_schemes() -> Iterator[tuple[Graph, Node]]:
    """Every concept of the code lists, themes and approaches, with the graph that holds it."""
    for part in ontology.PARTS:
        graph = ontology.load(part)
        yield from ((graph, concept) for concept in graph.subjects(SKOS.inScheme))


def ancestors(graph: Graph, concept: Node) -> set[Node]:
    """All that is broader, at whatever distance."""
    return set(graph.transitive_objects(concept, SKOS.broader)) - {concept}


@pytest.mark.parametrize("name", LISTS)
def test_a_code_list_holds_its_codes(name: str) -> None:
    namespace, prefix, codes = LISTS[name]
    graph = ontology.load("ontology")
    found = {
        (concept, str(graph.value(concept, SKOS.notation))) for concept in graph.subjects(SKOS.inScheme, RGC[name])
    }
    assert found == {(namespace[prefix + code], code) for code in codes.split()}
    assert set(graph.objects(RGC[name], SKOS.hasTopConcept)) == {concept for concept, _ in found}


def test_the_national_themes_of_the_design_are_there(themes: Graph) -> None:
    assert {RGT[code] for code in THEMES.split()} <= set(themes.subjects(RDF.type, RG.NationalTheme))
    assert all(
        str(theme) == str(RGT) + str(themes.value(theme, SKOS.notation)) for theme in themes.subjects(SKOS.inScheme)
    )


def test_every_concept_is_named_and_defined_in_both_languages() -> None:
    for graph, concept in concepts_with_schemes():
        for predicate in (SKOS.prefLabel, SKOS.definition):
            assert sorted(text.language for text in graph.objects(concept, predicate)) == ["en", "nl"], concept


def test_no_word_is_two_kinds_of_label_of_one_concept() -> None:
    for graph, concept in concepts_with_schemes():
        words = [
            (text.language, str(text).casefold()) for predicate in LABELS for text in graph.objects(concept, predicate)
        ]
        assert len(words) == len(set(words)), concept


def test_the_hierarchy_of_themes_has_no_circles_and_ends_at_top_concepts(themes: Graph) -> None:
    tops = set(themes.objects(None, SKOS.hasTopConcept))
    for theme in themes.subjects(RDF.type, RG.NationalTheme):
        above = ancestors(themes, theme)
        assert not any(theme in ancestors(themes, other) for other in above), theme
        assert (theme in tops) == (not above) == ((theme, SKOS.topConceptOf, None) in themes), theme


def test_related_themes_are_mutual_and_not_in_one_line(themes: Graph) -> None:
    for one, other in themes.subject_objects(SKOS.related):
        assert (other, SKOS.related, one) in themes
        assert other not in ancestors(themes, one)
        assert one not in ancestors(themes, other)


@pytest.mark.parametrize("kind", [RG.NationalTheme, RG.Approach])
def test_a_label_tells_one_theme_or_approach(kind: URIRef, themes: Graph, register: Graph) -> None:
    graph = themes if kind == RG.NationalTheme else register
    owners = defaultdict(set)
    for concept in graph.subjects(RDF.type, kind):
        for predicate in LABELS:
            for text in graph.objects(concept, predicate):
                owners[text.language, str(text).casefold()].add(concept)
    assert {word: found for word, found in owners.items() if len(found) > 1} == {}


def test_every_theme_but_the_rest_has_words_to_know_it_by(themes: Graph) -> None:
    poor = {
        str(themes.value(theme, SKOS.notation))
        for theme in themes.subjects(RDF.type, RG.NationalTheme)
        if len(set(themes.objects(theme, SKOS.hiddenLabel))) < 25
    }
    assert poor == {"anders"}


def test_approaches_serve_national_themes(register: Graph, themes: Graph) -> None:
    national = set(themes.subjects(RDF.type, RG.NationalTheme))
    approaches = set(register.subjects(RDF.type, RG.Approach))
    assert len(approaches) >= 60
    for approach in approaches:
        served = set(register.objects(approach, RG.theme))
        assert served, approach
        assert served <= national, approach
        assert str(approach) == f"{ontology.BASE}approach/{register.value(approach, SKOS.notation)}"


def test_the_five_ketenaanpakken_are_approaches(register: Graph) -> None:
    for code in KETENAANPAKKEN.split():
        assert (None, RG.theme, RGT[code]) in register, code
