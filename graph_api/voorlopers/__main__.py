"""Prints the table of weights of docs/voorlopers.md: `python -m graph_api.voorlopers`."""

from __future__ import annotations

from graph_api.voorlopers.weights import Weights


def table() -> str:
    """The weights as a table in Markdown."""
    rows = ["| gewicht · weight | deel · share | wat · what |", "| --- | ---: | --- |"]
    for name, component in Weights.usual().components.items():
        rows.append(
            f"| `{name}` | **{component.weight.share:g}** | **{component.weight.label.nl} · {component.weight.label.en}** |"
        )
        rows += [
            f"| `{name}.{part}` | {weight.share:g} | {weight.label.nl} · {weight.label.en} |"
            for part, weight in component.parts.items()
        ]
    return "\n".join(rows)


if __name__ == "__main__":
    print(table())
