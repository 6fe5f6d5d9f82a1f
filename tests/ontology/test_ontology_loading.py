"""The parts load in both stores, with whatever base; what they use is declared."""

from pathlib import Path

import pyoxigraph
import pytest
from rdflib import OWL, RDF, RDFS, Graph, Literal, URIRef

import ontology
from ontology import RG, RGC

EVERY_FILE = [path for part in ontology.PARTS for path in ontology.files(part)]
OTHER_BASE = "https://data.example.org/zorg/"

BUILT = """
@prefix rg: <https://w3id.org/regiograaf/def#> . @prefix rgc: <https://w3id.org/regiograaf/code#> .
@prefix rgt: <https://w3id.org/regiograaf/theme/> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix geo: <http://www.opengis.net/ont/geosparql#> . @prefix oa: <http://www.w3.org/ns/oa#> .
@prefix org: <http://www.w3.org/ns/org#> . @prefix prov: <http://www.w3.org/ns/prov#> .
@prefix schema: <https://schema.org/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@base <https://w3id.org/regiograaf/id/> .

<plan/p> a rg:Plan, prov:Entity, schema:DigitalDocument ; dcterms:title "Plan"@nl ; dcterms:issued "2024"^^xsd:gYear ;
    dcterms:language "nl" ; rg:coversRegion <region/r> ; rg:sourceFile "p.txt" ; rg:planKind rgc:plan-regioplan .
<section/p/s> a rg:Section ; dcterms:title "Ouderen" ; rg:level 1 ; rg:inPlan <plan/p> ; oa:start 0 ; oa:end 9 .
<region/r> a rg:Region, schema:AdministrativeArea, geo:Feature ; rg:regionKind rgc:region-subregio .
<theme/p/t> a rg:PlanTheme, skos:Concept ; skos:broadMatch rgt:ouderen ; rg:evidence <evidence/p/e> .
<goal/p/g> a rg:Goal ; rg:statement "Minder vallen" ; rg:goalKind rg:resultAgreement ; rg:region <region/r> ;
    rg:theme <theme/p/t>, rgt:ouderen ; rg:targetYear "2026"^^xsd:gYear ; rg:target <target/p/g> ;
    rg:evidence <evidence/p/e> .
<target/p/g> a rg:Target ; rg:value 14.0 ; rg:unit "%" ; rg:direction rg:atLeast ; rg:baseline 3.5 .
<initiative/p/i> a rg:Initiative, rg:Voorloper ; skos:prefLabel "Valpreventie"@nl ; rg:status rg:existing ;
    rg:servesGoal <goal/p/g> ; rg:involves <organisation/o> ; rg:ledBy <organisation/o> ; rg:statedIn <plan/p> ;
    rg:approach <approach/ketenaanpak-valpreventie> ; rg:voorloperSignal rgc:signal-pilot ; rg:region <region/r> .
<organisation/o> a rg:Organisation, org:Organization ; rg:organisationType rgc:organisation-ggd ;
    rg:worksIn <region/r> .
<evidence/p/e> a rg:Evidence, prov:Entity ; oa:hasSource <plan/p> ; oa:exact "Ouderen" ; oa:start 0 ; oa:end 7 ;
    rg:page 1 ; rg:section <section/p/s> ; rg:confidence 0.9 ; prov:wasGeneratedBy <reading/p> .
<reading/p> a prov:Activity ; prov:used <plan/p> ; prov:wasAssociatedWith <software> .
<software> a prov:SoftwareAgent ; schema:softwareVersion "0.1.0" .
<similarity/x> a rg:Similarity ; rg:between <initiative/p/i>, <initiative/q/j> ; rg:score 0.7 ;
    rg:because "valpreventie", rgt:ouderen .
"""


@pytest.fixture(scope="module")
def built() -> Graph:
    """What a reading may give: each class and most properties once."""
    return Graph().parse(data=BUILT, format="turtle")


@pytest.mark.parametrize("path", EVERY_FILE, ids=lambda path: path.name)
def test_a_file_holds_the_same_triples_for_both_parsers(path: Path) -> None:
    text = ontology.turtle(path)
    rdflib_graph = Graph().parse(data=text, format="turtle")
    oxigraph = {str(quad.triple) for quad in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE)}
    assert len(rdflib_graph) == len(oxigraph) > 0


def test_every_turtle_file_belongs_to_a_part() -> None:
    folder = Path(ontology.__file__).parent
    assert {path.name for path in EVERY_FILE} == {path.name for path in folder.rglob("*.ttl")}


def test_the_base_is_the_settings() -> None:
    default, other = ontology.load("register"), ontology.load("register", OTHER_BASE)
    assert len(default) == len(other)
    assert not [term for triple in other for term in triple if str(term).startswith(ontology.BASE)]
    assert (URIRef(OTHER_BASE + "approach/welzijn-op-recept"), RDF.type, RG.Approach) in other


def test_a_part_is_parsed_once_and_cannot_be_changed() -> None:
    graph = ontology.load("themes")
    assert graph is ontology.load("themes")
    with pytest.raises(TypeError, match="copy it first"):
        graph.add((RG.Plan, RDF.type, OWL.Class))
    with pytest.raises(TypeError, match="copy it first"):
        graph.remove((None, None, None))
    assert len(Graph() + graph) == len(graph)


def test_an_unknown_part_says_which_there_are() -> None:
    with pytest.raises(ontology.UnknownPartError, match="ontology, themes, register"):
        ontology.load("thema")


@pytest.mark.parametrize("part", ontology.PARTS)
def test_the_parts_use_only_declared_terms(part: str) -> None:
    assert ontology.undeclared(ontology.load(part), [ontology.load("ontology")]) == set()


def test_a_built_graph_uses_only_declared_terms(built: Graph) -> None:
    assert ontology.undeclared(built, [ontology.load("ontology")]) == set()


def test_what_is_not_declared_is_found(built: Graph) -> None:
    graph = Graph() + built
    subject = URIRef(ontology.BASE + "plan/p")
    graph.add((subject, RDF.type, RG.Plam))
    graph.add((subject, RG.coverRegion, RG.x))
    graph.add((subject, URIRef(str(RDFS) + "lable"), Literal("x")))
    missing = ontology.undeclared(graph, [ontology.load("ontology")])
    assert missing == {RG.Plam, RG.coverRegion, URIRef(str(RDFS) + "lable")}


def test_a_built_graph_points_to_codes_themes_and_approaches_that_exist(built: Graph) -> None:
    known = {subject for part in ontology.PARTS for subject in ontology.load(part).subjects()}
    prefixes = (str(RGC), str(ontology.RGT), str(RG), ontology.BASE + "approach/")
    used = {term for term in built.objects() if isinstance(term, URIRef) and term.startswith(prefixes)}
    assert used <= known
