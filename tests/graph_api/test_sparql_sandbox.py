"""The kernel refuses a worker connections and programs, whatever the look at the text of a query missed."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading

import pytest

from graph_api.settings import Settings
from graph_api.sparql.formats import Formats
from graph_api.sparql.guard import RefusedQueryError, calls_service
from graph_api.sparql.run import QueryRunner
from graph_api.store import EmbeddedStore, Query

TRY = """
import socket, subprocess, sys
from graph_api.sparql.sandbox import forbid_connections
if not forbid_connections():
    sys.exit(77)
for forbidden in (lambda: socket.socket(), lambda: subprocess.run(["/bin/true"])):
    try:
        forbidden()
    except PermissionError:
        continue
    sys.exit("it was allowed")
open(sys.executable, "rb").read(1)
"""


def test_connections_and_programs_are_refused() -> None:
    done = subprocess.run([sys.executable, "-c", TRY], capture_output=True, text=True)
    if done.returncode == 77:
        pytest.skip("this system has no such filter")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("allowed", [False, True])
def test_a_service_is_asked_only_where_it_is_on_the_list(made_once: EmbeddedStore, allowed: bool) -> None:
    import http.server

    called = threading.Event()

    class Service(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            called.set()
            body = b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"literal","value":"there"}}]}}'
            self.send_response(200)
            self.send_header("Content-Type", "application/sparql-results+json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.do_GET()

        def log_message(self, *_: object) -> None: ...

    server = http.server.HTTPServer(("127.0.0.1", 0), Service)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/"

    async def ask() -> bytes:
        runner = QueryRunner(Settings(query_services=f"http://other.example/ {address}" if allowed else ""))
        try:
            with made_once.read() as snapshot:
                query = Query(f"SELECT ?x {{ SERVICE <{address}> {{ ?s ?p ?x }} }}")
                return (await runner.run(snapshot, query, Formats.of("text/csv"), "")).whole
        finally:
            runner.close()

    if allowed:
        assert asyncio.run(ask()).split() == [b"x", b"there"]
    else:
        with pytest.raises(RefusedQueryError, match="SERVICE is off"):
            asyncio.run(ask())
    assert called.is_set() is allowed
    server.shutdown()


@pytest.mark.parametrize(
    ("query", "refused"),
    [
        ("ASK { SERVICE <http://ok/> {} }", False),
        ("ASK { SERVICE SILENT <http://ok/> {} SERVICE <http://ok/> {} }", False),
        ("ASK { SERVICE <http://ok/> {} SERVICE <http://no/> {} }", True),
        ("ASK { SERVICE <http://ok/../> {} }", True),
        ("ASK { SERVICE ?x {} }", True),
        ("PREFIX ok: <http://ok/> ASK { SERVICE ok: {} }", True),
        ("BASE <http://ok/> ASK { SERVICE <> {} }", True),
        ("ASK { SERVICE <http://ok/\\u002e> {} }", True),
    ],
)
def test_only_whole_addresses_on_the_list_pass(query: str, refused: bool) -> None:
    assert calls_service(query, {"http://ok/"}) is refused
