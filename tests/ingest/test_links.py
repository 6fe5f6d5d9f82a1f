"""Like initiatives of different regions, and why."""

from __future__ import annotations

from rdflib import RDF, URIRef

from ingest.links import LIKE, Described, similar, to_graph
from ontology import RG


def initiative(
    key: str, region: str, name: str, text: str = "", approach: str | None = None, within: str = ""
) -> Described:
    return Described(
        key, name, text, frozenset({region, within} - {""}), frozenset({"valpreventie"}), frozenset(), approach, region
    )


FALLS = initiative(
    "a", "veenrand", "Stevig Staan valtraining", "Ouderen leren in een valtraining hoe zij stevig staan."
)
TWIN = initiative("b", "duinoord", "Valtraining Stevig Staan", "In een valtraining leren ouderen stevig staan.")
OTHER = initiative("c", "duinoord", "Digitaal loket mantelzorg", "Een loket op internet voor mantelzorgers.")
FILL = [
    initiative(f"f{n}", "elders", f"Werkplaats nummer{n} voor {w}", "")
    for n, w in enumerate(("scholen", "banen", "data", "wonen"))
]


def test_twins_of_two_regions_are_found_with_the_words_they_share() -> None:
    pairs = similar([FALLS, TWIN, OTHER, *FILL])
    assert [(p.a, p.b) for p in pairs] == [("a", "b")]
    assert pairs[0].score >= LIKE
    assert "valtraining" in pairs[0].words
    assert pairs[0].themes == ("valpreventie",)


def test_one_region_has_no_twins_with_itself_or_with_the_region_around_it() -> None:
    near = initiative("d", "veenrand", TWIN.name, TWIN.text)
    around = initiative("e", "groot-veenrand", TWIN.name, TWIN.text)
    inside = initiative("g", "veenrand", FALLS.name, FALLS.text, within="groot-veenrand")
    assert similar([FALLS, near, *FILL]) == []
    assert similar([inside, around, *FILL]) == []


def test_the_same_approach_brings_differently_worded_initiatives_together() -> None:
    a = initiative(
        "a", "veenrand", "Praatje van de dokter", "De huisarts verwijst naar buurtactiviteiten.", "welzijn-op-recept"
    )
    b = initiative(
        "b",
        "duinoord",
        "Recept voor welzijn",
        "De huisarts verwijst mensen naar buurtactiviteiten.",
        "welzijn-op-recept",
    )
    assert [p.approach for p in similar([a, b, *FILL])] == ["welzijn-op-recept"]


def test_a_similarity_is_two_initiatives_a_score_and_reasons() -> None:
    graph = to_graph(similar([FALLS, TWIN, *FILL]))
    node = next(graph.subjects(RDF.type, RG.Similarity))
    assert len(list(graph.objects(node, RG.between))) == 2
    assert {getattr(r, "language", None) for r in graph.objects(node, RG.because) if not isinstance(r, URIRef)} == {
        "nl",
        "en",
    }


def test_the_order_of_input_makes_no_difference() -> None:
    forward = similar([FALLS, TWIN, OTHER, *FILL])
    back = similar([*FILL, OTHER, TWIN, FALLS])
    assert [(p.score, {p.a, p.b}) for p in forward] == [(p.score, {p.a, p.b}) for p in back]
