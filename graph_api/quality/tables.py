"""The parts of the answer on quality as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from graph_api.facts.shown import QuoteInfo
from graph_api.quality.answer import Part, Quality
from graph_api.tables import Table, Value

_QUOTE: Final = ("plan", "words", "start", "end", "page", "confidence", "evidence")


def table(answer: Quality, part: Part) -> Table:
    """A part as a table."""
    columns, rows = _PARTS[part]
    return Table(part, columns, rows(answer))


def tables(answer: Quality) -> list[Table]:
    """All parts, a table each."""
    return [table(answer, part) for part in _PARTS]


def _checks(answer: Quality) -> Iterator[list[Value]]:
    for check in answer.checks:
        for plan in answer.plans:
            if number := check.numbers.get(plan.key, 0):
                told = (
                    check.key,
                    check.severity,
                    f"{check.about_nl}: {check.name_nl}",
                    f"{check.about_en}: {check.name_en}",
                )
                yield [*told, plan.key, plan.title, number]


def _uncertain(answer: Quality) -> Iterator[list[Value]]:
    for fact in answer.uncertain.facts:
        yield [fact.kind, fact.label, *_quote(fact.quotes), fact.iri]


def _rejected(answer: Quality) -> Iterator[list[Value]]:
    for fact in answer.rejected:
        yield [fact.kind, fact.label, fact.why, *_quote(fact.quotes), fact.iri]


def _kept_out(answer: Quality) -> Iterator[list[Value]]:
    for plan in answer.kept_out:
        yield [plan.file, plan.reason, plan.way_out, "\n".join(plan.details)]


def _scores(answer: Quality) -> Iterator[list[Value]]:
    """Of all references together, then of each."""
    if not answer.scores:
        return
    every = [("", answer.scores.overall), *((one.name, one.scores) for one in answer.scores.by_plan)]
    for name, scores in every:
        for one in scores:
            yield [
                name,
                one.kind,
                one.label_nl,
                one.label_en,
                one.precision,
                one.recall,
                one.f1,
                one.reference,
                one.found,
            ]


def _quote(quotes: list[QuoteInfo]) -> list[Value]:
    if not quotes:
        return [None] * len(_QUOTE)
    one = quotes[0]
    return [one.plan_title, one.words, one.start, one.end, one.page, one.confidence, one.evidence]


_PARTS: Final[dict[Part, tuple[tuple[str, ...], Callable[[Quality], Iterator[list[Value]]]]]] = {
    "checks": (("check", "severity", "nl", "en", "plan_key", "plan", "number"), _checks),
    "uncertain": (("kind", "label", *_QUOTE, "iri"), _uncertain),
    "rejected": (("kind", "label", "why", *_QUOTE, "iri"), _rejected),
    "kept-out": (("file", "reason", "way_out", "details"), _kept_out),
    "scores": (("plan", "kind", "nl", "en", "precision", "recall", "f1", "reference", "found"), _scores),
}
