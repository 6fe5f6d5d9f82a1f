"""The service as a user starts it: a process of its own, on a port of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from graph_api.store import EmbeddedStore

TOKEN = "a-token-for-the-tests-and-nothing-else"


@dataclass(frozen=True)
class Running:
    """A service that runs."""

    url: str
    """Without a slash at the end."""
    process: subprocess.Popen[str]
    store: EmbeddedStore
    client: httpx.Client
    """Has the token."""


@contextmanager
def service(store: Path, *options: str, **settings: object) -> Iterator[Running]:
    """Start the service over a store, with options of the command and settings; stop it at the end.

    What it logs is in service.log beside the store.
    """
    environment = {f"REGIOGRAAF_{name.upper()}": str(value) for name, value in settings.items()}
    with (store.parent / "service.log").open("a") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "graph_api", "serve", "--store", str(store), "--port", "0", *options],
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            env=os.environ | {"REGIOGRAAF_TOKEN": TOKEN} | environment,
        )
    try:
        assert process.stdout is not None
        address = re.search(r"http://\S+(?=/ )", process.stdout.readline())
        assert address is not None, "the service did not start"
        with httpx.Client(base_url=address[0], timeout=60, headers={"Authorization": f"Bearer {TOKEN}"}) as client:
            yield Running(address[0], process, EmbeddedStore(store), client)
    finally:
        process.terminate()
        process.wait(20)


def fill(store: EmbeddedStore, graphs: dict[str, bytes]) -> None:
    """Have a store hold these graphs (IRI to N-Triples) and nothing else."""
    with store.write() as draft:
        old = store.read() if store.has_version() else None
        if old is not None:
            with old as snapshot:
                for graph in set(snapshot.graphs()) - graphs.keys():
                    draft.replace_graph(graph, b"")
        for graph, ntriples in graphs.items():
            draft.replace_graph(graph, ntriples)
        draft.publish()
