"""Given how a plan speaks of an initiative, at which bodies a reader looks for who does it, and how."""

from __future__ import annotations

import pytest

from ingest.extract.involvement_echo import echoes
from ingest.extract.involvement_features import pairs
from ingest.extract.involvement_said import company, is_example, main_names
from ingest.extract.involvement_topics import topics
from ingest.language import annotate
from ingest.outline import make_outline
from ingest.read.source import SourceText
from tests.ingest.extract.test_involvement import mentions, roles


def looks(text: str, name: str) -> dict[str, set[str]]:
    """The features that hold, by organisation, of the initiative that has this name."""
    said, scene = mentions(text, name)
    facts = scene.organisations.facts
    return {facts[key].name: {f for f, value in row.items() if value > 0} for key, row in pairs(said, scene).items()}


@pytest.mark.parametrize(
    ("text", "example"),
    [
        ("Wij gebruiken wat er is, zoals de leesclub.", True),
        ("Denk aan soepbussen en de leesclub.", True),
        ("Er zijn al vormen (bijv. een leesclub) in de wijk.", True),
        ("Wij beginnen in maart met de leesclub.", False),
        ("Er is meer, zoals soep. Wij beginnen met de leesclub.", False),
    ],
)
def test_a_word_before_a_name_makes_it_an_example(text: str, example: bool) -> None:
    (said, *_), _ = mentions(text, "leesclub")
    assert is_example(said) is example


def test_a_name_stands_among_the_parts_of_its_own_brackets() -> None:
    text = "Er zijn clubs (leesclub, soepbus, tuinploeg, zangkoor), huizen en pleinen in de wijk."
    (inside, *_), _ = mentions(text, "leesclub")
    (outside, *_), _ = mentions(text, "huizen")
    assert (company(inside), company(outside)) == (4, 3)


def test_a_name_alone_has_no_company() -> None:
    (said, *_), _ = mentions("Morgen begint de leesclub.", "leesclub")
    assert company(said) == 1


def test_a_name_that_few_mentions_have_is_no_name_of_the_initiative() -> None:
    text = "De leesclub komt.\n\nDe leesclub van Movisie komt ook.\n\nDe leesclub blijft.\n"
    said, _ = mentions(text, "leesclub")
    other, _ = mentions(text, "Movisie")
    assert main_names([*said, *other]) == ["leesclub"]


@pytest.mark.parametrize(("kind", "own"), [("ketenaanpak leesplezier", True), ("netwerk van het leesplezier", False)])
def test_a_name_that_adds_only_the_kind_is_the_initiative_s_own(kind: str, own: bool) -> None:
    said, _ = mentions("Dat ‘leesplezier’ komt.\n\nHet ‘leesplezier’ blijft.\n", "leesplezier")
    other, _ = mentions(f"Daar is ‘{kind}’.\n", kind)
    assert (kind in main_names([*said, *other])) is own


def test_names_of_one_approach_are_the_initiative_s_own() -> None:
    said, _ = mentions("De ‘valpreventie’ komt.\n\nDe ‘valpreventie’ blijft.\n", "valpreventie")
    other, _ = mentions("Daar is de ‘ketenaanpak valpreventie’.\n", "ketenaanpak valpreventie")
    assert "ketenaanpak valpreventie" in main_names([*said, *other])
    short, _ = mentions("Er is ‘GLI’.\n\nDan is er ‘GLI’.\n", "GLI")
    long, _ = mentions("Er is ‘Gecombineerde Leefstijlinterventie’.\n", "Gecombineerde Leefstijlinterventie")
    assert main_names([*short, *long]) == ["gli", "gecombineerde leefstijlinterventie"]


def test_a_chapter_does_not_lead_what_it_gives_as_an_example() -> None:
    chapter = "Hier begint de Coalitie Gezond Wonen.\n\n# Gezond wonen\n\n"
    assert roles(chapter + "Gemeenten gebruiken wat er is, zoals de leesclub.\n", "leesclub") == {}
    assert set(roles(chapter + "Wij beginnen met de leesclub.\n", "leesclub")) == {"Coalitie Gezond Wonen"}


def test_what_is_said_of_all_chain_approaches_is_said_of_each() -> None:
    text = "# Preventie\n\nDe vijf ketenaanpakken worden begeleid door Movisie.\n\n## Doelen\n\nWelzijn op Recept is er in elke gemeente.\n"
    assert "echo_class" in looks(text, "Welzijn op Recept")["Movisie"]
    assert "Movisie" not in looks(text.replace("Welzijn op Recept", "De leesclub"), "leesclub")


def test_what_another_chapter_says_of_chain_approaches_is_no_echo() -> None:
    text = "# Preventie\n\nDe vijf ketenaanpakken worden begeleid door Movisie.\n\n# Wonen\n\nWelzijn op Recept is er in elke gemeente.\n"
    said, scene = mentions(text, "Welzijn op Recept")
    assert list(echoes(said, scene.named)) == []


def test_a_known_approach_is_heard_where_its_bare_name_stands() -> None:
    text = "# Preventie\n\nMovisie helpt met valpreventie.\n\n## Aanpak\n\nWij beginnen met de ketenaanpak valpreventie in zeven dorpen.\n"
    assert "echo_name" in looks(text, "ketenaanpak valpreventie")["Movisie"]


def test_the_parties_below_a_heading_belong_to_what_the_heading_names() -> None:
    text = (
        "# 2 Leesclub\n\n## Aanpak\n\nDe leesclub leest.\n\n## Realisatie in 2026\n\n- Lezen\n\n"
        "## Overzicht samenwerking\n\nDe partners zijn Movisie en ZonMw.\n\n# 3 Soepbus\n\nEr rijdt een soepbus.\n"
    )
    assert "topic" in looks(text, "leesclub")["ZonMw"]
    assert "topic" not in looks(text, "soepbus").get("ZonMw", set())


def test_headings_that_say_a_role_or_a_year_open_no_topic() -> None:
    text = "# 2 Leesclub\n\n## Aanpak\n\nLezen.\n\n## Realisatie in 2026\n\nMeer lezen.\n\n# 3 Soepbus\n\nRijden.\n"
    found = [topic for _, topic in topics(annotate(make_outline(SourceText.of(text))).units)]
    assert list(dict.fromkeys(found)) == ["leesclub", "soepbus"]


def test_a_sentence_that_goes_on_about_a_name_says_who_makes_it_up() -> None:
    text = "De leesclub leest elke week in de bibliotheek. Dit is een verband bestaande uit Movisie, ZonMw en Vilans."
    found = looks(text, "leesclub")["Vilans"]
    assert {"unit:goes_on", "unit:made"} <= found
    other = "De leesclub leest elke week in de bibliotheek. In het dorp koken Movisie, ZonMw en Vilans."
    assert not {"unit:goes_on", "unit:made"} & looks(other, "leesclub")["Vilans"]


def test_a_body_may_stand_at_the_start_of_a_compound() -> None:
    text = "Movisie en Vilans lezen.\n\nEr komen Movisie-ambassadeurs in de wijk.\n"
    found = looks(text, "Movisie-ambassadeurs")
    assert "compound" in found["Movisie"]
    assert "compound" not in found.get("Vilans", set())


def test_a_chapter_that_is_a_bodys_plan_is_that_bodys() -> None:
    text = "Het Netwerk Lezen en Leren (NLL) bestaat tien jaar.\n\n# NLL-plan\n\n## Afspraken\n\n- Wij openen een leesclub\n"
    found = looks(text, "leesclub")
    assert "owner" in found["Netwerk Lezen en Leren"]
    assert "owner" not in looks(text.replace("NLL-plan", "Plannen"), "leesclub").get("Netwerk Lezen en Leren", set())
