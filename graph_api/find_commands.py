"""Commands that find and compare: search, similar, compare, regions."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from graph_api.options import Folder, show
from graph_api.settings import settings
from graph_api.store import EmbeddedStore
from ingest.errors import RegiograafError

commands = typer.Typer()


@commands.command()
def search(
    words: Annotated[str, typer.Argument(metavar="WORDS", help="What to look for.")],
    store: Folder,
    kind: Annotated[list[str] | None, typer.Option(help="Only this kind: goal, initiative, voorloper, …")] = None,
    region: Annotated[list[str] | None, typer.Option(help="Only of this region, or below it.")] = None,
    theme: Annotated[list[str] | None, typer.Option(help="Only on this national theme, or one below it.")] = None,
    status: Annotated[list[str] | None, typer.Option(help="Only initiatives with this status.")] = None,
    plan: Annotated[list[str] | None, typer.Option(help="Only what this plan states.")] = None,
    size: Annotated[int, typer.Option(min=1, help="How many to show.")] = 20,
    format: Annotated[
        str, typer.Option("--format", metavar="table|csv", help="How to write what was found.")
    ] = "table",
) -> None:
    """Look for words in all labels, statements, descriptions and quotes; the best first.

    Words are looked for by their stem, also as parts of compounds. "passende zorg" finds words next to each other,
    prevent* words that begin so, and vallen OR valpreventie either; put -- in front to leave words out.

    `regiograaf search "valpreventie" --store graph --kind initiative --region flevoland`

    `regiograaf search --store graph -- "preventie -jeugd"`
    """
    from graph_api.search.shown import search_shown

    filters = {"kind": kind, "region": region, "theme": theme, "status": status, "plan": plan}
    given = {name: values for name, values in filters.items() if values}
    with EmbeddedStore(store).read() as snapshot:
        answer, told = search_shown(snapshot, words, given, size, format)
    if answer:
        show(answer)
    print(told, file=sys.stderr)


@commands.command()
def similar(
    store: Folder,
    initiative: Annotated[str | None, typer.Argument(metavar="INITIATIVE", help="Name, key or IRI.")] = None,
    region: Annotated[str, typer.Option(help="Only of this region, or within it.")] = "",
    theme: Annotated[str, typer.Option(help="Only with this national theme.")] = "",
    limit: Annotated[int, typer.Option(min=1, help="How many to show.")] = 20,
    min_score: Annotated[float, typer.Option(min=0, max=1, help="Leave out what scores less.")] = 0.0,
    format: Annotated[str, typer.Option("--format", metavar="table|csv|json", help="How to write them.")] = "table",
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="The same as --format csv.")] = False,
    listed: Annotated[
        Path | None, typer.Option("--from", metavar="FILE", help="Compare the initiatives of this JSON file instead.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option(metavar="FILE", help="With --from: file for the pairs, as CSV.")
    ] = None,
) -> None:
    """Show initiatives of other regions that are like one, with what they share.

    The score (0 to 1) says how likely the two follow one approach. With --from, the initiatives of a file are compared
    with each other, and the pairs go to --output, with the columns a, b, score and similar.

    `regiograaf similar "Welzijn op Recept" --store graph`

    `regiograaf similar --from initiatives.json --output pairs.csv`
    """
    if listed is not None or output is not None:
        from graph_api.similar.shown import compare_file

        print(compare_file(listed, output, settings().embeddings is not False), file=sys.stderr)
        return
    if not initiative:
        raise RegiograafError("which initiative?", way_out='Name it: regiograaf similar "Welzijn op Recept"')
    from graph_api.similar.ask import Question
    from graph_api.similar.shown import similar_shown

    form = "json" if as_json else "csv" if as_csv else format
    with EmbeddedStore(store).read() as snapshot:
        question = Question(initiative, region, theme, limit, min_score)
        answer, told = similar_shown(snapshot, question, form, settings().base)
    if answer:
        show(answer)
    print(told, file=sys.stderr)


@commands.command()
def compare(
    regions: Annotated[list[str], typer.Argument(metavar="REGION...", help="Keys, IRIs or names of regions.")],
    store: Folder,
    theme: Annotated[list[str] | None, typer.Option(help="Only this national theme, with what is below it.")] = None,
    approach: Annotated[list[str] | None, typer.Option(help="Only this approach.")] = None,
    approaches: Annotated[bool, typer.Option("--approaches", help="Compare approaches in place of themes.")] = False,
    rollup: Annotated[
        bool, typer.Option("--rollup/--apart", help="Count regions within a region with it, or each by itself.")
    ] = True,
    as_csv: Annotated[bool, typer.Option("--csv", help="Write CSV, a line for each cell.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write all of it as JSON.")] = False,
    xlsx: Annotated[Path | None, typer.Option(metavar="FILE", help="Write a workbook.")] = None,
) -> None:
    """Put regions side by side: goals, initiatives and voorlopers by theme, and goals that speak of the same thing.

    What was not found is not the same as what is not in the plan: every empty cell says which it is.

    `regiograaf compare flevoland kennemerland --store graph`

    `regiograaf compare "Midden Nederland" --apart --theme ouderen --store graph`

    `regiograaf compare flevoland lekstroom --approaches --xlsx approaches.xlsx --store graph`
    """
    from graph_api.compare.shown import comparison_shown, printed, write_workbook

    with EmbeddedStore(store).read() as snapshot:
        over: Any = "approaches" if approaches else None
        found = comparison_shown(snapshot, regions, theme or [], approach or [], over, rollup, settings().base)
    if xlsx:
        write_workbook(found, xlsx)
        print(f"{xlsx}: {len(found.rows)} rows, {len(found.columns)} regions", file=sys.stderr)
    else:
        for part in printed(found, "csv" if as_csv else "json" if as_json else "table"):
            show(part)
    print(found.note_en, file=sys.stderr)


@commands.command()
def regions(
    store: Folder,
    like: Annotated[str, typer.Option(metavar="REGION", help="List the regions most like this one.")] = "",
    changes: Annotated[str, typer.Option(metavar="REGION", help="List what changed between its plans.")] = "",
    everything: Annotated[bool, typer.Option("--all", help="Also regions of which nothing was read.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Write CSV.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON, with the facts that it rests on.")] = False,
) -> None:
    """List the regions with what weighs most in their plans, those like one, or what changed in an update.

    `regiograaf regions --store graph`

    `regiograaf regions --like flevoland --store graph`

    `regiograaf regions --changes lekstroom --store graph --csv`
    """
    from graph_api.compare.shown import regions_shown

    form = "csv" if as_csv else "json" if as_json else "table"
    with EmbeddedStore(store).read() as snapshot:
        parts, told = regions_shown(snapshot, like, changes, everything, form, settings().base)
    for part in parts:
        show(part)
    print(told, file=sys.stderr)
