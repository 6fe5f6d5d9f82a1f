"""How names of Dutch places look: their endings, and the words that close them."""

from __future__ import annotations

import re
from functools import cache

from ingest import data, register

TOWN_END = re.compile(
    r"[a-zë](?:dam|dijk|veen|stad|berg|berge|burg|dorp|wijk|wold|woude?|hoven?|broek|meer|zijl|rode|beek|waard|ward|recht|loo?|um|huizen|kerke?|sluis|sluizen|haven|horst|hout|donk|heim|stede|veld|akker|oord|mond|muiden|horn|hoek|brink|laar|rade|kade|vecht|ambacht|heuvel|bosch?|zand|zee|gouw|drecht|land|diep|waal|hove|hem|inge|rik)(?:$|-)"
)
"""Endings of Dutch place names (general knowledge of toponymy)."""


@cache
def landscape() -> re.Pattern[str]:
    """Endings of names of landscapes and regions, and words that are their last one."""
    return re.compile(rf"(?:[a-zë]|\b)(?:{'|'.join(data.table('places')['landscapes'])})(?:$|[ -])", re.IGNORECASE)


def shaped(name: str) -> bool:
    """Whether a name ends as those of towns or landscapes do."""
    return bool(TOWN_END.search(name) or landscape().search(name))


@cache
def municipalities() -> frozenset[str]:
    """The names of the municipalities of the register that are no words besides ('Buren')."""
    words = frozenset(data.table("places")["words"])
    every = (n for entry in register.load().regions.values() if entry.kind == "gemeente" for n in entry.names)
    return frozenset(every) - words
