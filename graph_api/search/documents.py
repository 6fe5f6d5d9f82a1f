"""What can be found: the things of a graph, with the texts that are searched and the facets that they count in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from graph_api.store import Row
from ontology import RG

Rows = Callable[[str], list[Row]]

KINDS: Final = {
    "goal": "Goal",
    "initiative": "Initiative",
    "voorloper": "Voorloper",
    "organisation": "Organisation",
    "theme": "PlanTheme",
    "national-theme": "NationalTheme",
    "region": "Region",
    "plan": "Plan",
    "approach": "Approach",
}
"""Kinds of things that can be found, and the class of each; a voorloper is an initiative too."""
KIND_NAMES: Final = {
    "goal": ("doel", "goal"),
    "initiative": ("initiatief", "initiative"),
    "voorloper": ("voorloper", "voorloper"),
    "organisation": ("organisatie", "organisation"),
    "theme": ("thema van een plan", "theme of a plan"),
    "national-theme": ("landelijk thema", "national theme"),
    "region": ("regio", "region"),
    "plan": ("plan", "plan"),
    "approach": ("aanpak", "approach"),
}
FACETS: Final = ("kind", "region", "theme", "status", "plan")

_TEXTS: Final = """
SELECT ?thing ?property ?value WHERE {
  VALUES ?property { skos:prefLabel skos:altLabel skos:hiddenLabel rg:statement dcterms:title dcterms:description
                     skos:definition skos:scopeNote }
  ?thing ?property ?value FILTER(isLiteral(?value))
}"""
_LINKS: Final = """
SELECT ?thing ?property ?value WHERE {
  VALUES ?property { rdf:type rg:region rg:place rg:worksIn rg:coversRegion rg:partOfRegion rg:theme rg:statedIn
                     rg:status rg:approach skos:broader skos:exactMatch skos:closeMatch skos:broadMatch }
  ?thing ?property ?value
}"""
_QUOTES: Final = """
SELECT ?thing ?evidence ?exact ?plan WHERE {
  ?thing rg:evidence ?evidence . ?evidence oa:exact ?exact ; oa:hasSource ?plan
}"""
_REGIONS: Final = ("region", "place", "worksIn", "coversRegion")
_MATCHES: Final = ("exactMatch", "closeMatch", "broadMatch")


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of a thing. `source` is the IRI of the evidence where it is a quote, and `plan` that of its plan."""

    field: str
    """label, alternative, text, quote or context; context is searched and not shown."""
    text: str
    source: str = ""
    plan: str = ""


@dataclass(slots=True)
class Document:
    """A thing that can be found."""

    iri: str
    kinds: tuple[str, ...]
    """Of `KINDS`, the most specific first."""
    label: str
    passages: list[Passage]
    facets: dict[str, set[str]] = field(default_factory=dict)
    """Facet to the IRIs of its values, those above them too; of 'kind' to names of `KINDS`."""
    region: str | None = None
    """IRI of the region that it is of, None where it has none or several."""
    status: str | None = None
    """IRI of its status."""


@dataclass(frozen=True, slots=True)
class Name:
    """What something is called; the one language stands in for the other."""

    nl: str
    en: str


class Graph:
    """What search needs of a graph, read by four queries."""

    def __init__(self, rows: Rows) -> None:
        self._texts: dict[str, dict[str, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
        self._links: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._quotes: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
        for row in rows(_TEXTS):
            text = (getattr(row["value"], "language", None) or "", _text(row["value"]))
            self._texts[_text(row["thing"])][_tail(row["property"])].append(text)
        for row in rows(_LINKS):
            self._links[_text(row["thing"])][_tail(row["property"])].add(_text(row["value"]))
        for row in rows(_QUOTES):
            words = (_text(row["plan"]), _text(row["exact"]), _text(row["evidence"]))
            self._quotes[_text(row["thing"])].add(words)

    def name(self, iri: str) -> Name:
        """What something is called, its key where nobody gave it a name."""
        texts = self._texts.get(iri, {})
        named = sorted(texts.get("prefLabel") or texts.get("title") or texts.get("statement") or [])
        by_language = dict(reversed(named))
        any_name = by_language.get("") or (named[0][1] if named else _tail(iri))
        nl = by_language.get("nl", any_name)
        return Name(nl, by_language.get("en", nl))

    def documents(self) -> Iterator[Document]:
        """All that can be found, in order of IRI."""
        classes = {str(RG[class_]): kind for kind, class_ in reversed(KINDS.items())}
        for iri in sorted(self._links):
            types = self._links[iri].get("type", set())
            kinds = tuple(kind for class_, kind in classes.items() if class_ in types)
            if kinds:
                yield self._document(iri, tuple(sorted(kinds, key=lambda kind: kind != "voorloper")))

    def _document(self, iri: str, kinds: tuple[str, ...]) -> Document:
        links = self._links[iri]
        regions = {region for link in _REGIONS for region in links.get(link, ())}
        own = links.get("region") or links.get("coversRegion") or set()
        if "region" in kinds:
            regions.add(iri)
        plans = {iri} if "plan" in kinds else set(links.get("statedIn", ()))
        for plan in plans:
            regions |= self._links.get(plan, {}).get("coversRegion", set())
        facets = {
            "kind": set(kinds),
            "region": self._above(regions, ("partOfRegion",)),
            "theme": self._national_themes(iri),
            "status": set(links.get("status", ())),
            "plan": plans,
        }
        status = next(iter(sorted(facets["status"])), None)
        region = next(iter(own)) if len(own) == 1 else None
        return Document(iri, kinds, self.name(iri).nl, list(self._passages(iri, regions)), facets, region, status)

    def _passages(self, iri: str, regions: Iterable[str]) -> Iterator[Passage]:
        texts, label = self._texts.get(iri, {}), self.name(iri).nl
        yield Passage("label", label)
        for name in ("prefLabel", "altLabel", "title"):
            yield from (Passage("alternative", text) for text in _distinct(texts, name) if text != label)
        for name in ("statement", "description", "definition", "scopeNote"):
            yield from (Passage("text", text) for text in _distinct(texts, name) if text != label)
        for plan, words, evidence in sorted(self._quotes.get(iri, ())):
            yield Passage("quote", words, evidence, plan)
        yield from (Passage("context", text) for text in _distinct(texts, "hiddenLabel"))
        around = {*regions, *self._links[iri].get("theme", ()), *self._links[iri].get("approach", ())} - {iri}
        for other in sorted(around):
            yield Passage("context", self.name(other).nl)

    def _national_themes(self, iri: str) -> set[str]:
        """The national themes that a thing is on, as the queries have it: its own, or those that they are tied to."""
        own = self._links[iri].get("theme", set()) | {iri}
        tied = {match for theme in own for link in _MATCHES for match in self._links.get(theme, {}).get(link, ())}
        national = str(RG.NationalTheme)
        above = self._above(own | tied, ("broader",))
        return {theme for theme in above if national in self._links.get(theme, {}).get("type", ())}

    def _above(self, things: Iterable[str], links: tuple[str, ...]) -> set[str]:
        """Things with all that is above them."""
        found: set[str] = set()
        todo = list(things)
        while todo:
            thing = todo.pop()
            if thing not in found:
                found.add(thing)
                todo += [up for link in links for up in self._links.get(thing, {}).get(link, ())]
        return found


def _distinct(texts: Mapping[str, list[tuple[str, str]]], name: str) -> list[str]:
    return sorted({text for _, text in texts.get(name, ())})


def _text(term: object) -> str:
    return str(getattr(term, "value", term))


def _tail(term: object) -> str:
    return _text(term).rsplit("#", 1)[-1].rsplit("/", 1)[-1]
