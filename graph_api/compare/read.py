"""Reads what a comparison needs of a graph, in a few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Final

from graph_api.compare.facts import (
    Concept,
    Facts,
    Goal,
    Initiative,
    Plan,
    PlanTheme,
    Region,
    Section,
    Span,
    Target,
    key,
)
from graph_api.store import Row
from ontology import BASE, PREFIXES

Rows = Callable[[str], list[Row]]

_RG: Final = PREFIXES["rg"]
_PLANS: Final = """
SELECT ?plan ?title ?issued ?kind ?region ?updates ?sha {
  ?plan a rg:Plan .
  OPTIONAL { ?plan dcterms:title ?title } OPTIONAL { ?plan dcterms:issued ?issued }
  OPTIONAL { ?plan rg:planKind ?kind } OPTIONAL { ?plan rg:coversRegion ?region }
  OPTIONAL { ?plan rg:updates ?updates } OPTIONAL { ?plan rg:sourceSha256 ?sha }
}"""
_KINDS: Final = "SELECT ?thing ?value { ?thing a rg:Region OPTIONAL { ?thing rg:regionKind ?value } }"
_WITHIN: Final = "SELECT ?thing ?value { ?thing rg:partOfRegion ?value }"
_LABELS: Final = "SELECT ?thing ?value { ?thing a rg:%s ; %s ?value }"
_NAMES: Final = "SELECT ?thing ?value { ?thing %s ?value }"
_CONCEPTS: Final = "SELECT ?thing ?value { ?thing a rg:%s OPTIONAL { ?thing skos:broader ?value } }"
_PLAN_THEMES: Final = """
SELECT ?thing ?plan ?region ?theme {
  ?thing a rg:PlanTheme .
  OPTIONAL { ?thing rg:statedIn ?plan } OPTIONAL { ?thing rg:region ?region }
  OPTIONAL { ?thing skos:exactMatch|skos:closeMatch|skos:broadMatch ?theme . ?theme a rg:NationalTheme }
}"""
_GOALS: Final = """
SELECT ?thing ?statement ?kind ?plan ?region ?year {
  ?thing a rg:Goal .
  OPTIONAL { ?thing rg:statement ?statement } OPTIONAL { ?thing rg:goalKind ?kind }
  OPTIONAL { ?thing rg:statedIn ?plan } OPTIONAL { ?thing rg:region ?region }
  OPTIONAL { ?thing rg:targetYear ?year }
}"""
_TARGETS: Final = """
SELECT ?thing ?target ?value ?unit ?indicator ?direction ?baseline {
  ?thing rg:target ?target .
  OPTIONAL { ?target rg:value ?value } OPTIONAL { ?target rg:unit ?unit }
  OPTIONAL { ?target rg:indicator ?indicator } OPTIONAL { ?target rg:direction ?direction }
  OPTIONAL { ?target rg:baseline ?baseline }
}"""
_INITIATIVES: Final = """
SELECT ?thing ?status ?plan ?region ?start ?end {
  ?thing a rg:Initiative .
  OPTIONAL { ?thing rg:status ?status } OPTIONAL { ?thing rg:statedIn ?plan }
  OPTIONAL { ?thing rg:region ?region }
  OPTIONAL { ?thing rg:startYear ?start } OPTIONAL { ?thing rg:endYear ?end }
}"""
_VOORLOPERS: Final = "SELECT ?thing ?value { ?thing a rg:Voorloper BIND(true AS ?value) }"
_THEMES_OF: Final = "SELECT ?thing ?value { ?thing a rg:%s ; rg:theme ?value }"
_LINKS: Final = "SELECT ?thing ?value { ?thing a rg:Initiative ; %s ?value }"
_SPANS: Final = """
SELECT ?thing ?plan ?start ?end ?section {
  VALUES ?class { rg:Goal rg:Initiative rg:PlanTheme }
  ?thing a ?class ; rg:evidence ?e . ?e oa:hasSource ?plan ; oa:start ?start ; oa:end ?end .
  OPTIONAL { ?e rg:section ?section }
}"""
_SECTIONS: Final = """
SELECT ?thing ?plan ?start ?end ?parent {
  ?thing a rg:Section ; rg:inPlan ?plan ; oa:start ?start ; oa:end ?end .
  OPTIONAL { ?thing rg:partOfSection ?parent }
}"""
_SIMILAR: Final = """
SELECT ?a ?b ?score { ?s a rg:Similarity ; rg:between ?a, ?b ; rg:score ?score . FILTER(STR(?a) < STR(?b)) }"""
_REJECTED: Final = """
SELECT ?thing ?why {
  GRAPH <%s> {
    { ?thing prov:invalidatedAtTime ?when } UNION { ?thing prov:wasInvalidatedBy ?review }
    OPTIONAL { ?thing prov:wasInvalidatedBy/rdfs:comment ?why }
  }
}"""


def read_facts(rows: Rows, base: str = BASE) -> Facts:
    """Read what is compared.

    A fact is rejected on review where the curation graph says prov:invalidatedAtTime or prov:wasInvalidatedBy of it.

    Args:
        rows: answers SELECT queries: `Snapshot.rows` or `Draft.rows`.
        base: what the IRIs of things start with; it tells which graph is the curation.
    """
    return _Reader(rows, base).facts()


def read_places(rows: Rows) -> tuple[list[Span], list[Section]]:
    """Where the plans state goals, initiatives and themes, and the sections of the plans; in order of place."""
    spans = {
        Span(_text(row, "thing"), _text(row, "plan"), _int(row, "start"), _int(row, "end"), _text(row, "section"))
        for row in rows(_SPANS)
    }
    sections = {
        Section(_text(row, "thing"), _text(row, "plan"), _int(row, "start"), _int(row, "end"), _text(row, "parent"))
        for row in rows(_SECTIONS)
    }
    return (
        sorted(spans, key=lambda s: (s.plan, s.start, s.end, s.thing, s.section)),
        sorted(sections, key=lambda s: (s.plan, s.start, -s.end, s.iri, s.parent)),
    )


class _Reader:
    """One reading of a graph."""

    def __init__(self, rows: Rows, base: str) -> None:
        self._rows = rows
        self._reasons = {_text(row, "thing"): _text(row, "why") for row in rows(_REJECTED % f"{base}graph/curation")}
        self._labels = _gathered(rows(_NAMES % "skos:prefLabel"))
        self._themes = {_text(row, "thing") for row in rows(_CONCEPTS % "NationalTheme")}
        self._plan_themes: dict[str, PlanTheme] = {}
        self._covered: dict[str, str] = {}

    def facts(self) -> Facts:
        """All of it."""
        plans = tuple(self._plans())
        self._covered = {plan.iri: plan.regions[0] for plan in plans if plan.regions}
        self._plan_themes = {theme.iri: theme for theme in self._read_plan_themes()}
        goals, initiatives = tuple(self._goals()), tuple(self._initiatives())
        codes = {goal.kind for goal in goals} | {one.status for one in initiatives}
        codes |= {target.direction for goal in goals for target in goal.targets}
        regions = tuple(self._regions())
        codes |= {plan.kind for plan in plans} | {region.kind for region in regions}
        return Facts(
            plans=plans,
            regions=regions,
            themes=tuple(self._concepts("NationalTheme")),
            approaches=tuple(self._concepts("Approach")),
            plan_themes=tuple(self._plan_themes.values()),
            goals=goals,
            initiatives=initiatives,
            similar=tuple(
                sorted((_text(r, "a"), _text(r, "b"), float(_text(r, "score"))) for r in self._rows(_SIMILAR))
            ),
            reasons=self._reasons,
            names={code: self._both(code) for code in sorted(codes - {""})},
        )

    def _plans(self) -> Iterable[Plan]:
        for iri, rows in _grouped(self._rows(_PLANS), "plan"):
            yield Plan(
                iri,
                _one(rows, "title"),
                _one(rows, "issued"),
                _one(rows, "kind"),
                _all(rows, "region"),
                _all(rows, "updates"),
                _one(rows, "sha"),
            )

    def _regions(self) -> Iterable[Region]:
        within = _gathered(self._rows(_WITHIN))
        for iri, rows in _grouped(self._rows(_KINDS), "thing"):
            yield Region(iri, self._name(iri), _one(rows, "value"), _values(within, iri))

    def _concepts(self, kind: str) -> Iterable[Concept]:
        alternative = _gathered(self._rows(_LABELS % (kind, "skos:altLabel")))
        hidden = _gathered(self._rows(_LABELS % (kind, "skos:hiddenLabel")))
        for iri, rows in _grouped(self._rows(_CONCEPTS % kind), "thing"):
            dutch, english = self._both(iri)
            names = [value for value, tag in self._labels.get(iri, ()) if tag != "en"]
            names += [value for value, tag in alternative.get(iri, ()) if tag != "en"]
            words = [value for value, tag in hidden.get(iri, ()) if tag != "en"]
            yield Concept(iri, dutch, english, _all(rows, "value"), _distinct(names), _distinct(words))

    def _read_plan_themes(self) -> Iterable[PlanTheme]:
        for iri, rows in _grouped(self._rows(_PLAN_THEMES), "thing"):
            plan = _one(rows, "plan")
            region = _one(rows, "region") or self._covered.get(plan, "")
            rejected = iri in self._reasons
            yield PlanTheme(iri, self._name(iri), plan, region, () if rejected else _all(rows, "theme"), rejected)

    def _goals(self) -> Iterable[Goal]:
        themes = _gathered(self._rows(_THEMES_OF % "Goal"))
        targets = {iri: tuple(_targets(rows)) for iri, rows in _grouped(self._rows(_TARGETS), "thing")}
        for iri, rows in _grouped(self._rows(_GOALS), "thing"):
            plan, (national, own) = _one(rows, "plan"), self._both_themes(_values(themes, iri))
            yield Goal(
                iri=iri,
                statement=_one(rows, "statement"),
                kind=_one(rows, "kind"),
                plan=plan,
                region=_one(rows, "region") or self._covered.get(plan, ""),
                themes=national,
                plan_themes=own,
                year=_year(_one(rows, "year")),
                targets=targets.get(iri, ()),
                rejected=iri in self._reasons,
            )

    def _initiatives(self) -> Iterable[Initiative]:
        themes, other = (
            _gathered(self._rows(_THEMES_OF % "Initiative")),
            _gathered(self._rows(_LINKS % "skos:altLabel")),
        )
        approaches = _gathered(self._rows(_LINKS % "rg:approach"))
        serves = _gathered(self._rows(_LINKS % "rg:servesGoal"))
        voorlopers = _gathered(self._rows(_VOORLOPERS))
        for iri, rows in _grouped(self._rows(_INITIATIVES), "thing"):
            plan, (national, own) = _one(rows, "plan"), self._both_themes(_values(themes, iri))
            yield Initiative(
                iri=iri,
                name=self._name(iri),
                names=_distinct([self._name(iri), *_values(other, iri)]),
                status=_one(rows, "status") or f"{_RG}unknown",
                plan=plan,
                region=_one(rows, "region") or self._covered.get(plan, ""),
                themes=national,
                plan_themes=own,
                approaches=_values(approaches, iri),
                goals=_values(serves, iri),
                voorloper=iri in voorlopers,
                start=_year(_one(rows, "start")),
                end=_year(_one(rows, "end")),
                rejected=iri in self._reasons,
            )

    def _both_themes(self, themes: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The national themes of a fact, and its plan themes."""
        national, own = set(), set()
        for theme in themes:
            if theme in self._themes:
                national.add(theme)
            elif theme in self._plan_themes:
                own.add(theme)
                national.update(self._plan_themes[theme].themes)
        return tuple(sorted(national)), tuple(sorted(own))

    def _name(self, iri: str) -> str:
        return self._both(iri)[0]

    def _both(self, iri: str) -> tuple[str, str]:
        """The Dutch and the English name of a thing; where it has one of neither, the end of its IRI."""
        labels = self._labels.get(iri, [])
        dutch = next((value for value, tag in labels if tag != "en"), "") or (labels[0][0] if labels else key(iri))
        return dutch, next((value for value, tag in labels if tag == "en"), dutch)


def _targets(rows: list[Row]) -> Iterable[Target]:
    for _, same in _grouped(rows, "target"):
        value = _one(same, "value")
        yield Target(
            float(value) if value else None,
            _one(same, "unit"),
            _one(same, "indicator"),
            _one(same, "direction"),
            _one(same, "baseline"),
        )


def _grouped(rows: Iterable[Row], name: str) -> list[tuple[str, list[Row]]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[_text(row, name)].append(row)
    return sorted(groups.items())


def _gathered(rows: Iterable[Row]) -> dict[str, list[tuple[str, str]]]:
    """Values of each thing with their language, in the order of the alphabet."""
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in rows:
        found[_text(row, "thing")].add((_text(row, "value"), str(getattr(row["value"], "language", None) or "")))
    return {thing: sorted(values) for thing, values in found.items()}


def _values(gathered: dict[str, list[tuple[str, str]]], thing: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value, _ in gathered.get(thing, ())))


def _all(rows: Iterable[Row], name: str) -> tuple[str, ...]:
    return tuple(sorted({_text(row, name) for row in rows if name in row}))


def _one(rows: Iterable[Row], name: str) -> str:
    return next(iter(_all(rows, name)), "")


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _year(text: str) -> int | None:
    return int(text[:4]) if text[:4].isdigit() else None


def _int(row: Row, name: str) -> int:
    return int(_text(row, name))


def _text(row: Row, name: str) -> str:
    """The IRI or the words of a value; '' where it is unbound."""
    return str(getattr(row[name], "value", row[name])) if name in row else ""
