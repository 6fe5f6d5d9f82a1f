"""Changes over HTTP: off by default, only with the token, each a whole new version."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from small_service import Serve, triples

from graph_api.routes.requests import token_of
from graph_api.settings import Settings
from graph_api.store import EmbeddedStore
from ingest.errors import RegiograafError
from ontology import BASE

TOKEN = "a token of more than 16 characters"
AUTHORISED = {"Authorization": f"Bearer {TOKEN}"}
UPDATE = {"Content-Type": "application/sparql-update"}
TURTLE = {"Content-Type": "text/turtle"}
PLAN = f"{BASE}graph/plan/veenrand"


@pytest.fixture
def writable(serve: Serve) -> httpx.Client:
    """A service that may be changed, and a client with the token."""
    client = serve(allow_updates=True, token=TOKEN)
    client.headers.update(AUTHORISED)
    return client


def number(client: httpx.Client, where: str) -> int:
    query = f"SELECT (COUNT(*) AS ?n) {{ {where} }}"
    return int(client.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"}).text.split()[1])


@pytest.mark.parametrize("given", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": f"Basic {TOKEN}"}])
def test_only_who_has_the_token_changes_anything(serve: Serve, given: dict[str, str]) -> None:
    client = serve(allow_updates=True, token=TOKEN)
    before = number(client, "?s ?p ?o")
    for answer in (
        client.post("/sparql", content="CLEAR ALL", headers=UPDATE | given),
        client.post("/sparql", data={"update": "CLEAR ALL"}, headers=given),
        client.put("/rdf-graph-store?default", content="", headers=TURTLE | given),
        client.post("/rdf-graph-store", content="", headers=TURTLE | given),
        client.delete(f"/rdf-graph-store?graph={PLAN}", headers=given),
    ):
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Bearer")
        assert answer.headers["content-type"] == "application/problem+json"
    assert number(client, "?s ?p ?o") == before


def test_changes_are_off_unless_they_are_asked_for(serve: Serve) -> None:
    client = serve(token=TOKEN)
    for answer in (
        client.post("/sparql", content="CLEAR ALL", headers=UPDATE | AUTHORISED),
        client.post("/sparql", data={"update": "CLEAR ALL"}, headers=AUTHORISED),
        client.delete(f"/rdf-graph-store?graph={PLAN}", headers=AUTHORISED),
    ):
        assert answer.status_code == 403
        assert "--allow-updates" in answer.json()["detail"]


def test_the_token_may_stand_in_a_file_and_may_not_be_short_or_missing(tmp_path: Path) -> None:
    path = tmp_path / "token"
    path.write_text(TOKEN + "\n")
    assert token_of(Settings(token_file=path)) == TOKEN
    with pytest.raises(RegiograafError, match="there is no token"):
        token_of(Settings())
    with pytest.raises(RegiograafError, match="fewer than 16"):
        token_of(Settings.model_validate({"token": "short"}))
    with pytest.raises(RegiograafError, match="cannot be read"):
        token_of(Settings(token_file=tmp_path / "none"))


def test_an_update_makes_a_new_version_and_leaves_other_graphs_as_they_are(writable: httpx.Client) -> None:
    goals = number(writable, "?g a rg:Goal")
    answer = writable.post(
        "/sparql", content="INSERT DATA { GRAPH <graph/notes> { <note/1> rdfs:label 'één' } }", headers=UPDATE
    )
    assert (answer.status_code, answer.headers["regiograaf-version"]) == (204, "000002")
    assert number(writable, "GRAPH <graph/notes> { <note/1> rdfs:label 'één' }") == 1
    assert number(writable, "?g a rg:Goal") == goals
    same = writable.post(
        "/sparql", data={"update": "INSERT DATA { GRAPH <graph/notes> { <note/1> rdfs:label 'één' } }"}
    )
    assert same.status_code == 204
    assert "regiograaf-version" not in same.headers, "nothing changed, so there is no new version"


def test_the_default_graph_of_an_update_is_a_graph_of_its_own(writable: httpx.Client) -> None:
    before = number(writable, "?s ?p ?o")
    writable.post("/sparql", content="INSERT DATA { <a> <b> <c> }", headers=UPDATE)
    assert number(writable, "GRAPH <graph/default> { ?s ?p ?o }") == 1
    assert number(writable, "?s ?p ?o") == before + 1
    assert "<c>" not in writable.get("/rdf-graph-store?default", headers={"Accept": "text/turtle"}).text.split()
    writable.post("/sparql", content="DELETE WHERE { ?s ?p ?o }", headers=UPDATE)
    assert number(writable, "?s ?p ?o") == before, "what plans say is not in the default graph of an update"


@pytest.mark.parametrize(
    ("update", "status", "words"),
    [
        ("INSERT DATA { <a> <b> }", 400, "Line 1, column"),
        ("LOAD <http://127.0.0.1:9/x>", 403, "LOAD is off"),
        ("prefix a: <b> load silent <http://127.0.0.1:9/x> into graph <g>", 403, "LOAD is off"),
        ("INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:9/x> { ?s ?p ?o } }", 403, "SERVICE is off"),
    ],
)
def test_what_an_update_may_not_do(writable: httpx.Client, update: str, status: int, words: str) -> None:
    answer = writable.post("/sparql", content=update, headers=UPDATE)
    assert answer.status_code == status
    assert words in answer.json()["detail"]


def test_an_update_past_its_time_changes_nothing(serve: Serve, store: EmbeddedStore) -> None:
    client = serve(allow_updates=True, token=TOKEN, update_seconds=2)
    cross = " . ".join(f"GRAPH ?g {{ ?a{n} ?b{n} ?c{n} }}" for n in range(6))
    update = f"INSERT {{ GRAPH <graph/x> {{ ?a0 ?b1 ?c2 }} }} WHERE {{ {cross} }}"
    answer = client.post("/sparql", content=update, headers=UPDATE | AUTHORISED)
    assert answer.status_code == 504
    with EmbeddedStore(store.folder).write():
        pass  # who was ended holds no lock
    with EmbeddedStore(store.folder).read() as snapshot:
        assert snapshot.info.name == "000001"


def test_while_a_build_writes_an_update_is_told_to_wait(writable: httpx.Client, store: EmbeddedStore) -> None:
    with EmbeddedStore(store.folder).write():
        answer = writable.post("/sparql", content="CLEAR ALL", headers=UPDATE)
    assert answer.status_code == 503
    assert "retry-after" in answer.headers


def test_a_build_keeps_what_an_update_put_elsewhere(writable: httpx.Client, store: EmbeddedStore) -> None:
    writable.post("/sparql", content="INSERT DATA { <a> <b> <c> GRAPH <graph/x> { <d> <e> <f> } }", headers=UPDATE)
    with EmbeddedStore(store.folder).write() as draft:
        draft.replace_graph(PLAN, triples("<http://x/s> rdf:type rg:Goal ."))
        draft.publish()
    assert number(writable, "?s ?p ?o") == 3


def test_graphs_are_read_written_and_removed_by_their_names(writable: httpx.Client) -> None:
    assert (
        writable.get("/rdf-graph-store/plan/veenrand").content == writable.get(f"/rdf-graph-store?graph={PLAN}").content
    )
    put = writable.put("/rdf-graph-store/my%20notes", content="<> a <x> .", headers=TURTLE)
    assert put.status_code == 201
    iri = f"{BASE}graph/my%20notes"
    read = writable.get("/rdf-graph-store", params={"graph": iri}, headers={"Accept": "application/n-triples"})
    assert read.text.startswith(f"<{iri}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{BASE}graph/x>")
    assert writable.head("/rdf-graph-store", params={"graph": iri}).status_code == 200
    assert writable.delete("/rdf-graph-store/my%20notes").status_code == 204
    for answer in (
        writable.get("/rdf-graph-store", params={"graph": iri}),
        writable.delete("/rdf-graph-store", params={"graph": iri}),
    ):
        assert answer.status_code == 404


@pytest.mark.parametrize(
    ("request_", "status", "words"),
    [
        ({"method": "GET", "url": "/rdf-graph-store"}, 400, "name one graph"),
        ({"method": "GET", "url": "/rdf-graph-store?default&graph=http://x"}, 400, "name one graph"),
        ({"method": "GET", "url": "/rdf-graph-store?graph=no iri"}, 400, "no IRI"),
        ({"method": "GET", "url": "/rdf-graph-store?default", "headers": {"Accept": "text/csv"}}, 406, "Accept one of"),
        ({"method": "PUT", "url": "/rdf-graph-store?default", "content": "x", "headers": TURTLE}, 400, "Content-Type"),
        ({"method": "PUT", "url": "/rdf-graph-store?default", "content": "x"}, 415, "Send one of"),
        (
            {
                "method": "PUT",
                "url": "/rdf-graph-store?default",
                "content": "x",
                "headers": {"Content-Type": "text/csv"},
            },
            415,
            "Send one of",
        ),
        ({"method": "PATCH", "url": "/rdf-graph-store?default"}, 405, "Method Not Allowed"),
    ],
)
def test_what_the_graph_store_cannot_do_is_told(
    writable: httpx.Client, request_: dict[str, object], status: int, words: str
) -> None:
    answer = writable.request(**request_)  # type: ignore[arg-type]
    assert answer.status_code == status
    assert words in answer.json()["detail"]


def test_too_much_is_not_taken(serve: Serve) -> None:
    client = serve(allow_updates=True, token=TOKEN, update_bytes=1000)
    answer = client.put("/rdf-graph-store?default", content="#" * 1001, headers=TURTLE | AUTHORISED)
    assert answer.status_code == 413
