"""Facts made by hand, for tests of what is worked out from them."""

from __future__ import annotations

from typing import Any

from graph_api.facts import Facts, Goal, Initiative, Label, Organisation, Plan, Quote, Region, Target
from ontology import BASE, RGT

OLD, FALLS, YOUNG = str(RGT.ouderen), str(RGT.valpreventie), str(RGT.jeugd)
BROADER = {OLD: frozenset({OLD}), FALLS: frozenset({FALLS, OLD}), YOUNG: frozenset({YOUNG})}


def iri(kind: str, key: str) -> str:
    return f"{BASE}{kind}/{key}"


def goal(key: str, statement: str, region: str = "a", themes: tuple[str, ...] = (OLD,), **more: Any) -> Goal:
    """A goal of the plan of a region."""
    standard: dict[str, Any] = {
        "kind": "objective",
        "plans": (iri("plan", region),),
        "regions": (iri("region", region),),
        "themes": themes,
        "national": frozenset(themes),
        "years": (),
        "targets": (),
        "parents": (),
        "quotes": (quote(key, statement, region),),
    }
    return Goal(iri=iri("goal", key), statement=statement, **standard | more)


def initiative(key: str, label: str, region: str = "b", themes: tuple[str, ...] = (OLD,), **more: Any) -> Initiative:
    """A running initiative of the plan of a region."""
    standard: dict[str, Any] = {
        "names": (label,),
        "text": label,
        "status": "existing",
        "voorloper": False,
        "signals": frozenset(),
        "plans": (iri("plan", region),),
        "regions": (iri("region", region),),
        "places": (),
        "themes": themes,
        "national": frozenset(themes),
        "goals": (),
        "groups": frozenset(),
        "approaches": frozenset(),
        "roles": {},
        "quotes": (quote(key, label, region),),
    }
    return Initiative(iri=iri("initiative", key), label=label, **standard | more)


def quote(key: str, words: str, region: str, confidence: float = 0.8) -> Quote:
    return Quote(iri("evidence", key), iri("plan", region), 10, 10 + len(words), words, confidence)


def target(value: float, unit: str = "%") -> Target:
    return Target(value, unit, "", "reach")


def organisation(key: str, *plans: str) -> Organisation:
    iris = tuple(iri("plan", plan) for plan in plans)
    return Organisation(iri("organisation", key), key, (key,), "", iris, ())


def facts(*things: Goal | Initiative | Organisation, regions: str = "abc", **more: Any) -> Facts:
    """Facts of regions with a plan each."""
    made: dict[str, dict[str, Any]] = {"goals": {}, "initiatives": {}, "organisations": {}}
    for thing in sorted(things, key=lambda thing: thing.iri):
        made[f"{type(thing).__name__.lower()}s"][thing.iri] = thing
    return Facts(
        regions={
            iri("region", key): Region(
                iri("region", key), f"Regio {key}", (f"Regio {key}",), frozenset({"izaRegio"}), ()
            )
            for key in regions
        },
        plans={
            iri("plan", key): Plan(iri("plan", key), key, f"Plan {key}", "regioplan", (iri("region", key),))
            for key in regions
        },
        themes={},
        labels={
            OLD: Label("Ouderen", "Older people"),
            FALLS: Label("Valpreventie", "Falls"),
            YOUNG: Label("Jeugd", "Youth"),
        },
        broader=BROADER,
        **made,
        **more,
    )
