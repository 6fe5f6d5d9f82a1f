"""Given a plan's text, these regions and places, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.extract.header import read_header
from ingest.extract.regions import Regions, find_regions
from ingest.language import annotate
from ingest.outline import make_outline
from ingest.read.source import SourceText


def regions(text: str) -> Regions:
    annotated = annotate(make_outline(SourceText.of(text)))
    return find_regions(annotated, read_header(annotated, Path("plan.txt")))


def names(text: str) -> set[str]:
    return {name for fact in regions(text).facts.values() for name in (fact.name, *fact.aliases)}


def test_municipalities_of_a_list_are_each_a_place() -> None:
    assert {"Goes", "Kapelle", "Reimerswaal"} <= names("De gemeenten Goes, Kapelle en Reimerswaal doen mee.")


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("Best veel inwoners doen al mee.", "Best"),
        ("Zij bleven in goede staat. Houten balken dragen het dak.", "Houten"),
        ("WE LEIDEN MENSEN OP IN DE PRAKTIJK.", "Leiden"),
    ],
)
def test_words_that_are_also_place_names_need_a_reason(text: str, absent: str) -> None:
    assert absent not in names(text)


def test_a_province_counts_alone_but_not_inside_a_name() -> None:
    assert "Zeeland" in " ".join(names("Het tekort is nergens zo groot als in Zeeland."))
    assert not names("Wij spraken met Sportraad Zeeland over bewegen.")


def test_parts_of_the_country_and_quarters_are_known_by_name() -> None:
    found = {f.name: f.kind for f in regions("In de Betuwe en in Scheveningen is de drempel laag.").facts.values()}
    assert found == {"Betuwe": "anders", "Scheveningen": "wijk"}


def test_quarters_after_the_word_for_them() -> None:
    found = {f.name: f.kind for f in regions("Wij beginnen in de wijken Molenkwartier en Kersenhof.").facts.values()}
    assert found == {"Molenkwartier": "wijk", "Kersenhof": "wijk"}


def test_a_row_of_places_where_quarters_are_spoken_of() -> None:
    text = "Per wijk verschilt het: in Molenkwartier met 9%, in Kersenhof met 4%, in Oosterpark met 2%."
    assert {"Molenkwartier", "Kersenhof", "Oosterpark"} <= names(text)


def test_a_number_of_municipalities_under_a_letter_and_digits() -> None:
    assert "K14" in names("Alle gemeenten uit de K14 tekenen mee.")
    assert "K14" not in names("Zie bijlage K14 voor de tabellen.")


def test_a_region_is_one_thing_with_and_without_the_word() -> None:
    facts = list(regions("De regio Rietmeer is groot. In Rietmeer wonen veel ouderen.").facts.values())
    assert len(facts) == 1
    assert {"Rietmeer"} <= {facts[0].name, *facts[0].aliases}


def kinds(text: str) -> dict[str, str]:
    return {fact.name: fact.kind for fact in regions(text).facts.values()}


@pytest.mark.parametrize(
    "text",
    [
        "De gemeenten Kluiverdam, Ostermeel en Drieveen betalen de bus samen.",
        "De streek bestaat uit drie gemeenten: Kluiverdam, Ostermeel en Drieveen.",
        "Akkoord bevonden door de colleges van Kluiverdam, Ostermeel en Drieveen in mei.",
    ],
)
def test_municipalities_that_no_register_has_are_known_by_what_governs_them(text: str) -> None:
    assert kinds(text) == dict.fromkeys(("Kluiverdam", "Ostermeel", "Drieveen"), "gemeente")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Het spreekuur is er ook in Ostermeel en Trijntjesga.", {"Ostermeel", "Trijntjesga"}),
        ("Drieveen (18.900 inwoners) heeft nog geen huisartsenpost.", {"Drieveen"}),
        ("De ouderen van Ostermeel en omgeving weten de weg niet.", {"Ostermeel"}),
        ("Er wordt volop gebouwd in de Lage Polders. In de Lage Polders wonen veel gezinnen.", {"Lage Polders"}),
    ],
)
def test_names_that_the_text_uses_as_places_are_places(text: str, expected: set[str]) -> None:
    assert set(kinds(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "De aanpak Kind naar Gezonder Gewicht loopt door.",
        "De methode is overgenomen uit Denemarken en in Zweden onderzocht.",
        "Jongeren vinden hulp in de Gezonde School.",
        "De gemeente koopt de zorg in bij Thuiszorgcombinatie Wielewaal.",
        "Het aanbod bestaat uit Otago en In Balans.",
        "Dat is aan de colleges of Raden van Bestuur en Toezicht.",
        "Er is een rol in Reablement en in Mantelzorg voor iedereen.",
        "Namens de gemeenten: Sanne Kluiver en Wubbo Bakker.",
        "Namens de gemeenten: Wubbo Bakker en Sanne Kluiver.",
    ],
)
def test_programmes_countries_and_bodies_are_no_places(text: str) -> None:
    assert not kinds(text)


def test_regions_in_the_plural_are_each_one() -> None:
    found = kinds("De regio's Ganzenrijk en Zuiderbekken hebben de campagne overgenomen.")
    assert {"Ganzenrijk", "Zuiderbekken"} == set(found)


def test_a_province_that_no_register_has_goes_by_its_name() -> None:
    assert "Vechtmark" in names("De provincie Vechtmark en de ziekenhuizen tekenden samen.")


def test_the_plan_is_for_the_region_that_it_speaks_of_not_for_a_word_that_follows_the_word_region() -> None:
    text = "# Samen verder\n\nPartijen besluiten in het belang van de regio\n\n* Minimaal twee keer per jaar.\n\nIn de Oostermarken wonen veel ouderen. GGD Oostermarken telt ze. Wie in de Oostermarken woont, blijft er.\n"
    found = regions(text)
    assert found.facts[found.plan].name == "Oostermarken"
    assert "Minimaal" not in {fact.name for fact in found.facts.values()}


def keys(text: str) -> dict[str, int]:
    return {key: len(fact.evidence) for key, fact in regions(text).facts.items()}


@pytest.mark.parametrize(
    ("text", "one", "absent"),
    [
        ("De gemeenten Steenwijkerland en Kampen. De gemeenten Steenwijkerlant en Kampen.", "gemeente-steenwijkerland", "steenwijkerlant"),
        ("# Regioplan Lekstroom\n\nIn de regio Lekstroom is zorg. De regio Lekstroom groeit. De regio Lekstroom zorgt. Zorgkantoorregio Utrecht groeit. In de regio Utrecht wonen veel mensen.", "zorgkantoorregio-utrecht", "iza-regio-utrecht"),
        ("De zorgkantor regio Utrecht groeit.", "zorgkantoorregio-utrecht", "utrecht"),
        ("In de gemeente Haarlem, in de wijken Noord en Centrum. In Haarlem Noord doen scholen mee.", "noord", "haarlem-noord"),
    ],
)  # fmt: skip
def test_one_region_under_several_names(text: str, one: str, absent: str) -> None:
    assert one in keys(text)
    assert absent not in keys(text)


def test_a_first_name_that_is_all_of_a_name_makes_no_people_of_the_places_beside_it() -> None:
    text = "Ze wonen in Eef, Nieuw Zeeveen en Klein Duinveen. Ze komen uit Nieuw Zeeveen."
    assert {"Nieuw Zeeveen", "Klein Duinveen"} <= set(kinds(text))


@pytest.mark.parametrize(
    ("text", "short", "is_its"),
    [
        ("Ook in de regio Noord Zeekant (NZ) groeit het. In NZ wonen veel ouderen.", "NZ", True),
        ("In de regio Zeekant is er het Netwerk Thuis in Zeekant (NTZ). NTZ groeit.", "NTZ", False),
        ("In de regio Zeekant is er de Coöperatie Zuid-Zeekant (CZ). CZ groeit.", "CZ", False),
        ("In de regio Zeekant is er de Coöperatie Zuid-Zeekant (ZK). ZK groeit.", "ZK", False),
        ("Ook in de regio Zeekant (ZEK) groeit het. In ZEK wonen veel ouderen.", "ZEK", True),
        ("Ook in de regio Zeekant (RZ) groeit het. In RZ wonen veel ouderen.", "RZ", True),
    ],
)
def test_an_abbreviation_is_a_region_s_only_if_it_stands_for_its_name(text: str, short: str, is_its: bool) -> None:
    aliases = {alias for fact in regions(text).facts.values() for alias in fact.aliases}
    assert (short in aliases) is is_its


def test_regions_by_the_compass_are_found_in_each_order_of_words() -> None:
    found = regions(
        "In subregio Brinkland Zuidoost is zorg. Ook in Zuid-Oost Brinkland en Brinkland Zuid-Oost.\n\nVan Zuidoost Brinkland."
    )
    assert len(found.facts) == 1
    assert {"Zuid-Oost Brinkland", "Zuidoost Brinkland"} & set(next(iter(found.facts.values())).aliases)


def test_the_first_part_of_a_pair_of_regions_counts() -> None:
    assert {"Noord-Limburg", "Midden-Limburg"} <= names("Het speelt in Noord- en Midden-Limburg.")


def test_a_province_may_begin_right_after_the_first_word_of_a_sentence() -> None:
    assert "Noord-Holland" in " ".join(names("In Noord-Holland en Friesland speelt dit niet."))


def test_quarters_are_known_by_their_ending_in_running_text() -> None:
    assert {"Brinkmanbuurt", "Kersenwijk"} <= names("De bewoners van de Brinkmanbuurt en Kersenwijk komen samen.")
    assert not names("De nieuwe buurt en de woonwijk groeien.")


def test_the_country_counts_where_it_is_spoken_of_as_a_place() -> None:
    assert "Nederland" in names("Het tekort is het grootst in Nederland.")
    assert "Nederland" not in names("Zorgverzekeraars Nederland doet mee.")


def test_a_word_that_the_plan_also_writes_small_is_no_quarter() -> None:
    assert "Afspraak" not in names("Gekoppeld aan de wijk Afspraak maken wij werk van elke afspraak.")


def test_a_word_that_is_also_a_place_counts_where_a_list_of_municipalities_begins() -> None:
    assert {"Velsen", "Heemskerk"} <= names("Drie steden: Velsen, Heemskerk en Haarlem. Velsen is groot.")
    assert "Velsen" not in names("Velsen is groot.")
