"""Given headings, labels and lead-ins of a plan, what is told below them."""

from __future__ import annotations

import pytest

from ingest.outline import Block, Outline, Section, make_outline
from ingest.outline.roles import role_of, role_of_lead
from ingest.read.source import SourceText

TEXT = "De boten varen vanaf het voorjaar ook op zondag, zodat iedereen aan de overkant kan komen, ook wie slecht loopt of niet goed ziet."


def outline(text: str) -> Outline:
    return make_outline(SourceText.of(text))


def block(text: str, words: str) -> Block:
    return next(b for b in outline(text).blocks if words in b.text)


def section(text: str, name: str) -> Section:
    return next(s for s in outline(text).sections if name in s.name)


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Waar lopen we nu nog tegenaan", "bottlenecks"),
        ("Wat is er nodig om dit vol te houden", "conditions"),
        ("Welke initiatieven lopen er langs de kust", "initiatives"),
        ("Hoe meten we of het lukt", "indicators"),
        ("Waarom nu", None),
        ("Belangrijkste knelpunten", "bottlenecks"),
        ("Globale planning", "planning"),
        ("Risico's & randvoorwaarden", "bottlenecks"),
        ("Aanpak en doelen", "goals"),
        ("Aanpak en strandpaviljoens", None),
        ("Belangrijkste opgaven", "goals"),
        ("Opgaven en afspraken", None),
        ("De belangrijkste opgaven & planning", None),
        ("Overzicht vuurtorens", None),
        ("Hoe willen we dat bereiken?", "approach"),
        ("Waarom willen we dit?", "context"),
        ("Wie betaalt de veerdienst?", None),
        ("Bereikbaarheid 24/7", None),
        ("Aanvulling op de situatieschets", "context"),
        ("Aanvulling op het regiobeeld van de kust", "context"),
        ("Huidige samenwerking", "parties"),
        ("Woordenlijst 2/3 (aanvulling)", "glossary"),
    ],
)
def test_a_heading_says_what_is_told_below_it(heading: str, role: str | None) -> None:
    assert role_of(heading) == role


@pytest.mark.parametrize(
    ("lead", "role"),
    [
        ("Op de eilanden zien wij de volgende hardnekkige knelpunten:", "bottlenecks"),
        ("Aan tafel zaten deze partijen:", "parties"),
        ("Wij werken volgens drie leidende principes:", "context"),
        ("De partijen hebben de volgende doelen gesteld:", "goals"),
        ("De partijen die varen kozen eerst hun haven:", None),
        ("Doelgroep:", "target_group"),
    ],
)
def test_a_list_is_of_what_the_sentence_above_it_announces(lead: str, role: str | None) -> None:
    assert role_of_lead(lead) == role


def test_contents_announce_nothing() -> None:
    text = "# Inhoudsopgave\n\n- Doelstelling: pagina 4\n- Knelpunten: pagina 9\n\n# Varen\n\nDoelstelling: iedereen kan mee.\n"
    assert block(text, "pagina 4").role == "front"
    assert block(text, "kan mee").role == "goals"


def test_a_step_labels_no_goal_and_a_bare_number_labels_nothing() -> None:
    text = f"# Varen\n\nStap 2: we tellen de boten in elke haven.\n\n{TEXT}\n\nFase 2 van het werk aan de kade begint in het voorjaar.\n"
    assert block(text, "tellen").role == "process"
    assert block(text, "kade").text.startswith("Fase 2")


def test_a_goal_whose_number_stands_above_it_is_one() -> None:
    text = f"Opgave 1: Varen\n\n{TEXT}\n\nDoel 1\n\nElke haven heeft een steiger waar ook een rolstoel over kan.\n"
    assert section(text, "Doel 1").family == "doel"
    assert block(text, "rolstoel").role == "family_goal"


def test_a_theme_may_stand_below_its_word_or_start_small() -> None:
    text = f"Thema\n\nVeilig varen\n\n{TEXT}\n\nThema schone havens\n\n{TEXT}\n\nThema van de avond was de wind.\n"
    found = [s.name for s in outline(text).sections if s.family == "thema"]
    assert found == ["Thema Veilig varen", "Thema schone havens"]


def test_a_code_on_its_own_line_makes_its_title_a_coded_heading() -> None:
    found = section(f"1a Veren\n\n{TEXT}\n\n1b\n\nStille motoren\n\n{TEXT}\n", "Stille motoren")
    assert (found.kind, found.code) == ("coded", "1b")


def test_remarks_and_references_are_no_headings() -> None:
    text = (
        f"Aanpak\n\n{TEXT}\n\nZie ook de kaart van de kust\n\n- De boeien liggen er al.\n\nNader te bepalen\n\n{TEXT}\n"
    )
    assert [s.name for s in outline(text).sections if s.title] == ["Aanpak"]


def test_a_date_closes_nothing_of_what_is_planned() -> None:
    text = f"3a Stille motoren\n\nPlanning\n\n{TEXT}\n\nRealisatie in 2031\n\n- De laatste motor is stil.\n\nRandvoorwaarden\n\n- Er is geld.\n"
    assert block(text, "laatste motor").role == "planning"
    above = section(text, "Randvoorwaarden").parent
    assert above is not None
    assert above.code == "3a"


def test_an_ambition_goes_on_below_headings_without_mark() -> None:
    text = f"Ambitie\n\n{TEXT}\n\nOp het water\n\nNiemand verdrinkt nog in onze havens.\n\n{TEXT}\n\nAanpak\n\n- We oefenen elke maand.\n"
    assert block(text, "verdrinkt").role == "ambition"


def test_what_comes_after_steps_is_not_told_under_them() -> None:
    text = f"Thema Varen\n\nProces\n\nStap 1 | Tellen\n\n{TEXT}\n\nStap 2 | Doelen kiezen\n\n{TEXT}\n\nAmbitie\n\nElke haven is veilig.\n"
    assert section(text, "Stap 2").role == "process"
    above = section(text, "Ambitie").parent
    assert above is not None
    assert above.family == "thema"


def test_numbered_titles_below_a_heading_of_problems_stay_below_it() -> None:
    text = f"Thema Varen\n\n{TEXT}\n\nKnelpunten\n\n1. Te weinig stuurlui\n\n{TEXT}\n\n2. Te ondiep water\n\n{TEXT}\n"
    assert [s.effective_role for s in outline(text).sections if s.kind == "chapter"] == ["bottlenecks"] * 2


def test_the_short_half_of_a_sentence_is_joined_with_the_other() -> None:
    text = "# Varen\n\n- We oefenen vier keer per jaar met de\n\nreddingsboot van het eiland en de kustwacht.\n"
    assert block(text, "vier keer").text.endswith("kustwacht.")


def test_a_region_named_again_in_its_own_part_divides_nothing() -> None:
    part = "\n\n".join([TEXT] * 14)
    text = f"De regio Noordkust en de regio Zuidkust varen samen.\n\n{part}\n\nNoordkust\n\nHaven\n\n{part}\n\nNoordkust\n\n{part}\n\nZuidkust\n\n{part}\n"
    assert [s.name for s in outline(text).sections if s.kind == "region"] == ["Noordkust", "Zuidkust"]


def test_a_sentence_that_starts_with_a_word_that_asks_is_not_cut() -> None:
    text = f"# Varen\n\n{TEXT} In het volgende deel\nleest u\nhoe we dit gaan doen en\nwat er nodig is in de haven.\n"
    assert block(text, "leest u").text.endswith("in de haven.")


def test_actions_stand_beside_each_other_whatever_is_told_of_each() -> None:
    action = (
        "Maatregel {} | Halte {}\n\nDe halte verhuist naar het plein.\n\nPlanning\n\nDit jaar wordt er gegraven.\n\n"
    )
    text = "Thema Vervoer\n\nAanpak\n\n" + "".join(action.format(n, n) for n in (1, 2, 3))
    first, second, third = (section(text, f"Maatregel {n}") for n in (1, 2, 3))
    assert first.parent is not None
    assert first.parent.role == "approach"
    assert first.rank == second.rank == third.rank


def test_a_marked_heading_may_start_like_a_remark() -> None:
    assert (
        section("## Zie de reiziger\n\nWie reist heeft vragen over tijd en plaats.\n", "Zie de reiziger").kind != "plan"
    )


def test_a_line_of_running_text_that_joins_two_cues_is_not_cut() -> None:
    text = "## Vervoer\n\nWe rijden volgend jaar met alle\npartners en deelnemers\nvan het eiland naar de haven.\n"
    assert "deelnemers van het eiland" in " ".join(block(text, "eiland").text.split())


def test_a_sentence_that_only_starts_like_a_question_keeps_its_start() -> None:
    assert block("## Vervoer\n\nWaar partners elkaar vinden: op het plein.\n", "plein").text.startswith("Waar")


def test_a_range_is_no_label() -> None:
    assert block("## Vervoer\n\nFase 2-4 van de bouw loopt door tot de zomer.\n", "bouw").text.startswith("Fase 2-4")
