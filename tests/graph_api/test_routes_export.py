"""/export over HTTP: every file, its headers, parts, and what becomes of a client that leaves or a writer that fails."""

from __future__ import annotations

import csv
import gc
import io
import threading
import time
from collections.abc import Iterator
from typing import IO

import httpx
import pytest
from search_graph import GRAPH, store_with
from small_service import Serve, served

from graph_api.export.formats import FORMATS
from graph_api.export.pipe import Pieces
from graph_api.export.tables import TABLES
from graph_api.settings import Settings
from graph_api.store import EmbeddedStore
from ontology import BASE


@pytest.fixture(scope="module")
def exporting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A service over the small graph that is searched."""
    with served(store_with(tmp_path_factory.mktemp("export") / "store", GRAPH), Settings()) as client:
        yield client


def test_every_file_that_is_listed_can_be_had(exporting: httpx.Client) -> None:
    listed = exporting.get("/export").json()
    assert len(listed["exports"]) == len(FORMATS) + len(TABLES)
    for entry in listed["exports"]:
        answer = exporting.get(entry["address"])
        assert answer.status_code == 200, entry
        assert answer.headers["content-type"].partition(";")[0] == entry["media_type"].partition(";")[0]
        assert answer.headers["regiograaf-fingerprint"] == listed["version"]
        assert answer.headers["regiograaf-version"] == "000001"
        assert f'<{listed["licence"]}>; rel="license"' in answer.headers["link"]
        assert answer.content


def test_the_file_is_named_after_the_version_and_the_part(exporting: httpx.Client) -> None:
    whole = exporting.get("/export/regiograaf.csv.zip").headers["content-disposition"]
    assert whole == 'attachment; filename="regiograaf-000001.csv.zip"'
    part = exporting.get("/export/goals.csv", params={"plan": "veen", "theme": "ouderen"})
    assert part.headers["content-disposition"] == 'attachment; filename="regiograaf-goals-veen-ouderen-000001.csv"'
    (goal,) = csv.DictReader(io.StringIO(part.text))
    assert goal["region"] == "Veenrand"


def test_what_is_not_there_is_told(exporting: httpx.Client) -> None:
    for name in ("regiograaf.pdf", "people.csv", "regiograaf", "x.nq"):
        assert exporting.get(f"/export/{name}").status_code == 404
    unknown = exporting.get("/export/regiograaf.nq", params={"region": "nergens"})
    assert unknown.status_code == 400
    assert "no region 'nergens'" in unknown.json()["detail"]


def test_a_file_is_not_sent_twice_and_a_part_is_another_file(exporting: httpx.Client) -> None:
    tag = exporting.get("/export/regiograaf.ttl").headers["etag"]
    same = {"If-None-Match": tag}
    assert exporting.get("/export/regiograaf.ttl", headers=same).status_code == 304
    assert exporting.get("/export/regiograaf.ttl", params={"plan": "veen"}, headers=same).status_code == 200


def test_a_download_is_of_one_version_while_the_next_is_published(serve: Serve, store: EmbeddedStore) -> None:
    with store.write() as draft:
        lines = (f'<http://x/{n}> <http://p> "{"x" * 200}" .\n' for n in range(20_000))
        draft.replace_graph(f"{BASE}graph/plan/large", "".join(lines).encode())
        draft.publish()
    client = serve()
    whole = client.get("/export/regiograaf.nt").content
    assert len(whole) > 4_000_000
    with client.stream("GET", "/export/regiograaf.nt") as answer:
        pieces = answer.iter_bytes(1000)
        taken = [next(pieces)]
        with store.write() as draft:
            draft.replace_graph(f"{BASE}graph/plan/large", b"")
            draft.publish()
        taken += pieces
    assert b"".join(taken) == whole
    assert len(client.get("/export/regiograaf.nt").content) < 100_000


def many(output: IO[bytes]) -> None:
    for _ in range(1000):
        output.write(b"x" * 10_000)


def test_pieces_are_what_was_written_and_few_are_made_ahead() -> None:
    made: list[int] = []
    ended = threading.Event()

    def write(output: IO[bytes]) -> None:
        for number in range(1000):
            output.write(b"x" * 10_000)
            made.append(number)

    pieces = Pieces(write, ended.set).begun()
    time.sleep(0.3)
    assert len(made) < 200, "a client that takes nothing makes the writer wait"
    assert sum(map(len, pieces)) == 10_000_000
    assert ended.wait(5)


def test_a_writer_that_fails_midway_breaks_what_is_sent() -> None:
    ended = threading.Event()

    def write(output: IO[bytes]) -> None:
        many(output)
        raise ZeroDivisionError

    pieces = Pieces(write, ended.set).begun()
    taken = 0
    with pytest.raises(ZeroDivisionError):
        for piece in pieces:
            taken += len(piece)
    assert taken > 9_000_000
    assert ended.wait(5)


def test_a_writer_that_fails_at_once_fails_before_anything_is_sent() -> None:
    def write(output: IO[bytes]) -> None:
        output.write(b"x")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Pieces(write, lambda: None).begun()


def test_a_writer_ends_when_nobody_takes_its_pieces() -> None:
    ended = threading.Event()
    pieces = Pieces(many, ended.set).begun()
    next(iter(pieces))
    del pieces
    gc.collect()
    assert ended.wait(5)
