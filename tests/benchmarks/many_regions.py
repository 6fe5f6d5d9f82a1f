"""What comparisons of many plans work with, made by recombining that of a few: copies under other names, texts mixed."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from itertools import chain

from pydantic import TypeAdapter

from graph_api.compare.align import TOGETHER, goal_item, linked
from graph_api.compare.atlas import Atlas
from graph_api.compare.facts import Facts
from graph_api.compare.precomputed import Precomputed
from ontology import BASE

_ANY = TypeAdapter(Precomputed)
KEPT = 0.9
"""Share of the goals and initiatives that a copy keeps, so that no two copies are the same."""


def many(made: Precomputed, plans: int) -> Precomputed:
    """That of at least so many plans; goals that speak of the same thing are looked for among all of them."""
    copies = -(-plans // max(1, len(made.facts.plans)))
    chance = random.Random(1)
    speaking = Atlas(made).speaking
    statements = [goal.statement for goal in made.facts.goals]
    parts = [_copied(made, number, speaking, statements, chance) for number in range(copies)]
    register = tuple(region for region in made.facts.regions if region.iri not in speaking)
    facts = Facts(
        plans=tuple(chain.from_iterable(part.facts.plans for part in parts)),
        regions=register + tuple(chain.from_iterable(part.facts.regions for part in parts)),
        themes=made.facts.themes,
        approaches=made.facts.approaches,
        plan_themes=tuple(chain.from_iterable(part.facts.plan_themes for part in parts)),
        goals=tuple(chain.from_iterable(part.facts.goals for part in parts)),
        initiatives=tuple(chain.from_iterable(part.facts.initiatives for part in parts)),
        similar=tuple(chain.from_iterable(part.facts.similar for part in parts)),
        reasons={},
        names=made.facts.names,
    )
    together = linked([goal_item(goal, goal.region) for goal in facts.goals], TOGETHER)
    return replace(
        made,
        facts=facts,
        owner={plan: owner for part in parts for plan, owner in part.owner.items()},
        words={plan: words for part in parts for plan, words in part.words.items()},
        total={plan: total for part in parts for plan, total in part.total.items()},
        together=[(one, two, score) for (one, two), score in together.items()],
    )


def _copied(
    made: Precomputed, number: int, speaking: frozenset[str], statements: list[str], chance: random.Random
) -> Precomputed:
    """A copy whose plans, facts and regions have names of their own; their texts are those of the plans copied."""
    facts = replace(
        made.facts,
        regions=tuple(region for region in made.facts.regions if region.iri in speaking),
        goals=tuple(
            replace(goal, statement=_mixed(goal.statement, statements, chance) if number else goal.statement)
            for goal in made.facts.goals
            if chance.random() < KEPT
        ),
        initiatives=tuple(one for one in made.facts.initiatives if chance.random() < KEPT),
    )
    text = _ANY.dump_json(replace(made, facts=facts, places={}, together=[])).decode()
    own = "|".join(re.escape(iri) for iri in sorted(speaking, key=len, reverse=True))
    renamed = re.sub(rf'"({re.escape(BASE)}(?:plan|goal|initiative|theme)/[^"]*|{own})"', rf'"\g<1>-{number}"', text)
    return _ANY.validate_json(renamed)


def _mixed(text: str, others: list[str], chance: random.Random) -> str:
    """The first half of a text with the second half of another."""
    words, more = text.split(), chance.choice(others).split()
    return " ".join([*words[: len(words) // 2 + 1], *more[len(more) // 2 :]])
