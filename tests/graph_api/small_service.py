"""A plan made by hand, and the service in a thread: what the tests of this folder share beside fixtures.

Not in conftest.py: there are several of that name, and an import takes the one that came last.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpx
import uvicorn
from pyoxigraph import RdfFormat, parse, serialize

from graph_api.app import create_app
from graph_api.settings import Settings
from graph_api.store import EmbeddedStore
from ontology import BASE, PREFIXES

TEXT = "Regio Veenrand\nIn 2026 is 30% van de ouderen gescreend.\nBuurtzorg trekt Valfit.\n"

PLAN = f"""
@base <{BASE}> .
<plan/veenrand> a rg:Plan ; dcterms:title "Regioplan Veenrand" ; dcterms:issued "2023"^^xsd:gYear ;
  rg:sourceFile "veenrand.txt" ; rg:sourceSha256 "abc" ; rg:coversRegion <region/veenrand> .
<region/veenrand> a rg:Region ; skos:prefLabel "Veenrand" ; rg:evidence <evidence/r> .
<goal/g> a rg:Goal ; rg:statement "In 2026 is 30% van de ouderen gescreend." ; rg:goalKind rg:resultAgreement ;
  rg:targetYear "2026"^^xsd:gYear ; rg:target <goal/g/target> ; rg:theme rgt:valpreventie ; rg:evidence <evidence/g> .
<goal/g/target> a rg:Target ; rg:value 30.0 ; rg:unit "%" .
<initiative/i> a rg:Initiative, rg:Voorloper ; skos:prefLabel "Valfit" ; rg:status rg:existing ;
  rg:ledBy <organisation/buurtzorg> ; rg:theme rgt:valpreventie ; rg:evidence <evidence/i> .
<organisation/buurtzorg> a rg:Organisation ; skos:prefLabel "Buurtzorg" ; rg:evidence <evidence/o> .
<reading/veenrand> a prov:Activity ; prov:endedAtTime "2026-01-02T03:04:05Z"^^xsd:dateTime .
"""


def triples(turtle: str) -> bytes:
    """N-Triples of a piece of Turtle, with the prefixes of the project."""
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    data = serialize((quad.triple for quad in parse(head + turtle, RdfFormat.TURTLE)), format=RdfFormat.N_TRIPLES)
    assert data is not None
    return data


def evidence(key: str, words: str) -> str:
    """Turtle of a piece of evidence in TEXT."""
    start = TEXT.index(words)
    return (
        f'<evidence/{key}> a rg:Evidence ; oa:hasSource <plan/veenrand> ; oa:exact "{words}" ; '
        f"oa:start {start} ; oa:end {start + len(words)} ; rg:confidence 0.9 .\n"
    )


Serve = Callable[..., httpx.Client]


@contextmanager
def served(store: EmbeddedStore, settings: Settings) -> Iterator[httpx.Client]:
    """The service in a thread, and a client that keeps no cookies: what one test chose is nothing to the next."""
    server = uvicorn.Server(uvicorn.Config(create_app(store, settings), port=0, log_level="critical"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    forgetful = CookieJar(DefaultCookiePolicy(allowed_domains=[]))
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=20, cookies=forgetful) as client:
        yield client
    server.should_exit = True
    thread.join()
