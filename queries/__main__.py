"""`python -m queries > docs/queries.md`: the page of all saved queries, made from their heads."""

from __future__ import annotations

import sys

import queries

_INTRODUCTION = """\
# Saved queries

Made by `python -m queries > docs/queries.md`; a test holds it equal to the files in `queries/`.

Each question of the design is one SPARQL file with a head in comments (title and description in Dutch and English, the
number of the question, typed parameters with an example). The default graph is the union of all named graphs.

- **Parameters** are variables of the query (`?theme`), bound to a term by the service. For an editor, or a SPARQL
  service that cannot bind, `SavedQuery.filled` writes `VALUES ?theme { … }` wherever the text says `# given theme`;
  by hand one does the same. Parameters are columns of the answer too.
- **On a theme** means: a goal or initiative points to the national theme by `rg:theme`, or to a theme of its plan that
  `skos:exactMatch`, `skos:closeMatch` or `skos:broadMatch` ties to it; themes below it (`skos:broader`) count too.
- **Of a region** means: it holds for the region or a part of it (`rg:partOfRegion`), or stands in the plan of it.
- **`?presence`** tells empty cells apart: `covered` (a goal or initiative), `mentioned` (a theme of the plan, or a
  Dutch name of the theme as whole words in what was quoted for its goals, initiatives and themes), `absent` (none of
  these was found), `unread` (no plan of the region was read, nor of a region around it).
- **`?words`, `?plan`, `?start`, `?end`** are the words of the plan that say so, and where: code points, half-open.
- Names are Dutch; the IRI next to a name has the English one too.
"""


def page() -> str:
    """The page as Markdown."""
    return "\n".join([_INTRODUCTION, *_table(), "", *(line for query in queries.all() for line in _section(query))])


def _table() -> list[str]:
    return [
        "| name | question | parameters | title |",
        "|---|---|---|---|",
        *(
            f"| [{query.name}](#{query.name}) | {query.question} | {_names(query)} | {query.titles['en']} |"
            for query in queries.all()
        ),
    ]


def _names(query: queries.SavedQuery) -> str:
    return ", ".join(f"`{parameter.name}` ({parameter.type})" for parameter in query.parameters) or "–"


def _section(query: queries.SavedQuery) -> list[str]:
    lines = [
        f"## {query.name}",
        "",
        f"**{query.titles['en']}** {query.descriptions['en']}",
        "",
        f"**{query.titles['nl']}** {query.descriptions['nl']}",
        "",
    ]
    for parameter in query.parameters:
        of = f", of `{parameter.of}`" if parameter.of else ""
        names = f"{parameter.labels['en']} / {parameter.labels['nl']}"
        lines.append(f"- `{parameter.name}`: {names}; {parameter.type}{of}; example `{parameter.default}`")
    return [*lines, ""] if query.parameters else lines


if __name__ == "__main__":
    sys.stdout.write(page())
