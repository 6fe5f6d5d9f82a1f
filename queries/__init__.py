"""The saved queries: the questions that the graph must answer, as SPARQL files with a head (see `queries.head`).

A parameter is a variable of the query and is bound to a term, never pasted into the text as a user typed it:

    query = queries.load("goals-per-region-for-theme")
    terms = query.substitutions({"theme": "https://w3id.org/regiograaf/theme/jeugd"})
    store.query(query.text, use_default_graph_as_union=True,
                substitutions={Variable(name): term for name, term in terms.items()})

pyoxigraph binds only variables that the outermost SELECT gives back, and binds them in a sub-SELECT only where that
gives them back too; so parameters are columns of the result. For stores that bind nothing, `filled` gives a text with
the terms in it. The queries expect the union of the named graphs as default graph.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from pyoxigraph import Literal, NamedNode

from queries.head import HeadError, parse
from queries.parameters import Parameter, ParameterError, ParameterType

__all__ = [
    "BASE",
    "HeadError",
    "Parameter",
    "ParameterError",
    "ParameterType",
    "SavedQuery",
    "UnknownQueryError",
    "all",
    "load",
    "names",
    "read",
]

BASE: Final = "https://w3id.org/regiograaf/id/"
"""What the IRIs of things start with, unless a setting says otherwise; the examples in the heads use it."""

_FOLDER = Path(__file__).parent
_GIVEN = re.compile(r"^(?P<indent> *)# given (?P<names>\w+(?: \w+)*)$", re.MULTILINE)


class UnknownQueryError(LookupError):
    """A saved query was asked for that is not there."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no saved query {name!r}; there are: {', '.join(names())}")


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A SPARQL query with what a person or a form must know to use it."""

    name: str
    """The name of its file, without ending."""
    text: str
    """The whole file: head and query."""
    titles: Mapping[str, str]
    """By language: "nl", "en"."""
    descriptions: Mapping[str, str]
    """By language: "nl", "en"."""
    parameters: tuple[Parameter, ...]
    question: int
    """The number of the question of the design that it answers."""

    def substitutions(self, values: Mapping[str, str]) -> dict[str, NamedNode | Literal]:
        """A term for each parameter, by its name: of the value given, else of its default.

        Raises:
            ParameterError: for a value of the wrong type, or one for a parameter that the query does not have.
        """
        known = {parameter.name for parameter in self.parameters}
        for name in values:
            if name not in known:
                nl = f"alleen: {', '.join(sorted(known))}" if known else "geen"
                en = f"only: {', '.join(sorted(known))}" if known else "none"
                raise ParameterError(
                    name,
                    f"{self.name} heeft geen parameter {name!r}; parameters: {nl}",
                    f"{self.name} has no parameter {name!r}; parameters: {en}",
                )
        return {item.name: item.term(values.get(item.name, item.default)) for item in self.parameters}

    def filled(self, values: Mapping[str, str]) -> str:
        """The query with its parameters filled in, for a SPARQL service that cannot bind variables, or for an editor.

        Each comment `# given NAME` in the text makes place for a VALUES clause with the term, written by pyoxigraph
        (so nothing that a user types can end the term and go on as SPARQL). The answer is that of binding.

        Raises:
            ParameterError: as `substitutions`.
        """
        terms = self.substitutions(values)

        def clauses(match: re.Match[str]) -> str:
            lines = (f"{match['indent']}VALUES ?{name} {{ {terms[name]} }}" for name in match["names"].split())
            return "\n".join(lines)

        return _GIVEN.sub(clauses, self.text)


def names() -> tuple[str, ...]:
    """The names of all saved queries, in the order of the alphabet."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.rq")))


@lru_cache(maxsize=256)
def load(name: str, base: str = BASE) -> SavedQuery:
    """The saved query of that name; example values of parameters start with `base`.

    Raises:
        UnknownQueryError: where there is none.
        HeadError: where its head is not in the format.
    """
    if name not in names():
        raise UnknownQueryError(name)
    return read(name, (_FOLDER / f"{name}.rq").read_text(encoding="utf-8"), base)


def read(name: str, text: str, base: str = BASE) -> SavedQuery:
    """A saved query from the content of any file with a head, so also one that a user wrote.

    Raises:
        HeadError: where the head is not in the format.
    """
    head = parse(name, text)
    return SavedQuery(
        name=name,
        text=text,
        titles=MappingProxyType(head.titles),
        descriptions=MappingProxyType(head.descriptions),
        parameters=tuple(_rebased(parameter, base) for parameter in head.parameters),
        question=head.question,
    )


def all(base: str = BASE) -> tuple[SavedQuery, ...]:
    """All saved queries, in the order of the questions.

    Raises:
        HeadError: where a head is not in the format.
    """
    return tuple(sorted((load(name, base) for name in names()), key=lambda query: (query.question, query.name)))


def _rebased(parameter: Parameter, base: str) -> Parameter:
    if not parameter.default.startswith(BASE):
        return parameter
    return replace(parameter, default=base + parameter.default.removeprefix(BASE))
