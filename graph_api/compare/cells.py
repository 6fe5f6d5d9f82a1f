"""What a region says of a theme or approach, and what it means where nothing was found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Final

from graph_api.compare.answers import Cell, MentionInfo, Rejected, State
from graph_api.compare.atlas import Atlas, Mentioned
from graph_api.compare.columns import Side
from graph_api.compare.comparison import Missing
from graph_api.compare.facts import Goal, Initiative, key
from graph_api.compare.salience import Salience
from graph_api.compare.words import both

Text = Callable[[str], str | None]
"""The text of a plan by the hash of its file (`Snapshot.source`)."""
_REMEMBERED: Final = 20_000
"""Cells that an atlas remembers: sixty regions over all themes and approaches."""
_QUOTED: Final = 80
"""Characters of a plan's words that a sentence repeats."""


class Cells:
    """The cells of one column."""

    def __init__(self, atlas: Atlas, side: Side, over: str, text: Text) -> None:
        """
        Args:
            atlas: the regions.
            side: the column.
            over: 'themes' or 'approaches'.
            text: gives the words that a plan mentions something in.
        """
        self._atlas = atlas
        self._side = side
        self._text = text
        self._over = over
        self._salience = Salience(
            atlas, side.holds & atlas.speaking, atlas.themes if over == "themes" else atlas.approaches
        )
        self._holds = side.holds & atlas.speaking
        self._plans = (*side.plans, *side.around)
        self._own = side.holds

    def cell(self, concept: str) -> Cell:
        """What the region says of a theme or approach, or of what is below it; the atlas remembers it."""
        asked = (self._side.region, self._side.holds, self._over, concept)
        found: Cell | None = self._atlas.cells.get(asked)
        if found is None:
            if len(self._atlas.cells) >= _REMEMBERED:
                self._atlas.cells.clear()
            found = self._atlas.cells[asked] = self._cell(concept)
        return found

    def _cell(self, concept: str) -> Cell:
        below = self._atlas.below(concept)
        initiatives = self._initiatives(below)
        goals = self._goals(below, initiatives)
        own = self._own_themes(below)
        kept_goals = [goal for goal in goals if not goal.rejected]
        kept = [one for one in initiatives if not one.rejected]
        things: tuple[Goal | Initiative, ...] = (*goals, *initiatives)
        rejected = [thing.iri for thing in things if thing.rejected]
        mentioned = Mentioned(0, ()) if kept_goals or kept else self._mentioned(below)
        state = self._state(bool(kept_goals or kept), bool(rejected), bool(mentioned.number or own), below)
        state_nl, state_en = both("states", state)
        return Cell(
            region=key(self._side.region),
            state=state,
            state_nl=state_nl,
            state_en=state_en,
            goals=_by(kept_goals, lambda goal: key(goal.kind)),
            initiatives=_by(kept, lambda one: key(one.status)),
            voorlopers=[one.iri for one in kept if one.voorloper],
            goal_count=len(kept_goals),
            initiative_count=len(kept),
            voorloper_count=sum(one.voorloper for one in kept),
            plan_themes=own,
            share=self._salience.share(below),
            salience=self._salience.salience(below),
            mentions=mentioned.number,
            mentioned=[self._place(place.plan, place.start, place.end, place.about) for place in mentioned.places]
            if state == "mentioned"
            else [],
            rejected=[Rejected(iri=iri, why=self._atlas.facts.reasons.get(iri, "")) for iri in rejected],
        )

    def missing(self, concept: str, cell: Cell) -> Missing:
        """What can be said of a region in which nothing was found."""
        found: str = cell.state
        first = cell.mentioned[0] if cell.mentioned else None
        words = first.words if first else ""
        if found == "mentioned" and not words:
            found, words = "mentioned-as-theme", self._own_name(cell)
        theme = self._atlas.concepts[concept]
        number = cell.mentions if found == "mentioned" else len(cell.rejected)
        plans = [plan for plan in self._plans if not first or plan.iri == first.plan]
        values = {
            "region": self._name,
            "number": number,
            "words": " ".join(words.split()),
            "plan": ", ".join(plan.title for plan in plans),
        }
        part = self._part(first)
        told = [
            both("told", found, theme=name, part=part[at], **values)[at] for at, name in enumerate((theme.nl, theme.en))
        ]
        return Missing(region=cell.region, row=key(concept), state=cell.state, text_nl=told[0], text_en=told[1])

    def _part(self, place: MentionInfo | None) -> tuple[str, str]:
        """In which part of the plan, where that is not about the region itself."""
        about = self._atlas.names.get(place.about, "") if place else ""
        if not place or not about or place.about in map(key, self._own):
            return "", ""
        return both("told", "part", region=about)

    @property
    def _name(self) -> str:
        return self._atlas.regions[self._side.region].name

    def _own_name(self, cell: Cell) -> str:
        return next((self._atlas.names[iri][:_QUOTED] for iri in cell.plan_themes), "")

    def _own_themes(self, below: frozenset[str]) -> list[str]:
        on = self._atlas.plan_themes_on
        return sorted({t.iri for region in self._holds if region in on for c in below for t in on[region].get(c, ())})

    def _initiatives(self, below: frozenset[str]) -> list[Initiative]:
        found = {
            one.iri: one
            for region in self._holds
            for concept in below
            for one in self._atlas.initiatives_on.get(region, {}).get(concept, ())
        }
        return [found[iri] for iri in sorted(found)]

    def _goals(self, below: frozenset[str], initiatives: list[Initiative]) -> list[Goal]:
        """Goals on a theme; of an approach those that its initiatives serve."""
        if self._over == "approaches":
            served = {iri for one in initiatives if not one.rejected for iri in one.goals}
            found = {iri: self._atlas.goals[iri] for iri in served if iri in self._atlas.goals}
        else:
            found = {
                goal.iri: goal
                for region in self._holds
                for concept in below
                for goal in self._atlas.goals_on.get(region, {}).get(concept, ())
            }
        return [found[iri] for iri in sorted(found)]

    def _mentioned(self, below: frozenset[str]) -> Mentioned:
        """Where its plans say so, in parts about the region; else about its parts; a wider region; anywhere."""
        inside, around = self._atlas.inside(self._side.region), self._atlas.around(self._side.region)
        for about in (self._own, self._own | inside, self._own | inside | around, None):
            found = self._atlas.mentioned(self._plans, below, about)
            if found.number:
                return found
        return Mentioned(0, ())

    def _state(self, covered: bool, rejected: bool, mentioned: bool, below: frozenset[str]) -> State:
        if covered:
            return "covered"
        if rejected:
            return "rejected"
        if not self._plans:
            return "plan-not-read"
        if mentioned:
            return "mentioned"
        checked = all(map(self._atlas.has_text, self._plans)) and not below.isdisjoint(self._atlas.with_words)
        return "not-in-plan" if checked else "not-found"

    def _place(self, plan: str, start: int, end: int, about: str) -> MentionInfo:
        text = self._text(self._atlas.plans[plan].sha256) or ""
        return MentionInfo(plan=plan, start=start, end=end, words=text[start:end], about=key(about))


def _by(
    things: list[Goal] | list[Initiative], kind: Callable[[Goal], str] | Callable[[Initiative], str]
) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for thing in things:
        found[kind(thing)].append(thing.iri)  # type: ignore[arg-type]
    return dict(sorted(found.items()))
