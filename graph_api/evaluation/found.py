"""What the graph says of one plan, with the lines of the text that each thing stands at."""

from __future__ import annotations

import bisect
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Final

from pyoxigraph import Literal

from graph_api.evaluation.matching import Lines, Thing
from graph_api.store import Row, Snapshot, Term
from ingest.errors import RegiograafError

LABELS: Final = ("skos:prefLabel", "skos:altLabel")
_PLAN: Final = "SELECT ?plan ?file WHERE { ?plan rg:sourceFile ?file }"
_EVIDENCE: Final = """
SELECT ?plan ?thing ?start ?end ?exact WHERE {
  ?evidence oa:hasSource ?plan ; oa:start ?start ; oa:end ?end ; oa:exact ?exact .
  ?thing rg:evidence ?evidence
}"""
_VALUES: Final = """
SELECT DISTINCT ?plan ?thing ?value WHERE {{
  ?evidence oa:hasSource ?plan . ?thing rg:evidence ?evidence ; a/rdfs:subClassOf* rg:{kind} ; {path} ?value
}}"""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the graph says of a thing: values by the name of the question, as text."""

    iri: str
    values: Mapping[str, frozenset[str]]

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.values.get(name, frozenset())


class FoundPlan:
    """A plan in the graph, against its text."""

    def __init__(self, snapshot: Snapshot, file: str, text: str) -> None:
        """Finds the plan that was read from a file of this name.

        Raises:
            RegiograafError: there is none.
        """
        plans = sorted((row["plan"] for row in snapshot.rows(_PLAN, file=Literal(file))), key=str)
        if not plans:
            raise RegiograafError(
                "no plan in the store was read from this file.",
                where=file,
                way_out="Build it first: regiograaf build FILE --store DIR; `regiograaf plans` lists what is there.",
            )
        self._snapshot = snapshot
        self._text = text
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self._plan = plans[0]

    @cached_property
    def _evidence(self) -> list[Row]:
        return self._snapshot.rows(_EVIDENCE, plan=self._plan)

    @cached_property
    def _lines(self) -> dict[str, list[Lines]]:
        lines: dict[str, list[Lines]] = defaultdict(list)
        for row in self._evidence:
            start, end = int(_value(row, "start")), int(_value(row, "end"))
            lines[_value(row, "thing")].append((self._line(start), self._line(max(start, end - 1))))
        return lines

    def _line(self, offset: int) -> int:
        return bisect.bisect_right(self._starts, offset)

    def grounding(self) -> tuple[int, int]:
        """How many pieces of evidence have the words that stand in the text at their place, and how many there are."""
        good = sum(
            self._text[int(_value(row, "start")) : int(_value(row, "end"))] == _value(row, "exact")
            for row in self._evidence
        )
        return good, len(self._evidence)

    def things(self, kind: str, within: Lines, label: Iterable[str], /, **paths: str) -> list[Thing]:
        """The things of a class with evidence in these lines.

        They come last IRI first: so the reference scorer sees those of an export, and where two things are equally
        like what is marked, the order decides which one is taken.

        Args:
            kind: local name of the class.
            within: lines of the text.
            label: paths to what they are called.
            paths: what else to tell of each thing (in its `facts`): property paths by the name to tell it under.
        """
        labels = self._values(kind, "|".join(label))
        sure = self._values(kind, "rg:evidence/rg:confidence")
        facts = {name: self._values(kind, path) for name, path in paths.items()}
        found = []
        for iri in sorted(self._values(kind, "rdf:type"), key=_as_written, reverse=True):
            lines = [(a, b) for a, b in self._lines[iri] if b >= within[0] and a <= within[1]]
            if lines:
                told = Facts(iri, {name: frozenset(values.get(iri, ())) for name, values in facts.items()})
                confidence = max(map(float, sure.get(iri, ())), default=1.0)
                found.append(Thing(tuple(sorted(labels.get(iri, ()))), tuple(lines), told, confidence))
        return found

    @cache  # noqa: B019 (it lives as long as the evaluation)
    def _values(self, kind: str, path: str) -> dict[str, set[str]]:
        values: dict[str, set[str]] = defaultdict(set)
        for row in self._snapshot.rows(_VALUES.format(kind=kind, path=path), plan=self._plan):
            values[_value(row, "thing")].add(_value(row, "value"))
        return values


def read_text(folder: Path, name: str) -> str:
    """The text of a plan with its line ends as they are.

    Raises:
        RegiograafError: it is not there, or no UTF-8.
    """
    path = folder / name
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        way_out = "Name the folder with the plans' texts after --texts."
        raise RegiograafError(
            f"the text cannot be read ({error.strerror}).", where=str(path), way_out=way_out
        ) from error
    except UnicodeDecodeError as error:
        raise RegiograafError("the text is not UTF-8.", where=str(path), way_out="Convert it to UTF-8.") from error


def _as_written(iri: str) -> str:
    return f"<{iri}>"


def _value(row: Row, name: str) -> str:
    term: Term = row[name]
    return str(getattr(term, "value", term))
