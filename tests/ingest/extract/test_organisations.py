"""Given a plan's text, these candidates, joined so, and these features; given weights, these organisations."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.extract.abbreviations import meanings, stands_for
from ingest.extract.header import read_header
from ingest.extract.organisation_groups import Group
from ingest.extract.organisation_heads import head_of
from ingest.extract.organisations import find_organisations, possible, rows_of, type_of
from ingest.extract.regions import find_regions
from ingest.language import Annotated, annotate
from ingest.outline import make_outline
from ingest.read.source import SourceText
from ingest.trained.linear import Linear
from ingest.trained.models import Models

NEVER = Linear(-30.0, {})
ALWAYS = Linear(30.0, {})


def plan(text: str) -> Annotated:
    return annotate(make_outline(SourceText.of(text)))


def groups(text: str) -> list[Group]:
    annotated = plan(text)
    return possible(annotated, find_regions(annotated, read_header(annotated, Path("plan.txt"))))


def names(text: str) -> set[str]:
    return {name for group in groups(text) for name in group.names}


def keys(text: str) -> set[str]:
    return {group.key for group in groups(text) if group.key}


def test_a_name_ends_with_its_sentence() -> None:
    assert "Regiotafel Zuid" in names("Dit besluit nam de Regiotafel Zuid. Zie ook de bijlage.")
    assert "Stichting St. Joris" in names("Zo doet Stichting St. Joris het.")


def test_words_that_lead_up_to_a_name_are_no_part_of_it() -> None:
    found = names("Vanuit de Coalitie Vitaal komt dit plan.")
    assert "Coalitie Vitaal" in found
    assert not any(name.startswith("Vanuit") for name in found)


def test_a_pair_within_a_name_parts_no_list() -> None:
    assert "Buurtteam Jeugd en Gezin" in names("Daar helpt het Buurtteam Jeugd en Gezin.")


def test_every_municipality_of_a_list_is_a_body() -> None:
    assert {"gemeente-goes", "gemeente-kapelle"} <= keys("De gemeenten Goes en Kapelle trekken samen op.")


def test_places_that_act_are_bodies_and_places_that_lie_somewhere_are_not() -> None:
    assert keys("Goes en Kapelle starten met een proef.") == {"gemeente-goes", "gemeente-kapelle"}
    assert keys("Veel ouderen wonen graag in Goes en Kapelle.") == set()


@pytest.mark.parametrize(
    "text",
    [
        "De regio Rietmeer groeit. Samen met Rietmeer kijken we vooruit.",
        "Volgens Sanne Jansen kan het beter.",
        "De GGZ en de WMO veranderen.",
        "Elke Rietmeerse inwoner telt in de regio Rietmeer.",
    ],
)
def test_regions_people_and_jargon_are_no_bodies(text: str) -> None:
    assert groups(text) == []


def test_an_abbreviation_in_brackets_is_the_same_body() -> None:
    group = next(g for g in groups("Zorggroep Rietland (ZGRL) begint. Daarna volgt ZGRL zelf.") if "ZGRL" in g.names)
    assert "Zorggroep Rietland" in group.names
    assert group.reasons


def test_an_abbreviation_with_the_first_letters_of_one_name_is_the_same_body() -> None:
    group = next(g for g in groups("Hier begint Netwerk Vitaal Buiten. De rest laat NVB weten.") if "NVB" in g.names)
    assert "Netwerk Vitaal Buiten" in group.names


def test_a_name_with_fewer_words_is_the_one_body_that_adds_a_place() -> None:
    one = groups("Eerst meet GGD Zeeland. Daarna adviseert GGD weer.")
    assert [g for g in one if "GGD" in g.names] == [g for g in one if "GGD Zeeland" in g.names]
    two = groups("Eerst meten GGD Zeeland en GGD Drenthe. Daarna adviseert GGD weer.")
    assert not any({"GGD", "GGD Zeeland"} <= set(g.names) for g in two)


def test_two_municipalities_are_never_one() -> None:
    found = groups("De gemeente Ommen en de gemeente Emmen. Gemeente Emmen betaalt.")
    assert len({g.key for g in found if g.key}) == 2


def test_a_registered_name_is_known_whatever_its_capitals() -> None:
    assert "movisie" in keys("Het handboek van MOVISIE helpt.")


@pytest.mark.parametrize(
    ("short", "words", "fits"),
    [
        ("ZGR", "Zorggroep Rietland", True),
        ("ROK", "Regionaal Overleg Kust", True),
        ("ABC", "Zorggroep Rietland", False),
    ],
)
def test_what_an_abbreviation_may_stand_for(short: str, words: str, fits: bool) -> None:
    assert stands_for(short, words) is fits


def test_the_meaning_of_an_abbreviation_is_read_from_the_plan() -> None:
    assert meanings(plan("Het Regionaal Overleg Kust (ROK) komt bijeen."))["ROK"] == "Regionaal Overleg Kust"


@pytest.mark.parametrize(
    "text",
    [
        "Het 'Regionaal Overleg Kust' (ROK) komt bijeen.",
        "Het “Regionaal Overleg Kust” (ROK, zie bijlage) komt bijeen.",
    ],
)
def test_the_words_may_be_quoted_and_the_bracket_may_say_more(text: str) -> None:
    assert meanings(plan(text))["ROK"] == "Regionaal Overleg Kust"


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("De ROK (het Regionaal Overleg Kust) komt.", "Regionaal Overleg Kust"),
        ("De ROK (roeiers, ouders en kinderen) komt.", None),
        ("De Rok (Regionaal Overleg Kust) komt.", None),
    ],
)
def test_the_words_may_stand_in_the_brackets_and_are_no_enumeration(text: str, meaning: str | None) -> None:
    found = meanings(plan(text))
    assert (found.get("ROK") or found.get("Rok")) == meaning


def test_company_in_a_list_speaks_for_a_name() -> None:
    annotated = plan("Wij doen dit met GGD Zeeland, Movisie, Vilans en Rietbloem.")
    found = possible(annotated, find_regions(annotated, read_header(annotated, Path("plan.txt"))))
    row = next(r for g, r in zip(found, rows_of(annotated, found), strict=True) if "Rietbloem" in g.names)
    assert row["long_list"] == 1.0
    assert row["near_known"] == 1.0


def test_the_model_decides_and_a_collaboration_owns_the_chapter_named_after_it() -> None:
    annotated = plan("# Gezond wonen\n\nHier begint de Coalitie Gezond Wonen.\n")
    regions = find_regions(annotated, read_header(annotated, Path("plan.txt")))
    models = Models(**(dict.fromkeys(Models.__dataclass_fields__, NEVER) | {"organisations": ALWAYS}))
    found = find_organisations(annotated, regions, models)
    key = next(k for k, f in found.facts.items() if f.name == "Coalitie Gezond Wonen")
    assert found.owners["gezond wonen"] == key
    none = Models(**dict.fromkeys(Models.__dataclass_fields__, NEVER))
    assert find_organisations(annotated, regions, none).facts == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("De cursus komt naar verpleeghuis Ter Horne in het dorp.", "verpleeghuis Ter Horne"),
        ("Orthopeden in het Duinziekenhuis zien minder klachten.", "Duinziekenhuis"),
        ("Vrijwilligers van Zonnekring helpen met de telefoon.", "Zonnekring"),
        ("De cursus is van Huisartsenzorg Wielewaal in Ostermeel.", "Huisartsenzorg Wielewaal"),
        ("Het wordt besproken in de Regioraad Merelland op 12 december.", "Regioraad Merelland"),
        ("Bij Merelstaete en Zorg aan de Plas wachten 40 mensen.", "Zorg aan de Plas"),
        ("Het ROC Merelpoort levert de docenten.", "ROC Merelpoort"),
        ("Vastgesteld in de Regioraad Duinmeer, in mei.", "Regioraad Duinmeer"),
        ("Leestafel van Bibliotheek Duinmeer voor ouderen.", "Bibliotheek Duinmeer"),
        ("Het inloopuur is van Humanitas Ostermeer.", "Humanitas Ostermeer"),
    ],
)
def test_a_name_is_cut_where_a_reader_cuts_it(text: str, expected: str) -> None:
    assert expected in names(text)


def test_municipalities_that_no_register_has_are_bodies_too() -> None:
    found = names("De gemeenten Kluiverdam, Ostermeel en Drieveen betalen samen met de provincie Merelland.")
    assert {"gemeente Kluiverdam", "gemeente Ostermeel", "gemeente Drieveen", "provincie Merelland"} <= found


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Kustlyceum", "onderwijs"),
        ("Duinziekenhuis", "ziekenhuis"),
        ("verpleeghuis Ter Horne", "vvt"),
        ("GGD Merelland", "ggd"),
        ("Merelpad", ""),
    ],
)
def test_the_head_of_a_name_may_close_a_compound(name: str, kind: str) -> None:
    head, found = head_of(name)
    assert (bool(head), found) == (bool(kind), kind)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Het themateam Lokale zorg komt bijeen.", "themateam Lokale zorg"),
        ("De Werkgroep Kwaliteit & toezicht adviseert.", "Werkgroep Kwaliteit & toezicht"),
        ("Dit doet Zorggroep Rietland Vanuit de wijk komt hulp.", "Zorggroep Rietland"),
        ("Zo begint Kustzorg Sanne Jansen er aan.", "Kustzorg"),
    ],
)
def test_a_name_goes_on_to_its_noun_and_stops_before_what_is_none(text: str, expected: str) -> None:
    assert expected in names(text)


def test_entries_of_a_list_of_parties_are_cut_like_names_in_a_sentence() -> None:
    found = names(
        "# Betrokken partijen\n\n- Zorggroep Oude en Nieuwe meren, Kustzorg Sanne Jansen, trekker: Duinkring\n"
    )
    assert {"Zorggroep Oude en Nieuwe meren", "Kustzorg", "Duinkring"} <= found


def test_what_stands_in_brackets_may_be_a_place_or_a_field() -> None:
    one = groups("Wij werken met Zorggroep Rietland (Goes). De gemeente Goes betaalt.")
    assert not any({"Zorggroep Rietland", "Goes"} <= {*g.names, *g.shorts} for g in one)


def test_a_field_of_care_and_a_word_for_something_else_are_no_body() -> None:
    assert groups("Er is veel GGZ-problematiek, en passende MSZ vraagt GGZ-expertise.") == []


def test_what_works_within_a_body_is_not_that_body() -> None:
    found = groups("Hier begint Kustkring Vooruit. De Stuurgroep Kustkring Vooruit besluit.")
    assert not any({"Kustkring Vooruit", "Stuurgroep Kustkring Vooruit"} <= set(g.names) for g in found)


def test_who_sends_a_person_is_likely_a_body() -> None:
    annotated = plan("Aanwezig: Sanne Jansen, Rietbloem.")
    found = possible(annotated, find_regions(annotated, read_header(annotated, Path("plan.txt"))))
    row = next(r for g, r in zip(found, rows_of(annotated, found), strict=True) if "Rietbloem" in g.names)
    assert row["of_person"] == 1.0


@pytest.mark.parametrize(
    "text",
    [
        "Er zijn andere (RSO's) in de zorg.",
        "Dat zei de ROAZ-voorzitter in mei.",
        "Volg de Nieuwspagina van ons.",
    ],
)
def test_persons_of_a_body_and_several_of_a_kind_are_no_body(text: str) -> None:
    assert not {name for name in names(text) if name.endswith(("RSO's", "voorzitter", "Nieuwspagina"))}


def test_an_abbreviation_leaves_the_legal_form_out() -> None:
    assert stands_for("LBZ", "vereniging van Leesclubs Bij Zee")
    assert stands_for("VLZ", "vereniging van Leesclubs Zee")
    assert not stands_for("QBZ", "vereniging van Leesclubs Bij Zee")


def test_an_abbreviation_is_the_name_that_its_words_start_with() -> None:
    text = "Dit doet het Leesnetwerk Noord Zuid samen (LNZs).\n\nLater hielp LNZs ook.\n"
    found = {frozenset(group.names) for group in groups(text)}
    assert frozenset({"Leesnetwerk Noord Zuid", "LNZs"}) in found
    other = "Dit doet het Leesnetwerk Noord Zuid.\n\nLater hielp LNZs ook.\n"
    assert frozenset({"Leesnetwerk Noord Zuid", "LNZs"}) not in {frozenset(g.names) for g in groups(other)}


def row_of(text: str, name: str) -> dict[str, float]:
    annotated = plan(text)
    found = possible(annotated, find_regions(annotated, read_header(annotated, Path("plan.txt"))))
    return next(row for group, row in zip(found, rows_of(annotated, found), strict=True) if name in group.names)


def test_who_meets_under_an_abbreviation_is_a_compound_that_no_common_word_tells_against() -> None:
    row = row_of("Wij gaan naar de LNZ-tafel in mei.", "LNZ-tafel")
    assert (row["compound"], row["all_common"]) == (1.0, 0.0)
    assert row_of("Wij gaan naar de LNZ-markt in mei.", "LNZ-markt")["compound"] == 0.0


def test_those_who_meet_under_an_abbreviation_work_together() -> None:
    group = next(g for g in groups("Wij gaan naar de LNZ-tafel in mei.") if "LNZ-tafel" in g.names)
    assert type_of(group) == "samenwerkingsverband"


def test_a_name_is_shown_with_its_capital() -> None:
    text = "Hier werkt de Coalitie Vitaal Zuid. Ook de coalitie Vitaal Zuid helpt."
    (group,) = (g for g in groups(text) if "Coalitie Vitaal Zuid" in g.names)
    assert group.names["coalitie Vitaal Zuid"] == 1
    assert group.name == "Coalitie Vitaal Zuid"


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("Wij gebruiken LeesKracht: een werkwijze voor iedereen.", 1.0),
        ("Het boek van LeesKracht is een mooi boek.", 0.0),
        ("Wij werken met LeesKracht, een goede buur.", 0.0),
    ],
)
def test_what_is_explained_as_a_method_is_spoken_of_as_a_thing(text: str, thing: float) -> None:
    assert row_of(text, "LeesKracht")["thing"] == thing
