"""How far an initiative is, and whether its plan presents it as a voorloper: said by the words around its names.

Both are decided once for an initiative, over its mentions: what one of them says, the features of the whole say.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from ingest.extract.cues import compiled
from ingest.extract.initiative_names import Proposed
from ingest.language import Annotated
from ingest.model import Status
from ingest.trained.models import Models

AROUND = 250
"""Characters around a name within which the discourse says what it is."""
CLOSE = 60
"""Characters before and behind a name in which a word speaks of that name itself."""
MOST = 5
"""Mentions that are heard: the first of an initiative."""
SIGNAL_ROLES = frozenset({"voorlopers"})
SAID_OF_NAMES = tuple(
    f"{side}:{cue}" for side in ("ahead", "heading") for cue in ("such_as", "exemplary", "reuse", "spread")
)
"""Features that say more of a name of its own than of a noun."""
LEAST = 1e-6
"""Probability below which a status counts as ruled out."""
STATUS_MODELS = {
    Status.EXISTING: "status_existing",
    Status.PLANNED: "status_planned",
    Status.IN_DEVELOPMENT: "status_in_development",
    Status.TO_SCALE_UP: "status_to_scale_up",
    Status.STOPPED: "status_stopped",
}


def status_of(said: list[Proposed], annotated: Annotated, models: Models) -> Status:
    """The likeliest status by the words around the mentions."""
    return statuses_of([(0, said)], annotated, models)[0]


def statuses_of(every: Sequence[tuple[int, list[Proposed]]], annotated: Annotated, models: Models) -> list[Status]:
    """The likeliest status of each initiative, by the words around its mentions and by what stands in the same section:
    what a plan lists together is often equally far.

    Args:
        every: of each initiative the number of the section of its surest mention, and its mentions.
    """
    told = [_log_probabilities(standing_features(said, annotated), models) for _, said in every]
    together: dict[int, list[dict[Status, float]]] = defaultdict(list)
    for (section, _), own in zip(every, told, strict=True):
        together[section].append(own)
    found = []
    for (section, _), own in zip(every, told, strict=True):
        others = together[section]
        mean = {status: sum(o[status] for o in others) / len(others) for status in STATUS_MODELS}
        found.append(max(STATUS_MODELS, key=lambda status: own[status] + mean[status]))
    return found


def _log_probabilities(row: Mapping[str, float], models: Models) -> dict[Status, float]:
    return {
        status: math.log(max(getattr(models, model).probability(row), LEAST)) for status, model in STATUS_MODELS.items()
    }


def signals(said: list[Proposed], annotated: Annotated, models: Models, sure: float = 1.0) -> tuple[str, ...]:
    """Codes of the signals by which a plan presents something as a voorloper; none where it does not.

    `sure` is how likely it is an initiative at all (0–1): what is none can be no voorloper.
    """
    if sure * models.voorlopers.probability(standing_features(said, annotated)) < models.voorlopers.threshold:
        return ()
    found = [
        name
        for name, p in compiled("status_cues", "signals")
        if any(p.search(context(c, annotated)) for c in said[:MOST])
    ]
    if any(c.unit.block.role in SIGNAL_ROLES for c in said):
        found.insert(0, "heading")
    return tuple(dict.fromkeys(found)) or ("namedExample",)


def standing_features(said: list[Proposed], annotated: Annotated) -> dict[str, float]:
    """What speaks for and against an initiative being planned, running, exemplary …: the strongest of its mentions counts."""
    row: dict[str, float] = defaultdict(float)
    heard = said[:MOST]
    for candidate in heard:
        for name, value in _mention(candidate, annotated).items():
            row[name] = max(row[name], value)
    row["once"] = float(len(said) == 1)
    return dict(row)


def _mention(candidate: Proposed, annotated: Annotated) -> dict[str, float]:
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
    row |= {f"stem:{word[:6]}": 1.0 for word in re.findall(r"[a-zà-ÿ]{4,}", near.lower())}
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


def context(candidate: Proposed, annotated: Annotated) -> str:
    """The words within AROUND characters of a name, the block before it and its heading included."""
    unit = candidate.unit
    text = unit.text[max(candidate.start - AROUND, 0) : candidate.end + AROUND]
    if candidate.start < AROUND and unit.index:
        text = annotated.units[unit.index - 1].text[-(AROUND - candidate.start) :] + " " + text
    return text


def _sides(candidate: Proposed) -> tuple[str, str]:
    """The words of a name's sentence before it and behind it."""
    text = candidate.unit.text
    start, end = next(((a, b) for a, b in candidate.unit.sentences if a <= candidate.start < b), (0, len(text)))
    return text[start : candidate.start], text[candidate.end : end]


def _sentence(candidate: Proposed) -> str:
    unit = candidate.unit
    if unit.block.kind == "heading":
        return unit.text
    start, end = next(((a, b) for a, b in unit.sentences if a <= candidate.start < b), (0, len(unit.text)))
    return unit.text[start:end]
