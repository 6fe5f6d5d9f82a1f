"""The voorloper finder as a page: the same as the JSON, what is planned told apart, and which region is meant."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import httpx
import pytest
from plan_facts import FALLS, OLD, YOUNG, facts, goal, initiative, iri, organisation

from graph_api.facts import Facts, Region
from graph_api.facts.named import Known
from graph_api.lookup import Names
from graph_api.pages_of import choices
from graph_api.voorlopers import Asked, Prepared, State, Weights, voorlopers
from graph_api.voorlopers.answer import COLUMNS, answer, rows
from graph_api.voorlopers.meant import meant
from graph_api.voorlopers.model import VoorlopersAnswer

GOAL = goal("less-falls", "Minder ouderen komen na een val in het ziekenhuis", themes=(FALLS,))
RUNS = initiative("runs", "Valtraining", themes=(FALLS,))
PLANNED = initiative(
    "planned", "Valkliniek", themes=(FALLS,), status="planned", roles={iri("organisation", "ggd"): frozenset({"ledBy"})}
)
DEVELOPED = initiative("developed", "Valpolikliniek", "c", (FALLS,), status="inDevelopment")


def told(made: Facts, **asked: object) -> VoorlopersAnswer:
    return answer(Known(made, Names([])), Prepared(made), Asked(**asked))  # type: ignore[arg-type]


def test_what_is_only_planned_is_told_apart_with_whom_to_call() -> None:
    made = facts(GOAL, RUNS, PLANNED, DEVELOPED, organisation("ggd", "b"))
    found = told(made, region=iri("region", "a"), theme=FALLS)
    assert found.goals == 1 and "1 doel van" in found.state_nl and "1 goal of" in found.state_en
    assert [one.label for one in found.voorlopers] == ["Valtraining"]
    assert [(one.label, one.status) for one in found.not_yet] == [
        ("Valpolikliniek", "inDevelopment"),
        ("Valkliniek", "planned"),
    ]
    assert [one.name for one in found.not_yet[1].call] == ["ggd"]
    table = [dict(zip(COLUMNS, row, strict=True)) for row in rows(found)]
    assert [(row["kind"], row["call"]) for row in table] == [
        ("voorloper", ""),
        ("not-yet", ""),
        ("not-yet", "ggd (ledBy)"),
    ]


def test_what_has_most_of_the_words_is_nearest_and_what_the_region_plans_itself_is_told() -> None:
    own = initiative("own", "Digitale triage", "a", status="planned")
    half = initiative("half", "Digitale winkel", "b", status="inDevelopment")
    whole = initiative("whole", "Digitale triage", "c", status="planned")
    found = told(facts(GOAL, own, half, whole), region=iri("region", "a"), about="digitale triage")
    assert found.voorlopers == []
    assert found.not_yet[0].label == "Digitale triage" and found.not_yet[0].cover == 1
    assert found.not_yet[0].own is not None and found.not_yet[0].own.iri == own.iri
    assert "Regio a" in found.not_yet[0].reason_nl


def test_without_theme_or_words_nothing_is_listed_as_planned_and_what_stopped_never() -> None:
    stopped = initiative("stopped", "Oude valkliniek", themes=(FALLS,), status="stopped")
    made = facts(GOAL, PLANNED, stopped)
    assert told(made, region=iri("region", "a")).not_yet_total == 0
    assert told(made, region=iri("region", "a"), theme=FALLS).not_yet_total == 1


def test_without_a_region_fit_counts_for_nothing() -> None:
    sure = initiative("sure", "Bewezen aanpak", "b", (YOUNG,), voorloper=True, signals=frozenset({"provenPractice"}))
    found = told(facts(GOAL, RUNS, sure))
    assert found.state == State.ANYWHERE and found.region is None and found.weights["fit"] == 0
    assert [one.label for one in found.voorlopers] == ["Bewezen aanpak", "Valtraining"]
    parts = found.voorlopers[0].components
    assert found.voorlopers[0].score == pytest.approx(0.6 * parts["readiness"].value + 0.4 * parts["evidence"].value)
    only_fit = Weights.usual().changed({"readiness": 0, "evidence": 0})
    assert told(facts(GOAL, RUNS), weights=only_fit).total == 1


def test_pages_of_an_answer_are_parts_of_the_whole() -> None:
    made = facts(GOAL, *(initiative(f"i{n}", f"Valtraining {word}", themes=(FALLS,)) for n, word in enumerate("abcde")))
    prepared, asked = Prepared(made), Asked(iri("region", "a"))
    whole = voorlopers(prepared, asked).found
    parts = [voorlopers(prepared, replace(asked, limit=2, skip=skip)).found for skip in (0, 2, 4, 6)]
    assert [one.initiative for part in parts for one in part] == [one.initiative for one in whole]
    second = told(made, region=iri("region", "a"), limit=2, skip=2)
    assert (second.page, second.pages, second.total) == (2, 3, 5)
    assert [one.rank for one in second.voorlopers] == [3, 4]


def region(key: str, label: str, *parents: str) -> Region:
    return Region(iri("region", key), label, (label,), frozenset(), tuple(iri("region", one) for one in parents))


def test_a_name_that_no_plan_covers_stands_for_what_holds_all_that_are_called_so() -> None:
    made = facts(
        goal("g", "Doel", "stad"),
        goal("h", "Ander doel", "west"),
        initiative("i", "Valtraining", "elders"),
    )
    names = {
        one.iri: one
        for one in (
            region("gemeente-veen", "Veen"),
            region("stad", "Veen Stad", "midden"),
            region("west", "Veen-West", "midden"),
            region("midden", "Midden"),
            region("west-noord", "West Noord"),
            region("elders", "Elders"),
        )
    }
    plans = {
        key: replace(plan, regions=(iri("region", "midden"),)) for key, plan in made.plans.items() if key.endswith("/a")
    }
    made = replace(made, regions=names, plans=plans)
    found = meant(made, iri("region", "gemeente-veen"))
    assert found.region == iri("region", "midden")
    assert found.alike == (iri("region", "stad"), iri("region", "west"))
    assert meant(made, iri("region", "stad")).region == iri("region", "stad")
    assert meant(made, iri("region", "west-noord")).region == iri("region", "west-noord")
    shown = told(made, region=iri("region", "gemeente-veen"))
    assert shown.region is not None and shown.region.label_nl == "Veen"
    assert shown.instead is not None and shown.instead.label_nl == "Midden"
    assert shown.state_nl.startswith("Van Veen is geen plan gelezen")
    assert [one.label for one in shown.voorlopers] == ["Valtraining"]


def test_choices_group_what_lies_in_a_region_under_it() -> None:
    made = facts(GOAL, RUNS)
    inside = region("dorp", "Dorp", "a")
    made = replace(made, regions={**made.regions, inside.iri: inside, iri("region", "ver"): region("ver", "Ver weg")})
    groups = choices.regions(made, "Regio's", "Binnen {region}", "ver")
    assert groups["Binnen Regio a"] == [("dorp", "Dorp")]
    assert groups["Regio's"][-1] == ("ver", "Ver weg")
    assert choices.themes(made, "nl") == [
        ("jeugd", "Jeugd"),
        ("ouderen", "Ouderen"),
        ("valpreventie", "– Valpreventie"),
    ]
    assert ("ouderen", "Older people") in choices.themes(made, "en") and OLD in made.broader


PATH = "/voorlopers?region=brinkland&theme=ouderen"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_page_shows_what_the_json_says(example_client: httpx.Client, language: str) -> None:
    made = example_client.get(PATH).json()
    page = example_client.get(f"{PATH}&format=html&lang={language}").text
    at = -1
    for one in made["voorlopers"]:
        card = page.index(f"{one['rank']}. ", at + 1)
        assert card > at
        at = card
        score = f"{one['score']:.2f}"
        assert (score if language == "en" else score.replace(".", ",")) in page
        assert f"?at={one['quotes'][0]['start']}#c{one['quotes'][0]['start']}" in page
        assert all(contact["name"] in page for contact in one["call"][:4])
    assert made["voorlopers"] and "/voorlopers.csv?region=brinkland" in page
    table = list(csv.reader(io.StringIO(example_client.get(PATH.replace("?", ".csv?")).text)))
    assert len(table) == 1 + len(made["voorlopers"]) + len(made["not_yet"])


def test_weights_stay_in_the_address_and_can_be_let_go(example_client: httpx.Client) -> None:
    page = example_client.get(f"{PATH}&weight.fit=1&weight.readiness=0&format=html&lang=en").text
    assert 'name="weight.fit" value="1"' in page  # goes along when the region is changed
    assert "(changed)" in page and "Back to the usual weights" in page


@pytest.mark.parametrize(
    ("path", "told_of"),
    [
        ("/voorlopers", "Find voorlopers"),
        ("/voorlopers?region=&theme=&about=&limit=20", "Find voorlopers"),
        ("/voorlopers?region=brinkland&about=ruimtevaart", "No voorloper found"),
        ("/voorlopers?region=brinkland&about=%3Cscript%3Ealert(1)%3C/script%3E", "&lt;script&gt;alert(1)"),
    ],
)
def test_without_a_find_the_page_says_what_to_do(example_client: httpx.Client, path: str, told_of: str) -> None:
    answered = example_client.get(path, headers={"Accept": "text/html", "Accept-Language": "en"})
    assert answered.status_code == 200
    assert told_of in answered.text and "<script>alert" not in answered.text
