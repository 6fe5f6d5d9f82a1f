"""What the graph says of a thing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple, parse
from small_service import triples

from graph_api.store import EmbeddedStore, Snapshot
from graph_api.things import SHOWN, description, known, look, names
from ontology import BASE, RG


@pytest.fixture
def snapshot(made_once: EmbeddedStore) -> Iterator[Snapshot]:
    with made_once.read() as opened:
        yield opened


def test_a_description_holds_the_thing_its_evidence_and_its_target(snapshot: Snapshot) -> None:
    found = set(description(snapshot, f"{BASE}goal/g"))
    whole = set(snapshot.triples(f"{BASE}graph/plan/veenrand"))
    own = {f"{BASE}goal/g", f"{BASE}evidence/g", f"{BASE}goal/g/target"}
    assert found == {triple for triple in whole if triple.subject.value in own} | {
        triple
        for triple in whole
        if triple.subject.value == f"{BASE}plan/veenrand" and "title" in triple.predicate.value
    }


def test_blank_nodes_are_followed_and_circles_end(store: EmbeddedStore) -> None:
    circle = triples(f"<{BASE}a> rg:theme [ rg:value 1 ; rg:theme _:b ] . _:b rg:theme [ rg:theme _:b ; rg:value 2 ] .")
    with store.write() as draft:
        draft.replace_graph(f"{BASE}graph/circle", circle)
        draft.publish()
    with store.read() as snapshot:
        found = description(snapshot, f"{BASE}a")
        assert len(found) == 6
        assert sum(isinstance(triple.subject, BlankNode) for triple in found) == 5
        assert look(snapshot, f"{BASE}a", "nl") is not None


def test_a_page_shows_words_places_and_links_both_ways(snapshot: Snapshot) -> None:
    goal = look(snapshot, f"{BASE}goal/g", "nl")
    assert goal is not None
    assert goal.label == "In 2026 is 30% van de ouderen gescreend."
    (quote,) = goal.quotes
    assert (quote.words, quote.start, quote.end, quote.confidence) == (goal.label, "15", "55", "0.9")
    assert quote.plan is not None and quote.plan.text == "Regioplan Veenrand"
    target = next(item for item in goal.properties if item.iri == str(RG.target))
    assert {(part.iri.rpartition("#")[2], part.values[0].text) for part in target.values[0].parts} == {
        ("value", "30"),
        ("unit", "%"),
    }
    organisation = look(snapshot, f"{BASE}organisation/buurtzorg", "nl")
    assert organisation is not None
    (led,) = organisation.pointing
    assert (led.iri, led.number, led.values[0].text) == (str(RG.ledBy), 1, "Valfit")


def test_what_only_others_speak_of_is_known(snapshot: Snapshot) -> None:
    assert known(snapshot, "https://w3id.org/regiograaf/theme/valpreventie")
    theme = look(snapshot, "https://w3id.org/regiograaf/theme/valpreventie", "nl")
    assert theme is not None
    assert theme.properties == ()
    assert [(item.iri, item.number) for item in theme.pointing] == [(str(RG.theme), 2)]
    assert known(snapshot, str(RG.ledBy)), "a property that is used"


@pytest.mark.parametrize("iri", ["", "no iri", f"{BASE}goal/x y", f"{BASE}goal/none", "a:"])
def test_what_is_not_there_is_not_known(snapshot: Snapshot, iri: str) -> None:
    assert not known(snapshot, iri)


def test_of_many_that_point_some_are_shown_and_all_are_counted(store: EmbeddedStore) -> None:
    many = triples("\n".join(f"<{BASE}goal/{n}> rg:region <{BASE}region/r> ." for n in range(SHOWN + 7)))
    with store.write() as draft:
        draft.replace_graph(f"{BASE}graph/many", many)
        draft.publish()
    with store.read() as snapshot:
        region = look(snapshot, f"{BASE}region/r", "nl")
    assert region is not None
    (pointing,) = region.pointing
    assert (len(pointing.values), pointing.number) == (SHOWN, SHOWN + 7)


def test_names_are_in_the_language_asked_for(example_store: EmbeddedStore) -> None:
    iris = ["https://w3id.org/regiograaf/theme/ouderen", str(RG.Goal), f"{BASE}nothing/here"]
    with example_store.read() as snapshot:
        assert list(names(snapshot, iris, "nl").values()) == ["Ouderen", "doel", "here"]
        assert list(names(snapshot, iris, "en").values()) == ["Older people", "goal", "here"]


def test_everything_that_the_examples_speak_of_is_described(example_store: EmbeddedStore) -> None:
    with example_store.read() as snapshot:
        plans = [graph for graph in snapshot.graphs() if "/plan/" in graph]
        subjects = {triple.subject for graph in plans for triple in snapshot.triples(graph)}
        for subject in subjects:
            assert isinstance(subject, NamedNode)
            said = description(snapshot, subject.value)
            assert any(triple.subject == subject for triple in said)
            assert len(set(said)) == len(said)


def test_a_description_can_be_read_back(example_store: EmbeddedStore) -> None:
    from graph_api.routes.documents import DATA, written

    with example_store.read() as snapshot:
        said = set(description(snapshot, "https://w3id.org/regiograaf/theme/ouderen"))
    for rendering in DATA:
        form = rendering.form
        assert isinstance(form, RdfFormat)
        data = written(said, form)
        assert data == written(sorted(said, key=str, reverse=True), form), "the same each time"
        assert {Triple(quad.subject, quad.predicate, quad.object) for quad in parse(data, form)} == said
