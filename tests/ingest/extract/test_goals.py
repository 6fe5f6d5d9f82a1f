"""Given an outline and weights that are written out here, these goals."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.extract.goal_features import goal_rows
from ingest.extract.goal_priors import Side, by_lead, by_turns
from ingest.extract.goals import Sentence, find_goals, kind_of
from ingest.extract.header import read_header
from ingest.extract.regions import find_regions
from ingest.extract.themes import find_themes
from ingest.language import Annotated, Unit, annotate
from ingest.model import GoalFact, GoalKind
from ingest.outline import make_outline
from ingest.read.source import SourceText
from ingest.trained.linear import Linear
from ingest.trained.models import Models

NEVER = Linear(-30.0, {})
THEMES = Linear(-5.0, {"goals_below": 10.0})
GOALS = Linear(-5.0, {"role:goals": 10.0, "role:ambition": 10.0, "role:results": 10.0, "role:planning": 10.0})
NATIONAL = Linear(-3.0, {"own:share": 6.0, "theme:share": 6.0})
CHOSEN = {"themes": THEMES, "goals": GOALS, "national_of_theme": NATIONAL, "national_of_thing": NATIONAL}
MODELS = Models(**(dict.fromkeys(Models.__dataclass_fields__, NEVER) | CHOSEN))


def plan(text: str) -> Annotated:
    return annotate(make_outline(SourceText.of(text)))


def goals(text: str) -> list[GoalFact]:
    annotated = plan(text)
    regions = find_regions(annotated, read_header(annotated, Path("plan.txt")))
    return list(find_goals(annotated, regions, find_themes(annotated, regions, MODELS), MODELS).values())


def kind(text: str, words: str) -> GoalKind:
    return kind_of(Sentence(*unit_of(text, words), 1.0))


def unit_of(text: str, words: str) -> tuple[Unit, int]:
    return next((u, n) for u, n, _ in goal_rows(plan(text)) if words in u.text[slice(*u.sentences[n])])


def features(text: str, words: str) -> dict[str, float]:
    return next(row for u, n, row in goal_rows(plan(text)) if words in u.text[slice(*u.sentences[n])])


def test_a_goal_has_its_words_theme_and_evidence_as_in_the_source() -> None:
    text = "## Valpreventie\n\n### Doelstelling\n\n- 1) Ouderen staan steviger op hun benen.\n"
    (goal,) = goals(text)
    assert goal.statement == "Ouderen staan steviger op hun benen."
    assert goal.themes == ("valpreventie",)
    (piece,) = goal.evidence
    assert text[piece.span.start : piece.span.end] == "Ouderen staan steviger op hun benen."


def test_a_goal_that_comes_back_is_one_with_two_pieces_of_evidence() -> None:
    item = "### Doelstelling\n\n- Elke buurt heeft een eigen huiskamer.\n\n"
    (goal,) = goals(f"## Wonen\n\n{item}## Welzijn\n\n{item}")
    assert len(goal.evidence) == 2


def test_a_goal_that_comes_back_shorter_or_misspelt_is_still_one() -> None:
    long = "- Iedere buurt heeft een eigen huiskamer waar bewoners elkaar ontmoeten.\n"
    short = "- 1B IEDERE BUURT HEEFT EEN EIGEN HUISKAMER WAAR BEWONERS ELKAR ONTMOETEN\n"
    (goal,) = goals(f"## Wonen\n\n### Doelstelling\n\n{long}\n### Resultaten\n\n{short}")
    assert len(goal.evidence) == 2


def test_goals_that_fill_one_sentence_in_for_two_subjects_are_two() -> None:
    sentence = "- Eind 2026 heeft iedere gemeente een werkende aanpak voor {} met vaste afspraken.\n"
    text = "### Doelstelling\n\n" + sentence.format("valpreventie") + sentence.format("eenzaamheid")
    assert len(goals(text)) == 2


@pytest.mark.parametrize(
    ("sentence", "more_likely"),
    [
        ("Het doel van dit netwerk is dat niemand alleen staat.", True),
        ("Elke gemeente heeft een loket voor vervoer.", True),
        ("De haltes zijn opnieuw ingericht.", True),
        ("Dit is belangrijk omdat vervoer schaars is.", False),
        ("Denk aan de buurtbus, bijvoorbeeld.", False),
        ("Naar verwachting stijgt het aantal ouderen tot 2040.", False),
        ("We gaan de wensen inventariseren.", False),
        ("Eind 2026 is de proef geëvalueerd.", False),
        ("Hoe komt iedereen op tijd bij de dokter?", False),
        ("Verkennen hoe de belbus vaker kan rijden.", False),
        ("Inrichten van een meldpunt voor vervoer.", False),
        ("We realiseren ons dat vervoer aandacht vraagt.", False),
        ("Er is krapte onder chauffeurs.", False),
        ("De werkgroep vervoer komt in het voorjaar bijeen.", False),
        ("Daarvoor is een vaste halte handig.", False),
        ("Voor bewoners zonder rijbewijs.", False),
    ],
)
def test_turns_of_phrase_speak_for_or_against_a_goal(sentence: str, more_likely: bool) -> None:
    assert (by_turns(sentence, Side.OTHER) > 0) is more_likely


@pytest.mark.parametrize(
    ("lead", "likelier"),
    [("In 2027 willen we bereikt hebben:", True), ("Om de doelen te halen zijn dit de stappen:", False)],
)
def test_what_announces_a_list_says_whether_its_items_are_goals(lead: str, likelier: bool) -> None:
    unit, _ = unit_of(f"## Vervoer\n\n{lead}\n\n- Elke kern heeft een buurtbus.\n", "buurtbus")
    assert (by_lead(unit.block, Side.OTHER) > 0) is likelier


def test_what_we_do_is_a_goal_likelier_in_a_chapter_without_a_heading_of_goals() -> None:
    prose = "## Vervoer\n\nWe stellen de reis van de bewoner voorop.\n"
    planned = prose + "\n### Doelstelling\n\nElke kern heeft een buurtbus.\n"
    assert features(prose, "voorop")["prior"] > features(planned, "voorop")["prior"]


def test_what_we_change_and_see_to_is_a_goal_where_no_heading_says_so() -> None:
    plain = "Bewoners reizen met de bus."
    for sentence in ("Zo verkleinen we de afstand tot de halte.", "We zorgen ervoor dat de bus op tijd rijdt."):
        assert by_turns(sentence, Side.PROSE) > by_turns(plain, Side.PROSE)


def test_an_item_that_ends_the_sentence_before_the_list_is_likelier_a_goal() -> None:
    text = "## Vervoer\n\n### Doelstelling\n\nWe maken een dienstregeling die:\n\n- {} kern aandoet.\n"
    assert features(text.format("iedere"), "kern")["prior"] > features(text.format("Iedere"), "kern")["prior"]


def test_a_few_words_are_a_title_rather_than_a_goal() -> None:
    assert by_turns("Loopbaan en vitaliteit", Side.OTHER) < by_turns(
        "Loopbaan en vitaliteit van chauffeurs", Side.OTHER
    )


def test_what_an_initiative_in_a_table_is_for_is_no_goal_of_the_plan() -> None:
    table = "Project\tPartners\tDoel\nBuurtbus\tDorpsraad\tIedereen komt op tijd bij de huisarts\n"
    row = features(f"## Vervoer\n\n{table}", "Iedereen komt")
    assert row["role:purpose"] == 1.0


def test_words_of_a_heading_are_no_goal_wherever_they_stand() -> None:
    assert not goals("### Doelstelling\n\n- Knelpunten en kansen\n- Betrokken partijen\n")


def test_the_year_before_a_list_is_that_of_its_goals() -> None:
    text = "### Doelstelling\n\nIn 2027 is gereed:\n\n- Elke kern heeft een buurtbus.\n"
    assert next(goal.year for goal in goals(text) if "buurtbus" in goal.statement) == 2027


def test_steps_below_another_heading_are_no_goals() -> None:
    assert not goals("## Wonen\n\n### Aanpak\n\n- We maken een lijst van alle leegstaande panden in het dorp.\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("### Doelstelling\n\n- Ouderen vallen minder vaak.\n", GoalKind.OBJECTIVE),
        ("### Doelstelling\n\n- Ouderen vallen 10% minder vaak.\n", GoalKind.RESULT_AGREEMENT),
        ("### Doelstelling\n\n- Ouderen die vallen zijn binnen drie weken in beeld.\n", GoalKind.RESULT_AGREEMENT),
        ("### Ambitie\n\n- Ouderen vallen minder vaak.\n", GoalKind.AMBITION),
        ("### Resultaten\n\n- Ouderen vallen minder vaak.\n", GoalKind.OBJECTIVE),
        ("### Planning\n\nIn 2026:\n\n- Ouderen vallen minder vaak.\n", GoalKind.RESULT_AGREEMENT),
        ("### Gewenste situatie over vijf jaar\n\nOuderen vallen minder vaak.\n", GoalKind.AMBITION),
        ("## 2a Vallen\n\n### Gewenste situatie over vijf jaar\n\nOuderen vallen minder vaak.\n", GoalKind.OBJECTIVE),
        ("## Hier staan we voor\n\nOnze droom is dat Ouderen die vallen nooit alleen zijn.\n", GoalKind.AMBITION),
    ],
)  # fmt: skip
def test_kind(text: str, expected: GoalKind) -> None:
    assert kind(text, "Ouderen") == expected


def test_a_role_fades_below_headings_of_its_own() -> None:
    near = features("### Doelen\n\n- Ouderen wonen prettig.\n", "prettig")
    far = features("### Doelen\n\n#### De wijk\n\n- Ouderen wonen prettig.\n", "prettig")
    assert near["reach:0"] == 1.0
    assert far["reach:1"] == 1.0
