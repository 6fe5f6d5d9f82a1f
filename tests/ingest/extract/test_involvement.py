"""Given names of initiatives in a plan, and its organisations, who does what."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.extract.header import read_header
from ingest.extract.initiative_names import Proposed
from ingest.extract.involvement import involved, scene_of
from ingest.extract.involvement_between import apart, peers
from ingest.extract.involvement_features import pairs
from ingest.extract.involvement_scene import Scene
from ingest.extract.organisations import find_organisations
from ingest.extract.regions import find_regions
from ingest.language import annotate
from ingest.model import Role
from ingest.outline import make_outline
from ingest.read.source import SourceText
from ingest.trained.linear import Linear
from ingest.trained.models import Models, committed

MODELS = Models(**(dict.fromkeys(Models.__dataclass_fields__, Linear(-30.0, {})) | {"organisations": Linear(30.0, {})}))


def mentions(text: str, name: str) -> tuple[list[Proposed], Scene]:
    """Every mention of a name, and the plan with its bodies."""
    annotated = annotate(make_outline(SourceText.of(text)))
    regions = find_regions(annotated, read_header(annotated, Path("plan.txt")))
    organisations = find_organisations(annotated, regions, MODELS)
    said = [
        Proposed(unit, at, at + len(name), 1.0, name, "noun")
        for unit in annotated.units
        if (at := unit.text.find(name)) >= 0
    ]
    return said, scene_of(annotated, organisations, said)


def roles(text: str, name: str) -> dict[str, Role]:
    """Role by organisation of the initiative that has this name."""
    said, scene = mentions(text, name)
    facts = scene.organisations.facts
    return {facts[i.organisation].name: i.role for i in involved(said, scene, committed().involvement)}


def rows(text: str, name: str) -> dict[str, float]:
    """How likely each body takes part in the initiative that has this name."""
    said, scene = mentions(text, name)
    facts, model = scene.organisations.facts, committed().involvement
    return {facts[key].name: model.probability(row) for key, row in pairs(said, scene).items()}


def test_a_body_next_to_the_name_is_involved() -> None:
    assert "Movisie" in roles("Wij doen de leesclub met Movisie.", "leesclub")


def test_words_of_leading_and_paying_give_the_role() -> None:
    found = roles("De leesclub wordt georganiseerd door Movisie en gefinancierd door ZonMw.", "leesclub")
    assert found == {"Movisie": Role.LEADS, "ZonMw": Role.FUNDS}


def test_a_nearer_body_is_surer() -> None:
    near = rows("Wij doen de leesclub met Movisie.", "leesclub")
    far = rows(
        "Eerder schreef Movisie, na lang zoeken en nadenken over wat er in de wijken speelt, dat er in de stad en in de dorpen daaromheen nog geen enkele leesclub is.",
        "leesclub",
    )
    assert near["Movisie"] > far["Movisie"]


def test_a_chapter_named_after_a_collaboration_is_its_own() -> None:
    text = "Hier begint de Coalitie Gezond Wonen.\n\n# Gezond wonen\n\nEr komt een leesclub voor iedereen.\n"
    assert roles(text, "leesclub") == {"Coalitie Gezond Wonen": Role.LEADS}


def test_an_initiative_is_no_party_to_itself() -> None:
    assert "Stichting Leesclub" not in roles("Wij steunen Stichting Leesclub.", "Stichting Leesclub")


def test_the_column_of_parties_says_who_takes_part() -> None:
    table = "| Initiatief | Betrokken partijen | Doel |\n|---|---|---|\n| Leesclub | Movisie, ZonMw | Meer lezen, zoals Vilans dat ziet |\n"
    assert set(roles(table, "Leesclub")) == {"Movisie", "ZonMw"}


def test_a_body_elsewhere_in_the_chapter_is_not_involved() -> None:
    text = "# Lezen\n\nEr komt een leesclub voor iedereen.\n\nCijfers staan op de website.\n\nMovisie telt elk jaar de boeken.\n"
    assert roles(text, "leesclub") == {}


@pytest.mark.parametrize(
    ("between", "parted"),
    [
        (" of landelijk (bijv. ", True),
        (", Zonnetafel), digitale (", True),
        (" (", False),
        (", ook ", False),
    ],
)
def test_brackets_that_do_not_open_at_a_name_part_it_from_a_body(between: str, parted: bool) -> None:
    assert apart(between) is parted


@pytest.mark.parametrize(
    ("between", "one_list"), [(", Soep voorop en ", True), (" van ", False), (", en met ", False), (". ", False)]
)
def test_names_of_one_enumeration_are_peers(between: str, one_list: bool) -> None:
    assert peers(between) is one_list
