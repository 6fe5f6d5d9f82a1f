"""/search over HTTP: JSON and CSV, paging, what is refused, and an index that has yet to be made."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from search_graph import GRAPH, store_with
from small_service import served

from graph_api.search.index import FILE, make_index
from graph_api.search.indexes import Indexes
from graph_api.settings import Settings
from graph_api.store import EmbeddedStore
from ontology import BASE


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A service over the small graph with its index."""
    with served(store_with(tmp_path_factory.mktemp("search") / "store", GRAPH), Settings()) as client:
        yield client


def test_an_answer_in_json(searched: httpx.Client) -> None:
    answer = searched.get("/search", params={"q": "passende zorg", "kind": "voorloper"})
    assert answer.status_code == 200
    found = answer.json()
    assert (found["q"], found["understood"], found["total"], found["version"]) == (
        "passende zorg",
        "passende zorg",
        1,
        "000001",
    )
    (hit,) = found["hits"]
    assert (hit["iri"], hit["kind"], hit["label"]) == (f"{BASE}initiative/i", "voorloper", "Valpreventie")
    assert hit["region"] == {"key": "veen", "iri": f"{BASE}region/veen", "label": "Veenrand", "label_en": "Veenrand"}
    assert hit["status"]["label"] == "bestaand"
    assert hit["plans"][0]["iri"] == f"{BASE}plan/veen"
    assert hit["passages"][0]["evidence"] == f"{BASE}evidence/i"
    assert {value["key"]: value["count"] for value in found["facets"]["kind"]["values"]} == {
        "initiative": 2,
        "voorloper": 1,
    }
    assert "not in the plan" in found["note_en"]
    assert "niet in het plan" in found["note_nl"]


def test_a_label_with_script_comes_escaped_in_html_and_as_it_is_in_json(searched: httpx.Client) -> None:
    hit = searched.get("/search", params={"q": "regioplan script"}).json()["hits"][0]
    assert hit["label"] == "=Regioplan <script>alert(1)</script>"
    assert "<script>" not in hit["html"]
    assert "&lt;<mark>script</mark>&gt;" in hit["html"]


@pytest.mark.parametrize("how", [{"params": {"format": "csv"}}, {"headers": {"Accept": "text/csv"}}])
def test_csv_has_no_cell_that_a_spreadsheet_takes_for_a_formula(
    searched: httpx.Client, how: dict[str, dict[str, str]]
) -> None:
    answer = searched.get("/search", params={"kind": "plan", **how.get("params", {})}, headers=how.get("headers"))
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["x-total-count"] == "2"
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["label"] for row in rows] == ["'=Regioplan <script>alert(1)</script>", "Regioplan Duin"]
    assert rows[1]["iri"] == f"{BASE}plan/duin"


def test_pages_join_up_and_beyond_the_last_there_is_nothing(searched: httpx.Client) -> None:
    whole = searched.get("/search", params={"size": 100}).json()
    pages = [searched.get("/search", params={"size": 4, "page": page}).json() for page in (1, 2, 3, 4, 9)]
    assert [hit["iri"] for page in pages for hit in page["hits"]] == [hit["iri"] for hit in whole["hits"]]
    assert pages[-1]["hits"] == []
    assert {page["total"] for page in pages} == {whole["total"]}


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"region": "nergens"}, 400),
        ({"q": " ".join("abcdefghijklmnopqrstuvw")}, 400),
        ({"q": "x" * 400}, 422),
        ({"page": "0"}, 422),
        ({"size": "1000"}, 422),
    ],
)
def test_what_cannot_be_looked_for_is_refused(searched: httpx.Client, asked: dict[str, str], status: int) -> None:
    assert searched.get("/search", params=asked).status_code == status


def test_an_answer_carries_the_version_and_is_not_sent_twice(searched: httpx.Client) -> None:
    first = searched.get("/search", params={"q": "zorg"})
    tag = first.headers["etag"]
    assert searched.get("/search", params={"q": "zorg"}, headers={"If-None-Match": tag}).status_code == 304
    assert searched.get("/search", params={"q": "hulp"}, headers={"If-None-Match": tag}).status_code == 200
    assert searched.get("/search?q=zorg", headers={"Accept": "image/png"}).status_code == 406


def test_a_version_without_an_index_gets_one_on_first_use(tmp_path: Path) -> None:
    store = store_with(tmp_path / "store", GRAPH, index=False)
    with store.read() as snapshot:
        assert snapshot.file(FILE) is None
        indexes = Indexes(store)
        made = indexes.of(snapshot, 20)
        assert made is not None
        assert indexes.of(snapshot, 20) == made, "made once"
        make_index(snapshot.rows, tmp_path / "again.sqlite")
        assert made.read_bytes() == (tmp_path / "again.sqlite").read_bytes(), "the same graph, the same index"
    indexes.close()
    assert not made.exists()
    with served(store, Settings()) as client:
        assert client.get("/search", params={"q": "cursus"}).json()["total"] == 1


def test_what_was_made_for_an_old_version_does_not_answer_for_the_new(tmp_path: Path) -> None:
    store = store_with(tmp_path / "store", GRAPH)
    with served(store, Settings()) as client:
        assert client.get("/search", params={"q": "vuurtoren"}).json()["total"] == 0
        writer = EmbeddedStore(store.folder)
        for number, word in enumerate(("vuurtoren", "dijk"), 2):
            with writer.write() as draft:
                plan = f"<{BASE}plan/p{number}>"
                label = f'{plan} <http://purl.org/dc/terms/title> "Een {word}" .'
                kind = (
                    f"{plan} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/regiograaf/def#Plan> ."
                )
                draft.replace_graph(f"{BASE}graph/plan/p{number}", f"{label}\n{kind}\n".encode())
                draft.publish()
            found = client.get("/search", params={"q": word}).json()
            assert (found["total"], found["version"]) == (1, f"00000{number}")


def test_an_index_of_another_format_is_made_anew(tmp_path: Path) -> None:
    import sqlite3

    store = store_with(tmp_path / "store", GRAPH)
    with store.read() as snapshot:
        path = snapshot.file(FILE)
        assert path is not None
        copy = Path(shutil.copy(path, tmp_path / "copy"))
        with sqlite3.connect(copy) as db:
            db.execute("PRAGMA user_version = 999")
        shutil.copy(copy, path)
    with served(store, Settings()) as client:
        assert client.get("/search", params={"q": "cursus"}).json()["total"] == 1
