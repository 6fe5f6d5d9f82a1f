"""What can be wrong with a question. Over HTTP each is a problem with its status; on the command line, a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from ingest.errors import RegiograafError


class AskedError(RegiograafError):
    """What was asked makes no sense."""

    status: ClassVar[int] = 400
    """Of the answer, over HTTP."""

    def __init__(
        self,
        what: str,
        *,
        where: str = "",
        way_out: str = "",
        dutch: str = "",
        asked: str = "",
        instead: Iterable[tuple[str, str]] = (),
    ) -> None:
        """
        Args:
            what: went wrong, in English.
            where: it went wrong.
            way_out: what to do about it, in English.
            dutch: what went wrong and the way out, for pages in Dutch; '' where nobody wrote it.
            asked: the name in the address that is not known.
            instead: what may be meant by it: what to show, and what to write in the address.
        """
        super().__init__(what, where=where, way_out=way_out)
        self.dutch = dutch
        self.asked = asked
        self.instead = tuple(instead)


class UnknownError(AskedError):
    """What was asked for is not there: no such plan, region, theme … or no plan at all."""

    status = 404
