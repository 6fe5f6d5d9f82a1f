"""Options that several commands have, with settings behind them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from graph_api.settings import settings


def setting(name: str, otherwise: str, *flags: str, **options: Any) -> Any:
    """An option that a setting gives where the command line does not."""
    shown = f"REGIOGRAAF_{name.upper()}, else {otherwise}"
    return typer.Option(*flags, default_factory=lambda: getattr(settings(), name), show_default=shown, **options)


Folder = Annotated[Path, setting("store", ".store", "--store", metavar="DIR", help="Folder of the store.")]
Json = Annotated[bool, typer.Option("--json", help="The whole answer as JSON, as the service gives it.")]
Csv = Annotated[bool, typer.Option("--csv", help="A table as CSV, safe to open in a spreadsheet.")]
