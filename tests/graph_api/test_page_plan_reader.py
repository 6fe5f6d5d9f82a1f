"""The plan reader: the whole text as text, each fact on its words, places, kinds, search, and plans that mean harm."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st
from reader_plans import FACTS, HOSTILE, Article, client_of, made_store, page, places

from graph_api.store import EmbeddedStore


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    return client_of(made_store(tmp_path_factory.mktemp("hostile") / "store", HOSTILE, FACTS))


@pytest.fixture(scope="module")
def examples(example_store: EmbeddedStore) -> Iterator[TestClient]:
    with client_of(example_store) as client:
        yield client


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_example_is_read_whole_with_the_facts_of_its_json(examples: TestClient, language: str) -> None:
    for plan in examples.get("/plans").json():
        address = f"/plans/{plan['key']}"
        answer = examples.get(address).json()
        assert answer["outlined"] and answer["misplaced"] == 0
        assert sum(answer["counts"].values()) == plan["facts"]
        for part in range(1, answer["parts"] + 1):
            of_part = examples.get(f"{address}?part={part}").json()
            article = Article(page(examples, f"{address}?part={part}", language))
            assert len(article.ids) == len(set(article.ids))
            shown = re.sub(r"\s", "", article.words)
            for block in of_part["blocks"]:
                cells = [cell for row in block["rows"] or [] for cell in row["cells"]]
                for span in cells or block["spans"]:
                    assert re.sub(r"\s", "", span["text"]).replace("&amp;", "&") in shown
            assert len(page(examples, f"{address}?part={part}", language)) < 300_000


def test_each_fact_is_marked_with_its_words_and_leads_to_its_thing(hostile: TestClient) -> None:
    text = page(hostile, "/plans/p")
    article = Article(text)
    assert article.facts["Thema: theme t1"] == "vallen"
    assert article.facts["Doel: goal g1"] == "**Minder** ⟨RIGHT-TO-LEFT OVERRIDE⟩keer om"
    assert article.facts["Organisatie: organisation o1"] == "GGD <b>Veenrand</b>"
    assert "/id/goal/g1" in article.links and "/id/region/r1" in article.links
    assert re.search(r'<a class="fact__more fact--initiative" href="/id/initiative/i1"', text), "the theme lies over it"
    for kind in ("goal", "initiative", "region", "organisation", "voorloper", "theme"):
        assert f'class="fact fact--{kind}"' in text


def test_what_a_plan_says_is_text_and_nothing_else(hostile: TestClient) -> None:
    text = page(hostile, "/plans/p")
    article = Article(text)
    assert "<script>alert" not in text and "<img" not in text.partition("<main")[2]
    assert not article.tags & {"script", "img", "iframe", "style", "form"}
    assert "<script>alert(1)</script>" in article.words and "<img src=x onerror=alert(2)>" in article.words
    assert "lang" * 500 in article.words
    assert "\u202e" not in article.words and "RIGHT-TO-LEFT OVERRIDE" in article.words
    assert all("<bdi>" in line for line in text.splitlines() if "\u202e" in line), "it turns nothing outside its words"
    assert "Plan &lt;b&gt;P&lt;/b&gt;" in text
    cells = next(row for row in csv.reader(io.StringIO(hostile.get("/plans/p.csv").text)) if row[0] == "voorloper")
    assert cells[2] == "'=cmd|' /C calc'!A0"


def test_the_csv_has_the_facts_of_the_whole_plan_at_their_places(hostile: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(hostile.get("/plans/p.csv").text)))
    assert len(rows) == len(FACTS)
    assert all(HOSTILE[int(row["start"]) : int(row["end"])] == row["words"].removeprefix("'") for row in rows)
    only = list(csv.DictReader(io.StringIO(hostile.get("/plans/p.csv?kind=goal&kind=theme").text)))
    assert {row["kind"] for row in only} == {"goal", "theme"}


def test_an_address_with_a_place_marks_the_words_there_once(hostile: TestClient) -> None:
    start = HOSTILE.index("GGD")
    text = page(hostile, f"/plans/p?at={start}")
    article = Article(text)
    assert article.marked == "GGD <b>Veenrand</b>"
    assert article.ids.count(f"c{start}") == 1
    assert hostile.get(f"/plans/p?at={start}").json()["at"]["text"] == "GGD <b>Veenrand</b>"
    for at in (*range(HOSTILE.index("langlang") + 3), len(HOSTILE) - 1):
        ids = Article(page(hostile, f"/plans/p?at={at}")).ids
        assert ids.count(f"c{at}") == 1, HOSTILE[at : at + 20]
        assert len(ids) == len(set(ids))


def test_kinds_are_switched_by_the_address_alone(hostile: TestClient) -> None:
    text = page(hostile, "/plans/p?kind=&kind=goal&q=&page=1")
    article = Article(text)
    assert set(re.findall(r'<mark class="fact fact--(\w+)"', text)) == {"goal"}
    assert list(article.facts) == ["Doel: goal g1"]
    assert re.findall(r'value="(\w+)" checked', text) == ["goal"]
    assert Article(page(hostile, "/plans/p?kind=")).facts == {}
    answer = hostile.get("/plans/p?kind=nothing")
    assert answer.status_code == 400 and "no kind 'nothing'" in answer.json()["detail"]


def test_searching_lists_places_that_lead_into_the_text(hostile: TestClient) -> None:
    answer = hostile.get("/plans/p?q=VEENRAND").json()
    assert answer["hits_total"] == 2 and answer["blocks"] == []
    text = page(hostile, "/plans/p?q=VEENRAND")
    links = re.findall(r'href="(/plans/p\?q=VEENRAND&amp;at=(\d+)#c\d+)"', text)
    assert [int(at) for _, at in links] == [hit["start"] for hit in answer["hits"]]
    assert all(HOSTILE[hit["start"] : hit["end"]] == "Veenrand" for hit in answer["hits"])
    there = page(hostile, links[0][0].replace("&amp;", "&"))
    assert '<mark class="hit">Veenrand</mark>' in there
    assert "<img src=x" in answer["hits"][0]["before"] and "<b>" not in answer["hits"][1]["before"]


@pytest.mark.parametrize(("language", "said"), [("nl", "in de tekst van dit plan"), ("en", "in the text of this plan")])
def test_words_that_are_not_there_are_said_not_to_be_there(hostile: TestClient, language: str, said: str) -> None:
    text = page(hostile, "/plans/p?q=%3Cb%3Ezeppelin", language)
    assert said in text and "‘&lt;b&gt;zeppelin’" in text
    assert f'lang="{language}"' in text
    assert hostile.get("/plans/p?q=zeppelin").json()["hits_total"] == 0


def test_a_plan_of_which_no_outline_was_kept_is_shown_by_blank_lines(tmp_path: Path) -> None:
    more = "<section/s> a rg:Section ; rg:inPlan <plan/p> ; rg:level 1 ; oa:start 0 .\n"
    text = "Regioplan\nWij doen iets.\n\nMet Valfit in\nVeenrand.\n"
    store = made_store(tmp_path / "store", text, places(text, ("initiative", "i", "Valfit")), outlined=False, more=more)
    client = client_of(store)
    answer = client.get("/plans/p").json()
    assert not answer["outlined"]
    assert [(block["kind"], block["spans"][0]["text"]) for block in answer["blocks"]] == [
        ("heading", "Regioplan"),
        ("paragraph", "Wij doen iets."),
        ("paragraph", "Met Valfit in\nVeenrand."),
    ]
    shown = page(client, "/plans/p")
    assert "indeling niet bewaard" in shown and Article(shown).facts == {"Initiatief: initiative i": "Valfit"}


def test_evidence_that_does_not_stand_at_its_place_is_counted_and_not_marked(tmp_path: Path) -> None:
    more = (
        '<goal/g> a rg:Goal ; rg:statement "Iets"@nl ; rg:evidence <evidence/x> .\n<evidence/x> a rg:Evidence ; '
        'oa:hasSource <plan/p> ; oa:exact "elders" ; oa:start 0 ; oa:end 6 .\n'
    )
    client = client_of(made_store(tmp_path / "store", "Hier staat iets.\n", [], more=more))
    assert client.get("/plans/p").json()["misplaced"] == 1
    shown = page(client, "/plans/p")
    assert "1 bewijsplaatsen" in shown and Article(shown).facts == {}


def test_pages_of_the_source_are_told_and_lead_to_the_file(tmp_path: Path) -> None:
    text = "Eerste bladzijde van het plan.\n\fTweede bladzijde van het plan.\n"
    more = "<plan/p> dcterms:source <https://example.org/plan.pdf> .\n"
    client = client_of(made_store(tmp_path / "store", text, [], more=more))
    assert [block["page"] for block in client.get("/plans/p").json()["blocks"]] == [1, 2]
    assert 'href="https://example.org/plan.pdf#page=2">p. 2</a>' in page(client, "/plans/p")
    assert client.get("/plans/p?q=tweede").json()["hits"][0]["page"] == 2


def test_ten_thousand_facts_in_one_paragraph_do_no_harm(tmp_path: Path) -> None:
    text = "woord " * 2000
    placed = [("goal", str(n), n % 1000, n % 1000 + 3 + n % 50) for n in range(10_000)]
    client = client_of(made_store(tmp_path / "store", text, placed))
    parts = client.get("/plans/p").json()["parts"]
    for part in {1, 2, parts // 2, parts}:
        shown = page(client, f"/plans/p?part={part}")
        assert len(shown) < 300_000
    assert len(client.get("/plans/p.csv").text.splitlines()) == 10_001


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text("abcD 1.#-*|\t<>/&;\"'é\u202e\x01", max_size=40), min_size=1, max_size=12), st.data())
def test_whatever_a_plan_says_its_page_has_each_word_once_and_escaped(lines: list[str], data: st.DataObject) -> None:
    text = "Plan\n" + "\n".join(lines)
    start = st.integers(0, len(text) - 1)
    kinds = st.sampled_from(["goal", "initiative", "organisation"])
    drawn = data.draw(st.lists(st.tuples(kinds, start, st.integers(1, 30)), max_size=6))
    placed = [(kind, str(n), at, min(at + length, len(text))) for n, (kind, at, length) in enumerate(drawn)]
    with TemporaryDirectory() as folder:
        client = client_of(made_store(Path(folder), text, placed))
        blocks = client.get("/plans/p").json()["blocks"]
        shown = page(client, "/plans/p")
    article = Article(shown)
    pieces = [piece for block in blocks for piece in _pieces(block)]
    assert _bare(article.words) == _bare("".join(piece["text"] for piece in pieces))
    for at, sign in enumerate(text):
        assert not sign.isalnum() or any(piece["start"] <= at < piece["end"] for piece in pieces)
    inside = {
        "article",
        "bdi",
        "mark",
        "a",
        "span",
        "p",
        "ul",
        "li",
        "b",
        "br",
        "sup",
        "abbr",
        "details",
        "summary",
        "div",
    }
    assert article.tags <= inside | {
        "table",
        "tr",
        "td",
        "th",
        "caption",
        "blockquote",
        *(f"h{n}" for n in range(2, 7)),
    }


def _pieces(block: dict[str, Any]) -> list[dict[str, Any]]:
    if block["rows"]:
        return [cell for row in block["rows"] for cell in row["cells"]]
    return [*([block["marker"]] if block["marker"] else []), *block["spans"]]


def _bare(words: str) -> str:
    """Without blanks; signs that are shown by their names are written so."""
    for sign, name in (("\u202e", "RIGHT-TO-LEFT OVERRIDE"), ("\x01", "U+0001")):
        words = words.replace(sign, f"⟨{name}⟩")
    return re.sub(r"\s|⟩, |⟩⟨", "", words).replace("⟨", "").replace("⟩", "").replace(",", "")
