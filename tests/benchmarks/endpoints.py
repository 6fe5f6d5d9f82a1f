"""The SPARQL endpoints that are measured beside ours, over the same graph, each a process of its own."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pyoxigraph import RdfFormat, Store

_RDFLIB = """
import sys, uvicorn
from rdflib import Dataset
from rdflib_endpoint import SparqlEndpoint
graph = Dataset(default_union=True)
graph.parse(sys.argv[1], format="nquads")
uvicorn.run(SparqlEndpoint(graph=graph, path="/"), port=int(sys.argv[2]), log_level="critical")
"""


@contextmanager
def oxigraph_server(database: Path) -> Iterator[str]:
    """The server of Oxigraph over the very files that our service reads."""
    port = _free_port()
    program = Path(sys.executable).parent / "oxigraph"
    command = [str(program), "serve-read-only", "--location", str(database), "--bind", f"127.0.0.1:{port}"]
    with _running(command, port, 60):
        yield f"http://127.0.0.1:{port}/query"


@contextmanager
def rdflib_endpoint(database: Path, folder: Path) -> Iterator[str]:
    """rdflib-endpoint over the same named graphs, in memory."""
    path = folder / "graph.nq"
    quads = (quad for quad in Store.read_only(str(database)) if quad.graph_name.__class__.__name__ == "NamedNode")
    memory = Store()
    memory.bulk_extend(quads)
    memory.dump(str(path), format=RdfFormat.N_QUADS)
    port = _free_port()
    with _running([sys.executable, "-c", _RDFLIB, str(path), str(port)], port, 300):
        yield f"http://127.0.0.1:{port}/"


@contextmanager
def _running(command: list[str], port: int, seconds: float) -> Iterator[None]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        else:
            raise TimeoutError(f"{command[0]} does not listen")
        yield
    finally:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
