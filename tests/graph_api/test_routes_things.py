"""The IRIs of the graph, over HTTP."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote, urlsplit

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, RdfFormat, Triple, parse
from small_service import Serve, triples

from graph_api.addresses import Addresses
from graph_api.store import EmbeddedStore
from ontology import BASE

HTML = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
FORMS = {
    "ttl": RdfFormat.TURTLE,
    "jsonld": RdfFormat.JSON_LD,
    "json": RdfFormat.JSON_LD,
    "rdf": RdfFormat.RDF_XML,
    "nt": RdfFormat.N_TRIPLES,
}


def subjects(store: EmbeddedStore, chosen: Callable[[str], bool]) -> list[str]:
    with store.read() as snapshot:
        found = {triple.subject for graph in snapshot.graphs() if chosen(graph) for triple in snapshot.triples(graph)}
    return sorted(node.value for node in found if isinstance(node, NamedNode))


def test_every_thing_of_the_plans_answers_with_data_and_with_a_page(
    example_store: EmbeddedStore, example_client: httpx.Client
) -> None:
    read = subjects(example_store, lambda graph: "/plan/" in graph)
    assert len(read) > 500
    shared = subjects(example_store, lambda graph: "/plan/" not in graph)
    for iri in read + shared[::40]:
        address = Addresses().of(iri)
        assert address is not None
        if not Addresses().own(iri):
            address = f"/about?iri={quote(iri, safe='')}"
        address = urlsplit(address)._replace(fragment="").geturl()
        data = example_client.get(address)
        assert data.status_code == 200, iri
        assert data.headers["content-type"] == "text/turtle; charset=utf-8"
        said = {quad.subject for quad in parse(data.content, RdfFormat.TURTLE)}
        assert NamedNode(iri) in said
        page = example_client.get(address, headers=HTML)
        assert page.status_code == 200, iri
        assert page.headers["content-type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("ending", FORMS)
def test_endings_and_accept_choose_the_same_forms(client: httpx.Client, ending: str) -> None:
    by_ending = client.get(f"/id/goal/g.{ending}")
    media_type = by_ending.headers["content-type"].partition(";")[0]
    by_accept = client.get("/id/goal/g", headers={"Accept": f"text/html;q=0.1,{media_type};q=0.9"})
    by_format = client.get("/id/goal/g", params={"format": ending})
    assert by_ending.status_code == 200
    assert by_ending.content == by_accept.content == by_format.content
    assert by_accept.headers["vary"].startswith("Accept")
    assert by_accept.headers["content-location"].endswith(f"/id/goal/g.{'jsonld' if ending == 'json' else ending}")
    found = {Triple(quad.subject, quad.predicate, quad.object) for quad in parse(by_ending.content, FORMS[ending])}
    turtle = parse(client.get("/id/goal/g.ttl").content, RdfFormat.TURTLE)
    assert found == {Triple(quad.subject, quad.predicate, quad.object) for quad in turtle}


def test_a_page_has_names_words_and_links_but_no_script_or_style(example_client: httpx.Client) -> None:
    page = example_client.get("/id/initiative/brinkland", headers=HTML)
    assert page.status_code == 404, "a plan has initiatives, but is none"
    found = example_client.get("/lookup", params={"label": "Brinkland", "kind": "Region"}).json()["found"]
    page = example_client.get(f"{found[0]['address']}.html")
    assert re.search(r"<h1[^>]*>Brinkland</h1>", page.text)
    assert "<blockquote" in page.text and "teken " in page.text
    assert re.search(r'<a href="/plans/brinkland\?at=(\d+)#c\1">', page.text), "where the plan says so"
    assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\sstyle=", page.text)
    style = re.search(r'<link rel="stylesheet" href="([^"]+)"', page.text)
    assert style and example_client.get(style[1]).headers["content-type"].startswith("text/css")


def test_pages_come_in_two_languages(example_client: httpx.Client) -> None:
    dutch = example_client.get("/theme/ouderen.html")
    english = example_client.get("/theme/ouderen.html", headers={"Accept-Language": "en-GB,en;q=0.9,nl;q=0.1"})
    asked = example_client.get("/theme/ouderen.html?lang=en")
    assert (dutch.headers["content-language"], english.headers["content-language"]) == ("nl", "en")
    assert re.search(r"<h1[^>]*>Ouderen</h1>", dutch.text) and re.search(r"<h1[^>]*>Older people</h1>", english.text)
    assert english.text.partition("<main")[2] == asked.text.partition("<main")[2] != ""
    assert 'hreflang="en"' in dutch.text


def test_what_comes_from_a_plan_is_escaped(store: EmbeddedStore, serve: Serve) -> None:
    evil = triples(
        f'<{BASE}goal/evil> a rg:Goal ; rg:statement "<script>alert(1)</script>\\" onload=x" ; rg:evidence <{BASE}evidence/e> ;'
        ' rg:theme <javascript:alert(2)> ; skos:note "</main><img src=x onerror=y>"@nl .\n'
        f'<{BASE}evidence/e> oa:exact "<b>words</b>" ; oa:hasSource <{BASE}plan/veenrand> ; oa:start "<i>" .'
    )
    with store.write() as draft:
        draft.replace_graph(f"{BASE}graph/plan/evil", evil)
        draft.publish()
    page = serve().get("/id/goal/evil", headers=HTML)
    assert page.status_code == 200
    for bad in ("<script>", "<img", "<b>", "<i>", 'href="javascript', "</main><"):
        assert bad not in page.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text
    assert "&lt;b&gt;words&lt;/b&gt;" in page.text


ODD = ("region/caf%C3%A9%20noord", "region/café", "region/a%20b", "region/slash/", "goal/met.punt", "goal/vraag?x=1")


@pytest.fixture(scope="module")
def odd_client(tmp_path_factory: pytest.TempPathFactory) -> httpx.Client:  # type: ignore[misc]
    from small_service import served

    from graph_api.settings import Settings

    made = EmbeddedStore(tmp_path_factory.mktemp("odd") / "store")
    with made.write() as draft:
        draft.replace_graph(
            f"{BASE}graph/plan/odd", triples("\n".join(f'<{BASE}{key}> rg:unit "{key}" .' for key in ODD))
        )
        draft.publish()
    with served(made, Settings()) as started:
        yield started


@pytest.mark.parametrize("key", ODD)
@pytest.mark.parametrize("ending", ["", ".ttl", ".html"])
def test_odd_iris_answer(odd_client: httpx.Client, key: str, ending: str) -> None:
    address = Addresses().of(BASE + key)
    assert address is not None
    answer = odd_client.get(address + ending)
    assert answer.status_code == 200
    assert f'"{key}"' in answer.text if ending != ".html" else key in answer.text


@pytest.mark.parametrize(
    "address",
    [
        "/id/region/caf%c3%a9",
        "/id/region/a b",
        "/id/region/a%20b/",
        "/id/region/slash",
        "/graph/plan/odd",
        "/id/graph/plan/odd/",
    ],
)
def test_other_ways_to_write_them_answer_too(odd_client: httpx.Client, address: str) -> None:
    assert odd_client.get(address).status_code == 200


def test_a_named_graph_answers_with_all_that_it_holds(client: httpx.Client, made_once: EmbeddedStore) -> None:
    with made_once.read() as snapshot:
        whole = set(snapshot.triples(f"{BASE}graph/plan/veenrand"))
    for address in ("/id/graph/plan/veenrand.nt", "/graph/plan/veenrand.nt"):
        answer = client.get(address)
        assert {quad.triple for quad in parse(answer.content, RdfFormat.N_TRIPLES)} == whole
    assert str(len(whole)) in client.get("/id/graph/plan/veenrand.html").text
    assert client.get("/id/graph/plan/none").status_code == 404


def test_what_is_not_there_names_what_comes_near(example_client: httpx.Client) -> None:
    answer = example_client.get("/id/region/waterlandenn")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
    assert "Waterlanden (/id/region/waterlanden)" in answer.json()["detail"]
    page = example_client.get("/id/region/waterlandenn", headers=HTML)
    assert page.status_code == 404
    assert '<a href="/id/region/waterlanden">' in page.text


def test_a_version_that_the_client_has_is_not_sent_again(client: httpx.Client) -> None:
    first = client.get("/id/goal/g")
    again = client.get("/id/goal/g", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["content-location"] == first.headers["content-location"]
    page = client.get("/id/goal/g", headers=HTML | {"If-None-Match": first.headers["etag"]})
    assert page.status_code == 200


def test_head_answers_as_get_without_the_body(client: httpx.Client) -> None:
    head, get = client.head("/id/goal/g"), client.get("/id/goal/g")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == get.headers["etag"]


def test_only_at_the_namespace_itself_the_thing_leads_to_the_document(serve: Serve) -> None:
    there = serve(public_url="https://w3id.org/regiograaf/")
    thing = there.get("/id/goal/g", headers=HTML)
    assert (thing.status_code, thing.headers["location"]) == (303, f"{BASE}goal/g.html")
    assert there.get("/id/goal/g.html").status_code == 200
    elsewhere = serve(public_url="https://example.org/rg")
    answer = elsewhere.get("/id/goal/g.html")
    assert answer.headers["content-location"] == "https://example.org/rg/id/goal/g.html"
    assert 'href="https://example.org/rg/plans/veenrand?at=' in answer.text


def test_a_host_that_is_none_is_not_taken_over(client: httpx.Client) -> None:
    answer = client.get("/id/goal/g", headers={"Host": 'evil"><script>'})
    assert "evil" not in str(answer.headers) and answer.status_code in (200, 400)


def test_what_is_not_offered_is_refused(client: httpx.Client) -> None:
    assert client.get("/id/goal/g", headers={"Accept": "image/png"}).status_code == 406
    assert client.get("/id/goal/g?format=pdf").status_code == 406
    assert client.get("/about").json()["version"] == "000001", "without an IRI it tells of the service itself"
    assert client.get("/about", params={"iri": "no iri at all"}).status_code == 404


PATHS = st.lists(
    st.one_of(
        st.sampled_from(
            ["id", "def", "theme", "code", "graph", "plan", "goal", "g", "about", "queries", "..", ".ttl", "%"]
        ),
        st.text(max_size=8),
        st.binary(max_size=4).map(lambda data: "".join(f"%{byte:02X}" for byte in data)),
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    PATHS,
    st.sampled_from(["", "*/*", "text/html", "text/turtle;q=x", "a/b;q=9,,;", "application/ld+json"]),
    st.booleans(),
)
def test_no_path_breaks_it(client: httpx.Client, path: list[str], accept: str, raw: bool) -> None:
    rest = "/".join(path)
    address = "/id/" + (quote(rest, safe="/%") if raw else quote(rest, safe="/", errors="replace"))
    answer = client.get(address, headers={"Accept": accept}, follow_redirects=False)
    assert answer.status_code < 500, address
    assert client.get("/about", params={"iri": rest}).status_code < 500
