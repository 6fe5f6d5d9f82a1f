"""What several commands share: options with settings behind them, and how an answer is shown."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graph_api.settings import settings

if TYPE_CHECKING:
    from rich.table import Table


def setting(name: str, otherwise: str, *flags: str, **options: Any) -> Any:
    """An option that a setting gives where the command line does not."""
    shown = f"REGIOGRAAF_{name.upper()}, else {otherwise}"
    return typer.Option(*flags, default_factory=lambda: getattr(settings(), name), show_default=shown, **options)


Folder = Annotated[Path, setting("store", ".store", "--store", metavar="DIR", help="Folder of the store.")]
Json = Annotated[bool, typer.Option("--json", help="The whole answer as JSON, as the service gives it.")]
Csv = Annotated[bool, typer.Option("--csv", help="A table as CSV, safe to open in a spreadsheet.")]


def show(answer: str | bytes | Table) -> None:
    """Write an answer to standard output; bytes as they are."""
    from graph_api.console import console

    if isinstance(answer, bytes):
        sys.stdout.buffer.write(answer if answer.endswith(b"\n") else answer + b"\n")
        sys.stdout.flush()
    elif isinstance(answer, str):
        print(answer)
    else:
        console().print(answer)
