"""Texts of others keep their direction to themselves: what turns a line around is ended where the text ends.

The isolation of an element ends at the first character that ends an isolate; a text that opens one of its own and leaves
it open would take that end away from the element (Unicode Standard Annex 9, BD9).
"""

from __future__ import annotations

import re
from typing import Final, TypeVar

_CONTROLS: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
_END_EMBEDDING, _END_ISOLATE = "\u202c", "\u2069"
_OPENS: Final = {
    **dict.fromkeys("\u202a\u202b\u202d\u202e", _END_EMBEDDING),
    **dict.fromkeys("\u2066\u2067\u2068", _END_ISOLATE),
}

Value = TypeVar("Value")


def ended(value: Value) -> Value | str:
    """A text (safe markup stays safe) with an end for each change of direction that it leaves open; all else as it is."""
    if not isinstance(value, str) or not _CONTROLS.search(value):
        return value
    ends: list[str] = []
    for control in _CONTROLS.findall(value):
        if control in _OPENS:
            ends.append(_OPENS[control])
        elif control in ends:
            while ends.pop() != control:
                pass
    return value + "".join(reversed(ends))
