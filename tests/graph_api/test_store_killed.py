"""kill -9 at random moments: the store opens, and holds the old version or the new one, whole."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
from service_process import TOKEN, fill, service

from graph_api.store import EmbeddedStore

GRAPHS = ("http://x/g1", "http://x/g2")
NUMBER = 400
KILLS = 10
"""Of the builder, and as many of the service."""
BUILDER = f"""
import sys
from pathlib import Path
from graph_api.store import EmbeddedStore
number = int(sys.argv[2])
while True:
    number += 1
    with EmbeddedStore(Path(sys.argv[1])).write() as draft:
        for graph in {GRAPHS!r}:
            lines = (f'<http://x/{{n}}> <http://x/version> "{{number}}" .' for n in range({NUMBER}))
            draft.replace_graph(graph, "\\n".join(lines).encode())
        draft.publish()
    print(number, flush=True)
"""
UPDATE = (
    "DELETE {{ GRAPH ?g {{ ?s ?p ?o }} }} INSERT {{ GRAPH ?g {{ ?s ?p '{}' }} }} WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }}"
)


def filled(folder: Path) -> EmbeddedStore:
    store = EmbeddedStore(folder)
    lines = "\n".join(f'<http://x/{n}> <http://x/version> "0" .' for n in range(NUMBER)).encode()
    fill(store, dict.fromkeys(GRAPHS, lines))
    return store


def whole(store: EmbeddedStore) -> int:
    """The number that all statements of all graphs carry; fails where they are not all there, or differ."""
    with EmbeddedStore(store.folder).read() as snapshot:
        query = "SELECT ?g ?o (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ?o"
        rows = snapshot.rows(query)
        assert {(row["g"].value, row["n"].value) for row in rows} == {(graph, str(NUMBER)) for graph in GRAPHS}  # type: ignore[union-attr]
        (number,) = {int(row["o"].value) for row in rows}  # type: ignore[union-attr]
        (union,) = snapshot.rows("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
        assert union["n"].value == str(NUMBER)  # type: ignore[union-attr]
        assert snapshot.info.statements == len(GRAPHS) * NUMBER
    return number


def test_a_builder_that_is_killed_leaves_a_whole_version(tmp_path: Path) -> None:
    store = filled(tmp_path / "store")
    moments = random.Random(7)
    published = 0
    for _ in range(KILLS):
        command = [sys.executable, "-c", BUILDER, str(store.folder), str(published)]
        builder = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert builder.stdout is not None
        told = int(builder.stdout.readline())  # it is at work
        time.sleep(moments.uniform(0, 0.3))
        builder.send_signal(signal.SIGKILL)
        builder.wait()
        told = max([told, *(int(line) for line in builder.stdout.read().split())])
        published = whole(store)
        assert published in (told, told + 1), "what was told is there, and at most what came after"
    with EmbeddedStore(store.folder).write() as draft:  # the next writer sweeps what was left
        draft.replace_graph(GRAPHS[0], b"")
        draft.publish()
    assert len(list((store.folder / "versions").iterdir())) == 1


def test_a_service_that_is_killed_while_it_updates_leaves_a_whole_version(tmp_path: Path) -> None:
    store = filled(tmp_path / "store")
    moments = random.Random(8)
    number = 0
    for _ in range(KILLS):
        with service(store.folder, "--allow-updates") as running:
            killed = subprocess.Popen(
                ["sh", "-c", f"sleep {moments.uniform(0.2, 1.0):.2f}; kill -9 {running.process.pid}"]
            )
            headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/sparql-update"}
            told = number
            try:
                while True:
                    httpx.post(f"{running.url}/sparql", content=UPDATE.format(told + 1), headers=headers, timeout=20)
                    told += 1
            except httpx.HTTPError:
                pass
            killed.wait()
        _until_writers_have_ended(store)
        number = whole(store)
        assert number in (told, told + 1)


def _until_writers_have_ended(store: EmbeddedStore) -> None:
    """A change that was being made when the service was killed goes on, and is published or not."""
    lock = store.folder / "writer.lock"
    for _ in range(200):
        writer = int(lock.read_text() or 0)
        if writer in (0, os.getpid()) or not _is_alive(writer):  # ours: it was killed before its first change
            return
        time.sleep(0.05)
    raise AssertionError("a writer outlives the service")


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
