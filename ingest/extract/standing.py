"""How far an initiative is, and whether its plan presents it as a voorloper: said by the words around its names.

Both are decided once for an initiative, over its mentions: what one of them says, the features of the whole say. Whether
it is a voorloper its likeliest mentions say too, each by itself: an example is made of something in one place.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence

from ingest.extract.cues import compiled
from ingest.extract.initiative_names import Proposed
from ingest.extract.standing_features import MOST, context, mention_features, standing_features, whole
from ingest.extract.status_prior import status_features
from ingest.extract.voorloper_prior import voorloper_features
from ingest.language import Annotated
from ingest.model import Status
from ingest.trained.models import Models

SIGNAL_ROLES = frozenset({"voorlopers"})
LEAST = 1e-6
"""Probability below which a mention counts as ruled out, and above 1 less which it counts as certain."""
TELLING = 2
"""Mentions, the likeliest, that say whether something is a voorloper."""
ALIKE = 0.6
"""How much (0–1) what a sentence presents is presented alike: the part of its mean log odds in those of each."""
STATUS_MODELS = {
    Status.EXISTING: "status_existing",
    Status.PLANNED: "status_planned",
    Status.IN_DEVELOPMENT: "status_in_development",
    Status.TO_SCALE_UP: "status_to_scale_up",
    Status.STOPPED: "status_stopped",
}
"""The model of each status; they are fitted together, so that their scores compare."""
__all__ = [
    "STATUS_MODELS", "context", "mention_features", "presented", "presented_together", "signals", "signals_of",
    "standing_features", "status_of", "statuses_of",
]  # fmt: skip


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
    return signals_of([(sure, said)], annotated, models)[0]


def signals_of(
    every: Sequence[tuple[float, list[Proposed]]], annotated: Annotated, models: Models
) -> list[tuple[str, ...]]:
    """The signals of each initiative.

    Args:
        every: of each how likely it is one at all (0–1), and its mentions.
    """
    shown = presented_together([said for _, said in every], annotated, models)
    return [
        _codes(said, annotated) if sure * likely >= models.voorlopers.threshold else ()
        for (sure, said), likely in zip(every, shown, strict=True)
    ]


def _codes(said: list[Proposed], annotated: Annotated) -> tuple[str, ...]:
    found = [
        name
        for name, p in compiled("status_cues", "signals")
        if any(p.search(context(c, annotated)) for c in said[:MOST])
    ]
    if any(c.unit.block.role in SIGNAL_ROLES for c in said):
        found.insert(0, "heading")
    return tuple(dict.fromkeys(found)) or ("namedExample",)


def presented(said: list[Proposed], annotated: Annotated, models: Models) -> float:
    """How likely (0–1) a plan presents an initiative as a voorloper, by its mentions alone."""
    return presented_together([said], annotated, models)[0]


def presented_together(every: Sequence[list[Proposed]], annotated: Annotated, models: Models) -> list[float]:
    """How likely (0–1) a plan presents each initiative as a voorloper, by its mentions and by what stands in the same
    sentence as its likeliest one: examples are given in a row."""
    told = [_presented(said, annotated, models) for said in every]
    together: dict[Hashable, list[float]] = defaultdict(list)
    for place, odds in told:
        together[place].append(odds)
    means = {place: sum(odds) / len(odds) for place, odds in together.items()}
    return [1 / (1 + math.exp(-(1 - ALIKE) * odds - ALIKE * means[place])) for place, odds in told]


def _presented(said: list[Proposed], annotated: Annotated, models: Models) -> tuple[Hashable, float]:
    """Where the likeliest mention stands (its sentence), and the log odds that this is a voorloper: the mean of those of
    all mentions together and of the likeliest alone."""
    heard = said[:MOST]
    rows = [mention_features(candidate, annotated) for candidate in heard]
    each = [models.voorlopers.probability(voorloper_features(row)) for row in rows]
    likeliest = sorted(each, reverse=True)[:TELLING]
    alone = min(max(sum(likeliest) / len(likeliest), LEAST), 1 - LEAST)
    together = models.voorlopers.score(voorloper_features(whole(rows, len(said))))
    best = heard[max(range(len(each)), key=each.__getitem__)]
    return (best.unit.index, best.sentence), (together + math.log(alone / (1 - alone))) / 2
