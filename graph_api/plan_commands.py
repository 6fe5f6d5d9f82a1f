"""Commands about what plans say: voorlopers, check, network."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graph_api.options import Csv, Folder, Json
from graph_api.store import EmbeddedStore

if TYPE_CHECKING:
    from rich.table import Table

commands = typer.Typer()


@commands.command()
def voorlopers(
    region: Annotated[str, typer.Argument(metavar="REGION", help="Name, key or IRI of a region.")],
    store: Folder,
    theme: Annotated[str, typer.Option(help="Only on this national theme, or one below it.")] = "",
    about: Annotated[str, typer.Option(help="Only what has to do with these words.")] = "",
    limit: Annotated[int, typer.Option(min=1, help="How many to show.")] = 10,
    weight: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=NUMBER", help="What readiness, fit or evidence counts for; or a part: fit.goals=1."),
    ] = None,
    left_out: Annotated[bool, typer.Option("--left-out", help="List what the region has already, and why.")] = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Show what a region could take over: initiatives elsewhere that already work and fit its goals, the best first.

    What the region was found to have itself is left out. docs/voorlopers.md tells how the score is made.

    `regiograaf voorlopers flevoland --theme valpreventie --store graph`

    `regiograaf voorlopers "IJssel-Vecht" --about "digitale zelftriage" --weight readiness=0.6 --json`
    """
    from graph_api.voorlopers.shown import Question, voorlopers_shown

    question = Question(region, theme, about, limit, tuple(weight or ()), left_out)
    with EmbeddedStore(store).read() as snapshot:
        answer, told = voorlopers_shown(snapshot, question, _form(as_json, as_csv))
    _tell(answer, told)


@commands.command()
def check(
    store: Folder,
    name: Annotated[str | None, typer.Argument(metavar="CHECK", help="List the things behind this share.")] = None,
    plan: Annotated[str, typer.Option(help="Only this plan: key or title.")] = "",
    region: Annotated[str, typer.Option(help="Only this region, with what is inside it.")] = "",
    theme: Annotated[str, typer.Option(help="Only this national theme, with those below it.")] = "",
    by: Annotated[str, typer.Option(metavar="region|theme|plan|none", help="What to put side by side.")] = "region",
    found: Annotated[bool, typer.Option("--found", help="With CHECK: those of which it was found.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="With CHECK: how many to list.")] = 50,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Show how plans stand: goals with a number, a year, an initiative, an owner; minimum content; partners.

    Each share has its numerator and denominator, and with the name of a check the list behind it. What is not found was
    not found by the reading: the plan itself may say it.

    `regiograaf check --store graph --region flevoland`

    `regiograaf check goal-served --theme ouderen --limit 20`
    """
    from graph_api.checks.shown import check_shown, list_shown

    filters = {"plan": plan, "region": region, "theme": theme}
    form = _form(as_json, as_csv)
    with EmbeddedStore(store).read() as snapshot:
        if name:
            answer, told = list_shown(snapshot, name, filters, found, limit, form)
        else:
            answer, told = check_shown(snapshot, filters, by, form)
    _tell(answer, told)


@commands.command()
def network(
    store: Folder,
    organisation: Annotated[
        str | None, typer.Argument(metavar="ORGANISATION", help="Show with whom this organisation works.")
    ] = None,
    region: Annotated[str, typer.Option(help="Only initiatives of this region, or inside it.")] = "",
    theme: Annotated[str, typer.Option(help="Only initiatives on this national theme, or one below it.")] = "",
    type: Annotated[str, typer.Option(help="Only organisations of this type.")] = "",
    bridges: Annotated[bool, typer.Option("--bridges", help="Only those that bridge regions or communities.")] = False,
    links: Annotated[bool, typer.Option("--links", help="Show the pairs instead of the organisations.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="How many organisations to show.")] = 25,
    graphml: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the whole network to this file, for Gephi or networkx.")
    ] = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Show which organisations work together in initiatives, who stands central and who bridges regions.

    `regiograaf network --store graph --region flevoland --bridges`

    `regiograaf network "GGD Flevoland" --store graph`

    `regiograaf network --theme ouderen --graphml ouderen.graphml`
    """
    from graph_api.networks.shown import Question, network_shown, organisation_shown

    form = _form(as_json, as_csv)
    with EmbeddedStore(store).read() as snapshot:
        if organisation:
            answer, told = organisation_shown(snapshot, organisation, form)
        else:
            question = Question(region, theme, type, bridges, links, limit)
            answer, told = network_shown(snapshot, question, form, graphml)
    _tell(answer, told)


def _form(as_json: bool, as_csv: bool) -> str:
    return "json" if as_json else "csv" if as_csv else "table"


def _tell(answer: str | Table, told: str) -> None:
    from graph_api.console import console

    if isinstance(answer, str):
        sys.stdout.write(answer if not answer or answer.endswith("\n") else answer + "\n")
    else:
        console().print(answer)
    print(told, file=sys.stderr)
