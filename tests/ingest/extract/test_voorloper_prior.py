"""Given the words around an initiative's name, how likely a voorloper it is before anything is fitted."""

from __future__ import annotations

import pytest

from ingest.extract.initiative_names import candidates
from ingest.extract.standing import standing_features
from ingest.extract.voorloper_prior import prior, voorloper_features
from ingest.language import annotate
from ingest.outline import make_outline
from ingest.read.source import SourceText

NAME = "Zilveren Draad"


def told(text: str) -> float:
    """The prior of what is named in a text."""
    annotated = annotate(make_outline(SourceText.of(text)))
    mentions = [c for unit in annotated.units for c in candidates(unit) if c.name == NAME]
    return prior(standing_features(mentions, annotated))


def fired(name: str, text: str) -> set[str]:
    """The features that what is said of a name in a text has."""
    annotated = annotate(make_outline(SourceText.of(text)))
    mentions = [c for unit in annotated.units for c in candidates(unit) if c.name == name]
    return {feature for feature, value in standing_features(mentions, annotated).items() if value}


@pytest.mark.parametrize(
    ("text", "likelier"),
    [
        ("Een goed voorbeeld is ‘Zilveren Draad’ in Oostermeer.\n", True),
        ("We schalen ‘Zilveren Draad’ op naar alle dorpen.\n", True),
        ("We bouwen voort op ‘Zilveren Draad’.\n", True),
        ("Denk aan ‘Zilveren Draad’ in Oostermeer.\n", True),
        ("Proeftuin ‘Zilveren Draad’ van de drie dorpen.\n", True),
        ("We ontwikkelen een nieuw ‘Zilveren Draad’.\n", False),
        ("We sluiten aan bij ‘Zilveren Draad’.\n", False),
    ],
)
def test_the_words_around_a_name_make_a_voorloper_likelier_or_less_likely(text: str, likelier: bool) -> None:
    assert (told(text) > told("De gemeente kent ‘Zilveren Draad’.\n")) is likelier


def test_an_example_of_what_the_plan_joins_is_not_yet_one_to_take_over() -> None:
    example = told("In Oostermeer werkt het, zoals ‘Zilveren Draad’ laat zien.\n")
    assert told("We sluiten aan op wat er in Oostermeer is, zoals ‘Zilveren Draad’ laat zien.\n") < example


def test_what_a_plan_uses_of_what_is_there_is_an_example_of_what_others_can_take_over() -> None:
    joined = told("We sluiten aan op wat er al is, zoals ‘Zilveren Draad’ laat zien.\n")
    assert told("We maken gebruik van wat er al is, zoals ‘Zilveren Draad’ laat zien.\n") > joined + 0.5


def test_a_name_that_ends_in_a_municipality_says_where_it_runs() -> None:
    assert "elsewhere" in fired("Zorgwinkel Zwolle", "Denk aan ‘Zorgwinkel Zwolle’ of zoiets.\n")
    assert "elsewhere" in fired("Zorgwinkel Den Helder", "Denk aan ‘Zorgwinkel Den Helder’ of zoiets.\n")
    assert "elsewhere" in fired("Zorgwinkel Aa en Hunze", "Denk aan ‘Zorgwinkel Aa en Hunze’ of zoiets.\n")
    assert "elsewhere" not in fired("Zorgzame Buren", "Denk aan ‘Zorgzame Buren’ of zoiets.\n")
    assert "elsewhere" not in fired("Zorgwinkel Zeester", "Denk aan ‘Zorgwinkel Zeester’ of zoiets.\n")


def test_a_noun_that_is_no_name_is_less_of_an_example() -> None:
    said = {"before:such_as": 1.0}
    assert prior(said) < prior(said | {"named": 1.0})


def test_an_example_that_runs_somewhere_else_counts_for_more() -> None:
    assert told("Zoals ‘Zilveren Draad’ in Oostermeer.\n") > told("Zoals ‘Zilveren Draad’ in het voorjaar.\n")


def test_what_is_made_for_the_occasion_is_hardly_one() -> None:
    example = {"ahead:such_as": 1.0}
    assert prior(example | {"group:meeting": 1.0}) < prior(example)
    assert prior(example | {"name:regional": 1.0}) < prior(example)


def test_of_what_says_the_same_only_the_strongest_counts() -> None:
    close = {"close:pilot": 1.0}
    assert prior(close | {"near:pilot": 1.0}) == prior(close)


def test_the_prior_stands_beside_the_features_that_it_is_made_of() -> None:
    row = voorloper_features({"close:spread": 1.0})
    assert row["close:spread"] == 1.0
    assert row["prior"] == prior({"close:spread": 1.0})
