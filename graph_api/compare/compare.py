"""Regions side by side over themes or approaches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import urlencode

from pyoxigraph import NamedNode

from graph_api.compare.answers import Cell, Comparison, EvidenceInfo, FactInfo, Row
from graph_api.compare.atlas import Atlas
from graph_api.compare.cells import Cells, Text
from graph_api.compare.columns import Side, column, labelled, sides
from graph_api.compare.facts import key
from graph_api.compare.known import Over
from graph_api.compare.read import Rows
from graph_api.compare.together import together
from graph_api.compare.words import both

_EVIDENCE: Final = """
SELECT ?thing ?e ?plan ?start ?end ?words ?confidence {
  VALUES ?thing { %s }
  ?thing rg:evidence ?e . ?e oa:hasSource ?plan ; oa:start ?start ; oa:end ?end ; oa:exact ?words .
  OPTIONAL { ?e rg:confidence ?confidence }
}"""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is compared, all by IRI."""

    regions: tuple[str, ...]
    """In the order of the columns."""
    over: Over = "themes"
    concepts: tuple[str, ...] = ()
    """Themes, each with what is below it, or approaches; without any, all."""
    rollup: bool = True
    evidence: bool = False

    def address(self) -> str:
        """The address of this comparison: the same for whoever asks the same."""
        one = "theme" if self.over == "themes" else "approach"
        asked = [("region", key(region)) for region in self.regions]
        asked += [(one, key(concept)) for concept in sorted(self.concepts)]
        if self.over == "approaches" and not self.concepts:
            asked.append(("over", "approaches"))
        asked.append(("rollup", str(self.rollup).lower()))
        if self.evidence:
            asked.append(("evidence", "true"))
        return f"/compare?{urlencode(asked)}"


def compare(atlas: Atlas, asked: Asked, rows: Rows, text: Text, version: str) -> Comparison:
    """Put regions side by side.

    Args:
        atlas: the regions.
        asked: what is compared.
        rows: answers SELECT queries over the graph; only asked for evidence.
        text: gives texts of plans; only asked where a theme is mentioned and not covered.
        version: name of the version.
    """
    columns, text = sides(atlas, asked.regions, asked.rollup), lru_cache(maxsize=None)(text)
    each = [Cells(atlas, side, asked.over, text) for side in columns]
    found = {concept: [cells.cell(concept) for cells in each] for concept in _concepts(atlas, asked, columns)}
    ranked = sorted((_row(atlas, concept, cells) for concept, cells in found.items()), key=_worth)
    goals = {iri for cells in found.values() for cell in cells for some in cell.goals.values() for iri in some}
    order, note = both("order", "rows"), both("note", "reading")
    return Comparison(
        self=asked.address(),
        version=version,
        over=asked.over,
        rollup=asked.rollup,
        columns=[column(atlas, side) for side in columns],
        rows=ranked,
        shared_by_all=[row.key for row in ranked if row.covered == len(columns)],
        only_in={
            key(side.region): [row.key for row in ranked if row.covered == 1 and row.cells[at].state == "covered"]
            for at, side in enumerate(columns)
        },
        missing=[
            cells.missing(row.iri, cell)
            for row in ranked
            for cells, cell in zip(each, row.cells, strict=True)
            if row.covered and cell.state != "covered" and row.iri in atlas.with_words
        ],
        together=together(atlas, columns, sorted(goals)),
        facts=_facts(atlas, ranked, rows) if asked.evidence else None,
        order_nl=order[0],
        order_en=order[1],
        note_nl=note[0],
        note_en=note[1],
    )


def _concepts(atlas: Atlas, asked: Asked, columns: Sequence[Side]) -> list[str]:
    """The rows: what was asked for with all below it; else all themes, or the approaches that a region follows."""
    if asked.concepts:
        return sorted({below for concept in asked.concepts for below in atlas.below(concept)})
    if asked.over == "themes":
        return list(atlas.themes)
    held = {region for side in columns for region in side.holds}
    followed = {a for one in atlas.facts.initiatives if one.region in held for a in one.approaches}
    return sorted(followed & atlas.approaches.keys())


def _row(atlas: Atlas, concept: str, cells: list[Cell]) -> Row:
    saliences = [cell.salience for cell in cells if cell.salience is not None]
    return Row(
        **labelled(atlas, concept).model_dump(),
        broader=sorted(map(key, atlas.concepts[concept].broader)),
        covered=sum(cell.state == "covered" for cell in cells),
        difference=round(max(saliences) - min(saliences), 4) if saliences else 0.0,
        cells=cells,
    )


def _worth(row: Row) -> tuple[object, ...]:
    """What `order` in words.toml says."""
    group = 0 if row.covered > 1 else 1 if row.covered else 2 if any(c.state == "mentioned" for c in row.cells) else 3
    return group, -row.difference, row.label_nl, row.iri


def _facts(atlas: Atlas, rows_of: Sequence[Row], rows: Rows) -> dict[str, FactInfo]:
    """Every fact of a figure, with its evidence in order of place."""
    wanted = {
        iri
        for row in rows_of
        for cell in row.cells
        for some in (*cell.goals.values(), *cell.initiatives.values())
        for iri in some
    }
    labels = {iri: atlas.goals[iri].statement for iri in wanted if iri in atlas.goals}
    labels |= {iri: atlas.initiatives[iri].name for iri in wanted if iri in atlas.initiatives}
    found: dict[str, list[EvidenceInfo]] = {iri: [] for iri in sorted(wanted)}
    named = " ".join(str(NamedNode(iri)) for iri in found)
    for row in rows(_EVIDENCE % named) if found else ():
        found[_value(row, "thing")].append(
            EvidenceInfo(
                iri=_value(row, "e"),
                plan=_value(row, "plan"),
                start=int(_value(row, "start")),
                end=int(_value(row, "end")),
                words=_value(row, "words"),
                confidence=float(_value(row, "confidence")) if "confidence" in row else None,
            )
        )
    return {
        iri: FactInfo(iri=iri, label=labels[iri], evidence=sorted(some, key=lambda e: (e.plan, e.start, e.end, e.iri)))
        for iri, some in found.items()
    }


def _value(row: Mapping[str, object], name: str) -> str:
    return str(getattr(row[name], "value", row[name]))
