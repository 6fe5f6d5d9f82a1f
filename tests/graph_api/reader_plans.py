"""Plans made by hand, with facts at places in their text: what the tests of the plan reader share."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

from fastapi.testclient import TestClient
from pyoxigraph import Literal
from small_service import triples

from graph_api.app import create_app
from graph_api.reader.structure import file_name
from graph_api.settings import Settings
from graph_api.store import EmbeddedStore
from ingest.outline import make_outline
from ingest.outline.kept import structure, to_json
from ingest.read.source import SourceText
from ontology import BASE

HTML = {"Accept": "text/html"}
Placed = tuple[str, str, int, int]
"""Kind, key, start and end of a fact."""
_CLASSES = {
    "goal": "rg:Goal",
    "initiative": "rg:Initiative",
    "voorloper": "rg:Initiative, rg:Voorloper",
    "organisation": "rg:Organisation",
    "theme": "rg:PlanTheme",
    "region": "rg:Region",
}


def made_store(
    folder: Path, text: str, placed: Sequence[Placed], *, outlined: bool = True, more: str = ""
) -> EmbeddedStore:
    """A store with the plan 'p'.

    Args:
        folder: where to make it.
        text: of the plan.
        placed: its facts.
        outlined: whether its structure is kept.
        more: Turtle.
    """
    sha = sha256(text.encode()).hexdigest()
    turtle = [
        f'@base <{BASE}> .\n<plan/p> a rg:Plan ; dcterms:title "Plan <b>P</b>" ; rg:sourceFile "p.txt" ; '
        f'rg:sourceSha256 "{sha}" ; rg:coversRegion <region/veenrand> .\n'
        '<region/veenrand> a rg:Region ; skos:prefLabel "Veenrand"@nl .\n' + more
    ]
    for number, (kind, key, start, end) in enumerate(placed):
        name = "rg:statement" if kind == "goal" else "skos:prefLabel"
        thing, words = f"<{kind}/{key}>", Literal(text[start:end])
        turtle.append(
            f'{thing} a {_CLASSES[kind]} ; {name} "{kind} {key}"@nl ; rg:statedIn <plan/p> ; rg:evidence <evidence/{number}> .\n'
            f"<evidence/{number}> a rg:Evidence ; oa:hasSource <plan/p> ; oa:exact {words} ; oa:start {start} ; "
            f"oa:end {end} ; rg:confidence 0.9 .\n"
        )
    store = EmbeddedStore(folder)
    with store.write() as draft:
        draft.replace_graph(f"{BASE}graph/plan/p", triples("".join(turtle)))
        draft.keep_source(sha, text)
        draft.keep_report("p", [])
        if outlined:
            data = to_json(structure(make_outline(SourceText.of(text))))
            draft.keep_file(file_name(sha), lambda path: _write(path, data), source=sha)
        draft.publish()
    return store


def places(text: str, *facts: tuple[str, str, str]) -> list[Placed]:
    """Facts by kind, key and words, at the first place of these words."""
    return [(kind, key, text.index(words), text.index(words) + len(words)) for kind, key, words in facts]


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)


class Article(HTMLParser):
    """What stands in the text of a plan's page: its words, those of each fact, and its elements."""

    _ADDED = ("reader__anchor", "fact__more", "reader__facts", "reader__page")
    """Classes of what the page adds to the text."""
    _EMPTY = ("br", "meta", "link", "input", "hr", "img", "path", "circle", "rect")

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words = ""
        self.facts: dict[str, str] = {}
        """Title of the link to the words that stand in it."""
        self.marked = ""
        """What the address points at."""
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self._open: list[tuple[str, dict[str, str]]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids += [given["id"]] if "id" in given else []
        if tag not in self._EMPTY:
            self._open.append((tag, given))
        if self._inside():
            self.tags.add(tag)
            self.links += [given["href"]] if "href" in given else []

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            if self._open.pop()[0] == tag:
                return

    def handle_data(self, data: str) -> None:
        classes = {name for _, given in self._open for name in given.get("class", "").split()}
        summary = any(tag == "summary" for tag, _ in self._open)
        if (
            not self._inside()
            or summary
            or classes & set(self._ADDED)
            or not any(tag == "bdi" for tag, _ in self._open)
        ):
            return
        sign = next((given["title"] for tag, given in self._open if tag == "abbr"), None)
        shown = f"⟨{sign}⟩" if sign else data
        self.words += shown
        for tag, given in self._open:
            if tag == "a" and "title" in given:
                self.facts[given["title"]] = self.facts.get(given["title"], "") + shown
            if "fact--at" in given.get("class", "").split():
                self.marked += shown

    def _inside(self) -> bool:
        return any("reader__text" in given.get("class", "") for _, given in self._open)


HOSTILE = (
    "# Plan <script>alert(1)</script>\n\n"
    '## Doelen & "wensen"\n\n'
    "- **Minder** vallen\u202ekeer om\n"
    "- <img src=x onerror=alert(2)> in Veenrand\n\n"
    "Partij\tRol\nGGD <b>Veenrand</b>\t=cmd|' /C calc'!A0\n\n"
    f"{'lang' * 500} woord\n"
)
FACTS = places(
    HOSTILE,
    ("goal", "g1", "**Minder** vallen\u202ekeer om"),
    ("initiative", "i1", "vallen"),
    ("region", "r1", "Veenrand"),
    ("organisation", "o1", "GGD <b>Veenrand</b>"),
    ("voorloper", "v1", "=cmd|' /C calc'!A0"),
    ("theme", "t1", "vallen"),
)


def client_of(store: EmbeddedStore) -> TestClient:
    return TestClient(create_app(store, Settings()))


def page(client: TestClient, address: str, language: str = "nl") -> str:
    answer = client.get(address, headers=HTML | {"Accept-Language": language})
    assert answer.status_code == 200, answer.text[-500:]
    assert answer.headers["content-type"].startswith("text/html")
    text: str = answer.text
    return text
