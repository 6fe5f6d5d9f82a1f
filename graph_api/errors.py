"""What can be wrong with a question. Over HTTP each is a problem with its status; on the command line, a sentence."""

from __future__ import annotations

from typing import ClassVar

from ingest.errors import RegiograafError


class AskedError(RegiograafError):
    """What was asked makes no sense."""

    status: ClassVar[int] = 400
    """Of the answer, over HTTP."""


class UnknownError(AskedError):
    """What was asked for is not there: no such plan, region, theme … or no plan at all."""

    status = 404
