"""The command line: build, validate, export, query, serve, evaluate, plans."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from graph_api.options import Folder, setting
from graph_api.plan_commands import commands
from graph_api.settings import settings
from graph_api.store import EmbeddedStore
from ingest.errors import RegiograafError

if TYPE_CHECKING:
    from rich.table import Table

# What takes long to load is imported in the command that needs it: `regiograaf query` answers in half a second.
_LINES_PER_PLAN: Final = 6
"""Of why a plan was kept out; --verbose shows all."""


app = typer.Typer(
    name="regiograaf",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(commands)


Plans = Annotated[list[Path], typer.Argument(metavar="PLANS...", help="Files of plans, or folders with such files.")]
Confidence = Annotated[float, setting("min_confidence", "0", min=0, max=1, help="Leave out facts less sure than this.")]
Workers = Annotated[int, setting("workers", "all cores", min=1, help="Plans to read at the same time.")]
Host = Annotated[str, setting("host", "127.0.0.1", help="Address to listen on.")]
Port = Annotated[int, setting("port", "8000", min=0, max=65535, help="Port to listen on.")]


@app.callback(invoke_without_command=False)
def _regiograaf(
    debug: Annotated[bool, typer.Option("--debug", help="Show where in the code an error comes from.")] = False,
) -> None:  # main takes --debug; it stands here for the help
    """Reads Dutch regional care plans into a graph in which every fact points at the words it came from.

    Leest regionale zorgplannen in een graaf waarin elk feit wijst naar de woorden waar het vandaan komt.

    `regiograaf build plans/ --store graph` and then `regiograaf serve --store graph`
    """


@app.command()
def build(
    plans: Plans,
    store: Folder,
    min_confidence: Confidence,
    workers: Workers,
    verbose: Annotated[bool, typer.Option("--verbose", help="Show all notes and violations.")] = False,
) -> None:
    """Read plans, check them, and put them in the store.

    A plan that was read before is replaced. What cannot be read, or does not pass the checks, is kept out with its
    reason; the others are in, and the exit code is 1. Readers see the old graph until the whole build is done.

    `regiograaf build plans/ --store graph`

    `regiograaf build utrecht.txt update.md --store graph --workers 1`
    """
    from graph_api.build import build as build_store
    from graph_api.progress import BuildProgress
    from graph_api.reading import HowToRead
    from graph_api.report import show_built
    from ingest.pipeline import STAGES, find_plans

    paths = find_plans(plans)
    how = HowToRead(settings().base, min_confidence, workers)
    try:
        with BuildProgress(paths, STAGES) as progress:
            built = build_store(paths, EmbeddedStore(store), how, progress)
    except KeyboardInterrupt as error:
        raise RegiograafError("the build was stopped; the store is as it was.") from error
    show_built(built, store, sys.maxsize if verbose else _LINES_PER_PLAN, _debug())
    if built.kept_out:
        raise typer.Exit(1)


@app.command()
def validate(
    store: Folder,
    verbose: Annotated[bool, typer.Option("--verbose", help="List every warning too.")] = False,
) -> None:
    """Check once more what is in the store; exit code 1 where something is wrong.

    The shapes are checked, and the words of all evidence against the text of the plan.

    `regiograaf validate --store graph --verbose`
    """
    from graph_api.recheck import recheck
    from graph_api.report import show_checks

    with EmbeddedStore(store).read() as snapshot:
        sound = show_checks(recheck(snapshot), verbose)
    if not sound:
        raise typer.Exit(1)


@app.command()
def export(
    store: Folder,
    output: Annotated[Path, typer.Option(metavar="FILE", help="File to write; its ending says the format.")],
    plan: Annotated[str, typer.Option(metavar="KEY", help="Only what this plan states.")] = "",
    theme: Annotated[str, typer.Option(metavar="KEY", help="Only what is on this national theme, or below it.")] = "",
    region: Annotated[str, typer.Option(metavar="KEY", help="Only what is of this region, or below it.")] = "",
) -> None:
    """Write the graph, or a part of it, to a file.

    Statements: .nq and .trig with a graph for each plan; .ttl, .nt, .rdf and .jsonld as one graph. Tables: .csv.zip and
    .xlsx, one for each class. A network for Gephi and networkx: .graphml. Each says what it is and how to cite it.

    The same graph gives the same file, byte for byte.

    `regiograaf export --store graph --output graph.nq`

    `regiograaf export --store graph --output older-people.xlsx --theme ouderen`
    """
    from graph_api.export import export as write
    from graph_api.export.selection import Selection

    with EmbeddedStore(store).read() as snapshot:
        selection = Selection.of(snapshot, settings().base, plan, theme, region)
        written = write(snapshot, output, selection, settings())
    print(f"{output}: {written}", file=sys.stderr)


@app.command()
def query(
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="File with a SPARQL query, or - for standard input.")],
    store: Folder,
    format: Annotated[
        str, typer.Option("--format", metavar="table|csv|json|tsv|xml", help="How to write the answer.")
    ] = "table",
    param: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=VALUE", help="A parameter of a saved query; may be given several times."),
    ] = None,
) -> None:
    """Answer a SPARQL query (SELECT, ASK, CONSTRUCT, DESCRIBE) from the store.

    The prefixes of the project need not be declared. The IRIs that a table shows can be used in a query as they are.
    In csv, a cell that a spreadsheet would take for a formula gets an apostrophe in front; json, tsv and xml are
    exactly as W3C defines them.

    `regiograaf query --store graph queries/goals-due-before-year.rq --param year=2026`

    `echo 'SELECT ?name { ?o a rg:Organisation ; skos:prefLabel ?name }' | regiograaf query - --format csv`
    """
    from graph_api.ask import ask, read_query, with_parameters

    text = with_parameters(read_query(file), param or [], settings().base)
    with EmbeddedStore(store).read() as snapshot:
        answer = ask(snapshot, text, format, settings().base)
    _print(answer)


@app.command()
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
        _print(answer)
    print(told, file=sys.stderr)


@app.command()
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
        _print(answer)
    print(told, file=sys.stderr)


@app.command()
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
            _print(part)
    print(found.note_en, file=sys.stderr)


@app.command()
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
        _print(part)
    print(told, file=sys.stderr)


@app.command()
def serve(
    store: Folder,
    host: Host,
    port: Port,
    allow_updates: Annotated[
        bool,
        typer.Option(
            "--allow-updates",
            help="Let who has the token change the graph: SPARQL updates and /rdf-graph-store. The token is in "
            "REGIOGRAAF_TOKEN, or in the file that REGIOGRAAF_TOKEN_FILE names.",
        ),
    ] = False,
    proxies: Annotated[
        str,
        typer.Option(
            metavar="ADDRESSES",
            help="Addresses or networks of reverse proxies, with commas: their X-Forwarded headers are believed.",
        ),
    ] = "",
) -> None:
    """Serve the graph: SPARQL at /sparql, and /docs for the rest. A new build is served as soon as it is done.

    `regiograaf serve --store graph --port 8080`

    `regiograaf serve --store graph --proxies 127.0.0.1`
    """
    from graph_api.serve import serve as run

    changes = ({"allow_updates": True} if allow_updates else {}) | ({"proxies": proxies} if proxies else {})
    chosen = settings().model_copy(update=changes)
    run(EmbeddedStore(store), chosen, host, port)


@app.command()
def evaluate(
    store: Folder,
    gold: Annotated[list[Path], typer.Option(metavar="FILES", help="JSON files with what careful readers marked.")],
    texts: Annotated[Path, typer.Option(metavar="DIR", help="Folder with the texts of those plans.")],
    more: Annotated[list[Path] | None, typer.Argument(hidden=True)] = None,
    output: Annotated[Path | None, typer.Option("--json", metavar="FILE", help="Write all figures here too.")] = None,
) -> None:
    """Score the graph against what careful readers marked: precision, recall and F1 of each kind.

    `regiograaf evaluate --store graph --gold gold/*.json --texts plans/`
    """
    from graph_api.evaluation import evaluate as score
    from graph_api.evaluation.reference import read_references
    from graph_api.report import show_evaluation

    references, others = read_references([*gold, *(more or [])])
    for name in others:
        print(f"{name}: passed over, it is no reference (a JSON object with the key 'document').", file=sys.stderr)
    with EmbeddedStore(store).read() as snapshot:
        evaluation = score(snapshot, references, texts)
    show_evaluation(evaluation)
    if output:
        output.write_text(json.dumps(evaluation.to_json(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


@app.command()
def plans(store: Folder) -> None:
    """List the plans in the store.

    `regiograaf plans --store graph`
    """
    from graph_api.console import table
    from graph_api.plans import stored_plans

    with EmbeddedStore(store).read() as snapshot:
        stored = stored_plans(snapshot)
    columns = ("key", "title", "region", "date", "kind", "facts", "file", "read at")
    rows = [(p.key, p.title, p.region, p.issued, p.kind, p.facts, p.file, p.read_at) for p in stored]
    _print(table(columns, rows))


def _print(answer: str | bytes | Table) -> None:
    from graph_api.console import console

    if isinstance(answer, bytes):
        sys.stdout.buffer.write(answer if answer.endswith(b"\n") else answer + b"\n")
        sys.stdout.flush()
    elif isinstance(answer, str):
        print(answer)
    else:
        console().print(answer)


def _debug() -> bool:
    return "--debug" in sys.argv


def main() -> None:
    """Entry point of the command `regiograaf`; our own errors are told as one line with the way out."""
    arguments = [argument for argument in sys.argv[1:] if argument != "--debug"]  # it may stand anywhere
    try:
        app(arguments)
    except RegiograafError as error:
        if _debug():
            raise
        print(f"regiograaf: {error}", file=sys.stderr)
        sys.exit(1)
