"""A row of a comparison, opened: its goals and initiatives side by side, and what was found in one region only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from graph_api.compare.align import TOGETHER, goal_item, groups, likes
from graph_api.compare.answers import EvidenceInfo, MentionInfo
from graph_api.compare.atlas import Atlas
from graph_api.compare.cells import Cells
from graph_api.compare.columns import Side, labelled
from graph_api.compare.comparison import Alone, Elsewhere, Line, Opened, Row, ThingInfo
from graph_api.compare.facts import Goal, Initiative, Plan, key
from graph_api.compare.naming import Naming
from graph_api.compare.together import target_info
from graph_api.compare.words import both

Thing = Goal | Initiative
_KINDS: Final = ("resultAgreement", "objective", "ambition")
"""Kinds of goals, the most binding first."""


@dataclass(frozen=True, slots=True)
class Tied:
    """Things that stand on one line."""

    things: tuple[str, ...]
    """IRIs."""
    score: float | None
    approach: str
    """IRI of the approach that ties them, ''."""


@dataclass(frozen=True)
class Outline:
    """What stands where in an opened row, by IRI."""

    row: Row
    goals: tuple[Tied, ...]
    initiatives: tuple[Tied, ...]
    alone: tuple[str, ...]

    @property
    def things(self) -> set[str]:
        """All that is shown."""
        return {iri for line in (*self.goals, *self.initiatives) for iri in line.things} | set(self.alone)


class Opener:
    """Opens rows of one comparison."""

    def __init__(self, atlas: Atlas, columns: Sequence[Side], together: Iterable[tuple[list[str], float]]) -> None:
        """
        Args:
            atlas: the regions.
            columns: a thing stands in the first that holds its region.
            together: groups of goals of these columns that speak of the same thing, with how like they are.
        """
        self._atlas = atlas
        self._columns = columns
        self._at = {region: at for at, side in reversed(list(enumerate(columns))) for region in side.holds}
        self._together = [Tied(tuple(members), score, "") for members, score in together]
        self._all = {one.iri: one for one in atlas.facts.initiatives if one.region in self._at and not one.rejected}

    def outline(self, row: Row) -> Outline:
        """What is in a row: everything stands on one line, or is alone."""
        goals = {iri for cell in row.cells for some in cell.goals.values() for iri in some}
        initiatives = {iri for cell in row.cells for some in cell.initiatives.values() for iri in some}
        with_goals = self._goals(goals)
        with_initiatives = self._initiatives(initiatives)
        tied = {iri for line in (*with_goals, *with_initiatives) for iri in line.things}
        alone = sorted((goals | initiatives) - tied, key=self._worth)
        return Outline(row, tuple(self._ranked(with_goals)), tuple(self._ranked(with_initiatives)), tuple(alone))

    def _goals(self, wanted: set[str]) -> list[Tied]:
        """Goals that go together; one that is like a goal for which another is liker joins those."""
        found = [tied for tied in self._together if wanted.intersection(tied.things)]
        taken = {iri for tied in found for iri in tied.things}
        listed = sorted(wanted | taken)
        asked = ("likes", tuple(listed), tuple(self.place(iri) for iri in listed))
        near: dict[str, dict[str, float]] = defaultdict(dict)
        for one, two, score in self._atlas.remembered(asked, lambda: self._likes(listed)):
            near[one][two] = score
        return self._with_left(found, near, wanted - taken)

    def _likes(self, goals: Sequence[str]) -> list[tuple[str, str, float]]:
        items = [goal_item(self._atlas.goals[iri], str(self.place(iri))) for iri in goals]
        return [(goals[i], goals[j], score) for i, j, score in likes(items, TOGETHER)]

    def _initiatives(self, wanted: set[str]) -> list[Tied]:
        """Initiatives that follow one approach, then those that are like each other."""
        found, taken = [], set[str]()
        following: dict[str, set[str]] = defaultdict(set)
        for one in self._all.values():
            for approach in one.approaches:
                following[approach].add(one.iri)
        by_size = sorted(following, key=lambda a: (-self._spread(following[a]), -len(following[a]), a))
        for approach in by_size:
            members = following[approach] - taken
            if members & wanted and self._spread(members) > 1:
                found.append(Tied(tuple(members), None, approach))
                taken |= members
        near = self._near(set(self._all) - taken, wanted)
        for some, score in groups(near, near):
            if self._spread(some) > 1 and wanted.intersection(some):
                found.append(Tied(tuple(some), score, ""))
                taken.update(some)
        return self._with_left(found, near, wanted - taken)

    def _near(self, known: set[str], wanted: set[str]) -> dict[str, dict[str, float]]:
        near: dict[str, dict[str, float]] = defaultdict(dict)
        for one, two, score in self._atlas.facts.similar:
            if {one, two} <= known and (one in wanted or two in wanted) and self._spread((one, two)) > 1:
                near[one][two] = near[two][one] = score
        return near

    @staticmethod
    def _with_left(found: list[Tied], near: Mapping[str, Mapping[str, float]], left: set[str]) -> list[Tied]:
        """What is like something on a line, though less than others: it joins that line, so as not to be called alone.

        The score of a line stays that of what made it.
        """
        lines = list(found)
        at = {iri: place for place, line in enumerate(lines) for iri in line.things}
        for iri in sorted(left):
            best = max(near.get(iri, {}).items(), key=lambda pair: (pair[1], pair[0]), default=None)
            if best is None:
                continue
            if iri not in at and best[0] in at:
                place = at[iri] = at[best[0]]
                lines[place] = replace(lines[place], things=(*lines[place].things, iri))
            elif iri not in at:
                at[iri] = at[best[0]] = len(lines)
                lines.append(Tied((iri, best[0]), best[1], ""))
        return lines

    def _ranked(self, lines: Iterable[Tied]) -> list[Tied]:
        return sorted(lines, key=lambda tied: (-self._spread(tied.things), -(tied.score or 1.0), min(tied.things)))

    def _spread(self, things: Iterable[str]) -> int:
        """In how many columns they are."""
        return len({self.place(iri) for iri in things})

    def thing(self, iri: str) -> Thing:
        """A goal or initiative by its IRI."""
        return self._atlas.goals.get(iri) or self._atlas.initiatives[iri]

    def place(self, iri: str) -> int:
        """Of the column that holds it."""
        return self._at[self.thing(iri).region]

    def _worth(self, iri: str) -> tuple[object, ...]:
        thing = self.thing(iri)
        if isinstance(thing, Initiative):
            return self.place(iri), 0, not thing.voorloper, thing.name.casefold(), iri
        kind = key(thing.kind)
        rank = _KINDS.index(kind) if kind in _KINDS else len(_KINDS)
        return self.place(iri), 1, rank, thing.year or 9999, thing.statement.casefold(), iri


class Filler:
    """Fills outlines with what there is to tell of things."""

    def __init__(
        self,
        atlas: Atlas,
        columns: Sequence[Side],
        opener: Opener,
        evidence: Mapping[str, list[EvidenceInfo]],
        leaders: Mapping[str, list[str]],
        text: Callable[[str], str | None],
    ) -> None:
        """
        Args:
            atlas: the regions.
            columns: those of the comparison.
            opener: that made the outlines.
            evidence: of all things of the outlines.
            leaders: names of who leads initiatives.
            text: gives the texts of plans.
        """
        self._atlas = atlas
        self._columns = columns
        self._opener = opener
        self._evidence = evidence
        self._leaders = leaders
        self._naming = Naming(text)
        self._approaches = [Cells(atlas, side, "approaches", text) for side in columns]
        self._told = lru_cache(maxsize=None)(self._elsewhere)  # a thing stands in several rows

    def filled(self, outline: Outline) -> Opened:
        """An opened row with all that is shown of it."""
        cells = outline.row.cells
        on_row = {iri for c in cells for some in (*c.goals.values(), *c.initiatives.values()) for iri in some}
        lines = [self._line(tied, "goal", on_row) for tied in outline.goals]
        lines += [self._line(tied, "initiative", on_row) for tied in outline.initiatives]
        alone = [Alone(thing=self._info(iri, True), elsewhere=self._told(iri)) for iri in outline.alone]
        return Opened(**labelled(self._atlas, outline.row.iri).model_dump(), lines=lines, alone=alone)

    def _line(self, tied: Tied, what: str, on_row: set[str]) -> Line:
        ordered = sorted(tied.things, key=lambda iri: (self._opener.place(iri), iri))
        things = [self._info(iri, iri in on_row) for iri in ordered]
        return Line(
            what="goal" if what == "goal" else "initiative",
            score=None if tied.score is None else min(tied.score, 1.0),
            approach=labelled(self._atlas, tied.approach) if tied.approach else None,
            regions=len({thing.region for thing in things}),
            years_differ=len({thing.year for thing in things if thing.year}) > 1,
            things=things,
        )

    def _info(self, iri: str, on_row: bool) -> ThingInfo:
        thing = self._opener.thing(iri)
        goal = isinstance(thing, Goal)
        kind = thing.kind if isinstance(thing, Goal) else thing.status
        kind_nl, kind_en = self._atlas.facts.names.get(kind, ("", ""))
        region = self._atlas.regions.get(thing.region)
        plan = self._atlas.plans.get(thing.plan)
        return ThingInfo(
            iri=iri,
            what="goal" if goal else "initiative",
            region=key(self._columns[self._opener.place(iri)].region),
            of=key(thing.region),
            of_label=region.name if region else key(thing.region),
            plan=thing.plan,
            plan_title=plan.title if plan else "",
            label=thing.statement if isinstance(thing, Goal) else thing.name,
            kind=key(kind) if kind else "",
            kind_nl=kind_nl,
            kind_en=kind_en,
            voorloper=isinstance(thing, Initiative) and thing.voorloper,
            year=thing.year if isinstance(thing, Goal) else thing.end,
            targets=[target_info(one) for one in thing.targets] if isinstance(thing, Goal) else [],
            approaches=[] if isinstance(thing, Goal) else [labelled(self._atlas, a) for a in thing.approaches],
            led_by=self._leaders.get(iri, []),
            on_row=on_row,
            evidence=sorted(self._evidence.get(iri, []), key=lambda one: -(one.confidence or 0)),
        )

    def _elsewhere(self, iri: str) -> list[Elsewhere]:
        thing, own = self._opener.thing(iri), self._opener.place(iri)
        found = (self._of_column(thing, at) for at in range(len(self._columns)) if at != own)
        return [one for one in found if one is not None]

    def _of_column(self, thing: Thing, at: int) -> Elsewhere | None:
        """What a column's plans say of it all the same: of an initiative, its name or its approach."""
        side = self._columns[at]
        plans = (*side.plans, *side.around)
        if isinstance(thing, Goal):
            return None
        for plan in plans:
            if plan.iri == thing.plan:
                continue  # its own words say nothing of another region
            if place := self._naming.place(plan.sha256, thing.names):
                return self._named(side, plan, *place)
        for approach in thing.approaches:
            cell = self._approaches[at].cell(approach)
            if cell.state in ("mentioned", "not-in-plan", "rejected"):
                told = self._approaches[at].missing(approach, cell)
                return Elsewhere(
                    region=key(side.region),
                    state=cell.state,
                    text_nl=told.text_nl,
                    text_en=told.text_en,
                    place=cell.mentioned[0] if cell.mentioned else None,
                )
        return None

    def _named(self, side: Side, plan: Plan, start: int, end: int, words: str) -> Elsewhere:
        name = self._atlas.regions[side.region].name
        text_nl, text_en = both("told", "named", region=name, plan=plan.title, words=" ".join(words.split()))
        place = MentionInfo(plan=plan.iri, start=start, end=end, words=words, about=key(side.region))
        return Elsewhere(region=key(side.region), state="mentioned", text_nl=text_nl, text_en=text_en, place=place)
