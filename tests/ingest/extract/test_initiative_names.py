"""Given sentences, where names of initiatives begin and end, and what is none; by what else one may call an initiative."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ingest.extract.header import read_header
from ingest.extract.initiative_groups import Scored, gather
from ingest.extract.initiative_names import Proposed, candidates
from ingest.extract.initiatives import find_initiatives
from ingest.extract.organisations import Organisations
from ingest.extract.regions import find_regions
from ingest.extract.themes import find_themes
from ingest.language import annotate
from ingest.model import OrganisationFact
from ingest.outline import make_outline
from ingest.read.source import SourceText
from ingest.trained.linear import Linear
from ingest.trained.models import Models

NEVER = Linear(-30.0, {})
ALWAYS = Linear(5.0, {}, 0.6)
MODELS = Models(**(dict.fromkeys(Models.__dataclass_fields__, NEVER) | {"initiatives": ALWAYS}))


def proposed(text: str) -> list[Proposed]:
    return [c for unit in annotate(make_outline(SourceText.of(text))).units for c in candidates(unit)]


def names(text: str, source: str) -> list[str]:
    return [c.name for c in proposed(text) if c.source == source]


def groups(text: str, *sources: str) -> list[set[str]]:
    annotated = annotate(make_outline(SourceText.of(text)))
    regions = find_regions(annotated, read_header(annotated, Path("plan.txt")))
    said = [Scored(c, 0.9) for unit in annotated.units for c in candidates(unit) if c.source in sources]
    return [{s.candidate.name for s in group} for _, group in gather(said, regions)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Volgend jaar volgt Uitrol fietsnetwerk Zeekant.", "fietsnetwerk Zeekant"),
        ("Partijen starten een breinpoli in alle dorpen.", "breinpoli"),
        ("Er is een zogenaamde buurtwerkplaats geopend.", "buurtwerkplaats"),
        ("We openen een loket voor langdurige zieken naast de kerk.", "loket voor langdurige zieken"),
        ("We openen een buurtwerkplaats in acht dorpen.", "buurtwerkplaats"),
        ("We openen een buurtwerkplaats in meerdere dorpen.", "buurtwerkplaats"),
        ("We starten een training voor 75-plussers.", "training voor 75-plussers"),
        ("Er komt een training in 24-uurszorg.", "training in 24-uurszorg"),
        ("Het project voor gezonde en duurzame voeding loopt.", "project voor gezonde en duurzame voeding"),
    ],
)
def test_a_name_has_neither_the_work_before_it_nor_where_it_is_found(text: str, name: str) -> None:
    assert name in names(text, "noun")


@pytest.mark.parametrize(
    ("text", "fragment"),
    [
        ("Bekend is Noordelijke zorg, en verder niets.", "Noordelijke"),
        ("Bekend is de Nederlandse variant daarvan.", "Nederlandse"),
        ("We werken aan “Toekomst die telt” voor iedereen.", "Toekomst"),
    ],
)
def test_a_word_in_capitals_that_only_begins_something_is_no_name(text: str, fragment: str) -> None:
    assert fragment not in names(text, "capitals")


def test_a_word_in_capitals_behind_which_a_small_one_follows_may_be_a_name() -> None:
    assert "Zonnedeel" in names("Ook doet Zonnedeel mee.", "capitals")


@pytest.mark.parametrize("name", ["Kerk als Werkplaats", "Brug naar de Overkant", "Praten over Morgen"])
def test_a_preposition_may_link_words_in_capitals_to_one_name(name: str) -> None:
    assert names(f"Ook doet {name} al jaren mee.", "capitals").count(name) == 1


def test_a_name_does_not_end_in_a_preposition_in_capitals() -> None:
    assert "Zonnedeel" in names("Ook doet Zonnedeel Vanuit de kerk mee.", "capitals")


def test_an_approach_that_is_written_in_capitals_is_meant_only_then() -> None:
    assert names("Ook de training SLIMMER loopt hier.", "approach")
    assert not names("We willen overal slimmer werken.", "approach")


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Zij doen mee aan het project Zeester. Daarna komt Zeester terug.", ("noun", "capitals")),
        ("Het ZKW-netwerk groeit. Van ons is ZKW bekend.", ("noun", "capitals")),
        ("Er is een fietsacademie. Ook is er een fietsacademie in de regio Zeekant.", ("noun",)),
        ("Er is een fietsacademie. Dan volgt implementatie van de fietsacademie.", ("noun",)),
    ],
)
def test_names_that_differ_in_what_says_the_kind_the_work_or_the_place_are_of_one_thing(
    text: str, source: tuple[str, ...]
) -> None:
    assert len(groups(text, *source)) == 1


def test_a_bare_noun_is_not_the_same_as_one_that_has_a_place() -> None:
    assert len(groups("Er is een netwerk. Ook is er een netwerk in de regio Zeekant.", "noun")) == 2


def found(text: str, *bodies: OrganisationFact) -> set[str]:
    annotated = annotate(make_outline(SourceText.of(text)))
    regions = find_regions(annotated, read_header(annotated, Path("plan.txt")))
    organisations = Organisations(facts={b.key: b for b in bodies}, names=frozenset(b.name.lower() for b in bodies))
    themes = find_themes(annotated, regions, MODELS)
    return {i.name for i in find_initiatives(annotated, regions, themes, organisations, {}, MODELS).values()}


def test_laws_illnesses_and_fixed_turns_are_no_initiatives() -> None:
    text = "Wat telt is ADHD en de Jeugdwet, met een buurtacademie, een ketenaanpak en alles in kaart."
    assert found(text) == {"buurtacademie"}


def test_a_hospital_is_no_initiative_and_a_collaboration_may_be_one() -> None:
    text = "Samen met Zeezicht en met Golfslag."
    hospital = OrganisationFact("zeezicht", "Zeezicht", "ziekenhuis", ())
    collaboration = OrganisationFact("golfslag", "Golfslag", "samenwerkingsverband", ())
    assert found(text, hospital, collaboration) == {"Golfslag"}
    assert found(text, replace(hospital, type="anders"), collaboration) == {"Zeezicht", "Golfslag"}


@pytest.mark.parametrize(
    ("text", "source", "name"),
    [
        ("Ook de coalitie Fijn Oud Worden doet mee.", "capitals", "Fijn Oud Worden"),
        ("Lees meer over [Fijn oud worden](#) thuis.", "link", "Fijn oud worden"),
        ("Met de Op Eigen Benen-training leren jongeren veel.", "noun", "Op Eigen Benen-training"),
        ("We leren van de in Friesland ontwikkelde KLAVER-aanpak.", "noun", "KLAVER-aanpak"),
        ("Er komen teams van mensen in het sociaal domein van de stad.", "noun", "teams van mensen in het sociaal domein"),
        ("Er is een menukaart met erkende/effectieve oefeningen thuis.", "noun", "menukaart met erkende/effectieve oefeningen"),
        ("Denk aan kernteams in Zeekant of buurtcoaches in Duinwijk.", "noun", "kernteams in Zeekant"),
        ("Er is een loket voor wonen en werken.", "noun", "loket voor wonen en werken"),
        ("Er komen ambassadeurs informele ondersteuning in de straat.", "noun", "ambassadeurs informele ondersteuning"),
        ("Er is aanbod zoals Praatbank/Zorgbus in de wijk.", "capitals", "Praatbank"),
        ("Mooie dingen doet Praatbank (Almere) voor ons.", "capitals", "Praatbank"),
        ("Mooie dingen doet Praatbank (PB) voor ons.", "capitals", "Praatbank (PB)"),
        ("Lopende initiatieven zijn Onder Dak, Logeerhof en Kamers met tijd.", "listed", "Kamers met tijd"),
        ("## Kennis over bewegen: Fit in Zeekant", "title", "Fit in Zeekant"),
        ("## Kennis over bewegen: Fit in Zeekant", "title", "Kennis over bewegen"),
        ("- We organiseren gezamenlijke werving voor de sector.", "object", "gezamenlijke werving voor de sector"),
        ("- In de regio Duinzoom bieden we een werkgarantie in de zorg.", "object", "werkgarantie in de zorg"),
    ],
)  # fmt: skip
def test_names_are_whole_and_nothing_but_the_name(text: str, source: str, name: str) -> None:
    assert name in names(text, source)


def test_what_is_linked_is_named_as_a_whole() -> None:
    text = "Lees over de [Handreiking samen bewegen in de Wijkacademie](#) en de [Buurtacademie](#) in Zeekant."
    assert {c.name for c in proposed(text) if "andreiking" in c.name or "academie" in c.name} == {
        "Handreiking samen bewegen in de Wijkacademie",
        "Buurtacademie",
        "Buurtacademie in Zeekant",
    }


def test_a_sentence_that_is_linked_may_have_a_name_in_it() -> None:
    text = "Zie [hoe wij met veel mensen samen de oude Buurtacademie weer op orde hebben gebracht](#)."
    assert "Buurtacademie" in {c.name for c in proposed(text)}


def test_a_sentence_about_us_is_no_name() -> None:
    text = "# Aanpak\n\n- Hierbij sluiten wij aan op het buurtproject: dat loopt\n- Samen bewaken we de rust"
    assert not [c.name for c in proposed(text) if c.source in ("lead", "item")]


def test_an_abbreviation_of_a_region_is_no_initiative() -> None:
    text = "In de regio Noord Zeekant (NZK) loopt het goed. Iedereen kent NZK en de Praatbank."
    assert found(text) == {"Praatbank"}
    assert "NZK" in found(text.replace("(NZK) ", ""))


@pytest.mark.parametrize(
    "text",
    [
        "Kijk ook eens naar [“Praatbank”](#) en meer.",
        "Bekijk ook eens de [Praatbank.](#) En meer.",
        "Kijk ook eens bij [Praatbank (Almere)](#) in de stad.",
        "## [Praatbank (Almere)](#)",
        "Kijk ook eens bij Praatbank (gemeente Almere) in de stad.",
        "Kijk ook eens bij Praatbank (Almere, Utrecht) in de stad.",
    ],
)
def test_marks_and_places_around_a_name_are_no_part_of_it(text: str) -> None:
    found = {c.name: c.unit.text[c.start : c.end] for c in proposed(text)}
    assert found["Praatbank"] == "Praatbank"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kijk bij [lees meer over de Buurtacademie](#) hier.", "Buurtacademie"),
        ("Kijk bij [Loket Zee, Buurtacademie en Praatbank](#) hier.", "Buurtacademie"),
        ("Er is training voor lokale en regionale teams.", "training voor lokale en regionale teams"),
        ("Er is het netwerk van formele en informele steunpunten.", "netwerk van formele en informele steunpunten"),
        ("Er is een project voor buurtcoaches en kernteams.", "project voor buurtcoaches en kernteams"),
        ("Er is een project voor buurtcoaches en kernteams.", "project voor buurtcoaches"),
        ("# Aanpak\n\n- Praatbank. Dat doen we samen.", "Praatbank"),
        ("# Aanpak\n\n- Wij Samen: ontmoeten voor iedereen", "Wij Samen"),
        ("Ook netwerk lokale palliatieve zorg groeit.", "netwerk lokale palliatieve zorg"),
        ("Ook team lokale woon-zorgpartners groeit.", "team lokale woon-zorgpartners"),
        ("- Organiseren wij een training in het dorp", "training in het dorp"),
        ("- Dan starten we in 2025 met een braderie", "braderie"),
        ("- Daarna gaan wij samen starten met een braderie", "braderie"),
        ("## Doel 2: Meedoen: Fit in Zeekant", "Meedoen"),
        ("Er is ‘Niet alleen zijn’ in de wijk.", "Niet alleen zijn"),
        ("Hier is GGZ/LVB-PLEIN ook.", "GGZ/LVB-PLEIN"),
        ("Er is steun in het maatschappelijk werk, met teams in het maatschappelijk werk.", "teams in het maatschappelijk werk"),
    ],
)  # fmt: skip
def test_a_name_keeps_what_belongs_to_it(text: str, name: str) -> None:
    assert name in {c.name for c in proposed(text)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Er is training voor lokale en regionale teams.", "training voor lokale"),
        ("Er is het project ‘Buurt en Wijkteam’ in de stad.", "project ‘Buurt"),
        ("Er is een loket voor wonen en thuis.", "loket voor wonen"),
        ("Ook overleg volgende maand is goed.", "overleg volgende maand"),
        ("Het loket in Zeekant sociale zaken.", "loket sociale zaken"),
        ("## Aanpak: Wat gaan we doen", "Aanpak"),
        ("- Wat we bieden is een loket voor ouderen", "is een loket voor ouderen"),
        ("Onze methoden zijn Nederlandstalig, gratis en goed.", "gratis"),
        ("Alle projecten zijn op tijd, goed en klaar.", "goed"),
        ("Hier is Jeugd/Gezin en Welzijn ook.", "Gezin en Welzijn"),
        ("Hier is GGZ/LVB-PLEIN ook.", "GGZ"),
        (f"## Praatbank {'a' * 120}: samen", f"Praatbank {'a' * 120}"),
    ],
)
def test_half_of_a_phrase_is_no_name(text: str, name: str) -> None:
    assert name not in {c.name for c in proposed(text)}
