"""OWL RL reasoning over the ontology and what uses it finds no contradiction; and finds one that is put in."""

import owlrl
import pytest
from rdflib import OWL, RDF, Graph, Literal, Namespace, URIRef

import ontology
from ontology import RG

ERRORS = Namespace("http://www.daml.org/2002/03/agents/agent-ont#")
ID = Namespace(ontology.BASE)


def contradictions(*graphs: Graph) -> set[str]:
    """What an OWL RL reasoner finds wrong with the union of the graphs.

    Literals are left out: they make the closure slow, and what they say is the matter of the shapes.
    """
    union = Graph()
    for graph in graphs:
        for triple in graph:
            if not isinstance(triple[2], Literal):
                union.add(triple)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(union)
    found = {str(message) for message in union.objects(None, ERRORS.error)}
    found |= {
        f"{member} is of the empty class" for member in union.subjects(RDF.type, OWL.Nothing) if member != OWL.Nothing
    }
    return found | {
        f"{one} is and is not {other}"
        for one, other in union.subject_objects(OWL.sameAs)
        if (one, OWL.differentFrom, other) in union
    }


@pytest.fixture(scope="module")
def terms() -> Graph:
    return ontology.load("ontology")


def test_the_parts_together_hold_no_contradiction() -> None:
    assert contradictions(*(ontology.load(part) for part in ontology.PARTS)) == set()


def statements(*triples: tuple[URIRef, URIRef, URIRef]) -> Graph:
    graph = Graph()
    for triple in triples:
        graph.add(triple)
    return graph


def test_a_front_runner_is_an_initiative_and_no_contradiction(terms: Graph) -> None:
    thing = ID["initiative/p/i"]
    data = statements(
        (thing, RDF.type, RG.Voorloper), (thing, RDF.type, RG.Initiative), (thing, RG.ledBy, ID["organisation/o"])
    )
    assert contradictions(terms, data) == set()


@pytest.mark.parametrize(
    "data",
    [
        statements((ID.x, RDF.type, RG.Goal), (ID.x, RDF.type, RG.Initiative)),
        statements((ID.x, RDF.type, RG.Goal), (ID.x, RDF.type, RG.Voorloper)),
        statements((ID.x, RDF.type, RG.Plan), (ID.x, RG.ledBy, ID.o)),
        statements((ID.x, RG.servesGoal, ID.o), (ID.o, RDF.type, RG.Organisation)),
    ],
    ids=["two kinds", "a subclass", "a domain", "a range"],
)
def test_a_contradiction_is_found(terms: Graph, data: Graph) -> None:
    assert contradictions(terms, data)
