"""Given two names, whether they call one thing; given mentions, which initiatives they are of."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.extract.abbreviations import meanings
from ingest.extract.header import read_header
from ingest.extract.initiative_groups import Scored, gather, same_name
from ingest.extract.initiative_names import approach_of, candidates, head_group
from ingest.extract.regions import find_regions
from ingest.language import annotate
from ingest.outline import make_outline
from ingest.outline.roles import fold
from ingest.read.source import SourceText


def same(name: str, other: str) -> bool:
    return same_name(fold(name), head_group(name)[1], fold(other), head_group(other)[1])


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Beweegtuin Zuid", "Beweegtuinen Zuid"),
        ("Klusbus Oost", "de gratis Klusbus Oost"),
        ("buurtkeuken", "uitbreiden buurtkeuken"),
        ("fietsacademie", "fietsacademie voor tieners"),
        ("fietsacademie", "de mobiele fietsacademie Oost"),
        ("netwerk jonge mantelzorgers", "lokale netwerk jonge mantelzorgers"),
    ],
)
def test_one_thing_under_two_names(name: str, other: str) -> None:
    assert same(name, other) and same(other, name)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("vrolijke zwemschool-aanpak", "vrolijke muziekschool-aanpak"),
        ("dagreis van de Veendammer", "Veendammer"),
        ("Buurtsoep 2024", "Buurtsoep 2025"),
        ("lus", "Klusbus"),
        ("academie", "academie voor tieners"),
        ("fietsacademie", "lessen van de fietsacademie"),
        ("6 academie", "muzikale academie"),
        ("wel in zeekant", "zeekant gezond wel"),
        ("zeekant gezond wel", "samen gaan we naar een gezond zeekant"),
    ],
)
def test_two_things_whose_names_share_words(name: str, other: str) -> None:
    assert not same(name, other) and not same(other, name)


def test_short_names_of_two_words_are_no_abbreviations() -> None:
    text = "In het dorp doet ‘Ik pas’ mee. Daarna komt ‘Dry January’."
    annotated = annotate(make_outline(SourceText.of(text)))
    regions = find_regions(annotated, read_header(annotated, Path("plan.txt")))
    mentions = [Scored(c, 0.9) for unit in annotated.units for c in candidates(unit) if c.source == "quoted"]
    assert len({approach_of(s.candidate.name) for s in mentions}) == 1
    assert len(gather(mentions, regions)) == 2


def test_names_of_one_approach_that_share_nothing_are_two_initiatives() -> None:
    text = "In het dorp doet ‘Stoptober’ mee. Ook ‘SineFuma’ is er. Daarna komt ‘Stoptober’ terug."
    annotated = annotate(make_outline(SourceText.of(text)))
    regions = find_regions(annotated, read_header(annotated, Path("plan.txt")))
    mentions = [Scored(c, 0.9) for unit in annotated.units for c in candidates(unit) if c.source == "quoted"]
    approaches = {approach_of(s.candidate.name) for s in mentions}
    assert len(approaches) == 1 and None not in approaches
    groups = [[s.candidate.name for s in group] for _, group in gather(mentions, regions)]
    assert sorted(groups) == [["SineFuma"], ["Stoptober", "Stoptober"]]


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("Het project Zeester start. Later volgt Zeester in de haven.", 1),
        ("Het project Zeester start. Het netwerk Zeester bestaat al.", 2),
    ],
)
def test_a_proper_name_alone_may_be_either_but_two_kinds_are_two(text: str, things: int) -> None:
    annotated = annotate(make_outline(SourceText.of(f"## Haven\n\n{text}\n")))
    regions = find_regions(annotated, read_header(annotated, Path("plan.txt")))
    named = [c for unit in annotated.units for c in candidates(unit) if c.name.endswith("Zeester")]
    longest = [c for c in named if not any(o.start < c.start < o.end for o in named)]
    assert len(longest) == 2
    assert len(gather([Scored(c, 0.9) for c in longest], regions)) == things


def quoted(text: str) -> list[set[str]]:
    """The quoted names of a text, by the initiative they are of."""
    annotated = annotate(make_outline(SourceText.of(text)))
    regions = find_regions(annotated, read_header(annotated, Path("plan.txt")))
    said = [Scored(c, 0.9) for unit in annotated.units for c in candidates(unit) if c.source == "quoted"]
    return [{s.candidate.name for s in group} for _, group in gather(said, regions, meanings(annotated))]


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("Het Lokaal Overleg Zilt (LOZ) bestaat. Zo ook ‘LOZ’ en ‘Lokaal Overleg Zilt’.", 1),
        ("De LOZ (Lokaal Overleg Zilt) bestaat. Zo ook ‘LOZ’ en ‘Lokaal Overleg Zilt’.", 1),
        ("Zo ook ‘LOZ’ en ‘Lokaal Overleg Zilt’.", 2),
        ("Zij kennen ‘WOR’ en ook ‘Welzijn op Recept’.", 1),
        ("Zij kennen ‘WOR’ en ook ‘ketenaanpak Welzijn op Recept’.", 1),
        ("Zij kennen ‘ZCC’ en ook ‘zorgcoördinatiecentrum’.", 1),
        ("Zij kennen ‘COOL’ en ook ‘Gecombineerde Leefstijlinterventie’.", 2),
        ("Zij kennen ‘Wonen Om Rust’ en ook ‘Welzijn op Recept’.", 2),
    ],
)
def test_an_abbreviation_is_what_the_plan_or_the_register_says_it_means(text: str, things: int) -> None:
    assert len(quoted(text)) == things


def test_what_stands_in_brackets_is_another_name_only_if_it_abbreviates() -> None:
    assert len(quoted("Er is ‘Tweede Haven (LVB)’ en er is ‘LVB’.")) == 2
    assert len(quoted("Er is ‘Lokaal Vriendenboek (LVB)’ en er is ‘LVB’.")) == 1
    assert len(quoted("Er is ‘buurtpoli (BPX)’ en er is ‘buurtpoli’.")) == 1
    twice = "Het Lokaal Overleg Zilt (LOZ) en het Landelijk Onderzoek Zuid (LOZ)."
    assert len(quoted(f"{twice} Zo is ‘Landelijk Onderzoek Zuid (LOZ)’ bekend, en ‘LOZ’.")) == 2


def test_a_name_in_small_letters_behind_its_kind_is_that_name() -> None:
    assert len(quoted("Er is ‘ketenaanpak dorpsvoeding’ en er is ‘dorpsvoeding’.")) == 1
    assert len(quoted("Er is ‘training dorpsvoeding’ en er is ‘dorpsvoeding’.")) == 2
    assert len(quoted("Er is ‘aanpak tegen dorpsvoeding’ en er is ‘tegen dorpsvoeding’.")) == 2
