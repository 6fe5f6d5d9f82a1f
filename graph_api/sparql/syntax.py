"""What the parser says of a query that is no SPARQL, put so that a person sees where to look."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from graph_api.sparql.guard import RefusedQueryError
from ontology import PREFIXES

_PLACE: Final = re.compile(r"(?:error )?at (\d+):(\d+): ?(.*)", re.DOTALL)
_UPDATE: Final = re.compile(
    r"(?:\s|#[^\n]*\n|PREFIX\s+\S*:\s*<[^>]*>|BASE\s+<[^>]*>)*+"
    r"(?:INSERT|DELETE|WITH|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY)\b",
    re.IGNORECASE,
)
_DECLARED: Final = re.compile(r"\bPREFIX\s+([^\s:<>]*):", re.IGNORECASE)
_PREFIXED_NAME: Final = re.compile(r"([^\s<>\"'(){}\[\],;|^/*+?!$:]*):[^\s<>\"'(){}\[\],;|^*+?!]*\s*$")
_SENTENCE: Final = re.compile(r"\w+(?: \w+)+")
"""Most of what the parser expected is signs and keywords; now and then it says in words what is wrong."""
_SHOWN: Final = 40
"""Characters of the query that a message shows."""


@dataclass(frozen=True, slots=True)
class SyntaxProblem:
    """Where a query stops being SPARQL; line and column count from 1, in code points."""

    message: str
    line: int | None = None
    column: int | None = None


class NoSparqlError(RefusedQueryError):
    """The query cannot be parsed; `problem` says where."""

    def __init__(self, problem: SyntaxProblem) -> None:
        super().__init__(problem.message, "")
        self.problem = problem


def explain(error: SyntaxError, query: str) -> SyntaxProblem:
    """The parser's complaint about a query, with the place and the words that stand there."""
    if _UPDATE.match(query):
        return SyntaxProblem(
            "This is an update, and was sent as a query: only SELECT, ASK, CONSTRUCT and DESCRIBE are queries."
        )
    return place(str(error), query, "query")


def place(complaint: str, text: str, what: str) -> SyntaxProblem:
    """The parser's complaint about a text that is to be a `what`, with the place and the words that stand there."""
    found = _PLACE.match(complaint)
    if found is None:
        return SyntaxProblem(f"The {what} is no SPARQL: {complaint}.")
    line, column = int(found[1]), int(found[2])
    lines = text.split("\n")
    before = "\n".join([*lines[: line - 1], lines[line - 1][: column - 1]])
    reason = _reason(found[3], before, text[len(before) :], what)
    return SyntaxProblem(f"Line {line}, column {column}: {reason}", line, column)


def _reason(expected: str, before: str, after: str, what: str) -> str:
    name = _PREFIXED_NAME.search(before)
    if name and name[1] not in PREFIXES and name[1] not in _DECLARED.findall(before):
        return f"the prefix '{name[1]}:' is not declared; add PREFIX {name[1]}: <…> at the start."
    pieces = expected.removeprefix("expected ").removeprefix("one of ").split(", ")
    told = next((piece for piece in pieces if _SENTENCE.fullmatch(piece)), None)
    if told:
        return f"{told}."
    there = after.split("\n")[0].strip()[:_SHOWN]
    return f"the {what} goes wrong at ‘{there}’." if there else f"the {what} goes wrong here, or somewhere before."
