"""What changed between a plan and its update: kept, changed, new, or not mentioned again.

That an update does not mention something does not mean that it stopped, so nothing is ever said to be dropped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Final, Literal

from graph_api.compare.align import SAME, Item, goal_item, initiative_item, pairs
from graph_api.compare.answers import Change, Changed, ChangeInfo, Changes, PlanChanges
from graph_api.compare.atlas import Atlas, is_update, plan_order
from graph_api.compare.cells import Text
from graph_api.compare.columns import labelled, plan_info
from graph_api.compare.facts import Concept, Goal, Initiative, Plan, Target, key
from graph_api.compare.vocabulary import Vocabulary
from graph_api.compare.words import both

Thing = Goal | Initiative
_BEFORE: Final = "before"
_AFTER: Final = "after"
_UNKNOWN: Final = "unknown"
_ORDER: Final[tuple[Change, ...]] = ("changed", "new", "kept", "mentioned", "not-mentioned")


def changes(atlas: Atlas, region: str, text: Text, version: str) -> Changes:
    """The differences between the plans of a region that follow each other.

    Those are a plan and what says that it updates it; else an update and the plan of its region, or of a region that
    holds it; else two plans of one region with different dates.

    Args:
        atlas: the regions.
        region: IRI.
        text: gives the texts of plans.
        version: name of the version.
    """
    found = [_between(atlas, old, new, region, stated, text) for old, new, stated in followed(atlas, region)]
    note = both("note", "changes")
    return Changes(
        self=f"/regions/{key(region)}/changes",
        version=version,
        region=labelled(atlas, region),
        pairs=found,
        note_nl=note[0],
        note_en=note[1],
    )


def followed(atlas: Atlas, region: str) -> list[tuple[Plan, Plan, bool]]:
    """Plans with what follows them for a region, the latest first, and whether the later one says so."""
    about = atlas.inside(region) | atlas.around(region)
    plans = [plan for plan in atlas.facts.plans if about.intersection(plan.regions)]
    found: list[tuple[Plan, Plan, bool]] = []
    for new in plans:
        stated = [atlas.plans[iri] for iri in new.updates if iri in atlas.plans]
        if stated:
            found += [(old, new, True) for old in stated]
            continue
        earlier = [old for old in plans if old is not new and _follows(atlas, old, new)]
        if earlier:
            found.append((max(earlier, key=plan_order), new, False))
    return sorted(found, key=lambda pair: (plan_order(pair[1]), plan_order(pair[0])), reverse=True)


def _follows(atlas: Atlas, old: Plan, new: Plan) -> bool:
    earlier = not old.issued or not new.issued or old.issued < new.issued
    if is_update(new):
        around = {up for region in new.regions for up in (region, *atlas.around(region))}
        return not is_update(old) and earlier and not around.isdisjoint(old.regions)
    return bool(old.issued and new.issued) and earlier and set(old.regions) == set(new.regions)


def _between(atlas: Atlas, old: Plan, new: Plan, region: str, stated: bool, text: Text) -> PlanChanges:
    """The differences between two plans, for the smaller of the region asked for and the region of the update."""
    scope = frozenset(iri for covered in new.regions for iri in atlas.inside(covered)) & atlas.inside(region)
    if not scope:
        scope = atlas.inside(region)
    wider = {up for iri in new.regions for up in atlas.around(iri)}
    found: list[ChangeInfo] = []
    kinds: tuple[tuple[Literal["goal", "initiative"], Sequence[Thing], Callable[..., Item]], ...] = (
        ("goal", atlas.facts.goals, goal_item),
        ("initiative", atlas.facts.initiatives, initiative_item),
    )
    for kind, things, item in kinds:
        kept = [thing for thing in things if not thing.rejected]
        before = [t for t in kept if t.plan == old.iri and (t.region in scope or t.region in wider)]
        after = [t for t in kept if t.plan == new.iri and t.region in scope]
        matched = _matched(before, after, item)
        found += [_pair(atlas, kind, one, two, score) for one, two, score in matched]
        ours = {id(thing) for one, two, _ in matched for thing in (one, two)}
        found += [_alone(kind, "new", after=thing) for thing in after if id(thing) not in ours]
        left = [thing for thing in before if id(thing) not in ours and thing.region in scope]
        named = _named(left, text(new.sha256) or "") if kind == "initiative" else set()
        found += [_alone(kind, "mentioned" if t.iri in named else "not-mentioned", before=t) for t in left]
    found.sort(key=lambda c: (_ORDER.index(c.change), c.kind, c.label, c.after or "", c.before or ""))
    counted = Counter(change.change for change in found)
    return PlanChanges(
        plan=plan_info(old),
        update=plan_info(new),
        stated=stated,
        numbers={change: counted[change] for change in _ORDER},
        changes=found,
    )


def _matched(
    before: Sequence[Thing], after: Sequence[Thing], item: Callable[..., Item]
) -> list[tuple[Thing, Thing, float]]:
    """What is the same in both: first by the same name or text, then by what is most alike."""
    found: list[tuple[Thing, Thing, float]] = []
    names: dict[str, Thing] = {}
    for thing in before:
        for name in _names(thing):
            names.setdefault(name, thing)
    left, taken = [], set()
    for thing in after:
        same = next((names[name] for name in _names(thing) if name in names and names[name].iri not in taken), None)
        if same is None:
            left.append(thing)
        else:
            taken.add(same.iri)
            found.append((same, thing, 1.0))
    things = [*(thing for thing in before if thing.iri not in taken), *left]
    placed = [_BEFORE] * (len(things) - len(left)) + [_AFTER] * len(left)
    items = [item(thing, place) for thing, place in zip(things, placed, strict=True)]
    return found + [(things[i], things[j], min(score, 1.0)) for i, j, score in pairs(items, SAME)]


def _names(thing: Thing) -> list[str]:
    names = (thing.statement,) if isinstance(thing, Goal) else thing.names
    return [" ".join(name.casefold().split()) for name in names]


def _named(initiatives: Iterable[Initiative | Goal], text: str) -> set[str]:
    """Those that a text names, though not as an initiative."""
    concepts = [
        Concept(one.iri, one.name, one.name, (), one.names, ()) for one in initiatives if isinstance(one, Initiative)
    ]
    places = Vocabulary((), concepts).places(text)
    return {iri for iri, found in places.items() if any(named for _, _, named in found)}


def _pair(atlas: Atlas, kind: Literal["goal", "initiative"], one: Thing, two: Thing, score: float) -> ChangeInfo:
    differences = list(_differences(atlas, one, two))
    change: Change = "changed" if differences else "kept"
    change_nl, change_en = both("changes", change)
    return ChangeInfo(
        kind=kind,
        change=change,
        change_nl=change_nl,
        change_en=change_en,
        label=_label(two),
        before=one.iri,
        after=two.iri,
        label_before=_label(one),
        label_after=_label(two),
        score=round(score, 3),
        changed=differences,
    )


def _alone(
    kind: Literal["goal", "initiative"], change: Change, before: Thing | None = None, after: Thing | None = None
) -> ChangeInfo:
    change_nl, change_en = both("changes", change)
    thing = after or before
    assert thing is not None
    return ChangeInfo(
        kind=kind,
        change=change,
        change_nl=change_nl,
        change_en=change_en,
        label=_label(thing),
        before=before.iri if before else None,
        after=after.iri if after else None,
        label_before=_label(before) if before else None,
        label_after=_label(after) if after else None,
        score=None,
        changed=[],
    )


def _differences(atlas: Atlas, one: Thing, two: Thing) -> Iterable[Changed]:
    """What both tell, and tell otherwise: what one of the two does not tell is no change."""
    if isinstance(one, Initiative) and isinstance(two, Initiative):
        statuses = key(one.status), key(two.status)
        if _UNKNOWN not in statuses and statuses[0] != statuses[1]:
            yield Changed(what="status", before=statuses[0], after=statuses[1])
        years = one.end, two.end
    elif isinstance(one, Goal) and isinstance(two, Goal):
        if one.kind != two.kind and one.kind and two.kind:
            yield Changed(what="kind", before=key(one.kind), after=key(two.kind))
        before, after = _told(atlas, one.targets), _told(atlas, two.targets)
        if before and after and before != after:
            yield Changed(what="target", before=before, after=after)
        years = one.year, two.year
    else:
        return
    if None not in years and years[0] != years[1]:
        yield Changed(what="year", before=str(years[0]), after=str(years[1]))


def _told(atlas: Atlas, targets: Sequence[Target]) -> str:
    """Targets as one text, the same for the same targets."""
    told = []
    for target in targets:
        direction = atlas.facts.names.get(target.direction, ("", ""))[0]
        value = f"{target.value:g}" if target.value is not None else ""
        told.append(" ".join(part for part in (direction, value, target.unit) if part))
    return "; ".join(sorted(told))


def _label(thing: Thing) -> str:
    return thing.statement if isinstance(thing, Goal) else thing.name
