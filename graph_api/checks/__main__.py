"""Prints the table of checks of docs/checks-report.md: `python -m graph_api.checks`."""

from __future__ import annotations

from graph_api.checks.table import ABOUT, definitions


def table() -> str:
    """The checks that give a share, as a table in Markdown."""
    rows = ["| check | waarvan · of | wat wordt gezocht · what is looked for |", "| --- | --- | --- |"]
    rows += [
        f"| `{one.name}` | {' · '.join(ABOUT[one.about])} | {one.nl} · {one.en} |"
        for one in definitions().values()
        if not one.shape
    ]
    return "\n".join(rows)


if __name__ == "__main__":
    print(table())
