"""A service that runs, and the things of its graph that the pages are tried on."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path

import httpx
from pages_list import Page
from service_process import service

from graph_api.addresses import Addresses

_MOST_INITIATIVES = """
SELECT ?thing (COUNT(DISTINCT ?initiative) AS ?number) {{
  ?initiative a rg:Initiative . {} BIND(STR(?found) AS ?thing)
}} GROUP BY ?thing ORDER BY DESC(?number) ?thing LIMIT 2"""
_LONGEST = """
SELECT ?thing {{ ?found a {} ; {} ?text BIND(STR(?found) AS ?thing) }} ORDER BY DESC(STRLEN(?text)) ?thing LIMIT 1"""
_QUESTIONS = {
    "regions": _MOST_INITIATIVES.format("?initiative rg:statedIn/rg:coversRegion ?found"),
    "themes": _MOST_INITIATIVES.format(
        "?initiative rg:theme/(skos:exactMatch|skos:closeMatch|skos:broadMatch)? ?found . ?found a rg:NationalTheme"
    ),
    "approaches": _MOST_INITIATIVES.format("?initiative rg:approach ?found"),
    "organisations": _MOST_INITIATIVES.format("?initiative rg:ledBy ?found"),
    "plans": _MOST_INITIATIVES.format("?initiative rg:statedIn ?found"),
    "goals": _LONGEST.format("rg:Goal", "rg:statement"),
    "initiatives": _LONGEST.format("rg:Voorloper", "skos:prefLabel"),
}


@dataclass(frozen=True)
class Things:
    """Those of which a graph says most, so that what shows on a page is a lot."""

    region: str
    """A key, as all that follow unless they say otherwise."""
    other: str
    """Another region."""
    theme: str
    theme_iri: str
    approach: str
    organisation_key: str
    initiative_key: str
    """With that of its plan before it."""
    organisation: str
    """An address, as goal and initiative."""
    goal: str
    initiative: str
    plan: str


@dataclass(frozen=True)
class Site:
    """A service that runs."""

    name: str
    """Of what it serves: 'examples', 'real'."""
    url: str
    """Without a slash at the end."""
    things: Things
    client: httpx.Client

    def address(self, page: Page, language: str = "nl") -> str:
        """The whole address of a page."""
        path = page.address.format(**{field.name: getattr(self.things, field.name) for field in fields(Things)})
        return f"{self.url}{path}{'&' if '?' in path else '?'}lang={language}"


@contextmanager
def serve(name: str, store: Path) -> Iterator[Site]:
    """Start the service over a store, and call it so; stop it at the end."""
    with service(store) as running, httpx.Client(base_url=running.url, timeout=60) as client:
        yield Site(name, running.url, things(client), client)


def things(client: httpx.Client) -> Things:
    """The things that the pages are tried on."""
    found = {name: _ask(client, query) for name, query in _QUESTIONS.items()}
    address = Addresses().of
    return Things(
        region=_key(found["regions"][0]),
        other=_key(found["regions"][-1]),
        theme=_key(found["themes"][0]),
        theme_iri=found["themes"][0],
        approach=_key(found["approaches"][0]),
        organisation_key=_key(found["organisations"][0]),
        initiative_key=found["initiatives"][0].partition("/initiative/")[2],
        organisation=address(found["organisations"][0]) or "",
        goal=address(found["goals"][0]) or "",
        initiative=address(found["initiatives"][0]) or "",
        plan=_key(found["plans"][0]),
    )


def _ask(client: httpx.Client, query: str) -> list[str]:
    answer = client.post("/sparql", data={"query": query}, headers={"Accept": "text/csv"})
    assert answer.status_code == 200, answer.text
    found = [row["thing"] for row in csv.DictReader(io.StringIO(answer.text))]
    assert found, f"the graph has nothing for {query}"
    return found


def _key(iri: str) -> str:
    return iri.rpartition("/")[2]
