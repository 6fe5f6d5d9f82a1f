"""What the words around an initiative's names say of it: whether it runs, is to come, is an example …"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from weakref import WeakKeyDictionary

from ingest.extract.cues import compiled
from ingest.extract.initiative_names import Proposed
from ingest.extract.toponyms import municipalities
from ingest.language import Annotated

AROUND = 250
"""Characters around a name within which the discourse says what it is."""
CLOSE = 60
"""Characters before and behind a name in which a word speaks of that name itself."""
MOST = 8
"""Mentions that are heard: the first of an initiative."""
GOVERNING, FARTHEST = 7, 400
"""Words before a name that may govern it, and characters in which these stand at most."""
ENDS = re.compile(r"[.;:]")
"""Where a clause ends: words before it govern nothing behind it."""
ELSEWHERE = re.compile(
    r"(?<!^)\b(?:in|uit|te|vanuit)\s+(?:(?:de|het)\s+)?(?:gemeente\s+|regio\s+)?[A-ZÀ-Ý][a-zà-ÿ]{2,}"
)
"""A name or what stands behind it says where the thing is."""
ASIDE = 40
"""Characters behind a name in which that is said."""
EXAMPLES = ("ahead:such_as", "ahead:exemplary", "near:exemplary")
"""Cues of an example that counts for more when it is said where it is."""
SAID_OF_NAMES = tuple(
    f"{side}:{cue}" for side in ("ahead", "heading") for cue in ("such_as", "exemplary", "reuse", "spread")
)
"""Features that say more of a name of its own than of a noun."""

_read: WeakKeyDictionary[Proposed, dict[str, float]] = WeakKeyDictionary()
"""Features of the mentions that are in use: a mention is of one plan."""


def standing_features(said: list[Proposed], annotated: Annotated) -> dict[str, float]:
    """What speaks for and against an initiative being planned, running, exemplary …: the strongest of its mentions counts."""
    return whole([mention_features(candidate, annotated) for candidate in said[:MOST]], len(said))


def whole(rows: Sequence[Mapping[str, float]], mentions: int) -> dict[str, float]:
    """The features of an initiative from those of its mentions that are heard: of each the strongest.

    Args:
        rows: features by name of the mentions that are heard.
        mentions: how many it has in all.
    """
    strongest: dict[str, float] = defaultdict(float)
    for row in rows:
        for name, value in row.items():
            strongest[name] = max(strongest[name], value)
    strongest["once"] = float(mentions == 1)
    return dict(strongest)


def mention_features(candidate: Proposed, annotated: Annotated) -> Mapping[str, float]:
    """What the words around one mention say, by how near they stand to it: read once, for status and voorloper alike."""
    if candidate not in _read:
        _read[candidate] = _mention_features(candidate, annotated)
    return _read[candidate]


def _reach(ahead: str) -> str:
    """The last words before a name, back to where a sentence or a clause ends."""
    *words, last = re.split(r"\s+", ahead[-FARTHEST:])
    said = [last]
    for word in reversed(words[-GOVERNING:]):
        said.append(ENDS.split(word)[-1])
        if said[-1] != word:
            break
    return " ".join(reversed(said))


def _mention_features(candidate: Proposed, annotated: Annotated) -> dict[str, float]:
    block, text = candidate.unit.block, candidate.unit.text
    role = block.role or "none"
    near, wide = _sentence(candidate), context(candidate, annotated)
    before, after = text[max(candidate.start - CLOSE, 0) : candidate.start], text[candidate.end : candidate.end + CLOSE]
    ahead, behind = _sides(candidate)
    above = block.parent.text if block.parent else ""
    headings = f"{block.lead_in} {block.label} {block.header} {block.section.name} {above}"
    row = {
        f"role:{role}": 1.0,
        f"source:{candidate.source}": 1.0,
        f"group:{candidate.group or 'none'}": 1.0,
        f"kind:{block.kind}": 1.0,
    }
    for table in ("signals", "status", "discourse"):
        for name, pattern in compiled("status_cues", table):
            places = (
                ("close", before + " · " + after),
                ("near", near),
                ("ahead", ahead),
                ("behind", behind),
                ("wide", wide),
                ("heading", headings),
                ("name", candidate.name),
            )
            row |= {f"{place}:{name}": 1.0 for place, words in places if pattern.search(words)}
    for name, pattern in compiled("status_cues", "before"):
        if pattern.search(before):
            row[f"before:{name}"] = 1.0
    reach = _reach(ahead)
    for name, pattern in compiled("status_cues", "governs"):
        if pattern.search(reach):
            row[f"governs:{name}"] = 1.0
    for name, pattern in compiled("status_cues", "goes_on"):
        if pattern.search(behind):
            row[f"goes_on:{name}"] = 1.0
    row |= {f"stem:{word[:6]}": 1.0 for word in re.findall(r"[a-zà-ÿ]{4,}", near.lower())}
    row["elsewhere"] = float(
        bool(ELSEWHERE.search(candidate.name + behind[:ASIDE]) or _ends_in_a_place(candidate.name))
    )
    row |= {f"{cue}+elsewhere": 1.0 for cue in EXAMPLES if row["elsewhere"] and row.get(cue)}
    row["explored_example"] = row.get("near:exploring", 0.0) * row.get("ahead:such_as", 0.0)
    row["capital"] = float(candidate.name[:1].isupper())
    row["named"] = float(
        bool(re.search(r"[A-ZÀ-Ý]", candidate.name[1:])) or candidate.source in ("quoted", "link", "capitals")
    )
    row |= {f"named+{cue}": row["named"] for cue in SAID_OF_NAMES if row.get(cue)}
    row["such_as_named"] = row["named"] * row.get("before:such_as", 0.0)
    row["title_in_voorlopers"] = float(
        candidate.source in ("title", "lead", "link", "cell", "bold") and role == "voorlopers"
    )
    return row


def _ends_in_a_place(name: str) -> bool:
    """Whether a name ends in that of a municipality ('Zorgwinkel Veenstad')."""
    words = name.split()
    return any(" ".join(words[-n:]) in municipalities() for n in (1, 2, 3) if n < len(words))


def context(candidate: Proposed, annotated: Annotated) -> str:
    """The words within AROUND characters of a name, the block before it and its heading included."""
    unit = candidate.unit
    text = unit.text[max(candidate.start - AROUND, 0) : candidate.end + AROUND]
    if candidate.start < AROUND and unit.index:
        text = annotated.units[unit.index - 1].text[-(AROUND - candidate.start) :] + " " + text
    return text


def _sides(candidate: Proposed) -> tuple[str, str]:
    """The words of a name's sentence before it and behind it."""
    start, end = _bounds(candidate)
    return candidate.unit.text[start : candidate.start], candidate.unit.text[candidate.end : end]


def _sentence(candidate: Proposed) -> str:
    """The sentence that a name stands in; a heading is one as a whole."""
    unit = candidate.unit
    return unit.text if unit.block.kind == "heading" else unit.text[slice(*_bounds(candidate))]


def _bounds(candidate: Proposed) -> tuple[int, int]:
    """Start and end of a name's sentence in its unit; of the unit where it stands in none."""
    unit = candidate.unit
    return next(((a, b) for a, b in unit.sentences if a <= candidate.start < b), (0, len(unit.text)))
