"""How far an initiative is, and whether its plan presents it as a voorloper: said by the words around its name."""

from __future__ import annotations

import re

from ingest import data
from ingest.extract.cues import compiled
from ingest.extract.initiative_names import Proposed
from ingest.language import Annotated
from ingest.model import Status
from ingest.trained.models import Models

AROUND = 250
"""Characters around a name within which the discourse says what it is."""
SIGNAL_ROLES = frozenset({"voorlopers"})


def status_of(said: list[Proposed], annotated: Annotated) -> Status:
    """The status that the first telling mention gives, else what the role of its section makes likely."""
    cues = compiled("status_cues", "status")
    for candidate in said[:4]:
        if candidate.unit.block.role in SIGNAL_ROLES and not re.search(r"\b(?:opschal|uitrol|verbred)\w*", context(candidate, annotated)):
            return Status.EXISTING
        sentence = _sentence(candidate)
        for name, pattern in cues:
            if pattern.search(sentence):
                return Status(name)
    roles = data.table("status_cues")["roles"]
    for candidate in said:
        if status := roles.get(candidate.unit.block.role or ""):
            return Status(status)
    return Status.UNKNOWN


def signals(said: list[Proposed], annotated: Annotated, models: Models) -> tuple[str, ...]:
    """Codes of the signals by which a plan presents something as a voorloper; none where it does not."""
    probability = max(models.voorlopers.probability(voorloper_features(c, annotated)) for c in said[:6])
    if probability < models.voorlopers.threshold:
        return ()
    found = [name for name, _ in compiled("status_cues", "signals") if any(f"near:{name}" in voorloper_features(c, annotated) for c in said[:6])]
    if any(c.unit.block.role in SIGNAL_ROLES for c in said):
        found.insert(0, "heading")
    return tuple(dict.fromkeys(found)) or ("namedExample",)


def voorloper_features(candidate: Proposed, annotated: Annotated) -> dict[str, float]:
    """What speaks for and against a mention presenting its initiative as working or exemplary."""
    role = candidate.unit.block.role or "none"
    near, wide = _sentence(candidate), context(candidate, annotated)
    row = {f"role:{role}": 1.0, f"source:{candidate.source}": 1.0, f"group:{candidate.group or 'none'}": 1.0, f"kind:{candidate.unit.block.kind}": 1.0}
    for name, pattern in compiled("status_cues", "signals"):
        if pattern.search(near):
            row[f"near:{name}"] = 1.0
        elif pattern.search(wide):
            row[f"wide:{name}"] = 1.0
    for name, pattern in compiled("status_cues", "status"):
        if pattern.search(near):
            row[f"status:{name}"] = 1.0
    before = candidate.unit.text[max(candidate.start - 60, 0) : candidate.start]
    row["such_as"] = float(bool(re.search(r"\b(?:zoals|bijvoorbeeld|waaronder|o\.a\.|denk aan)\b", before, re.IGNORECASE)))
    row["named_pilot"] = float(bool(re.search(r"\b(?:pilot|proeftuin)", candidate.name, re.IGNORECASE)))
    row["capital"] = float(candidate.name[:1].isupper())
    row["approach"] = float(candidate.source == "approach")
    row["title_in_voorlopers"] = float(candidate.source in ("title", "lead", "link") and role == "voorlopers")
    return row


def context(candidate: Proposed, annotated: Annotated) -> str:
    """The words within AROUND characters of a name, the block before it and its heading included."""
    unit = candidate.unit
    text = unit.text[max(candidate.start - AROUND, 0) : candidate.end + AROUND]
    if candidate.start < AROUND and unit.index:
        text = annotated.units[unit.index - 1].text[-(AROUND - candidate.start) :] + " " + text
    return text


def _sentence(candidate: Proposed) -> str:
    unit = candidate.unit
    if unit.block.kind == "heading":
        return unit.text
    start, end = next(((a, b) for a, b in unit.sentences if a <= candidate.start < b), (0, len(unit.text)))
    return unit.text[start:end]
