"""The warnings of the shapes that a build kept with each plan, as items of checks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import shapes
from graph_api.checks.items import Item, thing_of
from graph_api.facts import Facts, Label

Report = Callable[[str], Sequence[Mapping[str, Any]] | None]


def warnings(facts: Facts, report: Report) -> Iterator[Item]:
    """What falls short; what does not is not listed by a shape.

    Args:
        facts: of the version.
        report: what the checks found in a plan, by its key (`Snapshot.report`).
    """
    known = shapes.checks()
    for plan in facts.plans.values():
        for finding in report(plan.key) or ():
            check = known.get(str(finding.get("shape")))
            if check is None or finding.get("severity") != "warning":
                continue
            thing = thing_of(facts, str(finding["focus"]), plan.iri)
            told = Label(str(finding["message_nl"]), str(finding["message_en"]))
            yield Item(check.key, thing, False, told)
