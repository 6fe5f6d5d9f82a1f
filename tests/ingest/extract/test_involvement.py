"""Given names of initiatives in a plan, and its organisations, who does what."""

from __future__ import annotations

from pathlib import Path

from ingest.extract.header import read_header
from ingest.extract.initiative_names import Proposed
from ingest.extract.involvement import involved
from ingest.extract.organisations import find_organisations
from ingest.extract.regions import find_regions
from ingest.language import annotate
from ingest.model import Role
from ingest.outline import make_outline
from ingest.read.source import SourceText
from ingest.trained.linear import Linear
from ingest.trained.models import Models

MODELS = Models(**(dict.fromkeys(Models.__dataclass_fields__, Linear(-30.0, {})) | {"organisations": Linear(30.0, {})}))


def roles(text: str, name: str) -> dict[str, Role]:
    """Role by organisation of the initiative that has this name, for every mention of it."""
    annotated = annotate(make_outline(SourceText.of(text)))
    regions = find_regions(annotated, read_header(annotated, Path("plan.txt")))
    organisations = find_organisations(annotated, regions, MODELS)
    said = [
        Proposed(unit, at, at + len(name), 1.0, name, "noun")
        for unit in annotated.units
        if (at := unit.text.find(name)) >= 0
    ]
    return {organisations.facts[i.organisation].name: i.role for i in involved(said, annotated, organisations)}


def test_a_body_next_to_the_name_is_involved() -> None:
    assert "Movisie" in roles("Wij doen de leesclub met Movisie.", "leesclub")


def test_a_body_of_another_sentence_is_not() -> None:
    assert roles("Wij starten een leesclub. Ook Movisie schrijft veel.", "leesclub") == {}


def test_words_of_leading_and_paying_give_the_role() -> None:
    found = roles("De leesclub wordt georganiseerd door Movisie en gefinancierd door ZonMw.", "leesclub")
    assert found == {"Movisie": Role.LEADS, "ZonMw": Role.FUNDS}


def test_a_far_body_in_running_text_needs_a_word_for_its_part() -> None:
    far = "Eerder schreef Movisie, na lang zoeken en nog veel langer nadenken over wat er in de wijken speelt, dat een leesclub werkt."
    assert roles(far, "leesclub") == {}


def test_a_chapter_named_after_a_collaboration_is_its_own() -> None:
    text = "Hier begint de Coalitie Gezond Wonen.\n\n# Gezond wonen\n\nEr komt een leesclub voor iedereen.\n"
    assert roles(text, "leesclub") == {"Coalitie Gezond Wonen": Role.LEADS}


def test_an_initiative_is_no_party_to_itself() -> None:
    assert "Stichting Leesclub" not in roles("Wij steunen Stichting Leesclub.", "Stichting Leesclub")
