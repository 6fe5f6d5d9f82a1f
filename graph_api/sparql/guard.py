"""What is refused before a query runs: calls to other servers, and queries that would break the parser.

pyoxigraph has no switch for SERVICE and gives no syntax tree, so the text is looked at. The look is one-sided: whatever
its parser could take for a SERVICE clause is refused, even where it stands in a comment or a string.
"""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Final

from ingest.errors import RegiograafError

_GAP = r"(?:\s|#[^\n\r]*+[\n\r])*+"
_NAME = r"[^\s<>{}()\[\]\"'?$:]"
_SERVICE: Final = re.compile(
    # a variable is not the keyword, whatever it is called: ?service
    r"(?P<variable>(?<!\\)[?$]\w+)"
    # the keyword, and then a variable, an IRI or a prefixed name; the parser asks for no space between them
    rf"|(?P<clause>SERVICE{_GAP}(?:SILENT{_GAP})?(?:[<?$:]|{_NAME}{{1,99}}+:|{_NAME}{{100}}))",
    re.IGNORECASE,
)
_ADDRESS: Final = re.compile(r"<([^<>\"{}|^`\\\x00-\x20]*)>")
_WORD: Final = re.compile("SERVICE", re.IGNORECASE)
_MOST_WORDS: Final = 50
_OPENING: Final = frozenset("{([")
_CLOSING: Final = frozenset("})]")


class RefusedQueryError(RegiograafError):
    """A query that is not run; `status` is what HTTP calls the reason."""

    def __init__(self, what: str, way_out: str, status: int = 400) -> None:
        super().__init__(what, way_out=way_out)
        self.status = status


def check(query: str, longest: int, deepest: int, services: Container[str] = ()) -> None:
    """See that a query may run.

    Args:
        query: the text of the query.
        longest: how many characters it may have.
        deepest: how many brackets it may have inside each other. The parser recurses, and a stack that overflows takes
            the whole process with it.
        services: addresses that SERVICE may ask, as they must stand in the query.

    Raises:
        RefusedQueryError: it may not.
    """
    if len(query) > longest:
        raise RefusedQueryError(f"the query has {len(query):,} characters.", f"The limit is {longest:,}.", status=413)
    if _depth(query) > deepest:
        raise RefusedQueryError("the query has too many brackets inside each other.", f"The limit is {deepest}.")
    if calls_service(query, services):
        raise RefusedQueryError(
            "SERVICE is off: this service sends no queries to others, but for those that its settings name.",
            "Query the other service yourself; if the word stands in a comment or a string, write it otherwise.",
            status=403,
        )


def calls_service(query: str, allowed: Container[str] = ()) -> bool:
    """Whether the text could hold a SERVICE clause that asks an address other than those allowed.

    One that is full of the word is not looked through: it could.
    """
    if len(_WORD.findall(query)) > _MOST_WORDS:
        return True
    for match in _SERVICE.finditer(query):
        if match["clause"]:
            address = _ADDRESS.match(query, match.end() - 1)
            if address is None or address[1] not in allowed:
                return True
    return False


def _depth(query: str) -> int:
    depth = deepest = 0
    for character in query:
        if character in _OPENING:
            depth += 1
            deepest = max(deepest, depth)
        elif character in _CLOSING:
            depth = max(depth - 1, 0)
    return deepest
