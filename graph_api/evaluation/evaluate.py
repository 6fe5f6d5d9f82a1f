"""Scores the graph of the store against the reference of careful readers, kind by kind.

It counts as the project's reference scorer does: things are paired one to one, best match first; what is known of a
thing beside its name is compared on the pairs only; tallies of several references add up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from graph_api.evaluation.found import LABELS, FoundPlan, read_text
from graph_api.evaluation.matching import Likeness, Thing, fold, pair, same_goal, same_initiative, same_name
from graph_api.evaluation.reference import Initiative, Reference
from graph_api.evaluation.reliability import Reliability
from graph_api.evaluation.tally import Tally
from graph_api.store import Snapshot

_SAME_BODY: Final = same_name(92)
_SAME_THEME: Final = same_name(85)
_THEMES: Final = "https://w3id.org/regiograaf/theme/"
_MATCHES: Final = ("skos:broadMatch", "skos:exactMatch", "skos:closeMatch")
_NATIONAL: Final = "|".join(
    ("rg:theme", *(f"rg:theme/{match}" for match in _MATCHES), "rg:theme/skos:broader/skos:broadMatch")
)
_GOAL_KINDS: Final = {"ambitie": "ambition", "doel": "objective", "resultaatafspraak": "resultAgreement"}
_JUDGED: Final = frozenset({"organisations", "regions", "themes", "goals", "initiatives"})
"""Kinds of things, beside what is told of them: of these the confidence is judged."""
_STATUSES: Final = {
    "bestaand": "existing",
    "gepland": "planned",
    "in ontwikkeling": "inDevelopment",
    "op te schalen": "toScaleUp",
    "gestopt": "stopped",
}


@dataclass
class Evaluation:
    """The scores, in the order of the kinds."""

    overall: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    by_reference: dict[str, dict[str, Tally]] = field(default_factory=dict)
    """By the stem of the reference's file."""
    grounded: int = 0
    """Pieces of evidence whose words stand in the text at their place."""
    evidence: int = 0
    reliability: Reliability = field(default_factory=Reliability)
    """What the confidence of the things that were found is worth."""

    @property
    def grounding(self) -> float | None:
        """The share of evidence that is verbatim; None where there is none."""
        return self.grounded / self.evidence if self.evidence else None

    def to_json(self) -> dict[str, Any]:
        """All figures, ready for json.dumps."""
        return {
            "overall": _rows(self.overall),
            "documents": {name: _rows(tallies) for name, tallies in self.by_reference.items()},
            "grounding": self.grounding,
        }


def evaluate(snapshot: Snapshot, references: Mapping[str, Reference], texts: Path) -> Evaluation:
    """Scores of a version of the store.

    Args:
        snapshot: the version.
        references: what readers marked, by name.
        texts: folder with the texts of the plans, under the names that the references give.

    Raises:
        RegiograafError: a text or a plan is not there.
    """
    evaluation = Evaluation()
    plans: dict[str, FoundPlan] = {}
    for name, reference in references.items():
        file = Path(reference.document).name
        if file not in plans:
            plans[file] = FoundPlan(snapshot, file, read_text(texts, file))
        tallies = _Comparison(plans[file], reference, evaluation.reliability).tallies()
        evaluation.by_reference[name] = tallies
        for kind, tally in tallies.items():
            evaluation.overall[kind] += tally
    for plan in plans.values():
        grounded, evidence = plan.grounding()
        evaluation.grounded += grounded
        evaluation.evidence += evidence
    return evaluation


class _Comparison:
    """One reference against the plan in the graph."""

    def __init__(self, plan: FoundPlan, reference: Reference, reliability: Reliability) -> None:
        self._plan = plan
        self._reference = reference
        self._reliability = reliability
        self._tallies: dict[str, Tally] = defaultdict(Tally)
        self._bodies = plan.things("Organisation", reference.lines, LABELS)

    def tallies(self) -> dict[str, Tally]:
        self._organisations()
        self._regions()
        self._themes()
        self._goals()
        self._initiatives()
        return dict(self._tallies)

    def _pairs(
        self, kind: str, expected: Sequence[Thing], found: Sequence[Thing], likeness: Likeness
    ) -> list[tuple[Any, Thing]]:
        """What the reference says and what was found, of the things that are the same."""
        pairs = pair(expected, found, likeness)
        self._tallies[kind] += Tally.of_numbers(len(pairs), len(expected), len(found))
        if kind in _JUDGED:
            right = {j for _, j in pairs}
            self._reliability.add(kind, ((thing.confidence, j in right) for j, thing in enumerate(found)))
        return [(expected[i].facts, found[j]) for i, j in pairs]

    def _compare(self, kind: str, expected: set[Any], found: set[Any]) -> None:
        self._tallies[kind] += Tally.of_sets(expected, found)

    def _organisations(self) -> None:
        expected = [Thing(body.labels, facts=body) for body in self._reference.organisations]
        self._pairs("organisations", expected, self._bodies, _SAME_BODY)

    def _regions(self) -> None:
        expected = [Thing(region.labels, facts=region) for region in self._reference.regions]
        self._pairs("regions", expected, self._plan.things("Region", self._reference.lines, LABELS), _SAME_BODY)

    def _themes(self) -> None:
        expected = [Thing((theme.label,), facts=theme) for theme in self._reference.themes]
        found = self._plan.things("PlanTheme", self._reference.lines, LABELS, national="|".join(_MATCHES))
        for theme, thing in self._pairs("themes", expected, found, _SAME_THEME):
            self._compare("theme: national themes", set(theme.national), _themes(thing))

    def _goals(self) -> None:
        expected = [Thing((goal.quote,), (goal.lines,), goal) for goal in self._reference.goals]
        found = self._plan.things(
            "Goal",
            self._reference.lines,
            ("rg:statement",),
            kind="rg:goalKind",
            year="rg:targetYear",
            value="rg:target/rg:value",
            national=_NATIONAL,
        )
        for goal, thing in self._pairs("goals", expected, found, same_goal):
            facts = thing.facts
            value = goal.quantity.value if goal.quantity else None
            self._compare("goal: kind", {_GOAL_KINDS[goal.kind]}, _locals(facts["kind"]))
            self._compare(
                "goal: target year",
                {str(goal.target_year)} if goal.target_year else set(),
                {year[:4] for year in facts["year"]},
            )
            self._compare(
                "goal: quantity",
                {float(value)} if isinstance(value, int | float) else set(),
                {float(number) for number in facts["value"]},
            )
            self._compare("goal: national themes", set(goal.national), _themes(thing))

    def _initiatives(self) -> None:
        marked = self._reference.initiatives
        expected = [Thing(initiative.labels, (initiative.lines,), initiative) for initiative in marked]
        found = self._plan.things(
            "Initiative",
            self._reference.lines,
            LABELS,
            status="rg:status",
            bodies="rg:involves|rg:ledBy|rg:partner|rg:fundedBy",
            national=_NATIONAL,
            type="rdf:type",
        )
        pairs = self._pairs("initiatives", expected, found, same_initiative)
        self._tallies["voorlopers"] += Tally.of_numbers(
            right=sum(initiative.voorloper and _is_voorloper(thing) for initiative, thing in pairs),
            expected=sum(initiative.voorloper for initiative in marked),
            found=sum(map(_is_voorloper, found)),
        )
        for initiative, thing in pairs:
            status = _STATUSES.get(initiative.status)
            self._compare("initiative: status", {status} - {None}, _locals(thing.facts["status"]) - {"unknown"})
            self._compare("initiative: national themes", set(initiative.national), _themes(thing))
            self._pairs(
                "initiative: organisations",
                self._partners(initiative),
                [body for body in self._bodies if body.facts.iri in thing.facts["bodies"]],
                _SAME_BODY,
            )

    def _partners(self, initiative: Initiative) -> list[Thing]:
        """The organisations of an initiative, under every name that the reference has for them."""
        partners = []
        for partner in initiative.organisations:
            labels = [partner.name]
            for body in self._reference.organisations:
                if fold(labels[0]) in {fold(label) for label in body.labels}:
                    labels += body.labels
            partners.append(Thing(tuple(labels), facts=partner))
        return partners


def _themes(thing: Thing) -> set[str]:
    return {iri.removeprefix(_THEMES) for iri in thing.facts["national"] if iri.startswith(_THEMES)}


def _locals(iris: frozenset[str]) -> set[str]:
    return {iri.rpartition("#")[2] for iri in iris}


def _is_voorloper(thing: Thing) -> bool:
    return "Voorloper" in _locals(thing.facts["type"])


def _rows(tallies: Mapping[str, Tally]) -> dict[str, dict[str, float | int | None]]:
    return {
        kind: {
            "precision": tally.precision,
            "recall": tally.recall,
            "f1": tally.f1,
            "reference": tally.expected,
            "found": tally.found,
        }
        for kind, tally in tallies.items()
    }
