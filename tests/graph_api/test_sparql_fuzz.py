"""Whatever is sent, the service answers: no 5xx but those of limits, no hang."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_service import served

from graph_api.settings import Settings
from graph_api.store import EmbeddedStore

LIMITS = {503, 504}
FEW = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
TOKEN = "a token of more than 16 characters"

VOCABULARY = (
    "SELECT ASK CONSTRUCT DESCRIBE WHERE FROM NAMED GRAPH OPTIONAL UNION MINUS FILTER BIND VALUES SERVICE SILENT EXISTS NOT "
    "IN AS DISTINCT REDUCED COUNT SUM GROUP BY HAVING ORDER LIMIT OFFSET UNDEF PREFIX BASE a true STR LANG REGEX REPLACE "
    "INSERT DELETE DATA CLEAR DROP ALL LOAD COPY TO USING WITH { } ( ) [ ] . ; , * + - / | ^ ! = != < > <= && || ? $ ?s ?p "
    "?o rg:Goal rdf:type rg:statement _:b <http://x/%20> <x> <> 'a' \"b\"@nl '''c''' 1 -1.5 1e400 \\u0041 \\ # \n \t"
)
WORDS = st.sampled_from(VOCABULARY.split(" "))
UPDATE_WORDS = (
    "INSERT DELETE DATA WHERE { } GRAPH <http://x/g> <x> ?s ?p ?o 'a' ; USING WITH CLEAR DROP SILENT ALL DEFAULT ."
)
TEXT = st.one_of(st.lists(WORDS, max_size=30).map(" ".join), st.text(max_size=200))
WHOLE = st.lists(WORDS, max_size=12).map(lambda words: "SELECT * { ?s ?p ?o " + " ".join(words) + " } LIMIT 5")
MEDIA = st.sampled_from(
    [
        "text/csv",
        "text/*",
        "*/*",
        "application/json",
        "text/turtle",
        "application/sparql-results+json",
        "*",
        "a/b/c",
        "/",
    ]
)
QUALITY = st.sampled_from(["", ";q=0", ";q=0.5", ";q=1.0000", ";q=", ";q=nan", ";q=-1", ";q=1e9", ";Q=0.3", ';a="b,c"'])
ACCEPT = st.one_of(
    st.lists(st.tuples(MEDIA, QUALITY).map("".join), max_size=6).map(", ".join),
    st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=60).map(
        str.strip  # a header that ends in spaces is none, and no client sends it
    ),
)
IRIS = st.one_of(
    st.sampled_from(["http://x/a b", "http://x/%", "http://x/%zz", "<http://x>", "urn:x", "é", "http://é.nl/ø", "", "http://x/\u0000", "file:///etc/passwd", "../x", "http://[::1", "a:" * 500]),
    st.text(max_size=80),
)  # fmt: skip


@pytest.fixture(scope="module")
def fuzzed(made_once: EmbeddedStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A service with short limits, which may be changed: of a copy of the store."""
    import shutil

    folder = Path(shutil.copytree(made_once.folder, tmp_path_factory.mktemp("fuzz") / "store"))
    limits = Settings.model_validate({"query_seconds": 1, "update_seconds": 5, "allow_updates": True, "token": TOKEN})
    with served(EmbeddedStore(folder), limits) as client:
        client.timeout = httpx.Timeout(10)
        yield client


def answered(answer: httpx.Response) -> None:
    assert answer.status_code < 500 or answer.status_code in LIMITS, (answer.status_code, answer.text)
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == "application/problem+json"
        assert "Traceback" not in answer.text


@given(query=st.one_of(TEXT, WHOLE), accept=ACCEPT)
@FEW
def test_any_query_and_any_accept(fuzzed: httpx.Client, query: str, accept: str) -> None:
    headers = {"Accept": accept.encode("latin-1")}
    answered(fuzzed.post("/sparql", data={"query": query}, headers=headers))
    body = query.encode("utf-8", "surrogatepass")
    answered(fuzzed.post("/sparql", content=body, headers=headers | {"Content-Type": b"application/sparql-query"}))


@given(
    pairs=st.lists(
        st.tuples(
            st.sampled_from(["query", "default-graph-uri", "named-graph-uri", "using-graph-uri", "format", "x", "graph", "default"]),
            st.one_of(IRIS, st.just("SELECT * { ?s ?p ?o } LIMIT 3")),
        ),
        max_size=6,
    ),
    path=st.sampled_from(["/sparql", "/rdf-graph-store"]),
)  # fmt: skip
@FEW
def test_any_parameters(fuzzed: httpx.Client, pairs: list[tuple[str, str]], path: str) -> None:
    encoded = [(name, value.encode("utf-8", "surrogatepass")) for name, value in pairs]
    answered(fuzzed.get(path, params=encoded))  # type: ignore[arg-type]


@given(raw=st.binary(max_size=120))
@FEW
def test_any_bytes_as_parameters_or_body(fuzzed: httpx.Client, raw: bytes) -> None:
    quoted = "".join(f"%{byte:02x}" for byte in raw)
    answered(fuzzed.get(f"/sparql?query={quoted}"))
    answered(fuzzed.get(f"/rdf-graph-store/{quoted}"))
    for media_type in (
        "application/x-www-form-urlencoded",
        "application/sparql-query",
        "multipart/form-data; boundary=x",
    ):
        answered(fuzzed.post("/sparql", content=raw, headers={"Content-Type": media_type}))


def test_any_update_and_any_graph(fuzzed: httpx.Client) -> None:
    """Each starts a process, so these are few."""
    chance = random.Random(11)
    words = UPDATE_WORDS.split()
    types = (
        "text/turtle",
        "application/rdf+xml",
        "application/ld+json",
        "multipart/form-data; boundary=x",
        "text/plain",
    )
    for turn in range(8):
        headers = {"Authorization": f"Bearer {TOKEN}"}
        update = " ".join(chance.choices(words, k=chance.randint(1, 15)))
        answered(
            fuzzed.post(
                "/sparql?using-graph-uri=http://x/g",
                content=update,
                headers=headers | {"Content-Type": "application/sparql-update"},
            )
        )
        body = chance.randbytes(60) if turn % 2 else b'--x\r\nContent-Type: text/turtle\r\n\r\n<a> <b> "c" .\r\n--x--'
        answered(
            fuzzed.put("/rdf-graph-store?default", content=body, headers=headers | {"Content-Type": types[turn % 5]})
        )
