"""What a build, a check and an evaluation came to, as tables."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from graph_api.console import clean, console, table

if TYPE_CHECKING:
    from graph_api.build import Built
    from graph_api.evaluation import Evaluation, Tally
    from graph_api.recheck import Recheck

_COUNTED = ("goals", "initiatives", "voorlopers", "organisations", "themes")


def show_built(built: Built, store: Path, lines: int, traces: bool) -> None:
    """The plans that are in on stdout, and on stderr why others are not, with so many lines for each."""
    rows = [
        (
            reading.key,
            reading.region,
            *(reading.counts.get(kind, 0) for kind in _COUNTED),
            len(reading.report.warnings),
            f"{reading.seconds:.1f}",
        )
        for reading in built.readings
    ]
    if rows:
        console().print(table(("plan", "region", *_COUNTED, "warnings", "seconds"), rows))
    for reading in built.readings:
        _tell([clean(note) for note in reading.notes], reading.file, lines)
    for plan in built.kept_out:
        _say(f"kept out: {plan.path}: {plan.reason} {plan.way_out}")
        _tell([clean(line) for line in plan.details], "  ", lines)
        if traces and plan.trace:
            _say(plan.trace)
    if built.version:
        _say(f"{store} holds {built.version.statements:,} statements (version {built.version.name}).")
    else:
        _say(f"No plan could be kept; {store} is as it was.")


def show_checks(checks: Iterable[Recheck], verbose: bool) -> bool:
    """What the checks find in each plan; gives whether all are sound. Violations are listed, warnings on request."""
    rows, listed, sound = [], [], True
    for check in checks:
        violations, warnings = check.report.violations, check.report.warnings
        sound = sound and check.sound
        rows.append((check.plan.key, check.plan.region, len(violations), len(warnings)))
        if not check.has_text:
            listed.append(f"{check.plan.key}: the text of the plan is not in the store. Build the plan again.")
        for finding in check.report.findings if verbose else violations:
            listed.append(f"{check.plan.key}: {clean(finding.line('en'))}")
            listed.append(f"{check.plan.key}: {clean(finding.line('nl'))}")
    console().print(table(("plan", "region", "violations", "warnings"), rows))
    for line in listed:
        print(line)
    return sound


def show_evaluation(evaluation: Evaluation) -> None:
    """Precision, recall and F1 of each kind, with F1 in each reference."""
    names = list(evaluation.by_reference)
    rows = [
        (
            kind,
            *map(_share, (tally.precision, tally.recall, tally.f1)),
            tally.expected,
            tally.found,
            *(_f1(evaluation.by_reference[name].get(kind)) for name in names),
        )
        for kind, tally in evaluation.overall.items()
    ]
    console().print(table(("kind", "P", "R", "F1", "reference", "found", *(f"F1 {name}" for name in names)), rows))
    print(f"grounding: {_share(evaluation.grounding)} of {evaluation.evidence} pieces of evidence are verbatim")


def _share(share: float | None) -> str:
    return "-" if share is None else f"{share:.3f}"


def _f1(tally: Tally | None) -> str:
    return _share(tally.f1 if tally else None)


def _tell(lines: list[str], head: str, most: int) -> None:
    for line in lines[:most]:
        _say(f"{head}: {line}" if head.strip() else f"{head}{line}")
    if len(lines) > most:
        _say(f"  … and {len(lines) - most} more; --verbose shows all.")


def _say(line: str) -> None:
    print(line, file=sys.stderr)
