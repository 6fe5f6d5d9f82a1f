"""The operations in the text of a SPARQL update: what its datasets are, and what they are told from outside.

pyoxigraph takes no dataset for an update, as the protocol's `using-graph-uri` asks for, and gives no syntax tree. So the
text is cut into words, and USING is written where it belongs (SPARQL 1.1 Update, section 3.1.3).
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from graph_api.sparql.guard import RefusedQueryError

_TOKEN: Final = re.compile(
    r"""(?P<skip>\s+|\#[^\n\r]*)
    |(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    |(?P<text>\"{3}(?:[^"\\]|\\.|"(?!""))*+\"{3}|'{3}(?:[^'\\]|\\.|'(?!''))*+'{3}
      |"(?:[^"\\\n\r]|\\.)*+"|'(?:[^'\\\n\r]|\\.)*+')
    |(?P<word>(?:[^\s<>{}()\[\]"'\#;,?$^|&!=*/+\\]|\\.)+)
    |(?P<sign>.)""",
    re.VERBOSE | re.DOTALL,
)
_PROLOGUE: Final = {"PREFIX", "BASE"}
_DATASETS: Final = {"USING", "WITH"}


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int
    depth: int
    """Brackets that are open around it."""

    @property
    def keyword(self) -> str:
        """In capitals, of a word outside all brackets."""
        return self.text.upper() if self.kind == "word" and self.depth == 0 else ""


def with_dataset(update: str, default: Sequence[str], named: Sequence[str]) -> str:
    """The update with each of its WHERE clauses over the given dataset.

    Args:
        update: its text.
        default: IRIs of the graphs whose merge is the default graph (`using-graph-uri`).
        named: IRIs of the graphs that GRAPH can name (`using-named-graph-uri`).

    Raises:
        RefusedQueryError: the update names a dataset itself; or one of the graphs is no IRI.
    """
    if not default and not named:
        return update
    clause = " ".join(["", *(f"USING {_iri(g)}" for g in default), *(f"USING NAMED {_iri(g)}" for g in named), ""])
    pieces: list[str] = []
    done = 0
    for operation in _operations(update):
        if any(token.keyword in _DATASETS for token in operation):
            raise RefusedQueryError(
                "the update names its dataset with USING or WITH, and the request with using-graph-uri.",
                "Use one of the two.",
            )
        place = next((place for place, token in enumerate(operation) if token.keyword == "WHERE"), None)
        if place is None:
            continue
        where = operation[place]
        pieces.append(update[done : where.start])
        if (
            place and operation[place - 1].keyword == "DELETE"
        ):  # DELETE WHERE { p } is short for DELETE { p } WHERE { p }
            pattern = update[where.start + len(where.text) : operation[-1].start + len(operation[-1].text)]
            pieces.append(pattern)
        pieces.append(clause)
        done = where.start
    return "".join(pieces) + update[done:]


def check_loads(update: str, allowed: Container[str]) -> None:
    """See that an update fetches nothing from elsewhere, but from the addresses allowed.

    Raises:
        RefusedQueryError: it does.
    """
    for operation in _operations(update):
        verbs = [place for place, token in enumerate(operation) if token.keyword == "LOAD"]
        for place in verbs:
            rest = operation[place + 1 :]
            if rest and rest[0].keyword == "SILENT":
                rest = rest[1:]
            if not rest or rest[0].kind != "iri" or rest[0].text[1:-1] not in allowed:
                raise RefusedQueryError(
                    "LOAD is off: this service fetches nothing, but from addresses that its settings name.",
                    "Fetch it yourself, and send it to /rdf-graph-store.",
                    status=403,
                )


def _operations(update: str) -> Iterator[list[_Token]]:
    """The tokens of each operation, without the prologue before it."""
    operation: list[_Token] = []
    for token in _tokens(update):
        if token.text == ";" and token.depth == 0:
            yield operation
            operation = []
        elif operation or not _in_prologue(token):
            operation.append(token)
    yield operation


def _in_prologue(token: _Token) -> bool:
    """PREFIX a: <…> and BASE <…>; no operation starts with an IRI or a prefix."""
    return token.keyword in _PROLOGUE or token.kind == "iri" or (token.kind == "word" and token.text.endswith(":"))


def _tokens(text: str) -> Iterator[_Token]:
    depth = 0
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        if kind == "skip":
            continue
        if match[0] in "})]":
            depth = max(0, depth - 1)
        yield _Token(kind, match[0], match.start(), depth)
        if match[0] in "{([":
            depth += 1


def _iri(text: str) -> str:
    if not re.fullmatch(r'[A-Za-z][A-Za-z0-9+.-]*:[^<>"{}|^`\\\x00-\x20]*', text):
        raise RefusedQueryError(f"'{text[:200]}' is no IRI.", "Give the whole IRI of the graph.")
    return f"<{text}>"
