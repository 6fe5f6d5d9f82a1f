"""Makes docs/quality.md: each real plan read with weights fitted on the other documents, scored, and written as tables.

The same figures go to a file beside the trained weights, which the service tells them from (`figures.py`).

`make quality`, or `python -m graph_api.evaluation.quality --help`. Needs the development packages (scikit-learn).
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from graph_api.build import background
from graph_api.evaluation.evaluate import Evaluation, evaluate
from graph_api.evaluation.figures import FILE, figures_of, rounded, write
from graph_api.evaluation.reference import Reference, read_references
from graph_api.evaluation.reliability import LIMITS, Reliability
from graph_api.evaluation.tally import Tally
from graph_api.store import EmbeddedStore
from ingest.pipeline import PlanReading
from ingest.trained.leave_one_out import read_left_out
from ingest.trained.linear import WEIGHTS
from ingest.trained.train import collect
from ontology import BASE, PARTS

ROOT = Path(__file__).parents[2]
OURS = (
    (ROOT / "tests" / "quality" / "passages", ROOT / "tests" / "quality" / "passages"),
    (ROOT / "docs" / "examples" / "plans", ROOT / "tests" / "quality" / "reference"),
)
"""Texts of our own with their reference: always trained on."""


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="folder with plans/ and gold/")
    parser.add_argument("--held-out", type=Path, help="folder with references that nothing was fitted on")
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "quality.md")
    parser.add_argument("--figures", type=Path, default=WEIGHTS.parent / FILE, help="JSON file with the same figures")
    arguments = parser.parse_args()
    plans, gold = arguments.shared / "plans", arguments.shared / "gold"
    pairs = [(texts, file) for texts, folder in ((plans, gold), *OURS) for file in sorted(folder.glob("*.json"))]
    data = collect(pairs)
    scored = {
        reference.document
        for folder in (gold, arguments.held_out)
        if folder
        for reference in _references(folder).values()
    }
    files = sorted((plans / Path(name).name for name in scored), key=lambda path: -path.stat().st_size)
    readings = list(read_left_out(data, files))
    with tempfile.TemporaryDirectory() as folder:
        store = stored(readings, Path(folder))
        with store.read() as snapshot:
            left_out = evaluate(snapshot, references := _references(gold), plans)
            held = evaluate(snapshot, _references(arguments.held_out), plans) if arguments.held_out else None
    sizes = {"documents": len(data), "passages": sum(1 for texts, _ in pairs if texts != plans)}
    notes = (ROOT / "docs" / "quality-notes.md").read_text(encoding="utf-8")
    arguments.output.write_text(page(left_out, held, sizes, notes), encoding="utf-8")
    write(figures_of(left_out, held, references, sizes), arguments.figures)
    print(f"{arguments.output} and {arguments.figures} are written.")


def _references(folder: Path) -> dict[str, Reference]:
    return read_references(sorted(folder.glob("*.json")))[0]


def stored(readings: Iterable[PlanReading], folder: Path) -> EmbeddedStore:
    """A store of readings, as a build makes it."""
    store = EmbeddedStore(folder)
    with store.write() as draft:
        for part in PARTS:
            draft.replace_graph(f"{BASE}graph/{part}", background(part, BASE))
        for reading in readings:
            draft.replace_graph(reading.graph, reading.ntriples)
        draft.publish()
    return store


def page(left_out: Evaluation, held: Evaluation | None, sizes: Mapping[str, int], notes: str) -> str:
    """The page, in Markdown."""
    parts = [
        "# How well plans are read",
        "Made by `make quality`; no figure of the tables is typed by hand. F1 is the harmonic mean of precision (P) and recall (R); what counts as found is said in the"
        " reference scorer. See also [how to read a score table honestly](../README.md#how-to-read-a-score-table-honestly).",
        "## Leave one plan out",
        f"Each plan was read with weights fitted on the other documents: {sizes['documents']} documents in all, of which {sizes['passages']} are passages and examples of our own"
        " writing. This is what to expect of a plan that the reader has never seen, if it resembles these.",
        table(left_out),
        f"Grounding: {left_out.grounding:.4f} of {left_out.evidence} pieces of evidence are verbatim.",
        "## What a confidence is worth",
        "Of the things of the table above that the reading is this sure of (their surest evidence, `rg:confidence`), the share that a careful reader found too, and of how many."
        " The last column is the expected calibration error: how far confidence and truth lie apart, on average. `--min-confidence` leaves out what is less sure.",
        sureness(left_out.reliability),
    ]
    if held:
        parts += [
            "## Held out",
            "References that nothing was fitted on.",
            table(held),
        ]
    return "\n\n".join([*parts, notes.strip()]) + "\n"


def sureness(reliability: Reliability) -> str:
    """The share that is right by kind and bin of confidence, as a Markdown table."""
    ends = [*LIMITS[1:], 1.0]
    head = ["kind", *(f"{start:.1f}–{end:.1f}" for start, end in zip(LIMITS, ends, strict=True)), "error"]
    errors = reliability.errors()
    rows = [
        [
            kind,
            *(f"{_cell(b.share_right)} of {b.things}" if b.things else "–" for b in bins),
            _cell(errors[kind]),
        ]
        for kind, bins in reliability.bins.items()
    ]
    return "\n".join([_line(head), _line(["---"] + ["--:"] * (len(head) - 1)), *map(_line, rows)])


def table(evaluation: Evaluation) -> str:
    """P, R and F1 over all, and F1 by reference, as a Markdown table."""
    names = list(evaluation.by_reference)
    head = ["kind", "P", "R", "F1", "reference", "found", *names]
    rows = [
        [kind, *_cells(tally), *(_cell(_f1(evaluation, name, kind)) for name in names)]
        for kind, tally in evaluation.overall.items()
    ]
    return "\n".join([_line(head), _line(["---"] + ["--:"] * (len(head) - 1)), *map(_line, rows)])


def _f1(evaluation: Evaluation, name: str, kind: str) -> float | None:
    return evaluation.by_reference[name].get(kind, Tally()).f1


def _cells(tally: Tally) -> list[str]:
    return [_cell(tally.precision), _cell(tally.recall), _cell(tally.f1), str(tally.expected), str(tally.found)]


def _cell(value: float | None) -> str:
    return "–" if value is None else f"{rounded(value):.2f}"


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


if __name__ == "__main__":
    main()
