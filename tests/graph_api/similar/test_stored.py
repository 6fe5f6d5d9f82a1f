"""The comparison that goes with a version, over HTTP and on the command line."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from pyoxigraph import RdfFormat, parse

from graph_api.links import links
from graph_api.similar import stored
from graph_api.store import EmbeddedStore
from ontology import BASE, RG
from tests.graph_api.conftest import triples
from tests.graph_api.similar.listed import ALL, as_json


def _plan() -> str:
    lines = []
    for one in ALL:
        key = one.region.lower()
        themes = ", ".join(f"rgt:{theme}" for theme in one.themes)
        lines.append(
            f'<initiative/{key}/{one.id}> a rg:Initiative ; skos:prefLabel "{one.name}" ; rg:region <region/{key}> ; '
            f'dcterms:description "{one.text}" ; rg:theme {themes} ; rg:status rg:planned .'
            f'<region/{key}> a rg:Region ; skos:prefLabel "{one.region}" .'
        )
    themes = {theme for one in ALL for theme in one.themes}
    lines += [f'rgt:{theme} a rg:NationalTheme ; skos:prefLabel "{theme}"@nl, "{theme} (en)"@en .' for theme in themes]
    danger = '<initiative/duinoord/x> skos:prefLabel "=HYPERLINK(1) valtraining Stevig Staan" ; a rg:Initiative ; '
    return (
        f"@base <{BASE}> .\n" + "\n".join(lines) + danger + "rg:region <region/duinoord> ; rg:theme rgt:valpreventie ."
    )


@pytest.fixture(scope="module")
def compared_store(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    made = EmbeddedStore(tmp_path_factory.mktemp("similar") / "store")
    with made.write() as draft:
        draft.replace_graph(f"{BASE}graph/plan/all", triples(_plan()))
        found = links(draft.rows, BASE)
        draft.replace_graph(f"{BASE}graph/links", found.ntriples)
        draft.keep_file(stored.FILE, found.write)
        draft.publish()
    return made


@pytest.fixture(scope="module")
def service(compared_store: EmbeddedStore) -> Iterator[httpx.Client]:
    from graph_api.settings import Settings
    from tests.graph_api.conftest import served

    with served(compared_store, Settings()) as client:
        yield client


def test_similarities_have_two_initiatives_a_score_and_reasons(compared_store: EmbeddedStore) -> None:
    with compared_store.read() as snapshot:
        rows = snapshot.rows(
            "SELECT ?s ?score (COUNT(?i) AS ?n) { ?s a rg:Similarity ; rg:score ?score ; rg:between ?i } GROUP BY ?s ?score"
        )
        assert rows and all(row["n"].value == "2" for row in rows)
        reasons = snapshot.rows("SELECT ?s ?why { ?s a rg:Similarity ; rg:because ?why }")
    assert {row["s"] for row in rows} == {row["s"] for row in reasons}
    assert {getattr(row["why"], "language", None) for row in reasons} >= {"nl", "en"}


def test_the_same_initiatives_give_the_same_triples(compared_store: EmbeddedStore) -> None:
    with compared_store.read() as snapshot:
        first, second = links(snapshot.rows, BASE).ntriples, links(snapshot.rows, BASE).ntriples
    assert first == second
    assert any(quad.predicate.value == str(RG.between) for quad in parse(first, RdfFormat.N_TRIPLES))


def test_an_initiative_is_found_by_key_iri_and_name(service: httpx.Client) -> None:
    by_key = service.get("/initiatives/veenrand/a/similar").json()
    assert by_key["similar"][0]["initiative"]["key"] in ("duinoord/b", "duinoord/x")
    for asked in ("veenrand/a", f"{BASE}initiative/veenrand/a", "stevig staan VALTRAINING"):
        assert service.get("/similar", params={"initiative": asked}).json() == by_key
    best = by_key["similar"][0]
    assert 0 <= best["score"] <= 1
    assert "valpreventie (en)" in [theme["en"] for theme in best["shared"]["theme"]["shared"]]
    assert best["shared"]["meaning"] is None and by_key["meaning"] is False


def test_filters_choose_by_region_theme_score_and_number(service: httpx.Client) -> None:
    def keys(**asked: object) -> list[str]:
        found = service.get("/similar", params={"initiative": "veenrand/a", **asked}).json()
        return [each["initiative"]["key"] for each in found["similar"]]

    assert {key.split("/")[0] for key in keys()} == {"duinoord", "elders"}
    assert {key.split("/")[0] for key in keys(region="Duinoord")} == {"duinoord"}
    assert keys(theme="arbeidsmarkt") and "duinoord/b" not in keys(theme="arbeidsmarkt")
    assert len(keys(limit=1)) == 1
    assert "elders/f2" not in keys(min_score=0.5)


@pytest.mark.parametrize(
    ("asked", "status", "told"),
    [
        ({"initiative": "stevig staan valtrainig"}, 404, "Stevig Staan valtraining (veenrand/a)"),
        ({"initiative": "veenrand/a", "region": "Nergenshuizen"}, 404, "Duinoord"),
        ({"initiative": "veenrand/a", "theme": "ruimtevaart"}, 404, "valpreventie"),
    ],
)
def test_what_is_unknown_is_told_with_what_comes_near(
    service: httpx.Client, asked: dict[str, str], status: int, told: str
) -> None:
    answer = service.get("/similar", params=asked)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert told in answer.json()["detail"]


def test_csv_by_accept_ending_and_format_holds_no_formula(service: httpx.Client) -> None:
    texts = [
        service.get("/similar", params={"initiative": "veenrand/a"}, headers={"Accept": "text/csv"}).text,
        service.get("/initiatives/veenrand/a/similar.csv").text,
        service.get("/similar", params={"initiative": "veenrand/a", "format": "csv"}).text,
    ]
    assert texts[0] == texts[1] == texts[2]
    names = [row["name"] for row in csv.DictReader(io.StringIO(texts[0]))]
    assert any(name.startswith("'=HYPERLINK") for name in names)


def test_a_client_that_has_the_answer_is_told_so(service: httpx.Client) -> None:
    first = service.get("/initiatives/veenrand/a/similar")
    again = service.get("/initiatives/veenrand/a/similar", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304


def test_groups_of_like_initiatives_are_candidates(service: httpx.Client) -> None:
    both = service.get("/approaches/candidates", params={"known": True}).json()
    assert any({"veenrand/a", "duinoord/b"} <= {one["key"] for one in group["members"]} for group in both)
    assert all(group["regions"] >= 2 for group in both)
    new = service.get("/approaches/candidates").json()
    assert [group for group in both if group["approach"] is None] == new
    table = list(csv.DictReader(io.StringIO(service.get("/approaches/candidates?format=csv&known=true").text)))
    assert {row["iri"] for row in table} == {one["iri"] for group in both for one in group["members"]}


def test_a_version_without_the_file_is_compared_on_first_use(compared_store: EmbeddedStore) -> None:
    from graph_api.similar.versions import comparison

    with compared_store.read() as snapshot:
        kept = comparison(snapshot, BASE)
        assert snapshot.file(stored.FILE) is not None
        without = _Without(snapshot)
        made = comparison(without, BASE)  # type: ignore[arg-type]
        iri = f"{BASE}initiative/veenrand/a"
        assert [like.score for like in made.like(iri)] == [like.score for like in kept.like(iri)]


class _Without:
    """A version as an update publishes it: its graphs, without files made from them."""

    def __init__(self, snapshot: object) -> None:
        self._snapshot = snapshot

    def __getattr__(self, name: str) -> object:
        return getattr(self._snapshot, name)

    def file(self, name: str) -> None:
        return None


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "REGIOGRAAF_EMBEDDINGS": "false"}
    return subprocess.run([sys.executable, "-m", "graph_api", *arguments], capture_output=True, text=True, env=env)


def test_the_command_shows_and_writes(compared_store: EmbeddedStore, tmp_path: Path) -> None:
    shown = _run("similar", "Stevig Staan valtraining", "--store", str(compared_store.folder))
    assert "Cursus valpreventie Stevig Staan" in shown.stdout and "woorden:" in shown.stdout
    found = json.loads(_run("similar", "veenrand/a", "--json", "--store", str(compared_store.folder)).stdout)
    assert found["similar"][0]["alike"]
    listed, pairs = tmp_path / "list.json", tmp_path / "pairs.csv"
    listed.write_text(json.dumps([as_json(one) for one in ALL]))
    assert _run("similar", "--from", str(listed), "--output", str(pairs)).returncode == 0
    rows = {frozenset((row["a"], row["b"])): row for row in csv.DictReader(pairs.open())}
    assert rows[frozenset("ab")]["similar"] == "1" and rows[frozenset("ac")]["similar"] == "0"


def test_a_wrong_list_is_told_with_its_place(tmp_path: Path) -> None:
    listed = tmp_path / "list.json"
    listed.write_text('[{"id": "a", "name": "x"}]')
    told = _run("similar", "--from", str(listed), "--output", str(tmp_path / "pairs.csv"))
    assert told.returncode == 1 and "'region' of item 1" in told.stderr and str(listed) in told.stderr


def test_an_empty_graph_says_how_to_fill_it(tmp_path: Path) -> None:
    empty = EmbeddedStore(tmp_path / "store")
    with empty.write() as draft:
        draft.publish()
    told = _run("similar", "iets", "--store", str(empty.folder))
    assert told.returncode == 1 and "regiograaf build" in told.stderr
