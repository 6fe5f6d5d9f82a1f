"""The pages of plans: the list, the reader, the report; each with the numbers of its JSON and CSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from reader_plans import Article, made_store, places

from graph_api.app import create_app
from graph_api.settings import Settings
from graph_api.store import EmbeddedStore
from graph_api.store.embedded import EmbeddedSnapshot

HTML = {"Accept": "text/html"}
HOSTILE = (
    "# Plan <script>alert(1)</script>\n\n"
    '## Doelen & "wensen"\n\n'
    "- **Minder** vallen\u202ekeer om\n"
    "- <img src=x onerror=alert(2)> in Veenrand\n\n"
    "Partij\tRol\nGGD <b>Veenrand</b>\t=cmd|' /C calc'!A0\n\n"
    f"{'lang' * 500} woord\n"
)
FACTS = places(
    HOSTILE,
    ("goal", "g1", "**Minder** vallen\u202ekeer om"),
    ("initiative", "i1", "vallen"),
    ("region", "r1", "Veenrand"),
    ("organisation", "o1", "GGD <b>Veenrand</b>"),
    ("voorloper", "v1", "=cmd|' /C calc'!A0"),
    ("theme", "t1", "vallen"),
)


def client_of(store: EmbeddedStore) -> TestClient:
    return TestClient(create_app(store, Settings()))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    return client_of(made_store(tmp_path_factory.mktemp("hostile") / "store", HOSTILE, FACTS))


@pytest.fixture(scope="module")
def examples(example_store: EmbeddedStore) -> Iterator[TestClient]:
    with client_of(example_store) as client:
        yield client


def page(client: TestClient, address: str, language: str = "nl") -> str:
    answer = client.get(address, headers=HTML | {"Accept-Language": language})
    assert answer.status_code == 200, answer.text[-500:]
    assert answer.headers["content-type"].startswith("text/html")
    text: str = answer.text
    return text


def test_the_list_has_the_numbers_of_its_json_and_csv(examples: TestClient) -> None:
    plans = examples.get("/plans").json()
    assert [sorted(plan) for plan in plans] == [sorted(plans[0])] * 3
    rows = {row["key"]: row for row in csv.DictReader(io.StringIO(examples.get("/plans.csv").text))}
    text = page(examples, "/plans")
    for plan in plans:
        assert int(rows[plan["key"]]["goals"]) == plan["counts"]["goals"]
        row = re.search(rf'<tr>\s*<th scope="row"><a href="/plans/{plan["key"]}".*?</tr>', text, re.DOTALL)
        assert row is not None
        shown = [int(number) for number in re.findall(r'<td class="number">(?:<a[^>]*>)?(\d+)', row[0])]
        assert shown == [plan["facts"], *plan["counts"].values(), plan["warnings"]]
        assert f'href="/graph/plan/{plan["key"]}.ttl"' in row[0]
        assert examples.get(f"/graph/plan/{plan['key']}.ttl").status_code == 200
        assert examples.get(f"/export/regiograaf.xlsx?plan={plan['key']}").status_code == 200
        region = re.search(r'href="(/regions/[^"]+)"', row[0])
        assert region is None or examples.get(region[1]).status_code == 200


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


def test_the_report_has_the_findings_of_its_json_with_names_and_places(examples: TestClient) -> None:
    plan = max(examples.get("/plans").json(), key=lambda plan: plan["warnings"])
    address = f"/plans/{plan['key']}/report"
    findings = examples.get(address).json()
    rows = list(csv.DictReader(io.StringIO(examples.get(f"{address}.csv").text)))
    assert [row["message_en"] for row in rows] == [finding["message_en"] for finding in findings]
    text = page(examples, address, "en")
    assert f'<span class="count">{len(findings)}</span>' in text
    first = findings[0]
    assert first["message_en"] in text and first["message_nl"] not in text
    place = re.search(rf'href="(/plans/{plan["key"]}\?at=(\d+)#c\d+)"', text)
    assert place is not None and examples.get(place[1]).status_code == 200
    check = first["shape"].rpartition("#")[2]
    only = examples.get(f"{address}?check={check}").json()
    assert only == [finding for finding in findings if finding["shape"] == first["shape"]]
    assert f'<span class="count">{len(only)}</span>' in page(examples, f"{address}?check={check}")


def test_a_report_without_findings_says_so(hostile: TestClient) -> None:
    assert "De controles vonden niets" in page(hostile, "/plans/p/report")


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("/plans/none", 404, "there is no plan 'none'"),
        ("/plans/none/report", 404, "there is no plan 'none'"),
        ("/plans/p?part=99", 404, "there is no part 99"),
        ("/plans/p?at=99999", 404, "code points; 99999 is not among them"),
        ("/plans/p?q=veenrand&page=9", 404, "no page 9"),
        ("/plans/p/report?check=none", 400, "there is no check 'none'"),
        ("/plans/p?at=-1", 422, "at:"),
    ],
)
def test_what_is_not_there_is_told_with_a_way_out(hostile: TestClient, address: str, status: int, told: str) -> None:
    answer = hostile.get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert told in answer.json()["detail"]
    assert hostile.get(address, headers=HTML).headers["content-type"].startswith("text/html")


def test_a_plan_of_which_the_text_is_gone_says_so(client: object, store: EmbeddedStore) -> None:
    (path,) = store.folder.glob("versions/*/sources/abc.txt")
    path.unlink()
    answer = client_of(store).get("/plans/veenrand")
    assert answer.status_code == 404 and "is not in the store. Build it again" in answer.json()["detail"]


def test_a_page_asks_the_store_as_often_whatever_the_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    rows = EmbeddedSnapshot.rows

    def counted(self: EmbeddedSnapshot, query: str, **bindings: object) -> object:
        asked.append(query)
        return rows(self, query, **bindings)  # type: ignore[arg-type]

    monkeypatch.setattr(EmbeddedSnapshot, "rows", counted)
    numbers = []
    for name, facts in (("few", FACTS[:1]), ("many", FACTS)):
        client = client_of(made_store(tmp_path / name, HOSTILE, facts))
        for address in ("/plans", "/plans/p", "/plans/p?part=1", "/plans/p/report"):
            asked.clear()
            page(client, address)
            numbers.append((address, len(asked)))
    assert numbers[:4] == numbers[4:]
    assert numbers[2] == ("/plans/p?part=1", 0), "kept with the version"
