"""Reads the facts of a version from its graph, by three queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Final

from graph_api.facts.model import (
    OTHER,
    Facts,
    Goal,
    Initiative,
    Label,
    Organisation,
    Plan,
    Quote,
    Region,
    Target,
    Theme,
    closure,
    key_of,
)
from graph_api.store import Row

Rows = Callable[[str], list[Row]]

_STATEMENTS: Final = """
SELECT ?s ?p ?o WHERE {
  VALUES ?p {
    rdf:type rg:theme rg:region rg:statedIn rg:statement rg:goalKind rg:targetYear rg:target rg:partOfGoal
    rg:value rg:unit rg:indicator rg:direction rg:status rg:place rg:servesGoal rg:targetGroup rg:approach rg:voorloperSignal
    rg:involves rg:ledBy rg:partner rg:fundedBy rg:organisationType rg:coversRegion rg:planKind rg:sourceSha256 rg:partOfRegion rg:regionKind
    dcterms:title dcterms:description skos:broader skos:exactMatch skos:closeMatch skos:broadMatch
    skos:prefLabel skos:altLabel skos:hiddenLabel
  }
  ?s ?p ?o
  FILTER(?p != rdf:type || ?o NOT IN (rg:Evidence, rg:Section, rg:Similarity, prov:Entity))
}"""
"""Without the types of which there are most, which nothing here asks for: half of what there is."""
_QUOTES: Final = """
SELECT ?thing ?evidence ?plan ?start ?end ?words ?confidence ?page WHERE {
  ?thing rg:evidence ?evidence . ?evidence oa:hasSource ?plan ; oa:exact ?words .
  OPTIONAL { ?evidence oa:start ?start ; oa:end ?end }
  OPTIONAL { ?evidence rg:confidence ?confidence }
  OPTIONAL { ?evidence rg:page ?page }
}"""
_SIMILAR: Final = "SELECT ?a ?b ?score WHERE { ?s rg:between ?a, ?b ; rg:score ?score FILTER(STR(?a) < STR(?b)) }"
"""Each pair once."""
_ROLES: Final = ("ledBy", "partner", "fundedBy", "involves")
_MATCHES: Final = ("exactMatch", "closeMatch", "broadMatch")
_NAMED: Final = ("NationalTheme", "Approach", "Concept")


class _Said:
    """What is said of one thing: property to values, IRIs and texts alike."""

    def __init__(self) -> None:
        self.values: dict[str, dict[str, str]] = {}

    def add(self, property_: str, value: str, language: str) -> None:
        self.values.setdefault(property_, {}).setdefault(value, language)

    def all(self, *properties: str) -> tuple[str, ...]:
        """The values, sorted, each once."""
        return tuple(sorted({value for property_ in properties for value in self.values.get(property_, ())}))

    def keys(self, property_: str) -> tuple[str, ...]:
        """The ends of the values' IRIs."""
        return tuple(key_of(value) for value in self.all(property_))

    def one(self, property_: str) -> str:
        """The first value, '' where there is none."""
        return min(self.values.get(property_, ()), default="")

    def label(self, property_: str = "prefLabel") -> Label | None:
        """The names in both languages; None where it has none."""
        names = self.values.get(property_)
        if not names:
            return None
        by_language = {language: text for text, language in sorted(names.items(), reverse=True)}
        dutch = by_language.get("nl") or by_language.get("") or min(names)
        return Label(dutch, by_language.get("en", dutch))


def read(rows: Rows) -> Facts:
    """The facts of a graph.

    Args:
        rows: answers a SELECT query over all named graphs (`Snapshot.rows`, `Draft.rows`).
    """
    said: dict[str, _Said] = defaultdict(_Said)
    for row in rows(_STATEMENTS):
        value = row["o"]
        said[_text(row["s"])].add(key_of(_text(row["p"])), _text(value), getattr(value, "language", None) or "")
    by_class: dict[str, list[str]] = defaultdict(list)
    for iri in sorted(said):
        for class_ in said[iri].keys("type"):
            by_class[class_].append(iri)
    return _Reader(said, by_class, _quotes(rows)).facts(_similar(rows))


class _Reader:
    """Makes objects of what is said."""

    def __init__(
        self, said: Mapping[str, _Said], by_class: Mapping[str, list[str]], quotes: Mapping[str, tuple[Quote, ...]]
    ) -> None:
        self._said = said
        self._by_class = by_class
        self._quotes = quotes
        national = by_class.get("NationalTheme", [])
        self._broader = closure({iri: said[iri].all("broader") for iri in national})
        self._matched = {
            iri: frozenset(one for one in said[iri].all(*_MATCHES) if one in self._broader)
            for iri in by_class.get("PlanTheme", [])
        }
        self._plans = {iri: self._plan(iri) for iri in by_class.get("Plan", [])}

    def facts(self, similar: Mapping[str, Mapping[str, float]]) -> Facts:
        """All of them."""
        return Facts(
            regions={iri: self._region(iri) for iri in self._of("Region")},
            plans=self._plans,
            themes={iri: self._theme(iri) for iri in self._of("PlanTheme")},
            goals={iri: self._goal(iri) for iri in self._of("Goal")},
            initiatives={iri: self._initiative(iri) for iri in self._of("Initiative")},
            organisations={iri: self._organisation(iri) for iri in self._of("Organisation")},
            labels={
                iri: label
                for class_ in _NAMED
                for iri in self._of(class_)
                if "PlanTheme" not in self._said[iri].keys("type") and (label := self._said[iri].label())
            },
            broader=self._broader,
            similar=similar,
        )

    def _of(self, class_: str) -> list[str]:
        return self._by_class.get(class_, [])

    def _name(self, iri: str) -> str:
        label = self._said[iri].label()
        return label.nl if label else key_of(iri)

    def _names(self, iri: str, *properties: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys([self._name(iri), *self._said[iri].all("prefLabel", *properties)]))

    def _regions(self, iri: str) -> tuple[str, ...]:
        said = self._said[iri]
        own = said.all("region")
        return own or tuple(
            sorted({r for p in said.all("statedIn") if p in self._plans for r in self._plans[p].regions})
        )

    def _national(self, iri: str) -> frozenset[str]:
        """The national themes that a thing points to, or that its plan themes are tied to."""
        found: set[str] = set()
        for theme in self._said[iri].all("theme"):
            found |= {theme} if theme in self._broader else self._matched.get(theme, frozenset())
        return frozenset(found - {OTHER})

    def _plan(self, iri: str) -> Plan:
        said = self._said[iri]
        kind = key_of(said.one("planKind")).removeprefix("plan-")
        title = said.label("title")
        return Plan(
            iri,
            key_of(iri),
            title.nl if title else key_of(iri),
            kind,
            said.all("coversRegion"),
            said.one("sourceSha256"),
        )

    def _region(self, iri: str) -> Region:
        said = self._said[iri]
        kinds = frozenset(kind.removeprefix("region-") for kind in said.keys("regionKind"))
        names = self._names(iri, "altLabel", "hiddenLabel")
        return Region(iri, self._name(iri), names, kinds, said.all("partOfRegion"))

    def _theme(self, iri: str) -> Theme:
        said = self._said[iri]
        parents = tuple(one for one in said.all("broader") if one not in self._broader)
        plans = said.all("statedIn")
        return Theme(iri, self._name(iri), plans, parents, self._matched[iri], self._quotes.get(iri, ()))

    def _goal(self, iri: str) -> Goal:
        said = self._said[iri]
        return Goal(
            iri=iri,
            statement=said.one("statement"),
            kind=key_of(said.one("goalKind")),
            plans=said.all("statedIn"),
            regions=self._regions(iri),
            themes=said.all("theme"),
            national=self._national(iri),
            years=tuple(int(year[:4]) for year in said.all("targetYear") if year[:4].isdigit()),
            targets=tuple(self._target(target) for target in said.all("target")),
            parents=said.all("partOfGoal"),
            quotes=self._quotes.get(iri, ()),
        )

    def _target(self, iri: str) -> Target:
        said = self._said.get(iri, _Said())
        return Target(
            _number(said.one("value")), said.one("unit"), said.one("indicator"), key_of(said.one("direction"))
        )

    def _initiative(self, iri: str) -> Initiative:
        said = self._said[iri]
        roles: dict[str, set[str]] = defaultdict(set)
        for role in _ROLES:
            for organisation in said.all(role):
                roles[organisation].add(role)
        return Initiative(
            iri=iri,
            label=self._name(iri),
            names=self._names(iri, "altLabel"),
            text=said.one("description"),
            status=key_of(said.one("status")),
            voorloper="Voorloper" in said.keys("type"),
            signals=frozenset(signal.removeprefix("signal-") for signal in said.keys("voorloperSignal")),
            plans=said.all("statedIn"),
            regions=self._regions(iri),
            places=said.all("place"),
            themes=said.all("theme"),
            national=self._national(iri),
            goals=said.all("servesGoal"),
            groups=frozenset(said.all("targetGroup")),
            approaches=frozenset(said.all("approach")),
            roles={organisation: frozenset(found) for organisation, found in sorted(roles.items())},
            quotes=self._quotes.get(iri, ()),
        )

    def _organisation(self, iri: str) -> Organisation:
        said = self._said[iri]
        names = self._names(iri, "altLabel")
        quotes = self._quotes.get(iri, ())
        plans = tuple(sorted({quote.plan for quote in quotes} | set(said.all("statedIn"))))
        return Organisation(iri, self._name(iri), names, said.one("organisationType"), plans, quotes)


def _quotes(rows: Rows) -> dict[str, tuple[Quote, ...]]:
    """Thing to its evidence, each piece once, in the order of plan and place."""
    found: dict[str, dict[str, Quote]] = defaultdict(dict)
    for row in rows(_QUOTES):
        iri = _text(row["evidence"])
        confidence = _number(_optional(row, "confidence"))
        found[_text(row["thing"])][iri] = Quote(
            iri,
            _text(row["plan"]),
            _whole(_optional(row, "start")),
            _whole(_optional(row, "end")),
            _text(row["words"]),
            None if confidence is None else min(1.0, max(0.0, confidence)),
            _optional(row, "page"),
        )
    return {thing: tuple(sorted(pieces.values(), key=_place)) for thing, pieces in found.items()}


def _similar(rows: Rows) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for row in rows(_SIMILAR):
        one, other, score = _text(row["a"]), _text(row["b"]), _number(_text(row["score"])) or 0.0
        found[one][other] = found[other][one] = max(score, found[one].get(other, 0.0))
    return dict(found)


def _place(quote: Quote) -> tuple[str, int, int, str]:
    return quote.plan, quote.start, quote.end, quote.iri


def _optional(row: Row, name: str) -> str:
    return _text(row[name]) if name in row else ""


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() else -1


def _text(term: object) -> str:
    return str(getattr(term, "value", term))
