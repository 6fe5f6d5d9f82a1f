"""What somebody wants of a list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

SIZE: Final = 25
"""Things on a page, unless more or fewer are asked for."""
MOST: Final = 1000
"""Things on a page at most."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants of a list."""

    within: Mapping[str, str] = field(default_factory=dict)
    """What the list is of, by kind of choice: IRIs of a region, a theme, an approach, an organisation. All must hold, with
    what is below them, and the counts of choices are within it."""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What was chosen, by kind of choice, as addresses have it: keys, IRIs or names. Of one kind any may hold, and of
    each kind one must."""
    sort: str = ""
    """'' for the order that fits the list."""
    page: int = 1
    size: int | None = SIZE
    """Things on a page; None for all on one."""
