"""Voorlopers for the command line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from graph_api.console import clean, table
from graph_api.facts import read
from graph_api.facts.named import EmptyGraphError, Known
from graph_api.lookup import Names
from graph_api.store import Snapshot
from graph_api.tables import Table, to_csv
from graph_api.voorlopers.answer import COLUMNS, answer, rows
from graph_api.voorlopers.asked import Asked
from graph_api.voorlopers.model import VoorloperInfo, VoorlopersAnswer
from graph_api.voorlopers.prepared import Prepared
from graph_api.voorlopers.weights import WeightError, Weights

if TYPE_CHECKING:
    from rich.table import Table as Printed

_HEAD: Final = ("score", "ready", "fit", "evidence", "initiative", "region", "whom to call", "goal that it fits")
_LONGEST: Final = 90
"""Characters of a text in a table."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, as it was typed."""

    region: str
    theme: str = ""
    about: str = ""
    limit: int = 10
    weights: tuple[str, ...] = ()
    """Of the form name=number."""
    left_out: bool = False


def voorlopers_shown(snapshot: Snapshot, question: Question, form: str) -> tuple[Printed | str, str]:
    """The answer as a table, JSON or CSV, and what to say about it.

    Raises:
        RegiograafError: a region, theme or weight is unknown, or no plan was read.
    """
    facts = read(snapshot.rows)
    if facts.is_empty:
        raise EmptyGraphError
    known = Known(facts, Names.of(snapshot))
    asked = Asked(
        region=known.region(question.region),
        theme=known.theme(question.theme) if question.theme else None,
        about=question.about,
        limit=question.limit,
        weights=_weights(question.weights),
    )
    made = answer(known, Prepared(facts, snapshot.source), asked, snapshot.info.name, question.left_out)
    if form == "json":
        return made.model_dump_json(indent=1), _told(made)
    if form == "csv":
        return to_csv(Table("voorlopers", COLUMNS, rows(made))), _told(made)
    return table(_HEAD, [_row(one) for one in made.voorlopers]) if made.voorlopers else "", _told(made)


def _weights(given: tuple[str, ...]) -> Weights:
    numbers: dict[str, str | float] = {}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals:
            way_out = "For example --weight readiness=0.5."
            raise WeightError(f"'{pair[:80]}' is no name=number.", where="--weight", way_out=way_out)
        numbers[name] = value
    return Weights.usual().changed(numbers)


def _row(one: VoorloperInfo) -> tuple[object, ...]:
    return (
        f"{one.score:.2f}",
        *(f"{one.components[name].value:.2f}" for name in ("readiness", "fit", "evidence")),
        one.label,
        ", ".join(region.label_nl for region in one.regions),
        ", ".join(contact.name for contact in one.call) or "-",
        _short(one.goal.statement) if one.goal else "-",
    )


def _told(made: VoorlopersAnswer) -> str:
    lines = [
        made.state_en,
        f"{made.total} found; {made.left_out_total} left out, for the region has them or something alike.",
    ]
    lines += [f"  {one.label} ({', '.join(r.label_nl for r in one.regions)}): {one.reason_en}" for one in made.left_out]
    shares = ", ".join(f"{name} {share:g}" for name, share in made.weights.items() if "." not in name)
    return "\n".join(clean(line) for line in (*lines, f"Weights: {shares}.", made.note_en))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"
