"""Given headings, these themes: labels, aliases, parents, and what counts as one."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.extract.header import read_header
from ingest.extract.regions import find_regions
from ingest.extract.theme_features import features
from ingest.extract.theme_titles import Titled, candidates, label_of, short_of
from ingest.extract.themes import Themes, find_themes, likelihoods
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


def candidates_of(text: str) -> list[Titled]:
    annotated = annotate(make_outline(SourceText.of(text)))
    return candidates(annotated, find_regions(annotated, read_header(annotated, Path("plan.txt"))))


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


DOES = "### Doel\n\n- Het gaat beter met iedereen in de buurt.\n\n"


def labels(text: str) -> list[str]:
    return [fact.label for fact in themes(text).facts.values()]


@pytest.mark.parametrize(
    "heading",
    ["Project 2: buurtmoestuinen", "Het is tijd voor iets anders", "factsheet-wonen.pdf", "Gemeente Zwolle", "Zie www.buurtzaam.nl"],
)  # fmt: skip
def test_projects_sentences_files_and_names_are_no_themes(heading: str) -> None:
    text = f"# Plan\n\nDe gemeente Zwolle doet mee.\n\n## {heading}\n\n{DOES}"
    assert heading not in [t.full for t in candidates_of(text)]


def test_what_a_list_of_terms_explains_is_no_theme() -> None:
    found = [
        t.label
        for t in candidates_of("## Begrippen in dit plan\n\n### Veerkracht\n\nTekst.\n\n## Jonge ouders\n\nTekst.\n")
    ]
    assert "Veerkracht" not in found
    assert "Jonge ouders" in found


def test_headings_that_differ_in_small_words_are_one_theme() -> None:
    assert len(labels(f"## Behoud van vakmensen\n\n{DOES}## Behoud vakmensen\n\n{DOES}")) == 1
    assert len(labels(f"## Sterke buurten\n\n{DOES}## Ruimte voor sterke buurten\n\n{DOES}")) == 1
    assert len(labels(f"## Sterke buurten\n\n{DOES}## Sterke scholen\n\n{DOES}")) == 2


def test_headings_with_other_codes_are_two_themes() -> None:
    found = labels(f"1a Sterke groene buurten\n\n{DOES}1b Sterke buurten\n\n{DOES}")
    assert found == ["Sterke groene buurten", "Sterke buurten"]


def test_a_row_of_numbered_headings_is_decided_together() -> None:
    text = "## Opgave 1: Wonen\n\n### Doel\n\n- Iedereen woont goed.\n\n## Opgave 2: Vervoer\n\n### Doel\n\n- De bus rijdt.\n\n## Opgave 3: Groen\n\nHier volgt tekst.\n\n"
    model = Linear(-5.0, {"goals_below": 15.0})
    annotated = annotate(make_outline(SourceText.of(text)))
    found = candidates(annotated, find_regions(annotated, read_header(annotated, Path("plan.txt"))))
    by_label = {t.label: p for t, p in likelihoods(found, model).items()}
    assert by_label["Groen"] > model.probability(features(next(t for t in found if t.label == "Groen")))
    assert by_label["Wonen"] > 0.5


def test_the_title_above_a_numbered_row_is_a_theme() -> None:
    text = f"## Overzicht\n\nVeilig opgroeien\n\n1a Sterke ouders\n\n{DOES}1b Sterke scholen\n\n{DOES}Gezond oud worden\n\n2a Sterke buurten\n\n{DOES}"
    assert "Gezond oud worden" in labels(text)
