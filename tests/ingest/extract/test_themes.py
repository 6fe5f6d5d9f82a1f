"""Given headings, these themes: labels, aliases, parents, and what counts as one."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.extract.header import read_header
from ingest.extract.regions import find_regions
from ingest.extract.themes import Themes, candidates, features, find_themes, label_of, short_of
from ingest.language import annotate
from ingest.outline import make_outline
from ingest.read.source import SourceText
from ingest.trained.linear import Linear
from ingest.trained.models import Models

NEVER = Linear(-30.0, {})
GOALS_BELOW = Linear(-5.0, {"goals_below": 10.0})
NATIONAL = Linear(-3.0, {"own:share": 6.0})
MODELS = Models(
    **(dict.fromkeys(Models.__dataclass_fields__, NEVER) | {"themes": GOALS_BELOW, "national_of_theme": NATIONAL})
)


def themes(text: str) -> Themes:
    annotated = annotate(make_outline(SourceText.of(text)))
    regions = find_regions(annotated, read_header(annotated, Path("plan.txt")))
    return find_themes(annotated, regions, MODELS)


def row(text: str, label: str) -> dict[str, float]:
    annotated = annotate(make_outline(SourceText.of(text)))
    regions = find_regions(annotated, read_header(annotated, Path("plan.txt")))
    return features(next(t for t in candidates(annotated, regions) if t.label == label))


@pytest.mark.parametrize(
    ("full", "label"),
    [("Opgave 3: Jeugd in beeld", "Jeugd in beeld"), ("4. Wonen en zorg", "Wonen en zorg"), ("2b Sterke buurten", "Sterke buurten"), ("SAMEN OUDER", "Samen ouder")],
)  # fmt: skip
def test_labels_lose_counter_and_family_word(full: str, label: str) -> None:
    assert label_of(full) == label


@pytest.mark.parametrize(
    ("label", "short"),
    [("Gegevens delen: veilig en snel", "Gegevens delen"), ("Thema jonge ouders", "jonge ouders"), ("Sterke start (1/2)", "Sterke start"), ("Zorg", "Zorg")],
)  # fmt: skip
def test_what_is_added_to_a_label_is_no_part_of_what_makes_it_one_theme(label: str, short: str) -> None:
    assert short_of(label) == short


def test_a_heading_that_comes_back_with_an_addition_is_one_theme() -> None:
    part = "### Doel\n\n- Het gaat beter met iedereen in de buurt.\n\n"
    found = themes(f"## Gezonde buurten\n\n{part}## Gezonde buurten: groen en schoon\n\n{part}")
    assert [fact.label for fact in found.facts.values()] == ["Gezonde buurten"]
    assert len(found.sections) == 2


def test_a_theme_below_a_theme_has_it_as_parent() -> None:
    found = themes("# Ouderen\n\n## Valpreventie\n\n### Doel\n\n- Ouderen vallen minder.\n")
    assert found.facts["valpreventie"].parent == "ouderen"
    assert found.facts["valpreventie"].national == ("valpreventie",)


def test_headings_of_the_plan_itself_are_marked_as_such() -> None:
    assert row("## Samenhang tussen de delen\n\nTekst.\n", "Samenhang tussen de delen")["organising_first"] == 1.0
    assert row("## Jonge mantelzorgers\n\nTekst.\n", "Jonge mantelzorgers")["organising"] == 0.0
