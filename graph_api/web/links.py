"""Links from a page to itself: the same address with another choice in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from urllib.parse import urlencode

from fastapi import Request

Value = str | int | Iterable[str | int] | None
"""Of a parameter: one, several, or none, which takes it away."""


def changer(request: Request, root: str) -> Callable[..., str]:
    """Makes addresses of the page that a request asks for, with other parameters; those that are not named stay.

    Args:
        request: with the address.
        root: what addresses start with.
    """
    path = root + request.url.path.removeprefix(str(request.scope.get("root_path", "")))
    given = [(name, value) for name, value in request.query_params.multi_items() if name != "format"]

    def changed(**changes: Value) -> str:
        pairs = [(name, value) for name, value in given if name not in changes]
        pairs += [(name, str(one)) for name, value in changes.items() for one in _several(value)]
        return f"{path}?{urlencode(pairs)}" if pairs else path

    return changed


def _several(value: Value) -> Iterable[str | int]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str | int) else value
