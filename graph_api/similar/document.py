"""Writes the tables of docs/similar.md: `python -m graph_api.similar.document` those of the fitted figures."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from graph_api.similar.model import WEIGHTS

PAGE: Final = Path(__file__).parents[2] / "docs" / "similar.md"
_NAMES: Final = {
    "without_embeddings": "words, themes, approaches (in use in builds)",
    "with_embeddings": "the same and meaning (in use for `similar --from`, and in builds where the setting is on)",
    "without_embeddings_and_approaches": "words and themes, without approaches",
    "with_embeddings_without_approaches": "words, themes and meaning, without approaches",
}


def renew(page: Path, part: str, lines: Sequence[str]) -> None:
    """Put lines in place of what stands between `<!-- part: … -->` and `<!-- end of part -->`.

    Raises:
        ValueError: the page has no such part.
    """
    text = page.read_text(encoding="utf-8")
    pattern = re.compile(rf"(<!-- {part}: [^\n]*-->\n).*?(<!-- end of {part} -->)", re.DOTALL)
    if not pattern.search(text):
        raise ValueError(f"{page} has no part '{part}'")
    made = pattern.sub(lambda match: match[1] + "\n".join(lines) + "\n" + match[2], text)
    page.write_text(made, encoding="utf-8")


def figures_table() -> list[str]:
    """The figures of all models, as Markdown."""
    figures = json.loads((WEIGHTS / "figures.json").read_text(encoding="utf-8"))
    lines = [
        "| model | measured on | MRR of a twin | precision | recall | hard negatives |",
        "| --- | --- | --: | --: | --: | --: |",
    ]
    for model, measured in figures.items():
        for kind, of in measured.items():
            numbers = " | ".join(f"{of[name]:.2f}" for name in ("mrr", "precision", "recall", "hard"))
            lines.append(f"| {_NAMES[model]} | {kind} | {numbers} |")
    return lines


if __name__ == "__main__":
    renew(PAGE, "figures", figures_table())
