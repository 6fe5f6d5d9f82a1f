"""A plan says the same whatever converter has set it."""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from settings_of_plans import SETTINGS, bold, broken_lines, no_blank_lines, page_breaks

from ingest.outline import make_outline
from ingest.read.source import SourceText

EXAMPLES = sorted((Path(__file__).parents[3] / "docs" / "examples" / "plans").glob("*.txt"))


class Roles:
    """What each word of a text is to say, by its offset; titles left out."""

    def __init__(self, text: str) -> None:
        blocks = make_outline(SourceText.of(text)).blocks
        self.spans = sorted((span.start, span.end, str(b.role)) for b in blocks for span in b.passage.spans())

    def at(self, offset: int) -> str:
        """The role at an offset; "lost" where nothing was read."""
        start, end, role = self.spans[max(bisect.bisect_right(self.spans, (offset + 1,)) - 1, 0)]
        return role if start <= offset < end else "lost"

    def kept_in(self, other: Roles) -> float:
        """The share of the text that says the same there, by every tenth character."""
        points = [(at, role) for start, end, role in self.spans for at in range(start, end, 10)]
        return sum(other.at(at) == role for at, role in points) / len(points)


def role(text: str, words: str) -> str:
    return Roles(text).at(text.index(words))


def texts(text: str) -> list[str]:
    return [block.text for block in make_outline(SourceText.of(text)).blocks]


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.__name__)
@pytest.mark.parametrize("plan", EXAMPLES, ids=lambda plan: plan.stem)
def test_an_example_says_the_same_in_another_setting(plan: Path, setting: Callable[[str], str]) -> None:
    text = plan.read_text(encoding="utf-8")
    assert len(setting(text)) == len(text), "else offsets cannot be compared"
    assert Roles(text).kept_in(Roles(setting(text))) >= SETTINGS[setting]


@pytest.mark.parametrize("setting", [broken_lines, page_breaks, no_blank_lines])
@pytest.mark.parametrize("plan", EXAMPLES, ids=lambda plan: plan.stem)
def test_paragraphs_of_an_example_stay_whole_in_another_setting(plan: Path, setting: Callable[[str], str]) -> None:
    text = plan.read_text(encoding="utf-8")
    paragraphs, after = texts(text), set(texts(setting(text)))
    assert sum(len(one) for one in paragraphs if one in after) >= 0.85 * sum(map(len, paragraphs))


def test_the_real_plans_say_the_same_in_other_settings(shared: Path) -> None:
    for plan in sorted((shared / "plans").glob("*.txt")):
        text = plan.read_text(encoding="utf-8")
        roles = Roles(text)
        for setting, least in SETTINGS.items():
            assert roles.kept_in(Roles(setting(text))) >= least, (plan.name, setting.__name__)


FILLING = "\n\n".join(f"In buurt {number} is het {'heel ' * (number % 9)}rustig." for number in range(30))
PROSE = f"""# Samen thuis

De gemeente en de huisartsen werken al jaren samen aan zorg dicht bij huis in buurten van Meerveld en Zuiderdam. Dat doen ze met de wijkzusters, die elke week langskomen, en met vrijwilligers.

Doelstelling

Iedere inwoner heeft in 2027 binnen een week een afspraak bij een praktijk in de buurt. Wie dat wil, krijgt hulp van een buur bij het maken van die afspraak.

Aanpak

De praktijken van Meerveld en Zuiderdam delen hun agenda, zodat niemand hoeft te zoeken waar er plaats is. Ook in het weekend kan dat straks met de telefoon.

{FILLING}
"""


def test_a_line_broken_before_a_name_goes_on() -> None:
    assert "\nMeerveld" in broken_lines(PROSE), "else it tests nothing"
    assert texts(broken_lines(PROSE)) == texts(PROSE)


FULL = "Buren en wijkzusters uit alle buurten van Meerveld kijken samen naar wie er hulp nodig heeft."
"""A line that is as wide as those of PROSE when they are broken, and ends its sentence."""


@pytest.mark.parametrize(
    ("lines", "words", "said"),
    [
        (f"{FULL}\nDoelstelling:\nMinder ritten in 2027.", "Minder ritten", "goals"),
        (f"{FULL}\n\fDoelstelling\n\nMinder ritten in 2027.", "Minder ritten", "goals"),
        (f"{FULL}\nResultaat: minder ritten in 2027.", "minder ritten", "results"),
        (f"{FULL}\nActielijn 2: minder ritten in 2027.", "minder ritten", "family_goal"),
    ],
)
def test_what_starts_anew_behind_a_full_line_does_not_go_on(lines: str, words: str, said: str) -> None:
    assert role(f"{broken_lines(PROSE)}\n# Samen rijden\n\n{lines}\n", words) == said


@pytest.mark.parametrize("below", ["\n\fSamen rijden\n", "\nDoelstelling\n", "\nResultaat: minder ritten.\n"])
def test_a_full_line_that_ends_its_sentence_stays_whole_above_what_starts_anew(below: str) -> None:
    assert FULL in texts(f"{broken_lines(PROSE)}\n# Samen rijden\n\n{FULL}{below}")


def test_a_full_line_goes_on_with_a_word_that_elsewhere_is_a_heading() -> None:
    line = "Buren en wijkzusters uit alle buurten van Meerveld kijken samen naar wie er helpt bij de"
    assert f"{line} aanpak." in texts(f"{broken_lines(PROSE)}\n# Samen rijden\n\n{line}\naanpak.\n")


@pytest.mark.parametrize("above", ["| Bus | Meerveld | " + "elke dag " * 8 + "| 2026 |", "## " + "Samen rijden " * 7])
def test_a_line_below_a_full_row_or_heading_is_a_paragraph(above: str) -> None:
    found = texts(f"{broken_lines(PROSE)}\n{above}\nDe bus rijdt elke dag door de buurt.\n")
    assert "De bus rijdt elke dag door de buurt." in found


def test_lines_that_their_writer_broke_stay_apart() -> None:
    visits = "\n".join(f"Straat van {name}\nNummer {number}\n" for number, name in enumerate("ABCDEFGHIJKL"))
    assert len(texts(f"Samen thuis in de buurt\n\n{visits}")) > 24


def test_without_blank_lines_each_line_is_a_paragraph_and_short_ones_are_headings() -> None:
    text = no_blank_lines(PROSE)
    assert "\n\n" not in text
    assert role(text, "Iedere inwoner") == "goals"
    assert role(text, "De praktijken") == "approach"
    assert texts(text) == texts(PROSE)


def test_without_blank_lines_a_line_in_lower_case_goes_on() -> None:
    assert "Het huis van de wijk gaat open." in texts(no_blank_lines(FILLING) + "\nHet huis van\nde wijk gaat open.\n")


def test_columns_without_blank_lines_are_joined() -> None:
    prose = " ".join(
        f"Wie in Buurt {n} woont kent Truus van {n + 40} en Mien van {n + 60} uit Zuid." for n in range(20)
    )
    assert texts(re.sub(r"(.{1,36}) ", r"\1\n", prose)) == [prose]


def test_a_few_lines_show_no_width() -> None:
    lines = ["De bus rijdt elke dag door de buurt.", "De tafel staat op woensdag in de hal."]
    assert texts("\n".join(lines)) == lines


def test_the_end_of_a_page_parts_paragraphs() -> None:
    assert (
        role("De wijkzuster komt elke week langs.\n\fDoelstelling\nIedereen kent haar in 2027.", "Iedereen") == "goals"
    )


def test_a_sentence_goes_on_over_the_end_of_a_page() -> None:
    first = "De wijkzuster komt elke week langs en kijkt samen met de mantelzorger wat er nodig is om"
    assert f"{first} thuis te blijven wonen." in texts(f"{first}\n\fthuis te blijven wonen.")


def test_a_sentence_that_goes_on_with_a_name_does_so_over_the_end_of_a_page() -> None:
    first = "De wijkzuster komt elke week langs, samen met de vrijwilligers van"
    assert f"{first} Stichting Zuid." in texts(f"{first}\n\fStichting Zuid.")
    assert "Stichting Zuid" in texts(f"{first}\n\f- Stichting Zuid\n- Stichting Noord")


GOALS = """Doelen en aanpak

Doel 1: Rust in huis

Ouderen slapen beter doordat iemand naar ze luistert.

Zo pakken we dat aan

De wijkzuster belt elke avond.

Doel 2: Beweging in de buurt

Ouderen komen elke dag buiten, alleen of met een maatje.
"""


def test_a_goal_s_numbered_title_without_mark_heads_what_stands_below_it() -> None:
    assert role(GOALS, "Ouderen slapen") == role(GOALS, "Ouderen komen") == "family_goal"
    assert role(GOALS, "De wijkzuster") == "approach"


def test_a_goal_s_title_may_stand_below_its_number() -> None:
    outline = make_outline(SourceText.of("Doelen\n\nDoel 1\n\nRust in huis\n\nOuderen slapen beter.\n"))
    assert "Doel 1 Rust in huis" in [section.name for section in outline.sections]


@pytest.mark.parametrize(
    "lines",
    [
        "Doel 1: rust in huis voor iedereen.\n\nOuderen slapen beter.",
        "Doel 1: Rust in huis\n\nDoel 2: Beweging in de buurt\n\nDat vraagt geduld.",
        "Er is meer nodig:\nDoel 1: Rust in huis\n\nOuderen slapen beter.",
        "Ouderen slapen beter.\n\nDoel 1: Rust in huis",
        "- Doel 1: Rust in huis\n\nOuderen slapen beter.",
        "Doel 1: Rust in huis voor iedereen die dat nodig heeft en die er zelf om vraagt\n\nOuderen slapen beter.",
    ],
)
def test_a_numbered_goal_that_is_a_sentence_stands_in_a_row_or_has_no_text_heads_nothing(lines: str) -> None:
    outline = make_outline(SourceText.of(f"Doelen\n\n{lines}\n"))
    assert not [section for section in outline.sections if section.name.startswith("Doel ")]


TOLD = "Dat doen ze al jaren, met hulp van mensen die zelf ook wel eens hulp nodig hadden, en het bevalt iedereen die eraan meedoet zeer goed."
CHAPTERS = f"""Samen sterk in de buurt

Buren kennen elkaar. {TOLD}

Slim met techniek

Voorlopers

Buurtbus Meerveld

De bus rijdt. {TOLD}

Praattafel Zuid

De tafel staat er. {TOLD}

Slim met techniek

Een knop belt. {TOLD}

Wat het scheelt

Minder ritten. {TOLD}
"""


@pytest.mark.parametrize("setting", [str, bold], ids=["plain", "bold"])
def test_what_each_example_has_and_a_long_example_end_no_chapter_of_examples(setting: Callable[[str], str]) -> None:
    names = ("Buurtbus Meerveld", "Praattafel Zuid", "Fietsmaatjes Noord")
    told = "\n\n".join(f"{name}\n\nDaar gaat het om. {TOLD}\n\nDe kern\n\nIedereen mag mee. {TOLD}" for name in names)
    long = "\n\n".join(f"Op dag {day} gaat de eettafel open. {TOLD}" for day in range(20))
    text = setting(f"Voorlopers\n\n{told}\n\nEettafel West\n\n{long}\n")
    assert {said for _, _, said in Roles(text).spans} == {"voorlopers"}


@pytest.mark.parametrize("setting", [str, bold], ids=["plain", "bold"])
def test_examples_end_at_a_title_that_the_plan_has_elsewhere(setting: Callable[[str], str]) -> None:
    text = setting(CHAPTERS)
    assert role(text, "De bus rijdt") == role(text, "De tafel staat") == "voorlopers"
    assert role(text, "Een knop belt") == role(text, "Minder ritten") == "None"


def test_bold_titles_are_examples_below_a_bold_heading_of_examples_beside_marked_ones() -> None:
    text = f"# Samen\n\n{bold(CHAPTERS)}\n# Wonen\n\nEr is plek. {TOLD}\n"
    assert role(text, "De bus rijdt") == role(text, "De tafel staat") == "voorlopers"
    assert role(text, "Een knop belt") == role(text, "Er is plek") == "None"


def test_a_line_in_bold_ends_no_marked_chapter_of_examples() -> None:
    text = f"# Samen\n\n**Op straat**\n\nDe bus stopt. {TOLD}\n\n## Voorlopers\n\nDe bus rijdt. {TOLD}\n\n**Op straat**\n\n"
    assert role(f"{text}De bus wacht. {TOLD}\n", "De bus wacht") == "voorlopers"


def test_a_tab_behind_a_bullet_or_number_makes_no_table() -> None:
    blocks = make_outline(SourceText.of("Lijst\n\n•\tde bus rijdt\n•\tde tafel staat\n\na.\tBus\t2026\n")).blocks
    assert [(block.kind, block.text) for block in blocks[:2]] == [("item", "de bus rijdt"), ("item", "de tafel staat")]
    assert {block.kind for block in blocks[2:]} == {"cell"}


def test_a_numbered_title_in_capitals_heads_the_list_below_it_and_a_label_does_not() -> None:
    assert role("Verslag\n\n- eerst dit\n\n17. PARTNERS\n\n- Zuiderzorg\n- Wijkhuis Noord\n", "Zuiderzorg") == "parties"
    parties = "Betrokken partijen\n\n1. HUISARTSEN\n2. GEMEENTEN\n3. IZA 2026\n\nZij doen mee.\n"
    assert role(parties, "GEMEENTEN") == role(parties, "IZA") == role(parties, "Zij doen") == "parties"
    text = "Doelen\n\n- meer tijd\n\n1. GGZ\n\n- meer rust\n\n2. HUISARTSEN EN SEH:\n\n- minder ritten\n"
    assert [section.name for section in make_outline(SourceText.of(text)).sections] == ["", "Doelen"]
