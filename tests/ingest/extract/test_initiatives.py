"""Given an outline and weights that are written out here, these names and initiatives."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from ingest import data
from ingest.extract.header import read_header
from ingest.extract.initiative_features import features, priors
from ingest.extract.initiative_groups import Scored
from ingest.extract.initiative_names import Proposed, candidates, head_group
from ingest.extract.initiatives import choose, find_initiatives, survey_of
from ingest.extract.organisations import Organisations, find_organisations
from ingest.extract.regions import find_regions
from ingest.extract.themes import find_themes
from ingest.language import Annotated, annotate
from ingest.model import InitiativeFact
from ingest.outline import make_outline
from ingest.read.source import SourceText
from ingest.trained.linear import Linear
from ingest.trained.models import Models

NEVER = Linear(-30.0, {})
SURE = Linear(
    -2.0, {"source:quoted": 6.0, "group:named": 1.5, "group:network": 1.5, "bare_head": -0.5, "generic": -0.5}, 0.6
)
MODELS = Models(**(dict.fromkeys(Models.__dataclass_fields__, NEVER) | {"initiatives": SURE}))


def plan(text: str) -> Annotated:
    return annotate(make_outline(SourceText.of(text)))


def proposed(text: str) -> list[Proposed]:
    return [c for unit in plan(text).units for c in candidates(unit)]


def names(text: str, source: str) -> list[str]:
    return [c.name for c in proposed(text) if c.source == source]


def found(text: str) -> list[InitiativeFact]:
    annotated = plan(text)
    regions = find_regions(annotated, read_header(annotated, Path("plan.txt")))
    themes = find_themes(annotated, regions, MODELS)
    return list(find_initiatives(annotated, regions, themes, Organisations(), {}, MODELS).values())


def row(text: str, name: str) -> dict[str, float]:
    annotated = plan(text)
    every, known = survey_of(
        annotated, Organisations(), find_regions(annotated, read_header(annotated, Path("plan.txt")))
    )
    return features(next(c for c in every if c.name == name), known)


@pytest.mark.parametrize(
    ("text", "source", "name"),
    [
        ("Ouderen doen mee aan ‘Samen aan de wandel’ in het park.", "quoted", "Samen aan de wandel"),
        (
            "- Buurtsoep: elke vrijdag eten buren samen.\n- Klusbus: vrijwilligers helpen met klussen.",
            "lead",
            "Klusbus",
        ),
        (
            "- Opzetten van een regionale banenmarkt, zodat meer mensen kiezen voor de zorg.",
            "object",
            "regionale banenmarkt",
        ),
        ("De huisarts verwijst met Welzijn op Recept.", "approach", "Welzijn op Recept"),
        (
            "Vier gemeenten starten een digitale leerkring voor wijkverpleegkundigen.",
            "noun",
            "digitale leerkring voor wijkverpleegkundigen",
        ),
    ],
)
def test_names_where_plans_give_them(text: str, source: str, name: str) -> None:
    assert name in names(text, source)


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("inlooppunt", "place"),
        ("uitgangspunt", "ordinary"),
        ("aandachtspunten", "ordinary"),
        ("respijthuis", "place"),
        ("ziekenhuis", "ordinary"),
    ],
)
def test_a_compound_is_of_the_group_of_its_longest_known_end(name: str, group: str) -> None:
    assert head_group(name)[0] == group


@pytest.mark.parametrize(
    ("text", "source", "name"),
    [
        ("Denk aan bestaande middelen, zoals de buurtsoep, Fit op de fiets en de klusbus.", "listed", "buurtsoep"),
        ("Er lopen al projecten (Hoi Buur, Samen Wandelen) in de wijken.", "listed", "Samen Wandelen"),
        ("Wij doen mee met het programma Zorg dichtbij morgen, dat in 2025 begint.", "called", "Zorg dichtbij morgen"),
        ("- a. Regionale banenmarkt voor starters\n- b. Digitale leerkring voor koks", "noun", "Regionale banenmarkt voor starters"),
        ("Er is een plan voor het behoud van de dagelijkse maaltijd bij ouderen.", "noun", "plan voor het behoud van de dagelijkse maaltijd bij ouderen"),
    ],
)  # fmt: skip
def test_lists_titles_and_phrases_to_their_end(text: str, source: str, name: str) -> None:
    assert name in [re.sub("^(?:de|het) ", "", n) for n in names(text, source)]


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        (
            "We bouwen voort op wat er is (bijvoorbeeld Buurtsoep / Klusbus / Leeskring)",
            ["Buurtsoep", "Klusbus", "Leeskring"],
        ),
        ("In het dorp zijn er teams, zoals Buurtsoep of Klusbus", ["Buurtsoep", "Klusbus"]),
        ("Ons doel: ouderen en jongeren", []),
        ("We doen veel, zoals het eten met alle buren van de straat en het lezen met kinderen van de school", []),
    ],
)
def test_slashes_and_pairs_enumerate(text: str, listed: list[str]) -> None:
    assert list(dict.fromkeys(names(text, "listed"))) == listed


def test_no_name_ends_in_a_word_that_leads_on() -> None:
    assert not [
        c.name
        for c in proposed("We starten een campagne voor de, en een netwerk in, met alle dorpen.")
        if c.name.split()[-1] in ("voor", "de", "in")
    ]


def test_zoals_is_no_part_of_a_name() -> None:
    assert names("Denk aan iets zoals inlooppunten.", "noun") == ["inlooppunten"]
    assert names("Denk aan iets als sociale inlooppunten.", "noun") == ["sociale inlooppunten"]


def test_of_overlapping_names_the_likeliest_is_kept() -> None:
    every = proposed("Het project ‘Netwerk om je heen’ loopt.")
    quoted = next(c for c in every if c.source == "quoted")
    inside = next(c for c in every if c.source == "noun" and c.start >= quoted.start)
    assert [s.candidate for s in choose([Scored(inside, 0.6), Scored(quoted, 0.9)], 0.5)] == [quoted]
    assert [s.candidate for s in choose([Scored(inside, 0.6), Scored(quoted, 0.4)], 0.5)] == [inside]


def test_several_names_in_one_long_one_win_together() -> None:
    every = proposed("Er lopen al projecten (Hoi Buur, Samen Wandelen) in de wijken.")
    one, other = (
        next(c for c in every if c.name == n and c.source == "listed") for n in ("Hoi Buur", "Samen Wandelen")
    )
    unit = one.unit
    whole = Proposed(unit, 0, len(unit.text), 0.5, unit.text, "item", "", "", 0)
    assert [s.candidate for s in choose([Scored(whole, 0.7), Scored(one, 0.6), Scored(other, 0.6)], 0.1)] == [
        one,
        other,
    ]
    assert [s.candidate for s in choose([Scored(whole, 0.9), Scored(one, 0.6), Scored(other, 0.2)], 0.1)] == [whole]


def test_a_noun_that_tells_nothing_does_not_outweigh_a_name_with_others() -> None:
    every = proposed("Er is de Buurtacademie in de wijk van ons netwerk.")
    one, general = (next(c for c in every if c.name == n) for n in ("Buurtacademie", "netwerk"))
    unit = one.unit
    whole = Proposed(unit, 0, len(unit.text), 0.5, unit.text, "item", "", "", 0)
    scored = [Scored(whole, 0.7), Scored(one, 0.5), Scored(general, 0.6)]
    assert [s.candidate for s in choose(scored, 0.1)] == [whole]


def test_what_presents_examples_up_to_a_name_counts_for_it() -> None:
    said = row("Een mooi voorbeeld daarvan, al jaren, is de aanpak ‘Samen aan tafel’.", "Samen aan tafel")
    assert said["ahead:exemplary+named"] == 1
    assert "ahead:exemplary" not in row("De aanpak ‘Samen aan tafel’ is een mooi voorbeeld.", "Samen aan tafel")


def test_the_words_next_to_a_name_in_its_sentence_count_for_it() -> None:
    far = "Dat was toen. Vroeger aten gezinnen voornamelijk huiselijk, maar nu"
    said = row(f"{far} dragen samen alle buren ‘Samen aan tafel’ alle weken verder.", "Samen aan tafel")
    assert {n for n in said if n.startswith("ahead_word:")} == {
        f"ahead_word:{w}" for w in ("dragen", "samen", "alle", "buren")
    }
    assert {n for n in said if n.startswith("behind_word:")} == {
        f"behind_word:{w}" for w in ("alle", "weken", "verder")
    }


def test_words_far_before_a_name_do_not_count() -> None:
    text = "Gezamenlijkheid ontwikkelingsperspectief verantwoordelijkheid dragen ‘Samen aan tafel’."
    said = row(text, "Samen aan tafel")
    assert {n for n in said if n.startswith("ahead_word:")} == {
        f"ahead_word:{w}" for w in ("ontwikkelingsperspectief", "verantwoordelijkheid", "dragen")
    }


@pytest.mark.parametrize("name", ["ketenaanpak valpreventie voor thuiswonende ouderen", "GLI"])
def test_an_approach_is_assigned_by_a_long_name_and_by_an_abbreviation(name: str) -> None:
    (one,) = found(f"Hier start ‘{name}’ in alle dorpen.")
    assert one.approach in ("ketenaanpak-valpreventie", "gecombineerde-leefstijlinterventie")


def test_an_abbreviation_that_the_plan_explains_is_no_second_initiative() -> None:
    explained = "Zilt is van ons; het Lokaal Overleg Zilt (LOZ) komt bijeen."
    both = "Zo begint ‘LOZ’ in maart.\n\nLater begint ‘Lokaal Overleg Zilt’ opnieuw."
    assert len(found(both)) == 2
    assert len(found(f"{explained}\n\n{both}")) == 1


@pytest.mark.parametrize(
    ("name", "cue"),
    [
        ("Iedereen wil meedoen", "clause"),
        ("praatje met bewuste burgers", "with_people"),
    ],
)
def test_a_name_that_is_half_a_sentence_or_speaks_of_people_says_so(name: str, cue: str) -> None:
    assert f"name:{cue}" in row(f"Zo is er ‘{name}’ in het dorp.", name)
    assert not any(n.startswith("name:") for n in row("Zo is er ‘Blauwe dijk’ in het dorp.", "Blauwe dijk"))


def test_head_nouns_are_judged_once_and_are_those_that_names_are_found_by() -> None:
    judged = [head for group in data.table("initiative_priors")["group"] for head in group["heads"]]
    assert len(judged) == len(set(judged))
    assert set(judged) <= {word for words in data.table("initiative_heads").values() for word in words}
    assert priors()["campagne"] > 0 > priors()["systeem"]


def test_in_a_chapter_of_examples_titles_are_names_and_nouns_say_what_they_are() -> None:
    text = "# Voorlopers\n\n## Praatbank\n\nDe Praatbank is een inloophuis, en er is het Inloophuis Zeester.\n"
    elsewhere = text.replace("Voorlopers", "Zeekant")
    assert row(text, "Praatbank")["prior"] > row(elsewhere, "Praatbank")["prior"]
    assert row(text, "inloophuis")["prior"] < row(elsewhere, "inloophuis")["prior"]
    assert row(text, "Inloophuis Zeester")["prior"] == row(elsewhere, "Inloophuis Zeester")["prior"]


def test_one_initiative_however_often_it_is_named() -> None:
    text = "We starten ‘Bankje in de buurt’ in alle dorpen.\n\nNa een jaar wordt ‘Bankje in de buurt’ bekeken."
    (one,) = found(text)
    assert one.name == "Bankje in de buurt"
    assert {e.span.start for e in one.evidence} == {text.index("Bankje"), text.rindex("Bankje")}


def test_a_doubtful_mention_joins_a_sure_one_but_makes_none_itself() -> None:
    doubtful = "Het netwerk voor ouderen komt vier keer per jaar bijeen."
    sure = "Het ‘netwerk voor ouderen’ is van start gegaan."
    assert found(doubtful) == []
    (one,) = found(f"{sure}\n\n{doubtful}")
    assert len(one.evidence) == 2


def test_other_names_stay_other_initiatives() -> None:
    facts = found("We starten ‘Fit op de fiets’.\n\nDaarna volgt ‘Stoppen met roken doe je samen’.")
    assert [f.name for f in facts] == ["Fit op de fiets", "Stoppen met roken doe je samen"]


def test_names_are_known_as_too_general_or_as_jargon() -> None:
    assert row("Het netwerk groeit.", "netwerk")["generic"] == 1
    assert row("Het valnetwerk groeit.", "valnetwerk")["generic"] == 0
    assert row("In de Wlz en daarna volgt de WMO ook.", "WMO")["jargon"] == 1


def test_a_name_that_is_too_general_alone_makes_no_initiative() -> None:
    assert found("Het ‘netwerk’ is van start gegaan.") == []
    assert [f.name for f in found("Het ‘buurtnetwerk Zuid’ is van start gegaan.")] == ["buurtnetwerk Zuid"]


def test_a_region_s_own_name_is_no_initiative_and_no_evidence_for_one() -> None:
    text = "# Regioplan Veenrand\n\nIn de regio Veenrand loopt ‘Samen Sterk Veenrand’.\n\nInwoners van ‘Veenrand’ doen mee."
    (one,) = found(text)
    assert one.name == "Samen Sterk Veenrand"
    assert {e.span.of(text) for e in one.evidence} == {"Samen Sterk Veenrand"}


@pytest.mark.parametrize(("bias", "takes_part"), [(-1.6, False), (-0.5, True)])
def test_a_body_near_a_doubtful_mention_only_does_not_take_part(bias: float, takes_part: bool) -> None:
    told = "## Start\n\n‘Netwerk Zilver’ begint in het voorjaar.\n\n"
    annotated = plan(told + "## Overleg\n\nStichting De Brug praat mee over Netwerk Zilver.\n")
    quoted = Linear(bias, {"source:quoted": 6.0}, 0.6)
    models = replace(MODELS, organisations=Linear(30.0, {}), involvement=Linear(30.0, {}), initiatives=quoted)
    regions = find_regions(annotated, read_header(annotated, Path("plan.txt")))
    bodies = find_organisations(annotated, regions, models)
    (fact,) = find_initiatives(annotated, regions, find_themes(annotated, regions, models), bodies, {}, models).values()
    assert ("stichting-de-brug" in {party.organisation for party in fact.organisations}) is takes_part


def test_the_people_of_a_region_are_no_initiative() -> None:
    text = "# Regioplan Zwolle\n\nIn de gemeente Zwolle is ‘Huis van de Zwollenaar’ er voor de ‘Zwollenaren’ en de ‘Zwollenaar’.\n"
    assert [(fact.name, fact.aliases) for fact in found(text)] == [("Huis van de Zwollenaar", ())]
