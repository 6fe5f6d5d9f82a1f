"""The words of the plans behind facts, and who leads initiatives: one query each, however many facts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from pyoxigraph import NamedNode

from graph_api.compare.answers import EvidenceInfo
from graph_api.compare.read import Rows

_EVIDENCE: Final = """
SELECT ?thing ?e ?plan ?start ?end ?words ?confidence ?page {
  VALUES ?thing { %s }
  ?thing rg:evidence ?e . ?e oa:hasSource ?plan ; oa:start ?start ; oa:end ?end ; oa:exact ?words .
  OPTIONAL { ?e rg:confidence ?confidence }
  OPTIONAL { ?e rg:page ?page }
}"""
_LEADERS: Final = """
SELECT DISTINCT ?thing ?name {
  VALUES ?thing { %s }
  ?thing rg:ledBy ?organisation . ?organisation skos:prefLabel ?name
}"""


def evidence_of(rows: Rows, facts: Collection[str]) -> dict[str, list[EvidenceInfo]]:
    """The evidence of facts by their IRIs, in order of place; each piece once.

    Args:
        rows: answers SELECT queries over the graph.
        facts: IRIs; of one without evidence the list is empty.
    """
    found: dict[str, dict[str, EvidenceInfo]] = {iri: {} for iri in sorted(facts)}
    for row in rows(_EVIDENCE % _listed(facts)) if facts else ():
        piece = EvidenceInfo(
            iri=_value(row, "e"),
            plan=_value(row, "plan"),
            start=int(_value(row, "start")),
            end=int(_value(row, "end")),
            words=_value(row, "words"),
            confidence=float(_value(row, "confidence")) if "confidence" in row else None,
            page=_value(row, "page") if "page" in row else None,
        )
        found[_value(row, "thing")].setdefault(piece.iri, piece)
    return {
        iri: sorted(some.values(), key=lambda one: (one.plan, one.start, one.end, one.iri))
        for iri, some in found.items()
    }


def leaders_of(rows: Rows, initiatives: Collection[str]) -> dict[str, list[str]]:
    """The names of the organisations that lead initiatives, by the IRIs of these; see `evidence_of`."""
    found: dict[str, set[str]] = {iri: set() for iri in initiatives}
    for row in rows(_LEADERS % _listed(initiatives)) if initiatives else ():
        found[_value(row, "thing")].add(_value(row, "name"))
    return {iri: sorted(names) for iri, names in found.items()}


def _listed(iris: Collection[str]) -> str:
    return " ".join(str(NamedNode(iri)) for iri in sorted(iris))


def _value(row: Mapping[str, object], name: str) -> str:
    return str(getattr(row[name], "value", row[name]))
