"""The command line: build, validate, export, query, serve, evaluate, plans; those that find and compare stand beside it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Final

import typer

from graph_api import find_commands, plan_commands
from graph_api.options import Folder, setting, show
from graph_api.settings import settings
from graph_api.store import EmbeddedStore
from ingest.errors import RegiograafError

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
app.add_typer(find_commands.commands)
app.add_typer(plan_commands.commands)


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
    show(answer)


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
    show(table(columns, rows))


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
