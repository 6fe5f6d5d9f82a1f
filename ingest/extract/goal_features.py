"""What speaks for and against a sentence being a goal: where it stands first, its turns of phrase second."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.extract.cues import cues
from ingest.extract.goal_priors import GOAL_ROLES, Side, prior, prose_sections, side_of
from ingest.language import Annotated, Unit
from ingest.outline import Block
from ingest.outline.roles import role_of

SHORTEST, LONGEST = 12, 900
"""Characters of a statement."""
ROLE_WORDS = 5
"""Words of a heading that only says what stands below it, at most."""
PAIRS = (
    ("deadline", "state"), ("deadline", "work"), ("deadline", "done"), ("state", "comparative"), ("state", "people"),
    ("people", "comparative"), ("we", "wants"), ("we", "promise"), ("measure", "state"), ("problem", "comparative"),
    ("nominal", "comparative"), ("nominal", "infinitive"), ("state", "negative"), ("every", "state"), ("past", "state"),
)  # fmt: skip
"""Turns that together say more than each alone."""
STEPS = frozenset(
    {"promise", "work", "problem", "obligation", "anaphoric", "past", "action", "question", "definition", "process"}
)
"""Turns of steps, problems and explanations: without them a sentence with a verb of state describes an end state."""
APART = frozenset({"none", "approach", "planning", "context"})
"""Roles outside goals below which turns are weighed for each role apart."""


def goal_rows(annotated: Annotated) -> Iterator[tuple[Unit, int, dict[str, float]]]:
    """Every sentence of a plan that could be a goal, as unit and number, with its features."""
    prose = prose_sections(annotated.outline)
    for unit, number in sentences(annotated):
        yield unit, number, sentence_features(unit, number, side_of(unit.block, prose))


def sentences(annotated: Annotated) -> list[tuple[Unit, int]]:
    """Every sentence that could be a goal, as unit and number."""
    return [
        (unit, number)
        for unit in annotated.units
        if unit.block.kind not in ("heading", "quote", "footnote")
        for number, (start, end) in enumerate(unit.sentences)
        if SHORTEST <= end - start <= LONGEST and not _names_a_role(unit.text[start:end])
    ]


def _names_a_role(text: str) -> bool:
    """Whether a text is no more than a heading's words ('Knelpunten', 'Doelen per opgave'), wherever it stands."""
    return len(text.split()) <= ROLE_WORDS and role_of(text.strip(" :")) is not None


def sentence_features(unit: Unit, number: int, side: Side) -> dict[str, float]:
    """Features of sentence `number` of a unit, by itself and by where it stands."""
    block = unit.block
    text = unit.text[slice(*unit.sentences[number])]
    role = block.role or "none"
    return {
        "prior": prior(block, number, text, side),
        f"role:{role}": 1.0,
        f"kind:{block.kind}": 1.0,
        f"place:{min(number, 3)}": 1.0,
        **_turns(cues("goal_cues", text), role),
        **_reach(block, role),
    }


def _turns(found: frozenset[str], role: str) -> dict[str, float]:
    """The turns of phrase of a sentence, alone, in pairs and by what the sentence stands under."""
    side = "goal" if role in GOAL_ROLES else "other"
    row = {}
    for cue in found:
        row[f"cue:{cue}"] = 1.0
        row[f"cue+{side}:{cue}"] = 1.0
        if role in APART:
            row[f"cue+role:{cue}+{role}"] = 1.0
    for a, b in PAIRS:
        if a in found and b in found:
            row[f"pair:{a}+{b}"] = 1.0
            row[f"pair+{side}:{a}+{b}"] = 1.0
    if "state" in found and not found & STEPS:
        row |= {"end_state": 1.0, f"end_state+{role}": 1.0, f"end_state:{_subject(found)}": 1.0}
    return row


def _subject(found: frozenset[str]) -> str:
    """Of whom or what an end state is said."""
    if found & {"begins_people", "every", "there"}:
        return "people"
    return "dated" if "dated_state" in found else "other"


def _reach(block: Block, role: str) -> dict[str, float]:
    """How far the word that gives the role stands: a role fades below headings of its own."""
    if block.label_role or block.header_role or block.lead_role:
        return {f"reach:own+{role}": 1.0}
    steps = next((n for n, section in enumerate(block.section.ancestors()) if section.role), 3)
    row = {f"reach:{min(steps, 3)}": 1.0}
    if role in GOAL_ROLES:
        row[f"reach+{role}:{min(steps, 2)}"] = 1.0
    return row
