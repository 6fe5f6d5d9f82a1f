"""How far an initiative is, and whether its plan presents it as a voorloper: said by the words around its names.

Both are decided once for an initiative, over its mentions: what one of them says, the features of the whole say. Whether
it is a voorloper its likeliest mentions say too, each by itself: an example is made of something in one place.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from ingest.extract.cues import compiled
from ingest.extract.initiative_names import Proposed
from ingest.extract.status_prior import status_features
from ingest.extract.voorloper_prior import voorloper_features
from ingest.language import Annotated
from ingest.model import Status
from ingest.trained.models import Models

AROUND = 250
"""Characters around a name within which the discourse says what it is."""
CLOSE = 60
"""Characters before and behind a name in which a word speaks of that name itself."""
MOST = 5
"""Mentions that are heard: the first of an initiative."""
REACH = re.compile(r"(?:[^\s.;:]+\s+){0,7}\S*\s*$")
"""The words before a name that may govern it."""
ELSEWHERE = re.compile(r"(?<!^)\b(?:in|uit|te|vanuit)\s+(?:(?:de|het)\s+)?(?:gemeente\s+|regio\s+)?[A-ZÀ-Ý][a-zà-ÿ]{2,}")
"""A name or what stands behind it says where the thing is."""
ASIDE = 40
"""Characters behind a name in which that is said."""
EXAMPLES = ("ahead:such_as", "ahead:exemplary", "near:exemplary")
"""Cues of an example that counts for more when it is said where it is."""
SIGNAL_ROLES = frozenset({"voorlopers"})
SAID_OF_NAMES = tuple(
    f"{side}:{cue}" for side in ("ahead", "heading") for cue in ("such_as", "exemplary", "reuse", "spread")
)
"""Features that say more of a name of its own than of a noun."""
LEAST = 1e-6
"""Probability below which a mention counts as ruled out, and above 1 less which it counts as certain."""
TELLING = 2
"""Mentions, the likeliest, that say whether something is a voorloper."""
STATUS_MODELS = {
    Status.EXISTING: "status_existing",
    Status.PLANNED: "status_planned",
    Status.IN_DEVELOPMENT: "status_in_development",
    Status.TO_SCALE_UP: "status_to_scale_up",
    Status.STOPPED: "status_stopped",
}
"""The model of each status; they are fitted together, so that their scores compare."""


def status_of(said: list[Proposed], annotated: Annotated, models: Models) -> Status:
    """The likeliest status by the words around the mentions."""
    return statuses_of([(0, said)], annotated, models)[0]


def statuses_of(every: Sequence[tuple[int, list[Proposed]]], annotated: Annotated, models: Models) -> list[Status]:
    """The likeliest status of each initiative, by the words around its mentions and by what stands in the same section:
    what a plan lists together is often equally far.

    Args:
        every: of each initiative the number of the section of its surest mention, and its mentions.
    """
    told = [_log_probabilities(status_features(standing_features(said, annotated)), models) for _, said in every]
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
    """How likely each status is beside the others: multinomial logistic regression."""
    scores = {status: getattr(models, model).score(row) for status, model in STATUS_MODELS.items()}
    most = max(scores.values())
    every = most + math.log(sum(math.exp(score - most) for score in scores.values()))
    return {status: score - every for status, score in scores.items()}


def signals(said: list[Proposed], annotated: Annotated, models: Models, sure: float = 1.0) -> tuple[str, ...]:
    """Codes of the signals by which a plan presents something as a voorloper; none where it does not.

    `sure` is how likely it is an initiative at all (0–1): what is none can be no voorloper.
    """
    if sure * presented(said, annotated, models) < models.voorlopers.threshold:
        return ()
    found = [
        name
        for name, p in compiled("status_cues", "signals")
        if any(p.search(context(c, annotated)) for c in said[:MOST])
    ]
    if any(c.unit.block.role in SIGNAL_ROLES for c in said):
        found.insert(0, "heading")
    return tuple(dict.fromkeys(found)) or ("namedExample",)


def presented(said: list[Proposed], annotated: Annotated, models: Models) -> float:
    """How likely (0–1) a plan presents an initiative as a voorloper: by all its mentions together, and by the likeliest alone
    (the mean of both log odds)."""
    rows = [mention_features(candidate, annotated) for candidate in said[:MOST]]
    each = sorted((models.voorlopers.probability(voorloper_features(row)) for row in rows), reverse=True)[:TELLING]
    alone = min(max(sum(each) / len(each), LEAST), 1 - LEAST)
    together = models.voorlopers.score(voorloper_features(_whole(rows, len(said))))
    return 1 / (1 + math.exp(-(together + math.log(alone / (1 - alone))) / 2))


def standing_features(said: list[Proposed], annotated: Annotated) -> dict[str, float]:
    """What speaks for and against an initiative being planned, running, exemplary …: the strongest of its mentions counts."""
    return _whole([mention_features(candidate, annotated) for candidate in said[:MOST]], len(said))


def _whole(rows: list[dict[str, float]], mentions: int) -> dict[str, float]:
    whole: dict[str, float] = defaultdict(float)
    for row in rows:
        for name, value in row.items():
            whole[name] = max(whole[name], value)
    whole["once"] = float(mentions == 1)
    return dict(whole)


def mention_features(candidate: Proposed, annotated: Annotated) -> dict[str, float]:
    """What the words around one mention say, by how near they stand to it."""
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
    reach = REACH.search(ahead)
    for name, pattern in compiled("status_cues", "governs"):
        if reach and pattern.search(reach.group()):
            row[f"governs:{name}"] = 1.0
    for name, pattern in compiled("status_cues", "goes_on"):
        if pattern.search(behind):
            row[f"goes_on:{name}"] = 1.0
    row |= {f"stem:{word[:6]}": 1.0 for word in re.findall(r"[a-zà-ÿ]{4,}", near.lower())}
    row["elsewhere"] = float(bool(ELSEWHERE.search(candidate.name + behind[:ASIDE])))
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
