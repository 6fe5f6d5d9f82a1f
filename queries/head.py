"""The head of a query file: the comment lines at its top, in a small strict format.

    # title@nl: …                       each of title and description once in nl and once in en
    # description@en: …
    #   …                               three spaces: the line before goes on
    # question: 1                       the number of the question in the design that the query answers
    # param NAME TYPE "DEFAULT" of=rg:Region nl="…" en="…"      any number; `of` may be left out

The head ends at the first line that is no comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from queries.parameters import Parameter, ParameterError, ParameterType

LANGUAGES: Final = ("nl", "en")
PREFIXES: Final = {
    "rg": "https://w3id.org/regiograaf/def#",
    "rgc": "https://w3id.org/regiograaf/code#",
    "rgt": "https://w3id.org/regiograaf/theme/",
}
"""The prefixes that `of` may use."""

_TEXT = re.compile(r"# (?P<field>title|description)@(?P<language>nl|en): (?P<text>\S.*)")
_QUESTION = re.compile(r"# question: (?P<number>[1-9][0-9]*)")
_PARAMETER = re.compile(
    r"# param (?P<name>[A-Za-z][A-Za-z0-9]*) (?P<type>[a-z]+) \"(?P<default>[^\"]*)\""
    r"(?: of=(?P<prefix>[a-z]+):(?P<local>[A-Za-z0-9-]+))? nl=\"(?P<nl>[^\"]+)\" en=\"(?P<en>[^\"]+)\""
)


class HeadError(ValueError):
    """A query file whose head is not in the format: says which file, which line and what is wrong."""

    def __init__(self, name: str, line: int, problem: str) -> None:
        super().__init__(f"{name}.rq, line {line}: {problem}")


@dataclass(slots=True)
class Head:
    """What the head of a query file says."""

    titles: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    parameters: list[Parameter] = field(default_factory=list)
    question: int = 0


def parse(name: str, text: str) -> Head:
    """Read the head of the query file `name`, whose content is `text`.

    Raises:
        HeadError: where a line is not in the format, is there twice, or is missing.
    """
    head = Head()
    number = 0
    for number, line in _lines(name, text):
        _take(head, name, number, line)
    for texts, what in ((head.titles, "title"), (head.descriptions, "description")):
        for language in LANGUAGES:
            if language not in texts:
                raise HeadError(name, number + 1, f"the head has no {what}@{language}")
    if not head.question:
        raise HeadError(name, number + 1, "the head has no question")
    return head


def _lines(name: str, text: str) -> Iterator[tuple[int, str]]:
    """The lines of the head with their numbers from 1, each with what goes on below it."""
    whole: list[tuple[int, str]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("#"):
            break
        if line.startswith("#   "):
            if not whole:
                raise HeadError(name, number, "nothing stands above that could go on here")
            whole[-1] = (whole[-1][0], f"{whole[-1][1]} {line[1:].strip()}")
        else:
            whole.append((number, line.rstrip()))
    return iter(whole)


def _take(head: Head, name: str, number: int, line: str) -> None:
    if match := _TEXT.fullmatch(line):
        texts = head.titles if match["field"] == "title" else head.descriptions
        if match["language"] in texts:
            raise HeadError(name, number, f"a second {match['field']}@{match['language']}")
        texts[match["language"]] = match["text"]
    elif match := _QUESTION.fullmatch(line):
        if head.question:
            raise HeadError(name, number, "a second question")
        head.question = int(match["number"])
    elif match := _PARAMETER.fullmatch(line):
        head.parameters.append(_parameter(head, name, number, match))
    else:
        raise HeadError(name, number, f"not a line of a head: {line!r}")


def _parameter(head: Head, name: str, number: int, match: re.Match[str]) -> Parameter:
    if match["name"] in {parameter.name for parameter in head.parameters}:
        raise HeadError(name, number, f"a second param {match['name']}")
    if match["type"] not in set(ParameterType):
        raise HeadError(name, number, f"no type {match['type']!r}; there are: {', '.join(ParameterType)}")
    if match["prefix"] and match["prefix"] not in PREFIXES:
        raise HeadError(name, number, f"no prefix {match['prefix']!r}; there are: {', '.join(PREFIXES)}")
    parameter = Parameter(
        name=match["name"],
        type=ParameterType(match["type"]),
        default=match["default"],
        labels=MappingProxyType({"nl": match["nl"], "en": match["en"]}),
        of=PREFIXES[match["prefix"]] + match["local"] if match["prefix"] else None,
    )
    try:
        parameter.term(parameter.default)
    except ParameterError as error:
        raise HeadError(name, number, str(error)) from error
    return parameter
