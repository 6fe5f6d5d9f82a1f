"""The sentences that say why: for what is recommended, what is left out, and what could not be said."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from graph_api.facts import Facts, Initiative, Label
from graph_api.voorlopers.asked import Advice, Found, LeftOut, State

_NL, _EN = 0, 1
_GAP: Final = re.compile(r"\{(\w+)\}")
_LONGEST: Final = 160
"""Characters of a goal that a sentence quotes."""
_NEAR: Final = 0.4
"""How well a goal must fit (0 to 1) for a sentence to say that it fits."""
_ROLES: Final = ("ledBy", "involves", "partner", "fundedBy")
"""Of those that are no leader, who is involved comes first."""


@dataclass(frozen=True, slots=True)
class Contact:
    """An organisation to call; never a person."""

    iri: str
    name: str
    type: Label | None
    role: str
    """ledBy where it leads the initiative; else partner, fundedBy or involves."""


def reason(facts: Facts, advice: Advice, found: Found) -> Label:
    """Why an initiative is recommended, in a few sentences."""
    return _both(lambda tongue: _reason(facts, advice, found, tongue))


def why_left_out(facts: Facts, advice: Advice, left: LeftOut) -> Label:
    """Why an initiative is not recommended."""
    region = ", ".join(facts.label(iri).nl for iri in left.own.regions) or facts.label(advice.region).nl
    return _both(lambda tongue: _say("left_out", left.why, tongue, region=region, own=left.own.label))


def why_not_yet(facts: Facts, one: Initiative, own: Initiative | None) -> Label:
    """Why an initiative is no voorloper, and what the region has like it itself."""

    def told(tongue: int) -> str:
        said = f"‘{one.label}’ {_status(facts, one, tongue)}.{_say('not_yet', 'runs', tongue)}"
        if own is None:
            return said
        where = _listed([facts.label(iri)[tongue] for iri in own.regions], tongue)
        return said + _say("not_yet", "own", tongue, region=where, own=own.label)

    return _both(told)


def _status(facts: Facts, one: Initiative, tongue: int) -> str:
    where = _listed([facts.label(iri)[tongue] for iri in one.regions], tongue)
    return _say("status", one.status if one.status in _texts()["status"] else "other", tongue, regions=where)


def what_is_known(facts: Facts, advice: Advice, alike: Sequence[str] = (), asked: str = "") -> Label:
    """What the answer rests on, or why there is none.

    Args:
        facts: of the version.
        advice: the answer.
        alike: names of regions that may have been meant; told where no plan of the region was read.
        asked: the region that was asked for, where the answer is for another.
    """
    state = advice.state.value
    region = facts.label(advice.goals_of).nl
    told = "one-goal" if advice.state == State.FOUND and advice.goals == 1 else state
    note = _both(lambda tongue: _say("state", told, tongue, region=region, goals=str(advice.goals)))
    if asked and asked != advice.region:
        names = {"asked": facts.label(asked).nl, "region": facts.label(advice.region).nl}
        before = _both(lambda tongue: _say("state", "instead", tongue, **names))
        return Label(before.nl + note.nl, before.en + note.en)
    if not alike or state != "plan-not-read":
        return note
    listed = ", ".join(alike)
    more = _both(lambda tongue: _say("state", "alike", tongue, list=listed))
    return Label(note.nl + more.nl, note.en + more.en)


def contacts(facts: Facts, initiative: Initiative) -> list[Contact]:
    """Whom to call: who leads the initiative, else the organisations that are involved."""
    leading = [iri for iri, roles in initiative.roles.items() if "ledBy" in roles]
    named = leading or sorted(initiative.roles, key=lambda iri: (_role(initiative.roles[iri])[0], iri))
    return [
        Contact(one.iri, one.label, facts.label(one.type) if one.type else None, _role(initiative.roles[iri])[1])
        for iri in named
        if (one := facts.organisations.get(iri)) is not None
    ]


def _role(roles: Iterable[str]) -> tuple[int, str]:
    return min((_ROLES.index(role), role) for role in roles)


def _reason(facts: Facts, advice: Advice, found: Found, tongue: int) -> str:
    one, region = found.initiative, facts.label(advice.goals_of)[tongue]
    said = f"‘{one.label}’ {_status(facts, one, tongue)}"
    signals = [_say("signals", signal, tongue) for signal in _texts()["signals"] if signal in one.signals]
    said += _say("sentence", "signals", tongue, list=_listed(signals, tongue)) + "." if signals else "."
    if len(found.spread) > 1:
        said += _say("sentence", "spread", tongue, number=str(len(found.spread)))
    if not advice.region:
        return said
    if found.goal is None:
        said += _say("sentence", "no_goal", tongue, region=region)
    else:
        near = found.components["fit.goals"].value >= _NEAR
        kind = "goal_far" if not near else "goal_served" if found.through_goal else "goal"
        said += _say("sentence", kind, tongue, goal=_short(found.goal.statement), region=region)
        shared = [
            _say("sentence", "themes", tongue, list=_listed([facts.label(t)[tongue] for t in found.themes], tongue))
        ]
        shared = shared if found.themes else []
        shared += [_say("sentence", "words", tongue, list=", ".join(found.words))] if found.words else []
        said += f" ({'; '.join(shared)})." if shared else "."
    asked = facts.label(advice.region)[tongue]
    if found.mention:
        return said + _say("sentence", "mentioned", tongue, region=asked, called=found.mention.name)
    return said + _say("sentence", "not_yet", tongue, region=asked)


def _say(part: str, name: str, tongue: int, **values: str) -> str:
    text: str = _texts()[part][name][tongue]
    # not str.format, and all at once: words of a plan may hold braces
    return _GAP.sub(lambda gap: values.get(gap[1], gap[0]), text)


def _listed(items: Sequence[str], tongue: int) -> str:
    last = _texts()["sentence"]["and"][tongue]
    return last.join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def _both(make: Callable[[int], str]) -> Label:
    return Label(make(_NL), make(_EN))


@cache
def _texts() -> dict[str, Any]:
    return tomllib.loads((files("graph_api.voorlopers") / "reasons.toml").read_text(encoding="utf-8"))
