"""Words that head or mark the name of an organisation, and the type that each tells (`data/organisation_heads.toml`)."""

from __future__ import annotations

import re
from functools import cache

from ingest import data
from ingest.outline.roles import fold


@cache
def heads() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern of words that head or mark organisations, and the type of each word (folded)."""
    types: dict[str, str] = {}
    words: list[str] = []
    for kind, entry in data.table("organisation_heads").items():
        for word in entry["heads"]:
            types.setdefault(fold(word), kind)
            words.append(word)
    alternatives = "|".join(re.escape(w) for w in sorted(set(words), key=len, reverse=True))
    return re.compile(rf"(?<![\wÀ-ÿ-])(?:{alternatives})(?![\wÀ-ÿ])"), types


@cache
def _endings() -> tuple[re.Pattern[str], dict[str, str]]:
    types = {
        fold(e): kind for kind, entry in data.table("organisation_heads").items() for e in entry.get("endings", ())
    }
    words = "|".join(re.escape(e) for e in sorted(types, key=len, reverse=True))
    return re.compile(rf"(?i)(?<![\wÀ-ÿ-])[\wÀ-ÿ-]*?({words})(?![\wÀ-ÿ])"), types


def head_of(name: str) -> tuple[re.Match[str] | None, str]:
    """The word of a name that heads or marks a body ('GGD', 'Kustlyceum'), and the type that it tells; None and '' without one."""
    pattern, types = heads()
    if found := pattern.search(name):
        return found, types.get(fold(found.group()), "")
    compounds, kinds = _endings()
    found = compounds.search(name)
    return found, kinds.get(fold(found.group(1)), "") if found else ""


@cache
def lower_heads() -> re.Pattern[str]:
    """A small-letter head and the name that follows: 'netwerk palliatieve zorg X', 'sociaal team X'."""
    words = [w for e in data.table("organisation_heads").values() for w in e["heads"] if w[0].islower()]
    endings = [
        e
        for entry in data.table("organisation_heads").values()
        for e in entry.get("endings", ())
        if not e.endswith("zorg")
    ]
    alternatives = "|".join(re.escape(w) for w in sorted(set(words), key=len, reverse=True))
    alternatives += rf"|[a-zà-ÿ-]*(?:{'|'.join(map(re.escape, endings))})(?=\s+[A-ZÀ-Ý’'])"
    return re.compile(
        rf"(?<![\wÀ-ÿ-])(?:{alternatives})(?:\s+(?!(?:en|die|dat|met|is|wordt|om|als|door|zijn|naar|heet|heeft|komt|gaat|stelde|werd|waar|doorgaans|locatie)\b)[a-zà-ÿ]{{3,}}){{0,3}}\s+(?=[A-ZÀ-Ý])"
    )
