"""The links across plans that a build makes anew: like initiatives of different regions, and the groups they form."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from graph_api.similar.alike import Compared, compare
from graph_api.similar.communities import Group, groups
from graph_api.similar.embeddings import Embedder
from graph_api.similar.initiatives import Initiative, distinct
from graph_api.similar.reasons import Shared, shared
from graph_api.similar.stored import Thing, write
from graph_api.store.protocol import Row
from ingest.keys import digest
from ontology import PREFIXES, RGT

Ask = Callable[[str], list[Row]]

_INITIATIVES: Final = """
SELECT ?i ?name ?text ?region ?status {
  ?i a rg:Initiative ; skos:prefLabel ?name ; rg:region ?region .
  OPTIONAL { ?i dcterms:description ?text } OPTIONAL { ?i rg:status ?status }
}"""
_VALUES: Final[dict[str, str]] = {
    "name": "?i skos:altLabel ?value",
    "quote": "?i rg:evidence/oa:exact ?value",
    "theme": "?i rg:theme/(skos:exactMatch|skos:broadMatch)? ?value . ?value a rg:NationalTheme",
    "plan theme": "?i rg:theme ?theme . ?theme a rg:PlanTheme ; skos:prefLabel ?value",
    "approach": "?i rg:approach ?value",
    "organisation": "?i rg:involves|rg:ledBy|rg:partner|rg:fundedBy ?value",
    "group": "?i rg:targetGroup ?value",
    "goal": "?i rg:servesGoal/rg:statement ?value",
}
_REGIONS: Final = (
    "SELECT DISTINCT ?region ?around { ?i a rg:Initiative ; rg:region ?region . ?region rg:partOfRegion+ ?around }"
)
_LABELS: Final = """
SELECT ?thing ?label {
  { SELECT DISTINCT ?thing {
      ?i a rg:Initiative ;
         rg:region|rg:status|rg:approach|rg:involves|rg:ledBy|rg:partner|rg:fundedBy|rg:targetGroup ?thing } }
  UNION { ?thing a rg:NationalTheme } UNION { ?thing a rg:Approach }
  ?thing skos:prefLabel ?label
}"""
_GROUP_WORDS: Final = {
    "nl": "gelijke initiatieven in {} regio's; thema's: {}",
    "en": "like initiatives in {} regions; themes: {}",
}


@dataclass(frozen=True)
class Links:
    """What a build derives over all plans."""

    ntriples: bytes
    """The graph of links: similarities above the threshold, and candidate approaches."""
    compared: Compared
    groups: list[Group]
    things: dict[str, Thing]
    embedder: Embedder | None

    def write(self, path: Path) -> None:
        """Write the file that goes with the version: every pair that is kept, broken down.

        Raises:
            OSError: there is no room for it.
        """
        write(path, self.compared, self.groups, self.things, self.embedder)


def links(ask: Ask, base: str, embedder: Embedder | None = None) -> Links:
    """Compare the initiatives of all plans.

    Args:
        ask: answers a SELECT query over all plans.
        base: what the IRIs of things start with.
        embedder: what gives vectors of meaning; without, words decide.
    """
    things = _things(ask)
    compared = compare(_described(ask, things), embedder)
    found = groups(compared)
    triples = [*_similarities(compared, base), *_candidates(compared, found, things, base)]
    data = serialize(sorted(set(triples), key=str), format=RdfFormat.N_TRIPLES)
    assert data is not None
    return Links(data, compared, found, things, embedder)


def initiatives(ask: Ask) -> list[Initiative]:
    """What a comparison needs of every initiative, in the order of their IRIs."""
    return _described(ask, _things(ask))


def _described(ask: Ask, things: dict[str, Thing]) -> list[Initiative]:
    values = {kind: _gathered(ask, pattern) for kind, pattern in _VALUES.items()}
    frequency = Counter(theme for themes in values["theme"].values() for theme in themes)
    around: dict[str, set[str]] = defaultdict(set)
    for row in ask(_REGIONS):
        around[_text(row, "region")].add(_text(row, "around"))
    found: dict[str, Initiative] = {}
    for row in sorted(ask(_INITIATIVES), key=lambda row: (_text(row, "i"), _text(row, "name"), _text(row, "region"))):
        iri, region = _text(row, "i"), _text(row, "region")
        of = {kind: sorted(given[iri]) for kind, given in values.items()}
        of["theme"].sort(key=lambda theme: frequency[theme])  # the graph knows no closest theme: the rarest tells most
        text = _text(row, "text") if "text" in row else max(of["quote"], key=len, default="")
        found.setdefault(
            iri,
            Initiative(
                id=iri,
                names=distinct([_text(row, "name"), *of["name"]]),
                text=text,
                region=region,
                around=frozenset(around[region]),
                plan_theme=" / ".join(of["plan theme"]),
                themes=tuple(theme.removeprefix(str(RGT)) for theme in of["theme"]),
                approaches=frozenset(key.rsplit("/", 1)[-1] for key in of["approach"]),
                status=_text(row, "status") if "status" in row else "",
                organisations=frozenset(of["organisation"]),
                groups=distinct(things[group].nl for group in of["group"] if group in things),
                goals=tuple(of["goal"]),
            ),
        )
    return list(found.values())


def _things(ask: Ask) -> dict[str, Thing]:
    """Names of what initiatives have, by IRI."""
    names: dict[str, dict[str, str]] = defaultdict(dict)
    for row in sorted(ask(_LABELS), key=lambda row: _text(row, "label")):
        names[_text(row, "thing")].setdefault(getattr(row["label"], "language", None) or "nl", _text(row, "label"))
    return {
        iri: Thing(iri, of.get("nl") or of.get("en", iri), of.get("en") or of.get("nl", iri))
        for iri, of in names.items()
    }


def _gathered(ask: Ask, pattern: str) -> dict[str, set[str]]:
    values: dict[str, set[str]] = defaultdict(set)
    for row in ask(f"SELECT DISTINCT ?i ?value {{ ?i a rg:Initiative . {pattern} }}"):
        values[_text(row, "i")].add(_text(row, "value"))
    return values


def _text(row: Row, name: str) -> str:
    """The IRI or the words of a value; none of our queries gives a triple."""
    return str(getattr(row[name], "value"))  # noqa: B009 (a Triple has none, and mypy knows it)


def _term(curie: str) -> NamedNode:
    prefix, _, name = curie.partition(":")
    return NamedNode(PREFIXES[prefix] + name)


def _similarities(compared: Compared, base: str) -> Iterable[Triple]:
    """A similarity for each pair called alike, with what it rests on."""
    until = compared.alike
    i, j = compared.i[:until], compared.j[:until]
    for place, both in enumerate(shared(compared.described, i, j)):
        ids = [compared.described.initiatives[int(at)].id for at in (i[place], j[place])]
        node = NamedNode(f"{base}similarity/{digest(*sorted(ids))}")
        yield Triple(node, _term("rdf:type"), _term("rg:Similarity"))
        for iri in ids:
            yield Triple(node, _term("rg:between"), NamedNode(iri))
        yield Triple(node, _term("rg:score"), Literal(_decimal(compared.scores[place]), datatype=_term("xsd:decimal")))
        for reason in _reasons(both, compared.described.initiatives[int(i[place])], base):
            yield Triple(node, _term("rg:because"), reason)


def _decimal(score: float) -> str:
    return str(Decimal(f"{score:.3f}"))


def _reasons(both: Shared, one: Initiative, base: str) -> Iterable[Literal | NamedNode]:
    if both.words:
        words = ", ".join(both.words)
        yield Literal(f"gedeelde woorden: {words}", language="nl")
        yield Literal(f"shared words: {words}", language="en")
    if both.groups:
        groups = ", ".join(both.groups)
        yield Literal(f"doelgroep: {groups}", language="nl")
        yield Literal(f"target group: {groups}", language="en")
    if not both.words and both.meaning is not None:
        yield Literal("zelfde betekenis in andere woorden", language="nl")
        yield Literal("the same meaning in other words", language="en")
    yield from (NamedNode(f"{RGT}{theme}") for theme in both.themes)
    yield from (NamedNode(f"{base}approach/{key}") for key in both.approaches)
    yield from (NamedNode(iri) for iri in both.organisations if iri in one.organisations)


def _candidates(compared: Compared, found: Iterable[Group], things: dict[str, Thing], base: str) -> Iterable[Triple]:
    """A collection for each group of like initiatives that follows no approach of the vocabulary."""
    for group in found:
        if group.approach is not None:
            continue
        members = [compared.described.initiatives[place] for place in group.members]
        node = NamedNode(f"{base}candidate-approach/{digest(*sorted(one.id for one in members))}")
        yield Triple(node, _term("rdf:type"), _term("skos:Collection"))
        yield Triple(node, _term("skos:prefLabel"), Literal(group.name, language="nl"))
        for one in members:
            yield Triple(node, _term("skos:member"), NamedNode(one.id))
        regions = len({one.region for one in members})
        for language, words in _GROUP_WORDS.items():
            named = [getattr(things[f"{RGT}{t}"], language) if f"{RGT}{t}" in things else t for t in group.themes]
            yield Triple(
                node, _term("skos:note"), Literal(words.format(regions, ", ".join(named) or "-"), language=language)
            )
