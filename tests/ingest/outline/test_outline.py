"""Given a snippet of plan, this outline."""

from __future__ import annotations

from ingest.outline import Block, Outline, make_outline
from ingest.read.source import SourceText


def outline(text: str) -> Outline:
    return make_outline(SourceText.of(text))


LONG = "Iedereen kent zijn buren en helpt ze waar dat kan, van de eerste verhuisdoos tot de laatste wandeling naar de haven en terug."


def block(text: str, words: str) -> Block:
    return next(b for b in outline(text).blocks if words in b.text)


def test_a_list_below_a_heading_of_goals_has_the_role_of_goals() -> None:
    text = "## Valpreventie\n\n### Doelstelling\n\n- Ouderen staan steviger.\n- Minder breuken.\n\n### Aanpak\n\n- We starten een cursus.\n"
    assert block(text, "steviger").role == "goals"
    assert block(text, "cursus").role == "approach"


def test_a_further_heading_without_mark_ends_the_role_of_goals() -> None:
    text = "2a Samen thuis\n\nDoel:\n\n- Ouderen wonen langer prettig thuis in hun eigen wijk.\n\nBij wie ligt dit\n\n- De gemeente stelt een woonvisie op, samen met de corporaties.\n"
    assert block(text, "prettig").role == "goals"
    assert block(text, "woonvisie").role is None


def test_a_numbered_heading_below_goals_keeps_the_role() -> None:
    text = "Doelen\n\n1 Toegankelijke huisartsenzorg\n\nIedere inwoner heeft binnen een week plek bij een huisarts in de buurt.\n"
    assert block(text, "binnen een week").role == "goals"


def test_a_label_at_the_start_gives_its_role_and_is_no_part_of_the_text() -> None:
    found = block("Doelstelling: elke wijk heeft een huiskamer waar ouderen elkaar treffen.\n", "huiskamer")
    assert found.role == "goals"
    assert found.text.startswith("elke wijk")


def test_a_numbered_label_gives_the_role_of_its_kind() -> None:
    assert block("## Vervoer\n\n- Bouwblok 2: elke kern heeft een halte.\n", "halte").role == "family_goal"
    assert block("## Vervoer\n\n- Fase 1: de halte bij het plein verhuist.\n", "halte").role == "process"


def test_a_sentence_that_starts_with_a_numbered_word_is_left_whole() -> None:
    assert block("## Vervoer\n\n- Fase 2 loopt tot en met het einde van de proef.\n", "loopt").text.startswith("Fase 2")


def test_a_remark_behind_a_heading_does_not_hide_what_it_says() -> None:
    text = "Doelen:\n\n- minder lange ritten\n\nKnelpunten en risico's? (zie voor de oorzaken het werkboek van de tafel)\n\n- te weinig bussen\n"
    assert block(text, "te weinig").role == "bottlenecks"


def test_an_ambition_told_in_parts_goes_on_below_their_headings() -> None:
    first = "Samen waar het lukt\n\nBuren kennen elkaar en letten een beetje op elkaars huis en tuin.\n"
    second = "Alleen als het moet\n\nDe dokter komt pas als een gesprek met de wijkzuster niet helpt.\n"
    third = "Dat vraagt geduld van iedereen.\n"
    text = f"Ambitie\n\n{first}\n{second}\n{third}\nAanpak\n\nWe bellen alle straten af.\n"
    assert block(text, "wijkzuster").role == "ambition"
    assert block(text, "straten").role == "approach"


def test_a_heading_ends_what_was_said_of_the_target_group() -> None:
    text = f"Doelgroep\n\nAlle bewoners van de kust en hun naasten.\n\nBuren voor buren\n\n{LONG}\n"
    assert block(text, LONG).role is None


def test_an_article_does_not_hide_the_role_of_a_heading() -> None:
    assert block("De ambitie\n\nNiemand wacht langer dan een week op hulp.\n", "Niemand").role == "ambition"


def test_an_entry_that_announces_others_gives_them_its_role() -> None:
    text = "### Doelen\n\n- Doelgroep:\n- alle bewoners van de kust\n- Doelstelling:\n- niemand wacht langer dan een week\n"
    assert block(text, "bewoners").role == "target_group"
    assert block(text, "niemand").role == "goals"


def test_an_entry_announces_what_is_indented_below_it_and_no_further() -> None:
    text = "## Vervoer\n\n- Partners:\n    - dorpsraad en busbedrijf\n- een nieuwe halte bij de haven\n"
    assert block(text, "dorpsraad").lead_in == "Partners:"
    assert block(text, "halte").lead_in == ""


def test_cells_stand_below_the_heads_of_their_columns() -> None:
    text = "Naam initiatief\tBetrokken partijen\tDoel\nHuis van de Dag\tStichting De Brug\tMinder eenzaamheid\n"
    cells = outline(text).blocks
    assert [(c.role, c.text) for c in cells] == [
        ("initiative_name", "Huis van de Dag"), ("parties", "Stichting De Brug"), ("purpose", "Minder eenzaamheid"),
    ]  # fmt: skip


def test_entries_of_an_html_list_in_a_cell_are_blocks_of_their_own() -> None:
    text = "Doel\tPartners\n<ul><li>Minder vallen</li><li>Sneller herstel</li></ul>\tGGD\n"
    assert [b.text for b in outline(text).blocks if b.role == "goals"] == ["Minder vallen", "Sneller herstel"]


def test_a_sentence_that_a_page_break_cut_is_one_paragraph_with_two_spans() -> None:
    text = "De huisartsen en de wijkverpleging werken samen aan een plan voor iedere oudere die thuis\n\n14\n\nwil blijven wonen in de eigen buurt.\n"
    found = block(text, "thuis wil blijven wonen")
    spans = found.passage.spans()
    assert [text[s.start : s.end].split()[0] for s in spans] == ["De", "wil"]


def test_a_numbered_goal_holds_what_stands_below_it() -> None:
    text = "# Coalitie Jeugd\n\n## Doel 1: Kansen\n\nAlle kinderen doen mee.\n\n### Aanpak\n\n- Een sportpas.\n\n## Doel 2: Rust\n\nKinderen slapen goed.\n"
    section = block(text, "sportpas").section
    assert [s.name for s in section.ancestors()][:3] == ["Aanpak", "Doel 1: Kansen", "Coalitie Jeugd"]
    assert block(text, "slapen").section.name == "Doel 2: Rust"


def test_a_counter_on_its_own_line_is_joined_to_its_title() -> None:
    text = "# Ouderen\n\n2c\n\n## Langer thuis\n\nOuderen wonen thuis.\n"
    section = next(s for s in outline(text).sections if "Langer thuis" in s.name)
    assert section.name == "2c Langer thuis"
    assert section.code == "2c"


def test_navigation_that_every_page_repeats_is_furniture() -> None:
    page = "Home\nOverzicht\nThema's en doelen\n\n{}\n\n"
    text = "".join(
        page.format(f"Op bladzijde {n} staat een zin over een ander onderwerp in de regio.") for n in "abcde"
    )
    found = outline(text)
    assert all("Home" not in b.text for b in found.blocks)
    assert len(found.furniture) == 15


def test_marks_and_entities_are_gone_and_a_hyphen_at_the_line_end_is_healed() -> None:
    assert (
        block("De **mantel-\nzorgers** &amp; buren helpen elkaar.", "helpen").text
        == "De mantelzorgers & buren helpen elkaar."
    )


def test_items_know_the_words_before_their_list() -> None:
    assert block("In 2027 willen we:\n\n- minder opnames\n- meer rust\n", "meer rust").lead_in == "In 2027 willen we:"


def test_plain_text_is_one_section_of_paragraphs() -> None:
    found = outline("Dit is een gewone zin zonder kop, over niets in het bijzonder en zonder einde")
    assert len(found.sections) == 1
    assert [b.kind for b in found.blocks] == ["fragment"]
